"""BKN's techniques of cascading, worked out from indicators and targets (Pedoman Cascading, BKN 2022).

Knows no database: `jabatan.pasangan` reads what positions carry and gives it here. For each indicator of a
subordinate it says which indicator of the superior it belongs to and by which technique, with the reason in words:
Duplicate (same indicator, same target), Cluster (same indicator, other target), Supportive (other indicator, linked
by the tree), Unique (other indicator, no link).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jabatan.models import KinerjaJabatan
from lib.teks import format_number, join_words

Teknik = KinerjaJabatan.Teknik
LABEL: dict[str, str] = {value: str(label) for value, label in Teknik.choices}
SUMBER = "BKN, Pedoman Cascading 2022"
PERSEN = frozenset({"persen", "%", "persentase", "prosen", "percent"})
UANG = frozenset({"rp", "rupiah", "rupiah (rp)", "idr"})
RATIO = re.compile(
    r"\b(indeks|nilai|skor|poin|rasio|predikat|opini|tingkat|level|skala|kategori|per)\b|/"
)


def normal(text: str) -> str:
    """Return a text to compare by: without regard to case, blanks and the stop at its end."""
    return " ".join(text.casefold().split()).rstrip(".")


def normal_satuan(satuan: str) -> str:
    """Return a unit to compare by: % is persen, Rp is rupiah."""
    text = normal(satuan)
    if text in PERSEN:
        return "persen"
    return "rupiah" if text in UANG else text


@dataclass(frozen=True)
class Letak:
    """Where a node stands: its tree and its place in the nested set."""

    pohon: int
    lft: int
    rght: int

    def covers(self, other: Letak) -> bool:
        """Whether the other is this node or lies below it, in the same tree."""
        return self.pohon == other.pohon and self.lft <= other.lft and other.rght <= self.rght


Sambungan = Mapping[int, Letak]  # the tree -> the node of another tree which its outcome continues


@dataclass(frozen=True)
class Ukuran:
    """An indicator as one position carries it: `target` by year is the position's share where one is set."""

    kinerja: int
    jabatan: int
    simpul: int
    indikator: int
    nama: str
    satuan: str = ""
    pustaka: int | None = None
    konsolidasi_lokasi: str = ""
    konsolidasi_periode: str = ""
    target: Mapping[int, Decimal] = field(default_factory=dict)
    dibagi: frozenset[int] = (
        frozenset()
    )  # the years in which the target is the position's own share

    @property
    def keys(self) -> tuple[tuple[object, ...], ...]:
        """What it is known by, the surest first: the row, the card of the library, name and unit."""
        keys: list[tuple[object, ...]] = [("baris", self.indikator)]
        if self.pustaka is not None:
            keys.append(("pustaka", self.pustaka))
        keys.append(("nama", normal(self.nama), normal_satuan(self.satuan)))
        return tuple(keys)

    @property
    def is_percent(self) -> bool:
        """Whether it is measured in percent."""
        return normal_satuan(self.satuan) == "persen"

    @property
    def is_sum(self) -> bool:
        """Whether the parts of several positions add up to the whole.

        The card says so (consolidation over places, else over periods); without a word there, whatever is neither
        percent nor an index, score, ratio or the like.
        """
        if said := self.konsolidasi_lokasi or self.konsolidasi_periode:
            return said == "sum"
        return not self.is_percent and not RATIO.search(normal(f"{self.satuan}"))

    def write(self, tahun: int) -> str:
        """Write the target of a year with its unit."""
        value = self.target.get(tahun)
        return "belum diisi" if value is None else f"{format_number(value)} {self.satuan}".strip()


CARA = {
    "baris": "indikator simpul yang sama",
    "pustaka": "kartu pustaka yang sama",
    "nama": "nama dan satuan sama",
}


@dataclass(frozen=True)
class Diampu:
    """A node as one position carries it, with its indicators."""

    kinerja: int
    jabatan: int
    simpul: int
    letak: Letak
    rumusan: str
    jenis: str = ""
    teknik: str = ""
    pendekatan: str = ""
    aspek: str = ""
    wilayah: str = ""
    level: str = ""
    ukuran: tuple[Ukuran, ...] = ()

    @property
    def rumusan_pendek(self) -> str:
        """The statement, cut to fit a sentence."""
        return self.rumusan if len(self.rumusan) <= 80 else self.rumusan[:79] + "…"


@dataclass(frozen=True)
class Pasangan:
    """An indicator of a subordinate and the superior's it belongs to, with the technique found and why.

    `pilihan` are the superior's indicators it may name; `atasan` is the one when there is no doubt. A Supportive
    indicator under a node with several indicators, or none, has no `atasan` until the planner names it.
    """

    bawahan: Ukuran
    teknik: str
    sebab: str
    atasan: Ukuran | None = None
    pilihan: tuple[Ukuran, ...] = ()

    @property
    def label(self) -> str:
        """The technique as people read it."""
        return LABEL[self.teknik]

    @property
    def is_ready(self) -> bool:
        """Whether it can be declared as found: a pair is named, and nothing asks for a reason."""
        return self.atasan is not None and self.teknik != Teknik.UNIQUE


