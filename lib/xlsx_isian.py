"""A workbook to fill in and send back: tables with drop-downs and hidden keys, instructions, and the lists behind them.

`lib.impor` reads it again. The first cell, in a hidden column, holds a mark that says what the sheet belongs to.
Nothing is locked: rows may be added, sorted and filtered.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lib.tabel import Kertas, Nilai
from lib.xlsx import DANGEROUS, FONT, LONGEST_TEXT, PAPER, clean_text

HEAD = 3  # the row of the head
ROOM = 500  # rows below the data that have drop-downs too
LISTS = "Daftar"
WIDE = 160  # characters; beyond that A4 is too small to read
LINE = Side(style="hair", color="FF8A94A6")
STRONG = Side(style="thin", color="FF5B6678")
FILL_HEAD = PatternFill("solid", start_color="FF1F3A68")
FILL_READ = PatternFill("solid", start_color="FFF0F2F5")
GREY = "FF6B7280"


DAY = "dd-mm-yyyy"
Isi = Nilai | datetime.date


class Tipe(StrEnum):
    """What a column takes: text, a code (text, narrow), a number, a day, a choice, a suggestion (a choice beside which
    other text is taken too); or nothing (keys, what is only read).
    """

    TEKS = "teks"
    KODE = "kode"
    ANGKA = "angka"
    TANGGAL = "tanggal"
    PILIHAN = "pilihan"
    SARAN = "saran"
    KUNCI = "kunci"
    BACA = "baca"


@dataclass(frozen=True)
class KolomIsian:
    """A column: its title, width, what it takes, the list it chooses from, and the word said beside its cells."""

    judul: str
    lebar: float = 14
    tipe: Tipe = Tipe.TEKS
    daftar: str = ""
    bantuan: str = ""


@dataclass(frozen=True)
class BarisIsian:
    """A row; `awal` when it begins something that may go on in the rows below it."""

    sel: Sequence[Isi]
    awal: bool = True


@dataclass(frozen=True)
class Isian:
    """The workbook: names, what the sheet belongs to, columns and rows, lists by name, instructions under heads."""

    nama: str
    judul: str
    anak_judul: str
    tanda: str
    kolom: Sequence[KolomIsian]
    baris: Iterable[BarisIsian]
    daftar: Mapping[str, Sequence[str]] = field(default_factory=dict)
    petunjuk: Sequence[tuple[str, Sequence[str]]] = ()
    kaki: Sequence[str] = ()


def write(isian: Isian) -> bytes:
    """Return the workbook with one table."""
    return write_book([isian])


def write_book(daftar: Sequence[Isian]) -> bytes:
    """Return the workbook with a sheet for each table; lists and instructions are those of the first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    first = daftar[0]
    for isian in daftar:
        sheet = book.create_sheet(isian.nama)
        _Writer(sheet, replace(isian, daftar=first.daftar)).write()
    _write_help(book.create_sheet("Petunjuk"), first)
    _write_lists(book.create_sheet(LISTS), first)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(cell: Cell, nilai: Isi) -> None:
    """Set a cell's value: a text is never a formula, and a number Excel would cut is written as text."""
    if isinstance(nilai, str):
        cell.value = clean_text(nilai)
        cell.data_type = "s"
        cell.quotePrefix = nilai.startswith(DANGEROUS)
    elif nilai is not None:
        cell.value = nilai


