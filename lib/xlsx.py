"""Tables as an Excel workbook: numbers stay numbers, text stays text, and it prints as it should.

A text that begins with = + - @ is never a formula: it is stored as text and marked so (quotePrefix), and reads back as
it was written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from copy import copy
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lib.tabel import Format, Jenis, Kertas, Nilai, Rata, SelJadi, Tabel, TandaTangan

FONT = "Calibri"
LONGEST_TEXT = 32_767
CAPITAL = re.compile("[A-Z]")
PAPER = {Kertas.A4: 9, Kertas.A3: 8, Kertas.F4: 14}
HORIZONTAL = {Rata.KIRI: "left", Rata.TENGAH: "center", Rata.KANAN: "right"}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
LINE = Side(style="thin", color="FF8A94A6")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
FILL = {
    Jenis.KEPALA: PatternFill("solid", start_color="FFDCE4F2"),
    Jenis.KELOMPOK: PatternFill("solid", start_color="FFEEF2F8"),
    Jenis.JUMLAH: PatternFill("solid", start_color="FFF3F4F6"),
}
HEAD_LOOK: dict[str, Any] = {
    "bold": True,
    "rata": Rata.TENGAH,
    "vertical": "center",
    "fill": Jenis.KEPALA,
}


def write(daftar_tabel: Iterable[Tabel]) -> bytes:
    """Return a workbook with one sheet for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for tabel in daftar_tabel:
        sheet = book.create_sheet(_sheet_name(tabel.nama or tabel.judul, book.sheetnames))
        _Writer(sheet, tabel).write()
    if not book.worksheets:
        book.create_sheet("Kosong")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def clean_text(text: str) -> str:
    """Return a text Excel can hold: without control characters, and no longer than a cell."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]


def _sheet_name(text: str, taken: Sequence[str]) -> str:
    """Return a valid sheet name not in `taken` (31 characters, none of []:*?/\\, no quote at the ends)."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", clean_text(text)).strip(" '") or "Tabel"
    name, number = clean[:31].rstrip(), 1
    lower = {other.lower() for other in taken}
    while name.lower() in lower or name.lower() == "history":
        number += 1
        tail = f" ({number})"
        name = clean[: 31 - len(tail)].rstrip() + tail
    return name


def number_format(nilai: Nilai, format: Format) -> str:
    """Return Excel's format for a number: as many decimals as it has; Excel shows the separators of its language."""
    if isinstance(nilai, str) or nilai is None:
        return "@" if isinstance(nilai, str) else "General"
    if format in {Format.TAHUN, Format.NILAI}:
        return "0" if format == Format.TAHUN else "#,##0.00"
    exponent = Decimal(str(nilai)).normalize().as_tuple().exponent
    decimals = min(max(-exponent, 0), 4) if isinstance(exponent, int) else 0
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'"Rp" {digits}' if format == Format.RUPIAH else digits