def difference(terdeteksi: str, dinyatakan: str) -> str:
    """Return the sentence of rule I-01 where the planner declares another technique; else empty."""
    if not dinyatakan or terdeteksi == dinyatakan:
        return ""
    return f"Terdeteksi {LABEL[terdeteksi]}, dinyatakan {LABEL[dinyatakan]}."


# --- who hangs under whom ----------------------------------------------------------------------------------
def distance(atas: Letak, bawah: Letak, sambungan: Sambungan) -> tuple[int, int] | None:
    """Return how far a node stands above another, (trees between, places between); None when it does not.

    (0, 0) is the node itself. A tree whose outcome continues a node of another tree hangs under that node.
    """
    seen: set[int] = set()
    place: Letak | None = bawah
    while place is not None and place.pohon not in seen:
        if atas.covers(place):
            return len(seen), place.lft - atas.lft
        seen.add(place.pohon)
        place = sambungan.get(place.pohon)
    return None


def nearest(daftar: Iterable[Diampu], bawah: Letak, sambungan: Sambungan) -> Diampu | None:
    """Return which of these the node lies under most closely (or is); None when it lies under none."""
    found = [
        (far, index, one)
        for index, one in enumerate(daftar)
        if (far := distance(one.letak, bawah, sambungan)) is not None
    ]
    return min(found, key=lambda row: row[:2])[2] if found else None


# --- the techniques ----------------------------------------------------------------------------------------
def pairs(
    atasan: Sequence[Diampu], bawahan: Sequence[Diampu], sambungan: Sambungan, tahun: int
) -> list[Pasangan]:
    """Return a pair for each indicator the subordinate carries, in order, by the targets of a year."""
    index = _index(atasan)
    return [
        _pair(ukuran, kinerja, atasan, index, sambungan, tahun)
        for kinerja in bawahan
        for ukuran in kinerja.ukuran
    ]


Index = Mapping[tuple[object, ...], Sequence[tuple[Diampu, Ukuran]]]


def _index(atasan: Iterable[Diampu]) -> Index:
    index: dict[tuple[object, ...], list[tuple[Diampu, Ukuran]]] = {}
    for kinerja in atasan:
        for ukuran in kinerja.ukuran:
            for key in ukuran.keys:
                index.setdefault(key, []).append((kinerja, ukuran))
    return index


def _pair(
    ukuran: Ukuran,
    kinerja: Diampu,
    atasan: Sequence[Diampu],
    index: Index,
    sambungan: Sambungan,
    tahun: int,
) -> Pasangan:
    for key in ukuran.keys:
        if same := index.get(key):
            upper = _closest(same, kinerja, sambungan)
            return _same(ukuran, upper, CARA[str(key[0])], tahun)
    upper_kinerja = nearest(atasan, kinerja.letak, sambungan)
    if upper_kinerja is not None:
        return _supportive(ukuran, upper_kinerja)
    choices = tuple(one for row in atasan for one in row.ukuran)
    return Pasangan(
        ukuran,
        Teknik.UNIQUE,
        "Indikator berbeda, dan simpulnya tidak berada di bawah simpul atasan pada pohon kinerja.",
        atasan=choices[0] if choices else None,
        pilihan=choices,
    )


def _closest(
    same: Sequence[tuple[Diampu, Ukuran]], kinerja: Diampu, sambungan: Sambungan
) -> Ukuran:
    """Among the superior's nodes with the same indicator, take the one nearest above, else the first."""
    upper = nearest([row for row, _ in same], kinerja.letak, sambungan)
    return next(
        (ukuran for row, ukuran in same if upper and row.kinerja == upper.kinerja), same[0][1]
    )


def _same(ukuran: Ukuran, upper: Ukuran, cara: str, tahun: int) -> Pasangan:
    own, above = ukuran.target.get(tahun), upper.target.get(tahun)
    if own == above:
        what = f"target {tahun} sama: {upper.write(tahun)}"
        if own is None:
            what = f"target {tahun} keduanya belum diisi"
        teknik = Teknik.DUPLICATE
    else:
        what = f"target {tahun} berbeda: atasan {upper.write(tahun)}, bawahan {ukuran.write(tahun)}"
        teknik = Teknik.CLUSTER
    return Pasangan(ukuran, teknik, f"Indikator sama ({cara}), {what}.", upper, (upper,))


def _supportive(ukuran: Ukuran, upper: Diampu) -> Pasangan:
    reason = f"Indikator berbeda; simpulnya berada di bawah simpul atasan “{upper.rumusan_pendek}”."
    if not upper.ukuran:
        reason += " Simpul atasan itu belum memiliki indikator."
    elif len(upper.ukuran) > 1:
        reason += f" Simpul atasan itu memiliki {len(upper.ukuran)} indikator: pilih yang didukung."
    only = upper.ukuran[0] if len(upper.ukuran) == 1 else None
    return Pasangan(ukuran, Teknik.SUPPORTIVE, reason, only, upper.ukuran)


