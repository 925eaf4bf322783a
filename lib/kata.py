"""Indonesian words: the same word spelt differently, stems, and how alike two statements are.

Stems come from PySastrawi (the dictionary of Nazief and Adriani's algorithm), likeness from rapidfuzz. Everything here
is remembered per word or text, since the same few thousand words come back in every tree. A statement is never judged
by its meaning: what follows from likeness is a guess, and is told as one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
TWICE = re.compile(r"([a-z])\1+")
# Words that say nothing of what a statement is about.
SAY_NOTHING = (
    "yang dan di ke dari untuk dengan pada dalam oleh serta atau para bagi terhadap antar antara secara atas sebagai "
    "agar sesuai melalui kepada tentang hingga akan telah sudah dapat adalah"
)
EMPTY = frozenset(SAY_NOTHING.split())
# The same word in two spellings: the second is the one that counts.
SPELLINGS = {
    "ijin": "izin",
    "karir": "karier",
    "ketentraman": "ketenteraman",
    "perijinan": "perizinan",
    "tentram": "tenteram",
}
KEPT = 20_000  # words and texts remembered

_stemmer = StemmerFactory().create_stemmer()


def normal(text: str) -> str:
    """Return a text as it is compared: small letters, one space, no space around "-", no letter typed twice."""
    plain = re.sub(r"\s*-\s*", "-", " ".join(text.casefold().split()))
    return TWICE.sub(r"\1", plain)


@lru_cache(KEPT)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without the marks around them."""
    return tuple(WORD.findall(text.casefold()))


@lru_cache(KEPT)
def stem(word: str) -> str:
    """Return the stem of a word in small letters: "meningkatnya" is "tingkat"."""
    return str(_stemmer.stem(SPELLINGS.get(word, word)))


@lru_cache(KEPT)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words that say something, in their order; of all words when none does."""
    every = words(text)
    return tuple(stem(word) for word in every if word not in EMPTY) or every


@lru_cache(KEPT)
def _key(text: str) -> str:
    return " ".join(sorted(set(stems(text))))


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, spaces and doubled letters."""
    return normal(one) == normal(other)


def alike(one: str, other: str) -> float:
    """Return how alike two texts are by the stems they share, from 0 to 1; their order does not matter."""
    return fuzz.ratio(_key(one), _key(other)) / 100
