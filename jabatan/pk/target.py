"""What a position promises of an indicator in a year, and what the plan says of it (rule H-12).

The target of a PK is the position's own share (TargetJabatan) where there is one, else the target of the node's
indicator. The plan's target is that of the document whose komponen the node was mapped to: the Renja of the year
before the Renstra, as for the budget (jabatan.anggaran), with its deviations or as frozen (perencanaan.ukuran).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jabatan.models import KinerjaJabatan, TargetJabatan
from jabatan.pk.isi import Ukuran
from perencanaan.models import Dokumen, Komponen, Pemetaan
from perencanaan.ukuran import Ukuran as UkuranRencana
from perencanaan.ukuran import read_many
from pohon.models import Indikator

Key = tuple[int, int]  # simpul, indikator
Plan = dict[int, list[UkuranRencana]]


@dataclass
class Rencana:
    """The indicators of plans that were read once, for the letters of a whole unit."""

    dibaca: dict[int, Plan] = field(default_factory=dict)

    def of(self, dokumen: Dokumen) -> Plan:
        """Return the indicators of a document by its komponen; read the first time only."""
        if dokumen.pk not in self.dibaca:
            self.dibaca[dokumen.pk] = read_many([dokumen])
        return self.dibaca[dokumen.pk]


@dataclass(frozen=True)
class TargetTahun:
    """The targets of one year for what a position carries."""

    tahun: int
    rencana: dict[Key, tuple[Decimal, str]]
    bagian: dict[Key, dict[int, Decimal]]  # by kinerja

    def ukuran_of(self, kinerja: KinerjaJabatan) -> tuple[Ukuran, ...]:
        """Return the indicators of a kinerja with their targets, in the order of the node."""
        return tuple(self._ukuran(kinerja, row) for row in kinerja.simpul.daftar_indikator.all())

    def _ukuran(self, kinerja: KinerjaJabatan, indikator: Indikator) -> Ukuran:
        key = (kinerja.simpul_id, indikator.pk)
        shares = self.bagian.get(key, {})
        of_tree = {row.tahun: row.nilai for row in indikator.daftar_target.all()}
        planned, source = self.rencana.get(key, (None, ""))
        return Ukuran(
            indikator.nama,
            indikator.satuan,
            shares.get(kinerja.pk, of_tree.get(self.tahun)),
            kunci=indikator.pk,
            target_rencana=planned,
            asal_rencana=source,
            is_terbagi=kinerja.pk in shares and _adds_up(indikator, shares, planned),
        )


def _adds_up(indikator: Indikator, shares: dict[int, Decimal], planned: Decimal | None) -> bool:
    """Whether the shares of all positions together are the plan's target, so that none differs from it."""
    return indikator.konsolidasi_lokasi in ("", Indikator.KonsolidasiLokasi.SUM) and (
        sum(shares.values(), Decimal(0)) == planned
    )


def targets(
    carried: Sequence[KinerjaJabatan],
    komponen: Iterable[Komponen],
    tahun: int,
    rencana: Rencana | None = None,
) -> TargetTahun:
    """Return the targets of a year; `komponen` are those the nodes were mapped to (jabatan.anggaran.mapped).

    Two queries and those of perencanaan.ukuran for each document that `rencana` has not read.
    """
    simpul = [row.simpul_id for row in carried]
    return TargetTahun(
        tahun, _planned(simpul, list(komponen), tahun, rencana or Rencana()), _shares(simpul, tahun)
    )


def _shares(simpul: list[int], tahun: int) -> dict[Key, dict[int, Decimal]]:
    found: dict[Key, dict[int, Decimal]] = defaultdict(dict)
    rows = TargetJabatan.objects.filter(kinerja__simpul__in=simpul, tahun=tahun)
    names = ("kinerja__simpul_id", "indikator_id", "kinerja_id", "nilai")
    for node, indikator, kinerja, nilai in rows.values_list(*names):
        found[node, indikator][kinerja] = nilai
    return dict(found)


def _planned(
    simpul: list[int], komponen: list[Komponen], tahun: int, rencana: Rencana
) -> dict[Key, tuple[Decimal, str]]:
    """Return the plan's target and the document's name; the first komponen of a node speaks for it."""
    by_pk = {row.pk: row for row in komponen}
    pairs = Pemetaan.objects.current().filter(simpul__in=simpul, komponen__in=list(by_pk))
    found: dict[Key, tuple[Decimal, str]] = {}
    order = ("komponen__tree_id", "komponen__lft", "pk")
    for node, pk in pairs.order_by(*order).values_list("simpul_id", "komponen_id"):
        dokumen = by_pk[pk].dokumen
        for ukuran in rencana.of(dokumen).get(pk, ()):
            nilai = ukuran.target.get(tahun)
            if ukuran.simpul == node and nilai is not None:
                found.setdefault((node, ukuran.indikator), (nilai, dokumen.nama))
    return found