# --- sums --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Jumlah:
    """The parts subordinates have in an indicator of their superior in one year, beside its target."""

    atasan: Ukuran
    bagian: tuple[Ukuran, ...]
    tahun: int

    @property
    def target(self) -> Decimal | None:
        """The superior's target."""
        return self.atasan.target.get(self.tahun)

    @property
    def jumlah(self) -> Decimal:
        """The sum of the parts that are filled in."""
        return sum((one.target.get(self.tahun) or Decimal(0) for one in self.bagian), Decimal(0))

    @property
    def belum(self) -> tuple[Ukuran, ...]:
        """The parts without a target."""
        return tuple(one for one in self.bagian if one.target.get(self.tahun) is None)

    @property
    def sisa(self) -> Decimal | None:
        """What of the superior's target is not handed out yet; below zero: too much is."""
        return None if self.target is None else self.target - self.jumlah

    @property
    def is_even(self) -> bool:
        """Whether the parts add up to the whole, as near as their decimals allow, and none is missing.

        Whole numbers must meet exactly; a part rounded to d decimals may be off by half of the last one.
        """
        if self.sisa is None or self.belum:
            return False
        decimals = max(
            (_decimals(value) for one in self.bagian if (value := one.target.get(self.tahun))),
            default=0,
        )
        if not decimals:
            return self.sisa == 0
        room = Decimal(len(self.bagian)) / 2 * Decimal(1).scaleb(-decimals)
        return self.sisa == 0 or abs(self.sisa) < room

    @property
    def kalimat(self) -> str:
        """The sentence of rules I-03 and I-08; empty when it adds up."""
        if self.is_even:
            return ""
        if self.target is None:
            return f"Target atasan tahun {self.tahun} belum diisi."
        return (
            f"Jumlah target bawahan {format_number(self.jumlah)} ≠ "
            f"target atasan {format_number(self.target)}."
        )


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


# --- lists of aspects and places ---------------------------------------------------------------------------
SPLIT = re.compile(r"[;,\n]+")
SPLIT_PLACES = re.compile(r"[;,\n]+|\s+(?:dan|serta)\s+|\s*&\s*", re.IGNORECASE)
SHORT = {
    "kec": "kecamatan",
    "kab": "kabupaten",
    "kel": "kelurahan",
    "prov": "provinsi",
    "ds": "desa",
}
KINDS = frozenset(
    {*SHORT.values(), "kota", "distrik", "nagari", "dusun", "rw", "rt", "wilayah", "zona"}
)


def aspects(text: str) -> dict[str, str]:
    """Read a list of aspects or stages (parted by semicolon, comma or line): {to compare by: as written}."""
    parts = (part.strip() for part in SPLIT.split(text))
    return {normal(part): part for part in parts if part}


def places(text: str) -> dict[str, str]:
    """Read a list of places: {to compare by: as written}.

    Kec., Kab. and Kel. are written out, and the kind of place holds for those that follow without one:
    "Kec. Rawa, Bukit dan Kelurahan Muara".
    """
    found: dict[str, str] = {}
    kind = ""
    for part in SPLIT_PLACES.split(text):
        words = normal(part or "").split()
        if not words:
            continue
        first = SHORT.get(words[0].rstrip("."), words[0])
        if first in KINDS and len(words) > 1:
            kind = first
            name = " ".join([first, *words[1:]])
        else:
            name = f"{kind} {' '.join(words)}".strip()
        found[name] = part.strip()
    return found


@dataclass(frozen=True)
class Pembagian:
    """How a list is divided over members: who has none, what several have, what nobody has."""

    kosong: tuple[int, ...]
    ganda: tuple[str, ...]
    sisa: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everyone has a part, nobody the same, and nothing is left."""
        return not (self.kosong or self.ganda or self.sisa)

    @property
    def kalimat(self) -> str:
        """What is wrong, as the end of a sentence."""
        parts = []
        if self.ganda:
            parts.append(f"{join_words(self.ganda)} ada pada lebih dari satu jabatan")
        if self.sisa:
            parts.append(f"{join_words(self.sisa)} belum dibagikan")
        if self.kosong:
            parts.append(f"{len(self.kosong)} jabatan belum mendapat bagian")
        return "; ".join(parts)


def division(whole: Mapping[str, str], parts: Mapping[int, Mapping[str, str]]) -> Pembagian:
    """Judge how `whole` (empty: not known) is divided over members, each by key with its list."""
    owners: dict[str, int] = {}
    names: dict[str, str] = {}
    for daftar in parts.values():
        for key, name in daftar.items():
            owners[key] = owners.get(key, 0) + 1
            names.setdefault(key, name)
    return Pembagian(
        kosong=tuple(member for member, daftar in parts.items() if not daftar),
        ganda=tuple(names[key] for key, count in owners.items() if count > 1),
        sisa=tuple(name for key, name in whole.items() if key not in owners),
    )
