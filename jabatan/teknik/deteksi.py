"""BKN's techniques of cascading, worked out from indicators and targets (Pedoman Cascading, BKN 2022).

Knows no database: `jabatan.teknik.pasangan` reads what positions carry and gives it here. For each indicator of a
subordinate it says which indicator of the superior it belongs to and by which technique, with the reason in words:
Duplicate (same indicator, same target), Cluster (same indicator, other target), Supportive (other indicator, linked
by the tree), Unique (other indicator, no link).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from jabatan.models import KinerjaJabatan
from lib.teks import format_number

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

    @cached_property
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

        The card says so by its consolidation over places; else a sum or an average over periods is taken for the same
        over positions. Without a word there, whatever is neither percent nor an index, score, ratio or the like.
        """
        said = self.konsolidasi_lokasi or self.konsolidasi_periode
        if said and said != "tlk":  # the last value known says nothing about parts
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


class Atasan:
    """What a superior carries, laid out to be asked often: by indicator, and by place in the trees."""

    def __init__(self, daftar: Sequence[Diampu], sambungan: Sambungan) -> None:
        self.daftar = daftar
        self.sambungan = sambungan
        self._by_key: dict[tuple[object, ...], list[tuple[Diampu, Ukuran]]] = {}
        for kinerja in daftar:
            for ukuran in kinerja.ukuran:
                for key in ukuran.keys:
                    self._by_key.setdefault(key, []).append((kinerja, ukuran))
        trees: dict[int, list[Diampu]] = {}
        for kinerja in daftar:
            trees.setdefault(kinerja.letak.pohon, []).append(kinerja)
        self._nests = {pohon: _Nest(rows) for pohon, rows in trees.items()}

    def above(self, letak: Letak) -> Diampu | None:
        """Return which kinerja a node lies under most closely (or is); None when it lies under none."""
        seen: set[int] = set()
        place: Letak | None = letak
        while place is not None and place.pohon not in seen:
            nest = self._nests.get(place.pohon)
            if nest is not None and (found := nest.innermost(place)):
                return found
            seen.add(place.pohon)
            place = self.sambungan.get(place.pohon)
        return None

    def same(self, ukuran: Ukuran, letak: Letak) -> tuple[Ukuran, str] | None:
        """Return the superior's own form of an indicator and by what it is known; None when there is none.

        Of several nodes with it, the one nearest above counts, else the first.
        """
        for key in ukuran.keys:
            if rows := self._by_key.get(key):
                far = [(distance(row.letak, letak, self.sambungan), one) for row, one in rows]
                near = [(steps, one) for steps, one in far if steps is not None]
                best = min(near, key=lambda row: row[0])[1] if near else rows[0][1]
                return best, CARA[str(key[0])]
        return None

    @cached_property
    def ukuran(self) -> tuple[Ukuran, ...]:
        """All indicators the superior carries, in order."""
        return tuple(one for row in self.daftar for one in row.ukuran)


class _Nest:
    """Nodes of one tree, with the nearest above each, to find the innermost around a place."""

    def __init__(self, rows: Sequence[Diampu]) -> None:
        self.rows = sorted(rows, key=lambda row: row.letak.lft)
        self.starts = [row.letak.lft for row in self.rows]
        self.uppers: list[int] = []
        open_: list[int] = []
        for index, row in enumerate(self.rows):
            while open_ and not self.rows[open_[-1]].letak.covers(row.letak):
                open_.pop()
            self.uppers.append(open_[-1] if open_ else -1)
            open_.append(index)

    def innermost(self, place: Letak) -> Diampu | None:
        index = bisect_right(self.starts, place.lft) - 1
        while index >= 0 and not self.rows[index].letak.covers(place):
            index = self.uppers[index]
        return self.rows[index] if index >= 0 else None


# --- the techniques ----------------------------------------------------------------------------------------
def pairs(atasan: Atasan, bawahan: Iterable[Diampu], tahun: int) -> list[Pasangan]:
    """Return a pair for each indicator the subordinate carries, in order, by the targets of a year."""
    return [
        _pair(ukuran, kinerja, atasan, tahun) for kinerja in bawahan for ukuran in kinerja.ukuran
    ]


def _pair(ukuran: Ukuran, kinerja: Diampu, atasan: Atasan, tahun: int) -> Pasangan:
    if same := atasan.same(ukuran, kinerja.letak):
        return _same(ukuran, *same, tahun)
    if upper := atasan.above(kinerja.letak):
        return _supportive(ukuran, upper)
    return Pasangan(
        ukuran,
        Teknik.UNIQUE,
        "Indikator berbeda, dan simpulnya tidak berada di bawah simpul atasan pada pohon kinerja.",
        atasan=atasan.ukuran[0] if atasan.ukuran else None,
        pilihan=atasan.ukuran,
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
