"""What stands around every working paper: heading, footer, notes and signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.utils import timezone

from evaluasi.kertas.lembar import Berkas, Lembar
from jabatan.models import Jabatan, Pejabat
from jabatan.pk.susun import pihak_of
from lib.tabel import Baris, Jenis, Kolom, Nilai, Rata, Sel, Tabel, TandaTangan
from lib.teks import format_date, format_number

B = TypeVar("B")

BLANK = "………………………"
NIP = "NIP …………………"
PRACTICE = "Susunan kolom menurut praktik inspektorat daerah."
HURUF = 8.0


def tabel(
    berkas: Berkas,
    *,
    judul: str,
    nama: str,
    kolom: Sequence[Kolom],
    baris: Sequence[Baris],
    catatan: Sequence[str],
    kosong: str,
    rincian: Sequence[tuple[str, str]] = (),
) -> Tabel:
    """Return a working paper with heading (`rincian` adds to it), notes, footer and signatures; lying A4."""
    return Tabel(
        judul,
        kolom,
        baris,
        nama=nama,
        subjudul=[_whose(berkas)],
        rincian=[*heading(berkas), *rincian],
        catatan=[*catatan, PRACTICE],
        kaki=footer(berkas, nama),
        nomor_kolom=True,
        huruf=HURUF,
        kosong=kosong,
        tanda_tangan=signatures(berkas) if berkas.satu else (),
    )


def _whose(berkas: Berkas) -> str:
    return berkas.satu.pemilik if berkas.satu else berkas.cakupan


def today() -> str:
    """Return the day of printing in words."""
    return format_date(timezone.localdate())


def heading(berkas: Berkas) -> list[tuple[str, str]]:
    """Return what stands above a paper: which tree and version, which year, who evaluates, of which day it speaks."""
    lembar = berkas.satu
    lines = [("Tahun", str(berkas.tahun))]
    if lembar is None:
        lines.append(("Pohon kinerja yang dinilai", str(len(berkas.daftar))))
    else:
        versi = lembar.versi
        when = format_date(timezone.localtime(versi.waktu).date())
        state = versi.get_status_display().lower()
        lines.insert(
            0, ("Pohon kinerja", f"{lembar.outcome} (versi {versi.nomor}, {state} {when})")
        )
        lines.append(("Tim evaluasi", ", ".join(lembar.evaluator) or "belum ada"))
    return [*lines, ("Tanggal", today()), ("Keadaan data", _state(berkas))]


def _state(berkas: Berkas) -> str:
    """Say what a version froze and what is as it is today, so that two prints of one version may differ."""
    which = f"versi {berkas.satu.versi.nomor}" if berkas.satu else "versi terakhir tiap pohon"
    return (
        f"simpul, indikator, dan target menurut {which}; pemetaan, dokumen perencanaan, jabatan, dan PK "
        f"menurut keadaan {today()}."
    )


def footer(berkas: Berkas, nama: str) -> list[str]:
    """Return the parts of the footer: paper, owner, instansi, year, version, day of printing."""
    lembar = berkas.satu
    instansi = berkas.daftar[0].pohon.instansi.nama if berkas.daftar else ""
    owner = _whose(berkas)
    parts = [nama, owner, instansi if instansi != owner else "", f"Tahun {berkas.tahun}"]
    parts.append(f"Versi {lembar.versi.nomor}" if lembar else "")
    return [*filter(None, parts), f"Dicetak {today()}"]


def signatures(berkas: Berkas) -> list[TandaTangan]:
    """Return who signs the paper of one version: the head of the unit, and the lead of the team."""
    lembar = berkas.satu
    if lembar is None:
        return []
    pohon = lembar.pohon
    place = pohon.instansi.tempat or BLANK
    return [
        head_of(lembar),
        TandaTangan([f"{place}, {today()}", "Ketua Tim Evaluasi,"], lembar.ketua or BLANK, [NIP]),
    ]


def head_of(lembar: Lembar) -> TandaTangan:
    """Return the signature of who heads the unit evaluated; two queries."""
    pohon = lembar.pohon
    rows = Jabatan.objects.filter(instansi=pohon.instansi_id, unit=pohon.unit_id)
    jabatan = rows.order_by("lft").first()
    if jabatan is None:
        return TandaTangan(["Mengetahui,", f"Pimpinan {lembar.pemilik},"], BLANK, [NIP])
    holders = Pejabat.objects.filter(jabatan=jabatan).on(timezone.localdate())
    pihak = pihak_of(holders.select_related("jabatan").first())
    if pihak is None:
        return TandaTangan(["Mengetahui,", f"{jabatan.nama},"], BLANK, [NIP])
    return TandaTangan(["Mengetahui,", f"{pihak.jabatan},"], pihak.nama, pihak.baris_bawah)


def title_row(berkas: Berkas, lembar: Lembar, width: int) -> list[Baris]:
    """Return the row that names a tree in a paper of several; none in the paper of one."""
    if berkas.satu:
        return []
    return [Baris([Sel(lembar.judul, rentang=width, rata=Rata.KIRI)], Jenis.KEPALA)]


def stacked(
    berkas: Berkas,
    width: int,
    butir: Callable[[Lembar], Sequence[B]],
    write: Callable[[Sequence[B], int, Lembar], Iterable[Baris]],
    add_up: Callable[[Sequence[B], str], Iterable[Baris]],
) -> tuple[list[B], list[Baris]]:
    """Return all that is judged in some versions, and the rows of their paper.

    One version stands after another with its sum under it, the sum of all at the end. `write` gets what is judged in a
    version and its first number, `add_up` whose sum it is (empty: of the only one).
    """
    every: list[B] = []
    rows: list[Baris] = []
    for lembar in berkas.daftar:
        own = butir(lembar)
        rows += title_row(berkas, lembar, width)
        rows += write(own, len(every) + 1, lembar)
        if own:
            rows += add_up(own, "" if berkas.satu else lembar.pemilik)
        every += own
    if len(berkas.daftar) > 1 and every:
        rows += add_up(every, berkas.cakupan)
    return every, rows


def open_notes(apa: str, *, belum: int, n: int, beda: int) -> list[str]:
    """Return what a reader must know of judgements that are missing or in dispute."""
    notes = []
    if belum:
        notes.append(
            f"Belum dinilai: {format_number(belum)} dari {format_number(n)} {apa}. "
            "Sel yang belum dinilai dibiarkan kosong dan tidak ikut dihitung dalam skor."
        )
    if beda:
        notes.append(
            f"Pada {format_number(beda)} {apa} tim berbeda pendapat dan ketua belum memutuskan; "
            "yang tercantum adalah penilaian terakhir."
        )
    return notes


def sum_row(label: str, span: int, cells: Sequence[Nilai | Sel], *, key: object) -> Baris:
    """Return a row of sums whose label covers the first `span` columns; rows of one `key` stay on one page."""
    first = Sel(label, rentang=span, rata=Rata.TENGAH)
    return Baris([first, *cells], Jenis.JUMLAH, kunci=(("jumlah", key),))
