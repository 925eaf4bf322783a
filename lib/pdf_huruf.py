"""The project's letter for PDF drawn without WeasyPrint: widths, glyphs, and the font with just what is used."""

from __future__ import annotations

import io
import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

HERE = Path(__file__).resolve().parent.parent / "static" / "vendor" / "source-sans-3-5.3.0"
FILES = {
    (False, False): "source-sans-3-latin-400-normal.woff2",
    (True, False): "source-sans-3-latin-700-normal.woff2",
    (False, True): "source-sans-3-latin-ext-400-normal.woff2",
    (True, True): "source-sans-3-latin-ext-700-normal.woff2",
}
PIECE = re.compile(r"[^/\-]*[/\-]+|[^/\-]+")  # a line may end behind a slash or a hyphen
UNITS = 1000  # of the letter, per size


class TidakTerbaca(Exception):
    """A text has a letter that the project's font does not draw."""


class _File:
    """One font file: which glyph draws a letter, how wide it is, and which were used."""

    def __init__(self, name: str) -> None:
        self.path = HERE / name
        with TTFont(self.path, lazy=True) as font:
            order, widths = font.getReverseGlyphMap(), font["hmtx"]
            self.glyph = {chr(code): order[glyph] for code, glyph in font.getBestCmap().items()}
            self.width = {chr(c): widths[g][0] for c, g in font.getBestCmap().items()}


@cache
def _file(name: str) -> _File:
    return _File(name)


class Huruf:
    """The letter in one weight. Texts beyond Latin take their letters from a second file of the same family."""

    def __init__(self, *, tebal: bool) -> None:
        self.tebal = tebal
        self.used: dict[bool, dict[str, int]] = {False: {}, True: {}}
        self._widths: dict[str, int] = {}

    @cached_property
    def _latin(self) -> _File:
        return _file(FILES[self.tebal, False])

    @cached_property
    def _wider(self) -> _File:
        return _file(FILES[self.tebal, True])

    def width(self, text: str) -> int:
        """Return how wide a text is in thousandths of the size; raises TidakTerbaca."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = sum(self._width_of(letter) for letter in text)
        return known

    def _width_of(self, letter: str) -> int:
        for file in (self._latin, self._wider):
            if letter in file.width:
                return int(file.width[letter])
        raise TidakTerbaca(letter)

    def lines(self, text: str, room: float) -> list[str]:
        """Return a text broken to a width in thousandths of the size; its own line breaks stay."""
        found: list[str] = []
        for part in text.split("\n"):
            found += self._wrap(part, room)
        return found

    def _wrap(self, text: str, room: float) -> list[str]:
        if self.width(text) <= room:
            return [text]
        found: list[str] = []
        line, used, space = "", 0, self.width(" ")
        for word in text.split():
            for gap, piece in self._pieces(word, room):
                need = self.width(piece) + (space if gap and line else 0)
                if line and used + need > room:
                    found.append(line)
                    line, used, need = "", 0, self.width(piece)
                line += (" " if gap and line else "") + piece
                used += need
        return [*found, line] if line or not found else found

    def _pieces(self, word: str, room: float) -> list[tuple[bool, str]]:
        """Return what a line may not break, with whether a space goes before it."""
        if self.width(word) <= room / 2:
            return [(True, word)]
        pieces: list[str] = []
        for piece in PIECE.findall(word):
            while self.width(piece) > room and len(piece) > 1:
                fit = max(1, _fitting(self, piece, room))
                pieces.append(piece[:fit])
                piece = piece[fit:]
            pieces.append(piece)
        return [(number == 0, piece) for number, piece in enumerate(pieces)]

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Return a text as (name of the font, glyphs in hexadecimal) and note what was used."""
        found: list[tuple[str, str]] = []
        for letter in text:
            is_wider = letter not in self._latin.glyph
            glyph = (self._wider if is_wider else self._latin).glyph[letter]
            self.used[is_wider][letter] = glyph
            name, code = self.name(wider=is_wider), f"{glyph:04X}"
            if found and found[-1][0] == name:
                found[-1] = (name, found[-1][1] + code)
            else:
                found.append((name, code))
        return found

    def name(self, *, wider: bool = False) -> str:
        """Return the name a page's resources know the font by."""
        return f"/P{int(self.tebal)}{int(wider)}"

    def embed(self, writer: PdfWriter) -> dict[str, Any]:
        """Put the used glyphs into a file and return the fonts by name."""
        fonts = {}
        for wider, letters in self.used.items():
            if letters:
                file = self._wider if wider else self._latin
                fonts[self.name(wider=wider)] = writer._add_object(_font(writer, file, letters))
        return fonts


