"""Rules D-07 to D-09: whether what an indicator measures belongs to the level of its node, as far as its name tells."""

from __future__ import annotations

from typing import Any

from lib.aturan import rule
from pohon.aturan.konteks import GALAT, LAMPIRAN, PERINGATAN, SIMPUL, KonteksPohon, Temuan, quote
from pohon.aturan.level import rank
from pohon.aturan.nama_indikator import Golongan, golongan_by_unit

WHAT = {
    Golongan.KELUARAN: "menghitung keluaran",
    Golongan.PROSES: "mengukur terlaksananya kegiatan",
}


def _kind(indikator: dict[str, Any]) -> Golongan:
    return golongan_by_unit(indikator["nama"], indikator.get("satuan") or "")


@rule(
    "D-07",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab II huruf B dan tabel 1",
    settle="indikator",
    heuristic=True,
    judul="Level strategis diukur dengan outcome",
    lingkup=SIMPUL,
)
def strategic_level_is_measured_by_outcomes(k: KonteksPohon) -> Temuan:
    """A strategic node is measured by an outcome, not by what was made or done."""
    for node in k.simpul:
        if rank(node) != "strategis":
            continue
        for indikator in node.get("indikator", ()):
            if what := WHAT.get(_kind(indikator)):
                yield (
                    node["id"],
                    f"Indikator “{indikator['nama']}” {what}; itu tidak boleh di level strategis: {quote(node)}.",
                    "Ukur hasilnya bagi masyarakat, atau perbaiki level kinerja.",
                )


@rule(
    "D-08",
    severity=PERINGATAN,
    tahap=4,
    source=f"{LAMPIRAN} Bab II huruf B",
    settle="indikator",
    heuristic=True,
    judul="Level taktikal diukur dengan hasil antara",
    lingkup=SIMPUL,
)
def tactical_level_is_measured_by_results(k: KonteksPohon) -> Temuan:
    """A tactical node is better measured by the result in between."""
    for node in k.simpul:
        if rank(node) != "taktikal":
            continue
        for indikator in node.get("indikator", ()):
            if what := WHAT.get(_kind(indikator)):
                yield (
                    node["id"],
                    f"Indikator “{indikator['nama']}” {what}; level taktikal sebaiknya diukur dengan hasil antara: "
                    f"{quote(node)}.",
                    "Ukur apa yang berubah karenanya, atau perbaiki level kinerja.",
                )


@rule(
    "D-09",
    severity=PERINGATAN,
    tahap=4,
    source=f"{LAMPIRAN} Bab II huruf B",
    settle="isi:level_kinerja",
    heuristic=True,
    judul="Level operasional diukur dengan keluaran",
    lingkup=SIMPUL,
)
def operational_level_is_measured_by_outputs(k: KonteksPohon) -> Temuan:
    """An outcome at the operational level hints at a wrong level."""
    for node in k.simpul:
        if rank(node) != "operasional":
            continue
        for indikator in node.get("indikator", ()):
            if _kind(indikator) == Golongan.HASIL:
                yield (
                    node["id"],
                    f"Indikator hasil “{indikator['nama']}” pada level operasional: periksa level {quote(node)}.",
                    "Naikkan level kinerjanya, atau ukur keluarannya.",
                )
