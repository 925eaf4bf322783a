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


@lru_cache(KEPT)
def _meant(text: str) -> frozenset[str]:
    return frozenset(stems(text))


@lru_cache(KEPT)
def weight(one: str) -> float:
    """Return how much a stem says of what a statement is about, from 0 to 1."""
    if one in DIRECTIONS:
        return DIRECTION
    return FAINT if one in LITTLE else 1.0


def _size(of: Iterable[str]) -> float:
    return sum(weight(one) for one in of)


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


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    both = one & other
    mine, theirs = one - both, other - both
    for left in tuple(mine):  # slips of typing
        near = next((right for right in theirs if _slip(left, right)), None)
        if near is not None:
            mine, theirs, both = mine - {left}, theirs - {near}, both | {left}
    shared, here, there = _size(both), _size(mine), _size(theirs)
    if not shared:
        return 0.0
    dice = 2 * shared / (2 * shared + here + there)
    if all(map(_says_much, (mine, theirs))):
        return dice
    return (dice + shared / (shared + min(here, there))) / 2


def _says_much(of: frozenset[str]) -> bool:
    return any(weight(one) == 1 for one in of)


@lru_cache(KEPT)
def _slip(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= LONG_STEM
    return long and one.isalpha() and other.isalpha() and fuzz.ratio(one, other) >= NEARLY


@lru_cache(PAIRINGS)
def near_pairs(texts: tuple[str, ...], least: float) -> tuple[tuple[int, int, float], ...]:
    """Return the places of every two texts that are alike by at least `least`, with their likeness, in order.

    Only pairs that can be are compared: either they share one of the rarest stems of each, of which the rest says too
    little, or the one says nothing of its own and so its rarest stem stands in the other.
    """
    meant = [_meant(text) for text in texts]
    held: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(meant):
        for each in one:
            held[each].append(place)
    found = []
    for here, there in sorted(_candidates(meant, held, least / (2 - least))):
        likeness = _likeness(meant[here], meant[there])
        if likeness >= least:
            found.append((here, there, likeness))
    return tuple(sorted(found, key=lambda row: (row[1], row[0])))


def _candidates(
    meant: list[frozenset[str]], held: dict[str, list[int]], bound: float
) -> set[tuple[int, int]]:
    """Return the pairs of places worth comparing; `bound` is the part of the larger that both must say."""
    pairs: set[tuple[int, int]] = set()
    opening: dict[str, list[int]] = defaultdict(list)
    for there, one in enumerate(meant):
        rarest = sorted(one, key=lambda each: (len(held[each]), each))
        left = _size(one)
        needed = bound * left
        for each in rarest:
            if left < needed:
                break
            pairs.update((here, there) for here in opening[each])
            opening[each].append(there)
            left -= weight(each)
        own = next((each for each in rarest if weight(each) == 1), None)
        for here in held[own] if own else {here for each in one for here in held[each]}:
            if here != there:
                pairs.add((min(here, there), max(here, there)))
    return pairs
