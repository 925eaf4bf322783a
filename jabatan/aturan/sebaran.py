"""What the rules of carriers read beside the tree: positions, units, and who carries which node; three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from jabatan.models import Jabatan, KinerjaJabatan
from organisasi.models import Unit
from pohon.aturan import KonteksPohon

CACHE = "_sebaran"


class BarisJabatan(NamedTuple):
    """A position as these rules see it."""

    pk: int
    nama: str
    jenjang: str
    level_jf: str
    supervisi: bool
    induk: int | None
    unit: int | None


class BarisUnit(NamedTuple):
    """A unit as these rules see it."""

    pk: int
    nama: str
    jenis: str
    profil: str
    bidang_urusan: str
    induk: int | None


class BarisKinerja(NamedTuple):
    """A node in the hands of a position, with what is said of it."""

    simpul: int
    jabatan: int
    pernyataan: str
    jenis: str
    teknik: str
    pendekatan: str


class SebaranPohon:
    """The carriers of one tree with the whole structure around them."""

    def __init__(self, k: KonteksPohon) -> None:
        self.k = k
        self.instansi: int = k.head["instansi"]["id"]

    @cached_property
    def jabatan(self) -> Mapping[int, BarisJabatan]:
        """Every position of the instansi in the order of the structure."""
        rows = Jabatan.objects.filter(instansi=self.instansi).order_by("lft")
        return {row[0]: BarisJabatan(*row) for row in rows.values_list(*BarisJabatan._fields)}

    @cached_property
    def unit(self) -> Mapping[int, BarisUnit]:
        """Every unit of the instansi."""
        rows = Unit.objects.filter(instansi=self.instansi)
        return {row[0]: BarisUnit(*row) for row in rows.values_list(*BarisUnit._fields)}

    @cached_property
    def kinerja(self) -> Sequence[BarisKinerja]:
        """Who carries which node of the tree, in the order in which they were handed out."""
        rows = KinerjaJabatan.objects.filter(simpul__pohon=self.k.head["id"]).order_by("pk")
        return [BarisKinerja(*row) for row in rows.values_list(*BarisKinerja._fields)]

    @cached_property
    def diampu(self) -> Mapping[int, Sequence[int]]:
        """The positions that carry each node."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.kinerja:
            found[row.simpul].append(row.jabatan)
        return found

    def uses(self, pendekatan: str) -> bool:
        """Whether anything in the tree is carried by an approach."""
        return any(row.pendekatan == pendekatan for row in self.kinerja)

    @cached_property
    def simpul_of(self) -> Mapping[int, set[int]]:
        """The nodes of this tree each position carries."""
        found: dict[int, set[int]] = defaultdict(set)
        for simpul, daftar in self.diampu.items():
            for jabatan in daftar:
                found[jabatan].add(simpul)
        return found

    def carriers(self) -> Sequence[tuple[dict, BarisJabatan]]:  # type: ignore[type-arg]
        """Return (node, position) in tree order."""
        return self._carriers

    @cached_property
    def _carriers(self) -> Sequence[tuple[dict, BarisJabatan]]:  # type: ignore[type-arg]
        return [
            (node, self.jabatan[jabatan])
            for node in self.k.simpul
            for jabatan in self.diampu.get(node["id"], ())
        ]

    def above(self, jabatan: BarisJabatan) -> Iterator[BarisJabatan]:
        """Yield the superiors of a position, the nearest first."""
        upper = self.jabatan.get(jabatan.induk or 0)
        while upper is not None:
            yield upper
            upper = self.jabatan.get(upper.induk or 0)

    def units_up(self, unit: int | None) -> Iterator[BarisUnit]:
        """Yield a unit and those above it."""
        row = self.unit.get(unit or 0)
        while row is not None:
            yield row
            row = self.unit.get(row.induk or 0)

    def path(self, simpul: int) -> Iterator[int]:
        """Yield a node and those above it."""
        node = self.k.by_id.get(simpul)
        while node is not None:
            yield node["id"]
            node = self.k.induk(node)

    @property
    def own(self) -> Iterator[BarisJabatan]:
        """The positions of the tree's unit (or of the instansi) and whoever else carries something of it."""
        units = self.k.own_units
        for row in self.jabatan.values():
            if units is None or row.unit in units or row.pk in self.simpul_of:
                yield row

    def first_node(self, jabatan: int) -> int | None:
        """Return the first node in tree order a position carries."""
        carried = self.simpul_of.get(jabatan, set())
        return next((node["id"] for node in self.k.simpul if node["id"] in carried), None)


def sebaran_of(k: KonteksPohon) -> SebaranPohon:
    """Return what the rules of carriers read, prepared once for a context."""
    found: SebaranPohon | None = k.__dict__.get(CACHE)
    if found is None:
        found = k.__dict__[CACHE] = SebaranPohon(k)
    return found
