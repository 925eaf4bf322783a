"""What the mapping page and the editor's panel show: nodes with their komponen, proposals and
warnings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Q, Value, When

from organisasi.izin import izin
from perencanaan.bentuk import LABEL as LABEL_BENTUK
from perencanaan.bentuk import JenisBentuk, shapes
from perencanaan.models import Dokumen, Komponen, Pemetaan
from perencanaan.penyesuaian.simpul import reasons_of, statement_changed
from perencanaan.usulan.calon import Calon, Penawaran
from perencanaan.usulan.komponen import (
    LEVEL_LABEL,
    Perencana,
    Usulan,
    foreign_to,
    is_given_to,
    jenis_komponen_for,
    level_of,
    load_simpul,
    mismatch,
)
from perencanaan.views.dokumen import tone_of
from pohon.milik import marks_of
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST_CHOICES = 25
# What a mapping of any tree tells of its node: level, parent, and tree.
OF_SIMPUL = {
    "level": F("simpul__level_kinerja"),
    "atas": F("simpul__induk_id"),
    "pohon": F("simpul__pohon_id"),
}
TINGKAT = (
    ("strategis", "Strategis"),
    ("taktikal", "Taktikal"),
    ("operasional", "Operasional"),
    ("", "Tanpa level"),
)


@dataclass
class Kepingan:
    """A komponen to which a node is mapped."""

    pemetaan: Pemetaan
    nada: str
    di_sini: bool
    boleh_lepas: bool
    jumlah_kotak: int
    peringatan: list[str]
    perlu_alasan: bool = False
    sesuai: list[str] = field(default_factory=list)
    boleh_sesuai: bool = False

    @property
    def bisa_diambil(self) -> bool:
        """Whether the node's changed words may be taken over: the komponen is its own, or still has its words."""
        old = self.pemetaan.salinan.get("pernyataan")
        if not self.boleh_sesuai or not statement_changed({"pernyataan": old or ""}, self._now):
            return False
        return self.jumlah_kotak == 1 or self.komponen.hasil == old

    @property
    def _now(self) -> dict[str, str]:
        return {"pernyataan": self.pemetaan.simpul.pernyataan}

    @property
    def komponen(self) -> Komponen:
        """The komponen itself."""
        return self.pemetaan.komponen


@dataclass
class Kotak:
    """A node on the mapping page."""

    simpul: Simpul
    tingkat: str
    level: str
    mitra: str = ""
    luar: str = ""
    daftar: list[Kepingan] = field(default_factory=list)
    usulan: Usulan | None = None
    mirip: list[Calon] = field(default_factory=list)

    @property
    def perlu_sesuai(self) -> bool:
        """Whether the node changed since it became one of its komponen."""
        return any(keping.sesuai for keping in self.daftar)

    @property
    def banyak(self) -> str:
        """The badge of a node that became several komponen of one document; else empty."""
        here = [k.komponen for k in self.daftar if k.di_sini]
        if len(here) < 2:
            return ""
        vertical = any(a.lft < b.lft and b.rght < a.rght for a in here for b in here)
        return f"1 simpul → {len(here)} komponen ({'vertikal' if vertical else 'horizontal'})"


@dataclass
class Sisi:
    """A komponen of the chosen document on the other side of the page."""

    komponen: Komponen
    nada: str
    jumlah_kotak: int


def documents_for(
    user: AnyUser, pohon: Pohon, *, also: Collection[int] = (), lama: int = 0
) -> list[Dokumen]:
    """Return the documents of the tree's instansi whose years meet the tree's, those of its unit
    first; those named in `also` whatever their years. What a perubahan has taken the place of is
    left out, unless it is asked for: `lama`.
    """
    years = pohon.periode
    same_years = Q(
        periode__tahun_awal__lte=years.tahun_akhir, periode__tahun_akhir__gte=years.tahun_awal
    )
    rows = (
        Dokumen.objects.visible_to(user)
        .filter(same_years | Q(pk__in=also), instansi=pohon.instansi_id)
        .filter(Q(perubahan=None) | Q(pk=lama))
        .select_related("instansi", "unit", "periode", "versi_nomenklatur")
    )
    usual = ("renstra_pd", "renstra_kl", "rpjmd", "rpjmn", "renja")
    return sorted(
        rows,
        key=lambda row: (
            not can_write(user, row),
            row.unit_id != pohon.unit_id,
            usual.index(row.jenis),
            row.nama,
        ),
    )


def can_write(user: AnyUser, dokumen: Dokumen) -> bool:
    """Whether the user may write a document now."""
    return not why_not_written(user, dokumen)


