"""What copying a branch into the document of another unit would do: words, codes, places, and what is there already."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from lib.teks import join_words, small
from lib.tree import POSITION_FIELDS
from organisasi.models import Unit
from perencanaan import kodefikasi
from perencanaan.banding.padanan import copy_of, read_rows, same
from perencanaan.models import Dokumen, Komponen, Pagu

KINDS = (Dokumen.Jenis.RENSTRA_PD, Dokumen.Jenis.RENSTRA_KL, Dokumen.Jenis.RENJA)
TEXTS = (
    "nama",
    "sasaran",
    "lokasi",
    "kelompok_sasaran",
    "prioritas_nasional",
    "prioritas_daerah",
    "keterangan",
)
RELATIONS = {f.name for f in Komponen._meta.concrete_fields if f.is_relation}
UNIT, SINGKATAN = "{unit}", "{singkatan}"
SUPPORTING = "01"  # the program whose codes begin with X.XX: each unit's own bidang urusan


@dataclass(frozen=True)
class Opsi:
    """What the user chose: pairs of words (from, to), and whether pagu come along."""

    ganti: tuple[tuple[str, str], ...] = ()
    pagu: bool = False


def default_pairs(unit: Unit) -> list[tuple[str, str]]:
    """Return the pairs offered first: the unit's name and abbreviation for those of each target."""
    pairs = [(unit.nama, UNIT)]
    if unit.singkatan and unit.singkatan.casefold() != unit.nama.casefold():
        pairs.append((unit.singkatan, SINGKATAN))
    return pairs


class Pengganti:
    """Puts a unit's words in the place of others: whole words, whatever their case, the longest first."""

    def __init__(self, ganti: Sequence[tuple[str, str]], unit: Unit) -> None:
        fill = {UNIT: unit.nama, SINGKATAN: unit.nama_pendek}
        pairs = [*((old, new) for old, new in ganti if old.strip()), *fill.items()]
        self.values: dict[str, tuple[str, str]] = {}
        for old, new in pairs:
            for mark, text in fill.items():
                new = new.replace(mark, text)
            self.values.setdefault(" ".join(old.casefold().split()), (old, new))
        longest = sorted(self.values, key=len, reverse=True)
        words = (r"\s+".join(map(re.escape, text.split())) for text in longest)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return the text with the unit's words; what stood in capitals stands in capitals."""
        return self.pattern.sub(self._one, text)

    def _one(self, match: re.Match[str]) -> str:
        found = match.group()
        old, new = self.values[" ".join(found.casefold().split())]
        return new.upper() if found.isupper() and not old.isupper() else new


@dataclass
class Butir:
    """A komponen of the branch (or above it), its copy, and the komponen that is there already."""

    sumber: Komponen
    salinan: Komponen
    ada: Komponen | None = None


@dataclass
class Rencana:
    """What a copy into one document does; nothing where `halangan` says why not."""

    dokumen: Dokumen
    daftar: list[Butir] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    halangan: str = ""

    @property
    def baru(self) -> list[Butir]:
        """What is made."""
        return [] if self.halangan else [row for row in self.daftar if row.ada is None]

    @property
    def ada(self) -> list[Butir]:
        """What is there and stays as it is."""
        return [row for row in self.daftar if row.ada is not None]


