"""How alike two statements of results are: by their word stems, rare ones counting more.

"Meningkatnya kualitas pelayanan publik" and "Kualitas pelayanan publik yang meningkat" say the same. Stems are those of
lib.kata: enough to propose, never enough to decide. Texts are found through an index of stems, so that a thousand nodes
against a thousand komponen take a fraction of a second.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from lib import kata
from lib.kata import stem

__all__ = ["ALMOST", "PERCENT", "Indeks", "letters", "stem", "stems"]

T = TypeVar("T")
# Words that say nothing of what is meant, among them the usual beginnings of a statement of results.
SAY_NOTHING = (
    "program kegiatan subkegiatan sub terlaksananya terwujudnya tersedianya terselenggaranya "
    "penyelenggaraan pelaksanaan kabupaten kota provinsi daerah"
)
EMPTY = kata.EMPTY | frozenset(SAY_NOTHING.split())
PERCENT, ALMOST = 100, 99


def letters(text: str) -> str:
    """Return the words of a text in small letters: what is alike by them is the same."""
    return " ".join(kata.words(text))


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words that mean something; of all words when none does."""
    every = kata.words(text)
    return frozenset(stem(word) for word in every if word not in EMPTY) or frozenset(every)


class Indeks(Generic[T]):
    """Texts to be found by likeness. Several texts may lead to one thing: its best counts."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        self._things: list[T] = []
        self._texts: list[str] = []
        self._at: dict[str, list[int]] = defaultdict(list)
        found = []
        for text, thing in pairs:
            found.append(stems(text))
            for one in found[-1]:
                self._at[one].append(len(self._things))
            self._things.append(thing)
            self._texts.append(letters(text))
        total = len(self._things) + 1
        self._weight = {one: 1 + math.log(total / len(at)) for one, at in self._at.items()}
        self._rare = 1 + math.log(total)
        self._sizes = [self._size(words) for words in found]

    def best(self, text: str, most: int, least: float) -> list[tuple[int, T]]:
        """Return the most alike things, each with its percentage, none below `least` (0 to 1).

        Only the same words in the same order are 100 percent.
        """
        wanted = stems(text)
        shared: dict[int, float] = defaultdict(float)
        for one in wanted & self._at.keys():
            for place in self._at[one]:
                shared[place] += self._weight[one]
        size = self._size(wanted)
        scores: dict[int, tuple[float, int]] = {}
        for place, weight in shared.items():
            score = 2 * weight / (size + self._sizes[place])
            key = id(self._things[place])
            if score >= least and score > scores.get(key, (0.0, 0))[0]:
                scores[key] = (score, place)
        ordered = sorted(scores.values(), key=lambda pair: (-pair[0], pair[1]))
        plain = letters(text)
        return [
            (
                PERCENT if self._texts[place] == plain else min(round(score * PERCENT), ALMOST),
                self._things[place],
            )
            for score, place in ordered[:most]
        ]

    def _size(self, words: Iterable[str]) -> float:
        return sum(self._weight.get(one, self._rare) for one in words)
