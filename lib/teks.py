"""Numbers, dates and lists as Indonesian text, and Indonesian text as numbers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
NUMBER = re.compile(r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$")
PLAIN = re.compile(r"^[+-]?\d+(\.\d+)?$")


def small(text: object) -> str:
    """Write a label inside a sentence: small letters, while a short name such as KRO stays as it is."""
    return " ".join(word if word.isupper() else word.lower() for word in str(text).split())


def parse_number(text: object) -> Decimal:
    """Read a number as Indonesians write it (1.234,5) or as computers do (1234.5); raises ValueError otherwise.

    A single dot before exactly three digits is a thousands separator, as everywhere in Indonesian text: 1.234 is 1234.
    """
    if isinstance(text, bool) or text is None:
        raise ValueError("not a number")
    if isinstance(text, int | float | Decimal):
        number = Decimal(str(text))
        if not number.is_finite():
            raise ValueError("not a finite number")
        return number
    clean = str(text).strip().replace(" ", "").replace("\u00a0", "")
    if NUMBER.match(clean):
        clean = clean.replace(".", "").replace(",", ".")
    elif not PLAIN.match(clean):
        raise ValueError(f"{text!r} is not a number")
    try:
        return Decimal(clean)
    except InvalidOperation as error:  # pragma: no cover - the patterns leave nothing else
        raise ValueError(str(error)) from error


def format_number(value: Decimal | float | int | None, *, decimals: int | None = None) -> str:
    """Write a number with Indonesian separators; without `decimals` trailing zeros are dropped. None is empty."""
    if value is None:
        return ""
    number = Decimal(str(value))
    text = f"{number:,.{decimals}f}" if decimals is not None else f"{number:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        text = "0"
    return text.translate(str.maketrans(",.", ".,"))


def format_rupiah(value: Decimal | float | int | None) -> str:
    """Write an amount as Rp 1.234.567; cents only where there are any. None is empty."""
    if value is None:
        return ""
    return f"Rp {format_number(value)}"


def format_date(date: datetime.date | None) -> str:
    """Write a date as 20 November 2026; None is empty."""
    return f"{date.day} {BULAN[date.month - 1]} {date.year}" if date else ""


def join_words(words: Sequence[str]) -> str:
    """Join words as a sentence does: a, b, dan c."""
    if len(words) < 2:
        return "".join(words)
    if len(words) == 2:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
