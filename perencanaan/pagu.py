"""The one summation of pagu: each lowest komponen counted once, upper komponen are sums.

Screens, Excel and PDF all take their amounts from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from perencanaan.models import Dokumen, Komponen, Pagu

PaguPerTahun = dict[int, Decimal]


def sum_up(
    daftar_komponen: Sequence[Komponen], daftar_pagu: Iterable[Pagu]
) -> dict[int, PaguPerTahun]:
    """Return {komponen pk: {tahun: rupiah}} for komponen in tree order (lft) of one or several
    documents.

    Only years with an amount appear. An amount on a komponen that has children is left out: it
    would count twice.
    """
    own: dict[int, PaguPerTahun] = defaultdict(dict)
    for pagu in daftar_pagu:
        years = own[pagu.komponen_id]
        years[pagu.tahun] = years.get(pagu.tahun, Decimal(0)) + pagu.nilai
    sums: dict[int, PaguPerTahun] = {komponen.pk: {} for komponen in daftar_komponen}
    path: list[Komponen] = []
    for komponen in daftar_komponen:
        while path and not (path[-1].tree_id == komponen.tree_id and komponen.rght < path[-1].rght):
            path.pop()
        path.append(komponen)
        if komponen.rght - komponen.lft > 1:
            continue
        for tahun, nilai in own.get(komponen.pk, {}).items():
            for upper in path:
                years = sums[upper.pk]
                years[tahun] = years.get(tahun, Decimal(0)) + nilai
    return sums


def pagu_of_dokumen(dokumen: Dokumen) -> dict[int, PaguPerTahun]:
    """Return `sum_up` for the whole document; two queries. The caller has checked who may read it."""
    daftar_komponen = list(Komponen.objects.filter(dokumen=dokumen).order_by("tree_id", "lft"))
    return sum_up(daftar_komponen, Pagu.objects.filter(komponen__dokumen=dokumen))


def total(sums: dict[int, PaguPerTahun], daftar_komponen: Iterable[Komponen]) -> PaguPerTahun:
    """Return the sum per year over the topmost komponen: the whole document."""
    result: PaguPerTahun = {}
    for komponen in daftar_komponen:
        if komponen.induk_id is None:
            for tahun, nilai in sums[komponen.pk].items():
                result[tahun] = result.get(tahun, Decimal(0)) + nilai
    return result
