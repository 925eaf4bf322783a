"""Long tables drawn straight onto pages: a thousand rows in a second or two, where a browser's layout takes twenty.

It looks as `static/css/cetak/tabel.css` does: the head on every page, merged cells begun anew on each page, lines,
shades, footer and page numbers. What it cannot draw (signatures, letters beyond the font, a row taller than a page)
raises TidakMuat, and `lib.pdf` takes the slow way.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from lib.pdf_huruf import UNITS, Huruf, TidakTerbaca
from lib.tabel import SMALL_GROUP, BarisJadi, Jenis, Kertas, Rata, SelJadi, Tabel, clean

MM = 72 / 25.4
PAPER = {Kertas.A4: (210, 297), Kertas.A3: (297, 420), Kertas.F4: (215, 330)}
TOP, SIDE, BOTTOM = 12 * MM, 10 * MM, 15 * MM
PAD_X, PAD_Y = 1 * MM, 0.7 * MM
INDENT = (PAD_X, 4 * MM, 7 * MM, 10 * MM, 13 * MM)
LEADING = 1.3
INK, LINE, QUIET = "0.067 0.094 0.153", "0.42 0.447 0.502", "0.294 0.333 0.388"
SHADE = {
    Jenis.KEPALA: "0.863 0.894 0.949",
    Jenis.KELOMPOK: "0.933 0.949 0.973",
    Jenis.JUMLAH: "0.953 0.957 0.965",
}
FOOT = 7.5
Progress = Callable[[int, int], None]


class TidakMuat(Exception):
    """The table has something that is not drawn here."""


@dataclass
class _Kotak:
    """A cell with its text broken into lines."""

    kolom: int
    lebar: float
    baris: list[str]
    akhir: int  # the first row below it
    rata: Rata
    tebal: bool
    kiri: float
    terusan: bool  # begun in a row above


@dataclass
class _Halaman:
    """The drawing of one page: shades and lines first, then texts by font."""

    lebar: float
    tinggi: float
    gambar: list[str] = field(default_factory=list)
    teks: list[str] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, shade: str = "") -> None:
        """Draw a cell whose upper left corner is at (x, y), measured from the top."""
        at = f"{x:.2f} {self.tinggi - y - height:.2f} {width:.2f} {height:.2f} re"
        if shade:
            self.gambar.append(f"{shade} rg {at} f")
        self.gambar.append(f"{at} S")

    def write(self, huruf: Huruf, size: float, x: float, y: float, text: str, ink: str) -> None:
        """Write a line whose base is at (x, y), measured from the top."""
        for number, (name, codes) in enumerate(huruf.runs(text)):
            place = f"1 0 0 1 {x:.2f} {self.tinggi - y:.2f} Tm " if number == 0 else ""
            self.teks.append(f"{name} {size:g} Tf {ink} rg {place}<{codes}> Tj")

    @property
    def isi(self) -> bytes:
        """The page's content."""
        lines = "\n".join([f"{LINE} RG 0.5 w", *self.gambar])
        return f"{lines}\nBT\n{chr(10).join(self.teks)}\nET".encode()


