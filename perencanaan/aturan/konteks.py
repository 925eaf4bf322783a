"""What the rules of this room read beside the tree: what its nodes became, and the documents that plan it.

Read once per context and kept with it; the queries do not grow with the size of the tree or of a document. Komponen
come as plain rows: a thousand model instances would take longer than all rules together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q

from lib.aturan import Found
from organisasi.models import Instansi
from perencanaan import susunan
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Pemetaan, VersiNomenklatur
from pohon.aturan import KonteksPohon
from pohon.models import Perubahan

Node = dict[str, Any]
Temuan = Iterator[Found]
CACHE = "_rencana"
MAP = "bagian:penuangan"  # the part of the editor where a mapping is made
LAMPIRAN = "PermenPANRB 89/2021, Lampiran"
KEPMENDAGRI = "Pokin (turunan Kepmendagri tentang nomenklatur perencanaan dan keuangan daerah)"
LABEL = dict(Komponen.Jenis.choices)
J = Dokumen.Jenis
RENSTRA = frozenset({J.RENSTRA_PD, J.RENSTRA_KL})


class BarisKomponen(NamedTuple):
    """A komponen as the rules see it, with what its code and its nomenclature are held to."""

    pk: int
    dokumen_id: int
    jenis: str
    kode: str
    nama: str
    sasaran: str
    lft: int
    rght: int
    induk_jenis: str | None
    induk_kode: str | None
    nomenklatur_versi: int | None
    nomenklatur_tingkat: str | None
    nomenklatur_kode: str | None

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}".strip()

    @property
    def label(self) -> str:
        """Its kind in words."""
        return str(LABEL[self.jenis])

    @property
    def is_lowest(self) -> bool:
        """Whether nothing lies below it."""
        return self.rght - self.lft == 1

    @property
    def hasil(self) -> str:
        """The result it stands for."""
        return self.sasaran or self.nama

    def holds(self, other: BarisKomponen) -> bool:
        """Whether another komponen is this one or lies below it."""
        return (
            self.dokumen_id == other.dokumen_id
            and self.lft <= other.lft
            and other.rght <= self.rght
        )


LOOKUPS = (
    "komponen_id",
    "komponen__dokumen_id",
    "komponen__jenis",
    "komponen__kode",
    "komponen__nama",
    "komponen__sasaran",
    "komponen__lft",
    "komponen__rght",
    "komponen__induk__jenis",
    "komponen__induk__kode",
    "komponen__nomenklatur__versi",
    "komponen__nomenklatur__tingkat",
    "komponen__nomenklatur__kode",
)


@dataclass(slots=True)
class Tertuang:
    """A mapping: a node of the tree in a komponen, with the reason given for it."""

    simpul: int
    komponen: BarisKomponen
    alasan: str


class KonteksRencana:
    """What became of the nodes of one tree, and the documents concerned."""

    def __init__(self, k: KonteksPohon) -> None:
        self.k = k
        self.pohon: int = k.head["id"]
        self.instansi: int = k.head["instansi"]["id"]
        jenis = k.head["instansi"]["jenis"]
        self.is_pemda: bool = jenis != Instansi.Jenis.KEMENTERIAN_LEMBAGA
        self.tingkat = ""
        if self.is_pemda:
            tiers = Nomenklatur.Tingkat
            provinsi = jenis == Instansi.Jenis.PROVINSI
            self.tingkat = str(tiers.PROVINSI if provinsi else tiers.KABKOTA)

    # --- mapping -----------------------------------------------------------------------------------
    @cached_property
    def semua(self) -> Sequence[Tertuang]:
        """The mappings of the tree in tree order; what a perubahan of a document replaced does not count."""
        rows = Pemetaan.objects.current().filter(simpul__pohon=self.pohon)
        rows = rows.order_by("simpul__lft", "pk")
        known: dict[int, BarisKomponen] = {}
        found = []
        for simpul, alasan, *values in rows.values_list("simpul_id", "alasan", *LOOKUPS):
            komponen = known.get(values[0])
            if komponen is None:
                komponen = known[values[0]] = BarisKomponen(*values)
            found.append(Tertuang(simpul, komponen, alasan))
        return found

    @cached_property
    def daftar(self) -> Mapping[int, Sequence[Tertuang]]:
        """The mappings of each node."""
        found: dict[int, list[Tertuang]] = defaultdict(list)
        for row in self.semua:
            found[row.simpul].append(row)
        return found

    @cached_property
    def komponen(self) -> Mapping[int, BarisKomponen]:
        """The komponen with a node of this tree, in tree order of their first nodes."""
        return {row.komponen.pk: row.komponen for row in self.semua}

    @cached_property
    def simpul(self) -> Mapping[int, Sequence[int]]:
        """The nodes of this tree behind each komponen, in tree order."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.semua:
            found[row.komponen.pk].append(row.simpul)
        return found

    # --- documents -----------------------------------------------------------------------------------
    @cached_property
    def dokumen(self) -> Mapping[int, Dokumen]:
        """The documents with a komponen of this tree, and the unit's own of the period; two queries at most.

        What an established one froze is read for those alone.
        """
        k = self.k
        unit = k.head["unit"]["id"] if k.head["unit"] else None
        own = Q(unit=unit, periode=k.head["periode"]["id"])
        mapped = {row.dokumen_id for row in self.komponen.values()}
        rows = Dokumen.objects.current().filter(own | Q(pk__in=mapped), instansi=self.instansi)
        rows = rows.defer("beku").select_related("periode", "versi_nomenklatur", "instansi", "unit")
        found = {row.pk: row for row in rows.order_by("jenis", "tahun", "pk")}
        established = [pk for pk, row in found.items() if row.ditetapkan]
        kept: dict[int, Any] = {}
        if established:
            values = Dokumen.objects.filter(pk__in=established).values_list("pk", "beku")
            kept = dict(values)
        for pk, row in found.items():
            row.beku = kept.get(pk, {})
        return found

    @cached_property
    def milik_unit(self) -> Sequence[Dokumen]:
        """The plans of the tree's own unit and period below the RPJMD and RPJMN."""
        unit = self.k.head["unit"]["id"] if self.k.head["unit"] else None
        return [
            row
            for row in self.dokumen.values()
            if row.unit_id == unit
            and row.periode_id == self.k.head["periode"]["id"]
            and row.jenis not in susunan.TOP_LEVELS
        ]

    def bernama(self, komponen: BarisKomponen) -> str:
        """Name a komponen in a sentence, with its document where that is a Renja, which repeats its Renstra."""
        dokumen = self.dokumen[komponen.dokumen_id]
        where = f" di {dokumen}" if dokumen.jenis == J.RENJA else ""
        return f"{komponen.label} “{komponen}”{where}"

    @cached_property
    def versi(self) -> VersiNomenklatur | None:
        """The newest version of the nomenclature; one query."""
        return VersiNomenklatur.objects.first()

    # --- stages --------------------------------------------------------------------------------------
    @property
    def is_before_mapping(self) -> bool:
        """Whether the tree stands in a stage in which it knows no plan, position or budget (1 to 3)."""
        return int(self.k.head["tahap"]) <= 3

    @cached_property
    def furthest(self) -> int:
        """The latest stage the tree ever was in by its log; 0 when it never changed stage. One query."""
        rows = Perubahan.objects.filter(pohon=self.pohon, jenis=Perubahan.Jenis.TAHAP)
        pairs = rows.values_list("sebelum", "sesudah")
        return max((int(one.get("tahap", 0)) for pair in pairs for one in pair), default=0)


def rencana_of(k: KonteksPohon) -> KonteksRencana:
    """Return what the rules of this room read, prepared once for a context."""
    found: KonteksRencana | None = k.__dict__.get(CACHE)
    if found is None:
        found = k.__dict__[CACHE] = KonteksRencana(k)
    return found


def level_of(node: Node) -> str:
    """Return the level of a node of the context (see usulan.level_of)."""
    level: str = node.get("level_kinerja", "")
    return level or ("operasional" if node["jenis"] == "operasional" else "")
