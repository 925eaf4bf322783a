"""The project's letter for PDF drawn by reportlab, which reads TrueType only: made of the vendored files, in memory."""

from __future__ import annotations

import io
from functools import cache

from fontTools.merge import Merger, Options  # type: ignore[import-untyped]
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from lib.huruf import font_files

BIASA, TEBAL = "PokinCetak", "PokinCetakTebal"
WEIGHT = {BIASA: 400, TEBAL: 700}
# Ligatures, kerning and hints: reportlab uses none of them, and they merge badly.
UNUSED = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "prep"]
POSTSCRIPT_NAME = 6


@cache
def register() -> frozenset[str]:
    """Make BIASA and TEBAL known to reportlab and return the letters both can draw."""
    rl_config.useA85 = 0  # compressed pages need no second coding as text, which makes them larger
    fonts = [TTFont(name, _true_type(name)) for name in WEIGHT]
    for font in fonts:
        pdfmetrics.registerFont(font)
    codes = [set(font.face.charToGlyph) for font in fonts]
    return frozenset(map(chr, set.intersection(*codes)))


def _true_type(name: str) -> io.BytesIO:
    """Return Latin and extended Latin of a weight as one font of that name."""
    merger = Merger(Options(drop_tables=UNUSED))
    font = merger.merge([str(path) for path in font_files(WEIGHT[name])])
    for record in font["name"].names:
        if record.nameID == POSTSCRIPT_NAME:
            record.string = name
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    out.seek(0)
    return out