def why_not_written(user: AnyUser, dokumen: Dokumen) -> str:
    """Say why the user may not write a document now; empty when they may."""
    if not izin(user).may_edit(dokumen.instansi_id, dokumen.unit):
        return f"{dokumen.nama} bukan dokumen unit Anda; minta pemiliknya atau admin instansi."
    return dokumen.lock_reason


def can_map(user: AnyUser, pohon: Pohon) -> bool:
    """Whether the user may map nodes of a tree now."""
    return (
        pohon.tahap >= Pohon.Tahap.PENUANGAN
        and not pohon.is_locked
        and izin(user).may_edit(pohon.instansi_id, pohon.unit)
    )


class Papan:
    """The board: every node of a tree against one document; a fixed number of queries.

    With `usulan_untuk` only that node gets proposals: the panel of the editor shows no other.
    """

    def __init__(
        self,
        user: AnyUser,
        pohon: Pohon,
        dokumen: Dokumen | None,
        *,
        usulan_untuk: int | None = None,
    ) -> None:
        self.user, self.pohon, self.dokumen = user, pohon, dokumen
        self.usulan_untuk = usulan_untuk
        self.boleh_ubah = can_map(user, pohon)
        self.boleh_dokumen = bool(self.boleh_ubah and dokumen and can_write(user, dokumen))
        self.daftar_simpul = load_simpul(pohon)
        self.daftar_komponen: Sequence[Komponen] = (
            list(Komponen.objects.filter(dokumen=dokumen).order_by("lft")) if dokumen else []
        )
        mapped = [*self._mapped_here(), *self._mapped_elsewhere()]
        self.gabungan: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
        for row in mapped:
            self.gabungan[row.komponen_id].append((row.level, row.atas))
        self.daftar_pemetaan = sorted(
            (row for row in mapped if row.pohon == pohon.pk),
            key=lambda row: (row.komponen.tree_id, row.komponen.lft),
        )
        self.kotak = self._boxes()

    def _mapped_here(self) -> Iterable[Any]:
        """Yield the mappings of all trees to the chosen document; its komponen are known."""
        if self.dokumen is None:
            return
        by_pk = {komponen.pk: komponen for komponen in self.daftar_komponen}
        rows = Pemetaan.objects.living().filter(komponen__dokumen=self.dokumen)
        for row in rows.annotate(**OF_SIMPUL):
            if (komponen := by_pk.get(row.komponen_id)) is not None:
                row.komponen = komponen
                komponen.dokumen = self.dokumen
                yield row

    def _mapped_elsewhere(self) -> Iterable[Any]:
        """Return the mappings of all trees to those komponen of other documents that this tree is mapped to."""
        own = Pemetaan.objects.current().filter(simpul__pohon=self.pohon)
        if self.dokumen is not None:
            own = own.exclude(komponen__dokumen=self.dokumen)
        rows = Pemetaan.objects.living().filter(komponen__in=own.values("komponen"))
        with_dokumen = ("komponen__dokumen__unit", "komponen__dokumen__periode")
        return rows.select_related(*with_dokumen).annotate(**OF_SIMPUL)

    def _boxes(self) -> dict[int, Kotak]:
        boxes = {simpul.pk: _box(simpul) for simpul in self.daftar_simpul}
        for pemetaan in self.daftar_pemetaan:
            pemetaan.simpul = boxes[pemetaan.simpul_id].simpul
        changed = reasons_of(self.daftar_pemetaan)
        for pemetaan in self.daftar_pemetaan:
            piece = self._piece(pemetaan)
            piece.sesuai = changed.get(pemetaan.pk, [])
            boxes[pemetaan.simpul_id].daftar.append(piece)
        by_pk = {simpul.pk: simpul for simpul in self.daftar_simpul}
        for box in boxes.values():
            box.mitra = ", ".join(mark.nama_mitra for mark in marks_of(box.simpul))
            box.luar = self._elsewhere(box.simpul, by_pk)
        if self.dokumen is not None:
            planner = Perencana(
                self.dokumen, self.daftar_simpul, self.daftar_komponen, self.daftar_pemetaan
            )
            penawaran = Penawaran(planner)
            for pk, box in boxes.items():
                if planner.milik.get(pk) or self.usulan_untuk not in (None, pk):
                    continue
                box.usulan = planner.propose(box.simpul)
                if not box.usulan.cocok and not box.usulan.terhalang:
                    box.mirip = penawaran.by_name(box.usulan)
        return boxes

    def _elsewhere(self, simpul: Simpul, by_pk: dict[int, Simpul]) -> str:
        """Say who else maps a node; empty for the tree's own unit and for the unit of the chosen document."""
        unit = self.dokumen.unit if self.dokumen else None
        if unit is not None and is_given_to(simpul, by_pk, unit):
            return ""
        return foreign_to(simpul, by_pk, self.pohon.unit)

    def _piece(self, pemetaan: Pemetaan) -> Kepingan:
        komponen, simpul = pemetaan.komponen, pemetaan.simpul
        together = self.gabungan[komponen.pk]
        warnings = [mismatch(level_of(simpul), komponen, is_pemda=self.pohon.instansi.is_pemda)]
        asks = len(set(together)) > 1 and not pemetaan.alasan
        if asks:
            warnings.append("Penggabungan lintas level atau lintas induk: beri alasan.")
        writable = can_write(self.user, komponen.dokumen)
        return Kepingan(
            pemetaan=pemetaan,
            nada=tone_of(komponen.jenis),
            di_sini=self.dokumen is not None and komponen.dokumen_id == self.dokumen.pk,
            boleh_lepas=self.boleh_ubah and writable,
            jumlah_kotak=len(together),
            peringatan=[text for text in warnings if text],
            perlu_alasan=asks,
            boleh_sesuai=writable,
        )

    def shown(self, *, saring: str, tingkat: str | None) -> list[Kotak]:
        """Return the nodes that pass the filters, in tree order.

        `saring`: `belum` the own ones not mapped, `sesuai` those that changed since.
        """
        return [
            box
            for box in self.kotak.values()
            if (saring != "belum" or (not box.daftar and not box.luar))
            and (saring != "sesuai" or box.perlu_sesuai)
            and (tingkat is None or box.tingkat == tingkat)
        ]

    @property
    def jumlah_sesuai(self) -> int:
        """How many nodes changed since they were mapped."""
        return sum(box.perlu_sesuai for box in self.kotak.values())

    def counts(self) -> list[dict[str, Any]]:
        """Return per level how many own nodes there are and how many are mapped."""
        own = [box for box in self.kotak.values() if not box.luar or box.daftar]
        total = Counter(box.tingkat for box in own)
        mapped = Counter(box.tingkat for box in own if box.daftar)
        return [
            {"kunci": key, "label": label, "jumlah": total[key], "terpetakan": mapped[key]}
            for key, label in TINGKAT
            if total[key]
        ]

    def side(self) -> list[Sisi]:
        """Return the komponen of the document with the number of nodes each stands for."""
        return [
            Sisi(komponen, tone_of(komponen.jenis), len(self.gabungan.get(komponen.pk, ())))
            for komponen in self.daftar_komponen
        ]


