"""Whether what a superior has is divided over its subordinates without gap or overlap: targets, aspects, places.

Knows no database (Pedoman Cascading, BKN 2022: cluster, and the three direct approaches).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jabatan.teknik.deteksi import Ukuran, normal
from lib.teks import format_number, join_words


# --- targets --------------------------------------------------------------------------------------------------
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
