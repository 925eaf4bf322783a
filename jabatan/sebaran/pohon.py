"""The distribution of one tree over positions, read with a constant number of queries."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404

from jabatan.models import Jabatan, KinerjaJabatan
from jabatan.sebaran.usulan import Baris, propose
from organisasi.izin import izin
from organisasi.models import Unit
from pohon.models import Crosscutting, Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class Sebaran:
    """Who carries which node of a tree, whom to propose, and which positions carry nothing.

    `pohon` comes with instansi, unit and periode. Proposals name only positions the user may
    write. Five queries, whatever the size of the tree. With `path_to` only that node and the nodes
    above it are read: all that its proposals depend on.
    """

    def __init__(self, user: AnyUser, pohon: Pohon, path_to: Simpul | None = None) -> None:
        self.user = user
        self.pohon = pohon
        self.path_to = path_to

    @property
    def _path(self) -> Q:
        if self.path_to is None:
            return Q()
        return Q(lft__lte=self.path_to.lft, rght__gte=self.path_to.rght)

    @cached_property
    def _positions(self) -> list[Jabatan]:
        queryset = Jabatan.objects.visible_to(self.user).filter(instansi=self.pohon.instansi_id)
        return list(queryset.filter(izin(self.user).content_q()).order_by("lft"))

    @cached_property
    def _units(self) -> list[Unit]:
        return list(Unit.objects.visible_to(self.user).filter(instansi=self.pohon.instansi_id))

    @cached_property
    def _kinerja(self) -> list[KinerjaJabatan]:
        nodes = Simpul.objects.filter(self._path, pohon=self.pohon)
        queryset = KinerjaJabatan.objects.visible_to(self.user).filter(simpul__in=nodes)
        return list(queryset.select_related("jabatan__unit", "simpul").order_by("pk"))

    @cached_property
    def daftar_baris(self) -> list[Baris]:
        """A row per node, in tree order, with carriers and proposals."""
        marks = Crosscutting.objects.select_related("mitra")
        nodes = (
            Simpul.objects.visible_to(self.user)
            .filter(self._path, pohon=self.pohon)
            .prefetch_related(Prefetch("daftar_crosscutting", queryset=marks))
            .order_by("lft")
        )
        return propose(
            self.pohon.instansi,
            nodes,
            self._kinerja,
            self._positions,
            self._units,
            self.pohon.unit,
        )

    def row(self, simpul_pk: int) -> Baris:
        """Return the row of one node; 404 when the tree has none such."""
        for baris in self.daftar_baris:
            if baris.simpul.pk == simpul_pk:
                return baris
        raise Http404

    @property
    def usulan_pasti(self) -> list[Baris]:
        """The rows without a carrier for which exactly one position fits."""
        return [row for row in self.daftar_baris if len(row.usulan) == 1]

    def counts(self) -> dict[str, int]:
        """Return how many nodes there are, carried, open, left to others, shared, and certain."""
        rows = self.daftar_baris
        return {
            "simpul": len(rows),
            "diampu": sum(1 for row in rows if row.pengampu),
            "belum": sum(1 for row in rows if row.is_open),
            "pihak_lain": sum(1 for row in rows if row.pihak_lain and not row.pengampu),
            "dibagi": sum(1 for row in rows if row.is_shared),
            "pasti": len(self.usulan_pasti),
        }

    @cached_property
    def idle(self) -> list[Jabatan]:
        """The positions of the tree's unit (or of the instansi) that carry nothing of any tree."""
        queryset = Jabatan.objects.visible_to(self.user).filter(
            ~Exists(KinerjaJabatan.objects.living().filter(jabatan=OuterRef("pk"))),
            instansi=self.pohon.instansi_id,
        )
        if self.pohon.unit:
            queryset = queryset.filter(unit__in=Unit.objects.in_branch(self.pohon.unit))
        return list(queryset.select_related("unit", "induk").order_by("lft"))
