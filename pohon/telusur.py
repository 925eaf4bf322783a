"""A node followed both ways: up to the outcome, also of the trees above, and down to the operational conditions.

What the roof puts together in one page (telusur); everything is asked through `visible_to`. The number of queries
follows the number of trees above one another, at most HIGHEST, never the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from pohon.models import Crosscutting, Indikator, Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

HIGHEST = 6  # trees above one another
MOST_BELOW = 300  # nodes shown below one
WITH_POHON = ("pohon__unit", "pohon__instansi", "pohon__periode", "pengampu")
Branch = tuple[int, int, int]  # tree_id, lft, rght


@dataclass
class Turunan:
    """What lies below a node: nodes in tree order, how many there are in all, and the trees that go on from them."""

    daftar: list[Simpul] = field(default_factory=list)
    jumlah: int = 0
    lanjutan: list[Pohon] = field(default_factory=list)

    @property
    def sisa(self) -> int:
        """How many are not shown."""
        return self.jumlah - len(self.daftar)


def load_simpul(user: AnyUser, pk: int) -> Simpul:
    """Return a node the user may see with its tree; raises Http404."""
    row = Simpul.objects.visible_to(user).select_related(*WITH_POHON).filter(pk=pk).first()
    if row is None:
        raise Http404
    simpul: Simpul = row
    return simpul


def paths(user: AnyUser, daftar: Sequence[Simpul]) -> dict[int, list[Simpul]]:
    """Return, by node, the nodes above it and itself, from the topmost outcome down, across trees.

    A tree goes on from a node of another by `induk_simpul`; trees the user may not see end the path. One query for each
    tier of trees.
    """
    known: dict[int, Simpul] = {}
    wanted: set[int] = {simpul.pk for simpul in daftar}
    branches = {(simpul.tree_id, simpul.lft, simpul.rght) for simpul in daftar}
    for _ in range(HIGHEST):
        if not branches:
            break
        rows = Simpul.objects.visible_to(user).filter(_above(branches))
        found = {row.pk: row for row in rows.select_related(*WITH_POHON, "pohon__induk_simpul")}
        branches = {
            (upper.tree_id, upper.lft, upper.rght)
            for row in found.values()
            if row.induk_id is None and (upper := row.pohon.induk_simpul) and upper.pk not in known
        }
        known |= found
    return {pk: _path(pk, known) for pk in wanted if pk in known}


def _above(branches: Iterable[Branch]) -> Q:
    condition = Q(pk__in=[])
    for tree, lft, rght in branches:
        condition |= Q(tree_id=tree, lft__lte=lft, rght__gte=rght)
    return condition


def _path(pk: int, known: dict[int, Simpul]) -> list[Simpul]:
    found: list[Simpul] = []
    seen: set[int] = set()
    here: int | None = pk
    while here in known and here not in seen:
        seen.add(here)
        row = known[here]
        found.append(row)
        here = row.induk_id or row.pohon.induk_simpul_id
    return found[::-1]


def below(user: AnyUser, simpul: Simpul) -> Turunan:
    """Return what lies below a node; two queries."""
    branch = Simpul.objects.filter(tree_id=simpul.tree_id, lft__gt=simpul.lft, rght__lt=simpul.rght)
    lanjutan = (
        Pohon.objects.visible_to(user)
        .filter(Q(induk_simpul=simpul) | Q(induk_simpul__in=branch))
        .with_outcome()
        .select_related("unit", "instansi", "periode")
    )
    return Turunan(
        list(branch.select_related("pengampu").order_by("lft")[:MOST_BELOW]),
        (simpul.rght - simpul.lft - 1) // 2,
        list(lanjutan[:MOST_BELOW]),
    )


def indicators(simpul: Iterable[int]) -> list[Indikator]:
    """Return the indicators of nodes the caller may show, with their targets; two queries."""
    rows = Indikator.objects.filter(simpul__in=set(simpul)).prefetch_related("daftar_target")
    return list(rows.order_by("simpul__lft", "urutan", "pk"))


def crosscutting(user: AnyUser, simpul: Simpul) -> list[Crosscutting]:
    """Return the marks of a node and of those below it, and those of others that this node answers; one query."""
    visible = Simpul.objects.visible_to(user)
    mine = Q(
        simpul__tree_id=simpul.tree_id, simpul__lft__gte=simpul.lft, simpul__rght__lte=simpul.rght
    )
    rows = Crosscutting.objects.filter(mine | Q(simpul_mitra=simpul), simpul__in=visible)
    return list(
        rows.select_related(
            "simpul__pohon__unit",
            "simpul__pohon__instansi",
            "mitra",
            "simpul_mitra__pohon__unit",
            "simpul_mitra__pohon__instansi",
        ).order_by("simpul__tree_id", "simpul__lft", "pk")[:MOST_BELOW]
    )
