"""Table B of a PK: the components below those a position's kinerja was mapped to, with their pagu."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from django.db.models import Q

from jabatan.isi import Anggaran
from perencanaan.models import Dokumen, Komponen, Pagu, Pemetaan
from perencanaan.pagu import PaguPerTahun, sum_up


def mapped(simpul: Iterable[int], tahun: int) -> list[Komponen]:
    """Return the components of these nodes that plan the year, in tree order.

    Only the current version of a document counts: a perubahan takes the place of what it changes. The Renja of the
    year stands before the plans of several years; where a Renja has none of the nodes, those plans count.
    """
    queryset = Komponen.objects.filter(
        pk__in=Pemetaan.objects.current().filter(simpul__in=list(simpul)).values("komponen"),
        dokumen__periode__tahun_awal__lte=tahun,
        dokumen__periode__tahun_akhir__gte=tahun,
    ).filter(Q(dokumen__tahun=None) | Q(dokumen__tahun=tahun))
    found = list(queryset.select_related("dokumen").order_by("tree_id", "lft"))
    renja = [row for row in found if row.dokumen.jenis == Dokumen.Jenis.RENJA]
    return renja or found


def rows(mapped: list[Komponen], jenis: tuple[str, ...], tahun: int) -> list[Anggaran]:
    """Return a row for each nearest component of these kinds at or below the mapped ones.

    Each pagu of the year counts once: a component mapped below another mapped one adds nothing. A
    component deeper than the kinds asked for stands for itself.
    """
    tops = _topmost(mapped)
    if not tops:
        return []
    branches = _branches(tops)
    chosen = [row for top in tops for row in _nearest(top, branches[top.tree_id], jenis)]
    money = _money(branches, tahun)
    sums = sum_up([row for tree in branches.values() for row in tree], money)
    return _joined(_row(row, branches[row.tree_id], sums, money, tahun) for row in chosen)


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