class _Writer:
    """Writes one table on one sheet, from the top down."""

    def __init__(self, sheet: Worksheet, tabel: Tabel) -> None:
        self.sheet = sheet
        self.tabel = tabel
        self.width = len(tabel.kolom)
        self.row = 1
        self.styles: dict[tuple[object, ...], Any] = {}
        self.merges: list[tuple[int, int, int, int]] = []

    def write(self) -> None:
        for place, kolom in enumerate(self.tabel.kolom, start=1):
            self.sheet.column_dimensions[get_column_letter(place)].width = kolom.lebar
        self._heading()
        self._head()
        self._body()
        self._notes()
        if self.tabel.tanda_tangan:
            self._signatures(self.tabel.tanda_tangan)
        # openpyxl's own merge_cells compares each merge with all before it: a minute for thousands.
        self.sheet.merged_cells.ranges |= {
            CellRange(min_row=top, min_col=first, max_row=bottom, max_col=last)
            for top, first, bottom, last in self.merges
        }
        self._page()

    # --- cells -----------------------------------------------------------------------------------
    def _put(self, place: int, nilai: Nilai, format: Format = Format.TEKS) -> Cell:
        cell = self.sheet.cell(row=self.row, column=place)
        assert isinstance(cell, Cell)
        if isinstance(nilai, str):
            cell.value = clean_text(nilai)
            cell.data_type = "s"
        elif nilai is not None:
            cell.value = nilai
        cell.number_format = number_format(nilai, format)
        return cell

    def _style(self, cell: Cell, **look: Any) -> None:
        """Give a cell a look; each look is built once and then shared."""
        is_risky = isinstance(cell.value, str) and cell.value.startswith(DANGEROUS)
        key = (cell.number_format, is_risky, *sorted(look.items()))
        if key not in self.styles:
            cell.font = Font(name=FONT, size=look.get("size", 10), bold=look.get("bold", False))
            cell.alignment = Alignment(
                horizontal=HORIZONTAL[look.get("rata", Rata.KIRI)],
                vertical=look.get("vertical", "top"),
                wrap_text=look.get("wrap", True),
                indent=look.get("inden", 0),
            )
            if look.get("border", True):
                cell.border = BORDER
            if look.get("fill"):
                cell.fill = FILL[look["fill"]]
            if is_risky:
                cell.quotePrefix = True
            self.styles[key] = copy(cell._style)  # type: ignore[attr-defined]
        else:
            cell._style = copy(self.styles[key])  # type: ignore[attr-defined]

    def _line(self, text: str, **look: Any) -> None:
        """Write a line across the whole table."""
        self._style(self._put(1, text), border=False, **look)
        self._merge(1, self.width)
        per_line = max(sum(kolom.lebar for kolom in self.tabel.kolom) * 0.95, 10)
        lines = sum(max(1, -(-len(part) // int(per_line))) for part in text.split("\n") or [""])
        self.sheet.row_dimensions[self.row].height = (look.get("size", 10) * 1.4) * lines
        self.row += 1

    def _merge(self, first: int, columns: int, rows: int = 1) -> None:
        """Note a merge from the current row on; done at the end, when every cell under it is written."""
        if columns > 1 or rows > 1:
            self.merges.append((self.row, first, self.row + rows - 1, first + columns - 1))

    def _cover(self, first: int, columns: int, rows: int, **look: Any) -> None:
        """Give the cells under a merge the look of its first one, so that its lines are drawn all around."""
        for row in range(self.row, self.row + rows):
            for place in range(first, first + columns):
                if (row, place) != (self.row, first):
                    cell = self.sheet.cell(row=row, column=place)
                    assert isinstance(cell, Cell)
                    self._style(cell, **look)

    # --- parts -----------------------------------------------------------------------------------
    def _heading(self) -> None:
        self._line(self.tabel.judul, rata=Rata.TENGAH, bold=True, size=13)
        for text in self.tabel.subjudul:
            self._line(text, rata=Rata.TENGAH, size=10)
        for label, text in self.tabel.rincian:
            self._line(f"{label}: {text}")
        self.row += 1

    def _head(self) -> None:
        self.first_head = self.row
        kepala = self.tabel.kepala
        for cells in kepala:
            for head in cells:
                self._style(self._put(head.kolom + 1, head.judul), **HEAD_LOOK)
                self._cover(head.kolom + 1, head.rentang_kolom, head.rentang_baris, **HEAD_LOOK)
                self._merge(head.kolom + 1, head.rentang_kolom, head.rentang_baris)
            self.row += 1
        for place, text in enumerate(self.tabel.baris_nomor, start=1):
            self._style(self._put(place, text), rata=Rata.TENGAH, size=9, fill=Jenis.KEPALA)
        self.row += bool(self.tabel.baris_nomor)
        self._head_heights(kepala)
        self.last_head = self.row - 1

    def _head_heights(self, kepala: Sequence[Sequence[Any]]) -> None:
        """Make each row of the head high enough; Excel does not do it for merged cells."""
        for offset, cells in enumerate(kepala):
            lines = 1
            for head in cells:
                if head.rentang_baris == 1:
                    part = self.tabel.kolom[head.kolom : head.kolom + head.rentang_kolom]
                    lines = max(lines, _lines(head.judul, sum(k.lebar for k in part)))
            tall = max(
                (
                    -(-_lines(h.judul, self.tabel.kolom[h.kolom].lebar) // h.rentang_baris)
                    for h in kepala[0]
                    if h.rentang_baris > 1
                ),
                default=1,
            )
            self.sheet.row_dimensions[self.first_head + offset].height = 15 * max(lines, tall)

    def _body(self) -> None:
        self.first_row = self.row
        for baris in self.tabel.isi:
            height = 1.0
            for sel in baris.sel:
                self._body_cell(sel, baris.jenis)
                part = self.tabel.kolom[sel.kolom : sel.kolom + sel.rentang_kolom]
                if not sel.is_covered:
                    room = sum(k.lebar for k in part) - 2 * sel.inden
                    need = _lines(sel.teks, room / _breadth(sel.teks, bold=sel.tebal))
                    height = max(height, need / sel.rentang_baris)
            self.sheet.row_dimensions[self.row].height = min(13.5 * height + 3, 409)
            self.row += 1
        if not self.tabel.baris:
            self._style(self._put(1, self.tabel.kosong), rata=Rata.TENGAH)
            self._merge(1, self.width)
            self.row += 1

    def _body_cell(self, sel: SelJadi, jenis: Jenis) -> None:
        nilai = None if sel.is_covered else sel.nilai
        look: dict[str, Any] = {"bold": sel.tebal, "rata": sel.rata, "inden": sel.inden}
        if jenis in FILL:
            look["fill"] = jenis
        cell = self._put(sel.kolom + 1, nilai, sel.format)
        self._style(cell, **look)
        self._cover(sel.kolom + 1, sel.rentang_kolom, 1, **look)
        if not sel.is_covered:
            self._merge(sel.kolom + 1, sel.rentang_kolom, sel.rentang_baris)

    def _notes(self) -> None:
        for text in self.tabel.catatan:
            self._line(text, size=9)

    def _signatures(self, daftar: Sequence[TandaTangan]) -> None:
        """Write the signatures side by side; a single one stands at the right."""
        self.row += 1
        pair = len(daftar) > 1
        top, left = self.row, self._middle() if pair else max(self.width // 2, 1)
        above = max(len(tanda.atas) for tanda in daftar)
        for place, tanda in zip([1, left + 1] if pair else [left + 1], daftar, strict=False):
            first = min(place, self.width)
            columns = left if place == 1 and pair else max(self.width - left, 1)
            room = sum(kolom.lebar for kolom in self.tabel.kolom[first - 1 : first - 1 + columns])
            lines = [""] * (above - len(tanda.atas)) + list(tanda.atas) + [""] * 4
            self.row = top
            for text in [*lines, tanda.nama, *tanda.bawah]:
                name = bool(text) and text == tanda.nama
                self._style(self._put(first, text), border=False, rata=Rata.TENGAH, bold=name)
                self._merge(first, columns)
                if (height := _lines(text, room)) > 1:
                    size = self.sheet.row_dimensions[self.row]
                    size.height = max(size.height or 0, 13.5 * height + 3)
                self.row += 1

    def _middle(self) -> int:
        """Return how many columns stand left of the place nearest the middle of the sheet; at least one."""
        wide = [kolom.lebar for kolom in self.tabel.kolom]
        places = range(1, max(self.width, 2))
        return min(places, key=lambda place: abs(sum(wide[:place]) - sum(wide[place:])))

    # --- paper -----------------------------------------------------------------------------------
    def _page(self) -> None:
        sheet, tabel = self.sheet, self.tabel
        sheet.page_setup.orientation = "landscape" if tabel.lanskap else "portrait"
        sheet.page_setup.paperSize = PAPER[tabel.kertas]
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
        sheet.print_options.horizontalCentered = True
        if self.last_head >= self.first_head:
            sheet.print_title_rows = f"{self.first_head}:{self.last_head}"
            sheet.freeze_panes = f"A{self.first_row}"
        footer = sheet.oddFooter
        assert footer is not None
        footer.left.text = clean_text(" · ".join(tabel.kaki))[:180].replace("&", "&&")
        footer.right.text = "Halaman &P dari &N"
        footer.left.size = footer.right.size = 8


def _breadth(text: str, *, bold: bool) -> float:
    """Estimate how much wider than usual the letters of a text are: capitals are, and bold ones."""
    capitals = len(CAPITAL.findall(text)) / max(len(text), 1)
    return 1 + 0.2 * capitals + (0.07 if bold else 0)


def _lines(text: str, width: float) -> int:
    """Estimate how many lines a text needs in a column of `width` characters."""
    room = max(int(width * 1.02), 1)
    count = 0
    for part in text.split("\n"):
        used = 0
        count += 1
        for word in part.split():
            if used and used + 1 + len(word) > room:
                count += 1
                used = len(word)
            else:
                used += len(word) + bool(used)
            while used > room:
                count += 1
                used -= room
    return count
