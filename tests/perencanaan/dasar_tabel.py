"""Tables as grids of small texts, so that a file of expected cells can be compared with Excel and with the screen.

The files in `harapan/` were written from the fixtures' sources, not from the program's output. A cell is a text;
`#85.5` is a number, `Rp#500` one with Rp before it, `^` lies under the cell above, `<` under the cell at the left.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from lib.teks import format_number

HERE = Path(__file__).parent / "harapan"
Grid = list[list[str]]


def expected(name: str) -> Grid:
    """Return the cells of `harapan/<name>.csv`."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def read_sheet(content: bytes, number: int = 0) -> Grid:
    """Return every cell of a sheet; a number whose format does not fit it raises AssertionError."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[number]
    grid = [[_token(cell) for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for place in range(area.min_col, area.max_col + 1):
                if (row, place) != (area.min_row, area.min_col):
                    grid[row - 1][place - 1] = "<" if row == area.min_row else "^"
    return grid


def _token(cell: Any) -> str:
    if isinstance(cell, MergedCell) or cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return str(cell.value)
    value = Decimal(str(cell.value)).normalize()
    decimals = max(-int(value.as_tuple().exponent), 0)
    plain = "#,##0" + ("." + "0" * decimals if decimals else "")
    assert cell.number_format in {plain, f'"Rp" {plain}'}, (cell.coordinate, cell.number_format)
    assert cell.alignment.horizontal in {"right", "center"}, cell.coordinate
    return f"{'Rp' if 'Rp' in cell.number_format else ''}#{value:f}"


def shown(grid: Grid) -> Grid:
    """Return expected cells as the screen writes them, with Indonesian numbers."""
    return [[_shown(token) for token in row] for row in grid]


def _shown(token: str) -> str:
    head, mark, digits = token.partition("#")
    if not mark or head not in {"", "Rp"}:
        return token
    return f"{'Rp ' if head else ''}{format_number(Decimal(digits))}"


class Page(HTMLParser):
    """The official table of a page as a grid, and the text of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, int, int]]] = []
        self.text = ""
        self._inside = self._measuring = False
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        given = dict(attrs)
        if tag == "table":
            self._inside = "tabel-resmi" in (given.get("class") or "")
        elif tag in {"thead", "tbody"}:
            self._measuring = given.get("class") == "penggaris"
        elif self._inside and not self._measuring and tag == "tr":
            self.rows.append([])
        elif self._inside and not self._measuring and tag in {"td", "th"}:
            self._cell = []
            self._span = (int(given.get("colspan") or 1), int(given.get("rowspan") or 1))

    def handle_endtag(self, tag: str) -> None:
        """End a table or a cell."""
        if tag == "table":
            self._inside = False
        elif tag in {"td", "th"} and self._cell is not None:
            self.rows[-1].append(("".join(self._cell), *self._span))
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data
        if self._cell is not None:
            self._cell.append(data)

    @property
    def grid(self) -> Grid:
        """Every cell of the table, with those covered by others marked."""
        width = sum(columns for _, columns, _ in self.rows[0])
        grid: list[list[str | None]] = [[None] * width for _ in self.rows]
        for number, row in enumerate(self.rows):
            place = 0
            for text, columns, rows in row:
                while grid[number][place] is not None:
                    place += 1
                for y in range(number, number + rows):
                    for x in range(place, place + columns):
                        grid[y][x] = "<" if y == number else "^"
                grid[number][place] = text
        assert all(cell is not None for row in grid for cell in row), "a hole in the table"
        return [[cell or "" for cell in row] for row in grid]