@dataclass
class Pilihan:
    """Komponen a node may be mapped to, the kinds of its level first; `lebih` when there are more."""

    daftar: list[tuple[Komponen, str]]
    lebih: bool


def choices_for(simpul: Simpul, dokumen: Dokumen, text: str = "") -> Pilihan:
    """Return komponen of a document to which the node is not mapped and that hold every word; one
    query.
    """
    rows = Komponen.objects.filter(dokumen=dokumen).exclude(daftar_pemetaan__simpul=simpul)
    for word in text.split():
        rows = rows.filter(
            Q(kode__icontains=word) | Q(nama__icontains=word) | Q(sasaran__icontains=word)
        )
    kinds = jenis_komponen_for(simpul, dokumen.instansi)
    usual = Case(When(jenis__in=kinds, then=Value(0)), default=Value(1))
    found = list(rows.order_by(usual, "lft")[: MOST_CHOICES + 1])
    shown = [(komponen, tone_of(komponen.jenis)) for komponen in found[:MOST_CHOICES]]
    return Pilihan(shown, len(found) > MOST_CHOICES)


def count_shapes(papan: Papan) -> list[dict[str, Any]]:
    """Return the shapes in which the tree's nodes became komponen of the chosen document, with their numbers."""
    here = [
        row
        for row in papan.daftar_pemetaan
        if papan.dokumen is not None and row.komponen.dokumen_id == papan.dokumen.pk
    ]
    found = Counter(one.jenis for one in shapes(here))
    return [
        {"kunci": jenis.value, "label": LABEL_BENTUK[jenis], "jumlah": found[jenis]}
        for jenis in JenisBentuk
        if found[jenis]
    ]


def _box(simpul: Simpul) -> Kotak:
    level = level_of(simpul)
    return Kotak(simpul, level.split("_")[0], LEVEL_LABEL.get(level, "Level belum diisi"))


def count_mapped(daftar: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Return the totals over all levels."""
    rows = list(daftar)
    return {key: sum(row[key] for row in rows) for key in ("jumlah", "terpetakan")}
