"""Whose a node of a tree is: its pengampu's, a crosscutting partner's, or the tree's own unit's.

The nearest statement counts, on the node or above it. Planning and distribution both ask, so that nobody is told to map
or to hand out what another unit carries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pohon.models import Crosscutting, Simpul

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
