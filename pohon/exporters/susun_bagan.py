"""Laying a tree out on paper: cards of fixed width, text broken by the server, branches on pages of their own.

Pure geometry, in pixels at scale 1 (96 to the inch). Children stand side by side; where none of them
has children in turn they are stacked, in as many columns as fit best. Every subtree has a strip of its
own, so cards cannot overlap. A tree that would have to shrink below `SMALLEST` is cut: the first page
shows the top, each cut branch gets its own pages, in the way that needs the fewest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import ceil, inf

from lib.huruf import wrap

CARD, PAD, HEAD = 214.0, 9.0, 23.0
TEXT, TEXT_LINE = 13.0, 16.5
NOTE, NOTE_LINE = 10.5, 13.5
MARK = 19.0
INDENT, GAP, DROP, STACK_GAP = 16.0, 16.0, 30.0, 12.0
SMALLEST = 0.6
ROWS = (inf, 12, 9, 7, 6, 5, 4, 3, 2, 1)


@dataclass(eq=False)
class Kartu:
    """A card: what it says, already broken into lines, and the cards below it."""

    id: int
    tingkat: str
    judul: str
    pernyataan: Sequence[str]
    indikator: Sequence[str] = ()
    crosscutting: Sequence[str] = ()
    anak: list[Kartu] = field(default_factory=list)

    @property
    def tinggi(self) -> float:
        """The height without a mark to another page."""
        notes = len(self.indikator) + len(self.crosscutting)
        return (
            HEAD + 10 + TEXT_LINE * len(self.pernyataan) + (NOTE_LINE * notes + 8 if notes else 0)
        )

    @property
    def dalam(self) -> int:
        """How many levels lie below."""
        return 1 + max(card.dalam for card in self.anak) if self.anak else 0


@dataclass(frozen=True)
class Tempat:
    """A card in its place; `is_cut` when its children stand on another page."""

    kartu: Kartu
    x: float
    y: float
    tinggi: float
    is_cut: bool


@dataclass
class Susunan:
    """A laid out part of the tree: cards, lines (an SVG path) and extent."""

    tempat: list[Tempat]
    garis: str
    lebar: float
    tinggi: float

    def scale(self, width: float, height: float) -> float:
        """How far it must shrink to fit; never enlarged."""
        return min(1.0, width / self.lebar, height / self.tinggi)


@dataclass
class Halaman:
    """A page: the branch it shows, whole or (`bagian` of `dari`) a part of its children."""

    akar: Kartu
    susunan: Susunan
    skala: float
    bagian: int = 1
    dari: int = 1


def break_text(pernyataan: str) -> list[str]:
    """Break a statement for a card."""
    return wrap(pernyataan, CARD - 2 * PAD, TEXT) or [""]


def break_note(text: str) -> list[str]:
    """Break a note (indicator, crosscutting) for a card."""
    return wrap(text, CARD - 2 * PAD, NOTE)


class _Layout:
    """One attempt: `limit` levels below the root, stacks of at most `rows` cards."""

    def __init__(self, akar: Kartu, limit: float, rows: float) -> None:
        self.limit, self.rows = limit, rows
        self.heights: dict[int, float] = {}
        self.placed: list[Tempat] = []
        self.lines: list[str] = []
        self._measure(akar, 0)
        self.tops = [0.0]
        for depth in range(max(self.heights) + 1):
            self.tops.append(self.tops[-1] + self.heights.get(depth, 0) + DROP)
        width, _ = self._place(akar, 0, 0.0)
        bottom = max(tempat.y + tempat.tinggi for tempat in self.placed)
        self.result = Susunan(self.placed, "".join(self.lines), width, bottom)

    def _children(self, card: Kartu, depth: int) -> list[Kartu]:
        return card.anak if depth < self.limit else []

    def _is_stack(self, card: Kartu, depth: int) -> bool:
        children = self._children(card, depth)
        return (
            self.rows > 1
            and len(children) > 1
            and not any(self._children(child, depth + 1) for child in children)
        )

    def _tall(self, card: Kartu, depth: int) -> float:
        cut = card.anak and not self._children(card, depth)
        return card.tinggi + (MARK if cut else 0)

    def _measure(self, card: Kartu, depth: int) -> None:
        """Note the tallest card of each depth, stacks left aside."""
        self.heights[depth] = max(self.heights.get(depth, 0), self._tall(card, depth))
        if not self._is_stack(card, depth):
            for child in self._children(card, depth):
                self._measure(child, depth + 1)

    def _put(self, card: Kartu, depth: int, x: float, y: float) -> Tempat:
        is_cut = bool(card.anak) and not self._children(card, depth)
        tempat = Tempat(card, x, y, self._tall(card, depth), is_cut)
        self.placed.append(tempat)
        return tempat

    def _place(self, card: Kartu, depth: int, left: float) -> tuple[float, float]:
        """Place a subtree in a strip that begins at `left`; return the strip's width and the card's centre."""
        children = self._children(card, depth)
        if not children:
            self._put(card, depth, left, self.tops[depth])
            return CARD, left + CARD / 2
        if self._is_stack(card, depth):
            return self._place_stack(card, depth, left)
        own = len(self.placed)
        width, centres = 0.0, []
        for child in children:
            inner, centre = self._place(child, depth + 1, left + width)
            centres.append(centre)
            width += inner + GAP
        middle = (centres[0] + centres[-1]) / 2
        tempat = self._put(card, depth, middle - CARD / 2, self.tops[depth])
        self.placed.insert(own, self.placed.pop())
        self._bus(tempat, middle, self.tops[depth + 1], centres)
        return width - GAP, middle

    def _bus(self, upper: Tempat, middle: float, top: float, centres: Sequence[float]) -> None:
        """Draw the line from a card down to the bar, and from the bar to each child."""
        bar = top - DROP / 2
        self.lines.append(f"M{middle:.1f} {upper.y + upper.tinggi:.1f}V{bar:.1f}")
        if len(centres) > 1:
            self.lines.append(f"M{centres[0]:.1f} {bar:.1f}H{centres[-1]:.1f}")
        self.lines += [f"M{centre:.1f} {bar:.1f}V{top:.1f}" for centre in centres]

    def _place_stack(self, card: Kartu, depth: int, left: float) -> tuple[float, float]:
        """Place a card over its children in columns; each column hangs on a rail at its left."""
        children = self._children(card, depth)
        columns = ceil(len(children) / min(self.rows, len(children)))
        per_column = ceil(len(children) / columns)
        columns = ceil(len(children) / per_column)
        width = columns * (INDENT + CARD) + (columns - 1) * GAP
        x = left if columns == 1 else left + (width - CARD) / 2
        upper = self._put(card, depth, x, self.tops[depth])
        top = self.tops[depth + 1]
        bar = top - DROP / 2
        rails = []
        for column in range(columns):
            start = left + column * (INDENT + CARD + GAP)
            part = children[column * per_column : (column + 1) * per_column]
            rails.append(start + INDENT / 2)
            self._column(part, depth + 1, start, top, upper if columns == 1 else None)
        if columns > 1:
            bottom = upper.y + upper.tinggi
            self.lines.append(f"M{x + CARD / 2:.1f} {bottom:.1f}V{bar:.1f}")
            self.lines.append(f"M{rails[0]:.1f} {bar:.1f}H{max(rails[-1], x + CARD / 2):.1f}")
        return width, x + CARD / 2

    def _column(
        self, cards: Sequence[Kartu], depth: int, left: float, top: float, upper: Tempat | None
    ) -> None:
        rail = left + INDENT / 2
        start = upper.y + upper.tinggi if upper else top - DROP / 2
        y = end = top
        for card in cards:
            tempat = self._put(card, depth, left + INDENT, y)
            end = y + HEAD / 2
            self.lines.append(f"M{rail:.1f} {end:.1f}H{left + INDENT:.1f}")
            y += tempat.tinggi + STACK_GAP
        self.lines.append(f"M{rail:.1f} {start:.1f}V{end:.1f}")


def lay_out(akar: Kartu, limit: float, width: float, height: float) -> tuple[Susunan, float]:
    """Return the arrangement of `limit` levels below a card that shrinks least, and its scale."""
    best: tuple[Susunan, float] | None = None
    for rows in ROWS:
        susunan = _Layout(akar, limit, rows).result
        scale = susunan.scale(width, height)
        if best is None or scale > best[1]:
            best = susunan, scale
        if scale == 1:
            break
    assert best is not None
    return best


class Pembagian:
    """Divides a tree over pages of a given inner size."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._best = cache(self._find_best)

    def pages(self, akar: Kartu) -> list[Halaman]:
        """Return the pages in tree order: the top first, then branch by branch."""
        limit, _ = self._best(akar)
        if limit == 0:
            result = self._parts(akar)
            limit = 1
        else:
            result = [Halaman(akar, *lay_out(akar, limit, self.width, self.height))]
        for card in _frontier(akar, limit):
            result += self.pages(card)
        return result

    def _find_best(self, akar: Kartu) -> tuple[int, int]:
        """Return how many levels the first page of a branch shows (0: its children need several), and the pages."""
        choices: list[tuple[int, int]] = []
        deepest = akar.dalam
        for limit in range(deepest, 0, -1):
            if not self._fits(akar, limit):
                continue
            if limit == deepest:
                return limit, 1
            pages = 1 + sum(self._best(card)[1] for card in _frontier(akar, limit))
            choices.append((limit, pages))
        if not choices:
            if not akar.anak:
                return 1, 1
            rest = sum(self._best(card)[1] for card in _frontier(akar, 1))
            return 0, len(self._parts(akar)) + rest
        return min(choices, key=lambda choice: (choice[1], -choice[0]))

    def _fits(self, akar: Kartu, limit: int) -> bool:
        room = self.width * self.height / SMALLEST**2
        if sum(card.tinggi * CARD for card in _down_to(akar, limit)) > room:
            return False
        return lay_out(akar, limit, self.width, self.height)[1] >= SMALLEST

    def _parts(self, akar: Kartu) -> list[Halaman]:
        """Return pages with a card and as many of its children at a time as are readable."""
        result: list[Halaman] = []
        rest = list(akar.anak)
        while rest:
            size = len(rest)
            while True:
                part = Kartu(**{**vars(akar), "anak": rest[:size]})
                susunan, scale = lay_out(part, 1, self.width, self.height)
                if scale >= SMALLEST or size == 1:
                    break
                size = max(1, size * 3 // 4)
            result.append(Halaman(akar, susunan, scale))
            rest = rest[size:]
        for number, page in enumerate(result, start=1):
            page.bagian, page.dari = number, len(result)
        return result


def _down_to(akar: Kartu, limit: int) -> Iterator[Kartu]:
    yield akar
    if limit > 0:
        for card in akar.anak:
            yield from _down_to(card, limit - 1)


def _frontier(akar: Kartu, limit: int) -> Iterator[Kartu]:
    """Yield the cards at the cut, `limit` levels below, that have children."""
    if limit == 0:
        if akar.anak:
            yield akar
        return
    for card in akar.anak:
        yield from _frontier(card, limit - 1)