@dataclass
class Cabang:
    """A branch to be copied with the komponen above it, read once for all targets; three queries."""

    komponen: Komponen

    @cached_property
    def dokumen(self) -> Dokumen:
        """The document of the branch."""
        dokumen: Dokumen = self.komponen.dokumen
        return dokumen

    @cached_property
    def rows(self) -> list[Komponen]:
        """All komponen of the document."""
        return read_rows(self.dokumen)

    @cached_property
    def atas(self) -> list[Komponen]:
        """The komponen above, the topmost first."""
        here = self.komponen
        return [row for row in self.rows if row.lft < here.lft and row.rght > here.rght]

    @cached_property
    def isi(self) -> list[Komponen]:
        """The komponen itself and all below it, in tree order."""
        return [row for row in self.rows if row.is_within(self.komponen)]

    @cached_property
    def bidang(self) -> list[str]:
        """The bidang urusan of the unit the branch comes from."""
        return kodefikasi.split_bidang(self.dokumen.unit.bidang_urusan if self.dokumen.unit else "")

    def plan(
        self, dokumen: Dokumen, there: Sequence[Komponen], funded: set[int], opsi: Opsi
    ) -> Rencana:
        """Return what a copy into a document with these komponen does; no query.

        A komponen is there when one of its code (or its name) lies under the same upper. A branch that begins with a
        code is looked for in the whole document first, so that no program stands twice.
        """
        assert dokumen.unit is not None
        rencana = Rencana(dokumen)
        words = Pengganti(opsi.ganti, dokumen.unit)
        place = _Letak(there)
        copies: dict[int, Komponen] = {}
        top = self._copy(self.isi[0], dokumen, words, "")
        found = place.anywhere(top)
        rows = self.isi if found is not None else [*self.atas, *self.isi]
        for row in rows:
            upper = copies.get(row.induk_id)
            host = place.pairs.get(row.induk_id)
            near = host or upper
            copy = self._copy(row, dokumen, words, near.kode if near else "")
            copies[row.pk] = copy
            ada = found if row.pk == self.isi[0].pk and found else None
            if ada is None and (upper is None or host is not None):
                ada = place.find(row, copy, host)
            if ada is not None:
                place.pairs[row.pk] = ada
            elif not rencana.halangan:
                rencana.halangan = _refuse(copy, near, host, funded)
            rencana.daftar.append(Butir(row, copy, ada))
        rencana.catatan = self._notes(rencana, dokumen.unit)
        return rencana

    def _copy(self, row: Komponen, dokumen: Dokumen, words: Pengganti, near: str) -> Komponen:
        copy = copy_of(row, dokumen)
        for name in TEXTS:
            setattr(copy, name, words(getattr(row, name)))
        if copy.penanggung_jawab_id:
            copy.penanggung_jawab = dokumen.unit
        copy.kode = self._code(row.kode, dokumen.unit, near)
        generic = kodefikasi.is_generic(str(row.salinan_nomenklatur.get("kode", "")))
        if copy.kode != row.kode and not generic:
            copy.nomenklatur_id, copy.salinan_nomenklatur = None, {}
        return copy

    def _code(self, kode: str, unit: Unit | None, near: str) -> str:
        """Return a code of the supporting program with the target's bidang urusan; any other as it is."""
        parts = kode.split(".")
        own = kode[:4] in self.bidang or kodefikasi.is_generic(kode)
        if unit is None or not own or parts[2:3] != [SUPPORTING]:
            return kode
        generic = kodefikasi.OWN_BIDANG + kode[len(kodefikasi.OWN_BIDANG) :]
        return kodefikasi.own_code(generic, unit.bidang_urusan, near)

    def _notes(self, rencana: Rencana, unit: Unit) -> list[str]:
        """Say what the planner should know about the codes."""
        notes = []
        bidang = kodefikasi.split_bidang(unit.bidang_urusan)
        codes = [row.salinan.kode for row in rencana.daftar if row.ada is None]
        if any(kodefikasi.is_generic(kode) for kode in codes):
            notes.append("Unit ini belum punya bidang urusan; kodenya tetap X.XX.")
        changed = any(row.salinan.kode != row.sumber.kode for row in rencana.daftar)
        if len(bidang) > 1 and changed:
            notes.append(f"Kode memakai bidang urusan pertama dari {join_words(bidang)}.")
        foreign = {k[:4] for k in codes if k[:4] in self.bidang and k[:4] not in bidang}
        if foreign:
            notes.append(f"Kode bidang urusan {join_words(sorted(foreign))} disalin apa adanya.")
        return notes


