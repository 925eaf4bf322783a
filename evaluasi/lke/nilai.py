"""What answers come to: weight x value / 100, summed exactly; rounded half up to two decimals once, at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from evaluasi.models import PredikatLke, SkalaLke

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
PEMBULATAN = (
    "Nilai subkomponen = bobot × nilai jawaban ÷ 100, dijumlahkan tanpa pembulatan; "
    "totalnya dibulatkan ke dua desimal, lalu menentukan predikat."
)


def rounded(value: Decimal) -> Decimal:
    """Return a value to two decimals, half up."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def value_of(bobot: Decimal, nilai: Decimal) -> Decimal:
    """Return what a subkomponen of this weight is worth with an answer of this value, not rounded."""
    return bobot * nilai / HUNDRED


def predikat_of(daftar: Iterable[PredikatLke], total: Decimal) -> PredikatLke | None:
    """Return the predikat of a total: the highest whose lower bound it exceeds; the lowest takes in 0."""
    total = rounded(total)
    best: PredikatLke | None = None
    for predikat in daftar:
        reached = predikat.di_atas is None or total > predikat.di_atas
        if reached and (best is None or _bound(predikat) > _bound(best)):
            best = predikat
    return best


def _bound(predikat: PredikatLke) -> Decimal:
    return Decimal(-1) if predikat.di_atas is None else predikat.di_atas


def suggested_letter(skala: Sequence[SkalaLke], persen: Decimal | None) -> SkalaLke | None:
    """Return the letter a share of fulfilled criteria reaches; None without a share.

    The highest letters ask for more than criteria (years, innovation) and are never suggested.
    """
    if persen is None:
        return None
    suited = [row for row in skala if row.suits(persen)]
    return max(suited, key=lambda row: row.nilai, default=None)


@dataclass(frozen=True)
class Jumlah:
    """A sum of answers: its exact value, the weight it could have reached, and how many of how many were answered."""

    nilai: Decimal
    bobot: Decimal
    terjawab: int
    seluruhnya: int

    @property
    def bulat(self) -> Decimal:
        """The value to two decimals."""
        return rounded(self.nilai)

    @property
    def is_complete(self) -> bool:
        """Whether every answer is there."""
        return self.terjawab == self.seluruhnya

    @property
    def persen(self) -> int:
        """How many percent of the answers are there."""
        return 100 * self.terjawab // self.seluruhnya if self.seluruhnya else 0


def add_up(pairs: Iterable[tuple[Decimal, Decimal | None]]) -> Jumlah:
    """Add up (weight, value of the answer or None where there is none)."""
    rows = list(pairs)
    answered = [(bobot, nilai) for bobot, nilai in rows if nilai is not None]
    return Jumlah(
        nilai=sum((value_of(bobot, nilai) for bobot, nilai in answered), Decimal(0)),
        bobot=sum((bobot for bobot, _ in rows), Decimal(0)),
        terjawab=len(answered),
        seluruhnya=len(rows),
    )
