"""How the cells of the nomenclature are normalised: white space, mojibake, footnotes, codes.

Nothing here knows a layout. What cannot be read raises TakTerbaca with the sentence for its row.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache

from lib.teks import format_date, format_number
from lib.xlsx_masuk import Galat, Nilai, Rumus, Tanggal

MOJIBAKE = {
    **{"Â³": "³", "Â²": "²", "Â°": "°", "Â½": "½", "Â\u00a0": " "},
    **{"â€“": "–", "â€”": "—", "â€™": "’", "â€œ": "“", "â€\u009d": "”"},
}
UNSEEN = re.compile("[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff]")
# "RKA- SKPD" is one word; "PRA- DAN PASCABENCANA" are two.
SPLIT_WORD = re.compile(r"(?<=[A-Z])- (?!(?:DAN|ATAU)\b)(?=[A-Z]{2})")
STARS = re.compile(r"\s*(\*+\s*\)?)$")
ONLY_FOR = re.compile(r"\s*(\((?:[^()]|\([^()]*\))*\))$")
NOTHING = {"[null]", "null", "-", "–", "—"}
LONGEST_NOTE = 3000
LONGEST_CODE = 200
FORMULA_TEXT = re.compile(r'^="(.*)"$')  # how a text is forced in a .csv
CODE_AND_NAME = re.compile(
    r"^((?:[0-9X]+\s?\.\s?)*[0-9X]+)\s?\.?\s(?:[-–:]\s)?(.+)$", re.IGNORECASE
)
# A date in a .csv: 01/02/2026, 2026-02-01 00:00:00, 2-Jan, Feb-02.
DATE_TEXT = re.compile(
    r"^(?:\d{1,4}[-/](?:\d{1,2}|[a-z]{3,9})(?:[-/]\d{1,4})?|[a-z]{3,9}[-/]\d{1,4})(?: [\d:]+)?$",
    re.IGNORECASE,
)
SHORT = re.compile(r"^([1-9]|X)\.([1-9])$")
SHORT_KEGIATAN = re.compile(r"^([1-8])\.([1-9])$")


class TakTerbaca(Exception):
    """A cell that says nothing certain; the text is the sentence for the user."""


def clean_text(value: Nilai) -> str:
    """Return a cell as one line of text: NFC, single spaces, mended; what says "nothing" is empty.

    Raises TakTerbaca for a date, an error, or a formula without its value.
    """
    if value is None:
        return ""
    return _clean(value) if isinstance(value, str) else _number(value)


@lru_cache(maxsize=2048)
def _clean(value: str) -> str:
    """Return a text as `clean_text` does; parents and units are repeated many times."""
    text = UNSEEN.sub("", value)
    if "Â" in text or "â" in text:
        for wrong, right in MOJIBAKE.items():
            text = text.replace(wrong, right)
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if "- " in text:
        text = SPLIT_WORD.sub("-", text)
    return "" if text.casefold() in NOTHING else text


def _number(value: Nilai) -> str:
    """Return a number as its plain digits (1.02, not 1,02); raises TakTerbaca for other values."""
    if isinstance(value, Galat):
        raise TakTerbaca(f"sel berisi galat {value.teks[:20]}; ketik ulang isinya.")
    if isinstance(value, Rumus):
        raise TakTerbaca("hasil rumus di sel ini belum tersimpan; ketik isinya sebagai teks.")
    if isinstance(value, Tanggal):
        raise _dated(_day(value))
    if isinstance(value, bool):
        raise TakTerbaca("sel berisi BENAR/SALAH; ketik ulang sebagai teks.")
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _dated(day: str) -> TakTerbaca:
    return TakTerbaca(
        f"Excel mengubah isi sel ini menjadi tanggal ({day}); "
        "ubah kolom menjadi teks, lalu ketik ulang."
    )


def _day(value: Tanggal) -> str:
    return format_date(value) if isinstance(value, datetime.date) else str(value)


def split_note(text: str) -> tuple[str, str]:
    """Return a text without its trailing footnote stars and "(… hanya digunakan …)", and those."""
    notes: list[str] = []
    while len(text) <= LONGEST_NOTE:
        found = STARS.search(text) or _only_for(text)
        if found is None or not text[: found.start()].strip():
            break
        notes.insert(0, found[1].strip())
        text = text[: found.start()].rstrip()
    return text, " ".join(notes)


def _only_for(text: str) -> re.Match[str] | None:
    """Return the parenthesis at the end of a text if it says for whom the row is."""
    if "hanya digunakan" not in text.casefold():
        return None
    found = ONLY_FOR.search(text)
    return found if found and "hanya digunakan" in found[1].casefold() else None


def _code_text(value: Nilai) -> str:
    text = clean_text(value)
    if len(text) > LONGEST_CODE:
        raise TakTerbaca(
            f"kode terlalu panjang: {format_number(len(text))} karakter; periksa kolomnya."
        )
    if forced := FORMULA_TEXT.match(text):
        text = forced[1]
    if DATE_TEXT.match(text):
        raise _dated(text)
    return "".join(text.split()).lstrip("'`").strip(".").upper()


def read_code(value: Nilai) -> str:
    """Return a whole code ("2.15.02"); raises TakTerbaca for a date and for a lost zero (1.3)."""
    text = _code_text(value)
    if found := SHORT.match(text):
        raise _ambiguous(text, f"{found[1]}.0{found[2]}", f"{found[1]}.{found[2]}0")
    return text


def read_segment(value: Nilai, kunci: str, digit: int) -> str:
    """Return one segment of a code, an integer padded to its width (1 is 01, of a subkegiatan 0001)."""
    text = _code_text(value)
    if kunci == "kegiatan":
        if found := SHORT_KEGIATAN.match(text):
            raise _ambiguous(text, f"{found[1]}.0{found[2]}", f"{found[1]}.{found[2]}0")
        return text
    if kunci == "bidang" and text == "X":
        return "XX"
    width = {"urusan": 1, "bidang": 2, "program": 2, "subkegiatan": digit}[kunci]
    # Two digits typed as text are kept as printed; one or three of them have lost their zeros.
    if text.isascii() and text.isdigit() and (len(text) != 2 or not isinstance(value, str)):
        return text.zfill(width)
    return text


def _ambiguous(text: str, first: str, second: str) -> TakTerbaca:
    return TakTerbaca(f"'{text}' ambigu ({first} atau {second}); ubah kolom menjadi teks.")


def split_stars(value: Nilai) -> tuple[Nilai, str]:
    """Return a code cell without the footnote stars behind it, and those."""
    if (
        isinstance(value, str)
        and len(value) <= LONGEST_CODE
        and "*" in value
        and (found := STARS.search(value.rstrip()))
    ):
        rest = value[: found.start()]
        return (rest, found[1]) if rest.strip() else (value, "")
    return value, ""


def split_code(value: Nilai) -> tuple[str, str]:
    """Return code and name of a cell that holds both ("1.01 URUSAN …"); raises TakTerbaca."""
    text = clean_text(value)
    found = CODE_AND_NAME.match(text) if len(text) <= LONGEST_NOTE else None
    if found is None:
        raise TakTerbaca(f"“{text[:60]}” tidak berisi kode lalu nama, misalnya “1.01 Pendidikan”.")
    return read_code(found[1]), found[2]


def letters(text: str) -> str:
    """Return the letters and digits of a text, to compare names."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
