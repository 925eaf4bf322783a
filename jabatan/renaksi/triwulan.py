"""The targets of four quarters and the target of the year: what to propose, and whether they agree (rule H-14).

By the indicator's consolidation over time: a sum is spread, an average stays the same, of the last known value only
the fourth quarter is fixed. An indicator without a consolidation is read as the last known value. Knows no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from pohon.models import Indikator

K = Indikator.Konsolidasi
TRIWULAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
DECIMALS = 4
Nilai = Decimal | None
PENJELASAN = {
    K.SUM: "Dijumlahkan: target tahunan dibagi rata, sisanya pada triwulan IV.",
    K.AVERAGE: "Rata-rata: tiap triwulan sama dengan target tahunan.",
    K.TLK: "Nilai akhir: triwulan IV sama dengan target tahunan; triwulan lain boleh kosong.",
}
DIFFERS = "Target triwulan tidak sama dengan target tahunan."


def explain(konsolidasi: str) -> str:
    """Return the rule of a consolidation as a sentence."""
    if konsolidasi:
        return PENJELASAN[K(konsolidasi)]
    rule = PENJELASAN[K.TLK]
    return f"Konsolidasi indikator belum diisi, dibaca sebagai {rule[0].lower()}{rule[1:]}"


def propose(target: Decimal, konsolidasi: str) -> list[Nilai]:
    """Return the four targets that follow from that of the year."""
    if konsolidasi == K.AVERAGE:
        return [target] * 4
    if konsolidasi != K.SUM:
        return [None, None, None, target]
    places = min(max(-int(target.normalize().as_tuple().exponent), 0), DECIMALS)
    part = (target / 4).quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)
    return [part, part, part, target - 3 * part]


def reckon(nilai: Sequence[Nilai], konsolidasi: str) -> Nilai:
    """Return what four quarters make of a year; None where what is needed is not filled."""
    filled = [one for one in nilai if one is not None]
    if konsolidasi == K.SUM:
        return sum(filled, Decimal(0)) if filled else None
    if konsolidasi == K.AVERAGE:
        return sum(filled, Decimal(0)) / len(filled) if filled else None
    return nilai[3]


def agrees(nilai: Sequence[Nilai], konsolidasi: str, target: Nilai) -> bool:
    """Whether the quarters make the target of the year; true where the year has none."""
    if target is None:
        return True
    made = reckon(nilai, konsolidasi)
    return made is not None and abs(made - target) < Decimal(1).scaleb(-DECIMALS)
