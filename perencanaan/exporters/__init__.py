"""What leaves a planning document as a file: T-C.25, T-C.27, and the tables of PermenPANRB 89/2021."""

from perencanaan.exporters.berkas import (
    WHOLE,
    available,
    file_name,
    is_long,
    make_file,
    menu,
    title_of,
)
from perencanaan.exporters.isi import Isi, read

__all__ = [
    "WHOLE",
    "Isi",
    "available",
    "file_name",
    "is_long",
    "make_file",
    "menu",
    "read",
    "title_of",
]
