"""How wide a text is in the vendored letter, and how it breaks into lines: for what is laid out on the server.

Widths come from the very font files the PDF embeds, so that what is computed here is what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from lib.tabel import clean

FOLDER = "vendor/source-sans-3-5.3.0"
PARTS = ("latin", "latin-ext")
UNKNOWN = 0.62  # of the size, for a character neither file has
PIECE = re.compile(r"[^/\-]*[/\-]+|[^/\-]+")  # a line may end behind a slash or a hyphen


def font_files(weight: int) -> list[Path]:
    """Return the files that together hold the letter in a weight (400, 600 or 700)."""
    folder = Path(settings.STATICFILES_DIRS[0]) / FOLDER
    return [folder / f"source-sans-3-{part}-{weight}-normal.woff2" for part in PARTS]


@cache
def _advances(weight: int) -> dict[int, float]:
    """Return the width of each character as a share of the size; weight is 400, 600 or 700."""
    found: dict[int, float] = {}
    for path in font_files(weight):
        font = TTFont(path, lazy=True)
        per_em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        for code, glyph in font.getBestCmap().items():
            found.setdefault(code, metrics[glyph][0] / per_em)
    return found


@lru_cache(maxsize=4096)
def _share(text: str, weight: int) -> float:
    advances = _advances(weight)
    return sum(advances.get(ord(char), UNKNOWN) for char in text)


def width(text: str, size: float, weight: int = 400) -> float:
    """Return the width of a text, in the unit of `size`."""
    return size * _share(text, weight)


def lines(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """Break a text as `wrap` does; its own line breaks stay."""
    return [
        line for part in clean(text).split("\n") for line in wrap(part, room, size, weight) or [""]
    ]


def wrap(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """Break a text into lines no wider than `room`; long words break behind a slash or hyphen, or anywhere."""
    words = clean(text).split()
    whole = " ".join(words)
    if width(whole, size, weight) <= room:
        return [whole] if whole else []
    found: list[str] = []
    line = ""
    for word in words:
        gap = " " if line else ""
        for piece in _pieces(word, room, size, weight):
            if line and width(line + gap + piece, size, weight) > room:
                found.append(line)
                line = gap = ""
            line += gap + piece
            gap = ""
    return [*found, line]


def _pieces(word: str, room: float, size: float, weight: int) -> Iterator[str]:
    """Yield what no line may break: a word, or the parts of one wider than half the room."""
    if width(word, size, weight) <= room / 2:
        yield word
        return
    for piece in PIECE.findall(word):
        yield from _break_word(piece, room, size, weight)


def _break_word(word: str, room: float, size: float, weight: int) -> list[str]:
    parts = [""]
    for char in word:
        if parts[-1] and width(parts[-1] + char, size, weight) > room:
            parts.append("")
        parts[-1] += char
    return parts