class _Letak:
    """Where copies lie in a target: its komponen by upper, each taken once."""

    def __init__(self, there: Sequence[Komponen]) -> None:
        self.there = there
        self.pairs: dict[int, Komponen] = {}
        self.taken: set[int] = set()
        self.children: dict[int | None, list[Komponen]] = defaultdict(list)
        for row in there:
            self.children[row.induk_id].append(row)

    def find(self, row: Komponen, copy: Komponen, host: Komponen | None) -> Komponen | None:
        """Return what stands for the copy under its host (None: at the top)."""
        if host is None and row.induk_id is not None:
            return None
        free = [o for o in self.children[host.pk if host else None] if o.pk not in self.taken]
        found = same(copy, free)
        if found is not None:
            self.taken.add(found.pk)
        return found

    def anywhere(self, copy: Komponen) -> Komponen | None:
        """Return the first komponen of this kind and code in the whole document; None without a code."""
        if not copy.kode:
            return None
        found = next(
            (
                row
                for row in self.there
                if row.jenis == copy.jenis
                and kodefikasi.comparable(row.kode) == kodefikasi.comparable(copy.kode)
            ),
            None,
        )
        if found is not None:
            self.taken.add(found.pk)
        return found


def _refuse(copy: Komponen, upper: Komponen | None, host: Komponen | None, funded: set[int]) -> str:
    """Say why a copy cannot be made; empty when it can."""
    if host is not None and host.is_lowest and host.pk in funded:
        return (
            f"{host.get_jenis_display()} “{host}” sudah berpagu. Kosongkan pagunya dahulu: "
            "pagu diisi pada komponen terendah."
        )
    if (
        upper is not None
        and kodefikasi.jenjang_of(copy.kode) == copy.jenis
        and kodefikasi.jenjang_of(upper.kode) == upper.jenis
        and not kodefikasi.is_under(copy.kode, upper.kode)
    ):
        return (
            f"{copy.get_jenis_display()} {copy.kode} bukan bagian "
            f"{small(upper.get_jenis_display())} {upper.kode}."
        )
    try:
        copy.clean_fields(exclude={*RELATIONS, *POSITION_FIELDS, "salinan_nomenklatur"})
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def targets_for(cabang: Cabang, editable: QuerySet[Dokumen]) -> list[Dokumen]:
    """Return the documents that may take the branch: current, of the same kind, period and year, of other units."""
    own = cabang.dokumen
    rows = editable.current().filter(  # type: ignore[attr-defined]
        instansi=own.instansi_id, jenis=own.jenis, periode=own.periode_id, tahun=own.tahun
    )
    rows = rows.exclude(unit=None).exclude(unit=own.unit_id)
    related = ("instansi", "unit", "periode")
    return list(rows.select_related(*related).order_by("unit__lft", "pk"))


def units_without(cabang: Cabang, units: QuerySet[Unit]) -> list[Unit]:
    """Return the perangkat daerah (or eselon I units) among `units` that have no Renstra of the period yet."""
    own = cabang.dokumen
    if own.jenis == Dokumen.Jenis.RENJA:
        return []
    pemda = own.instansi.is_pemda
    kind = Unit.Jenis.PERANGKAT_DAERAH if pemda else Unit.Jenis.UNIT_ESELON_I
    taken = Dokumen.objects.filter(
        instansi=own.instansi_id, jenis=own.jenis, periode=own.periode_id
    )
    rows = units.filter(instansi=own.instansi_id, jenis=kind)
    return list(rows.exclude(pk__in=taken.exclude(unit=None).values("unit")).order_by("lft"))


def plan_all(cabang: Cabang, daftar: Sequence[Dokumen], opsi: Opsi) -> list[Rencana]:
    """Return what a copy into each document does; two queries for all. An unsaved document is an empty one."""
    saved = [row for row in daftar if row.pk]
    there: dict[int, list[Komponen]] = defaultdict(list)
    for row in read_rows(*saved) if saved else []:
        there[row.dokumen_id].append(row)
    paid = Pagu.objects.filter(komponen__dokumen__in=saved).values_list("komponen_id", flat=True)
    funded = set(paid) if saved else set()
    plans = []
    for dokumen in daftar:
        plan = cabang.plan(dokumen, there.get(dokumen.pk or 0, []), funded, opsi)
        plan.halangan = dokumen.lock_reason or plan.halangan
        plans.append(plan)
    return plans
