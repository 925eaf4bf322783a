"""One definition of a table for the screen, Excel and PDF.

An app's exporter yields `Baris` and names its `Kolom`; `lib.xlsx` and `lib.pdf` write them and know
nothing of the domain. The names of the parts are those people use at work: kolom, baris, sel, judul, catatan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from lib.teks import format_number, format_rupiah

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
SMALL_GROUP = 12  # rows
SCREEN_WIDTHS = (
    4,
    6,
    8,
    10,
    12,
    14,
    16,
    18,
    20,
    24,
    28,
    32,
    36,
    40,
)  # characters; static/css/tabel_resmi.css

Nilai = str | int | float | Decimal | None


class Format(StrEnum):
    """How a value is written: text, a number, a score with two decimals, an amount (bare: the head says Rp), an amount
    with Rp, a year.
    """

    TEKS = "teks"
    ANGKA = "angka"
    NILAI = "nilai"
    UANG = "uang"
    RUPIAH = "rupiah"
    TAHUN = "tahun"


class Rata(StrEnum):
    """Where text stands in its cell."""

    KIRI = "kiri"
    TENGAH = "tengah"
    KANAN = "kanan"


class Jenis(StrEnum):
    """What a row is: plain, bold, the title of a group across the table, a sum, or a head inside the table."""

    ISI = "isi"
    TEBAL = "tebal"
    KELOMPOK = "kelompok"
    JUMLAH = "jumlah"
    KEPALA = "kepala"


class Kertas(StrEnum):
    """Paper sizes of Indonesian offices; F4 (folio) is 215 x 330 mm."""

    A4 = "A4"
    A3 = "A3"
    F4 = "F4"


@dataclass(frozen=True)
class Kolom:
    """A column.

    `lebar` counts characters (Excel's unit; PDF takes it as a share). `grup` names the heads above,
    outermost first; neighbours with the same group share one head. `gabung` > 0 merges cells down:
    columns of level 1 merge while the first key of their rows is the same, level 2 while the first
    two are, and so on (see `Baris.kunci`).
    """

    judul: str
    lebar: float = 16
    format: Format = Format.TEKS
    rata: Rata | None = None
    grup: tuple[str, ...] = ()
    gabung: int = 0
    nomor: str | None = None

    @property
    def perataan(self) -> Rata:
        """The alignment: as given, else numbers right, years centred, text left."""
        if self.rata is not None:
            return self.rata
        if self.format == Format.TAHUN:
            return Rata.TENGAH
        return Rata.KIRI if self.format == Format.TEKS else Rata.KANAN


@dataclass(frozen=True)
class Sel:
    """A cell that is more than its value: it covers `rentang` columns, or has a format,
    alignment or indent (in steps) of its own.
    """

    nilai: Nilai
    rentang: int = 1
    format: Format | None = None
    rata: Rata | None = None
    tebal: bool = False
    inden: int = 0


@dataclass(frozen=True)
class Baris:
    """A row. `sel` holds values (or Sel) from left to right; what is missing at the right is empty.

    `kunci` says to which group, subgroup, ... the row belongs, for columns with `gabung`. A row without
    keys merges with no other.
    """

    sel: Sequence[Nilai | Sel]
    jenis: Jenis = Jenis.ISI
    kunci: tuple[object, ...] = ()


@dataclass(frozen=True)
class TandaTangan:
    """A signature: lines above (place and date, office), the name, and lines below it (rank, NIP)."""

    atas: Sequence[str]
    nama: str
    bawah: Sequence[str] = ()


@dataclass(frozen=True)
class KepalaSel:
    """A cell of the head and how many columns and rows it covers."""

    judul: str
    kolom: int
    rentang_kolom: int
    rentang_baris: int
    is_group: bool = False


@dataclass(frozen=True)
class SelJadi:
    """A cell ready to be written: place, extent, value, its text in Indonesian form, and how it looks."""

    kolom: int
    nilai: Nilai
    teks: str
    format: Format
    rata: Rata
    rentang_kolom: int = 1
    rentang_baris: int = 1
    tebal: bool = False
    inden: int = 0
    is_covered: bool = False


@dataclass(frozen=True)
class BarisJadi:
    """A row ready to be written; cells covered by a merged cell above are in it, marked `is_covered`."""

    nomor: int
    jenis: Jenis
    sel: Sequence[SelJadi]

    @property
    def tampak(self) -> list[SelJadi]:
        """The cells HTML writes: those not covered from above."""
        return [sel for sel in self.sel if not sel.is_covered]


@dataclass(frozen=True)
class Kelompok:
    """Rows of one outermost group; `rapat` when they should stay on one page."""

    baris: Sequence[BarisJadi]
    rapat: bool


@dataclass
class Tabel:
    """A table with its heading, notes, paper and footer.

    `nama` names the sheet; `rincian` are pairs above the table (Visi, Misi); `kaki` are the parts of
    the footer (unit, periode, versi, status, tanggal); `huruf` is the size of print in points;
    `nomor_kolom` adds the row (1) (2) (3); `tanpa_kepala` leaves the head out. At the rows numbered in
    `putus` (from 0) merged cells begin anew: paper starts a page there.
    """

    judul: str
    kolom: Sequence[Kolom]
    baris: Sequence[Baris]
    nama: str = ""
    subjudul: Sequence[str] = ()
    rincian: Sequence[tuple[str, str]] = ()
    catatan: Sequence[str] = ()
    kertas: Kertas = Kertas.A4
    lanskap: bool = True
    kaki: Sequence[str] = ()
    nomor_kolom: bool = False
    tanpa_kepala: bool = False
    huruf: float = 8.5
    kosong: str = "Belum ada data."
    tanda_tangan: Sequence[TandaTangan] = field(default_factory=tuple)
    putus: frozenset[int] = frozenset()

    @property
    def lebar_persen(self) -> list[float]:
        """The width of each column in percent of the table."""
        total = sum(kolom.lebar for kolom in self.kolom)
        return [round(100 * kolom.lebar / total, 3) for kolom in self.kolom]

    @property
    def lebar_layar(self) -> list[int]:
        """The width of each column on the screen: the nearest of SCREEN_WIDTHS that is no narrower."""
        widest = SCREEN_WIDTHS[-1]
        return [
            next((width for width in SCREEN_WIDTHS if width >= kolom.lebar), widest)
            for kolom in self.kolom
        ]

    @property
    def baris_nomor(self) -> list[str]:
        """The row of column numbers, (1) (2) (3); empty when the table has none."""
        if not self.nomor_kolom:
            return []
        return [
            kolom.nomor if kolom.nomor is not None else f"({number})"
            for number, kolom in enumerate(self.kolom, start=1)
        ]

    @cached_property
    def kepala(self) -> list[list[KepalaSel]]:
        """The rows of the head with their spans, groups above titles."""
        if self.tanpa_kepala:
            return []
        depth = max(len(kolom.grup) for kolom in self.kolom) + 1
        return [self._head_row(level, depth) for level in range(depth)]

    def _head_row(self, level: int, depth: int) -> list[KepalaSel]:
        cells: list[KepalaSel] = []
        place = 0
        while place < len(self.kolom):
            kolom = self.kolom[place]
            width = 1
            if level < len(kolom.grup):
                while (
                    place + width < len(self.kolom)
                    and self.kolom[place + width].grup[: level + 1] == kolom.grup[: level + 1]
                ):
                    width += 1
                cells.append(KepalaSel(kolom.grup[level], place, width, 1, is_group=True))
            elif level == len(kolom.grup):
                cells.append(KepalaSel(kolom.judul, place, 1, depth - level))
            place += width
        return cells

    @property
    def isi(self) -> list[BarisJadi]:
        """All rows, ready to be written."""
        return lay_out(self.kolom, self.baris, self.putus)

    @property
    def has_long_group(self) -> bool:
        """Whether some merged cell may be cut by the end of a page."""
        return self._depth > 0 and any(
            len(kelompok.baris) > SMALL_GROUP for kelompok in self.kelompok
        )

    @property
    def kelompok(self) -> list[Kelompok]:
        """All rows by their first key, ready to be written; paper keeps a small group on one page."""
        groups: dict[int, list[BarisJadi]] = {}
        for start, row in zip(self.mulai_kelompok, self.isi, strict=True):
            groups.setdefault(start, []).append(row)
        return [Kelompok(rows, 1 < len(rows) <= SMALL_GROUP) for rows in groups.values()]

    @property
    def mulai_kelompok(self) -> list[int]:
        """For each row the number of the first row of its outermost group."""
        found: list[int] = []
        for index, row in enumerate(self.baris):
            belongs = index > 0 and self._belong(self.baris[index - 1], row)
            found.append(found[-1] if belongs else index)
        return found

    def _belong(self, upper: Baris, lower: Baris) -> bool:
        """Whether a row stands in one group of rows with the one above it."""
        if upper.jenis == Jenis.KELOMPOK or not (upper.kunci or lower.kunci or self._depth):
            return True
        return _same_group(upper, lower, 1)

    @property
    def _depth(self) -> int:
        return max((kolom.gabung for kolom in self.kolom), default=0)

    def potong(self, size: int) -> Iterator[Sequence[Baris]]:
        """Yield the rows in chunks of at most `size`, cut where the outermost possible group ends."""
        start = 0
        while start < len(self.baris):
            end = self._cut(start, min(start + size, len(self.baris)))
            yield self.baris[start:end]
            start = end

    def _cut(self, start: int, end: int) -> int:
        if end >= len(self.baris):
            return len(self.baris)
        for level in range(1, self._depth + 1):
            for place in range(end, start + (end - start) // 2, -1):
                if not _same_group(self.baris[place - 1], self.baris[place], level):
                    return place
        return end


def clean(text: str) -> str:
    """Return a text without control characters (line breaks stay): no letter draws them."""
    return CONTROL.sub("", text)


def write_value(nilai: Nilai, format: Format) -> str:
    """Return a value as Indonesian text; a text in a column of numbers stays as it is."""
    if nilai is None or isinstance(nilai, str):
        return clean(nilai or "")
    if format == Format.RUPIAH:
        return format_rupiah(nilai)
    if format in {Format.TAHUN, Format.TEKS}:
        return str(nilai)
    return format_number(nilai, decimals=2 if format == Format.NILAI else None)


def lay_out(
    kolom: Sequence[Kolom], baris: Sequence[Baris], putus: frozenset[int] = frozenset()
) -> list[BarisJadi]:
    """Return rows with every cell placed, spans computed and values written as text."""
    spans = {place: _spans(baris, k.gabung, putus) for place, k in enumerate(kolom) if k.gabung}
    return [
        BarisJadi(index, row.jenis, list(_cells(kolom, row, index, spans)))
        for index, row in enumerate(baris)
    ]


def _same_group(upper: Baris, lower: Baris, level: int) -> bool:
    """Whether two neighbours share a merged cell of this level."""
    keys = upper.kunci[:level]
    return bool(keys) and len(upper.kunci) >= level and keys == lower.kunci[:level]


def _spans(baris: Sequence[Baris], level: int, putus: frozenset[int]) -> list[int]:
    """For each row how many rows its cell covers; 0 where a cell above covers it."""
    spans = [1] * len(baris)
    first = 0
    for index in range(1, len(baris)):
        if index not in putus and _same_group(baris[index - 1], baris[index], level):
            spans[first] += 1
            spans[index] = 0
        else:
            first = index
    return spans


def _cells(
    kolom: Sequence[Kolom], row: Baris, index: int, spans: dict[int, list[int]]
) -> Iterator[SelJadi]:
    if row.jenis == Jenis.KELOMPOK and len(row.sel) == 1 and not isinstance(row.sel[0], Sel):
        yield _cell(kolom, row, Sel(row.sel[0], rentang=len(kolom), rata=Rata.KIRI), 0, 1)
        return
    place = 0
    for raw in row.sel:
        sel = raw if isinstance(raw, Sel) else Sel(raw)
        yield _cell(kolom, row, sel, place, spans[place][index] if place in spans else 1)
        place += sel.rentang
    for rest in range(place, len(kolom)):
        yield _cell(kolom, row, Sel(None), rest, spans[rest][index] if rest in spans else 1)


def _cell(kolom: Sequence[Kolom], row: Baris, sel: Sel, place: int, span: int) -> SelJadi:
    own = kolom[place]
    format = sel.format or own.format
    is_head = row.jenis == Jenis.KEPALA
    rata = sel.rata or (Rata.TENGAH if is_head else own.perataan)
    if sel.rata is None and isinstance(sel.nilai, str) and own.perataan == Rata.KANAN:
        rata = Rata.TENGAH if is_head or len(sel.nilai) < 3 else Rata.KIRI
    return SelJadi(
        kolom=place,
        nilai=sel.nilai,
        teks=write_value(sel.nilai, format),
        format=format,
        rata=rata,
        rentang_kolom=sel.rentang,
        rentang_baris=max(span, 1),
        tebal=sel.tebal or row.jenis in {Jenis.TEBAL, Jenis.JUMLAH, Jenis.KELOMPOK, Jenis.KEPALA},
        inden=sel.inden,
        is_covered=span == 0,
    )
