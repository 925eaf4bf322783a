"""Which tables a document has, the files made of them, and the job that makes long PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404

from lib import pdf, xlsx
from lib.berkas import TIPE, safe_name
from lib.tabel import Tabel
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from perencanaan.exporters import penuangan, renstra
from perencanaan.exporters.isi import Isi, read
from perencanaan.models import Dokumen, Komponen

WHOLE = "semua"
LONG = 100  # komponen; a PDF of more takes long enough to be a Tugas
Maker = Callable[[Isi], Tabel]


@dataclass(frozen=True)
class Unduhan:
    """A table that can be downloaded: its label in the menu, its full title, and what makes it."""

    label: str
    judul: str
    make: Maker


def _permen(make: Callable[..., Tabel], number: int, title: str) -> Unduhan:
    full = f"Tabel {number}. {title}"
    name = f"Tabel {number}"
    return Unduhan(f"{name} {title}", full, partial(make, title=full, name=name))


MAKERS: dict[str, Unduhan] = {
    "tc25": Unduhan("T-C.25 Tujuan dan Sasaran", renstra.TC25, renstra.tc25),
    "tc27": Unduhan("T-C.27 Program, Kegiatan, Pendanaan", renstra.TC27, renstra.tc27),
    "tabel5": _permen(penuangan.tujuan_sasaran, 5, "Tujuan dan Sasaran Kementerian/Lembaga"),
    "tabel6": _permen(penuangan.program_kl, 6, "Sasaran Program"),
    "tabel7": _permen(penuangan.kegiatan_kl, 7, "Sasaran Kegiatan dan Output Kegiatan"),
    "tabel8": _permen(penuangan.tujuan_sasaran, 8, "Tujuan dan Sasaran RPJMD"),
    "tabel9": _permen(penuangan.program_kegiatan, 9, "Sasaran Program dan Kegiatan"),
    "tabel10": _permen(penuangan.subkegiatan, 10, "Sasaran Subkegiatan"),
}
TABLES: dict[str, tuple[str, ...]] = {
    Dokumen.Jenis.RPJMD: ("tabel8",),
    Dokumen.Jenis.RENSTRA_PD: ("tc25", "tc27", "tabel9", "tabel10"),
    Dokumen.Jenis.RPJMN: ("tabel5",),
    Dokumen.Jenis.RENSTRA_KL: ("tabel5", "tabel6", "tabel7"),
}
RENJA = {True: ("tc27", "tabel9", "tabel10"), False: ("tabel6", "tabel7")}


def available(dokumen: Dokumen) -> list[str]:
    """Return the keys of the tables a document has; the whole of them is WHOLE."""
    if dokumen.jenis == Dokumen.Jenis.RENJA:
        return list(RENJA[dokumen.instansi.is_pemda])
    return list(TABLES[dokumen.jenis])


def menu(dokumen: Dokumen) -> list[tuple[str, str]]:
    """Return (key, label) of all tables together and of each table of a document."""
    return [
        (WHOLE, "Seluruh tabel"),
        *((key, MAKERS[key].label) for key in available(dokumen)),
    ]


def title_of(dokumen: Dokumen, tabel: str) -> str:
    """Return the title of a table of the document; raises Http404 where it has no such table."""
    if tabel == WHOLE:
        return f"{dokumen.get_jenis_display()} lengkap"
    if tabel not in available(dokumen):
        raise Http404
    return MAKERS[tabel].judul


def file_name(dokumen: Dokumen, tabel: str, ext: str) -> str:
    """Return the name of the file."""
    return safe_name(dokumen.nama if tabel == WHOLE else f"{tabel} {dokumen.nama}", ext)


def is_long(dokumen: Dokumen, tabel: str) -> bool:
    """Whether the PDF of the table is long work: the whole document always, a table when it is large."""
    return tabel == WHOLE or Komponen.objects.filter(dokumen=dokumen).count() > LONG


def make_file(
    user: Any, dokumen: Dokumen, tabel: str, ext: str, *, progress: pdf.Progress | None = None
) -> bytes:
    """Return a table (or WHOLE) of a document as .xlsx or .pdf; raises PdfUnavailable."""
    keys = available(dokumen) if tabel == WHOLE else [tabel]
    isi = read(user, dokumen)
    daftar = [MAKERS[key].make(isi) for key in keys]
    return xlsx.write(daftar) if ext == "xlsx" else pdf.table(daftar, progress=progress)


@pekerjaan("renstra_pdf")
def write_renstra(job: Kemajuan, *, dokumen: int, tabel: str) -> HasilBerkas:
    """Make the PDF of a document's tables in the background, if the one who asked may still see it."""
    rows = Dokumen.objects.visible_to(job.pengguna).select_related("unit", "instansi", "periode")
    row = rows.get(pk=dokumen)
    job.report(5, "Menyusun PDF")
    content = make_file(job.pengguna, row, tabel, "pdf", progress=job.report_part)
    return HasilBerkas(file_name(row, tabel, "pdf"), TIPE["pdf"], content)