def _fitting(huruf: Huruf, text: str, room: float) -> int:
    """Return how many letters of a text fit."""
    used = 0
    for number, letter in enumerate(text):
        used += huruf.width(letter)
        if used > room:
            return number
    return len(text)


# --- Embedding -------------------------------------------------------------------------------------
def _font(writer: PdfWriter, file: _File, letters: dict[str, int]) -> DictionaryObject:
    """Return a composite font whose codes are the glyphs' own numbers, with a map back to letters."""
    name = "/POKINC+PokinCetak" + ("Tebal" if "700" in file.path.name else "")
    data, metrics = _subset(file, letters)
    descriptor = _dict(
        Type="/FontDescriptor", FontName=name, Flags=4, ItalicAngle=0, StemV=80, **metrics
    )
    descriptor[NameObject("/FontFile2")] = writer._add_object(_stream(data))
    widths: list[Any] = []
    for letter, glyph in sorted(letters.items(), key=lambda pair: pair[1]):
        widths += [NumberObject(glyph), ArrayObject([NumberObject(file.width[letter])])]
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("Identity"),
            NameObject("/Supplement"): NumberObject(0),
        }
    )
    below = _dict(
        Type="/Font", Subtype="/CIDFontType2", BaseFont=name, DW=0, CIDToGIDMap="/Identity"
    )
    below[NameObject("/CIDSystemInfo")] = system
    below[NameObject("/W")] = ArrayObject(widths)
    below[NameObject("/FontDescriptor")] = writer._add_object(descriptor)
    font = _dict(Type="/Font", Subtype="/Type0", BaseFont=name, Encoding="/Identity-H")
    font[NameObject("/DescendantFonts")] = ArrayObject([writer._add_object(below)])
    font[NameObject("/ToUnicode")] = writer._add_object(_stream(_to_unicode(letters)))
    return font


def _subset(file: _File, letters: dict[str, int]) -> tuple[bytes, dict[str, Any]]:
    """Return the font with only some glyphs, numbered as before, and its measures."""
    font = TTFont(file.path)
    options = Options(retain_gids=True, hinting=False, layout_features=[], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    subsetter.subset(font)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    head, line = font["head"], font["hhea"]
    box = [head.xMin, head.yMin, head.xMax, head.yMax]
    return out.getvalue(), {
        "FontBBox": ArrayObject([NumberObject(value) for value in box]),
        "Ascent": line.ascent,
        "Descent": line.descent,
        "CapHeight": 660,
    }


def _to_unicode(letters: dict[str, int]) -> bytes:
    """Return the map from glyphs to letters, so that text can be searched and copied."""
    pairs = [f"<{g:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, g in letters.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _stream(data: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    return stream.flate_encode()


def _dict(**values: Any) -> DictionaryObject:
    """Return a dictionary of names (texts that begin with a slash), numbers and objects."""
    found = DictionaryObject()
    for key, value in values.items():
        if isinstance(value, str):
            value = NameObject(value)
        elif isinstance(value, float):
            value = FloatObject(value)
        elif isinstance(value, int):
            value = NumberObject(value)
        found[NameObject(f"/{key}")] = value
    return found
