"""One table of all documents of a kind in an instansi: which documents, the table, and the job for long files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lib.berkas import TIPE, safe_name
from lib.tabel import Tabel
from organisasi.models import Instansi, Periode
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from perencanaan.exporters import berkas
from perencanaan.exporters import format as formats
from perencanaan.exporters.bentuk_tabel import table_of_all
from perencanaan.exporters.format import TABEL, FormatTabel
from perencanaan.exporters.isi import read_all
from perencanaan.models import Dokumen, Komponen

LONG_XLSX = 2000  # komponen; an Excel file of more is made in the background as well


@dataclass(frozen=True)
class Pilihan:
    """Documents of a kind and a periode in an instansi (a Renja: of a year), and one of their tables."""

    instansi: Instansi
    jenis: str
    periode: Periode
    tahun: int | None
    tabel: str

    @property
    def golongan(self) -> formats.Golongan:
        """The kind as tables tell them apart."""
        return formats.kind_of(self.jenis, is_pemda=self.instansi.is_pemda)

    @property
    def judul(self) -> str:
        """What is made: the table, of which years."""
        tahun = f" {self.tahun}" if self.tahun else ""
        return f"{TABEL[self.tabel].judul}: {self.instansi.nama}, {self.periode.nama}{tahun}"

    def file_name(self, ext: str) -> str:
        """Return the name of the file."""
        years = str(self.tahun or self.periode.nama)
        return safe_name(f"{TABEL[self.tabel].nama} {self.instansi.nama} {years}", ext)

    def documents(self, user: Any) -> list[Dokumen]:
        """Return the documents the user may read, in the order of the units; one query.

        What a later perubahan has taken the place of is left out.
        """
        rows = Dokumen.objects.visible_to(user).current()
        rows = rows.filter(instansi=self.instansi, jenis=self.jenis, periode=self.periode)
        if self.tahun:
            rows = rows.filter(tahun=self.tahun)
        related = ("unit", "instansi", "periode", "induk")
        found = rows.select_related(*related).order_by("unit__lft", "pk")
        return sorted(found, key=lambda row: row.unit_id is not None)


def menu(kind: formats.Golongan, year: int) -> list[FormatTabel]:
    """Return the formats a kind of document can be printed in, the usual one of the year first."""
    return formats.ordered(kind, formats.usual(kind, year))


def table(
    user: Any, tabel: str, daftar: Sequence[Dokumen], *, is_whole: bool = True
) -> Tabel | None:
    """Return one table of all the documents, read together; None where there is none.

    `is_whole` says that they are all documents there are, so that the grand total is right.
    """
    if not daftar:
        return None
    return table_of_all(TABEL[tabel], read_all(user, daftar), is_whole=is_whole)


def is_long(daftar: Sequence[Dokumen], ext: str) -> bool:
    """Whether the file is made in the background: PDF always, Excel when it is large; one query at most."""
    return ext == "pdf" or Komponen.objects.filter(dokumen__in=daftar).count() > LONG_XLSX


def make_file(user: Any, pilihan: Pilihan, ext: str, **options: Any) -> bytes:
    """Return the table of all documents as .xlsx or .pdf; raises PdfUnavailable."""
    made = table(user, pilihan.tabel, pilihan.documents(user))
    return berkas.write([made] if made else [], ext, **options)


@pekerjaan("tabel_instansi")
def write_table(
    job: Kemajuan, *, jenis: str, periode: int, tahun: int | None, tabel: str, ext: str
) -> HasilBerkas:
    """Make the file of a whole instansi in the background, of what the one who asked may still see."""
    row = Periode.objects.visible_to(job.pengguna).select_related("instansi").get(pk=periode)
    pilihan = Pilihan(row.instansi, jenis, row, tahun, tabel)
    job.report(5, "Membaca dokumen")
    content = make_file(job.pengguna, pilihan, ext, progress=job.report_part)
    return HasilBerkas(pilihan.file_name(ext), TIPE[ext], content)
