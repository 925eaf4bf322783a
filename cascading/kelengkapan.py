"""How much of the trees is complete: the rings of the start page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from jabatan.models import KinerjaJabatan
from perencanaan.models import Pemetaan
from pohon.milik import carried_by_others
from pohon.models import Indikator, Pohon, Simpul


@dataclass(frozen=True)
class Cincin:
    """A ring: how many of how many nodes have something, counted from the stage that asks for it."""

    nama: str
    tahap: int
    jumlah: int
    dari: int

    @property
    def persen(self) -> int:
        """Rounded down, so that 100 means all of them."""
        return self.jumlah * 100 // self.dari if self.dari else 0


def kelengkapan(daftar: QuerySet[Pohon]) -> list[Cincin]:
    """Count the nodes that have an indicator and, of those the trees' own units carry, a component and a position.

    Two queries. The scores count the same (`evaluasi.skor`).
    """
    on_simpul = {"simpul": OuterRef("pk")}
    fourth = Q(pohon__tahap__gte=Pohon.Tahap.INDIKATOR)
    fifth = Q(pohon__tahap__gte=Pohon.Tahap.PENUANGAN)
    n: dict[str, Any] = (
        Simpul.objects.filter(pohon__in=daftar)
        .order_by()
        .aggregate(
            keempat=Count("pk", filter=fourth),
            kelima=Count("pk", filter=fifth),
            indikator=Count("pk", filter=fourth & Q(Exists(Indikator.objects.filter(**on_simpul)))),
            komponen=Count(
                "pk", filter=fifth & Q(Exists(Pemetaan.objects.current().filter(**on_simpul)))
            ),
            jabatan=Count(
                "pk", filter=fifth & Q(Exists(KinerjaJabatan.objects.filter(**on_simpul)))
            ),
        )
    )
    others = carried_by_others(
        daftar.filter(tahap__gte=Pohon.Tahap.PENUANGAN),
        tertuang=Exists(Pemetaan.objects.current().filter(**on_simpul)),
        terbagi=Exists(KinerjaJabatan.objects.filter(**on_simpul)),
    )
    own = n["kelima"] - len(others)
    mapped = n["komponen"] - sum(tertuang for tertuang, _ in others)
    carried = n["jabatan"] - sum(terbagi for _, terbagi in others)
    return [
        Cincin("berindikator", 4, n["indikator"], n["keempat"]),
        Cincin("tertuang dalam komponen", 5, mapped, own),
        Cincin("terbagi ke jabatan", 5, carried, own),
    ]
