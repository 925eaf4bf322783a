"""What proposals are counted from: the trees, plans and positions of the unit of a sheet, read together.

Some twenty queries, each at most once and only where asked for, however many trees, nodes or positions there are.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from evaluasi import putusan
from evaluasi.models import Lke, Pengecualian, TemuanTersimpan
from evaluasi.putusan import PutusanVersi
from jabatan.models import (
    Jabatan,
    KinerjaJabatan,
    PeranHasil,
    PerjanjianKinerja,
    RencanaAksi,
    Skp,
)
from lib.aturan import Severity
from organisasi.models import Unit
from perencanaan.models import Dokumen, Pemetaan
from pohon.milik import carried_elsewhere
from pohon.models import Crosscutting, Indikator, Pohon, Simpul, Target, VersiPohon

if TYPE_CHECKING:
    from pohon.models.pohon import PohonQuerySet

Row = dict[str, Any]
HEAVY = (Severity.GALAT.value, Severity.PERINGATAN.value)


def trees_of(lke: Lke) -> PohonQuerySet:
    """Return the living trees of a sheet's unit and the units below it (or of the whole instansi) in its year."""
    rows = Pohon.objects.filter(
        instansi=lke.instansi_id,
        dihapus=None,
        periode__tahun_awal__lte=lke.tahun,
        periode__tahun_akhir__gte=lke.tahun,
    )
    if lke.unit:
        rows = rows.filter(unit__in=Unit.objects.in_branch(lke.unit))
    return rows


class Bahan:
    """The rows of a sheet's unit, read when first asked for."""

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
        found = (n["pernyataan"] for n in self.simpul.values() if n["pohon"] == pohon.pk)
        return next(found, "tanpa outcome")

    @cached_property
    def simpul(self) -> dict[int, Row]:
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
        return {row["pk"]: row for row in found}

    @cached_property
    def crosscutting(self) -> dict[int, list[Crosscutting]]:
        """The crosscutting marks by node."""
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
                for mark in self.crosscutting.get(node["pk"], ())
                if mark.status != Crosscutting.Status.DITOLAK
            ]
            yield node["pengampu"], marks
            node = self.simpul.get(node["induk"])

    def link(self, node: Row) -> str:
        """Return the address of a node in the editor."""
        return f"{reverse('pohon:editor', args=[node['pohon']])}#simpul-{node['pk']}"

    # --- what the rules and the evaluators said -----------------------------------------------
    @cached_property
    def temuan(self) -> dict[int, list[TemuanTersimpan]]:
        """The heavy findings of the last check by tree, without those that have a valid reason."""
        trees = list(self.pohon)
        excused = {
            (row.pohon_id, row.sidik)
            for row in Pengecualian.objects.filter(pohon__in=trees)
            if row.is_valid
        }
        found: dict[int, list[TemuanTersimpan]] = defaultdict(list)
        for row in TemuanTersimpan.objects.filter(pohon__in=trees, tingkat__in=HEAVY):
            if (row.pohon_id, row.sidik) not in excused:
                found[row.pohon_id].append(row)
        return found

    def findings(self, pohon: int, *aturan: str) -> list[TemuanTersimpan]:
        """Return the findings of a tree by these rules; a single letter stands for all its rules."""
        return [
            row
            for row in self.temuan.get(pohon, ())
            if row.aturan in aturan or row.aturan[0] in aturan
        ]

    @cached_property
    def versi_terakhir(self) -> list[VersiPohon]:
        """The newest frozen version of each tree, without its content."""
        newest: dict[int, VersiPohon] = {}
        rows = VersiPohon.objects.filter(pohon__in=list(self.pohon)).defer("isi")
        for row in rows.order_by("pohon", "nomor"):
            newest[row.pohon_id] = row
        return list(newest.values())

    @cached_property
    def putusan(self) -> dict[int, PutusanVersi]:
        """What counts of the evaluators' judgements, by version."""
        return putusan.of_many(self.versi_terakhir)

    @cached_property
    def iku_awal(self) -> dict[int, list[Row]]:
        """The IKU of the first frozen version of each tree, by tree."""
        first: dict[int, int] = {}
        rows = VersiPohon.objects.filter(pohon__in=list(self.pohon)).order_by("pohon", "-nomor")
        for pk, pohon in rows.values_list("pk", "pohon"):
            first[pohon] = pk
        found: dict[int, list[Row]] = {}
        for versi in VersiPohon.objects.filter(pk__in=list(first.values())).order_by("pohon"):
            nodes = versi.isi.get("simpul", ())
            found[versi.pohon_id] = [
                {**one, "simpul": node["id"]}
                for node in nodes
                for one in node.get("indikator", ())
                if one.get("kategori") == Indikator.Kategori.IKU
            ]
        return found

    # --- plans and positions ------------------------------------------------------------------
    @cached_property
    def dokumen(self) -> list[Dokumen]:
        """The documents of the instansi in force in the year."""
        rows = Dokumen.objects.current().filter(
            Q(tahun=None) | Q(tahun=self.tahun),
            instansi=self.lke.instansi_id,
            periode__tahun_awal__lte=self.tahun,
            periode__tahun_akhir__gte=self.tahun,
        )
        return list(rows.order_by("pk"))

    @cached_property
    def terpetakan(self) -> set[int]:
        """The nodes that became a komponen of a document in force."""
        rows = Pemetaan.objects.current().filter(simpul__pohon__in=list(self.pohon))
        return set(rows.values_list("simpul_id", flat=True))

    @cached_property
    def pemegang(self) -> dict[int, list[Row]]:
        """Which positions carry each node."""
        found: dict[int, list[Row]] = defaultdict(list)
        rows = KinerjaJabatan.objects.filter(simpul__pohon__in=list(self.pohon)).order_by("pk")
        for row in rows.values("simpul", "jabatan", "jabatan__unit"):
            found[row["simpul"]].append(dict(row))
        return found

    @cached_property
    def jabatan(self) -> list[Jabatan]:
        """The positions of the units, in tree order."""
        rows = Jabatan.objects.filter(instansi=self.lke.instansi_id)
        if self.lke.unit:
            rows = rows.filter(unit__in=[unit.pk for unit in self.unit])
        return list(rows.order_by("lft"))

    @cached_property
    def berkinerja(self) -> set[int]:
        """The positions with kinerja from any living tree."""
        return self._positions(KinerjaJabatan.objects.living(), "jabatan_id")

    @cached_property
    def ber_pk(self) -> set[int]:
        """The positions with a PK of the year."""
        return self._positions(PerjanjianKinerja.objects.filter(tahun=self.tahun), "jabatan_id")

    @cached_property
    def ber_skp(self) -> set[int]:
        """The positions with an SKP of the year."""
        return self._positions(Skp.objects.filter(tahun=self.tahun), "pejabat__jabatan_id")

    @cached_property
    def ber_renaksi(self) -> set[int]:
        """The positions with an action plan of the year."""
        return self._positions(RencanaAksi.objects.filter(tahun=self.tahun), "jabatan_id")

    @cached_property
    def berperan(self) -> set[int]:
        """The positions in the matriks peran hasil."""
        return self._positions(PeranHasil.objects.shown(), "jabatan_id")

    def _positions(self, rows: QuerySet[Any], jabatan: str) -> set[int]:
        instansi = jabatan.replace("jabatan_id", "jabatan__instansi")
        found = rows.order_by().filter(**{instansi: self.lke.instansi_id})
        return set(found.values_list(jabatan, flat=True))
