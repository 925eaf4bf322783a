"""Word (.docx) by python-docx: letters with tables that an office may go on editing.

A document has one paper, a footer with page numbers, paragraphs and tables (`lib.tabel`). Rows are written as XML at
once: python-docx looks up every cell of a table again for each one asked for, which is slow for long tables.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lib.gambar import Gambar
from lib.tabel import BarisJadi, Jenis, KepalaSel, Kertas, Rata, Tabel, TandaTangan

FONT = "Arial"
ILLEGAL = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PAPER = {Kertas.A4: (210, 297), Kertas.F4: (215, 330), Kertas.A3: (297, 420)}  # mm
TOP, RIGHT, BOTTOM, LEFT = 18, 20, 18, 25  # mm
HEAD_FILL = "DCE4F2"
FILL = {Jenis.KELOMPOK: "EEF2F8", Jenis.JUMLAH: "F3F4F6", Jenis.KEPALA: HEAD_FILL}
ALIGN = {
    Rata.KIRI: WD_ALIGN_PARAGRAPH.LEFT,
    Rata.TENGAH: WD_ALIGN_PARAGRAPH.CENTER,
    Rata.KANAN: WD_ALIGN_PARAGRAPH.RIGHT,
}
JC = {Rata.KIRI: "left", Rata.TENGAH: "center", Rata.KANAN: "right"}
TWIPS_PER_MM = 1440 / 25.4


def clean(text: str) -> str:
    """Return a text without what XML cannot hold; line breaks stay."""
    return ILLEGAL.sub("", text)


class Dokumen:
    """A document being written, from top to bottom."""

    def __init__(
        self,
        *,
        judul: str,
        penulis: str,
        kertas: Kertas,
        kaki: str,
        draf: bool,
        lanskap: bool = False,
    ) -> None:
        self.docx = Document()
        sides = PAPER[kertas][::-1] if lanskap else PAPER[kertas]
        self.lebar = sides[0] - LEFT - RIGHT  # mm
        self._style()
        section = self.docx.sections[0]
        if lanskap:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = (Mm(side) for side in sides)
        section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
        section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
        section.header_distance = section.footer_distance = Mm(8)
        about = self.docx.core_properties
        about.title, about.author, about.language = (
            clean(judul)[:255],
            clean(penulis)[:255],
            "id-ID",
        )
        about.comments = ""
        _page_numbers(section.footer.paragraphs[0], kaki)
        if draf:
            mark = section.header.paragraphs[0]
            mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = mark.add_run("DRAF – belum ditetapkan")
            run.bold, run.font.size = True, Pt(14)

    def _style(self) -> None:
        style = self.docx.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(11)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(0)
        language = style.element.rPr.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            style.element.rPr.append(language)
        language.set(qn("w:val"), "id-ID")

    def paragraph(
        self,
        text: str,
        *,
        rata: str = "left",
        tebal: bool = False,
        ukuran: float | None = None,
        atas: float = 0,
        halaman_baru: bool = False,
        lekat: bool = False,
    ) -> Any:
        """Add a paragraph; `atas` are points before it, `lekat` keeps it with the next one."""
        made = self.docx.add_paragraph()
        made.alignment = getattr(WD_ALIGN_PARAGRAPH, rata.upper())
        made.paragraph_format.space_before = Pt(atas)
        made.paragraph_format.page_break_before = halaman_baru
        made.paragraph_format.keep_with_next = lekat
        run = made.add_run(clean(text))
        run.bold = tebal
        if ukuran:
            run.font.size = Pt(ukuran)
        return made

    def mixed(self, parts: Sequence[str | tuple[str]], *, inden: float = 6) -> None:
        """Add an indented paragraph of plain parts and bold ones (in a tuple)."""
        made = self.docx.add_paragraph()
        made.paragraph_format.left_indent = Mm(inden)
        made.paragraph_format.space_before = Pt(5)
        for part in parts:
            bold = isinstance(part, tuple)
            made.add_run(clean(part[0] if bold else str(part))).bold = bold

    def picture(self, paragraph: Any, gambar: Gambar, *, tinggi: float = 24) -> None:
        """Put a picture into a paragraph, `tinggi` mm high."""
        paragraph.add_run().add_picture(io.BytesIO(gambar.isi), height=Mm(tinggi))

    def letterhead(self, baris: Sequence[tuple[str, float, bool]], logo: Gambar | None) -> None:
        """Add lines (text, size, bold) in the middle with the logo at their left, above a double line."""
        side = 24 if logo else 0
        widths = [side, self.lebar - 2 * side, side] if logo else [self.lebar]
        table = _grid(self.docx, widths)
        row = table.add_row()
        if logo:
            height = min(24.0, 22 * logo.tinggi / logo.lebar)
            self.picture(row.cells[0].paragraphs[0], logo, tinggi=height)
        text = row.cells[1 if logo else 0]
        for number, (line, size, bold) in enumerate(baris):
            paragraph = text.paragraphs[0] if number == 0 else text.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(clean(line))
            run.bold, run.font.size = bold, Pt(size)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            _border_below(cell)

    def pairs(
        self, daftar: Iterable[tuple[str, str]], *, inden: float = 6, label: float = 24
    ) -> None:
        """Add lines of a label, a colon and a text.

        No column of width 0: where there is no indent, some writers give it the label's place and lose the label.
        """
        lead = [inden] if inden else []
        widths = [*lead, label, 5, self.lebar - inden - label - 5]
        table = _grid(self.docx, widths)
        for name, text in daftar:
            row = table.add_row()
            content_of = [*([""] if lead else []), name, ":", text]
            for cell, content, width in zip(row.cells, content_of, widths, strict=True):
                cell.width = Mm(width)
                cell.paragraphs[0].add_run(clean(content))

    def table(self, tabel: Tabel) -> None:
        """Add a table; its head comes again on each page, a row is never cut, signatures stand under it."""
        widths = [self.lebar * share / 100 for share in tabel.lebar_persen]
        table = _grid(self.docx, widths, borders=True)
        body = table._tbl
        for tr in _head_rows(tabel, widths):
            body.append(tr)
        rows = tabel.isi
        for number, row in enumerate(rows):
            last = number >= len(rows) - 2 and bool(tabel.tanda_tangan)
            body.append(_row(row, widths, tabel.huruf, keep=last))
        if not rows:
            cell = _tc(tabel.kosong, sum(widths), len(widths), Rata.TENGAH, tabel.huruf)
            body.append(_tr([cell]))
        if tabel.tanda_tangan:
            self.signatures(tabel.tanda_tangan)

    def signatures(self, daftar: Sequence[TandaTangan], *, atas: float = 18) -> None:
        """Add signatures side by side; one alone stands at the right. They stay together on a page."""
        gap = self.paragraph("", lekat=True)
        gap.paragraph_format.line_spacing = Pt(max(atas, 1))
        widths = [self.lebar / 2, self.lebar / 2]
        table = _grid(self.docx, widths)
        signed: list[TandaTangan | None] = [None, *daftar] if len(daftar) == 1 else list(daftar)
        above, names, below = table.add_row(), table.add_row(), table.add_row()
        for place, tanda in enumerate(signed):
            for row in (above, names, below):
                row.cells[place].width = Mm(widths[place])
            if tanda is not None:
                _lines(above.cells[place], tanda.atas)
                _lines(names.cells[place], [tanda.nama], name=True)
                _lines(below.cells[place], tanda.bawah)
        for row in (above, names, below):
            _stay(row._tr, keep=row is not below)
        for cell in above.cells:
            cell._tc.get_or_add_tcPr().append(_element("w:vAlign", val="bottom"))

    def save(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self.docx.save(out)
        return out.getvalue()


# --- Parts ----------------------------------------------------------------------------------------
def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _twips(mm: float) -> str:
    return str(round(mm * TWIPS_PER_MM))


def _grid(docx: Any, widths: Sequence[float], *, borders: bool = False) -> Any:
    """Add a table without rows whose columns keep these widths (mm)."""
    table = docx.add_table(rows=0, cols=len(widths))
    table.autofit = False
    if borders:
        table.style = "Table Grid"
        margins = OxmlElement("w:tblCellMar")
        for side, twips in (("top", "40"), ("left", "70"), ("bottom", "40"), ("right", "70")):
            margins.append(_element(f"w:{side}", w=twips, type="dxa"))
        table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _head_rows(tabel: Tabel, widths: Sequence[float]) -> Iterable[Any]:
    """Yield the rows of the head, marked to come again on each page, and that of the column numbers."""
    covered: dict[int, tuple[int, int]] = {}  # column: (rows still covered, columns)
    for cells in tabel.kepala:
        yield _as_head(_tr(list(_head_cells(tabel, cells, widths, covered))))
    if tabel.baris_nomor:
        size = tabel.huruf - 1
        numbers = [
            _tc(text, width, 1, Rata.TENGAH, size, fill=HEAD_FILL)
            for text, width in zip(tabel.baris_nomor, widths, strict=True)
        ]
        yield _as_head(_tr(numbers))


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
        yield _tc(text, width, span, Rata.TENGAH, tabel.huruf, True, HEAD_FILL, merge, "center")
        place += span


def _as_head(tr: Any) -> Any:
    tr.get_or_add_trPr().append(_element("w:tblHeader"))
    return tr


def _row(row: BarisJadi, widths: Sequence[float], size: float, *, keep: bool) -> Any:
    below_title = row.jenis == Jenis.KELOMPOK
    cells = []
    for sel in row.sel:
        merge = "continue" if sel.is_covered else "restart" if sel.rentang_baris > 1 else ""
        width = sum(widths[sel.kolom : sel.kolom + sel.rentang_kolom])
        text = "" if sel.is_covered else sel.teks
        fill = FILL.get(row.jenis, "")
        cells.append(_tc(text, width, sel.rentang_kolom, sel.rata, size, sel.tebal, fill, merge))
    tr = _tr(cells)
    _stay(tr, keep=keep or below_title)
    return tr


def _tr(cells: Sequence[Any]) -> Any:
    tr = OxmlElement("w:tr")
    for cell in cells:
        tr.append(cell)
    tr.get_or_add_trPr().append(_element("w:cantSplit"))
    return tr


def _tc(
    text: str,
    width: float,
    span: int,
    rata: Rata,
    size: float,
    bold: bool = False,
    fill: str = "",
    merge: str = "",
    valign: str = "",
) -> Any:
    """Return a cell with its text; the order of its properties is the one Word asks for."""
    tc = OxmlElement("w:tc")
    properties = tc.get_or_add_tcPr()
    properties.append(_element("w:tcW", w=_twips(width), type="dxa"))
    if span > 1:
        properties.append(_element("w:gridSpan", val=str(span)))
    if merge:
        properties.append(_element("w:vMerge", val=merge))
    if fill:
        properties.append(_element("w:shd", val="clear", color="auto", fill=fill))
    if valign:
        properties.append(_element("w:vAlign", val=valign))
    paragraph = OxmlElement("w:p")
    paragraph.get_or_add_pPr().append(_element("w:jc", val=JC[rata]))
    paragraph.append(_run(text, size, bold))
    tc.append(paragraph)
    return tc


def _run(text: str, size: float, bold: bool) -> Any:
    run = OxmlElement("w:r")
    properties = run.get_or_add_rPr()
    if bold:
        properties.append(_element("w:b"))
    properties.append(_element("w:sz", val=str(round(size * 2))))
    run.text = clean(text)
    return run


def _stay(tr: Any, *, keep: bool) -> None:
    """Keep a row whole and, where asked, on the page of the next one."""
    properties = tr.get_or_add_trPr()
    if properties.find(qn("w:cantSplit")) is None:
        properties.append(_element("w:cantSplit"))
    if keep:
        for paragraph in tr.iter(qn("w:p")):
            paragraph.get_or_add_pPr().insert(0, _element("w:keepNext"))


def _lines(cell: Any, lines: Sequence[str], *, name: bool = False) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if name:
            paragraph.paragraph_format.space_before = Pt(58)
        run = paragraph.add_run(clean(line))
        run.bold = run.underline = name or None
        run.font.size = Pt(10.5)


def _border_below(cell: Any) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(_element("w:bottom", val="double", sz="6", space="0", color="111827"))
    cell._tc.get_or_add_tcPr().append(borders)


def _page_numbers(paragraph: Any, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{clean(text)} · halaman ").font.size = Pt(7.5)
    for word, code in (("", "PAGE"), (" dari ", "NUMPAGES")):
        if word:
            paragraph.add_run(word).font.size = Pt(7.5)
        field = _element("w:fldSimple", instr=code)
        field.append(_run("1", 7.5, False))
        paragraph._p.append(field)
