"""A komponen followed both ways, and the komponen that nodes became: what the roof puts together in one page.

Everything is asked through `visible_to`; the number of queries does not grow with what is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404

from perencanaan.bentuk import Bentuk, JenisBentuk, shapes
from perencanaan.models import Acuan, Dokumen, Komponen, Pagu, Pemetaan
from perencanaan.pagu import PaguPerTahun, sum_up
from perencanaan.ukuran import Ukuran, read_many
from perencanaan.views.dokumen import tone_of

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST = 300  # komponen told of in full, mappings told of in brief
WITH_DOKUMEN = ("dokumen__unit", "dokumen__instansi", "dokumen__periode", "penanggung_jawab")
ORDER = ("rpjmn", "rpjmd", "renstra_kl", "renstra_pd", "renja")


@dataclass
class Rincian:
    """One komponen in full: the path above it, what it refers to, its indicators and its pagu."""

    komponen: Komponen
    lama: bool
    jalur: list[Komponen] = field(default_factory=list)
    bawah: list[Komponen] = field(default_factory=list)
    acuan: list[Acuan] = field(default_factory=list)
    diacu: list[Acuan] = field(default_factory=list)
    ukuran: list[Ukuran] = field(default_factory=list)
    pagu: PaguPerTahun = field(default_factory=dict)
    pagu_bawah: dict[int, PaguPerTahun] = field(default_factory=dict)

    @property
    def nada(self) -> str:
        """The level whose colour it wears."""
        return tone_of(self.komponen.jenis)

    @property
    def turunan(self) -> list[tuple[Komponen, str, PaguPerTahun]]:
        """Those below with colour and pagu."""
        return [(row, tone_of(row.jenis), self.pagu_bawah.get(row.pk, {})) for row in self.bawah]

    @property
    def keadaan(self) -> str:
        """Which version of the document it stands in, in a word or two; empty for a draft in force."""
        dokumen = self.komponen.dokumen
        if self.lama:
            return "digantikan perubahan"
        if dokumen.ditetapkan:
            return f"perubahan ke-{dokumen.perubahan_ke}" if dokumen.perubahan_ke else "ditetapkan"
        return ""


def load_komponen(user: AnyUser, pk: int) -> Komponen:
    """Return a komponen the user may see with its document; raises Http404."""
    rows = Komponen.objects.visible_to(user).select_related(*WITH_DOKUMEN)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    komponen: Komponen = row
    return komponen


def brief(user: AnyUser, simpul: Iterable[int]) -> dict[int, list[Pemetaan]]:
    """Return, by node, the mappings in force; one query."""
    rows = (
        Pemetaan.objects.visible_to(user)
        .current()
        .filter(simpul__in=set(simpul))
        .select_related("komponen__dokumen")
        .order_by("komponen__tree_id", "komponen__lft")
    )
    found: dict[int, list[Pemetaan]] = defaultdict(list)
    for row in rows:
        found[row.simpul_id].append(row)
    return dict(found)


def of_simpul(user: AnyUser, simpul: int) -> list[Rincian]:
    """Return every komponen a node became in full: documents in force first, the upper document first."""
    pairs = Pemetaan.objects.visible_to(user).filter(simpul=simpul)
    return details(Komponen.objects.visible_to(user).filter(pk__in=pairs.values("komponen")))


def simpul_of(user: AnyUser, komponen: Komponen) -> list[Pemetaan]:
    """Return the mappings behind a komponen with their nodes; one query."""
    rows = of_komponen(user, komponen)
    return list(
        rows.select_related("simpul__pohon__unit", "simpul__pohon__instansi").order_by(
            "simpul__tree_id", "simpul__lft"
        )[:MOST]
    )


def shapes_around(user: AnyUser, daftar: QuerySet[Pemetaan]) -> list[Bentuk]:
    """Return the shapes these mappings belong to within each document, those of one node and one komponen left out.

    All nodes of their komponen and all komponen of their nodes count; one query.
    """
    docs = daftar.values("komponen__dokumen")
    same = Q(komponen__in=daftar.values("komponen")) | Q(simpul__in=daftar.values("simpul"))
    rows = Pemetaan.objects.visible_to(user).filter(same, komponen__dokumen__in=docs)
    by_dokumen: dict[int, list[Pemetaan]] = defaultdict(list)
    with_both = rows.select_related("simpul", "komponen__dokumen")
    for row in with_both.order_by("komponen__tree_id", "simpul__lft", "komponen__lft")[:MOST]:
        by_dokumen[row.komponen.dokumen_id].append(row)
    found = [one for rows in by_dokumen.values() for one in shapes(rows)]
    return [one for one in found if one.jenis != JenisBentuk.SATU_SATU]


def of_komponen(user: AnyUser, komponen: Komponen) -> QuerySet[Pemetaan]:
    """Return the mappings of a komponen."""
    return Pemetaan.objects.visible_to(user).filter(komponen=komponen)


def in_force(user: AnyUser, simpul: int) -> QuerySet[Pemetaan]:
    """Return the mappings of a node to documents in force."""
    return Pemetaan.objects.visible_to(user).current().filter(simpul=simpul)


def below_of(user: AnyUser, komponen: Komponen) -> list[Pemetaan]:
    """Return the mappings of what lies below a komponen; one query."""
    rows = Pemetaan.objects.visible_to(user).filter(
        komponen__tree_id=komponen.tree_id,
        komponen__lft__gt=komponen.lft,
        komponen__rght__lt=komponen.rght,
    )
    return list(rows.select_related("simpul").order_by("komponen__lft", "simpul__lft")[:MOST])


def details(rows: QuerySet[Komponen]) -> list[Rincian]:
    """Return komponen the caller may show in full; nine queries at most, whatever their number."""
    daftar = list(rows.select_related(*WITH_DOKUMEN, "dokumen__perubahan")[:MOST])
    if not daftar:
        return []
    found = [Rincian(row, hasattr(row.dokumen, "perubahan")) for row in daftar]
    _place(found)
    _refer(found)
    ukuran = read_many(list({row.dokumen_id: row.dokumen for row in daftar}.values()))
    for one in found:
        one.ukuran = ukuran.get(one.komponen.pk, [])
    return sorted(found, key=_order)


def sums_once(found: Sequence[Rincian]) -> list[tuple[Dokumen, PaguPerTahun]]:
    """Return the pagu in each document in force, a komponen below another one counted once."""
    sums: dict[int, tuple[Dokumen, PaguPerTahun]] = {}
    here = {one.komponen.pk for one in found}
    for one in found:
        if one.lama or any(upper.pk in here for upper in one.jalur):
            continue
        _, years = sums.setdefault(one.komponen.dokumen_id, (one.komponen.dokumen, {}))
        for tahun, nilai in one.pagu.items():
            years[tahun] = years.get(tahun, Decimal(0)) + nilai
    return [(dokumen, years) for dokumen, years in sums.values() if years]


def _order(one: Rincian) -> tuple[bool, int, int, int]:
    row = one.komponen
    return one.lama, ORDER.index(row.dokumen.jenis), row.tree_id, row.lft


def _place(found: Sequence[Rincian]) -> None:
    """Fill what lies above and below, and the sums of pagu; two queries."""
    condition = Q(pk__in=[])
    for one in found:
        row = one.komponen
        condition |= Q(tree_id=row.tree_id, lft__lte=row.lft, rght__gte=row.rght)
        condition |= Q(tree_id=row.tree_id, lft__gt=row.lft, rght__lt=row.rght)
    near = list(Komponen.objects.filter(condition).order_by("tree_id", "lft"))
    money = Pagu.objects.filter(komponen__in=[row.pk for row in near if row.is_lowest])
    sums = sum_up(near, money)
    by_tree: dict[int, list[Komponen]] = defaultdict(list)
    for row in near:
        by_tree[row.tree_id].append(row)
    for one in found:
        here = one.komponen
        tree = by_tree[here.tree_id]
        one.jalur = [row for row in tree if row.lft < here.lft and here.rght < row.rght]
        one.bawah = [row for row in tree if here.lft < row.lft and row.rght < here.rght]
        one.pagu = sums[here.pk]
        one.pagu_bawah = {row.pk: sums[row.pk] for row in one.bawah}


def _refer(found: Sequence[Rincian]) -> None:
    """Fill what each or one above it refers to, and what refers to it; one query."""
    above = {row.pk: one for one in found for row in (*one.jalur, one.komponen)}
    mine = {one.komponen.pk: one for one in found}
    rows = Acuan.objects.filter(Q(komponen__in=above) | Q(sasaran__in=mine)).select_related(
        "komponen__dokumen", "sasaran__dokumen", "nspk"
    )
    for row in rows:
        for one in found:
            if row.komponen_id in {upper.pk for upper in (*one.jalur, one.komponen)}:
                one.acuan.append(row)
            if row.sasaran_id == one.komponen.pk:
                one.diacu.append(row)
