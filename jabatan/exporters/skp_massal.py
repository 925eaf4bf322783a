"""The SKP of a whole unit in one job: a ZIP with one file for each person."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from jabatan.exporters.skp import skp_docx, skp_html
from jabatan.exporters.surat import kertas_of
from jabatan.models import Skp
from jabatan.skp import IsiSkp
from jabatan.skp_susun import read_skp, with_position
from lib import pdf
from lib.berkas import TIPE_SURAT, safe_name
from lib.tabel import Kertas
from organisasi.models import Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST = 1000
BATCH = 2 * pdf.MANY  # composed before they are rendered
BENTUK = {"pdf": "PDF", "docx": "Word"}


@dataclass(frozen=True)
class PermintaanSkp:
    """Which SKP: of a unit with the units below it, or (None) of the whole instansi."""

    instansi: int
    tahun: int
    unit: int | None = None
    ditetapkan: bool = False


def asked_for(user: AnyUser, minta: PermintaanSkp) -> list[Skp]:
    """Return the SKP asked for, as far as the user may see them, in the order of the structure."""
    rows = Skp.objects.visible_to(user).filter(
        pejabat__jabatan__instansi=minta.instansi, tahun=minta.tahun
    )
    if minta.unit:
        unit = Unit.objects.visible_to(user).get(pk=minta.unit, instansi=minta.instansi)
        rows = rows.filter(pejabat__jabatan__unit__in=Unit.objects.in_branch(unit))
    if minta.ditetapkan:
        rows = rows.exclude(status=Skp.Status.DRAF)
    return list(with_position(rows).order_by("pejabat__jabatan__lft", "mulai", "pk"))


def check_count(count: int) -> None:
    """Refuse none and too many; raises ValidationError with a sentence."""
    if not count:
        raise ValidationError("Belum ada SKP yang cocok untuk diunduh.")
    if count > MOST:
        raise ValidationError(
            f"Ada {count} SKP; paling banyak {MOST} dalam satu berkas. Unduh per unit."
        )


def _files(
    daftar: Sequence[Skp], bentuk: str, kertas: Kertas, job: Kemajuan
) -> Iterator[tuple[IsiSkp, bytes]]:
    """Yield content and file of each SKP, `BATCH` at a time."""
    total = len(daftar)
    for start in range(0, total, BATCH):
        some = [(read_skp(row).isi, not row.is_frozen) for row in daftar[start : start + BATCH]]

        def tell(done: int, _: int, before: int = start) -> None:
            done += before
            job.report(5 + 85 * done / total, f"Menyusun SKP {done} dari {total}")

        if bentuk == "docx":
            made = [skp_docx(isi, draf=draf, kertas=kertas) for isi, draf in some]
            tell(len(made), len(made))
        else:
            pages = [skp_html(isi, draf=draf, kertas=kertas) for isi, draf in some]
            made = pdf.render_many(pages, progress=tell)
        yield from zip((isi for isi, _ in some), made, strict=True)


@pekerjaan("skp_semua")
def write_skp(
    job: Kemajuan,
    *,
    instansi: int,
    tahun: int,
    unit: int | None,
    ditetapkan: bool,
    kertas: str,
    bentuk: str,
) -> HasilBerkas:
    """Make the SKP of a unit or instansi in the background, as far as the one who asked may see them."""
    minta = PermintaanSkp(instansi, tahun, unit, ditetapkan)
    job.report(2, "Mengumpulkan SKP")
    daftar = asked_for(job.pengguna, minta)
    check_count(len(daftar))
    whose = daftar[0].pejabat.jabatan.instansi.nama
    if unit:
        whose = Unit.objects.values_list("nama", flat=True).get(pk=unit)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        files = _files(daftar, bentuk, kertas_of(kertas), job)
        for number, (isi, content) in enumerate(files, start=1):
            archive.writestr(
                safe_name(f"{number:03} SKP {isi.pegawai.nama} {tahun}", bentuk), content
            )
    return HasilBerkas(safe_name(f"SKP {whose} {tahun}", "zip"), TIPE_SURAT["zip"], out.getvalue())
