"""A sheet somebody filled in, as plain values: openpyxl behind the guards of `lib.xlsx_jaga`.

Merged cells are filled down: each cell of the area's first column holds what the area holds; with `penuh` each cell of
the whole area does. A percentage typed as one
(75%, which Excel keeps as 0.75) is 75. A cell whose formula was never computed is a `Rumus`, an error a `Galat`, so
that the importer can say so by row and column.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from lib.teks import format_number
from lib.xlsx_jaga import DAMAGED, TOO_MERGED, Batas, Isi, look_through, require_extent, too_large

MOST_FILLED = 500_000  # cells of merged areas
LONGEST_TEXT = 32_767  # characters of a cell, as Excel has it


@dataclass(frozen=True)
class Galat:
    """An error Excel shows in a cell, such as #REF!."""

    teks: str


@dataclass(frozen=True)
class Rumus:
    """A formula whose value the file does not hold."""


Tanggal = datetime.datetime | datetime.date | datetime.time | datetime.timedelta
Nilai = str | int | float | Decimal | bool | Tanggal | Galat | Rumus | None


@dataclass(frozen=True)
class Lembar:
    """A sheet: its name, its rows from the first on, all of the same length, cells that were computed, other sheets."""

    nama: str
    baris: list[list[Nilai]]
    rumus: frozenset[tuple[int, int]] = frozenset()  # row, column, from 1
    lain: tuple[str, ...] = ()  # those shown that hold something


def read_sheets(
    berkas: BinaryIO, daftar: Sequence[str], *, batas: Batas | None = None
) -> dict[str, Lembar]:
    """Return those of the named sheets the workbook has and that are not empty, by the name asked for.

    Raises ValidationError as `read` does, and when it has none of them.
    """
    batas = batas or Batas()
    if getattr(berkas, "size", 0) > batas.berkas:
        raise ValidationError(too_large(batas))
    isi = berkas.read(batas.berkas + 1)
    sheets = look_through(isi, batas)
    try:
        return _read_named(isi, sheets, daftar, batas)
    except ValidationError:
        raise
    except Exception as error:  # a damaged workbook fails anywhere inside openpyxl
        raise ValidationError(DAMAGED) from error


def _read_named(
    isi: bytes, sheets: dict[str, Isi], daftar: Sequence[str], batas: Batas
) -> dict[str, Lembar]:
    book = load_workbook(io.BytesIO(isi), read_only=True, data_only=True, keep_links=False)
    try:
        there = {sheet.title.strip().lower(): sheet for sheet in book.worksheets}
        found = {}
        for name in daftar:
            if (sheet := there.get(name.lower())) is not None:
                lembar = _sheet(sheet, sheets, batas, penuh=False)
                if any(value is not None for row in lembar.baris for value in row):
                    found[name] = lembar
        if not found:
            _choose(book, daftar[0], [])
            raise ValidationError(
                "Lembar-lembar di berkas ini kosong. Isi dahulu, lalu unggah lagi."
            )
        return found
    finally:
        book.close()


def read(
    berkas: BinaryIO, *, lembar: str = "", batas: Batas | None = None, penuh: bool = False
) -> Lembar:
    """Return the sheet named `lembar` (else the first that is shown) of an uploaded workbook.

    With `penuh` merged areas are filled whole, else down their first column. Raises ValidationError with a sentence for
    everything that is no such workbook.
    """
    batas = batas or Batas()
    if getattr(berkas, "size", 0) > batas.berkas:
        raise ValidationError(too_large(batas))
    isi = berkas.read(batas.berkas + 1)
    sheets = look_through(isi, batas)
    try:
        return _read(isi, sheets, lembar, batas, penuh)
    except ValidationError:
        raise
    except Exception as error:  # a damaged workbook fails anywhere inside openpyxl
        raise ValidationError(DAMAGED) from error


def _read(isi: bytes, sheets: dict[str, Isi], name: str, batas: Batas, penuh: bool) -> Lembar:
    book = load_workbook(io.BytesIO(isi), read_only=True, data_only=True, keep_links=False)
    try:
        shown = _shown(book, sheets)
        sheet = _choose(book, name, shown)
        others = tuple(other.title for other in shown if other.title != sheet.title)
        found = replace(_sheet(sheet, sheets, batas, penuh=penuh), lain=others)
    finally:
        book.close()
    if not any(value is not None for row in found.baris for value in row):
        raise ValidationError(f"Lembar “{found.nama}” kosong. Isi dahulu, lalu unggah lagi.")
    return found


def _sheet(sheet: Any, sheets: dict[str, Isi], batas: Batas, *, penuh: bool) -> Lembar:
    """Return the values of one open sheet."""
    held = sheets.get(sheet._worksheet_path)
    if held is None:
        raise ValidationError(DAMAGED)
    require_extent(held, batas)
    sheet.reset_dimensions()  # what the file declares is not asked
    rows = [
        [_value(cell, held) for cell in row]
        for row in sheet.iter_rows(
            min_row=1, max_row=held.baris, min_col=1, max_col=max(held.kolom, 1)
        )
    ]
    _fill(rows, held, penuh)
    return Lembar(sheet.title, rows, frozenset(held.terhitung))


def _shown(book: Any, sheets: dict[str, Isi]) -> list[Any]:
    """Return the sheets that are shown and hold something; all that are shown where none does."""
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    filled = [s for s in shown if s._worksheet_path in sheets and sheets[s._worksheet_path].baris]
    return filled or shown


def _choose(book: Any, name: str, shown: list[Any]) -> Any:
    sheets = {sheet.title.strip().lower(): sheet for sheet in book.worksheets}
    if not sheets:
        raise ValidationError(DAMAGED)
    if not name:
        if shown:
            return shown[0]
    elif name.lower() in sheets:
        return sheets[name.lower()]
    titles = ", ".join(f"“{sheet.title[:40]}”" for sheet in book.worksheets[:5])
    raise ValidationError(
        f"Lembar “{name or 'yang tampak'}” tidak ada di berkas ini (ada: {titles or 'tidak satu pun'}). "
        "Samakan nama lembarnya, lalu unggah lagi."
    )


def _value(cell: Any, held: Isi) -> Nilai:
    value: Nilai = cell.value
    if value is None:
        if held.rumus and hasattr(cell, "row") and (cell.row, cell.column) in held.rumus:
            return Rumus()
        return None
    if cell.data_type == "e":
        return Galat(str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in (cell.number_format or ""):
            return Decimal(str(value)) * 100
    elif isinstance(value, str):
        if (
            len(value) > LONGEST_TEXT
        ):  # Excel writes none: one shared by many cells would take hours
            raise ValidationError(
                f"Sel {cell.coordinate} berisi {format_number(len(value))} karakter; paling banyak "
                f"{format_number(LONGEST_TEXT)}. Perbaiki selnya, lalu unggah lagi."
            )
        if not value.strip():
            return None
    return value


def _fill(rows: list[list[Nilai]], held: Isi, penuh: bool) -> None:
    """Give the cells of merged areas what their top-left cell holds."""
    filled = 0
    for top, left, bottom, right in held.gabungan:
        if top > len(rows) or left > len(rows[0]):
            continue
        last = min(right, len(rows[0])) if penuh else left
        filled += (min(bottom, len(rows)) - top + 1) * (last - left + 1) - 1
        if filled > MOST_FILLED:
            raise ValidationError(TOO_MERGED)
        value = rows[top - 1][left - 1]
        for row in rows[top - 1 : bottom]:
            row[left - 1 : last] = [value] * (last - left + 1)
