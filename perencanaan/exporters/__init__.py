"""What leaves planning documents as tables: on the screen, as Excel and as PDF, per document and per instansi."""

from perencanaan.exporters import instansi
from perencanaan.exporters.berkas import (
    WHOLE,
    available,
    file_name,
    is_long,
    make_file,
    menu,
    tables,
    title_of,
    write,
)
from perencanaan.exporters.isi import Isi, read, read_all

__all__ = [
    "WHOLE",
    "Isi",
    "available",
    "file_name",
    "instansi",
    "is_long",
    "make_file",
    "menu",
    "read",
    "read_all",
    "tables",
    "title_of",
    "write",
]
