"""What becomes of the codes of a plan in another version of the nomenclature.

A komponen keeps its code until somebody confirms another (README of the nomenclature, rule 8). Before 2023 codes were
reused with another meaning, so a code alone carries nothing over: the name must mean the same too. Candidates for the
rest are the rows that name the old code as SUBKEGIATAN SEBELUMNYA, then rows of the same name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from perencanaan import kodefikasi, susunan
from perencanaan.banding.nomenklatur import is_similar, letters
from perencanaan.models import Dokumen, Komponen, Nomenklatur, VersiNomenklatur

MOST_CANDIDATES = 8
CODE = re.compile(r"(?:X\.XX|[1-9]\.\d{2})(?:\.\d+)+", re.IGNORECASE)
COLUMNS = ("pk", "jenjang", "kode", "nama", "satuan", "sebelumnya")
UPPER = {"program": "bidang urusan", "kegiatan": "program", "subkegiatan": "kegiatan"}


class Keadaan(StrEnum):
    """What another version makes of a code."""

    TETAP = "tetap"
    HILANG = "hilang"
    MAKNA = "makna"


class Alasan(StrEnum):
    """Why a row is a candidate, the best reason first."""

    SEBELUMNYA = "sebelumnya"
    INDUK_SAMA = "induk_sama"
    LAIN = "lain"


class Baris(NamedTuple):
    """A row of the version a plan may move to."""

    pk: int
    jenjang: str
    kode: str
    nama: str
    satuan: str
    sebelumnya: str


@dataclass(frozen=True)
class Kandidat:
    """A row a komponen may take: its code in this plan, why, and whether it fits under the komponen above."""

    baris: Baris
    kode: str
    alasan: Alasan
    jenis: str
    cocok_induk: bool

    @property
    def label(self) -> str:
        """The reason in words."""
        if self.alasan is Alasan.SEBELUMNYA:
            return "Subkegiatan sebelumnya"
        where = "yang sama" if self.alasan is Alasan.INDUK_SAMA else "lain"
        return f"Nama sama, {UPPER[self.jenis]} {where}"


@dataclass
class Butir:
    """One komponen of another version: what became of its code, the row at that code, candidates."""

    komponen: Komponen
    keadaan: Keadaan
    baris: Baris | None = None
    kandidat: list[Kandidat] = field(default_factory=list)

    @property
    def berganti_nama(self) -> bool:
        """Whether the code stays while its name is written anew."""
        old = name_of(self.komponen)
        return self.baris is not None and letters(self.baris.nama) != letters(old)

    @property
    def asal(self) -> str:
        """The version the code was taken from, as far as it is known."""
        return str(self.komponen.salinan_nomenklatur.get("versi", ""))

    @property
    def sebelumnya(self) -> Kandidat | None:
        """The only row that names the old code, if it fits under the komponen above: the one accepted in bulk."""
        found = [satu for satu in self.kandidat if satu.alasan is Alasan.SEBELUMNYA]
        return found[0] if len(found) == 1 and found[0].cocok_induk else None


def name_of(komponen: Komponen) -> str:
    """Return the official name of a komponen as it was taken; its own name where it was typed."""
    return str(komponen.salinan_nomenklatur.get("nama") or komponen.nama)


def keys_of(komponen: Komponen) -> list[str]:
    """Return the codes under which a komponen may stand in a version; an exact one wins over X.XX."""
    taken = str(komponen.salinan_nomenklatur.get("kode") or "")
    codes = (komponen.kode, taken, kodefikasi.generic(komponen.kode))
    return list(dict.fromkeys(kodefikasi.comparable(kode) for kode in codes if kode))


class Peta:
    """The rows of a version by code, by name, and by the codes they name as former ones."""

    def __init__(self, rows: Iterable[Baris]) -> None:
        self.rows = list(rows)
        self.by_code = {kodefikasi.comparable(row.kode): row for row in self.rows}

    @cached_property
    def by_name(self) -> dict[tuple[str, str], list[Baris]]:
        """Rows by level and the letters of their name."""
        found = defaultdict(list)
        for row in self.rows:
            found[row.jenjang, letters(row.nama)].append(row)
        return found

    @cached_property
    def by_former(self) -> dict[str, list[Baris]]:
        """Rows by each code they name as SUBKEGIATAN SEBELUMNYA."""
        found = defaultdict(list)
        for row in self.rows:
            for kode in dict.fromkeys(CODE.findall(row.sebelumnya)) if row.sebelumnya else ():
                found[kodefikasi.comparable(kode.upper())].append(row)
        return found

    def at(self, komponen: Komponen) -> Baris | None:
        """Return the row at the code of a komponen; of an exact one and X.XX the one that means the same."""
        rows = [self.by_code[key] for key in keys_of(komponen) if key in self.by_code]
        rows = [row for row in rows if row.jenjang == komponen.jenis]
        name = name_of(komponen)
        return next((row for row in rows if is_similar(row.nama, name)), rows[0] if rows else None)

    def judge(self, komponen: Komponen) -> tuple[Keadaan, Baris | None]:
        """Return what became of the code of a komponen, and the row that stands there."""
        row = self.at(komponen)
        if row is None:
            return Keadaan.HILANG, None
        name = name_of(komponen)
        if letters(name) == letters(row.nama):
            return Keadaan.TETAP, row
        # The old name beside it under another code: however similar, this row is something else.
        upper = kodefikasi.parent_of(row.kode)
        beside = self.by_name.get((row.jenjang, letters(name)), ())
        moved = any(kodefikasi.parent_of(other.kode) == upper for other in beside)
        same = is_similar(name, row.nama) and not moved
        return (Keadaan.TETAP if same else Keadaan.MAKNA), row


class Penyesuaian:
    """The komponen of a document whose code is not of a version, each with what became of it there."""

    def __init__(
        self, dokumen: Dokumen, ke: VersiNomenklatur, daftar: Sequence[Komponen], peta: Peta
    ) -> None:
        self.dokumen, self.ke, self.peta = dokumen, ke, peta
        self.bidang = dokumen.unit.bidang_urusan if dokumen.unit else ""
        self.khusus = dokumen.instansi.digit_khusus
        self.butir = [self._judge(komponen) for komponen in daftar]

    @property
    def tetap(self) -> list[Butir]:
        """Those whose code and name stay: they may be carried over together."""
        return [satu for satu in self.butir if satu.keadaan is Keadaan.TETAP]

    @property
    def perlu(self) -> list[Butir]:
        """Those whose code is gone or means something else: each is confirmed."""
        return [satu for satu in self.butir if satu.keadaan is not Keadaan.TETAP]

    @property
    def sebelumnya(self) -> list[tuple[Butir, Kandidat]]:
        """Those that may be accepted in bulk, with their only SUBKEGIATAN SEBELUMNYA."""
        return [(satu, satu.sebelumnya) for satu in self.perlu if satu.sebelumnya]

    def _judge(self, komponen: Komponen) -> Butir:
        keadaan, row = self.peta.judge(komponen)
        butir = Butir(komponen, keadaan, row)
        if keadaan is not Keadaan.TETAP:
            found = list(self._candidates(komponen))
            unique = {satu.baris.pk: satu for satu in reversed(found)}
            butir.kandidat = [satu for satu in found if unique[satu.baris.pk] is satu]
            del butir.kandidat[MOST_CANDIDATES:]
        return butir

    def _candidates(self, komponen: Komponen) -> Iterable[Kandidat]:
        keys = keys_of(komponen)
        for key in keys:
            for row in self.peta.by_former.get(key, ()):
                yield from self._offer(komponen, row, Alasan.SEBELUMNYA)
        named = self.peta.by_name.get((komponen.jenis, letters(name_of(komponen))), ())
        upper = komponen.induk.kode if komponen.induk else ""
        near = {kodefikasi.parent_of(key) for key in keys} | {upper, kodefikasi.generic(upper)}
        beside = [row for row in named if kodefikasi.parent_of(row.kode) in near]
        for row in beside:
            yield from self._offer(komponen, row, Alasan.INDUK_SAMA)
        bidang = {key[:4] for key in keys}
        for row in named:
            if row not in beside and row.kode[:4] in bidang:
                yield from self._offer(komponen, row, Alasan.LAIN)

    def _offer(self, komponen: Komponen, row: Baris, alasan: Alasan) -> Iterable[Kandidat]:
        if row.jenjang != komponen.jenis or kodefikasi.foreign_region(row.kode, self.khusus):
            return
        upper = komponen.induk
        kode = kodefikasi.own_code(
            row.kode, self.bidang, komponen.kode, upper.kode if upper else ""
        )
        fits = (
            upper is None
            or kodefikasi.jenjang_of(upper.kode) != upper.jenis
            or kodefikasi.is_under(kode, upper.kode)
        )
        yield Kandidat(row, kode, alasan, komponen.jenis, fits)


# --- Reading ------------------------------------------------------------------------------------------


def daftar_versi(dokumen: Dokumen) -> QuerySet[VersiNomenklatur]:
    """Return the versions with rows for a document's tier, the newest by date first."""
    own = Nomenklatur.objects.filter(versi=OuterRef("pk"), tingkat=dokumen.tingkat_nomenklatur)
    return VersiNomenklatur.objects.filter(Exists(own))


