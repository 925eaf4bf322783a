"""Indonesian words: the same word spelt differently, stems, and how alike two statements are.

Stems come from PySastrawi (the dictionary of Nazief and Adriani's algorithm), likeness from rapidfuzz and the stems two
statements share. Everything here is remembered per word or text, since the same few thousand words come back in every
tree. A statement is never judged by its meaning: what follows from likeness is a guess, and is told as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from lib.kata_ejaan import DIRECTIONS, JOINED, SAME_STEMS, SAY_LITTLE, SAY_NOTHING, SPELLINGS

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
TWICE = re.compile(r"([a-z])\1+")
ROMAN = re.compile(r"[ivxlcdm]+$")
SHORTEST_TYPO = 5  # letters of a word in which a letter typed twice is a slip
HYPHEN, SLASH = re.compile(r"\s*[-‐‑–]\s*"), re.compile(r"\s*/\s*")
EMPTY = frozenset(SAY_NOTHING.split())
LITTLE = frozenset(SAY_LITTLE.split())
KEPT = 20_000  # words and texts remembered
MOST_CANDIDATES = 300_000  # pairs of texts compared at the most: about a second
PAIRINGS = 32  # lists of texts whose pairs are remembered
DIRECTION, FAINT = 0.5, 0.25  # what a stem weighs that tells the direction, or hardly anything
NEARLY, LONG_STEM = 88, 6  # two stems so alike (percent) and so long are one with a slip

_stemmer = StemmerFactory().create_stemmer()
_dictionary = _stemmer.delegatedStemmer.dictionary


def _plain(text: str) -> str:
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("&", " dan ").split())
    return SLASH.sub("/", HYPHEN.sub("-", folded))


@lru_cache(KEPT)
def spelling(word: str) -> str:
    """Return a word in small letters as it should be spelt, where the slip is a known one or a letter typed twice."""
    for wrong, right in SPELLINGS.items():
        if wrong in word:
            word = word.replace(wrong, right)
    if len(word) >= SHORTEST_TYPO and not ROMAN.match(word):
        return TWICE.sub(r"\1", word)
    return word


@lru_cache(KEPT)
def normal(text: str) -> str:
    """Return a text as it is compared for being the same: its words as spelt, none of the marks between them.

    Case, spaces (also around "-"), letters typed twice and known misspellings make no difference.
    """
    return _joined(" ".join(spelling(word) for word in words(text)))


@lru_cache(KEPT)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without the marks around them."""
    return tuple(WORD.findall(_plain(text)))


@lru_cache(KEPT)
def stem(word: str) -> str:
    """Return the stem of a word in small letters: "meningkatnya" is "tingkat"."""
    for wrong, right in SPELLINGS.items():
        word = word.replace(wrong, right)
    found = str(_stemmer.stem(word))
    if not _dictionary.contains(found):
        for one in TWICE.finditer(word):
            once = str(_stemmer.stem(word[: one.start() + 1] + word[one.end() :]))
            if _dictionary.contains(once):
                found = once
    return SAME_STEMS.get(found, found)


@lru_cache(KEPT)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words that say something, in their order; of all words when none does."""
    every = _joined(" ".join(words(text))).split()
    return tuple(stem(word) for word in every if word not in EMPTY) or tuple(every)


def _joined(every: str) -> str:
    for apart, joined in JOINED.items():
        every = every.replace(apart, joined)
    return every


class _Weights(dict[str, float]):
    """How much each stem says of what a statement is about, from 0 to 1, remembered."""

    def __missing__(self, one: str) -> float:
        found = DIRECTION if one in DIRECTIONS else FAINT if one in LITTLE else 1.0
        self[one] = found
        return found


_weights = _Weights()


def weight(one: str) -> float:
    """Return how much a stem says of what a statement is about, from 0 to 1."""
    return _weights[one]


def _size(of: Iterable[str]) -> float:
    return sum(map(_weights.__getitem__, of))


class _Meant:
    """The stems of a text, how much they say together, and those that say much."""

    __slots__ = ("much", "size", "stems")

    def __init__(self, of: Iterable[str]) -> None:
        self.stems = frozenset(of)
        self.size = _size(self.stems)
        self.much = frozenset(one for one in self.stems if _weights[one] == 1)


@lru_cache(KEPT)
def _meant(text: str) -> _Meant:
    return _Meant(stems(text))


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, spaces, marks, doubled letters and known misspellings."""
    return normal(one) == normal(other)


@lru_cache(KEPT)
def alike(one: str, other: str) -> float:
    """Return how alike two texts are by the stems they share, from 0 to 1; their order does not matter.

    Words that say little weigh little. Where one text says nothing of its own beside the other (it only leaves
    something out), they are more alike than two of which each names another thing.
    """
    return _likeness(_meant(one), _meant(other))


def _likeness(one: _Meant, other: _Meant, least: float = 0.0) -> float:
    """Return how alike two texts are; 0 where that cannot reach `least`, whatever slips of typing they hold."""
    both = one.stems & other.stems
    shared, total = _size(both), one.size + other.size
    mine, theirs = one.much - both, other.much - both
    if mine and theirs:
        slips = min(len(mine), len(theirs))
        if 2 * (shared + slips) < least * total:
            return 0.0
        for left in sorted(mine):
            near = next((right for right in sorted(theirs) if _slip(left, right)), None)
            if near is not None:
                mine, theirs, shared = mine - {left}, theirs - {near}, shared + 1
    if not shared:
        return 0.0
    dice = 2 * shared / total
    return dice if mine and theirs else (dice + shared / min(one.size, other.size)) / 2


@lru_cache(KEPT)
def _slip(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= LONG_STEM
    return long and one.isalpha() and other.isalpha() and fuzz.ratio(one, other) >= NEARLY


@lru_cache(PAIRINGS)
def near_pairs(texts: tuple[str, ...], least: float) -> tuple[tuple[int, int, float], ...]:
    """Return the places of every two texts that are alike by at least `least`, with their likeness, in order.

    Only pairs that can be are compared: either they share one of the rarest stems of each, of which the rest says too
    little, or the one says nothing of its own and so its rarest stem stands in the other. Of thousands of texts made of
    the same few words the later ones are compared no more (MOST_CANDIDATES).
    """
    meant = [_meant(text) for text in texts]
    held: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(meant):
        for each in one.stems:
            held[each].append(place)
    found = []
    for here, there in _candidates(meant, held, least / (2 - least)):
        likeness = _likeness(meant[here], meant[there], least)
        if likeness >= least:
            found.append((here, there, likeness))
    return tuple(sorted(found, key=lambda row: (row[1], row[0])))


def _candidates(
    meant: list[_Meant], held: dict[str, list[int]], bound: float
) -> set[tuple[int, int]]:
    """Return the pairs of places worth comparing; `bound` is the part of the larger that both must say."""
    by_rarity = sorted(held, key=lambda each: (len(held[each]), each))
    rank = {each: place for place, each in enumerate(by_rarity)}
    pairs: set[tuple[int, int]] = set()
    opening: dict[str, list[int]] = defaultdict(list)
    for there, one in enumerate(meant):
        if len(pairs) >= MOST_CANDIDATES:
            break
        rarest = sorted(one.stems, key=rank.__getitem__)
        left, needed = one.size, bound * one.size
        for each in rarest:
            if left < needed:
                break
            pairs.update((here, there) for here in opening[each])
            opening[each].append(there)
            left -= _weights[each]
        own = next((each for each in rarest if each in one.much), None)
        for here in held[own] if own else {here for each in rarest for here in held[each]}:
            if here != there:
                pairs.add((here, there) if here < there else (there, here))
    return pairs