class _Penulis:
    """Lays one table out over as many pages as it takes."""

    def __init__(self, tabel: Tabel, biasa: Huruf, tebal: Huruf) -> None:
        self.tabel, self.biasa, self.tebal = tabel, biasa, tebal
        short, long = PAPER[tabel.kertas]
        width, height = (long, short) if tabel.lanskap else (short, long)
        self.lebar, self.tinggi = width * MM, height * MM
        inner = self.lebar - 2 * SIDE
        self.kolom = [inner * part / 100 for part in tabel.lebar_persen]
        self.tepi = [SIDE + sum(self.kolom[:n]) for n in range(len(self.kolom) + 1)]
        self.size = tabel.huruf
        self.leading = self.size * LEADING
        self.halaman: list[_Halaman] = []
        self.y = 0.0
        self.kepala = self._head()
        self.baris = tabel.isi
        self.mulai = tabel.mulai_kelompok
        self.kotak = self._boxes()

    # --- Preparing -----------------------------------------------------------------------------------
    def _lines(self, text: str, huruf: Huruf, size: float, width: float) -> list[str]:
        return huruf.lines(clean(text), width * UNITS / size)

    def _boxes(self) -> list[list[_Kotak]]:
        """Break the texts of all cells; a cell under a merged one keeps its text for the next page."""
        ends = [0] * len(self.kolom)
        found = []
        for row in self.baris:
            boxes = []
            for sel in row.sel:
                if not sel.is_covered:
                    ends[sel.kolom] = row.nomor + sel.rentang_baris
                boxes.append(self._box(sel, ends[sel.kolom]))
            found.append(boxes)
        return found

    def _box(self, sel: SelJadi, end: int) -> _Kotak:
        width = sum(self.kolom[sel.kolom : sel.kolom + sel.rentang_kolom])
        left = INDENT[min(sel.inden, len(INDENT) - 1)]
        huruf = self.tebal if sel.tebal else self.biasa
        room = width - left - PAD_X
        lines = self._lines(sel.teks, huruf, self.size, room) if sel.teks else []
        return _Kotak(sel.kolom, width, lines, end, sel.rata, sel.tebal, left, sel.is_covered)

    def _height(self, lines: int) -> float:
        return max(lines, 1) * self.leading + 2 * PAD_Y

    def _head(self) -> list[tuple[float, list[tuple[int, int, int, list[str], float]]]]:
        """Return the rows of the head: height, and (column, columns, rows, lines, size) of each cell."""
        rows = []
        for cells in self.tabel.kepala:
            made = []
            for cell in cells:
                width = sum(self.kolom[cell.kolom : cell.kolom + cell.rentang_kolom])
                lines = self._lines(cell.judul, self.tebal, self.size, width - 2 * PAD_X)
                made.append((cell.kolom, cell.rentang_kolom, cell.rentang_baris, lines, self.size))
            height = max((self._height(len(m[3])) for m in made if m[2] == 1), default=0.0)
            rows.append((height or self._height(1), made))
        self._stretch(rows)
        if self.tabel.baris_nomor:
            size = self.size * 0.85
            numbers = [(n, 1, 1, [text], size) for n, text in enumerate(self.tabel.baris_nomor)]
            rows.append((size * LEADING + 0.4 * MM, numbers))
        return rows

    def _stretch(
        self, rows: list[tuple[float, list[tuple[int, int, int, list[str], float]]]]
    ) -> None:
        """Make the last row of the head high enough for what covers several."""
        for number, (_, cells) in enumerate(rows):
            for _, _, span, lines, _ in cells:
                last = number + span - 1
                lack = self._height(len(lines)) - sum(h for h, _ in rows[number : last + 1])
                if lack > 0:
                    rows[last] = (rows[last][0] + lack, rows[last][1])

    # --- Pages ---------------------------------------------------------------------------------------
    def write(self, progress: Callable[[int], None]) -> list[_Halaman]:
        """Return the pages."""
        self._page(first=True)
        start = 0
        while start < len(self.baris):
            start = self._fill(start)
            progress(start)
            if start < len(self.baris):
                self._page(first=False)
        if not self.baris:
            self._empty()
        for text in self.tabel.catatan:
            self._note(text)
        return self.halaman

    @property
    def bawah(self) -> float:
        """Where the body of a page ends."""
        return self.tinggi - BOTTOM

    def _page(self, *, first: bool) -> None:
        self.halaman.append(_Halaman(self.lebar, self.tinggi))
        self.y = TOP
        if first:
            self._heading()
        page = self.halaman[-1]
        tops = [self.y]
        for height, _ in self.kepala:
            tops.append(tops[-1] + height)
        for number, (_, cells) in enumerate(self.kepala):
            for kolom, columns, rows, lines, size in cells:
                x, y = self.tepi[kolom], tops[number]
                width, height = self.tepi[kolom + columns] - x, tops[number + rows] - y
                page.box(x, y, width, height, SHADE[Jenis.KEPALA])
                huruf = self.tebal if size == self.size else self.biasa
                top = y + max((height - len(lines) * size * LEADING) / 2, 0)
                self._text(lines, huruf, size, x + PAD_X, top, width - 2 * PAD_X, Rata.TENGAH)
        self.y = tops[-1]

    def _heading(self) -> None:
        inner = self.lebar - 2 * SIDE
        tabel = self.tabel
        for text, size, huruf in [
            (tabel.judul, 13, self.tebal),
            *((text, 10, self.biasa) for text in tabel.subjudul),
        ]:
            if text:
                self._paragraph(text, huruf, size, inner, Rata.TENGAH)
        for label, text in tabel.rincian:
            self.y += 1.5 * MM
            self._paragraph(f"{label}: {text}", self.biasa, 9, inner, Rata.KIRI)
        if tabel.judul or tabel.subjudul or tabel.rincian:
            self.y += 3 * MM

    def _paragraph(self, text: str, huruf: Huruf, size: float, width: float, rata: Rata) -> None:
        lines = self._lines(text, huruf, size, width)
        self._text(lines, huruf, size, SIDE, self.y, width, rata)
        self.y += len(lines) * size * LEADING

    def _text(
        self,
        lines: Sequence[str],
        huruf: Huruf,
        size: float,
        x: float,
        y: float,
        width: float,
        rata: Rata,
        ink: str = INK,
    ) -> None:
        """Write lines below y, each within a width."""
        for number, line in enumerate(lines):
            spare = width - huruf.width(line) * size / UNITS
            shift = {Rata.KIRI: 0.0, Rata.TENGAH: spare / 2, Rata.KANAN: spare}[rata]
            base = y + number * size * LEADING + size * (LEADING / 2 + 0.312)
            self.halaman[-1].write(huruf, size, x + shift, base, line, ink)

    # --- Rows ----------------------------------------------------------------------------------------
    def _fill(self, start: int) -> int:
        """Write as many rows as the page takes, from `start` on, and return the first that is left."""
        room = self.bawah - self.y
        end, total = start, 0.0
        natural: list[float] = []
        while end < len(self.baris):
            natural.append(self._natural(end))
            total += natural[-1]
            if total > room and end > start:
                break
            end += 1
        heights = self._heights(start, end, natural)
        while sum(heights) > room and end > start + 1:
            end -= 1
            heights = self._heights(start, end, natural)
        if sum(heights) > room:
            raise TidakMuat("a row taller than a page")
        end = self._keep(start, end)
        self._rows(start, end, self._heights(start, end, natural))
        return end

    def _natural(self, index: int) -> float:
        """Return the height a row needs for the cells that end in it alone."""
        boxes = self.kotak[index]
        own = [len(box.baris) for box in boxes if box.akhir == index + 1 and not box.terusan]
        return self._height(max(own, default=1))

    def _heights(self, start: int, end: int, natural: Sequence[float]) -> list[float]:
        """Return the heights of rows on a page; what a merged cell lacks goes to its last row there."""
        heights = list(natural[: end - start])
        for index in range(start, end):
            for box in self.kotak[index]:
                if box.terusan and index != start:
                    continue
                last = min(box.akhir, end)
                if len(box.baris) > 1:
                    have = sum(heights[index - start : last - start])
                    heights[last - 1 - start] += max(self._height(len(box.baris)) - have, 0)
        return heights

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

    def _rows(self, start: int, end: int, heights: Sequence[float]) -> None:
        tops = [self.y]
        for height in heights:
            tops.append(tops[-1] + height)
        for index in range(start, end):
            row = self.baris[index]
            for box in self.kotak[index]:
                if box.terusan and index != start:
                    continue
                top = tops[index - start]
                self._cell(row, box, top, tops[min(box.akhir, end) - start] - top)
        self.y = tops[-1]

    def _cell(self, row: BarisJadi, box: _Kotak, y: float, height: float) -> None:
        x = self.tepi[box.kolom]
        self.halaman[-1].box(x, y, box.lebar, height, SHADE.get(row.jenis, ""))
        huruf = self.tebal if box.tebal else self.biasa
        top = y + PAD_Y
        if row.jenis == Jenis.KEPALA:
            top = y + max((height - len(box.baris) * self.leading) / 2, 0)
        room = box.lebar - box.kiri - PAD_X
        self._text(box.baris, huruf, self.size, x + box.kiri, top, room, box.rata)

    def _empty(self) -> None:
        height = self.leading + 8 * MM
        width = self.lebar - 2 * SIDE
        self.halaman[-1].box(SIDE, self.y, width, height)
        top = self.y + 4 * MM
        text = [clean(self.tabel.kosong)]
        self._text(text, self.biasa, self.size, SIDE, top, width, Rata.TENGAH, QUIET)
        self.y += height

    def _note(self, text: str) -> None:
        width = self.lebar - 2 * SIDE
        lines = self._lines(text, self.biasa, 8, width)
        if self.y + 2 * MM + len(lines) * 8 * LEADING > self.bawah + 6 * MM:
            self.halaman.append(_Halaman(self.lebar, self.tinggi))
            self.y = TOP
        self.y += 2 * MM
        self._text(lines, self.biasa, 8, SIDE, self.y, width, Rata.KIRI)
        self.y += len(lines) * 8 * LEADING

    def foot(self, page: _Halaman, number: str) -> None:
        """Write the footer of a page: the table's parts at the left, the number at the right."""
        inner = self.lebar - 2 * SIDE
        top = self.bawah + 3 * MM
        self.halaman = [page]
        lines = self._lines(" · ".join(self.tabel.kaki), self.biasa, FOOT, inner * 0.82)
        self._text(lines[:2], self.biasa, FOOT, SIDE, top, inner, Rata.KIRI, QUIET)
        self._text([number], self.biasa, FOOT, SIDE, top, inner, Rata.KANAN, QUIET)


