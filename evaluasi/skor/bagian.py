"""What a score is made of: parts, what each part looks at, the things judged, and what mending one adds.

A thing judged (Butir) earns 2, 1 or 0 half points: yes, half, no. A part is what its things earned of what they could,
times 100; the total is the mean of the parts that apply, by their weights.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property

from django.urls import reverse

from evaluasi.skor.jenis import ALAMAT, JENIS, JenisBagian, JenisButir, name_of

CENT = Decimal("0.01")
FULL = 2  # half points
NILAI = {2: "Ya", 1: "Sebagian", 0: "Belum"}


def percent(value: Fraction) -> Decimal:
    """Return a fraction of 100 with two decimals, half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Butir:
    """One thing judged: its kind, what it is, how many half points it earned, and why not all of them.

    `halaman` is a key of ALAMAT, `induk` the object whose page that is, `objek` the thing on it.
    """

    jenis: str
    objek: int
    nama: str
    poin: int
    alasan: str
    halaman: str
    induk: int

    @property
    def nilai(self) -> str:
        """What it earned as a word."""
        return NILAI[self.poin]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to mend."""
        return self.poin == FULL

    @property
    def rupa(self) -> JenisButir:
        """What kind of thing it is, in words."""
        return JENIS[self.jenis]

    @property
    def alamat(self) -> str:
        """Where it is mended."""
        nama, anchor = ALAMAT[self.halaman]
        page = reverse(nama, args=[self.induk])
        return f"{page}#{anchor}-{self.objek}" if anchor else page


@dataclass
class Bagian:
    """A part of one tree's score. One that does not apply says why in `sebab` and stays out of the total."""

    jenis: JenisBagian
    butir: Sequence[Butir] = ()
    sebab: str = ""

    @property
    def kunci(self) -> str:
        """The key of the part."""
        return self.jenis.kunci

    @property
    def berlaku(self) -> bool:
        """Whether it is judged."""
        return not self.sebab

    @cached_property
    def poin(self) -> int:
        """The half points earned."""
        return sum(row.poin for row in self.butir)

    @property
    def mungkin(self) -> int:
        """The half points that can be earned."""
        return FULL * len(self.butir)

    @property
    def diperoleh(self) -> Decimal:
        """The points earned of as many as there are things."""
        return Decimal(self.poin) / FULL

    @property
    def pecahan(self) -> Fraction:
        """The value, exactly."""
        return Fraction(100 * self.poin, self.mungkin)

    @property
    def nilai(self) -> Decimal | None:
        """The value of 0 to 100; None where it is not judged."""
        return percent(self.pecahan) if self.berlaku else None

    @property
    def sebutan(self) -> str:
        """What the value is called."""
        return name_of(self.nilai)

    @property
    def kurang(self) -> int:
        """How many things are left to mend."""
        return sum(not row.is_done for row in self.butir)


@dataclass(frozen=True)
class Perbaikan:
    """A mend: of one object, or of all things of a kind; what it adds to the total, and where it is made."""

    nama: str
    tindakan: Sequence[str]
    jumlah: int
    tambah: Decimal
    alamat: str = ""
    jenis: str = ""


@dataclass
class Skor:
    """The score of one tree as it stands."""

    pohon: int
    tahap: int
    bagian: Sequence[Bagian]
    waktu: datetime.datetime  # when reading began: what changes later is not in it
    diakui: int = 0
    tahapan: dict[str, int] = field(default_factory=dict)
    temuan: dict[str, list[int]] = field(default_factory=dict)
    hitungan: dict[str, int] = field(default_factory=dict)

    @cached_property
    def _bobot(self) -> int:
        return sum(row.jenis.bobot for row in self.bagian if row.berlaku)

    @property
    def total(self) -> Decimal | None:
        """The mean of the parts judged, by weight; None while none is."""
        if not self._bobot:
            return None
        parts = [row.pecahan * row.jenis.bobot for row in self.bagian if row.berlaku]
        return percent(sum(parts, Fraction(0)) / self._bobot)

    @property
    def sebutan(self) -> str:
        """What the total is called."""
        return name_of(self.total)

    @property
    def jumlah_dinilai(self) -> int:
        """How many parts are judged."""
        return sum(row.berlaku for row in self.bagian)

    @property
    def nilai(self) -> dict[str, float | None]:
        """The value of each part, as it is kept."""
        return {row.kunci: None if row.nilai is None else float(row.nilai) for row in self.bagian}

    @cached_property
    def by_kunci(self) -> dict[str, Bagian]:
        """The parts by their keys."""
        return {row.kunci: row for row in self.bagian}

    @property
    def butir(self) -> list[Butir]:
        """All things judged, in the parts that apply."""
        return [row for part in self.bagian if part.berlaku for row in part.butir]

    @cached_property
    def _per_poin(self) -> dict[str, Fraction]:
        """What half a point of each part adds to the total."""
        return {
            part.kunci: Fraction(100 * part.jenis.bobot, part.mungkin * self._bobot)
            for part in self.bagian
            if part.berlaku
        }

    def tambah(self, butir: Iterable[Butir]) -> Decimal:
        """Return what mending these things, and nothing else, adds to the total."""
        lacking: dict[str, int] = defaultdict(int)
        for row in butir:
            lacking[JENIS[row.jenis].bagian] += FULL - row.poin
        found = (self._per_poin[kunci] * poin for kunci, poin in lacking.items())
        return percent(sum(found, Fraction(0)))

    def tambah_bagian(self, butir: Butir) -> Decimal:
        """Return what mending a thing adds to its part."""
        part = self.by_kunci[butir.rupa.bagian]
        return percent(Fraction(100 * (FULL - butir.poin), part.mungkin))

    def perbaikan_objek(self, most: int = 10) -> list[Perbaikan]:
        """Return the nodes, komponen and positions whose mending adds most, the most first."""
        groups: dict[tuple[str, int], list[Butir]] = defaultdict(list)
        for row in self.butir:
            if not row.is_done:
                whole = "simpul" if row.halaman in {"pemetaan", "pembagian"} else row.halaman
                groups[whole, row.objek].append(row)
        ranked = sorted(((self.tambah(rows), rows) for rows in groups.values()), key=_most_first)
        return [
            Perbaikan(
                rows[0].nama,
                list(dict.fromkeys(row.rupa.tindakan for row in rows)),
                len(rows),
                gain,
                rows[0].alamat,
            )
            for gain, rows in ranked[:most]
        ]

    def perbaikan_jenis(self) -> list[Perbaikan]:
        """Return the acts that mend, with how many things each mends, what adds most first."""
        groups: dict[str, list[Butir]] = defaultdict(list)
        for row in self.butir:
            if not row.is_done:
                groups[row.jenis].append(row)
        found = [
            Perbaikan(
                JENIS[kunci].judul,
                [JENIS[kunci].tindakan],
                len(rows),
                self.tambah(rows),
                jenis=kunci,
            )
            for kunci, rows in groups.items()
        ]
        return sorted(found, key=lambda row: -row.tambah)


def _most_first(row: tuple[Decimal, Sequence[Butir]]) -> Decimal:
    return -row[0]
