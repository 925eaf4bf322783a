"""The Renstra behind a Renja: from which rows the Renja's were copied, with their indicators and pagu.

A Renja perubahan is copied from the Renja before it, so the way up may have several steps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F

from perencanaan.models import Dokumen, Komponen, Pagu
from perencanaan.pagu import PaguPerTahun
from perencanaan.ukuran import Ukuran, read_many

STEPS = 10  # more perubahan of one Renja than a year can hold


@dataclass
class Asal:
    """For each Renja row its Renstra row, and what those say."""

    renstra: dict[int, int] = field(default_factory=dict)
    ukuran: dict[int, list[Ukuran]] = field(default_factory=dict)
    pagu: dict[int, PaguPerTahun] = field(default_factory=dict)

    @classmethod
    def read(cls, daftar: Iterable[Komponen]) -> Asal:
        """Follow the rows up to the Renstra: one query a step, then eight."""
        renstra = _climb({row.pk: row.asal_id for row in daftar if row.asal_id})
        if not renstra:
            return cls()
        rows = Komponen.objects.filter(pk__in=set(renstra.values()))
        documents = Dokumen.objects.filter(pk__in=rows.order_by().values("dokumen"))
        pagu: dict[int, PaguPerTahun] = defaultdict(dict)
        lowest = Pagu.objects.filter(
            komponen__in=set(renstra.values()), komponen__rght=F("komponen__lft") + 1
        )
        for row in lowest.order_by():
            years = pagu[row.komponen_id]
            years[row.tahun] = years.get(row.tahun, Decimal(0)) + row.nilai
        return cls(renstra, read_many(list(documents)), dict(pagu))

    def ukuran_of(self, komponen: Komponen, ukuran: Ukuran) -> Ukuran | None:
        """Return the same indicator as the Renstra has it; None where it has not."""
        for one in self.ukuran.get(self.renstra.get(komponen.pk, 0), ()):
            if one.indikator == ukuran.indikator and ukuran.indikator:
                return one
        return None

    def pagu_of(self, komponen: Komponen, tahun: int) -> Decimal | None:
        """Return the Renstra's pagu of a year; None where it has none."""
        return self.pagu.get(self.renstra.get(komponen.pk, 0), {}).get(tahun)


def _climb(above: dict[int, int]) -> dict[int, int]:
    """Return for each row the nearest one above it that belongs to no Renja."""
    for _ in range(STEPS):
        rows = Komponen.objects.filter(
            pk__in=set(above.values()), dokumen__jenis=Dokumen.Jenis.RENJA
        ).order_by()
        renja = dict(rows.values_list("pk", "asal_id"))
        if not renja:
            break
        climbed = {pk: renja.get(upper, upper) for pk, upper in above.items()}
        above = {pk: upper for pk, upper in climbed.items() if upper}
    return above