def write(daftar_tabel: Sequence[Tabel], progress: Progress | None = None) -> bytes:
    """Return the PDF of tables, one after another; raises TidakMuat for what is not drawn here.

    `progress` hears (rows done, rows in all), about fifty times.
    """
    if any(tabel.tanda_tangan for tabel in daftar_tabel):
        raise TidakMuat("signatures")
    biasa, tebal = Huruf(tebal=False), Huruf(tebal=True)
    meter = _Meter(sum(len(tabel.baris) for tabel in daftar_tabel), progress)
    try:
        pages = [
            (penulis, page)
            for penulis in (_Penulis(tabel, biasa, tebal) for tabel in daftar_tabel)
            for page in penulis.write(meter.at)
        ]
        for number, (penulis, page) in enumerate(pages, start=1):
            penulis.foot(page, f"Halaman {number} dari {len(pages)}")
    except TidakTerbaca as error:
        raise TidakMuat(str(error)) from error
    title = daftar_tabel[0].judul or daftar_tabel[0].nama if daftar_tabel else ""
    return _file([page for _, page in pages], biasa, tebal, title)


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


def _file(pages: Sequence[_Halaman], biasa: Huruf, tebal: Huruf, title: str) -> bytes:
    writer = PdfWriter()
    fonts = DictionaryObject()
    for huruf in (biasa, tebal):
        for name, font in huruf.embed(writer).items():
            fonts[NameObject(name)] = font
    resources = writer._add_object(DictionaryObject({NameObject("/Font"): fonts}))
    for page in pages:
        sheet = writer.add_blank_page(page.lebar, page.tinggi)
        content = StreamObject()
        content.set_data(page.isi)
        sheet[NameObject("/Contents")] = ArrayObject([writer._add_object(content.flate_encode())])
        sheet[NameObject("/Resources")] = resources
    writer.add_metadata({"/Title": title})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
