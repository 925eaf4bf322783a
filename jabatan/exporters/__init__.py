"""What leaves this room as a file, split by noun: the lampiran of a PK, its letter, the letters of a whole unit."""

from __future__ import annotations

from jabatan.exporters import bagan as bagan  # its jobs join the queue
from jabatan.exporters import kartu as kartu
from jabatan.exporters import skp_massal as skp_massal
from jabatan.exporters.lampiran import lampiran, signatures, table_a, table_b
from jabatan.exporters.massal import newest
from jabatan.exporters.sekaligus import Permintaan
from jabatan.exporters.surat import kertas_of, letter
from jabatan.exporters.word import letter_docx

__all__ = [
    "Permintaan",
    "kertas_of",
    "lampiran",
    "letter",
    "letter_docx",
    "newest",
    "signatures",
    "table_a",
    "table_b",
]
