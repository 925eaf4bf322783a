"""The names of the newest nomenclature, to find the one a statement copies.

A version has 13,000 names. They are read once per process and version and kept as one index of word stems; a check asks
the database only whether the version still is what was indexed. A name is found through its rarest stems: two texts
that share two thirds of their stems share one of those, so that the lists of "pelayanan" or "pengelolaan" with their
thousands of names are never walked.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil

from django.db.models import Count, Max, Sum
from django.db.models.functions import Length

from lib import kata
from perencanaan import susunan
from perencanaan.models import Nomenklatur
from perencanaan.usulan.kemiripan import stem

# What stands before the thing itself: "Terlaksananya", "Meningkatnya"; in a name "PROGRAM".
HEAD = re.compile(r"^(?:\w{4,}nya|program|kegiatan|sub ?kegiatan)\s+")
WORD = re.compile(r"[^\W_]+")
EMPTY = kata.EMPTY | {"program", "kegiatan", "kabupaten", "kota", "provinsi"}
LEAST = 0.7  # the lowest likeness anybody may ask for
SHARED = 0.65  # of the stems of two texts, before their letters are compared
FEW = 2  # stems of a statement that copies a name only if it says all of it, with its first word
SHORTEST = 3  # words of a name that is looked for inside a statement
KEPT_STATEMENTS = 20_000
KEPT_INDEXES = 4

Stamp = tuple[int, int, int]
Nama = tuple[str, str]  # code, name


def bare(text: str) -> str:
    """Return a text in small letters without the word that only says it came about."""
    return HEAD.sub("", " ".join(text.casefold().split()))


def _stems(text: str) -> list[str]:
    return sorted({stem(word) for word in WORD.findall(text) if word not in EMPTY})


def _prefix(size: int) -> int:
    """Return of how many of its rarest stems a text shares one with any text that shares enough of them all."""
    return size - ceil(SHARED / (2 - SHARED) * size) + 1


class IndeksNama:
    """The names of one version and tier, and what was found of statements asked for before."""

    def __init__(self, rows: Sequence[Nama], stamp: Stamp) -> None:
        self.stamp = stamp
        self.daftar = rows
        texts = [bare(nama) for _, nama in rows]
        count = Counter(one for text in texts for one in _stems(text))
        # A stem is known by its rank, the rarest first: rows of small numbers are light.
        self._rank = {one: number for number, (one, _) in enumerate(reversed(count.most_common()))}
        self._stems: list[array[int]] = []
        self._at: dict[int, array[int]] = defaultdict(lambda: array("H"))
        for place, text in enumerate(texts):
            ranks = array("H", sorted(self._rank[one] for one in _stems(text)))
            self._stems.append(ranks)
            for one in ranks[: _prefix(len(ranks))]:
                self._at[one].append(place)
        self._bare = [" ".join(WORD.findall(text)) for text in texts]
        self._by_start: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._bare):
            words = text.split()
            if len(words) >= SHORTEST:
                self._by_start[" ".join(words[:SHORTEST])].append(place)
        self._alike: dict[str, tuple[float, Nama] | None] = {}
        self._inside: dict[str, Nama | None] = {}

    def alike(self, text: str) -> tuple[float, Nama] | None:
        """Return the name most like a statement with its likeness; None below LEAST."""
        if text not in self._alike:
            _make_room(self._alike)
            self._alike[text] = self._search(bare(text), text.casefold())
        return self._alike[text]

    def _search(self, text: str, whole: str) -> tuple[float, Nama] | None:
        size = len(_stems(text))
        own = sorted(self._ranks(text))
        unknown = size - len(own)  # rarer than any
        near = own[: max(_prefix(size) - unknown, 0)]
        known = frozenset(own)
        every = self._ranks(whole) if size <= FEW else known
        best: tuple[float, Nama] | None = None
        places: set[int] = set()
        for one in near:
            places.update(self._at.get(one, ()))
        for place in sorted(places):
            other = self._stems[place]
            needed = SHARED * (size + len(other)) / 2
            if len(other) < needed or len(known.intersection(other)) < needed:
                continue
            if size <= FEW and not every.issuperset(other):
                continue
            score = kata.alike(text, self._bare[place])
            if score >= LEAST and (best is None or score > best[0]):
                best = score, self.daftar[place]
        return best

    def _ranks(self, text: str) -> frozenset[int]:
        return frozenset(self._rank[one] for one in _stems(text) if one in self._rank)

    def inside(self, text: str) -> Nama | None:
        """Return the longest name, of three words or more, that stands word by word in a statement."""
        if text not in self._inside:
            _make_room(self._inside)
            self._inside[text] = self._find(WORD.findall(text.casefold()))
        return self._inside[text]

    def _find(self, words: Sequence[str]) -> Nama | None:
        whole = f" {' '.join(words)} "
        hits = [
            place
            for number in range(len(words) - SHORTEST + 1)
            for place in self._by_start.get(" ".join(words[number : number + SHORTEST]), ())
            if f" {self._bare[place]} " in whole
        ]
        longest = max(hits, key=lambda place: len(self._bare[place]), default=None)
        return None if longest is None else self.daftar[longest]


def _make_room(kept: dict) -> None:  # type: ignore[type-arg]
    if len(kept) >= KEPT_STATEMENTS:
        kept.clear()


_indexes: dict[tuple[int, str], IndeksNama] = {}


def index_of(versi: int, tingkat: str) -> IndeksNama | None:
    """Return the index of a version and tier; None where it has no names. One query, and one more when it is built."""
    rows = Nomenklatur.objects.filter(
        versi=versi, tingkat=tingkat, jenjang__in=susunan.WITH_NOMENKLATUR
    ).order_by()
    state = rows.aggregate(banyak=Count("pk"), akhir=Max("pk"), huruf=Sum(Length("nama")))
    if not state["banyak"]:
        return None
    stamp = (state["banyak"], state["akhir"], state["huruf"])
    known = _indexes.get((versi, tingkat))
    if known is None or known.stamp != stamp:
        if len(_indexes) >= KEPT_INDEXES:
            _indexes.clear()
        known = IndeksNama(list(_names(rows)), stamp)
        _indexes[versi, tingkat] = known
    return known


def _names(rows) -> Iterator[Nama]:  # type: ignore[no-untyped-def]
    """Yield each name once, under its first code, in the order of the codes."""
    seen: set[str] = set()
    for kode, nama in rows.order_by("kode").values_list("kode", "nama"):
        key = nama.casefold()
        if key not in seen:
            seen.add(key)
            yield kode, nama
