"""Rules E: indicators and their targets."""

from __future__ import annotations

from lib.aturan import rule
from lib.teks import join_words
from pohon.aturan.konteks import GALAT, LAMPIRAN, KonteksPohon, Temuan, quote


@rule(
    "E-01",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 4",
    settle="indikator_baru",
)
def nodes_have_indikator(k: KonteksPohon) -> Temuan:
    """Every node has an indicator."""
    for node in k.simpul:
        if not node.get("indikator"):
            yield node["id"], f"{quote(node)} belum punya indikator.", "Tambah indikator."


@rule(
    "E-03",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 4 (Measurable)",
    settle="indikator",
)
def indikator_has_satuan(k: KonteksPohon) -> Temuan:
    """An indicator without a unit cannot be measured."""
    for node in k.simpul:
        for indikator in node.get("indikator", []):
            if not indikator.get("satuan"):
                yield (
                    node["id"],
                    f"Indikator “{indikator['nama']}” tidak terukur: satuan belum diisi.",
                    "Isi satuan.",
                )


@rule(
    "E-12",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab IV tabel 5 dan 8",
    settle="indikator",
)
def indikator_has_every_target(k: KonteksPohon) -> Temuan:
    """An indicator has a target for each year of the period."""
    for node in k.simpul:
        for indikator in node.get("indikator", []):
            targets = indikator.get("target", {})
            missing = [str(tahun) for tahun in k.tahun if str(tahun) not in targets]
            if missing:
                yield (
                    node["id"],
                    f"Target tahun {join_words(missing)} kosong pada indikator “{indikator['nama']}”.",
                    "Isi target tiap tahun.",
                )
