"""A tree's score put together: the six parts, how far each stage is, and what was found by letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from django.utils import timezone

from evaluasi.skor import butir
from evaluasi.skor.bagian import FULL, Bagian, Butir, Skor
from evaluasi.skor.bahan import Bahan, Node
from evaluasi.skor.jenis import BAGIAN, JenisBagian
from lib.aturan import Severity
from pohon.models import Pohon, Simpul

ISI: dict[str, Callable[[Bahan], Iterable[Butir]]] = {
    "logika": butir.logika,
    "indikator": butir.indikator,
    "target": butir.target,
    "pemetaan": butir.pemetaan,
    "pembagian": butir.pembagian,
    "cakupan": butir.cakupan,
}
TINGKAT = (Severity.GALAT, Severity.PERINGATAN, Severity.INFO)


def reckon(pohon: Pohon) -> Skor:
    """Return the score of a tree (loaded with instansi, unit and periode); the queries do not grow with it."""
    now = timezone.now()
    b = Bahan(pohon)
    return Skor(
        waktu=now,
        pohon=pohon.pk,
        tahap=pohon.tahap,
        bagian=[_part(b, jenis) for jenis in BAGIAN.values()],
        diakui=sum(one.is_excused for one in b.semua),
        tahapan=_stages(b),
        temuan=_found(b),
        hitungan=_counts(b),
    )


def _part(b: Bahan, jenis: JenisBagian) -> Bagian:
    if b.pohon.tahap < jenis.tahap:
        return Bagian(jenis, sebab=f"Dinilai mulai Tahap {jenis.tahap}.")
    found = list(ISI[jenis.kunci](b))
    return Bagian(jenis, found, "" if found else "Tidak ada yang dinilai di bagian ini.")


def _stages(b: Bahan) -> dict[str, int]:
    """Return per stage reached how much of it is in order, 0 to 100, rounded down.

    Each node the stage speaks of counts: without a finding of the stage's rules whole, with a peringatan half, with a
    galat nothing. Findings left with a reason do not count.
    """
    left: dict[tuple[int, int], int] = {}
    for one in b.semua:
        if one.is_excused or one.finding.severity == Severity.INFO:
            continue
        key = one.finding.by.tahap, one.finding.simpul or b.akar
        weight = 0 if one.finding.severity == Severity.GALAT else 1
        left[key] = min(left.get(key, FULL), weight)
    found = {}
    for tahap in range(1, b.pohon.tahap + 1):
        due = _due(b, tahap)
        earned = sum(left.get((tahap, node["id"]), FULL) for node in due)
        found[str(tahap)] = int(Fraction(100 * earned, FULL * len(due))) if due else 0
    return found


def _due(b: Bahan, tahap: int) -> list[Node]:
    """Return the nodes a stage speaks of: the outcome, the CSF too, all, and at last the own ones."""
    if tahap == Pohon.Tahap.PENUANGAN:
        return b.own
    kinds: dict[int, tuple[str, ...]] = {
        1: (Simpul.Jenis.OUTCOME,),
        2: (Simpul.Jenis.OUTCOME, Simpul.Jenis.CSF),
    }
    wanted = kinds.get(tahap)
    return [node for node in b.k.semua if wanted is None or node["jenis"] in wanted]


def _found(b: Bahan) -> dict[str, list[int]]:
    """Return by letter how many galat, peringatan and info stand without a reason."""
    found: dict[str, list[int]] = {}
    for one in b.semua:
        if not one.is_excused:
            row = found.setdefault(one.finding.rule[0], [0] * len(TINGKAT))
            row[TINGKAT.index(one.finding.severity)] += 1
    return dict(sorted(found.items()))


def _counts(b: Bahan) -> dict[str, int]:
    """Return how many nodes there are, how many have an indicator, and of the own ones a komponen, a position."""
    return {
        "simpul": len(b.k.semua),
        "berindikator": sum(bool(node.get("indikator")) for node in b.k.semua),
        "milik": len(b.own),
        "dituangkan": sum(node["id"] in b.dituangkan for node in b.own),
        "terbagi": sum(bool(b.diampu.get(node["id"])) for node in b.own),
    }
