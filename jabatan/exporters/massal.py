"""The letters of a whole unit or instansi in one job: a ZIP of letters with all of them joined, or one PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Max, OuterRef, Subquery

from jabatan.exporters.surat import kertas_of, letter_html
from jabatan.exporters.word import letter_docx
from jabatan.models import PerjanjianKinerja
from jabatan.susun import read
from jabatan.target import Rencana
from lib import pdf
from lib.berkas import TIPE, TIPE_SURAT, safe_name
from lib.gambar import Gambar
from lib.tabel import Kertas
from organisasi.logo import logo_of
from organisasi.models import Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan

if TYPE_CHECKING:
    from organisasi.models import AnyUser

BATCH = 2 * pdf.MANY  # letters composed before they are rendered: two workers' share
MOST = 1000  # letters in one file
BENTUK = {"pdf": "Surat PDF (ZIP, dengan satu PDF gabungan)", "gabungan": "Satu PDF gabungan"}
BENTUK["docx"] = "Surat Word (ZIP)"
Progress = pdf.Progress


@dataclass(frozen=True)
class Permintaan:
    """Which letters, on which paper: of a unit with the units below it, or (None) of the whole instansi."""

    instansi: int
    tahun: int
    unit: int | None = None
    ditetapkan: bool = False
    kertas: Kertas = Kertas.A4


@dataclass(frozen=True)
class Surat:
    """A letter of the bundle: its name without extension, and its content as a file."""

    nama: str
    isi: bytes


def newest(user: AnyUser, minta: Permintaan) -> list[PerjanjianKinerja]:
    """Return the last PK of each position, in the order of the structure; `ditetapkan`: the last signed one."""
    rows = PerjanjianKinerja.objects.visible_to(user).filter(
        jabatan__instansi=minta.instansi, tahun=minta.tahun
    )
    if minta.unit:
        unit = Unit.objects.visible_to(user).get(pk=minta.unit, instansi=minta.instansi)
        rows = rows.filter(jabatan__unit__in=Unit.objects.in_branch(unit))
    if minta.ditetapkan:
        rows = rows.filter(status=PerjanjianKinerja.Status.DITETAPKAN)
    same = rows.filter(jabatan=OuterRef("jabatan")).order_by().values("jabatan")
    last = same.annotate(akhir=Max("urutan")).values("akhir")
    rows = rows.filter(urutan=Subquery(last)).select_related(
        "jabatan__instansi", "jabatan__unit", "jabatan__induk__unit"
    )
    return list(rows.order_by("jabatan__lft"))


def letters(
    daftar: Sequence[PerjanjianKinerja],
    minta: Permintaan,
    ext: str,
    progress: Progress | None = None,
) -> Iterator[Surat]:
    """Yield the letters, `BATCH` composed and rendered at a time, so that memory does not grow with their number."""
    logo = logo_of(minta.instansi)
    rencana = Rencana()
    total = len(daftar)
    for start in range(0, total, BATCH):
        some = daftar[start : start + BATCH]

        def tell(done: int, _: int, before: int = start) -> None:
            if progress:
                progress(before + done, total)

        made = _made(some, minta.kertas, logo, ext, rencana, tell)
        for number, (row, isi) in enumerate(zip(some, made, strict=True), start=start + 1):
            yield Surat(f"{number:03} PK {row.jabatan.nama} {row.tahun}", isi)


def _made(
    daftar: Sequence[PerjanjianKinerja],
    kertas: Kertas,
    logo: Gambar | None,
    ext: str,
    rencana: Rencana,
    tell: Progress,
) -> list[bytes]:
    contents = [(read(row, rencana).isi, not row.is_frozen) for row in daftar]
    if ext == "docx":
        made = [letter_docx(isi, draf=draf, kertas=kertas, logo=logo) for isi, draf in contents]
        tell(len(made), len(made))
        return made
    daftar_html = [letter_html(isi, draf=draf, kertas=kertas, logo=logo) for isi, draf in contents]
    return pdf.render_many(daftar_html, progress=tell)


def bundle(surat: Iterator[Surat], bentuk: str, nama: str) -> HasilBerkas:
    """Return the letters as one file: "pdf" and "docx" a ZIP of letters, "gabungan" one PDF of all."""
    if bentuk == "gabungan":
        return HasilBerkas(
            safe_name(nama, "pdf"), TIPE["pdf"], pdf.join([one.isi for one in surat])
        )
    out = io.BytesIO()
    parts: list[bytes] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in surat:
            archive.writestr(safe_name(one.nama, bentuk), one.isi)
            if bentuk == "pdf":
                parts.append(one.isi)
        if parts:
            archive.writestr(safe_name(f"000 Gabungan {nama}", "pdf"), pdf.join(parts))
    return HasilBerkas(safe_name(nama, "zip"), TIPE_SURAT["zip"], out.getvalue())


@pekerjaan("pk_semua")
def write_letters(
    job: Kemajuan,
    *,
    instansi: int,
    tahun: int,
    unit: int | None,
    ditetapkan: bool,
    kertas: str,
    bentuk: str,
) -> HasilBerkas:
    """Make the letters of a unit or instansi in the background, as far as the one who asked may see them."""
    minta = Permintaan(instansi, tahun, unit, ditetapkan, kertas_of(kertas))
    job.report(2, "Mengumpulkan perjanjian kinerja")
    daftar = newest(job.pengguna, minta)
    check_count(len(daftar))

    def tell(done: int, total: int) -> None:
        job.report(5 + 85 * done / total, f"Menyusun surat {done} dari {total}")

    made = letters(daftar, minta, "docx" if bentuk == "docx" else "pdf", tell)
    whose = daftar[0].jabatan.instansi.nama
    if unit:
        whose = Unit.objects.values_list("nama", flat=True).get(pk=unit)
    return bundle(made, bentuk, f"PK {whose} {tahun}")


def check_count(count: int) -> None:
    """Refuse none and too many; raises ValidationError with a sentence."""
    if not count:
        raise ValidationError("Belum ada perjanjian kinerja yang cocok untuk diunduh.")
    if count > MOST:
        raise ValidationError(
            f"Ada {count} surat; paling banyak {MOST} dalam satu berkas. Unduh per unit."
        )
