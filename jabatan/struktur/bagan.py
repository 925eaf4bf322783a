"""The positions of an instansi or of one unit as a chart: in tree order, with holders, in three queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils import timezone

from jabatan.models import Jabatan, Pejabat
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser


def chart_rows(user: AnyUser, instansi: Instansi, unit: Unit | None) -> list[Any]:
    """Return the positions in tree order, each with `kini`, its holders of today (the one who signs first)."""
    rows = Jabatan.objects.visible_to(user).filter(instansi=instansi)
    if unit is not None:
        rows = rows.filter(unit__in=Unit.objects.in_branch(unit))
    today = Pejabat.objects.on(timezone.localdate())
    rows = rows.select_related("unit").order_by("lft")
    return list(rows.prefetch_related(Prefetch("daftar_pejabat", today, to_attr="kini")))


def nest(daftar: Sequence[Any]) -> Sequence[Any]:
    """Mark rows in tree order for a nested list and return them.

    `langsung` and `bawahan` count the direct and all subordinates that are shown, `tumpuk` says that none of the direct
    ones has any in turn, `dalam` is the depth and `tutup` how many lists end behind the row. A row hangs under the
    nearest superior that is shown.
    """
    path: list[Any] = []
    for row in daftar:
        while path and not row.is_within(path[-1]):
            path.pop()
        row.langsung, row.bawahan, row.tumpuk, row.dalam = 0, 0, True, len(path)
        if path:
            path[-1].langsung += 1
        if len(path) > 1:
            path[-2].tumpuk = False
        for above in path:
            above.bawahan += 1
        path.append(row)
    depths = [row.dalam for row in daftar[1:]]
    for row, following in zip(daftar, [*depths, 0], strict=False):
        row.tutup = max(0, row.dalam - following)
    return daftar
