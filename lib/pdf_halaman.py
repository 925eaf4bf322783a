"""The pages of a table, drawn by reportlab's `Table`; ours is where a page ends.

`Table` can break itself, but it does not write a merged cell again on the next page and keeps no group of rows
together: so each page gets a `Table` of its own. Measures and colours are those of `static/css/cetak/tabel.css`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm as MM
from reportlab.platypus import Flowable, PageBreak, Table

from lib import huruf
from lib.pdf_huruf import BIASA, TEBAL, WEIGHT
from lib.tabel import SMALL_GROUP, BarisJadi, Jenis, Kertas, Rata, SelJadi, Tabel, clean

PAPER = {Kertas.A4: A4, Kertas.A3: A3, Kertas.F4: (215 * MM, 330 * MM)}
TOP, SIDE, BOTTOM = 12 * MM, 10 * MM, 15 * MM
PAD_X, PAD_Y, PAD_NUMBER = 1 * MM, 0.7 * MM, 0.2 * MM
INDENT = (PAD_X, 4 * MM, 7 * MM, 10 * MM, 13 * MM)
LEADING = 1.3
RISE = 0.038  # of the size: how much higher than reportlab a browser puts a line in its leading
INK, LINE, QUIET = HexColor("#111827"), HexColor("#6b7280"), HexColor("#4b5563")
SHADE = {
    Jenis.KEPALA: HexColor("#dce4f2"),
    Jenis.KELOMPOK: HexColor("#eef2f8"),
    Jenis.JUMLAH: HexColor("#f3f4f6"),
}
ALIGN = {Rata.KIRI: "LEFT", Rata.TENGAH: "CENTER", Rata.KANAN: "RIGHT"}
Perintah = tuple[Any, ...]  # a command of a TableStyle


@dataclass
class _Kotak:
    """A cell with its text broken into lines."""

    sel: SelJadi
    baris: list[str]
    akhir: int  # the first row below it


class Ukuran:
    """The measures of a table on its paper."""

    def __init__(self, tabel: Tabel) -> None:
        paper = PAPER[tabel.kertas]
        self.kertas = landscape(paper) if tabel.lanskap else paper
        self.lebar = self.kertas[0] - 2 * SIDE
        self.kolom = [self.lebar * part / 100 for part in tabel.lebar_persen]
        self.huruf = tabel.huruf
        self.nomor = tabel.huruf * 0.85

    def tinggi(self, lines: int) -> float:
        """Return how high a cell of so many lines is."""
        return max(lines, 1) * self.huruf * LEADING + 2 * PAD_Y

    def lines(self, text: str, font: str, kolom: int, columns: int, pad: float) -> list[str]:
        """Break a text to the width of its columns without `pad`."""
        room = sum(self.kolom[kolom : kolom + columns]) - pad
        return huruf.lines(text, room, self.huruf, WEIGHT[font]) if text else []


class _Kepala:
    """The head of a table: texts, heights and looks of its rows, the same on every page."""

    def __init__(self, tabel: Tabel, ukuran: Ukuran) -> None:
        self.isi: list[list[str]] = []
        self.tinggi: list[float] = []
        self.gaya: list[Perintah] = []
        spans: list[tuple[int, int, int]] = []
        for number, cells in enumerate(tabel.kepala):
            self.isi.append([""] * len(tabel.kolom))
            self.tinggi.append(0.0)
            for cell in cells:
                place, columns = cell.kolom, cell.rentang_kolom
                lines = ukuran.lines(cell.judul, TEBAL, place, columns, 2 * PAD_X)
                last = number + cell.rentang_baris - 1
                self.isi[number][place] = "\n".join(lines)
                self.gaya.append(("SPAN", (place, number), (place + columns - 1, last)))
                spans.append((number, last, len(lines)))
        for first, last, count in sorted(spans, key=lambda span: span[1] - span[0]):
            lack = ukuran.tinggi(count) - sum(self.tinggi[first : last + 1])
            self.tinggi[last] += max(lack, 0)
        if self.isi:
            self._look(TEBAL, ukuran.huruf, PAD_Y, 0, len(self.isi) - 1)
        if tabel.baris_nomor:
            self.isi.append(tabel.baris_nomor)
            self.tinggi.append(ukuran.nomor * LEADING + 2 * PAD_NUMBER)
            self._look(BIASA, ukuran.nomor, PAD_NUMBER, len(self.isi) - 1, len(self.isi) - 1)

    def _look(self, font: str, size: float, pad: float, first: int, last: int) -> None:
        at = (0, first), (-1, last)
        self.gaya += [
            *_letter(font, size, pad, at),
            ("ALIGN", *at, "CENTER"),
            ("VALIGN", *at, "MIDDLE"),
            ("BACKGROUND", *at, SHADE[Jenis.KEPALA]),
        ]


def _letter(font: str, size: float, pad: float, at: Perintah) -> list[Perintah]:
    return [
        ("FONT", *at, font, size, size * LEADING),
        ("TOPPADDING", *at, pad - RISE * size),
        ("BOTTOMPADDING", *at, pad + RISE * size),
    ]


class Isi(Flowable):
    """A table that gives each page the rows it takes, as a `Table`; it is never drawn itself."""

    def __init__(self, tabel: Tabel, progress: Callable[[int], None]) -> None:
        super().__init__()
        self.tabel, self.progress = tabel, progress
        self.ukuran = Ukuran(tabel)
        self.kepala = _Kepala(tabel, self.ukuran)
        self.baris = tabel.isi
        self.mulai = tabel.mulai_kelompok
        self.kotak = list(self._boxes())
        self.start = 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Ask for more than there is, so that the page calls `split`."""
        return width, height + 1

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the table of this page and what is left for the next; nothing when no row fits."""
        if not self.baris:
            return [self._empty()]
        room = height - sum(self.kepala.tinggi)
        end, heights = self._fill(self.start, room)
        if end == self.start:
            return []
        page = self._page(self.start, end, heights)
        self.start = end
        self.progress(end)
        return [page, PageBreak(), self] if end < len(self.baris) else [page]

    # --- Heights -------------------------------------------------------------------------------------
    def _boxes(self) -> Iterator[list[_Kotak]]:
        """Break the texts of all cells; a cell under a merged one keeps its text for the next page."""
        ends = [0] * len(self.tabel.kolom)
        for row in self.baris:
            boxes = []
            for sel in row.sel:
                if not sel.is_covered:
                    ends[sel.kolom] = row.nomor + sel.rentang_baris
                font = TEBAL if sel.tebal else BIASA
                pad = _indent(sel) + PAD_X
                lines = self.ukuran.lines(sel.teks, font, sel.kolom, sel.rentang_kolom, pad)
                boxes.append(_Kotak(sel, lines, ends[sel.kolom]))
            yield boxes

    def _fill(self, start: int, room: float) -> tuple[int, list[float]]:
        """Return the row after the last that a page takes, and the heights of those it takes."""
        end, total = start, 0.0
        natural: list[float] = []
        while end < len(self.baris) and total <= room:
            natural.append(self._natural(end))
            total += natural[-1]
            end += 1
        heights = self._heights(start, end, natural)
        while end > start and sum(heights) > room:
            end -= 1
            heights = self._heights(start, end, natural)
        end = self._keep(start, end)
        return end, self._heights(start, end, natural)

    def _natural(self, index: int) -> float:
        """Return the height a row needs for the cells that end in it alone."""
        boxes = self.kotak[index]
        own = [len(b.baris) for b in boxes if b.akhir == index + 1 and not b.sel.is_covered]
        return self.ukuran.tinggi(max(own, default=1))

    def _heights(self, start: int, end: int, natural: Sequence[float]) -> list[float]:
        """Return the heights of rows on a page; what a merged cell lacks goes to its last row there."""
        heights = list(natural[: end - start])
        for index, box in self._visible(start, end):
            if len(box.baris) > 1:
                last = min(box.akhir, end) - start
                have = sum(heights[index - start : last])
                heights[last - 1] += max(self.ukuran.tinggi(len(box.baris)) - have, 0)
        return heights

    def _visible(self, start: int, end: int) -> Iterator[tuple[int, _Kotak]]:
        """Yield the cells a page of rows shows, with their row; merged ones begin anew in its first row."""
        for index in range(start, end):
            for box in self.kotak[index]:
                if index == start or not box.sel.is_covered:
                    yield index, box

    def _keep(self, start: int, end: int) -> int:
        """Return an end that splits no small group, and leaves no title of a group alone at the foot of a page."""
        if end == len(self.baris):
            return end
        first = self.mulai[end]
        size = bisect_right(self.mulai, first) - first
        if start < first < end and size <= SMALL_GROUP:
            end = first
        while end > start + 1 and self.baris[end - 1].jenis in {Jenis.KELOMPOK, Jenis.KEPALA}:
            end -= 1
        return end

    # --- Drawing -------------------------------------------------------------------------------------
    def _page(self, start: int, end: int, heights: Sequence[float]) -> Table:
        top = len(self.kepala.isi)
        isi = [[""] * len(self.tabel.kolom) for _ in range(start, end)]
        gaya: list[Perintah] = []
        for index, box in self._visible(start, end):
            sel, row = box.sel, index - start
            isi[row][sel.kolom] = "\n".join(box.baris)
            first = sel.kolom, top + row
            last = sel.kolom + sel.rentang_kolom - 1, top + min(box.akhir, end) - start - 1
            gaya += _look(self.baris[index], sel, first, last)
        return self._table(isi, heights, gaya)

    def _empty(self) -> Table:
        isi = [[clean(self.tabel.kosong), *[""] * (len(self.tabel.kolom) - 1)]]
        at = (0, len(self.kepala.isi)), (-1, -1)
        gaya: list[Perintah] = [
            ("SPAN", *at),
            ("ALIGN", *at, "CENTER"),
            ("VALIGN", *at, "MIDDLE"),
            ("TEXTCOLOR", *at, QUIET),
        ]
        return self._table(isi, [self.ukuran.huruf * LEADING + 8 * MM], gaya)

    def _table(
        self, isi: list[list[str]], heights: Sequence[float], gaya: Sequence[Perintah]
    ) -> Table:
        every = (0, 0), (-1, -1)
        return Table(
            [*self.kepala.isi, *isi],
            colWidths=self.ukuran.kolom,
            rowHeights=[*self.kepala.tinggi, *heights],
            style=[
                *_letter(BIASA, self.ukuran.huruf, PAD_Y, every),
                ("GRID", *every, 0.5, LINE),
                ("TEXTCOLOR", *every, INK),
                ("VALIGN", *every, "TOP"),
                ("LEFTPADDING", *every, PAD_X),
                ("RIGHTPADDING", *every, PAD_X),
                *self.kepala.gaya,
                *gaya,
            ],
        )


def _indent(sel: SelJadi) -> float:
    return INDENT[min(sel.inden, len(INDENT) - 1)]


def _look(
    row: BarisJadi, sel: SelJadi, first: tuple[int, int], last: tuple[int, int]
) -> Iterator[Perintah]:
    """Yield how a cell differs from a plain one."""
    if first != last:
        yield "SPAN", first, last
    if row.jenis in SHADE:
        yield "BACKGROUND", first, last, SHADE[row.jenis]
    if row.jenis == Jenis.KEPALA:
        yield "VALIGN", first, first, "MIDDLE"
    if sel.tebal:
        yield "FONTNAME", first, first, TEBAL
    if sel.rata != Rata.KIRI:
        yield "ALIGN", first, first, ALIGN[sel.rata]
    if sel.inden:
        yield "LEFTPADDING", first, first, _indent(sel)
