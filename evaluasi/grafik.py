"""Shapes of the charts of scores: plain numbers a template draws as SVG. It knows no database and no page.

Every chart says the same in words: a title, a description, a value beside each shape, and a table of the figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Angka = Decimal | float | int
# Classes of a heat map: from which value, what it is called.
PANAS = ((90, "p5"), (75, "p4"), (50, "p3"), (25, "p2"), (0, "p1"))


@dataclass(frozen=True)
class Titik:
    """A point of a drawing, with what it stands for."""

    x: float
    y: float
    label: str = ""
    nilai: Angka | None = None
    rata: str = "middle"


@dataclass(frozen=True)
class Radar:
    """A web with one axis per value: rings, axes with labels, and the outline of what is known."""

    lebar: int
    tinggi: int
    cincin: Sequence[str]
    sumbu: Sequence[Titik]
    pusat: Titik
    label: Sequence[Titik]
    garis: str
    titik: Sequence[Titik]


def _points(points: Sequence[Titik]) -> str:
    return " ".join(f"{point.x:g},{point.y:g}" for point in points)


def radar(nilai: Mapping[str, Angka | None]) -> Radar:
    """Return the web of values of 0 to 100, the first at the top, clockwise; what is None lies in the middle."""
    width, height, reach = 380, 300, 100
    cx, cy = width / 2, height / 2
    count = len(nilai)

    def at(place: int, value: float) -> tuple[float, float]:
        turn = 2 * math.pi * place / count - math.pi / 2
        far = reach * value / 100
        return round(cx + far * math.cos(turn), 2), round(cy + far * math.sin(turn), 2)

    labels = []
    for place, (label, value) in enumerate(nilai.items()):
        x, y = at(place, 116)
        side = "middle" if abs(x - cx) < 1 else ("start" if x > cx else "end")
        up = 16 if y < cy - reach else 0  # two lines stand above the top, not on it
        labels.append(Titik(x, round(y - up, 2), label, value, side))
    dots = [
        Titik(*at(place, float(value or 0)), label, value)
        for place, (label, value) in enumerate(nilai.items())
    ]
    rings = [
        _points([Titik(*at(place, step)) for place in range(count)]) for step in (25, 50, 75, 100)
    ]
    axes = [Titik(*at(place, 100)) for place in range(count)]
    return Radar(width, height, rings, axes, Titik(cx, cy), labels, _points(dots), dots)


@dataclass(frozen=True)
class Tren:
    """A line of values over versions, and the grid of 0 to 100 behind it."""

    lebar: int
    tinggi: int
    kisi: Sequence[Titik]
    garis: str
    titik: Sequence[Titik]
    kiri: int
    kanan: int


def tren(nilai: Sequence[tuple[str, Angka]]) -> Tren:
    """Return the line of labelled values of 0 to 100 from left to right."""
    width, height, left, right, top, bottom = 420, 190, 34, 404, 16, 156
    first, last = left + 20, right - 20  # the numbers of the ends stand clear of the scale
    step = (last - first) / max(len(nilai) - 1, 1)

    def level(value: Angka) -> float:
        return round(bottom - (bottom - top) * float(value) / 100, 2)

    alone = len(nilai) == 1
    dots = [
        Titik(
            round((left + right) / 2 if alone else first + step * place, 2),
            level(value),
            label,
            value,
        )
        for place, (label, value) in enumerate(nilai)
    ]
    grid = [Titik(left - 6, level(value), str(value)) for value in (0, 25, 50, 75, 100)]
    return Tren(width, height, grid, _points(dots), dots, left, right)


@dataclass(frozen=True)
class Ruas:
    """A part of a bar: where it begins, how long it is (of 100), how many it stands for."""

    kunci: str
    label: str
    x: float
    lebar: float
    jumlah: int


@dataclass(frozen=True)
class Batang:
    """A bar with its label, its parts and their sum."""

    label: str
    judul: str
    ruas: Sequence[Ruas]
    jumlah: int


def tumpuk(
    rows: Sequence[tuple[str, str, Sequence[int]]], jenis: Sequence[tuple[str, str]]
) -> list[Batang]:
    """Return stacked bars, all to the scale of the longest; `jenis` are the key and the name of each part."""
    longest = max((sum(counts) for _, _, counts in rows), default=0)
    bars = []
    for label, judul, counts in rows:
        parts, done = [], 0
        for (kunci, nama), count in zip(jenis, counts, strict=True):
            start = round(100 * done / longest, 2) if longest else 0
            width = round(100 * count / longest, 2) if longest else 0
            parts.append(Ruas(kunci, nama, start, width, count))
            done += count
        bars.append(Batang(label, judul, parts, sum(counts)))
    return bars


@dataclass(frozen=True)
class Bagian:
    """So many of so many, counted from stage `mulai` on."""

    label: str
    jumlah: int
    dari: int
    mulai: int = 1

    @property
    def persen(self) -> int | None:
        """Rounded down, so that 100 means all of them; None of nothing."""
        return self.jumlah * 100 // self.dari if self.dari else None


def panas(nilai: Angka | None) -> str:
    """Return the class of a cell of a heat map; "kosong" without a value."""
    if nilai is None:
        return "kosong"
    return next(kunci for least, kunci in PANAS if nilai >= least)