class _Writer:
    """Writes the table to fill in."""

    def __init__(self, sheet: Worksheet, isian: Isian) -> None:
        self.sheet = sheet
        self.isian = isian
        self.looks: dict[tuple[object, ...], Any] = {}
        self.last = HEAD

    def write(self) -> None:
        """Write title, head and rows, then what holds for whole columns."""
        self._columns()
        self._title()
        for place, kolom in enumerate(self.isian.kolom, start=1):
            cell = self._cell(HEAD, place, kolom.judul)
            cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFFFF")
            cell.fill = FILL_HEAD
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = Border(left=STRONG, right=STRONG, top=STRONG, bottom=STRONG)
        self.sheet.row_dimensions[HEAD].height = 32
        for row, baris in enumerate(self.isian.baris, start=HEAD + 1):
            self._row(row, baris)
            self.last = row
        self._choices()
        self._page()

    def _cell(self, row: int, place: int, nilai: Isi) -> Cell:
        cell = self.sheet.cell(row=row, column=place)
        assert isinstance(cell, Cell)
        put(cell, nilai)
        return cell

    def _title(self) -> None:
        first = next(i for i, k in enumerate(self.isian.kolom, 1) if k.tipe != Tipe.KUNCI)
        self._cell(1, 1, self.isian.tanda)
        self._cell(1, first, self.isian.judul).font = Font(name=FONT, size=14, bold=True)
        self._cell(2, first, self.isian.anak_judul).font = Font(name=FONT, size=10, color=GREY)
        self.sheet.row_dimensions[1].height = 22

    def _columns(self) -> None:
        """Width and format of whole columns: a new row takes what is typed as it was typed."""
        for place, kolom in enumerate(self.isian.kolom, start=1):
            column = self.sheet.column_dimensions[get_column_letter(place)]
            column.width = kolom.lebar
            column.hidden = kolom.tipe == Tipe.KUNCI
            column.number_format = _number_format(kolom)
            column.alignment = _alignment(kolom)
            column.font = Font(name=FONT, size=10)

    def _row(self, row: int, baris: BarisIsian) -> None:
        lines = 1
        for place, (kolom, nilai) in enumerate(zip(self.isian.kolom, baris.sel, strict=True), 1):
            cell = self._cell(row, place, nilai)
            self._look(cell, kolom, baris.awal, is_quoted=bool(cell.quotePrefix))
            if isinstance(nilai, str) and kolom.tipe != Tipe.KUNCI:
                lines = max(lines, _lines(nilai, kolom.lebar))
        self.sheet.row_dimensions[row].height = min(13.5 * lines + 3, 400)

    def _look(self, cell: Cell, kolom: KolomIsian, awal: bool, *, is_quoted: bool) -> None:
        """Give a cell the look of its column; each look is built once and then shared."""
        key = (kolom.tipe, awal, is_quoted)
        if key not in self.looks:
            is_read = kolom.tipe in {Tipe.BACA, Tipe.KUNCI}
            cell.font = Font(name=FONT, size=10, color=GREY if is_read or not awal else None)
            cell.alignment = _alignment(kolom)
            cell.number_format = _number_format(kolom)
            cell.border = Border(left=LINE, right=LINE, bottom=LINE, top=STRONG if awal else LINE)
            cell.protection = Protection(locked=is_read)
            if is_read:
                cell.fill = FILL_READ
            self.looks[key] = copy(cell._style)  # type: ignore[attr-defined]
        else:
            cell._style = copy(self.looks[key])  # type: ignore[attr-defined]

    # --- what holds for whole columns ------------------------------------------------------------
    def _choices(self) -> None:
        """Drop-downs and number columns, for the rows there are and those to come."""
        for place, kolom in enumerate(self.isian.kolom, start=1):
            letter = get_column_letter(place)
            area = f"{letter}{HEAD + 1}:{letter}{self.last + ROOM}"
            if kolom.tipe in {Tipe.PILIHAN, Tipe.SARAN}:
                self._validate(
                    area, kolom, type="list", formula1=_list_range(self.isian, kolom.daftar)
                )
            elif kolom.tipe == Tipe.ANGKA:
                self._validate(
                    area,
                    kolom,
                    type="decimal",
                    formula1="-1E+15",
                    formula2="1E+15",
                    operator="between",
                )
                self._show_decimals(area, f"{letter}{HEAD + 1}")

    def _validate(self, area: str, kolom: KolomIsian, **kind: Any) -> None:
        is_list = kind["type"] == "list"
        is_strict = kolom.tipe != Tipe.SARAN
        rule = DataValidation(allow_blank=True, showErrorMessage=is_strict, **kind)
        rule.errorTitle = kolom.judul[:30]
        rule.error = "Pilih dari daftar." if is_list else "Isi dengan angka, misalnya 75,5."
        if kolom.bantuan:
            rule.showInputMessage = True
            rule.promptTitle, rule.prompt = kolom.judul[:30], kolom.bantuan[:250]
        rule.add(area)
        self.sheet.add_data_validation(rule)

    def _show_decimals(self, area: str, first: str) -> None:
        """Show as many decimals as a number has; whole numbers none, and no separator behind them."""
        look = DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode="#,##0.####"))
        formula = f"AND(ISNUMBER({first}),INT({first})<>{first})"
        self.sheet.conditional_formatting.add(
            area, Rule(type="expression", formula=[formula], dxf=look)
        )

    def _page(self) -> None:
        sheet, width = self.sheet, len(self.isian.kolom)
        frozen = next(
            (i for i, k in enumerate(self.isian.kolom, 1) if k.tipe not in {Tipe.KUNCI, Tipe.KODE}),
            1,
        )
        sheet.freeze_panes = f"{get_column_letter(frozen)}{HEAD + 1}"
        sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(width)}{max(self.last, HEAD + 1)}"
        sheet.print_title_rows = f"{HEAD}:{HEAD}"
        sheet.print_area = f"A1:{get_column_letter(width)}{max(self.last, HEAD + 1)}"
        wide = sum(k.lebar for k in self.isian.kolom if k.tipe != Tipe.KUNCI)
        _set_paper(sheet, self.isian.kaki, Kertas.A3 if wide > WIDE else Kertas.A4)


