"""A proposal for a criterion: what was counted, how many of it hold, and the list behind the figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evaluasi.lke.usulan.bahan import Bahan

MOST_KEPT = 200  # lines kept of the list behind a figure, what is missing first


@dataclass(frozen=True)
class Butir:
    """One line behind a figure: what it is, how far it holds (0 to 1), where it is seen, what is missing."""

    nama: str
    bagian: Decimal
    alamat: str = ""
    catatan: str = ""

    @property
    def ok(self) -> bool:
        """Whether it holds wholly."""
        return self.bagian == 1

    def as_dict(self) -> dict[str, object]:
        """The line as JSON keeps it."""
        return {"nama": self.nama, "ok": self.ok, "alamat": self.alamat, "catatan": self.catatan}


@dataclass(frozen=True)
class Usulan:
    """What was counted for a criterion. Without anything to count (`penyebut` 0) nothing is proposed."""

    kode: str
    dihitung: str
    daftar: Sequence[Butir] = field(default_factory=tuple)

    @property
    def pembilang(self) -> Decimal:
        """How many hold."""
        return sum((butir.bagian for butir in self.daftar), Decimal(0))

    @property
    def penyebut(self) -> Decimal:
        """Of how many."""
        return Decimal(len(self.daftar))

    @property
    def rincian(self) -> list[dict[str, object]]:
        """The list to keep: what does not hold first, each part in its own order."""
        ordered = sorted(self.daftar, key=lambda butir: butir.bagian == 1)
        return [butir.as_dict() for butir in ordered[:MOST_KEPT]]


Hitung = Callable[[Bahan], tuple[str, Iterable[Butir]]]
DAFTAR: dict[str, Hitung] = {}


def usulan(kode: str) -> Callable[[Hitung], Hitung]:
    """Register a function that returns what it counts, in words, and the lines counted for the criterion `kode`."""

    def register(function: Hitung) -> Hitung:
        DAFTAR[kode] = function
        return function

    return register


def whether(holds: bool) -> Decimal:
    """Return 1 for what holds, else 0."""
    return Decimal(1) if holds else Decimal(0)
