"""The structure drawn as a vector PDF: cards of positions with their holders, laid out and cut as a tree is.

Jenjang is told by a word, a shape and a colour; a vacant position by a word and a dashed border.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from jabatan.models import Jabatan, Pejabat
from jabatan.struktur.bagan import chart_rows
from lib import pdf
from lib.berkas import TIPE, safe_name
from lib.tabel import Kertas
from lib.teks import format_date
from organisasi.models import Instansi, Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from pohon.exporters.bagan import ROOM, Gaya, documents
from pohon.exporters.susun_bagan import Halaman, Kartu, Pembagian, break_note, break_text

J = Jabatan.Jenjang
KELOMPOK: dict[str, str] = {
    J.KEPALA_DAERAH: "puncak",
    J.MENTERI: "puncak",
    J.JPT_MADYA: "jpt",
    J.JPT_PRATAMA: "jpt",
    J.ADMINISTRATOR: "administrator",
    J.PENGAWAS: "pengawas",
    J.JF: "jf",
    J.PELAKSANA: "pelaksana",
}
GAYA = Gaya(
    templat="jabatan/cetak/bagan.html",
    bentuk={
        "puncak": "M{l} {m}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
        "jpt": "M{l} {m}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
        "administrator": "M{l} {t}h8v8h-8Z",
        "pengawas": "M{l} {t}h8l-4 8Z",
        "jf": "M{l} {m}l4 -4l4 4l-4 4Z",
        "pelaksana": "M{l} {b}h8l-4 -8Z",
    },
    warna={
        "puncak": "#4a1d6b",
        "jpt": "#163a70",
        "administrator": "#0f665c",
        "pengawas": "#8a5300",
        "jf": "#6b3fa0",
        "pelaksana": "#475569",
    },
)
LOWONG = "Lowong"


def label_of(jabatan: Jabatan) -> str:
    """Return the jenjang of a position as its card says it."""
    if jabatan.jenjang == J.JF and jabatan.level_jf:
        return f"JF {str(jabatan.get_level_jf_display()).lower()}"
    return str(jabatan.get_jenjang_display())


def chart_name(instansi: Instansi, unit: Unit | None, kertas: str) -> str:
    """Return the name of the file."""
    return safe_name(f"Bagan struktur {unit.nama if unit else instansi.nama} {kertas}", "pdf")


def draw(
    daftar: Sequence[Any],
    instansi: Instansi,
    unit: Unit | None,
    kertas: Kertas,
    *,
    progress: pdf.Progress | None = None,
) -> bytes:
    """Return the PDF of positions that come in tree order, each with `kini`, its holders of today."""
    heading = {
        "judul": f"Struktur {unit.nama if unit else instansi.nama}",
        "keterangan": [instansi.nama, f"Pejabat pada {format_date(timezone.localdate())}"],
    }
    return pdf.render_pieces(
        documents(pages(daftar, kertas), kertas, heading, GAYA), progress=progress
    )


def pages(daftar: Sequence[Any], kertas: Kertas) -> list[Halaman]:
    """Lay positions out on pages; those with no superior among them each begin a page."""
    path: list[tuple[Any, Kartu]] = []
    roots: list[Kartu] = []
    for jabatan in daftar:
        while path and not jabatan.is_within(path[-1][0]):
            path.pop()
        card = _card(jabatan)
        (path[-1][1].anak if path else roots).append(card)
        path.append((jabatan, card))
    return [page for root in roots for page in Pembagian(*ROOM[kertas]).pages(root)]


def _card(jabatan: Any) -> Kartu:
    holders: list[Pejabat] = jabatan.kini
    notes: list[str] = []
    for holder in holders[:2]:
        mark = (
            "" if holder.status == Pejabat.Status.DEFINITIF else f"{holder.get_status_display()} "
        )
        notes += break_note(f"{mark}{holder.nama}")
    return Kartu(
        id=jabatan.pk,
        tingkat=KELOMPOK[jabatan.jenjang],
        judul=label_of(jabatan),
        pernyataan=break_text(jabatan.nama),
        indikator=notes,
        crosscutting=() if holders else (LOWONG,),
    )


@pekerjaan("bagan_struktur_pdf")
def write_chart(job: Kemajuan, *, instansi: int, unit: int, kertas: str) -> HasilBerkas:
    """Make the PDF of the chart in the background."""
    home = Instansi.objects.visible_to(job.pengguna).get(pk=instansi)
    branch = Unit.objects.visible_to(job.pengguna).get(pk=unit, instansi=home) if unit else None
    job.report(5, "Menata bagan")
    content = draw(
        chart_rows(job.pengguna, home, branch),
        home,
        branch,
        Kertas(kertas),
        progress=job.report_part,
    )
    return HasilBerkas(chart_name(home, branch, kertas), TIPE["pdf"], content)
