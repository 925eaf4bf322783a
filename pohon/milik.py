"""Whose a node of a tree is: its pengampu's, a crosscutting partner's, or the tree's own unit's.

The nearest statement counts, on the node or above it. Planning and distribution both ask, so that nobody is told to map
or to hand out what another unit carries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pohon.models import Crosscutting, Pohon, Simpul

U = TypeVar("U")
Step = tuple[U | None, Sequence[tuple[U | None, str]]]


def marks_of(simpul: Simpul) -> list[Crosscutting]:
    """Return the crosscutting marks of a node that were not turned down; reads what was prefetched."""
    marks: Iterable[Crosscutting] = simpul.daftar_crosscutting.all()
    return [mark for mark in marks if mark.status != Crosscutting.Status.DITOLAK]


def carried_elsewhere(
    steps: Iterable[Step[U]], within: Callable[[U], bool]
) -> tuple[U | None, str] | None:
    """Return who else carries a node: (pengampu, "") or (None, name of the partner); None when it is own.

    `steps` are the pengampu and the crosscutting marks (partner unit or None, name) of the node and
    of those above it, the nearest first. The nearest statement counts: a pengampu decides alone;
    without one a mark gives the branch to the partner.
    """
    for carrier, marks in steps:
        if carrier is not None:
            return None if within(carrier) else (carrier, "")
        for mitra, nama in marks:
            if mitra is None or not within(mitra):
                return None, nama
    return None


def carried_by_others(daftar: QuerySet[Pohon], **tanda: Exists) -> list[tuple[bool, ...]]:
    """Return the nodes of these trees that others carry, each as the values of `tanda`.

    It says the same as `carried_elsewhere`. One query, which reads only the trees in which a node is given away.
    """
    above: list[
        tuple[int, int, bool]
    ] = []  # tree, rght and carrier of the nodes over the one at hand
    found = []
    rows = _with_statements(daftar).annotate(**tanda).order_by("pohon", "lft")
    fields = ("pohon_id", "lft", "rght", "pengampu_id", "milik_lain", "bermitra")
    for pohon, lft, rght, pengampu, lain, bermitra, *values in rows.values_list(*fields, *tanda):
        while above and (above[-1][0] != pohon or above[-1][1] < lft):
            above.pop()
        inherited = above[-1][2] if above else False
        asing = bool(lain) if pengampu else bermitra or inherited
        above.append((pohon, rght, asing))
        if asing:
            found.append(tuple(values))
    return found


def _with_statements(daftar: QuerySet[Pohon]) -> QuerySet[Simpul]:
    """Return the nodes of trees with a node given away; `milik_lain`: its pengampu is no unit of the tree's own,
    `bermitra`: it has a partner outside.
    """
    unit_lft, unit_rght = OuterRef("pohon__unit__lft"), OuterRef("pohon__unit__rght")
    outside = Q(mitra=None) | Q(mitra__lft__lt=unit_lft) | Q(mitra__rght__gt=unit_rght)
    marks = Crosscutting.objects.exclude(status=Crosscutting.Status.DITOLAK)
    beyond = Q(pengampu__lft__lt=F("pohon__unit__lft")) | Q(
        pengampu__rght__gt=F("pohon__unit__rght")
    )
    rows = Simpul.objects.annotate(
        milik_lain=beyond, bermitra=Exists(marks.filter(outside, simpul=OuterRef("pk")))
    )
    given = rows.filter(Q(milik_lain=True) | Q(bermitra=True), pohon__in=daftar)
    return rows.filter(pohon__in=given.order_by().values("pohon"))
