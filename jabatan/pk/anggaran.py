"""Table B of a PK: the components below those a position's kinerja was mapped to, with their pagu."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from django.db.models import Q

from jabatan.pk.isi import Anggaran
from perencanaan import susunan
from perencanaan.models import Dokumen, Komponen, Pagu, Pemetaan
from perencanaan.pagu import PaguPerTahun, sum_up


def mapped(simpul: Iterable[int], tahun: int) -> list[Komponen]:
    """Return the components of these nodes that plan the year, in tree order.

    Only the current version of a document counts: a perubahan takes the place of what it changes. The Renja of the
    year stands before the Renstra, and that before the RPJMD or RPJMN: a node put into several of them has its budget
    once. Where a document has none of the nodes, the next one counts.
    """
    queryset = Komponen.objects.filter(
        pk__in=Pemetaan.objects.current().filter(simpul__in=list(simpul)).values("komponen"),
        dokumen__periode__tahun_awal__lte=tahun,
        dokumen__periode__tahun_akhir__gte=tahun,
    ).filter(Q(dokumen__tahun=None) | Q(dokumen__tahun=tahun))
    found = list(queryset.select_related("dokumen").order_by("tree_id", "lft"))
    tiers = defaultdict(list)
    for row in found:
        tiers[_tier(row.dokumen)].append(row)
    return tiers[min(tiers)] if tiers else []


def _tier(dokumen: Dokumen) -> int:
    """Return how far a document is from the budget of a year: Renja, Renstra, RPJMD or RPJMN."""
    if dokumen.jenis == Dokumen.Jenis.RENJA:
        return 0
    return 2 if dokumen.jenis in susunan.TOP_LEVELS else 1


def rows(mapped: list[Komponen], jenis: tuple[str, ...], tahun: int) -> list[Anggaran]:
    """Return a row for each nearest component of these kinds at or below the mapped ones.

    Each pagu of the year counts once: a component mapped below another mapped one adds nothing. A
    component deeper than the kinds asked for stands for itself. Sasaran of an RPJMD without programmes of its own get
    those of the plans that refer to them.
    """
    tops = _topmost(mapped)
    if not tops:
        return []
    branches, chosen = _choose(tops, jenis)
    if not chosen and _tier(tops[0].dokumen) == 2:
        branches, chosen = _choose(_topmost(_referring(tops, branches, tahun)), jenis)
    money = _money(branches, tahun)
    sums = sum_up([row for tree in branches.values() for row in tree], money)
    return _joined(_row(row, branches[row.tree_id], sums, money, tahun) for row in chosen)


def _choose(
    tops: list[Komponen], jenis: tuple[str, ...]
) -> tuple[dict[int, list[Komponen]], list[Komponen]]:
    """Return the branches of some components, and the nearest of these kinds in them."""
    branches = _branches(tops)
    return branches, [row for top in tops for row in _nearest(top, branches[top.tree_id], jenis)]


def _referring(
    tops: list[Komponen], branches: Mapping[int, list[Komponen]], tahun: int
) -> list[Komponen]:
    """Return the components that refer to these of an upper plan or to those below, in tree order.

    A unit's Renja of the year stands before its Renstra.
    """
    sasaran = [row.pk for top in tops for row in branches[top.tree_id] if row.is_within(top)]
    found = Komponen.objects.filter(
        daftar_acuan__sasaran__in=sasaran,
        dokumen__perubahan=None,
        dokumen__periode__tahun_awal__lte=tahun,
        dokumen__periode__tahun_akhir__gte=tahun,
    ).filter(Q(dokumen__tahun=None) | Q(dokumen__tahun=tahun))
    rows = list(found.distinct().select_related("dokumen").order_by("tree_id", "lft"))
    nearest: dict[int | None, int] = {}
    for row in rows:
        tier = _tier(row.dokumen)
        nearest[row.dokumen.unit_id] = min(tier, nearest.get(row.dokumen.unit_id, tier))
    return [row for row in rows if _tier(row.dokumen) == nearest[row.dokumen.unit_id]]


def _joined(rows: Iterable[Anggaran]) -> list[Anggaran]:
    """Join rows of one code: a programme that serves several sasaran stands once in a PK, with its whole budget."""
    joined: dict[tuple[str, ...], Anggaran] = {}
    for number, row in enumerate(rows):
        key = (row.kode, row.nama) if row.kode else (str(number),)
        known = joined.get(key)
        joined[key] = row if known is None else _sum_of(known, row)
    return list(joined.values())


def _sum_of(one: Anggaran, other: Anggaran) -> Anggaran:
    sources = dict.fromkeys(filter(None, (*one.sumber.split(", "), *other.sumber.split(", "))))
    return replace(one, nilai=one.nilai + other.nilai, sumber=", ".join(sources))


def _topmost(mapped: Iterable[Komponen]) -> list[Komponen]:
    tops: list[Komponen] = []
    for row in mapped:  # in tree order, so that an ancestor comes first
        if not (tops and row.is_within(tops[-1])):
            tops.append(row)
    return tops


def _branches(tops: list[Komponen]) -> dict[int, list[Komponen]]:
    """Return the branches with the components above them, by tree, in tree order; one query."""
    condition = Q(pk__in=[])
    for top in tops:
        condition |= Q(tree_id=top.tree_id, lft__gte=top.lft, rght__lte=top.rght)
        condition |= Q(tree_id=top.tree_id, lft__lt=top.lft, rght__gt=top.rght)
    found: dict[int, list[Komponen]] = defaultdict(list)
    for row in Komponen.objects.filter(condition).order_by("tree_id", "lft"):
        found[row.tree_id].append(row)
    return found


def _nearest(top: Komponen, tree: list[Komponen], jenis: tuple[str, ...]) -> Iterator[Komponen]:
    if top.jenis in jenis:
        yield top
        return
    skip, found = 0, False
    for row in tree:
        inside = top.lft < row.lft and row.rght < top.rght
        if inside and row.lft > skip and row.jenis in jenis:
            skip, found = row.rght, True
            yield row
    if not found and _is_deeper(top, tree, jenis):
        yield top


def _is_deeper(top: Komponen, tree: list[Komponen], jenis: tuple[str, ...]) -> bool:
    """Whether a component of these kinds stands above, so that this one is more detailed."""
    return any(r.lft < top.lft and top.rght < r.rght and r.jenis in jenis for r in tree)


def _money(branches: Mapping[int, list[Komponen]], tahun: int) -> list[Pagu]:
    """Return the pagu of the year in the branches, the first component first."""
    inside = [row.pk for tree in branches.values() for row in tree]
    queryset = Pagu.objects.filter(komponen__in=inside, tahun=tahun)
    return list(queryset.select_related("komponen").order_by("komponen__lft", "pk"))


def _row(
    komponen: Komponen,
    tree: list[Komponen],
    sums: Mapping[int, PaguPerTahun],
    money: list[Pagu],
    tahun: int,
) -> Anggaran:
    own = (p for p in money if p.komponen.is_within(komponen) and p.komponen.is_lowest)
    sources = dict.fromkeys(p.sumber_dana for p in own if p.sumber_dana)
    above = [row for row in tree if row.lft < komponen.lft and komponen.rght < row.rght]
    return Anggaran(
        kode=komponen.kode,
        nama=komponen.nama,
        nilai=sums[komponen.pk].get(tahun, Decimal(0)),
        sumber=", ".join(sources),
        kelompok=str(above[-1]) if above else "",
    )
