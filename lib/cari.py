"""Searching everything: the words looked for, the condition they make on rows, and one hit.

    pencarian = Pencarian.of("pelayanan 1.02")
    rows = pencarian.saring(Komponen.objects.visible_to(user), "nama", kode=("kode",))[: pencarian.batas]

Every word must occur, whatever its case and accents; a code counts from its beginning. Rooms list their hits in
`cari.py`, the roof puts them together (POKIN_CARI).

Two lookups do it, `memuat` (anywhere) and `diawali` (at the beginning). Rows of plain ASCII, nearly all, meet a LIKE
that the database runs over bytes; only others meet a pattern that lists the accents of each letter. So no index and no
extension is needed (measured in docs/ukuran.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db.models import CharField, Lookup, Q, QuerySet, TextField

from lib.daftar import LONGEST_SEARCH, MOST_WORDS

Rows = TypeVar("Rows", bound=QuerySet[Any])
FEWEST_LETTERS = 2
MOST_HITS = 50
VARIANTS = {
    "a": "áàâäãåā",
    "c": "çč",
    "e": "éèêëēě",
    "i": "íìîïī",
    "n": "ñń",
    "o": "óòôöõøō",
    "s": "šś",
    "u": "úùûüū",
    "y": "ýÿ",
    "z": "žź",
    "-": "–—",
    "'": "’‘",
    '"': "“”",
}
PLAIN = {ord(mark): plain for plain, marks in VARIANTS.items() for mark in marks}


def fold(text: str) -> str:
    """Return a text without capitals, accents and typographic marks, so that two can be compared."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(PLAIN))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@dataclass(frozen=True)
class Hasil:
    """One hit: what it is called, a line about it, where it leads; its simpul and pohon where it is one of a tree."""

    judul: str
    keterangan: str
    alamat: str
    pohon: int | None = None
    simpul: int | None = None


@dataclass(frozen=True)
class Pencarian:
    """The words looked for, the tree whose hits come first (0: none), and how many rows a room hands over."""

    kata: tuple[str, ...]
    pohon: int = 0
    batas: int = MOST_HITS + 1

    @classmethod
    def of(cls, text: str, *, pohon: int = 0) -> Pencarian:
        """Read what was typed; less than two letters look for nothing."""
        clean = fold(text.replace("\x00", "")[:LONGEST_SEARCH]).strip()
        words = clean.split() if len(clean) >= FEWEST_LETTERS else []
        return cls(tuple(dict.fromkeys(words))[:MOST_WORDS], pohon)

    def matches(self, *teks: str) -> bool:
        """Whether every word occurs in one of the texts."""
        folded = [fold(text) for text in teks]
        return all(any(word in text for text in folded) for word in self.kata)

    def saring(self, rows: Rows, *teks: str, kode: Sequence[str] = ()) -> Rows:
        """Keep the rows in which every word occurs in one of the fields `teks` or begins one of the fields `kode`."""
        for word in self.kata:
            anywhere = Q()
            for field in teks:
                anywhere |= Q(**{f"{field}__memuat": word})
            for field in kode:
                anywhere |= Q(**{f"{field}__diawali": word})
            rows = rows.filter(anywhere)
        return rows


class _Folded(Lookup):
    """Common to both lookups; the right side is a folded word."""

    prepare_rhs = False
    around: ClassVar[str]  # what LIKE puts before the word
    glob: ClassVar[str]
    regex: ClassVar[str]

    def _like(self) -> str:
        return self.around + re.sub(r"([\\%_])", r"\\\1", str(self.rhs)) + "%"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """For SQLite: LIKE folds ASCII by itself; GLOB knows sets of letters."""
        lhs, params = self.process_lhs(compiler, connection)
        pattern = self.glob + "".join(map(_glob, str(self.rhs))) + "*"
        sql = (
            f"({lhs} LIKE %s ESCAPE '\\' OR "
            f"(LENGTH({lhs}) <> LENGTH(CAST({lhs} AS BLOB)) AND {lhs} GLOB %s))"
        )
        return sql, (*params, self._like(), *params, *params, *params, pattern)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """For PostgreSQL: the collation C lowers and compares bytes, half the time of the database's own."""
        lhs, params = self.process_lhs(compiler, connection)
        pattern = self.regex + "".join(map(_regex, str(self.rhs)))
        sql = (
            f'(LOWER({lhs} COLLATE "C") LIKE %s OR '
            f"(OCTET_LENGTH({lhs}) <> CHAR_LENGTH({lhs}) AND {lhs} ~ %s))"
        )
        return sql, (*params, self._like(), *params, *params, *params, pattern)


@CharField.register_lookup
@TextField.register_lookup
class Memuat(_Folded):
    """`nama__memuat="kafe"`: holds the word, also as Kafé."""

    lookup_name = "memuat"
    around, glob, regex = "%", "*", ""


@CharField.register_lookup
@TextField.register_lookup
class Diawali(_Folded):
    """`kode__diawali="x.xx.01"`: begins with it."""

    lookup_name = "diawali"
    around, glob, regex = "", "", "^"


def _forms(letter: str) -> str:
    """Return a letter with its capital and its accents, the dash last so that a set does not read it as a range."""
    marks = VARIANTS.get(letter, "")
    return "".join(dict.fromkeys(marks + marks.upper() + letter.upper() + letter))


def _glob(letter: str) -> str:
    forms = _forms(letter)
    return letter if forms == letter and letter not in "*?[" else f"[{forms}]"


def _regex(letter: str) -> str:
    forms = _forms(letter)
    return re.escape(letter) if forms == letter else f"[{forms}]"
