"""What a score is reckoned from: the tree, what the rules say of it, the reasons given, its mapping and carriers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from evaluasi.models import Pengecualian
from evaluasi.temuan import Temuan
from jabatan.models import Jabatan, KinerjaJabatan, Pejabat
from lib.aturan import Severity, run
from organisasi.models import Unit
from perencanaan import susunan
from perencanaan.models import Dokumen, Komponen, Pemetaan
from pohon import potret
from pohon.aturan import KonteksPohon
from pohon.models import Pohon

Node = dict[str, Any]
RENSTRA = (Dokumen.Jenis.RENSTRA_PD, Dokumen.Jenis.RENSTRA_KL)
TERATAS = (Dokumen.Jenis.RPJMD, Dokumen.Jenis.RPJMN)
SASARAN = (susunan.SASARAN, susunan.SASARAN_STRATEGIS)


class Bahan:
    """Everything read of one tree; as many queries for 10 nodes as for 1,000."""

    def __init__(self, pohon: Pohon) -> None:
        self.pohon = pohon
        whole = potret.whole(pohon)
        self.k = KonteksPohon(whole, whole["simpul"])
        reasons = {row.sidik: row for row in Pengecualian.objects.filter(pohon=pohon)}
        self.semua = [
            Temuan(found, reasons.get(found.sidik)) for found in run(self.k, up_to=pohon.tahap)
        ]

    @cached_property
    def akar(self) -> int:
        """The outcome, which answers for what is found of the tree as a whole; 0 in a tree without one."""
        return next((node["id"] for node in self.k.semua if node["induk"] is None), 0)

    @cached_property
    def by_simpul(self) -> dict[int, list[Temuan]]:
        """What was found of each node."""
        found: dict[int, list[Temuan]] = defaultdict(list)
        for one in self.semua:
            found[one.finding.simpul or self.akar].append(one)
        return found

    def of(self, simpul: int, aturan: Collection[str]) -> list[Temuan]:
        """Return what these rules found of a node."""
        found = self.by_simpul.get(simpul)
        return [one for one in found if one.finding.by.id in aturan] if found else []

    def judged(self, simpul: int, aturan: Collection[str]) -> tuple[int, str]:
        """Return half points and reason by these rules: a galat takes all, a peringatan half, an info nothing.

        What is left as it is with a reason that holds counts as settled.
        """
        if simpul not in self.by_simpul:
            return 2, ""
        found = self.of(simpul, aturan)
        left = [one for one in found if not one.is_excused]
        weights = {one.finding.severity for one in left}
        said = " ".join(
            one.finding.message for one in left if one.finding.severity != Severity.INFO
        )
        if Severity.GALAT in weights:
            return 0, said
        if Severity.PERINGATAN in weights:
            return 1, said
        return 2, excuse(found)

    @cached_property
    def own(self) -> list[Node]:
        """The nodes the tree's own unit carries, in tree order."""
        return [node for node in self.k.semua if self.k.is_own(node)]

    # --- The other side: holders, komponen, positions -------------------------------------------------------------
    @cached_property
    def diampu(self) -> dict[int, list[tuple[str, bool]]]:
        """By node: the positions that carry it, and whether somebody holds them today."""
        held = Pejabat.objects.on(timezone.localdate()).filter(jabatan=OuterRef("jabatan"))
        rows = KinerjaJabatan.objects.filter(simpul__pohon=self.pohon).annotate(
            berpejabat=Exists(held)
        )
        found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        for simpul, nama, held_now in rows.order_by("pk").values_list(
            "simpul", "jabatan__nama", "berpejabat"
        ):
            found[simpul].append((nama, held_now))
        return found

    @cached_property
    def dituangkan(self) -> set[int]:
        """The nodes mapped to a komponen of a document that stands."""
        rows = Pemetaan.objects.current().filter(simpul__pohon=self.pohon)
        return set(rows.order_by().values_list("simpul_id", flat=True))

    def _q_unit(self, lookup: str) -> Q:
        """Return the condition "of the tree's unit or below it, or (no unit) of the instansi itself"."""
        own = self.k.own_units
        return Q(**{lookup: None}) if own is None else Q(**{f"{lookup}__in": own})

    @cached_property
    def komponen(self) -> list[dict[str, Any]]:
        """The komponen the tree should hold up, with `tertopang`: whether a node of any tree does.

        Of a Renstra those with a budget, of an RPJMD or RPJMN the sasaran. A document of a unit above counts where
        the tree's unit answers for the komponen. A KRO is held up by its RO.
        """
        periode = self.pohon.periode
        documents = Dokumen.objects.current().filter(
            instansi=self.pohon.instansi_id,
            jenis__in=(*RENSTRA, *TERATAS),
            periode__tahun_awal__lte=periode.tahun_akhir,
            periode__tahun_akhir__gte=periode.tahun_awal,
        )
        kinds = Q(dokumen__jenis__in=RENSTRA, jenis__in=susunan.WITH_PAGU) | Q(
            dokumen__jenis__in=TERATAS, jenis__in=SASARAN
        )
        held = Pemetaan.objects.living()
        rows = Komponen.objects.filter(kinds, self._q_plan(), dokumen__in=documents).annotate(
            tertopang=Exists(held.filter(komponen=OuterRef("pk")))
            | Exists(held.filter(komponen__induk=OuterRef("pk"), komponen__jenis=susunan.RO))
        )
        names = ("pk", "kode", "nama", "jenis", "dokumen_id", "tertopang")
        return list(rows.order_by("tree_id", "lft").values(*names))

    def _q_plan(self) -> Q:
        own = self._q_unit("dokumen__unit")
        unit = self.pohon.unit
        if unit is None:
            return own
        above = Unit.objects.filter(
            tree_id=unit.tree_id, lft__lt=unit.lft, rght__gt=unit.rght
        ).order_by()
        return own | (Q(dokumen__unit__in=above) & self._q_unit("penanggung_jawab"))

    @cached_property
    def jabatan(self) -> list[dict[str, Any]]:
        """The positions of the tree's unit and below, with `berkinerja`: whether they carry a node of any tree.

        A tree of a whole region answers for the positions no unit has (its head), one of a ministry for all.
        """
        rows = Jabatan.objects.filter(instansi=self.pohon.instansi_id)
        if self.k.own_units is not None or self.pohon.instansi.is_pemda:
            rows = rows.filter(self._q_unit("unit"))
        carried = KinerjaJabatan.objects.living().filter(jabatan=OuterRef("pk"))
        rows = rows.annotate(berkinerja=Exists(carried))
        return list(rows.order_by("lft").values("pk", "nama", "berkinerja"))


def excuse(found: Iterable[Temuan]) -> str:
    """Return the reasons for which something found counts as settled; empty without any."""
    said = dict.fromkeys(
        one.pengecualian.alasan for one in found if one.is_excused and one.pengecualian
    )
    return f"Temuan diakui dengan alasan: {' '.join(said)}" if said else ""
