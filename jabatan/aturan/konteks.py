"""What the rules of cascading read beside the tree: positions above and below its carriers, and what they carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from jabatan.models import Jabatan, KinerjaJabatan, Layanan, Milestone, PeranHasil
from jabatan.teknik import pasangan
from jabatan.teknik.deteksi import Diampu, Pasangan
from jabatan.teknik.pasangan import Bacaan
from pohon.aturan import KonteksPohon

CACHE = "_teknik"


@dataclass(frozen=True)
class BarisJabatan:
    """A position as the rules see it."""

    pk: int
    nama: str
    induk: int | None
    jenjang: str
    level_jf: str
    unit: int | None


class KonteksTeknik:
    """The carriers of a tree with their superiors and subordinates; read once for all rules of this kind."""

    def __init__(self, k: KonteksPohon) -> None:
        self.pohon: int = k.head["id"]
        self.simpul = k.by_id
        self.daftar_tahun = k.tahun
        self.tahun = min(max(timezone.localdate().year, k.tahun[0]), k.tahun[-1])
        self.jabatan = self._positions()
        self.bacaan = self._read()

    def _positions(self) -> Mapping[int, BarisJabatan]:
        """Return the carriers, their heads, and whoever stands below one of these."""
        carried = KinerjaJabatan.objects.filter(simpul__pohon=self.pohon).order_by()
        near = Q(pk__in=carried.values("jabatan")) | Q(pk__in=carried.values("jabatan__induk"))
        below = Q(induk__in=carried.values("jabatan")) | Q(
            induk__in=carried.values("jabatan__induk")
        )
        rows = Jabatan.objects.filter(near | below).order_by("tree_id", "lft")
        return {
            row[0]: BarisJabatan(*row)
            for row in rows.values_list("pk", "nama", "induk", "jenjang", "level_jf", "unit")
        }

    def _read(self) -> Bacaan:
        heads = Jabatan.objects.filter(
            pk__in=KinerjaJabatan.objects.filter(simpul__pohon=self.pohon).values("jabatan__induk")
        )
        own = KinerjaJabatan.objects.filter(simpul__pohon=self.pohon).order_by().values("jabatan")
        concerned = Q(jabatan__in=own) | Q(jabatan__induk__in=own)
        above = Q(jabatan__in=heads.values("pk")) | Q(jabatan__induk__in=heads.values("pk"))
        period = Q(
            simpul__pohon__periode__tahun_awal__lte=self.daftar_tahun[-1],
            simpul__pohon__periode__tahun_akhir__gte=self.daftar_tahun[0],
        )
        return pasangan.read_beside((concerned | above) & period, self.pohon, self.simpul)

    # --- positions -----------------------------------------------------------------------------------------
    def nama(self, jabatan: int | None) -> str:
        """Return the name of a position."""
        row = self.jabatan.get(jabatan or 0)
        return row.nama if row else "atasan"

    def induk(self, jabatan: int) -> int | None:
        """Return the superior of a position."""
        row = self.jabatan.get(jabatan)
        return row.induk if row else None

    @cached_property
    def bawahan(self) -> Mapping[int, Sequence[BarisJabatan]]:
        """The subordinates of each position, in the order of the structure."""
        found: dict[int, list[BarisJabatan]] = defaultdict(list)
        for row in self.jabatan.values():
            if row.induk is not None:
                found[row.induk].append(row)
        return found

    @cached_property
    def own(self) -> frozenset[int]:
        """The kinerja that stand in this tree."""
        return frozenset(row.kinerja for row in self.bacaan.daftar if row.letak.pohon == self.pohon)

    @cached_property
    def daftar_atasan(self) -> Sequence[int]:
        """The superiors that carry something and have subordinates who do."""
        return [
            atasan
            for atasan, rows in self.bawahan.items()
            if self.bacaan.of(atasan) and any(self.bacaan.of(row.pk) for row in rows)
        ]

    # --- pairs ---------------------------------------------------------------------------------------------
    @cached_property
    def _pairs(self) -> Mapping[int, Sequence[Pasangan]]:
        return {
            atasan: [
                pair
                for row in self.bawahan[atasan]
                for pair in self.bacaan.pairs(atasan, row.pk, self.tahun)
            ]
            for atasan in self.daftar_atasan
        }

    def all_pairs(self, atasan: int) -> Sequence[Pasangan]:
        """Return the pairs of a superior with all its subordinates, of other trees too."""
        return self._pairs[atasan]

    def own_pairs(self) -> Iterator[tuple[int, Pasangan]]:
        """Yield (superior, pair) for the indicators of this tree that a subordinate carries."""
        for atasan, daftar in self._pairs.items():
            for pair in daftar:
                if pair.bawahan.kinerja in self.own:
                    yield atasan, pair

    def declared(self, pair: Pasangan, atasan: int) -> str:
        """Return the technique declared of a pair, else of the kinerja as a whole, else nothing."""
        row = self.bacaan.declared(pair.bawahan, atasan)
        return row.teknik if row else self.bacaan.by_kinerja[pair.bawahan.kinerja].teknik

    def own_place(self, keys: Iterable[int]) -> int | None:
        """Return the node of the first of these kinerja that stands in this tree."""
        return next((self.bacaan.by_kinerja[key].simpul for key in keys if key in self.own), None)

    # --- approaches ----------------------------------------------------------------------------------------
    def teams(self, pendekatan: str) -> Iterator[tuple[int, Diampu | None, list[Diampu]]]:
        """Yield (superior, its kinerja, the subordinates' kinerja under it) of those with an approach.

        Only teams with a member in this tree; the kinerja of the superior is None where none stands above.
        """
        for atasan, rows in self.bawahan.items():
            found: dict[int, tuple[Diampu | None, list[Diampu]]] = {}
            for member in (one for row in rows for one in self.bacaan.of(row.pk)):
                if member.pendekatan == pendekatan:
                    upper = self.bacaan.atasan(atasan).above(member.letak)
                    key = upper.kinerja if upper else 0
                    found.setdefault(key, (upper, []))[1].append(member)
            for upper, members in found.values():
                if any(one.kinerja in self.own for one in members):
                    yield atasan, upper, members

    @cached_property
    def layanan(self) -> Mapping[int, Layanan]:
        """The steps of the service approach, by kinerja of this tree."""
        rows = Layanan.objects.filter(kinerja__simpul__pohon=self.pohon)
        return {row.kinerja_id: row for row in rows}

    @cached_property
    def milestone(self) -> Mapping[int, Sequence[Milestone]]:
        """The milestones, by kinerja of this tree."""
        found: dict[int, list[Milestone]] = defaultdict(list)
        for row in Milestone.objects.filter(kinerja__simpul__pohon=self.pohon):
            found[row.kinerja_id].append(row)
        return found

    @cached_property
    def peran(self) -> Mapping[int, Sequence[PeranHasil]]:
        """The cells written in the matriks peran hasil of this tree's carriers, by position."""
        found: dict[int, list[PeranHasil]] = defaultdict(list)
        own = KinerjaJabatan.objects.filter(simpul__pohon=self.pohon).order_by().values("jabatan")
        rows = PeranHasil.objects.filter(
            kinerja__jabatan__in=own, kinerja__simpul__pohon__dihapus=None
        )
        for row in rows:
            found[row.jabatan_id].append(row)
        return found


def teknik_of(k: KonteksPohon) -> KonteksTeknik:
    """Return what the rules of cascading read, prepared once for a context."""
    found: KonteksTeknik | None = k.__dict__.get(CACHE)
    if found is None:
        found = k.__dict__[CACHE] = KonteksTeknik(k)
    return found
