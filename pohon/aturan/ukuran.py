"""What belongs to an indicator and not to a statement: names of measures, numbers, years; and placeholders."""

from __future__ import annotations

import re
from functools import lru_cache

from lib.kata import KEPT
from pohon.aturan.kalimat import QUOTED, WORD
from pohon.aturan.kata_ukuran import (
    AGE,
    AGED,
    CLOSING,
    COUNTED,
    DEADLINE,
    DIGITS,
    IN_ONE,
    INDUSTRY,
    LAW,
    MEASURES,
    NO_MEASURE_AFTER,
    NUMBERED,
    PLACEHOLDERS,
    SLASHED_LAW,
    SPAN,
    TARGETS,
    TO_BE_FILLED,
)

YEAR = re.compile(r"(?:19|20)\d\d\b")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(KEPT)
def measure_in(text: str) -> str:
    """Return the name of a measure in a statement as it stands there; empty when there is none."""
    plain = QUOTED.sub(" ", _plain(text))
    found = WORD.findall(plain)
    for at, word in enumerate(found):
        if word not in MEASURES:
            continue
        after = found[at + 1] if at + 1 < len(found) else ""
        if after in NO_MEASURE_AFTER.get(word, ()):
            continue
        return str(word)
    return "%" if "%" in plain else ""


@lru_cache(KEPT)
def number_in(text: str) -> str:
    """Return a number, year or target in a statement; empty when all its numbers are parts of names."""
    plain = IN_ONE.sub(" ", SLASHED_LAW.sub(" ", LAW.sub(" ", _plain(text))))
    if span := SPAN.search(plain):
        return span.group()
    for found in DIGITS.finditer(plain):
        if not _is_name(plain, found):
            return found.group().strip(" .,")
    told = TARGETS.search(plain)
    return told.group() if told else ""


def _is_name(plain: str, found: re.Match[str]) -> bool:
    number = found.group().rstrip(".,")
    before, after = plain[: found.start()], plain[found.end() :]
    if number.endswith(("%", "persen")):
        return False
    if (
        INDUSTRY.search(number)
        or NUMBERED.search(before)
        or (AGED.search(before) and AGE.match(after))
    ):
        return True
    if YEAR.match(number):
        return False
    return bool(COUNTED.match(after)) and not DEADLINE.search(before)


@lru_cache(KEPT)
def placeholder_in(text: str) -> str:
    """Return the placeholder a text still holds ("dll", "xxx", "-"); empty when there is none."""
    plain = _plain(text)
    if not plain:
        return ""
    if plain in PLACEHOLDERS or TO_BE_FILLED.match(plain):
        return text.strip()
    found = CLOSING.search(plain)
    return found.group() if found else ""
