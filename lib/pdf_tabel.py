"""Long tables laid out by reportlab: a thousand rows in a few seconds, where a browser's layout takes twenty.

It looks as `static/css/cetak/tabel.css` does: the head on every page, merged cells begun anew on each page, lines,
shades, footer and page numbers. What is not drawn here (signatures, letters beyond the font, a row taller than a page)
raises TidakMuat, and `lib.pdf` takes the slow way.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm as MM
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.doctemplate import LayoutError

from lib import huruf
from lib.pdf_halaman import BOTTOM, INK, LEADING, QUIET, RISE, SIDE, TOP, Isi, Ukuran
from lib.pdf_huruf import BIASA, TEBAL, register
from lib.tabel import Tabel, clean

FOOT, FOOT_ROOM = 7.5, 0.82  # points, share of the width
Progress = Callable[[int, int], None]


class TidakMuat(Exception):
    """The table has something that is not drawn here."""


def _style(size: float, font: str = BIASA, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        "", fontName=font, fontSize=size, leading=size * LEADING, textColor=INK, **more
    )


JUDUL = _style(13, TEBAL, alignment=TA_CENTER)
SUBJUDUL = _style(10, alignment=TA_CENTER)
RINCIAN = _style(9, spaceBefore=1.5 * MM)
CATATAN = _style(8, spaceBefore=2 * MM)


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(clean(text)).replace("\n", "<br/>"), style)


def _story(tabel: Tabel, progress: Callable[[int], None]) -> list[Flowable]:
    """Return what stands on the pages of a table, from its heading to its notes."""
    heading = [
        *([_paragraph(tabel.judul, JUDUL)] if tabel.judul else []),
        *(_paragraph(text, SUBJUDUL) for text in tabel.subjudul if text),
        *(_paragraph(f"{label}: {text}", RINCIAN) for label, text in tabel.rincian),
    ]
    return [
        *heading,
        *([Spacer(0, 3 * MM)] if heading else []),
        Isi(tabel, progress),
        *(_paragraph(text, CATATAN) for text in tabel.catatan),
    ]


def _template(number: int, tabel: Tabel) -> PageTemplate:
    """Return the page of a table: its paper and margins, and at the foot the table's parts."""
    width, height = Ukuran(tabel).kertas
    inner = width - 2 * SIDE
    frame = Frame(SIDE, BOTTOM, inner, height - TOP - BOTTOM, 0, 0, 0, 0)
    parts = huruf.lines(" · ".join(tabel.kaki), inner * FOOT_ROOM, FOOT)[:2]

    def foot(canvas: Canvas, _: object) -> None:
        canvas.setFont(BIASA, FOOT)
        canvas.setFillColor(QUIET)
        for line, text in enumerate(parts):
            canvas.drawString(SIDE, _foot_line(line), text)

    return PageTemplate(str(number), frame, onPageEnd=foot, pagesize=(width, height))


def _foot_line(line: int) -> float:
    return BOTTOM - 3 * MM - FOOT * (1 - RISE + line * LEADING)


class _Bernomor(Canvas):
    """Writes "Halaman n dari m" when the number of pages is known: pages wait until the end."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Put the page by and begin another."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Number the pages and finish the file."""
        total = len(self._pages)
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self.setFont(BIASA, FOOT)
            self.setFillColor(QUIET)
            edge = page["_pagesize"][0] - SIDE
            self.drawRightString(edge, _foot_line(0), f"Halaman {number} dari {total}")
            super().showPage()
        super().save()


def write(daftar_tabel: Sequence[Tabel], progress: Progress | None = None) -> bytes:
    """Return the PDF of tables, one after another; raises TidakMuat for what is not drawn here.

    `progress` hears (rows done, rows in all), about fifty times.
    """
    known = register()
    for tabel in daftar_tabel:
        _check(tabel, known)
    meter = _Meter(sum(len(tabel.baris) for tabel in daftar_tabel), progress)
    story: list[Flowable] = []
    for number, tabel in enumerate(daftar_tabel):
        if number:
            story += [NextPageTemplate(str(number)), PageBreak()]
        story += _story(tabel, meter.at)
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pageTemplates=[_template(number, tabel) for number, tabel in enumerate(daftar_tabel)],
        title=daftar_tabel[0].judul or daftar_tabel[0].nama,
        author="",
        subject="",
        creator="Pokin",
        lang="id",
        initialFontName=BIASA,
        pageCompression=1,
    )
    try:
        document.build(story, canvasmaker=_Bernomor)
    except LayoutError as error:
        raise TidakMuat("a row taller than a page") from error
    return out.getvalue()


def _check(tabel: Tabel, known: frozenset[str]) -> None:
    """Raise TidakMuat for signatures and for letters the font lacks."""
    if tabel.tanda_tangan:
        raise TidakMuat("signatures")
    texts = [tabel.judul, *tabel.subjudul, *tabel.catatan, *tabel.kaki, tabel.kosong]
    texts += [text for pair in tabel.rincian for text in pair]
    texts += [text for kolom in tabel.kolom for text in (kolom.judul, *kolom.grup)]
    texts += [*tabel.baris_nomor, *(sel.teks for row in tabel.isi for sel in row.sel)]
    letters = {letter for text in texts for letter in set(clean(text)) - known}
    unknown = {letter for letter in letters if not letter.isspace()}
    if unknown:
        raise TidakMuat(", ".join(sorted(unknown)))


class _Meter:
    """Tells how many rows are done, now and then."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.progress = max(total, 1), progress
        self.before = self.told = self.last = 0

    def at(self, row: int) -> None:
        """Hear how many rows of the table at work are done."""
        if row < self.last:
            self.before += self.last
        self.last = row
        done = min(self.before + row, self.total)
        if self.progress and (done - self.told) * 50 >= self.total:
            self.told = done
            self.progress(done, self.total)
