"""Which tables a document has, the files made of them, and the job that makes long PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from lib import pdf, xlsx
from lib.berkas import TIPE, safe_name
from lib.tabel import Tabel
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from perencanaan.exporters import format as formats
from perencanaan.exporters.bentuk_tabel import table_of
from perencanaan.exporters.format import TABEL, FormatTabel
from perencanaan.exporters.isi import read
from perencanaan.models import Dokumen

WHOLE = "semua"
LONG = 200  # rows; a PDF of more takes long enough to be a Tugas


@dataclass(frozen=True)
class Butir:
    """A line of a menu of tables; all tables together are for download only."""

    kunci: str
    label: str

    @property
    def utuh(self) -> bool:
        """Whether it stands for all tables of a format."""
        return is_whole(self.kunci)


@dataclass(frozen=True)
class KelompokUnduhan:
    """Tables of one format in a menu: its title, and where the columns come from."""

    judul: str
    asal: str
    daftar: Sequence[Butir]


def menu(dokumen: Dokumen) -> list[KelompokUnduhan]:
    """Return the tables of a document by format: its own first, then every other that fits.

    All tables of the own format and of PermenPANRB 89/2021 together are WHOLE; those of another format are
    `semua-<format>`.
    """
    first = formats.chosen(dokumen)
    groups = []
    for one in formats.formats_of(dokumen):
        rows = [Butir(key, TABEL[key].label) for key in _keys(dokumen, one)]
        if one is first:
            rows.insert(0, Butir(WHOLE, "Seluruh tabel"))
        elif one is not formats.PANRB and len(rows) > 1:
            rows.insert(0, Butir(f"{WHOLE}-{one.kunci}", f"Seluruh tabel {one.label}"))
        groups.append(KelompokUnduhan(one.label, one.asal, rows))
    return groups


def available(dokumen: Dokumen) -> list[str]:
    """Return the keys of the tables a document has in any format, its own format's first."""
    every = [key for one in formats.formats_of(dokumen) for key in _keys(dokumen, one)]
    return list(dict.fromkeys(every))


def _keys(dokumen: Dokumen, one: FormatTabel) -> tuple[str, ...]:
    return one.tabel[formats.golongan(dokumen)]


def keys_of(dokumen: Dokumen, tabel: str) -> list[str]:
    """Return the tables a key stands for; raises Http404 where the document has no such table."""
    if tabel == WHOLE:
        chosen = _keys(dokumen, formats.chosen(dokumen))
        return list(dict.fromkeys([*chosen, *_keys(dokumen, formats.PANRB)]))
    if tabel.startswith(f"{WHOLE}-"):
        one = formats.BY_KEY.get(tabel.removeprefix(f"{WHOLE}-"))
        if one is None or one not in formats.formats_of(dokumen):
            raise Http404
        return list(_keys(dokumen, one))
    if tabel not in available(dokumen):
        raise Http404
    return [tabel]


def is_whole(tabel: str) -> bool:
    """Whether a key stands for all tables of a format."""
    return tabel == WHOLE or tabel.startswith(f"{WHOLE}-")


def title_of(dokumen: Dokumen, tabel: str) -> str:
    """Return the title of a table of the document; raises Http404 where it has no such table."""
    keys = keys_of(dokumen, tabel)
    return f"{dokumen.get_jenis_display()} lengkap" if is_whole(tabel) else TABEL[keys[0]].judul


def file_name(dokumen: Dokumen, tabel: str, ext: str) -> str:
    """Return the name of the file."""
    return safe_name(dokumen.nama if tabel == WHOLE else f"{tabel} {dokumen.nama}", ext)


def tables(user: Any, dokumen: Dokumen, tabel: str) -> list[Tabel]:
    """Return the tables a key stands for; raises Http404 where the document has no such table."""
    keys = keys_of(dokumen, tabel)
    isi = read(user, dokumen)
    return [table_of(TABEL[key], isi) for key in keys]


def is_long(tabel: str, daftar: Sequence[Tabel]) -> bool:
    """Whether the PDF is long work: all tables of a document always, one table when it has many rows."""
    return is_whole(tabel) or sum(len(one.baris) for one in daftar) > LONG


def write(daftar: Sequence[Tabel], ext: str, *, progress: pdf.Progress | None = None) -> bytes:
    """Return tables as .xlsx or .pdf; raises PdfUnavailable."""
    return xlsx.write(daftar) if ext == "xlsx" else pdf.table(daftar, progress=progress)


def make_file(user: Any, dokumen: Dokumen, tabel: str, ext: str) -> bytes:
    """Return a table (or WHOLE) of a document as .xlsx or .pdf; raises PdfUnavailable."""
    return write(tables(user, dokumen, tabel), ext)


@pekerjaan("renstra_pdf")
def write_renstra(job: Kemajuan, *, dokumen: int, tabel: str) -> HasilBerkas:
    """Make the PDF of a document's tables in the background, if the one who asked may still see it."""
    rows = Dokumen.objects.visible_to(job.pengguna)
    row = rows.select_related("unit", "instansi", "periode", "induk").get(pk=dokumen)
    job.report(5, "Menyusun PDF")
    content = write(tables(job.pengguna, row, tabel), "pdf", progress=job.report_part)
    return HasilBerkas(file_name(row, tabel, "pdf"), TIPE["pdf"], content)
