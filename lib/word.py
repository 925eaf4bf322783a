"""Word (.docx) by python-docx: letters with tables that an office may go on editing.

A document has one paper, a footer with page numbers, paragraphs and tables (`lib.tabel`). Rows are written as XML at
once: python-docx looks up every cell of a table again for each one asked for, which is slow for long tables.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lib.gambar import Gambar
from lib.tabel import Kertas, Rata, Tabel, TandaTangan
from lib.word_bagian import (
    add_grid,
    border_below,
    clean,
    element,
    head_rows,
    keep_whole,
    make_cell,
    make_row,
    make_tr,
    number_pages,
    write_lines,
)

FONT = "Arial"
PAPER = {Kertas.A4: (210, 297), Kertas.F4: (215, 330), Kertas.A3: (297, 420)}  # mm


class Tepi(NamedTuple):
    """The margins of a page in mm; what lies is mostly wide tables, which need the room."""

    atas: float
    kanan: float
    bawah: float
    kiri: float


TEGAK, REBAH = Tepi(18, 20, 18, 25), Tepi(15, 12, 15, 12)


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
        tepi = REBAH if lanskap else TEGAK
        self.lebar = sides[0] - tepi.kiri - tepi.kanan  # mm
        self._style()
        section = self.docx.sections[0]
        if lanskap:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = (Mm(side) for side in sides)
        section.top_margin, section.bottom_margin = Mm(tepi.atas), Mm(tepi.bawah)
        section.left_margin, section.right_margin = Mm(tepi.kiri), Mm(tepi.kanan)
        section.header_distance = section.footer_distance = Mm(8)
        about = self.docx.core_properties
        about.title, about.author, about.language = (
            clean(judul)[:255],
            clean(penulis)[:255],
            "id-ID",
        )
        about.comments = ""
        number_pages(section.footer.paragraphs[0], kaki)
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

    def mixed(
        self,
        parts: Sequence[str | tuple[str]],
        *,
        inden: float = 6,
        atas: float = 5,
        ukuran: float | None = None,
    ) -> None:
        """Add an indented paragraph of plain parts and bold ones (in a tuple)."""
        made = self.docx.add_paragraph()
        made.paragraph_format.left_indent = Mm(inden)
        made.paragraph_format.space_before = Pt(atas)
        for part in parts:
            bold = isinstance(part, tuple)
            run = made.add_run(clean(part[0] if bold else str(part)))
            run.bold = bold
            if ukuran:
                run.font.size = Pt(ukuran)

    def picture(self, paragraph: Any, gambar: Gambar, *, tinggi: float = 24) -> None:
        """Put a picture into a paragraph, `tinggi` mm high."""
        paragraph.add_run().add_picture(io.BytesIO(gambar.isi), height=Mm(tinggi))

    def letterhead(self, baris: Sequence[tuple[str, float, bool]], logo: Gambar | None) -> None:
        """Add lines (text, size, bold) in the middle with the logo at their left, above a double line."""
        side = 24 if logo else 0
        widths = [side, self.lebar - 2 * side, side] if logo else [self.lebar]
        table = add_grid(self.docx, widths)
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
            border_below(cell)

    def pairs(
        self, daftar: Iterable[tuple[str, str]], *, inden: float = 6, label: float = 24
    ) -> None:
        """Add lines of a label, a colon and a text.

        No column of width 0: where there is no indent, some writers give it the label's place and lose the label.
        """
        lead = [inden] if inden else []
        widths = [*lead, label, 5, self.lebar - inden - label - 5]
        table = add_grid(self.docx, widths)
        for name, text in daftar:
            row = table.add_row()
            content_of = [*([""] if lead else []), name, ":", text]
            for cell, content, width in zip(row.cells, content_of, widths, strict=True):
                cell.width = Mm(width)
                cell.paragraphs[0].add_run(clean(content))

    def table(self, tabel: Tabel, *, lekat: bool = False) -> None:
        """Add a table; its head comes again on each page, a row is never cut, signatures stand under it.

        `lekat` keeps its last rows with what follows, as signatures do.
        """
        widths = [self.lebar * share / 100 for share in tabel.lebar_persen]
        table = add_grid(self.docx, widths, borders=True)
        body = table._tbl
        for tr in head_rows(tabel, widths):
            body.append(tr)
        rows = tabel.isi
        for number, row in enumerate(rows):
            last = number >= len(rows) - 2 and (lekat or bool(tabel.tanda_tangan))
            body.append(make_row(row, widths, tabel.huruf, keep=last))
        if not rows:
            cell = make_cell(tabel.kosong, sum(widths), len(widths), Rata.TENGAH, tabel.huruf)
            body.append(make_tr([cell]))
        if tabel.tanda_tangan:
            self.signatures(tabel.tanda_tangan)

    def signatures(self, daftar: Sequence[TandaTangan], *, atas: float = 18) -> None:
        """Add signatures side by side; one alone stands at the right. They stay together on a page."""
        gap = self.paragraph("", lekat=True)
        gap.paragraph_format.line_spacing = Pt(max(atas, 1))
        widths = [self.lebar / 2, self.lebar / 2]
        table = add_grid(self.docx, widths)
        signed: list[TandaTangan | None] = [None, *daftar] if len(daftar) == 1 else list(daftar)
        above, names, below = table.add_row(), table.add_row(), table.add_row()
        for place, tanda in enumerate(signed):
            for row in (above, names, below):
                row.cells[place].width = Mm(widths[place])
            if tanda is not None:
                write_lines(above.cells[place], tanda.atas)
                write_lines(names.cells[place], [tanda.nama], name=True)
                write_lines(below.cells[place], tanda.bawah)
        for row in (above, names, below):
            keep_whole(row._tr, keep=row is not below)
        for cell in above.cells:
            cell._tc.get_or_add_tcPr().append(element("w:vAlign", val="bottom"))

    def save(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self.docx.save(out)
        return out.getvalue()


def table(daftar_tabel: Sequence[Tabel], *, penulis: str) -> bytes:
    """Return tables as one document on the paper of the first, each with its heading on a page of its own.

    The footer says what the feet of all tables have in common.
    """
    first = daftar_tabel[0]
    shared = [part for part in first.kaki if all(part in other.kaki for other in daftar_tabel)]
    dokumen = Dokumen(
        judul=first.judul,
        penulis=penulis,
        kertas=first.kertas,
        kaki=" · ".join(shared),
        draf=False,
        lanskap=first.lanskap,
    )
    for number, tabel in enumerate(daftar_tabel):
        _write_table(dokumen, tabel, halaman_baru=number > 0)
    return dokumen.save()


def _write_table(dokumen: Dokumen, tabel: Tabel, *, halaman_baru: bool) -> None:
    dokumen.paragraph(
        tabel.judul, rata="center", tebal=True, ukuran=13, halaman_baru=halaman_baru, lekat=True
    )
    for line in tabel.subjudul:
        dokumen.paragraph(line, rata="center", lekat=True)
    for label, text in tabel.rincian:
        dokumen.mixed([(f"{label}: ",), text], inden=0, atas=2, ukuran=9.5)
    dokumen.paragraph("", ukuran=6, lekat=True)
    signed = bool(tabel.tanda_tangan)  # neither signatures nor notes stand alone on a page
    dokumen.table(replace(tabel, tanda_tangan=()), lekat=signed or bool(tabel.catatan))
    for number, text in enumerate(tabel.catatan, start=1):
        dokumen.paragraph(text, ukuran=8, atas=3, lekat=signed or number < len(tabel.catatan))
    if signed:
        dokumen.signatures(tabel.tanda_tangan)
