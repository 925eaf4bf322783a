"""Whether an indicator has anything to do with its statement, as far as their words tell (rule E-05).

They are unrelated when each speaks of a field of government the other does not touch, and they share no stem that says
something. "Meningkatnya derajat kesehatan" and "Angka Harapan Hidup" share no word, yet belong together; of a word
that stands in no field nobody can tell. A field is held against somebody only where a word of it stands there itself,
and not one of several meanings; to acquit, its stem is enough.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lib.kata import EMPTY, stem, stems, words
from pohon.aturan.bidang import FIELDS, GENERAL, MANY_MEANINGS, PHRASES
from pohon.aturan.kata_indikator import COMPOSITE, COUNT, SHARE

# Whose measure it is says nothing of what is measured.
OFFICE = re.compile(r"\b(?:dinas|badan) (?!yang\b)\w+(?:,? (?:dan )?\w+)?$", re.IGNORECASE)
PREFIXES = re.compile(r"\b(?:anti|pasca|pra|non)-?(?=[a-z]{5,})")
ACTS = re.compile(r"(?:me|ber|di|pe)[a-z]{4,}(?<!an)$")


@lru_cache(1)
def _lists() -> tuple[frozenset[str], dict[str, frozenset[int]]]:
    """Return the stems that relate nothing, and the fields of each stem."""
    plain = GENERAL | SHARE | COUNT | COMPOSITE
    general = plain | {stem(word) for word in plain}
    fields: dict[str, set[int]] = {}
    for number, daftar in enumerate(FIELDS):
        for word in daftar:
            for one in {word, stem(word), *word.split("-")}:
                fields.setdefault(one, set()).add(number)
    return general, {word: frozenset(numbers) for word, numbers in fields.items()}


@lru_cache(1)
def _telling() -> frozenset[str]:
    """Return the words that leave no doubt of their field."""
    return frozenset().union(*FIELDS) - MANY_MEANINGS - GENERAL - EMPTY


@lru_cache(20_000)
def _plain(text: str) -> str:
    plain = PREFIXES.sub("", " ".join(text.casefold().split()))
    for phrase, word in PHRASES.items():
        plain = plain.replace(phrase, word)
    return plain


@lru_cache(20_000)
def _said(text: str) -> frozenset[str]:
    """Return the stems of a text that say what it is about; "melapor" does, though "laporan" says nothing."""
    general, _ = _lists()
    said = {one for one in stems(_plain(text)) if one not in general and len(one) > 1}
    return frozenset(
        said | {stem(word) for word in words(_plain(text)) if word not in GENERAL and _acts(word)}
    )


def _acts(word: str) -> bool:
    """Whether a word is a verb or who does it: its stem says more than the noun of the same stem."""
    return bool(ACTS.match(word))


@lru_cache(20_000)
def _fields(text: str) -> frozenset[int]:
    """Return the fields a text may speak of."""
    general, fields = _lists()
    plain = [word for word in words(_plain(text)) if word not in EMPTY]
    found = {one for word in plain if word not in general for one in (word, stem(word))}
    return frozenset().union(*(fields.get(one, ()) for one in (found | _said(text)) - general))


@lru_cache(20_000)
def unrelated(pernyataan: str, indikator: str) -> bool:
    """Whether statement and indicator speak of different fields and share no word; not where either says too little."""
    indikator = OFFICE.sub("", indikator)
    here, there = words(_plain(pernyataan)), words(_plain(indikator))
    if _telling().isdisjoint(here) or _telling().isdisjoint(there):
        return False
    one, other = _said(pernyataan), _said(indikator)
    if one & other or _fields(pernyataan) & _fields(indikator):
        return False
    if _initials(pernyataan) & {word for word in there if len(word) > 2}:
        return False
    return not any(a[:5] == b[:5] for a in one if len(a) > 4 for b in other if len(b) > 4)


def _initials(text: str) -> set[str]:
    """Return the abbreviations a text may be known by: Indeks Kualitas Lingkungan Hidup is IKLH."""
    first = "".join(word[0] for word in words(text) if word[0].isalpha())
    return {first[i:j] for i in range(len(first)) for j in range(i + 3, min(len(first), i + 6) + 1)}
