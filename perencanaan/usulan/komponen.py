"""Proposals: which komponen a node should become in a document, from its level and its mapped
ancestors.

Everything here reads lists loaded beforehand and makes no query, so that a page over hundreds of
nodes costs as many queries as one over ten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q

from lib import teks
from organisasi.models import Instansi
from perencanaan import susunan
from perencanaan.models import Dokumen, Komponen, Pemetaan
from perencanaan.usulan.kemiripan import letters
from pohon.milik import Step, carried_elsewhere, marks_of
from pohon.models import Crosscutting, Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import Unit, UnitQuerySet

LABEL = dict(Komponen.Jenis.choices)
LEVEL_LABEL = dict(Simpul.LevelKinerja.choices)


def level_of(simpul: Simpul) -> str:
    """Return the node's level of performance; an operational condition has one even when it is not
    filled.
    """
    if simpul.level_kinerja:
        return simpul.level_kinerja
    return "operasional" if simpul.jenis == Simpul.Jenis.OPERASIONAL else ""


def jenis_komponen_for(simpul: Simpul, instansi: Instansi) -> tuple[str, ...]:
    """Return the kinds of komponen the node's level becomes, the usual one first; () without a
    level.
    """
    return susunan.jenis_for_level(level_of(simpul), is_pemda=instansi.is_pemda)


def mismatch(level: str, komponen: Komponen, *, is_pemda: bool) -> str:
    """Return the sentence for a komponen a level should not become (G-01, G-02); else empty.

    Reads `komponen.dokumen`: the highest strategic level belongs in the RPJMD or RPJMN.
    """
    wanted = susunan.jenis_for_level(level, is_pemda=is_pemda)
    if not wanted:
        return ""
    label = LEVEL_LABEL[level].lower()
    if komponen.jenis not in wanted:
        names = " atau ".join(teks.small(LABEL[jenis]) for jenis in wanted)
        kind = teks.small(LABEL[komponen.jenis])
        how = "lazimnya" if (level, komponen.jenis) in susunan.TOLERATED else "seharusnya"
        return f"Level {label} {how} menjadi {names}, bukan {kind}."
    place = _place_of(level, komponen.dokumen, is_pemda=is_pemda)
    if level.startswith("strategis") and place:
        return f"Level {label} dituangkan ke {place}."
    return ""


def _place_of(level: str, dokumen: Dokumen, *, is_pemda: bool) -> str:
    """Return which document takes a level when this one does not; else empty."""
    if susunan.takes_level(dokumen.jenis, level, is_pemda=is_pemda):
        return ""
    top = "RPJMD" if is_pemda else "RPJMN"
    return f"Renstra, bukan {top}" if dokumen.jenis in susunan.TOP_LEVELS else top


def ancestors(simpul: Simpul, by_pk: Mapping[int, Simpul]) -> Iterable[Simpul]:
    """Yield the nodes above a node, the nearest first."""
    while simpul.induk_id in by_pk:
        simpul = by_pk[simpul.induk_id]
        yield simpul


def foreign_to(simpul: Simpul, by_pk: Mapping[int, Simpul], unit: Unit | None) -> str:
    """Return who else maps a node, as a sentence; empty when it is the unit's own (None: the
    instansi).
    """
    steps: Iterable[Step[Unit]] = (
        (node.pengampu, [(mark.mitra, mark.nama_mitra) for mark in marks_of(node)])
        for node in (simpul, *ancestors(simpul, by_pk))
    )
    found = carried_elsewhere(steps, lambda other: unit is None or other.is_within(unit))
    if found is None:
        return ""
    carrier, nama = found
    if carrier is not None:
        return f"Diampu {carrier.nama_pendek}; dituangkan ke dokumen unit itu."
    return f"Crosscutting: dituangkan oleh {nama}."


def is_given_to(simpul: Simpul, by_pk: Mapping[int, Simpul], unit: Unit) -> bool:
    """Whether a unit carries a node by name: the nearest pengampu or crosscutting mark, on the node or above it, is its
    own. A tree of another unit is its only there.
    """
    for node in (simpul, *ancestors(simpul, by_pk)):
        if node.pengampu is not None:
            return node.pengampu.is_within(unit)
        if marks := marks_of(node):
            return any(mark.mitra is not None and mark.mitra.is_within(unit) for mark in marks)
    return False


def carried_by(branch: UnitQuerySet) -> Q:
    """Return the condition on trees that units carry a node in them, as pengampu or crosscutting partner."""
    marks = Crosscutting.objects.filter(mitra__in=branch, simpul__pohon=OuterRef("pk"))
    return Q(Exists(Simpul.objects.filter(pengampu__in=branch, pohon=OuterRef("pk")))) | Q(
        Exists(marks.exclude(status=Crosscutting.Status.DITOLAK))
    )


def load_simpul(pohon: Pohon) -> list[Simpul]:
    """Return the nodes of a tree in tree order, each with induk, pengampu and crosscutting; two queries."""
    marks = Prefetch("daftar_crosscutting", Crosscutting.objects.select_related("mitra"))
    rows = Simpul.objects.filter(pohon=pohon).select_related("pengampu").prefetch_related(marks)
    daftar = list(rows.order_by("lft"))
    by_pk = {simpul.pk: simpul for simpul in daftar}
    for simpul in daftar:
        if simpul.induk_id is not None:
            simpul.induk = by_pk[simpul.induk_id]
    return daftar


@dataclass
class Letak:
    """A komponen as the planner of proposals sees it: one that exists (`komponen`) or one still to
    be made.
    """

    jenis: str
    teks: str
    induk: Letak | None = None
    komponen: Komponen | None = None
    depth: int = 0

    def uppers(self) -> Iterable[Letak]:
        """Yield this one and those above it."""
        here: Letak | None = self
        while here is not None:
            yield here
            here = here.induk


@dataclass
class Usulan:
    """What is proposed for a node: komponen to make (upper one first), or one that matches, or why
    nothing. `terhalang`: the node has no place in this document at all.
    """

    simpul: Simpul
    buat: list[Letak] = field(default_factory=list)
    cocok: Letak | None = None
    alasan: str = ""
    terhalang: bool = False

    @property
    def ada(self) -> bool:
        """Whether there is something to carry out."""
        return bool(self.buat or self.cocok)

    @property
    def label(self) -> str:
        """The kinds in words: "Tujuan dan Sasaran"."""
        if self.cocok:
            return LABEL[self.cocok.jenis]
        return " dan ".join(LABEL[letak.jenis] for letak in self.buat)

    @property
    def induk(self) -> Letak | None:
        """Under what the first new komponen goes."""
        return self.buat[0].induk if self.buat else None


class Perencana:
    """Proposes komponen of one document for the nodes of one tree.

    `daftar_simpul` in tree order with their crosscutting prefetched, `daftar_komponen` of the
    document in tree order, `daftar_pemetaan` between the two (others are ignored).
    """

    def __init__(
        self,
        dokumen: Dokumen,
        daftar_simpul: Sequence[Simpul],
        daftar_komponen: Sequence[Komponen],
        daftar_pemetaan: Iterable[Pemetaan],
    ) -> None:
        self.dokumen = dokumen
        self.is_pemda = dokumen.instansi.is_pemda
        self.simpul = {simpul.pk: simpul for simpul in daftar_simpul}
        self.anak: dict[int | None, list[Simpul]] = defaultdict(list)
        for simpul in daftar_simpul:
            self.anak[simpul.induk_id].append(simpul)
        self.letak: dict[int, Letak] = {}
        self.sama: dict[tuple[str, str], Letak] = {}
        for komponen in daftar_komponen:
            self._know(komponen)
        self.milik: dict[int, list[Letak]] = defaultdict(list)
        for pemetaan in daftar_pemetaan:
            if pemetaan.komponen_id in self.letak:
                self.milik[pemetaan.simpul_id].append(self.letak[pemetaan.komponen_id])

    def _know(self, komponen: Komponen) -> None:
        upper = self.letak.get(komponen.induk_id or 0)
        letak = Letak(komponen.jenis, komponen.hasil, upper, komponen, komponen.kedalaman)
        self.letak[komponen.pk] = letak
        self.sama.setdefault((komponen.jenis, _normal(komponen.hasil)), letak)

    def propose(self, simpul: Simpul) -> Usulan:
        """Return the proposal for a node that is not mapped to this document."""
        usulan = Usulan(simpul, alasan=self._hindrance(simpul))
        if usulan.alasan:
            usulan.terhalang = True
            return usulan
        kinds = susunan.jenis_for_level(level_of(simpul), is_pemda=self.is_pemda)
        for jenis in kinds:
            if (known := self.sama.get((jenis, _normal(simpul.pernyataan)))) is not None:
                usulan.cocok = known
                return usulan
        upper, jenis = self._place(simpul, kinds)
        if not jenis:
            usulan.alasan = self._missing_parent(simpul, kinds[0])
            return usulan
        top = Letak(jenis, simpul.pernyataan, upper, depth=_below(upper))
        usulan.buat.append(top)
        if second := self._second(simpul, jenis, kinds):
            usulan.buat.append(Letak(second, simpul.pernyataan, top, depth=_below(top)))
        return usulan

    def propose_each(self) -> Iterator[Usulan]:
        """Yield the proposals for every node not mapped to this document, in tree order.

        Each counts on the ones before it: a kegiatan is proposed under a program proposed in the same run.
        """
        for simpul in self.simpul.values():
            if not self.milik.get(simpul.pk):
                usulan = self.propose(simpul)
                self.take(usulan)
                yield usulan

    def take(self, usulan: Usulan) -> None:
        """Count on a proposal from now on."""
        for letak in usulan.buat:
            self.sama.setdefault((letak.jenis, _normal(letak.teks)), letak)
        self.milik[usulan.simpul.pk].extend(usulan.buat or filter(None, [usulan.cocok]))

    def _hindrance(self, simpul: Simpul) -> str:
        level = level_of(simpul)
        if not susunan.jenis_for_level(level, is_pemda=self.is_pemda):
            return "Level kinerja belum diisi; isi di editor pohon."
        if place := _place_of(level, self.dokumen, is_pemda=self.is_pemda):
            return f"Level {LEVEL_LABEL[level].lower()} dituangkan ke {place}."
        return foreign_to(simpul, self.simpul, self.dokumen.unit)

    def _place(self, simpul: Simpul, kinds: Sequence[str]) -> tuple[Letak | None, str]:
        """Return under what and as which kind the node becomes a komponen; no kind when there is no
        place.
        """
        uppers = list(self._uppers(simpul))
        tolerated = [kind for level, kind in susunan.TOLERATED if level == level_of(simpul)]
        for wanted in (kinds, tolerated):
            for upper in uppers:
                for jenis in wanted:
                    if jenis in self._children(upper):
                        return upper, jenis
        return None, next((jenis for jenis in kinds if jenis in self._children(None)), "")

    def _uppers(self, simpul: Simpul) -> Iterable[Letak]:
        """Yield the komponen of the nearest mapped ancestor, the deepest first, each with those
        above it.
        """
        for node in ancestors(simpul, self.simpul):
            if mapped := self.milik.get(node.pk):
                for letak in sorted(mapped, key=lambda one: -one.depth):
                    yield from letak.uppers()
                return

    def _children(self, letak: Letak | None) -> tuple[str, ...]:
        return susunan.children_of(
            letak.jenis if letak else None, dokumen=self.dokumen.jenis, is_pemda=self.is_pemda
        )

    def _second(self, simpul: Simpul, jenis: str, kinds: Sequence[str]) -> str:
        """Return the kind a node must become besides the first, since no node below will be it; or
        empty.

        One box becomes several components vertically (principle B of the regulation): a top node
        over tactical ones is tujuan and sasaran, a lowest operational one right under a program is
        kegiatan and subkegiatan.
        """
        if jenis == susunan.TUJUAN and self._needs_sasaran(simpul):
            return susunan.SASARAN if self.is_pemda else susunan.SASARAN_STRATEGIS
        if jenis not in kinds and not self.anak[simpul.pk]:
            return kinds[0]
        return ""

    def _needs_sasaran(self, simpul: Simpul) -> bool:
        """Whether a top node must become tujuan and sasaran at once, since no node below it will be
        a sasaran.
        """
        levels = [level_of(child) for child in self.anak[simpul.pk]]
        here = [
            susunan.jenis_for_level(level, is_pemda=self.is_pemda)
            for level in levels
            if level and susunan.takes_level(self.dokumen.jenis, level, is_pemda=self.is_pemda)
        ]
        return not here or any(kinds[0] != susunan.TUJUAN for kinds in here)

    def _missing_parent(self, simpul: Simpul, jenis: str) -> str:
        """Say what the node waits for; a parent that another unit maps will never become it here."""
        table = {
            child: LABEL[upper]
            for upper in LABEL
            for child in susunan.children_of(
                upper, dokumen=self.dokumen.jenis, is_pemda=self.is_pemda
            )
        }
        if jenis not in table:
            return f"{LABEL[jenis]} tidak ada dalam {self.dokumen.get_jenis_display()}."
        upper = table[jenis].lower()
        induk = self.simpul.get(simpul.induk_id or 0)
        if induk is not None and foreign_to(induk, self.simpul, self.dokumen.unit):
            return (
                f"Belum ada {upper} di atasnya: simpul induknya dituangkan unit lain. "
                "Pilih sendiri komponennya di papan pemetaan."
            )
        return f"Belum ada {upper} di atasnya; tuangkan simpul induknya ke {upper} dahulu."


def _normal(text: str) -> str:
    return letters(text) or " ".join(text.split())


def _below(upper: Letak | None) -> int:
    return upper.depth + 1 if upper else 0
