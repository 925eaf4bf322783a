"""The shapes in which nodes became komponen (PermenPANRB 89/2021 B.IV, gambar 14 to 16).

Nodes and komponen that hang together by mappings are one shape. A calculation without a query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from perencanaan.models import Komponen, Pemetaan
from perencanaan.usulan.komponen import level_of
from pohon.models import Simpul

HEIGHT = 1000  # of the drawing of the lines, in whole numbers


class JenisBentuk(StrEnum):
    """The shapes; the last one joins several of the regulation's."""

    SATU_SATU = "satu_satu"
    VERTIKAL = "vertikal"
    HORIZONTAL = "horizontal"
    BANYAK_SATU = "banyak_satu"
    CAMPURAN = "campuran"


LABEL = {
    JenisBentuk.SATU_SATU: "1 simpul → 1 komponen",
    JenisBentuk.VERTIKAL: "1 simpul → beberapa komponen, vertikal",
    JenisBentuk.HORIZONTAL: "1 simpul → beberapa komponen, horizontal",
    JenisBentuk.BANYAK_SATU: "Beberapa simpul → 1 komponen",
    JenisBentuk.CAMPURAN: "Beberapa simpul → beberapa komponen",
}
SUMBER = {
    JenisBentuk.SATU_SATU: "Prinsip A, gambar 14",
    JenisBentuk.VERTIKAL: "Prinsip B, gambar 15",
    JenisBentuk.HORIZONTAL: "Prinsip B, gambar 15",
    JenisBentuk.BANYAK_SATU: "Prinsip C, gambar 16",
    JenisBentuk.CAMPURAN: "Gabungan prinsip B dan C",
}


@dataclass
class Bentuk:
    """One shape: its nodes in tree order, its komponen in the order of the document, and the mappings between them."""

    daftar_pemetaan: list[Pemetaan] = field(default_factory=list)

    @property
    def daftar_simpul(self) -> list[Simpul]:
        """The nodes, each once."""
        found = {row.simpul_id: row.simpul for row in self.daftar_pemetaan}
        return sorted(found.values(), key=lambda row: (row.tree_id, row.lft))

    @property
    def daftar_komponen(self) -> list[Komponen]:
        """The komponen, each once."""
        found = {row.komponen_id: row.komponen for row in self.daftar_pemetaan}
        return sorted(found.values(), key=lambda row: (row.tree_id, row.lft))

    @property
    def berjenjang(self) -> list[tuple[Komponen, int]]:
        """The komponen, each with how many of the others it lies under."""
        rows = self.daftar_komponen
        return [(row, sum(row.is_within(one) for one in rows if one.pk != row.pk)) for row in rows]

    @property
    def jenis(self) -> JenisBentuk:
        """Which shape it is."""
        simpul, komponen = self.daftar_simpul, self.daftar_komponen
        if len(komponen) == 1:
            return JenisBentuk.SATU_SATU if len(simpul) == 1 else JenisBentuk.BANYAK_SATU
        if len(simpul) > 1:
            return JenisBentuk.CAMPURAN
        inside = any(a.lft < b.lft and b.rght < a.rght for a in komponen for b in komponen)
        return JenisBentuk.VERTIKAL if inside else JenisBentuk.HORIZONTAL

    @property
    def label(self) -> str:
        """The shape in words."""
        return LABEL[self.jenis]

    @property
    def sumber(self) -> str:
        """Where the regulation draws it."""
        return SUMBER[self.jenis]

    @property
    def garis(self) -> list[tuple[int, int]]:
        """The heights at which each line begins and ends: boxes of one side share the height evenly."""
        left = _heights([row.pk for row in self.daftar_simpul])
        right = _heights([row.pk for row in self.daftar_komponen])
        return [(left[row.simpul_id], right[row.komponen_id]) for row in self.daftar_pemetaan]

    @property
    def tanpa_alasan(self) -> list[Pemetaan]:
        """The mappings that join nodes of different level or parent without a reason (G-03)."""
        together: dict[int, list[Pemetaan]] = defaultdict(list)
        for row in self.daftar_pemetaan:
            together[row.komponen_id].append(row)
        return [
            row
            for rows in together.values()
            if needs_reason(one.simpul for one in rows)
            for row in rows
            if not row.alasan
        ]

    @property
    def putus(self) -> list[Komponen]:
        """The komponen of a vertical shape that do not lie right under another of it (G-03: adjacent)."""
        if self.jenis != JenisBentuk.VERTIKAL:
            return []
        here = {row.pk for row in self.daftar_komponen}
        top = min(row.kedalaman for row in self.daftar_komponen)
        return [
            row for row in self.daftar_komponen if row.kedalaman > top and row.induk_id not in here
        ]


def needs_reason(daftar: Iterable[Simpul]) -> bool:
    """Whether nodes in one komponen are of different level or parent, so that a reason is asked for (G-03)."""
    return len({(level_of(simpul), simpul.induk_id) for simpul in daftar}) > 1


def shapes(daftar: Iterable[Pemetaan]) -> list[Bentuk]:
    """Return the shapes of these mappings, loaded with simpul and komponen, in the order of their first nodes."""
    rows = list(daftar)
    joined: dict[tuple[str, int], tuple[str, int]] = {}

    def root(key: tuple[str, int]) -> tuple[str, int]:
        while joined.setdefault(key, key) != key:
            joined[key] = joined[joined[key]]
            key = joined[key]
        return key

    for row in rows:
        joined[root(("komponen", row.komponen_id))] = root(("simpul", row.simpul_id))
    found: dict[tuple[str, int], Bentuk] = {}
    for row in rows:
        found.setdefault(root(("simpul", row.simpul_id)), Bentuk()).daftar_pemetaan.append(row)
    return list(found.values())


def _heights(keys: list[int]) -> dict[int, int]:
    def each() -> Iterator[tuple[int, int]]:
        for place, key in enumerate(keys):
            yield key, (2 * place + 1) * HEIGHT // (2 * len(keys))

    return dict(each())
