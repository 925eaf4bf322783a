"""Candidates for a node beside its level's usual komponen: by name, and by code of the nomenclature.

By name: a komponen of the right kind that no node of the tree stands behind yet and whose words are alike. By code: a
row of the document's nomenclature under the code above (or of the unit's bidang urusan) whose name, kinerja or
indikator is like the statement. Only what says the same is taken without asking; the rest a person chooses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lib import teks
from perencanaan import kodefikasi, susunan
from perencanaan.models import Dokumen, Komponen, Nomenklatur
from perencanaan.usulan.kemiripan import PERCENT, Indeks, letters
from perencanaan.usulan.komponen import LABEL, Letak, Perencana, Usulan, level_of

MOST = 3  # candidates of each basis
# Komponen: six tenths of the words stand in both. Nomenclature: its names are long and general, a third is a hint.
ALIKE, HINT = 0.6, 0.35
BARU, SAMA = "baru", "sama"


def kinds_of(usulan: Usulan) -> str:
    """Return the kinds a proposal makes, as the keys of its candidates carry them."""
    return "-".join(letak.jenis for letak in usulan.buat)


@dataclass(frozen=True)
class Calon:
    """One thing a node may become. `kunci` names it in a form: `sama`, `k<komponen>`, or with the kinds to be made
    `baru:<kinds>` and `n<row of the nomenclature>:<kinds>`.
    """

    kunci: str
    dasar: str
    label: str
    teks: str
    kode: str = ""
    mirip: int = PERCENT
    komponen: Komponen | None = None


@dataclass
class Tawaran:
    """A proposal with its candidates; `pilihan` is the one taken without asking, None when a person must choose."""

    usulan: Usulan
    daftar: list[Calon]
    pilihan: Calon | None = None
    menunggu: bool = False  # a node above has to be chosen first, and decides where this one goes

    @property
    def keadaan(self) -> str:
        """Whether it is ready (siap), waits for a choice (pilih) or for one above (tunggu), or has nothing (tanpa)."""
        if not self.daftar:
            return "tanpa"
        if self.menunggu:
            return "tunggu"
        return "siap" if self.pilihan else "pilih"


class Penawaran:
    """Adds candidates to the proposals of one planner; makes no query.

    `daftar_baris` comes from `rows_of`, or is empty where nomenclature is not asked for.
    """

    def __init__(self, planner: Perencana, daftar_baris: Iterable[Nomenklatur] = ()) -> None:
        self.planner, self.dokumen = planner, planner.dokumen
        self.bidang = self.dokumen.unit.bidang_urusan if self.dokumen.unit else ""
        self.kode = {
            (letak.jenis, letak.komponen.kode): letak.komponen
            for letak in planner.letak.values()
            if letak.komponen and letak.komponen.kode
        }
        self._names = self._index_names()
        self._rows: dict[str, list[Nomenklatur]] = defaultdict(list)
        for row in daftar_baris:
            self._rows[row.jenjang].append(row)
        self._indexes: dict[tuple[str, str], Indeks[Nomenklatur]] = {}
        self._codes: dict[int, list[str]] = {}  # of what is to be made, by its Letak
        self._waiting: set[int] = set()  # nodes whose place a person decides, and those below them

    def _index_names(self) -> dict[str, Indeks[Komponen]]:
        self._taken = {
            letak.komponen.pk
            for daftar in self.planner.milik.values()
            for letak in daftar
            if letak.komponen
        }
        texts: dict[str, list[tuple[str, Komponen]]] = defaultdict(list)
        for letak in self.planner.letak.values():
            if (row := letak.komponen) is not None and row.pk not in self._taken:
                texts[row.jenis] += [(text, row) for text in {row.hasil, row.nama}]
        return {jenis: Indeks(pairs) for jenis, pairs in texts.items()}

    def offer_all(self) -> list[Tawaran]:
        """Return the proposals for every node not mapped to the document; each counts on those before it."""
        return [self.offer(usulan) for usulan in self.planner.propose_each()]

    def offer(self, usulan: Usulan) -> Tawaran:
        """Return a proposal with its candidates, the best first. Nodes above were offered before."""
        tawaran = self._offer(usulan)
        tawaran.menunggu = usulan.simpul.induk_id in self._waiting
        if tawaran.menunggu or tawaran.keadaan == "pilih":
            self._waiting.add(usulan.simpul.pk)
        return tawaran

    def _offer(self, usulan: Usulan) -> Tawaran:
        if usulan.cocok is not None:
            same = _same(usulan.cocok)
            return Tawaran(usulan, [same], same)
        alike = [] if usulan.terhalang else self.by_name(usulan)
        new = [_new(usulan)] if usulan.buat else []
        coded = self._by_code(usulan) if usulan.buat else []
        by_key: dict[str, Calon] = {}
        for one in (*alike, *new, *coded):
            by_key.setdefault(one.kunci, one)
        daftar = list(by_key.values())
        exact = [one for one in (*alike, *coded) if _says(one, usulan.simpul.pernyataan)]
        if exact:
            return Tawaran(usulan, daftar, exact[0])
        free = any(one.komponen and one.komponen.pk not in self._taken for one in daftar)
        return Tawaran(usulan, daftar, new[0] if new and not free else None)

    def by_name(self, usulan: Usulan) -> list[Calon]:
        """Return the komponen alike by name, of the kinds the node's level becomes."""
        level = level_of(usulan.simpul)
        kinds = [*susunan.jenis_for_level(level, is_pemda=self.planner.is_pemda)]
        kinds += [jenis for here, jenis in susunan.TOLERATED if here == level]
        found = [
            (mirip, row)
            for jenis in kinds
            if jenis in self._names
            for mirip, row in self._names[jenis].best(usulan.simpul.pernyataan, MOST, ALIKE)
        ]
        found.sort(key=lambda pair: -pair[0])
        return [
            _existing(row, f"menurut nama {mirip} %", mirip=mirip) for mirip, row in found[:MOST]
        ]

    # --- By code -----------------------------------------------------------------------------------
    def _by_code(self, usulan: Usulan) -> list[Calon]:
        jenis = usulan.buat[-1].jenis
        if jenis not in susunan.WITH_NOMENKLATUR or not self._rows[jenis]:
            return []
        upper = self._upper_code(usulan.induk)
        found = [
            pair
            for kode in upper
            for pair in self._index(jenis, kode).best(usulan.simpul.pernyataan, MOST, HINT)
        ]
        found.sort(key=lambda pair: -pair[0])
        daftar = [self._of_row(usulan, row, mirip, upper) for mirip, row in found[:MOST]]
        self._codes[id(usulan.buat[-1])] = [one.kode for one in daftar]
        return daftar

    def _upper_code(self, letak: Letak | None) -> list[str]:
        """Return the codes under which rows are looked for: those above, else any ("")."""
        for upper in letak.uppers() if letak else ():
            if upper.komponen and kodefikasi.jenjang_of(upper.komponen.kode) == upper.jenis:
                return [upper.komponen.kode]
            if codes := self._codes.get(id(upper)):
                return codes
        return [""]

    def _index(self, jenis: str, upper: str) -> Indeks[Nomenklatur]:
        known = self._indexes.get((jenis, upper))
        if known is None:
            rows = [
                row
                for row in self._rows[jenis]
                if not upper or kodefikasi.is_under(row.kode, upper)
            ]
            texts = ((text, row) for row in rows for text in _texts(row))
            known = self._indexes[jenis, upper] = Indeks(texts)
        return known

    def _of_row(self, usulan: Usulan, row: Nomenklatur, mirip: int, upper: Sequence[str]) -> Calon:
        kode = kodefikasi.own_code(row.kode, self.bidang, *upper)
        dasar = f"menurut kode {kode}"
        here = self.kode.get((row.jenjang, kode))
        if here is not None:
            return _existing(here, dasar, mirip=mirip)
        label = f"{LABEL[row.jenjang]} baru"
        kunci = f"n{row.pk}:{kinds_of(usulan)}"
        return Calon(kunci, dasar, label, row.nama, kode, mirip)


