"""A statement read as a sentence: whether it is a condition, an activity, a problem, or two results joined.

Judged by its words alone (see the word lists beside): a guess, which a person may overrule. Text in quotation marks
is a name and is left out. Everything is remembered per statement.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lib.kata import KEPT, spelling, stem
from pohon.aturan import kata_keadaan as keadaan
from pohon.aturan import kata_kegiatan as kegiatan
from pohon.aturan import kata_masalah as masalah

QUOTED = re.compile(r"[\"“”«][^\"“”«»]*[\"“”»]|\([^)]*\)")
NUMBERING = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z])[.)]\s+|[-•*–]\s+)+")
COMPOUND = re.compile(r"\b(?:" + "|".join(keadaan.COMPOUNDS) + r")\b")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# Words that mean something here, by how they look with no letter typed twice.
KNOWN = {
    spelling(word): word
    for word in (
        *kegiatan.ACTIVITIES,
        *kegiatan.NOT_DOING,
        *kegiatan.FINISHED,
        *keadaan.STATES,
        *keadaan.NOT_VERBS,
        *masalah.WRONG_FIRST,
        *masalah.MUCH_FIRST,
        *masalah.LESS_FIRST,
        *masalah.BAD,
        *masalah.GOOD,
    )
}


@dataclass(frozen=True)
class Kalimat:
    """A statement in small letters without what stands in quotation marks or brackets, and its words."""

    teks: str
    kata: tuple[str, ...]

    @property
    def awal(self) -> str:
        """The first word; empty when there is none."""
        return self.kata[0] if self.kata else ""

    def _state(self, place: int) -> bool:
        word = self.kata[place]
        return word in keadaan.STATES

    def _verb(self, place: int) -> bool:
        word = self.kata[place]
        if word in keadaan.NOT_VERBS or is_deed(word):
            return False
        if is_passive(word) or keadaan.TER_BER.match(word):
            return True
        after_yang = place > 0 and self.kata[place - 1] == "yang"
        return bool(place and not after_yang and is_doing(word))

    @cached_property
    def is_condition(self) -> bool:
        """Whether it tells how things are: "Meningkatnya …", "… berkurang", "… yang andal", "Semakin …"."""
        if begins_condition(self.awal) or self.awal in keadaan.GROWING:
            return True
        if any(_is_good_news(list(self.kata), at) for at in range(len(self.kata))):
            return True
        if any(word in keadaan.GROWING for word in self.kata) or self._compares():
            return True
        if len(self.kata) > 1 and self.kata[-1] in keadaan.PREDICATES:
            return True
        return any(self._state(at) or self._verb(at) for at in range(len(self.kata)))

    def _compares(self) -> bool:
        """Whether it says that something is more so: "lebih singkat"."""
        return any(
            word == "lebih" and after not in {"dari", "daripada"}
            for word, after in itertools.pairwise(self.kata)
        )

    @cached_property
    def is_activity(self) -> bool:
        """Whether it names what is done instead of the condition it leads to."""
        first = self.awal
        if not first or begins_condition(first) or first in keadaan.STATES:
            return False
        if is_deed(first):
            return not (self._goes_well(first) or self._goes_badly())
        return is_doing(first)

    def _goes_well(self, head: str) -> bool:
        """Whether something is said of the deed itself, so that it is a condition after all."""
        return any(self._said_of(head, at) for at in range(1, len(self.kata)))

    def _goes_badly(self) -> bool:
        """Whether it is said that the deed goes badly, which makes it a problem: "Koordinasi lemah"."""
        last = len(self.kata) - 1
        return any(
            (word in masalah.GOES_BADLY and at == last)
            or (word in masalah.NOT_YET and self.kata[at - 1] != "yang")
            for at, word in enumerate(self.kata)
            if at
        )

    def _said_of(self, head: str, at: int) -> bool:
        word, before = self.kata[at], self.kata[at - 1]
        if self._put_to_use(head, at) or (word == "sesuai" and head in kegiatan.BY_ANYBODY):
            return True
        if word not in keadaan.STATES or before == "secara":
            return False
        if word in keadaan.HAPPENS:
            return before != "yang" or head not in kegiatan.PUSHES | kegiatan.ONCE
        if head in kegiatan.PUSHES:
            return False
        closing = at + 1 == len(self.kata) or self.kata[at + 1] in keadaan.PREPOSITIONS
        if at == 1 and (closing or head not in kegiatan.ONCE):
            return True
        told = before in keadaan.DEGREES
        if word == "tepat" and self.kata[at + 1 : at + 2] and self.kata[at + 1] in keadaan.TIMELY:
            return True
        if word in keadaan.OF_DEEDS:
            return told or (closing and word in keadaan.BARE)
        if head in kegiatan.ONCE:
            return False
        return told or (closing and word in keadaan.BARE)

    def _put_to_use(self, head: str, at: int) -> bool:
        """Whether it is told what becomes of the deed: "Audit berbasis risiko diterapkan"."""
        word, before = self.kata[at], self.kata[at - 1]
        if (
            before in keadaan.OPENS_CLAUSE
            or word in kegiatan.CARRIED_OUT
            or head in kegiatan.PUSHES
        ):
            return False
        return is_passive(word) and "oleh" not in self.kata[:at]

    @cached_property
    def is_finished_activity(self) -> bool:
        """Whether it tells that an activity is done: "Terlaksananya …"."""
        return self.awal in kegiatan.FINISHED

    @cached_property
    def _told(self) -> tuple[str, ...]:
        """The words up to what is averted: "Kebakaran dipadamkan sebelum meluas"."""
        return tuple(itertools.takewhile(lambda word: word not in masalah.AVERTED, self.kata))

    @cached_property
    def problem(self) -> str:
        """The word by which it is still a problem; empty when it is none."""
        first = self.awal
        if wrong := self._wrong_way():
            return wrong
        if begins_condition(first) and first not in masalah.WRONG_FIRST:
            return ""
        plain = " ".join(self._told)
        for name in masalah.NAMES:
            plain = plain.replace(name, "hal")
        left = plain.split()
        if not left or self.is_activity or self._relieved(left):
            return ""
        if left[0] in masalah.WRONG_FIRST or left[0].startswith("ketidak"):
            return "" if left[0] == "tidak" and _is_good_news(left, 0) else left[0]
        for at, word in enumerate(left):
            denied = (at > 0 and _is_good_news(left, at - 1)) or (
                word == "tidak" and left[0] in masalah.BAD
            )
            if at > 1 and word not in masalah.DENIALS and is_deed(left[at - 2]):
                continue  # "Pelaporan jalan rusak": said of what the deed is done to
            if word in masalah.WRONG and not denied and not _is_good_news(left, at):
                return word
        return ""

    def _relieved(self, left: list[str]) -> bool:
        """Whether something is told to be done about it: "Jalan rusak tertangani"."""
        if left[0] in masalah.WRONG_FIRST and begins_condition(left[0]):
            return False
        heads = left[1:] if left[0] in masalah.WRONG_FIRST else left
        return any(
            word in masalah.RELIEVED or (word not in masalah.WRONG and stem(word) in masalah.RELIEF)
            for word in heads
            if keadaan.TER_BER.match(word)
            or is_passive(word)
            or keadaan.ACTIVE.match(word)
            or word in keadaan.HAPPENS
        )

    def _wrong_way(self) -> str:
        """More of what is bad, or less of what is good: the first word of such a statement."""
        first = self.awal
        heads = [word for word in self.kata[1:] if word not in masalah.BEFORE_NOUN][:1]
        if not heads:
            return ""
        noun = heads[0]
        if first in masalah.MUCH_FIRST and noun in masalah.BAD:
            return f"{first} {noun}"
        if first in masalah.LESS_FIRST and noun in masalah.GOOD:
            return f"{first} {noun}"
        if self._relieved(list(self.kata)):
            return ""
        if self.kata[0] in masalah.BAD and masalah.MUCH & set(self._told):
            return next(word for word in self._told if word in masalah.MUCH)
        if self.kata[0] in masalah.GOOD and {"menurun", "berkurang", "memburuk"} & set(self.kata):
            return next(w for w in self.kata if w in {"menurun", "berkurang", "memburuk"})
        return ""

    @property
    def direction(self) -> int:
        """1 where something is to grow, -1 where it is to shrink, 0 where neither is said."""
        words = set(self.kata)
        first = self.awal
        if first in masalah.LESS_FIRST or words & {"menurun", "berkurang", "turun"}:
            return -1
        grows = first in {"meningkatnya", "bertambahnya", "naiknya", "semakin", "makin"}
        return 1 if grows or words & {"meningkat", "bertambah", "naik"} else 0


def _is_good_news(words: list[str], at: int) -> bool:
    """Whether what is denied is bad: "Tidak ada pungutan liar", "tidak rusak"."""
    if words[at] != "tidak" or at + 1 == len(words):
        return False
    denied = words[at + 1]
    return denied in masalah.NOT_BAD | masalah.BAD or not masalah.HARMFUL.isdisjoint(
        words[at + 2 :]
    )


@lru_cache(KEPT)
def begins_condition(word: str) -> bool:
    """Whether a word as the first makes a condition: "meningkatnya", "optimalnya"."""
    return bool(keadaan.CONDITION.match(word)) and word not in keadaan.NOT_CONDITION


@lru_cache(KEPT)
def is_deed(word: str) -> bool:
    """Whether a word names what is done: "penyusunan", "rapat"."""
    return word in kegiatan.ACTIVITIES or (
        word not in kegiatan.NO_DEEDS and bool(kegiatan.DEED.match(word))
    )


@lru_cache(KEPT)
def is_passive(word: str) -> bool:
    """Whether a word tells what is done to a thing: "ditindaklanjuti", "ditolong"."""
    if not word.startswith("di") or word in keadaan.NOT_VERBS:
        return False
    return bool(keadaan.PASSIVE.match(word)) or stem(word) == word[2:]


@lru_cache(KEPT)
def is_doing(word: str) -> bool:
    """Whether a word is a verb of doing: "menyusun", "meningkatkan"."""
    if word in kegiatan.NOT_DOING or word in keadaan.NOT_VERBS or begins_condition(word):
        return False
    return bool(keadaan.ACTIVE.match(word))


@lru_cache(KEPT)
def read(text: str) -> Kalimat:
    """Return a statement read as a sentence."""
    plain = NUMBERING.sub("", QUOTED.sub(" ", text.casefold()))
    plain = re.sub(r"\s*-\s*(?=\w)", "-", " ".join(plain.split()))
    plain = COMPOUND.sub(lambda one: one.group().replace(" ", "-"), plain)
    found = WORD.findall(plain)
    return Kalimat(plain, tuple(KNOWN.get(spelling(word), word) for word in found))
