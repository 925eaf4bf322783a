"""Whom a statement speaks of: no unit or position (C-10), and a change outside the office (C-11)."""

from __future__ import annotations

from lib.aturan import rule
from pohon.aturan.konteks import LAMPIRAN, PERINGATAN, SIMPUL, Jenis, KonteksPohon, Temuan, quote
from pohon.aturan.sebutan import office_in, only_internal


@rule(
    "C-10",
    severity=PERINGATAN,
    tahap=1,
    source=f"{LAMPIRAN} Bab III Tahap 3 huruf b",
    settle="pernyataan",
    heuristic=True,
    judul="Unit dan jabatan tidak disebut",
    lingkup=SIMPUL,
)
def statement_names_no_office(k: KonteksPohon) -> Temuan:
    """A condition is not handed to a unit or position by its wording."""
    for node in k.simpul:
        if office := office_in(node["pernyataan"], k.unit_names):
            yield (
                node["id"],
                f"{quote(node)} menyebut unit atau jabatan “{office}”.",
                "Tulis kondisinya saja; pengampu dipilih pada Tahap 5.",
            )


@rule(
    "C-11",
    severity=PERINGATAN,
    tahap=1,
    source=f"{LAMPIRAN} Bab III Tahap 1",
    settle="pernyataan",
    heuristic=True,
    judul="Outcome strategis tentang masyarakat",
    lingkup=SIMPUL,
)
def strategy_is_no_internal_process(k: KonteksPohon) -> Temuan:
    """A strategic result tells of a change of people or surroundings, not of office work only."""
    for node in k.simpul:
        strategic = node.get("level_kinerja", "").startswith("strategis")
        if node["jenis"] != Jenis.OUTCOME and not strategic:
            continue
        if process := only_internal(node["pernyataan"]):
            yield (
                node["id"],
                f"{quote(node)} hanya berbicara tentang proses internal (“{process}”). "
                "Outcome strategis harus menggambarkan perubahan pada masyarakat atau lingkungan.",
                "Rumuskan apa yang berubah bagi masyarakat atau lingkungan.",
            )
