"""How wide a text is in the vendored letter, and how it breaks into lines: for drawings laid out on the server.

Widths come from the very font files the PDF embeds, so that what is computed here is what is printed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from lib.tabel import clean

FOLDER = "vendor/source-sans-3-5.3.0"
UNKNOWN = 0.62  # of the size, for a character neither file has


@cache
def _advances(weight: int) -> dict[int, float]:
    """Return the width of each character as a share of the size; weight is 400, 600 or 700."""
    found: dict[int, float] = {}
    for part in ("latin", "latin-ext"):
        name = f"{FOLDER}/source-sans-3-{part}-{weight}-normal.woff2"
        font = TTFont(Path(settings.STATICFILES_DIRS[0]) / name, lazy=True)
        per_em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        for code, glyph in font.getBestCmap().items():
            found.setdefault(code, metrics[glyph][0] / per_em)
    return found


def width(text: str, size: float, weight: int = 400) -> float:
    """Return the width of a text, in the unit of `size`."""
    advances = _advances(weight)
    return size * sum(advances.get(ord(char), UNKNOWN) for char in text)


def wrap(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """Break a text into lines no wider than `room`; a word wider than that is broken inside."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, weight) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _break_word(word, room, size, weight)
        lines += full
    return [*lines, line] if line else lines


def _break_word(word: str, room: float, size: float, weight: int) -> list[str]:
    parts = [""]
    for char in word:
        if parts[-1] and width(parts[-1] + char, size, weight) > room:
            parts.append("")
        parts[-1] += char
    return parts
