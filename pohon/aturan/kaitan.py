"""Whether an indicator has anything to do with its statement, as far as their words tell (rule E-05).

They are unrelated when each speaks of a field of government the other does not touch, and they share no stem that says
something. "Meningkatnya derajat kesehatan" and "Angka Harapan Hidup" share no word, yet belong together; of a word
that stands in no field nobody can tell.
"""

from __future__ import annotations

from functools import lru_cache

from lib.kata import stem, stems, words
from pohon.aturan.bidang import FIELDS, GENERAL, PHRASES
from pohon.aturan.kata_indikator import COMPOSITE, COUNT, SHARE


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


@lru_cache(20_000)
def _said(text: str) -> frozenset[str]:
    """Return the stems of a text that say what it is about."""
    general, _ = _lists()
    plain = " ".join(text.casefold().split())
    for phrase, word in PHRASES.items():
        plain = plain.replace(phrase, word)
    return frozenset(one for one in stems(plain) if one not in general and len(one) > 1)


@lru_cache(20_000)
def _fields(text: str) -> frozenset[int]:
    """Return the fields a text speaks of."""
    general, fields = _lists()
    found = {one for word in words(text) if word not in general for one in (word, stem(word))}
    return frozenset().union(*(fields.get(one, ()) for one in (found | _said(text)) - general))


@lru_cache(20_000)
def unrelated(pernyataan: str, indikator: str) -> bool:
    """Whether statement and indicator speak of different fields and share no word; not where either says too little."""
    one, other = _said(pernyataan), _said(indikator)
    here, there = _fields(pernyataan), _fields(indikator)
    if not here or not there or here & there or one & other:
        return False
    if _initials(pernyataan) & {word for word in words(indikator) if len(word) > 2}:
        return False
    return not any(a[:5] == b[:5] for a in one if len(a) > 4 for b in other if len(b) > 4)


def _initials(text: str) -> set[str]:
    """Return the abbreviations a text may be known by: Indeks Kualitas Lingkungan Hidup is IKLH."""
    first = "".join(word[0] for word in words(text) if word[0].isalpha())
    return {first[i:j] for i in range(len(first)) for j in range(i + 3, min(len(first), i + 6) + 1)}
