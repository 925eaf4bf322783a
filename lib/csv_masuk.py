"""A table somebody saved as text (comma, semicolon or tab), as the same plain values a workbook gives.

Excel writes such files as UTF-8 with or without a mark, as UTF-16, or in the code page of Windows; the separator
follows the language of the computer. All of that is found out here, behind the same limits as for a workbook.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.core.exceptions import ValidationError

from lib.teks import format_number
from lib.xlsx_jaga import Batas, too_large
from lib.xlsx_masuk import LONGEST_TEXT, Lembar, Nilai

SEPARATORS = (",", ";", "\t")
SEARCHED = 15  # rows in which the separator is looked for
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(berkas: BinaryIO, *, batas: Batas | None = None, score: Callable[[Lembar], int]) -> Lembar:
    """Return the rows of a text file; the separator is the one whose first rows `score` likes best.

    Raises ValidationError with a sentence for everything that is no such file.
    """
    batas = batas or Batas()
    isi = berkas.read(batas.berkas + 1)
    if len(isi) > batas.berkas:
        raise ValidationError(too_large(batas))
    text = _decode(isi)
    if not text.strip():
        raise ValidationError("Berkas ini kosong. Pilih berkas yang berisi data.")
    separator = max(SEPARATORS, key=lambda s: score(_sheet(text, s, batas, SEARCHED)))
    return _sheet(text, separator, batas, None)


def _decode(isi: bytes) -> str:
    """Return the bytes as text; raises ValidationError where they are none."""
    if isi.startswith(UTF16):
        codes: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in isi:
        codes = ()
    else:
        codes = ("utf-8-sig", "cp1252")
    for code in codes:
        try:
            text = isi.decode(code)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ValidationError(
        "Berkas ini bukan teks yang dapat dibaca. Simpan sebagai “CSV UTF-8” atau .xlsx, lalu unggah lagi."
    )


def _sheet(text: str, separator: str, batas: Batas, most: int | None) -> Lembar:
    rows: list[list[Nilai]] = []
    for cells in _records(text, separator):
        if len(cells) > batas.kolom and any(cell.strip() for cell in cells[batas.kolom :]):
            raise ValidationError(
                f"Baris {format_number(len(rows) + 1)} berisi lebih dari {batas.kolom} kolom. "
                "Periksa tanda pemisah kolomnya, lalu unggah lagi."
            )
        rows.append([cell if cell.strip() else None for cell in cells[: batas.kolom]])
        if len(rows) == most:
            break
        if len(rows) > batas.baris:
            raise ValidationError(
                f"Berkas ini melebihi {format_number(batas.baris)} baris. Bagi menjadi beberapa berkas."
            )
    width = max((len(row) for row in rows), default=0)
    return Lembar("CSV", [row + [None] * (width - len(row)) for row in rows])


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Yield the records; a cell without end (a quote never closed) is refused, not kept."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_TEXT for cell in cells):
                raise csv.Error
            yield cells
    except csv.Error as error:
        raise ValidationError(
            f"Sel di sekitar baris teks ke-{format_number(reader.line_num)} terlalu panjang atau tanda kutipnya "
            "tidak ditutup. Perbaiki, atau simpan sebagai .xlsx, lalu unggah lagi."
        ) from error