def load(dokumen: Dokumen, ke: VersiNomenklatur) -> Penyesuaian:
    """Return what a version makes of the codes of a document; two queries."""
    return Penyesuaian(dokumen, ke, outdated(dokumen, ke), Peta(_rows(_of(dokumen, ke))))


def outdated(dokumen: Dokumen, ke: VersiNomenklatur) -> list[Komponen]:
    """Return the komponen with a code of another version than this one, in tree order; one query."""
    coded: QuerySet[Any] = (
        Komponen.objects.filter(dokumen=dokumen, jenis__in=susunan.WITH_NOMENKLATUR)
        .exclude(kode="")
        .annotate(versi_asal=F("nomenklatur__versi_id"))
        .select_related("induk")
        .order_by("lft")
    )
    return [komponen for komponen in _coded(coded) if not _is_of(komponen, dokumen, ke)]


def _coded(daftar: Iterable[Komponen]) -> list[Komponen]:
    return [row for row in daftar if row.kode and kodefikasi.jenjang_of(row.kode) == row.jenis]


def _is_of(komponen: Any, dokumen: Dokumen, ke: VersiNomenklatur) -> bool:
    if (versi := getattr(komponen, "versi_asal", None)) is not None:
        return bool(versi == ke.pk)
    if said := komponen.salinan_nomenklatur.get("versi"):
        return bool(said == ke.nama)
    return dokumen.versi_nomenklatur_id == ke.pk


