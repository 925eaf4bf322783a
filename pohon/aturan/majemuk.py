"""Whether a statement joins two results: with "dan", "serta", "&", "/", or a second condition after a comma.

One thing with two names, lists of people, places and bodies, and what only tells more of one result (after "bagi",
"atas", "yang" and the like) join nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lib.kata import KEPT
from lib.kata_ejaan import SPELLINGS
from pohon.aturan import kata_keadaan as keadaan
from pohon.aturan.kalimat import begins_condition, is_deed, is_doing, is_passive, read
from pohon.aturan.kata_indikator import ADJECTIVES
from pohon.aturan.kata_masalah import BAD, GOOD
from pohon.aturan.kata_pasangan import AND_SO_ON, LISTED, PAIRS

TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[,/&;]")
JOINS = frozenset({"dan", "serta", "maupun", "sekaligus", "&", "/", ";"})
OPENING = (
    "antar antara atas bagi bersama dalam dari dengan di guna ke kepada lewat melalui oleh pada sebagai secara sesuai "
    "tentang terhadap untuk menuju berdasarkan berbasis"
)
OPENS = frozenset(OPENING.split())
HAPPENING = frozenset({"meningkat", "menurun", "berkurang", "bertambah", "membaik", "menguat"})
DENIALS = frozenset({"tidak", "bukan", "belum"})
SHORTEST = 4  # letters on both sides of a "/" that joins words
# A quality, a state or a work, as its form tells: "keterampilan", "pengawasan", "akuntabilitas", "verifikasi".
ABSTRACT = re.compile(r"(?:ke|pe[mnlr]?|per)[a-z]{3,}an$|[a-z]{3,}(?:itas|isme|isasi|kasi)$")
WORKS = frozenset({"analisis", "kajian", "mutu", "kualitas", "akses"})
# Who does something: "penyuluh", "pengembang".
PERSON = re.compile(r"pe(?:m|n|ng|ny)[a-z]{3,}(?<!an)$")
NO_PERSONS = frozenset({"penyakit", "pendek", "penuh", "penting", "pengaruh", "penjuru", "pentas"})
BACK = 3  # words before "dan" among which the kind of what is listed may stand
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
ONE_THING = re.compile("|".join(rf"(?<!\w){re.escape(pair)}(?!\w)" for pair in PAIRS))


@dataclass(frozen=True)
class Sambungan:
    """What joins: the word, and whether two results are certainly joined (a weak one only asks for a look).

    `benda`: only two things are listed ("truk dan kontainer"), which one output may well hold.
    """

    kata: str
    kuat: bool
    benda: bool = False


@lru_cache(32)
def _names(names: frozenset[str]) -> re.Pattern[str] | None:
    joining = [name for name in names if re.search(r"\s(?:dan|serta)\s|[&/,]", name)]
    longest = sorted(joining, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest))) if longest else None


@lru_cache(KEPT)
def joint(text: str, names: frozenset[str] = frozenset()) -> Sambungan | None:
    """Return what joins two results in a statement, the strongest and first; None when it is one.

    `names` are names in small letters in which such a word joins nothing (agencies).
    """
    plain = read(text).teks
    if own := _names(names):
        plain = own.sub("satu", plain)
    for wrong, right in SPELLINGS.items():
        plain = plain.replace(wrong, right)
    plain = ONE_THING.sub("satu", plain)
    found = _joints(TOKEN.findall(plain), LISTED | _acronyms(text))
    return max(found, key=lambda one: (one.kuat, not one.benda), default=None)


def _acronyms(text: str) -> frozenset[str]:
    """Return the abbreviations of a text (bodies, mostly), unless all of it is in capitals."""
    return (
        frozenset()
        if text.isupper()
        else frozenset(one.casefold() for one in ACRONYM.findall(text))
    )


def _joints(words: list[str], listed: frozenset[str]) -> list[Sambungan]:
    found: list[Sambungan] = []
    opened = ""
    for at, word in enumerate(words):
        if word == "yang" or word in OPENS:
            opened = opened or word
        if word == "yang" and opened in {"", "yang"}:
            opened = "yang"
        after = words[at + 1] if at + 1 < len(words) else ""
        if word == "," and at and begins_condition(after) and begins_condition(words[0]):
            found.append(Sambungan(",", True))
        if word not in JOINS or not at or not after or after in AND_SO_ON or after == "/":
            continue
        if word == "/" and min(len(words[at - 1]), len(after)) < SHORTEST:
            continue
        one = _judge(words, at, opened, listed)
        if one is not None:
            found.append(one)
            if begins_condition(after):
                opened = ""
    return found


def _judge(words: list[str], at: int, opened: str, listed: frozenset[str]) -> Sambungan | None:
    word, before, after = words[at], words[at - 1], words[at + 1]
    if begins_condition(after):
        return Sambungan(word, True)
    if after in HAPPENING and before not in HAPPENING and opened != "yang":
        return Sambungan(word, True)
    if opened == "yang":
        clause = after in DENIALS or bool(keadaan.PASSIVE.match(after))
        return Sambungan(word, False) if clause and after not in keadaan.NOT_VERBS else None
    if opened:
        return None
    left = [one for one in words[:at] if one != ","]
    said = bool(left) and (_said(left[-1]) or (left[-1] in keadaan.TIMELY and "tepat" in left[-2:]))
    if said and _said(after):
        return None
    near = {part for one in left[-BACK:] for part in (one, one.split("-")[0])}
    people = _is_person(left[-1]) and _is_person(after)
    if people or (near & listed and after in listed and (near | {after}) & LISTED):
        return None
    alone = said and "," not in words[max(at - BACK, 0) : at]
    benda = after in listed or not (alone or _is_abstract(after))
    if benda and any(map(is_doing, words[1:at])):
        return None  # what somebody does it to: "Warga menguasai budidaya sawit dan kakao"
    return Sambungan(word, True, benda)


def _is_person(word: str) -> bool:
    """Whether a word is who does something, or somebody known from the lists."""
    return word in LISTED or bool(PERSON.match(word) and word not in NO_PERSONS)


def _is_abstract(word: str) -> bool:
    """Whether a word names a quality, a result or a work, not a thing."""
    return word in GOOD | BAD | WORKS or is_deed(word) or bool(ABSTRACT.match(word))


def _said(word: str) -> bool:
    """Whether a word says how a thing is or what is done to it: two of these are said of one thing."""
    word = word.rsplit("-", 1)[-1]
    if word in keadaan.STATES or word in ADJECTIVES or is_passive(word):
        return True
    return bool(
        keadaan.TER_BER.match(word) and word not in keadaan.NOT_VERBS and not begins_condition(word)
    )
