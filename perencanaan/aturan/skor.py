"""K-07: how consistent a tree and its documents are, as a number and a letter; a report, never a finding.

What is judged counts 1 (the same), 0,5 (the words or numbers differ) or 0 (missing); the score is their mean. Two
scales name it: that of criterion 1.b.8 as local governments use it (a to e), and the shares of PermenPANRB 88/2021 (BB
to E; A and AA ask for more than a share and are given by people).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lib.aturan import Severity
from perencanaan.aturan.banding import differences
from perencanaan.aturan.konteks import rencana_of
from pohon.aturan import KonteksPohon

SAMA, BERBEDA, TIDAK_ADA = 1.0, 0.5, 0.0
HURUF = ((90, "a"), (75, "b"), (40, "c"), (10, "d"))  # more than so many percent; else e
HURUF_LKE = ((75, "B"), (50, "CC"), (25, "C"), (0, "D"))
LAIN = ("G-08", "K-03", "K-04", "K-06")


def gradasi(persen: Decimal | float) -> str:
    """Return the letter a to e of a share in percent, as local governments grade criterion 1.b.8."""
    return next((letter for least, letter in HURUF if persen > least), "e")


@dataclass(frozen=True)
class Konsistensi:
    """A score: how many things were judged, and their mean in percent (None when there were none)."""

    banyak: int
    persen: float | None

    @property
    def huruf(self) -> str:
        """The letter a to e; empty without a score."""
        return "" if self.persen is None else gradasi(self.persen)

    @property
    def huruf_lke(self) -> str:
        """The letter of the LKE for a share (100, >75, >50, >25, >0, nothing); empty without a score."""
        if self.persen is None:
            return ""
        if self.persen == 100:
            return "BB"
        return next((letter for least, letter in HURUF_LKE if self.persen > least), "E")


def grade(daftar: Iterable[float]) -> Konsistensi:
    """Return the score of judgements, each 1, 0,5 or 0."""
    values = list(daftar)
    if not values:
        return Konsistensi(0, None)
    return Konsistensi(len(values), round(100 * sum(values) / len(values), 2))


def consistency(k: KonteksPohon) -> Konsistensi:
    """Return the score of a tree: each of its nodes that stands in a document, by the differences found of it.

    Shares what the rules G-08 and K-03 to K-06 read; an info does not count.
    """
    worst: dict[int, float] = {pk: SAMA for pk in rencana_of(k).daftar if pk in k.by_id}
    for aturan, value in (*((one, BERBEDA) for one in LAIN), ("K-05", TIDAK_ADA)):
        for simpul, *_, weight in differences(k, aturan):
            if simpul in worst and weight != Severity.INFO:
                worst[simpul] = min(worst[simpul], value)
    return grade(worst.values())