def _number_format(kolom: KolomIsian) -> str:
    if kolom.tipe == Tipe.ANGKA:
        return "#,##0"
    if kolom.tipe == Tipe.TANGGAL:
        return DAY
    return "0" if kolom.tipe == Tipe.KUNCI else "@"


def _alignment(kolom: KolomIsian) -> Alignment:
    place = "right" if kolom.tipe == Tipe.ANGKA else "left"
    return Alignment(horizontal=place, vertical="top", wrap_text=True)


def _lines(text: str, width: float) -> int:
    """Estimate how many lines a text takes in a column."""
    room = max(int(width) - 1, 1)
    return sum(max(1, -(-len(part) // room)) for part in text.split("\n"))


def _set_paper(sheet: Worksheet, kaki: Sequence[str], kertas: Kertas = Kertas.A4) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = PAPER[kertas]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    footer = sheet.oddFooter
    assert footer is not None
    footer.left.text = clean_text(" · ".join(kaki))[:180].replace("&", "&&")
    footer.right.text = "Halaman &P dari &N"
    footer.left.size = footer.right.size = 8


# --- the other sheets ------------------------------------------------------------------------------
def _list_range(isian: Isian, name: str) -> str:
    place = get_column_letter(list(isian.daftar).index(name) + 1)
    last = max(len(isian.daftar[name]), 1) + 1
    return f"{quote_sheetname(LISTS)}!${place}$2:${place}${last}"


def _write_lists(sheet: Worksheet, isian: Isian) -> None:
    """One list in each column, its name above it; the sheet is hidden."""
    sheet.sheet_state = "hidden"
    for place, (name, values) in enumerate(isian.daftar.items(), start=1):
        for row, value in enumerate([name, *values], start=1):
            cell = sheet.cell(row=row, column=place)
            assert isinstance(cell, Cell)
            put(cell, value)


def _write_help(sheet: Worksheet, isian: Isian) -> None:
    sheet.column_dimensions["A"].width = 4
    sheet.column_dimensions["B"].width = 108
    sheet.sheet_view.showGridLines = False
    _help_line(
        sheet, 1, "A", f"Petunjuk {isian.judul[:1].lower()}{isian.judul[1:]}", size=14, bold=True
    )
    row = 3
    for head, lines in isian.petunjuk:
        _help_line(sheet, row, "A", head, bold=True)
        for number, line in enumerate(lines, start=1):
            row += 1
            _help_line(sheet, row, "A", str(number))
            _help_line(sheet, row, "B", line)
            sheet.row_dimensions[row].height = 14.5 * _lines(line, 104) + 2
        row += 2
    _set_paper(sheet, isian.kaki)


def _help_line(sheet: Worksheet, row: int, column: str, text: str, **look: Any) -> None:
    cell = sheet[f"{column}{row}"]
    assert isinstance(cell, Cell)
    put(cell, text[:LONGEST_TEXT])
    cell.font = Font(name=FONT, size=look.get("size", 11), bold=look.get("bold", False))
    cell.alignment = Alignment(vertical="top", wrap_text=column == "B")