@dataclass(frozen=True)
class Pemberitahuan:
    """A newer version lacks codes a document uses: how many are gone, and how many mean something else."""

    ke: VersiNomenklatur
    hilang: int
    makna: int


def notice(dokumen: Dokumen, komponen: Iterable[Komponen]) -> Pemberitahuan | None:
    """Return what the newest version says about the codes of a document's komponen; None when nothing.

    At most two queries, and none without codes.
    """
    coded = _coded(komponen) if dokumen.tingkat_nomenklatur else []
    ke = daftar_versi(dokumen).first() if coded else None
    if ke is None or not (daftar := [row for row in coded if not _is_of(row, dokumen, ke)]):
        return None
    codes = {key for row in daftar for key in keys_of(row)}
    codes |= {f"{key[:-4]}{key[-2:]}" for key in codes if key[-5:-2] == ".00"}
    upper = {kodefikasi.parent_of(key) for key in codes}
    needed = Q(kode__in=codes) | Q(induk__kode__in=upper, jenjang__in=susunan.WITH_NOMENKLATUR)
    peta = Peta(_rows(_of(dokumen, ke).filter(needed)))
    found = [peta.judge(row)[0] for row in daftar]
    hilang, makna = found.count(Keadaan.HILANG), found.count(Keadaan.MAKNA)
    return Pemberitahuan(ke, hilang, makna) if hilang or makna else None


def _of(dokumen: Dokumen, ke: VersiNomenklatur) -> QuerySet[Nomenklatur]:
    return Nomenklatur.objects.filter(versi=ke, tingkat=dokumen.tingkat_nomenklatur)


def _rows(rows: QuerySet[Nomenklatur]) -> list[Baris]:
    return [Baris(*row) for row in rows.order_by("kode").values_list(*COLUMNS)]
