"""Which trees and nodes proposals are counted from, and whose each node is."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from evaluasi.models import Lke
from organisasi.models import Unit
from pohon.milik import carried_elsewhere
from pohon.models import Crosscutting, Indikator, Pohon, Simpul, Target

if TYPE_CHECKING:
    from pohon.models.pohon import PohonQuerySet

Row = dict[str, Any]


def trees_of(lke: Lke) -> PohonQuerySet:
    """Return the living trees of a sheet's unit and the units below it (or of the whole instansi) in its year.

    For a unit without a tree of its own these are the trees of its region and of the units above it in which it carries
    nodes. What it carries for a neighbour by crosscutting is the neighbour's tree and does not count.
    """
    rows = Pohon.objects.filter(
        instansi=lke.instansi_id,
        dihapus=None,
        periode__tahun_awal__lte=lke.tahun,
        periode__tahun_akhir__gte=lke.tahun,
    )
    if lke.unit is None:
        return rows
    branch = Unit.objects.in_branch(lke.unit)
    own = rows.filter(unit__in=branch)
    if own.exists():
        return own
    me = lke.unit
    above = Q(unit__tree_id=me.tree_id, unit__lft__lt=me.lft, unit__rght__gt=me.rght)
    carried = Simpul.objects.filter(pohon=OuterRef("pk"), pengampu__in=branch)
    return rows.filter(Q(unit=None) | above, Exists(carried))


class BahanPohon:
    """The units, trees and nodes of a sheet, read when first asked for."""

    def __init__(self, lke: Lke) -> None:
        self.lke = lke
        self.tahun = lke.tahun

    @cached_property
    def unit(self) -> list[Unit]:
        """The unit of the sheet with those below it, or all of the instansi, in tree order."""
        rows = Unit.objects.filter(instansi=self.lke.instansi_id)
        if self.lke.unit:
            rows = Unit.objects.in_branch(self.lke.unit)
        return list(rows.order_by("lft"))

    @cached_property
    def perangkat(self) -> list[Unit]:
        """Whose documents are asked for: the unit of the sheet, or every unit at the top of the instansi."""
        if self.lke.unit:
            return self.unit[:1]
        return [unit for unit in self.unit if unit.induk_id is None]

    def top_of(self, unit_id: int | None) -> int | None:
        """Return which of `perangkat` a unit belongs to; None for the whole instansi and for other units."""
        return self._top.get(unit_id or 0)

    @cached_property
    def _top(self) -> dict[int, int]:
        return {
            below.pk: top.pk
            for top in self.perangkat
            for below in self.unit
            if below.is_within(top)
        }

    # --- trees --------------------------------------------------------------------------------
    @cached_property
    def pohon(self) -> dict[int, Pohon]:
        """The trees by their number."""
        rows = trees_of(self.lke).select_related("unit").order_by("pk")
        return {row.pk: row for row in rows}

    def outcome_of(self, pohon: Pohon) -> str:
        """Return the statement at the top of a tree."""
        found = (n["pernyataan"] for n in self._semua.values() if n["pohon"] == pohon.pk)
        return next(found, "tanpa outcome")

    @cached_property
    def menumpang(self) -> str:
        """Whose trees carry the unit of the sheet when it has none of its own; empty when it has."""
        if self.lke.unit is None or any(p.unit_id in self._cabang for p in self.pohon.values()):
            return ""
        names = {p.unit.nama if p.unit else self.lke.instansi.nama for p in self.pohon.values()}
        return ", ".join(sorted(names))[:100]

    def in_trees(self, dihitung: str) -> str:
        """Say what was counted, and in whose tree when the unit has none of its own."""
        return (
            f"{dihitung} di bagian pohon {self.menumpang} yang diampu unit ini"
            if self.menumpang
            else dihitung
        )

    @cached_property
    def simpul(self) -> dict[int, Row]:
        """The nodes that count, in tree order: all of own trees, of another's tree those the sheet's unit carries."""
        if not self.menumpang:
            return self._semua
        return {pk: node for pk, node in self._semua.items() if self._is_carried(node)}

    def _is_carried(self, node: Row) -> bool:
        """Whether the nearest statement on the node or above it gives it to the sheet's unit or one below."""
        if carried_elsewhere(self._upward(node), self._cabang.__contains__) is not None:
            return False
        return any(carrier in self._cabang for carrier, _marks in self._upward(node))

    @cached_property
    def _cabang(self) -> set[int]:
        return {unit.pk for unit in self.unit}

    @cached_property
    def _semua(self) -> dict[int, Row]:
        """All nodes of the trees by their number, in tree order."""
        rows = Simpul.objects.filter(pohon__in=list(self.pohon)).order_by("tree_id", "lft")
        names = ("pk", "pohon", "induk", "jenis", "pernyataan", "level_kinerja", "pengampu")
        return {row["pk"]: row for row in rows.values(*names)}

    @cached_property
    def indikator(self) -> dict[int, Row]:
        """All indicators of the nodes by their number; `bertarget`: whether any year has a target."""
        rows = Indikator.objects.filter(simpul__pohon__in=list(self.pohon))
        rows = rows.annotate(
            bertarget=Exists(Target.objects.filter(indikator=OuterRef("pk")))
        ).order_by("simpul__tree_id", "simpul__lft", "urutan", "pk")
        names = ("nama", "kategori", "definisi_operasional", "formula", "sumber_data")
        found = rows.values("pk", "simpul", "baseline_nilai", "bertarget", *names)
        return {row["pk"]: row for row in found if row["simpul"] in self.simpul}

    @cached_property
    def crosscutting(self) -> dict[int, list[Crosscutting]]:
        """The crosscutting marks of the nodes that count, by node."""
        return {pk: marks for pk, marks in self._marks.items() if pk in self.simpul}

    @cached_property
    def _marks(self) -> dict[int, list[Crosscutting]]:
        found: dict[int, list[Crosscutting]] = defaultdict(list)
        rows = Crosscutting.objects.filter(simpul__pohon__in=list(self.pohon))
        for row in rows.select_related("mitra").order_by("simpul__tree_id", "simpul__lft", "pk"):
            found[row.simpul_id].append(row)
        return found

    def is_own(self, node: Row) -> bool:
        """Whether the tree's own unit carries the node (pohon.milik)."""
        top = self.pohon[node["pohon"]].unit
        below = None if top is None else self._below[top.pk]
        return carried_elsewhere(self._upward(node), lambda u: below is None or u in below) is None

    @cached_property
    def _below(self) -> dict[int, set[int]]:
        tops = {row.unit_id: row.unit for row in self.pohon.values() if row.unit}
        return {
            pk: {unit.pk for unit in self.unit if unit.is_within(top)}
            for pk, top in tops.items()
            if pk is not None
        }

    def _upward(self, node: Row | None) -> Any:
        while node is not None:
            marks = [
                (mark.mitra_id, mark.nama_mitra)
                for mark in self._marks.get(node["pk"], ())
                if mark.status != Crosscutting.Status.DITOLAK
            ]
            yield node["pengampu"], marks
            node = self._semua.get(node["induk"])

    def top_of_node(self, node: Row) -> int | None:
        """Return which of `perangkat` a node belongs to: that of its tree, else that of who carries it."""
        top = self.top_of(self.pohon[node["pohon"]].unit_id)
        if top is not None:
            return top
        return next((self.top_of(unit) for unit, _marks in self._upward(node) if unit), None)

    @cached_property
    def berpohon(self) -> set[int | None]:
        """Which of `perangkat` have a tree of their own or carry nodes of another's."""
        own = {self.top_of(pohon.unit_id) for pohon in self.pohon.values()}
        return own | {self.top_of_node(node) for node in self.simpul.values()}

    def link(self, node: Row) -> str:
        """Return the address of a node in the editor."""
        return f"{reverse('pohon:editor', args=[node['pohon']])}#simpul-{node['pk']}"
