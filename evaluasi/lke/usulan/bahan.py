"""What proposals are counted from: the trees, plans and positions of the unit of a sheet, read together.

Some twenty queries, each at most once and only where asked for, however many trees, nodes or positions there are.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from evaluasi import putusan
from evaluasi.lke.usulan.bahan_pohon import BahanPohon, Row, trees_of
from evaluasi.models import Pengecualian, TemuanTersimpan
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
from perencanaan.models import Dokumen, Pemetaan
from pohon.models import Indikator, VersiPohon

__all__ = ["Bahan", "Row", "trees_of"]
HEAVY = (Severity.GALAT.value, Severity.PERINGATAN.value)


class Bahan(BahanPohon):
    """The rows of a sheet's unit, read when first asked for."""

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
        """The IKU of the first frozen version of each tree, by tree; of another's tree those still carried."""
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
                if not self.menumpang or node["id"] in self.simpul
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
        """The positions with a PK of the year that is ditetapkan; a draft promises nothing yet."""
        rows = PerjanjianKinerja.objects.filter(tahun=self.tahun)
        fixed = rows.filter(status=PerjanjianKinerja.Status.DITETAPKAN)
        return self._positions(fixed, "jabatan_id")

    @cached_property
    def ber_skp(self) -> set[int]:
        """The positions with an SKP of the year that is ditetapkan, or was until it was closed."""
        rows = Skp.objects.filter(tahun=self.tahun).exclude(status=Skp.Status.DRAF)
        return self._positions(rows, "pejabat__jabatan_id")

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
