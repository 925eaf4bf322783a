"""The files: the tables of all stages with what other rooms add, and the jobs that make large PDF.

The last columns of Tahap 5 belong to rooms to the left. The roof lists who fills them, as it lists the parts of the
editor's panel: `POKIN_KOLOM_TAHAP5` names functions `(user, pohon) -> KolomTahap5`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from lib import pdf, xlsx
from lib.berkas import TIPE, safe_name
from lib.tabel import Kertas
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from pohon.exporters.bagan import ROOM, draw
from pohon.exporters.keterangan import owner_name
from pohon.exporters.tahap import tables
from pohon.models import Pohon

PAPERS = tuple(kertas.value for kertas in ROOM)


def tables_name(pohon: Pohon, ext: str) -> str:
    """Return the name of the file with the tables."""
    return safe_name(f"Tahapan pohon kinerja {owner_name(pohon)} {pohon.periode.nama}", ext)


def drawing_name(pohon: Pohon, kertas: str) -> str:
    """Return the name of the file with the drawing."""
    return safe_name(f"Bagan pohon kinerja {owner_name(pohon)} {kertas}", "pdf")


def tables_file(
    pohon: Pohon, user: Any, ext: str, *, progress: pdf.Progress | None = None
) -> bytes:
    """Return the tables of Tahap 1 to 5 as the user may see them; raises PdfUnavailable."""
    makers = [import_string(path) for path in settings.POKIN_KOLOM_TAHAP5]
    daftar = tables(pohon, [make(user, pohon) for make in makers])
    return xlsx.write(daftar) if ext == "xlsx" else pdf.table(daftar, progress=progress)


def _read(job: Kemajuan, pk: int) -> Pohon:
    """Return the tree if the one who asked may still see it; raises DoesNotExist."""
    rows = Pohon.objects.visible_to(job.pengguna).select_related("unit", "periode", "instansi")
    return rows.get(pk=pk)


@pekerjaan("tahap_pdf")
def write_tables(job: Kemajuan, *, pohon: int) -> HasilBerkas:
    """Make the PDF of the stage tables in the background."""
    row = _read(job, pohon)
    job.report(5, "Menyusun PDF")
    content = tables_file(row, job.pengguna, "pdf", progress=job.report_part)
    return HasilBerkas(tables_name(row, "pdf"), TIPE["pdf"], content)


@pekerjaan("bagan_pdf")
def write_drawing(job: Kemajuan, *, pohon: int, kertas: str) -> HasilBerkas:
    """Make the PDF of the drawing in the background."""
    row = _read(job, pohon)
    job.report(5, "Menata bagan")
    content = draw(row, Kertas(kertas), progress=job.report_part)
    return HasilBerkas(drawing_name(row, kertas), TIPE["pdf"], content)
