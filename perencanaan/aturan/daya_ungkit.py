"""Rule G-05: what a plan pays for levers an outcome."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from lib.aturan import Severity, rule
from perencanaan import susunan
from perencanaan.aturan.konteks import LABEL, LAMPIRAN, KonteksRencana, Temuan, rencana_of
from perencanaan.models import Komponen, Pemetaan
from pohon.aturan import KonteksPohon
from pohon.models import Pohon

SUPPORT = "01"  # X.XX.01, the supporting program of every perangkat daerah
SUPPORT_KL = re.compile(r"\bdukungan manajemen\b|\bpenunjang urusan\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TanpaSimpul:
    """A komponen that no node of any tree stands behind."""

    pk: int
    dokumen: int
    induk: int | None
    jenis: str
    kode: str
    nama: str
    lft: int
    rght: int
    asal: int | None

    @property
    def size(self) -> int:
        """How many komponen it is with those below it."""
        return (self.rght - self.lft + 1) // 2


@rule(
    "G-05",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab I",
    judul="Program dan kegiatan menopang outcome",
    isi=(),
)
def komponen_lever_an_outcome(k: KonteksPohon) -> Temuan:
    """Every program, kegiatan and subkegiatan of the unit's plan has a node of some tree.

    Told of the tree, once per branch without any node. The supporting program X.XX.01 (for a K/L: Dukungan Manajemen)
    stands outside the trees by custom and is left out. A Renja repeats its Renstra and is told only of what it added.
    Of a unit's several trees in stage 5 the first tells, so that nobody answers for the same komponen twice.
    """
    r = rencana_of(k)
    rows = [row for row in _without_nodes(r) if not _is_support(r, row)]
    if not rows or _another_tells(r):
        return
    known = {row.pk: row for row in rows}
    empty = _counts(rows)
    for row in rows:
        upper = known.get(row.induk or 0)
        if row.asal in known or (upper and empty[upper.pk] == upper.size):
            continue
        if row.jenis == susunan.KRO and empty[row.pk] < row.size:
            continue  # held up by its RO
        below = empty[row.pk] - 1 if empty[row.pk] == row.size else 0
        rest = f" beserta {below} komponen di bawahnya" if below else ""
        yield (
            None,
            f"{LABEL[row.jenis]} “{f'{row.kode} {row.nama}'.strip()}”{rest} tidak menopang outcome mana pun (tanpa "
            "daya ungkit).",
            "Tuangkan simpul yang ditopangnya, atau pertimbangkan apakah masih perlu direncanakan.",
        )


def _without_nodes(r: KonteksRencana) -> list[TanpaSimpul]:
    """Return the komponen with pagu of the unit's plans that no living tree has a node for; one query."""
    held = Pemetaan.objects.living().filter(komponen=OuterRef("pk"))
    rows = Komponen.objects.filter(
        ~Exists(held),
        dokumen__in=[row.pk for row in r.milik_unit],
        jenis__in=susunan.WITH_PAGU,
    )
    names = ("pk", "dokumen_id", "induk_id", "jenis", "kode", "nama", "lft", "rght", "asal_id")
    place = {row.pk: number for number, row in enumerate(r.milik_unit)}
    found = [TanpaSimpul(*values) for values in rows.order_by("lft").values_list(*names)]
    return sorted(found, key=lambda row: place[row.dokumen])


def _is_support(r: KonteksRencana, row: TanpaSimpul) -> bool:
    if not r.is_pemda:
        return bool(SUPPORT_KL.search(row.nama))
    return row.kode.split(".")[2:3] == [SUPPORT] or bool(SUPPORT_KL.search(row.nama))


def _counts(rows: Sequence[TanpaSimpul]) -> dict[int, int]:
    """Return how many of these komponen lie in the branch of each, itself included."""
    places: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        places[row.dokumen].append(row.lft)
    for found in places.values():
        found.sort()
    return {
        row.pk: bisect_left(places[row.dokumen], row.rght)
        - bisect_left(places[row.dokumen], row.lft)
        for row in rows
    }


def _another_tells(r: KonteksRencana) -> bool:
    """Whether an earlier tree of the same unit and period is in stage 5 too; one query."""
    head = r.k.head
    earlier = Pohon.objects.filter(
        instansi=r.instansi,
        unit=head["unit"]["id"] if head["unit"] else None,
        periode=head["periode"]["id"],
        tahap__gte=Pohon.Tahap.PENUANGAN,
        dihapus=None,
        pk__lt=r.pohon,
    )
    return earlier.exists()
