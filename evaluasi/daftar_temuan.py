"""Findings of many trees as their last checks left them: narrowed by the address, summed up by tree, rule and unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from evaluasi.models import Pengecualian, TemuanTersimpan
from evaluasi.models.pemeriksaan import TemuanTersimpanQuerySet
from evaluasi.saringan import BERALASAN, DITOLAK, TANPA
from lib.aturan import KELOMPOK, Rule, Severity, rules
from lib.daftar import LONGEST_SEARCH, MOST_WORDS
from lib.masukan import number_of
from organisasi.models import Instansi, Unit
from pohon.models import Pohon, Simpul
from pohon.models.pohon import PohonQuerySet

if TYPE_CHECKING:
    from organisasi.models import AnyUser

Query = Mapping[str, str]
TANPA_ALASAN = Q(perlu_alasan=True, beralasan=False)
OF_REASON = {
    TANPA: TANPA_ALASAN,
    BERALASAN: Q(beralasan=True),
    DITOLAK: Q(alasan_ditolak=True, perlu_alasan=True),
}
FILTERS = (
    "q",
    "unit",
    "periode",
    "pohon",
    "aturan",
    "huruf",
    "tingkat",
    "alasan",
    "tahap",
    "status",
    "saya",
)


@dataclass
class Pilihan:
    """The trees and the findings an address asks for."""

    pohon: PohonQuerySet
    temuan: TemuanTersimpanQuerySet
    query: Query
    sempit: bool  # whether findings are left out, so that trees without any that fit are too

    def by_pohon(self) -> QuerySet[Pohon]:
        """Return the trees with `galat`, `peringatan`, `saran`, `tanpa` (reason wanting) and `ditolak` counted."""
        rows = self.pohon.with_outcome().select_related("unit", "periode", "pemeriksaan")
        if self.sempit:
            rows = rows.filter(pk__in=self.temuan.order_by().values("pohon"))
        counted: QuerySet[Pohon] = rows.annotate(
            galat=self._count(Q(tingkat=Severity.GALAT)),
            peringatan=self._count(Q(tingkat=Severity.PERINGATAN)),
            saran=self._count(Q(tingkat=Severity.INFO)),
            tanpa=self._count(TANPA_ALASAN),
            ditolak=self._count(OF_REASON[DITOLAK]),
        )
        return counted

    def _count(self, condition: Q) -> Coalesce:
        found = self.temuan.filter(condition, pohon=OuterRef("pk")).order_by().values("pohon")
        return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), Value(0))

    def one_by_one(self) -> QuerySet[Any]:
        """Return the findings with `outcome`, and the `alasan` and `tanggapan` of each."""
        reasons = Pengecualian.objects.filter(pohon=OuterRef("pohon"), sidik=OuterRef("sidik"))
        root: QuerySet[Any] = Simpul.objects.filter(pohon=OuterRef("pohon"), induk=None)
        rows: QuerySet[Any] = self.temuan.select_related(
            "pohon__unit", "pohon__instansi", "pohon__pemeriksaan"
        )
        return rows.annotate(
            outcome=Subquery(root.values("pernyataan")[:1]),
            alasan=Subquery(reasons.values("alasan")[:1]),
            tanggapan=Subquery(reasons.values("tanggapan")[:1]),
        )

    def by_aturan(self) -> QuerySet[TemuanTersimpan, dict[str, Any]]:
        """Return a line per rule: how many findings, in how many trees, how many without a reason."""
        return self._sums("aturan").annotate(di=Count("pohon", distinct=True))

    def by_unit(self) -> QuerySet[TemuanTersimpan, dict[str, Any]]:
        """Return a line per unit: how many trees, and what was found in them."""
        return self._sums("pohon__unit", "pohon__unit__nama").annotate(
            di=Count("pohon", distinct=True)
        )

    def _sums(self, *by: str) -> QuerySet[TemuanTersimpan, dict[str, Any]]:
        rows = self.temuan.order_by().values(*by)
        return rows.annotate(
            jumlah=Count("pk"),
            galat=Count("pk", filter=Q(tingkat=Severity.GALAT)),
            peringatan=Count("pk", filter=Q(tingkat=Severity.PERINGATAN)),
            saran=Count("pk", filter=Q(tingkat=Severity.INFO)),
            tanpa=Count("pk", filter=TANPA_ALASAN),
        )

    def totals(self) -> dict[str, int]:
        """Count all findings by weight and by reason; one query."""
        return self.temuan.order_by().aggregate(
            jumlah=Count("pk"),
            galat=Count("pk", filter=Q(tingkat=Severity.GALAT)),
            peringatan=Count("pk", filter=Q(tingkat=Severity.PERINGATAN)),
            saran=Count("pk", filter=Q(tingkat=Severity.INFO)),
            tanpa=Count("pk", filter=TANPA_ALASAN),
            ditolak=Count("pk", filter=OF_REASON[DITOLAK]),
        )


def choose(user: AnyUser, instansi: Instansi, query: Query) -> Pilihan:
    """Return what the query of an address asks for; Http404 for a unit or tree the user may not see."""
    pohon = _trees(user, instansi, query)
    temuan = TemuanTersimpan.objects.filter(pohon__in=pohon).with_reason()
    narrowed = _findings(temuan, query)
    return Pilihan(pohon, narrowed, query, sempit=narrowed is not temuan)


def _trees(user: AnyUser, instansi: Instansi, query: Query) -> PohonQuerySet:
    rows = Pohon.objects.visible_to(user).filter(instansi=instansi)
    if query.get("saya") == "1":
        rows = rows.editable_by(user)
    if unit := number_of(query.get("unit")):
        top = Unit.objects.visible_to(user).filter(pk=unit, instansi=instansi).first()
        if top is None:
            raise Http404
        rows = rows.filter(unit__in=Unit.objects.in_branch(top))
    if periode := number_of(query.get("periode")):
        rows = rows.filter(periode=periode)
    if pohon := number_of(query.get("pohon")):
        rows = rows.filter(pk=pohon)
        if not rows.exists():
            raise Http404
    if query.get("status") in Pohon.Status.values:
        rows = rows.filter(status=query["status"])
    return rows


def _findings(temuan: TemuanTersimpanQuerySet, query: Query) -> TemuanTersimpanQuerySet:
    kept = temuan
    if query.get("tingkat") in set(Severity):
        kept = kept.filter(tingkat=query["tingkat"])
    if query.get("huruf") in KELOMPOK:
        kept = kept.filter(aturan__startswith=query["huruf"])
    if query.get("aturan") in by_id():
        kept = kept.filter(aturan=query["aturan"])
    if query.get("tahap") in {str(n) for n in Pohon.Tahap.values}:
        kept = kept.filter(tahap=int(query["tahap"]))
    if query.get("alasan") in OF_REASON:
        kept = kept.filter(OF_REASON[query["alasan"]])
    for word in query.get("q", "").replace("\x00", "")[:LONGEST_SEARCH].split()[:MOST_WORDS]:
        kept = kept.filter(Q(aturan__iexact=word) | Q(pesan__icontains=word))
    return kept


def by_id() -> dict[str, Rule]:
    """Return all rules by their ids."""
    return {rule.id: rule for rule in rules()}


def name_nodes(daftar: Iterable[Any]) -> None:
    """Give each finding `nama_simpul` and `oleh_aturan` (its Rule; None: no longer registered). One query."""
    daftar = list(daftar)
    keys = {one.simpul for one in daftar if one.simpul}
    names = dict(Simpul.objects.filter(pk__in=keys).values_list("pk", "pernyataan"))
    known = by_id()
    for one in daftar:
        one.nama_simpul = names.get(one.simpul or 0, "")
        one.oleh_aturan = known.get(one.aturan)
