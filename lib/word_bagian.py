"""The parts of a Word file as XML: grids, rows and cells of a table, lines of a signature, the footer.

Rows are written at once: python-docx looks up every cell of a table again for each one asked for, which is slow for
long tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lib.tabel import BarisJadi, Jenis, KepalaSel, Rata, SelJadi, Tabel

ILLEGAL = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD_FILL = "DCE4F2"
FILL = {Jenis.KELOMPOK: "EEF2F8", Jenis.JUMLAH: "F3F4F6", Jenis.KEPALA: HEAD_FILL}
TITLES = (Jenis.KELOMPOK, Jenis.KEPALA)
JC = {Rata.KIRI: "left", Rata.TENGAH: "center", Rata.KANAN: "right"}
TWIPS_PER_MM = 1440 / 25.4
INDENT = 3  # mm a step
LETTER = 0.22  # mm, the breadth of a bold letter a point of its size


def clean(text: str) -> str:
    """Return a text without what XML cannot hold; line breaks stay."""
    return ILLEGAL.sub("", text)


def element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _twips(mm: float) -> str:
    return str(round(mm * TWIPS_PER_MM))


def add_grid(docx: Any, widths: Sequence[float], *, borders: bool = False) -> Any:
    """Add a table without rows whose columns keep these widths (mm)."""
    table = docx.add_table(rows=0, cols=len(widths))
    table.autofit = False
    if borders:
        table.style = "Table Grid"
        margins = OxmlElement("w:tblCellMar")
        for side, twips in (("top", "40"), ("left", "70"), ("bottom", "40"), ("right", "70")):
            margins.append(element(f"w:{side}", w=twips, type="dxa"))
        table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def head_rows(tabel: Tabel, widths: Sequence[float]) -> Iterable[Any]:
    """Yield the rows of the head, marked to come again on each page, and that of the column numbers."""
    covered: dict[int, tuple[int, int]] = {}  # column: (rows still covered, columns)
    height = _head_height(tabel, widths)
    for cells in tabel.kepala:
        tr = make_tr(list(_head_cells(tabel, cells, widths, covered)))
        if height:
            tr.get_or_add_trPr().append(element("w:trHeight", val=str(height), hRule="atLeast"))
        yield _as_head(tr)
    if tabel.baris_nomor:
        size = tabel.huruf - 1
        numbers = [
            make_cell(text, width, 1, Rata.TENGAH, size, fill=HEAD_FILL)
            for text, width in zip(tabel.baris_nomor, widths, strict=True)
        ]
        yield _as_head(make_tr(numbers))


def _head_height(tabel: Tabel, widths: Sequence[float]) -> int:
    """Return how high each row of a head of several is at least (1/20 point): room for what covers them all.

    Some writers cut a cell over several rows where the head comes again. 0 for a head of one row.
    """
    tall = [cell for cell in tabel.kepala[0] if cell.rentang_baris > 1] if tabel.kepala else []
    lines = [
        _lines(cell.judul, widths[cell.kolom] / (LETTER * tabel.huruf)) / cell.rentang_baris
        for cell in tall
    ]
    return round(20 * (1.2 * tabel.huruf * max(lines) + 2)) if lines else 0


def _lines(text: str, letters: float) -> int:
    """Return about how many lines a text takes where so many bold letters fit on one."""
    count = 0
    for part in text.split("\n"):
        room = 0.0
        for word in part.split():
            if len(word) > room:
                count, room = count + 1, letters
            room -= len(word) + 1
    return count


def _head_cells(
    tabel: Tabel,
    cells: Sequence[KepalaSel],
    widths: Sequence[float],
    covered: dict[int, tuple[int, int]],
) -> Iterable[Any]:
    by_place = {cell.kolom: cell for cell in cells}
    place = 0
    while place < len(widths):
        cell = by_place.get(place)
        if cell is None:
            rows, span = covered[place]
            covered[place] = (rows - 1, span)
            text, merge = "", "continue"
        else:
            span = cell.rentang_kolom
            covered[place] = (cell.rentang_baris - 1, span)
            text, merge = cell.judul, "restart" if cell.rentang_baris > 1 else ""
        width = sum(widths[place : place + span])
        yield make_cell(
            text, width, span, Rata.TENGAH, tabel.huruf, True, HEAD_FILL, merge, "center"
        )
        place += span


def _as_head(tr: Any) -> Any:
    tr.get_or_add_trPr().append(element("w:tblHeader"))
    return tr


def make_row(row: BarisJadi, widths: Sequence[float], size: float, *, keep: bool) -> Any:
    """Return a row of the body; a title stays on the page of the row below it, others where asked."""
    tr = make_tr([_body_cell(sel, row.jenis, widths, size) for sel in row.sel])
    keep_whole(tr, keep=keep or row.jenis in TITLES)
    return tr


def _body_cell(sel: SelJadi, jenis: Jenis, widths: Sequence[float], size: float) -> Any:
    return make_cell(
        "" if sel.is_covered else sel.teks,
        sum(widths[sel.kolom : sel.kolom + sel.rentang_kolom]),
        sel.rentang_kolom,
        sel.rata,
        size,
        sel.tebal,
        FILL.get(jenis, ""),
        "continue" if sel.is_covered else "restart" if sel.rentang_baris > 1 else "",
        inden=sel.inden,
    )


def make_tr(cells: Sequence[Any]) -> Any:
    tr = OxmlElement("w:tr")
    for cell in cells:
        tr.append(cell)
    tr.get_or_add_trPr().append(element("w:cantSplit"))
    return tr


def make_cell(
    text: str,
    width: float,
    span: int,
    rata: Rata,
    size: float,
    bold: bool = False,
    fill: str = "",
    merge: str = "",
    valign: str = "",
    inden: int = 0,
) -> Any:
    """Return a cell with its text; the order of its properties is the one Word asks for."""
    tc = OxmlElement("w:tc")
    properties = tc.get_or_add_tcPr()
    properties.append(element("w:tcW", w=_twips(width), type="dxa"))
    if span > 1:
        properties.append(element("w:gridSpan", val=str(span)))
    if merge:
        properties.append(element("w:vMerge", val=merge))
    if fill:
        properties.append(element("w:shd", val="clear", color="auto", fill=fill))
    if valign:
        properties.append(element("w:vAlign", val=valign))
    paragraph = OxmlElement("w:p")
    layout = paragraph.get_or_add_pPr()
    if inden:
        layout.append(element("w:ind", left=_twips(INDENT * inden)))
    layout.append(element("w:jc", val=JC[rata]))
    paragraph.append(_run(text, size, bold))
    tc.append(paragraph)
    return tc


def _run(text: str, size: float, bold: bool) -> Any:
    run = OxmlElement("w:r")
    properties = run.get_or_add_rPr()
    if bold:
        properties.append(element("w:b"))
    properties.append(element("w:sz", val=str(round(size * 2))))
    run.text = clean(text)
    return run


def keep_whole(tr: Any, *, keep: bool) -> None:
    """Keep a row whole and, where asked, on the page of the next one."""
    properties = tr.get_or_add_trPr()
    if properties.find(qn("w:cantSplit")) is None:
        properties.append(element("w:cantSplit"))
    if keep:
        for paragraph in tr.iter(qn("w:p")):
            paragraph.get_or_add_pPr().insert(0, element("w:keepNext"))


def write_lines(cell: Any, lines: Sequence[str], *, name: bool = False) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if name:
            paragraph.paragraph_format.space_before = Pt(58)
        run = paragraph.add_run(clean(line))
        run.bold = run.underline = name or None
        run.font.size = Pt(10.5)


def border_below(cell: Any) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(element("w:bottom", val="double", sz="6", space="0", color="111827"))
    cell._tc.get_or_add_tcPr().append(borders)


def number_pages(paragraph: Any, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{clean(text)} · halaman ").font.size = Pt(7.5)
    for word, code in (("", "PAGE"), (" dari ", "NUMPAGES")):
        if word:
            paragraph.add_run(word).font.size = Pt(7.5)
        field = element("w:fldSimple", instr=code)
        field.append(_run("1", 7.5, False))
        paragraph._p.append(field)