def rows_of(dokumen: Dokumen, daftar_komponen: Sequence[Komponen]) -> list[Nomenklatur]:
    """Return the rows of the nomenclature near a document: its unit's bidang urusan, X.XX, and those of its codes.

    A document of the whole instansi without codes: every program. One query, none without a version.
    """
    if not dokumen.versi_nomenklatur_id:
        return []
    rows = Nomenklatur.objects.filter(
        versi=dokumen.versi_nomenklatur_id,
        tingkat=dokumen.tingkat_nomenklatur,
        jenjang__in=susunan.WITH_NOMENKLATUR,
    )
    bidang = {row.kode[:4] for row in daftar_komponen if kodefikasi.jenjang_of(row.kode)}
    if dokumen.unit:
        bidang |= set(kodefikasi.split_bidang(dokumen.unit.bidang_urusan))
    if dokumen.unit or bidang:
        rows = rows.filter(_begins_with({*bidang, kodefikasi.OWN_BIDANG}))
    else:
        rows = rows.filter(jenjang=susunan.PROGRAM)
    names = ("jenjang", "kode", "nama", "kinerja", "indikator")
    found = list(rows.order_by("kode").only(*names))
    codes = {row.kode for row in found}
    unit = dokumen.unit.bidang_urusan if dokumen.unit else ""
    khusus = dokumen.instansi.digit_khusus
    return [
        row
        for row in found
        if not kodefikasi.foreign_region(row.kode, khusus)
        and not (
            kodefikasi.is_generic(row.kode)
            and kodefikasi.own_code(row.kode, unit) in codes - {row.kode}
        )
    ]


def _begins_with(bidang: Collection[str]) -> Q:
    condition = Q(pk__in=[])
    for kode in sorted(bidang):
        condition |= Q(kode__startswith=f"{kode}.")
    return condition


def _texts(row: Nomenklatur) -> set[str]:
    return {text for text in (row.nama, row.kinerja, row.indikator) if text}


def _says(calon: Calon, pernyataan: str) -> bool:
    """Whether a candidate says the same as the node, letter by letter."""
    said: Any = calon.komponen.hasil if calon.komponen else calon.teks
    return letters(said) == letters(pernyataan)


def _existing(row: Komponen, dasar: str, *, mirip: int = PERCENT) -> Calon:
    label = f"{LABEL[row.jenis]} yang sudah ada"
    return Calon(f"k{row.pk}", dasar, label, row.hasil, row.kode, mirip, row)


def _same(letak: Letak) -> Calon:
    if letak.komponen is not None:
        return _existing(letak.komponen, "rumusan sama")
    return Calon(SAMA, "rumusan sama", f"{LABEL[letak.jenis]} dari simpul di atas", letak.teks)


def _new(usulan: Usulan) -> Calon:
    return Calon(
        f"{BARU}:{kinds_of(usulan)}",
        "menurut level",
        f"{teks_label(usulan)} baru",
        usulan.simpul.pernyataan,
    )


def teks_label(usulan: Usulan) -> str:
    """Return the kinds of a proposal as a sentence begins: "Tujuan dan sasaran"."""
    first, *rest = usulan.label.split(" dan ")
    return " dan ".join([first, *map(teks.small, rest)])
