"""What differs between two versions of the nomenclature: a calculation without a query.

Names are compared by their letters and digits only, and a subkegiatan's number as four digits: between
two printings of one decree the raw text differs in capitals, stops, spaces and stray footnote stars.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from perencanaan.kodefikasi import GRAMMAR, comparable, parent_of

SIMILAR = 0.6  # below it the name at a code means something else
JENJANG = tuple(GRAMMAR)  # from urusan down, so that parents are matched before what lies in them


class Jenis(StrEnum):
    """How a row of the nomenclature differs."""

    DITAMBAH = "ditambah"
    DIHAPUS = "dihapus"
    GANTI_NAMA = "ganti_nama"
    MAKNA = "makna"
    PINDAH = "pindah"


LABEL = {
    Jenis.DITAMBAH: "Ditambah",
    Jenis.DIHAPUS: "Dihapus",
    Jenis.GANTI_NAMA: "Berganti nama",
    Jenis.MAKNA: "Berubah makna",
    Jenis.PINDAH: "Pindah",
}


class Butir(NamedTuple):
    """A row as far as it is compared."""

    jenjang: str
    kode: str
    nama: str


@dataclass(frozen=True)
class Beda:
    """One difference; `lama` is None for what was added, `baru` for what was removed."""

    jenis: Jenis
    lama: Butir | None
    baru: Butir | None
    catatan: str = ""

    @property
    def butir(self) -> Butir:
        """The row as it is now, or as it last was."""
        row = self.baru or self.lama
        assert row is not None  # noqa: S101
        return row

    @property
    def label(self) -> str:
        """The kind in words."""
        return LABEL[self.jenis]

    @property
    def teks(self) -> str:
        """Both codes and names, to search in."""
        return " ".join(f"{row.kode} {row.nama}" for row in (self.lama, self.baru) if row)


Rows = Mapping[str, Butir]  # by comparable code


def letters(text: str) -> str:
    """Return the letters and digits of a text in small letters; M³ and m3 are the same."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def is_similar(one: str, other: str) -> bool:
    """Whether two names mean the same thing: 60 % of their letters stand in both, in the same order."""
    return _is_close(letters(one), letters(other))


def _is_close(a: str, b: str) -> bool:
    both = len(a) + len(b)
    return not both or 2 * _common(a, b) >= SIMILAR * both


def _common(a: str, b: str) -> int:
    """Return the length of the longest common subsequence.

    Rows of the usual table are the bits of one integer: thousands of names take a fraction of a second.
    """
    places: dict[str, int] = defaultdict(int)
    for index, char in enumerate(a):
        places[char] |= 1 << index
    whole = (1 << len(a)) - 1
    missing = whole
    for char in b:
        met = missing & places.get(char, 0)
        missing = ((missing + met) | (missing - met)) & whole
    return len(a) - missing.bit_count()


def compare(lama: Iterable[Butir], baru: Iterable[Butir]) -> list[Beda]:
    """Return the differences of two versions of one tier, in the order of their codes.

    A code whose name changed is renamed while the names are similar, else its meaning changed. The
    meaning also changed where the old name stands in the same branch under another code, however
    similar the new one; that row is then listed as moved too. Names are used more than once, so a
    move is told only when its branch moved along, its parent has the same name, or there is but one
    such row on each side.
    """
    old = {comparable(row.kode): row for row in lama}
    new = {comparable(row.kode): row for row in baru}
    places: dict[str, str] = {"": ""}  # old code -> new code, of what was matched so far
    found: list[Beda] = []
    for jenjang in JENJANG:
        found += _Level(jenjang, old, new, places).differences()
    return sorted(found, key=lambda row: comparable(row.butir.kode))


class _Level:
    """The rows of one level on both sides, and what became of each."""

    def __init__(self, jenjang: str, old: Rows, new: Rows, places: dict[str, str]) -> None:
        self.all_old, self.all_new, self.places = old, new, places
        self.old = {key: row for key, row in old.items() if row.jenjang == jenjang}
        self.new = {key: row for key, row in new.items() if row.jenjang == jenjang}
        self.name_old = {key: letters(row.nama) for key, row in self.old.items()}
        self.name_new = {key: letters(row.nama) for key, row in self.new.items()}
        both = self.old.keys() & self.new.keys()
        self.changed = sorted(key for key in both if self.name_old[key] != self.name_new[key])
        self.similar = {
            key for key in self.changed if _is_close(self.name_old[key], self.name_new[key])
        }
        self.gone = sorted(self.old.keys() - both)
        self.added = sorted(self.new.keys() - both)
        self.moves = self._moves()
        places.update({key: key for key in both})
        places.update(self.moves)

    def differences(self) -> Iterable[Beda]:
        """Yield what was removed, added, changed and moved."""
        arrived = set(self.moves.values())
        for key in self.gone:
            if key not in self.moves:
                yield Beda(Jenis.DIHAPUS, self.old[key], None)
        for key in self.added:
            if key not in arrived:
                yield Beda(Jenis.DITAMBAH, None, self.new[key])
        for key in self.changed:
            yield self._change(key, arrived)
        for key, place in self.moves.items():
            yield Beda(Jenis.PINDAH, self.old[key], self.new[place])

    def _change(self, key: str, arrived: set[str]) -> Beda:
        moved = key in self.moves
        renamed = key in self.similar and not moved and key not in arrived
        note = f"Nama lama kini berkode {self.new[self.moves[key]].kode}." if moved else ""
        kind = Jenis.GANTI_NAMA if renamed else Jenis.MAKNA
        return Beda(kind, self.old[key], self.new[key], note)

    def _moves(self) -> dict[str, str]:
        """Return old code -> new code of the rows whose name now stands under another code."""
        left = _by_name(self.name_old, [*self.gone, *self.changed])
        right = _by_name(self.name_new, [*self.added, *self.changed])
        moves: dict[str, str] = {}
        for name in left.keys() & right.keys():
            moves |= self._pair(left[name], right[name])
        return dict(sorted(moves.items()))

    def _pair(self, left: list[str], right: list[str]) -> dict[str, str]:
        """Match rows of one name: those of the same branch, of a parent with the same name, the only two."""
        pairs: dict[str, str] = {}
        for same in (self._same_branch, self._same_parent):
            for key in [key for key in left if key not in pairs]:
                free = (place for place in right if place not in pairs.values())
                place = next((place for place in free if same(key, place)), None)
                if place is not None:
                    pairs[key] = place
        rest = [key for key in left if key not in pairs]
        free_rest = [place for place in right if place not in pairs.values()]
        if len(rest) == len(free_rest) == 1 and self._may_leave(rest[0], free_rest[0]):
            pairs[rest[0]] = free_rest[0]
        return pairs

    def _same_branch(self, key: str, place: str) -> bool:
        return self.places.get(_parent(key)) == _parent(place)

    def _same_parent(self, key: str, place: str) -> bool:
        upper, other = self.all_old.get(_parent(key)), self.all_new.get(_parent(place))
        if upper is None or other is None or not self._may_leave(key, place):
            return False
        return letters(upper.nama) == letters(other.nama)

    def _may_leave(self, key: str, place: str) -> bool:
        """Whether a row may have gone to another branch: a code with a similar name has not."""
        return key not in self.similar and place not in self.similar


def _parent(key: str) -> str:
    return parent_of(key) or ""


def _by_name(names: Mapping[str, str], keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        found[names[key]].append(key)
    return found
