"""The form of a statement: a condition (C-01), no activity (C-02, C-03), no placeholder (C-14)."""

from __future__ import annotations

from typing import Any

from lib.aturan import rule
from pohon.aturan.kalimat import read
from pohon.aturan.konteks import (
    GALAT,
    LAMPIRAN,
    PERINGATAN,
    SIMPUL,
    Jenis,
    KonteksPohon,
    Temuan,
    quote,
)
from pohon.aturan.ukuran import placeholder_in

USUAL = {
    Jenis.OUTCOME: "strategis",
    Jenis.CSF: "strategis",
    Jenis.ANTARA: "taktikal",
    Jenis.OPERASIONAL: "operasional",
}


def level_of(node: dict[str, Any]) -> str:
    """Return strategis, taktikal or operasional: as given, else as usual for its kind."""
    given: str = node.get("level_kinerja", "").split("_")[0]
    if node["jenis"] == Jenis.OPERASIONAL:
        return "operasional"
    return given or USUAL[node["jenis"]]


def is_activity(text: str) -> bool:
    """Whether a statement names what is done instead of the condition it leads to."""
    return read(text).is_activity


@rule(
    "C-01",
    severity=PERINGATAN,
    tahap=1,
    source=f"{LAMPIRAN} Bab III Tahap 2, tabel 2 dan 3",
    settle="pernyataan",
    heuristic=True,
    judul="Pernyataan berupa kondisi",
    lingkup=SIMPUL,
)
def statement_is_condition(k: KonteksPohon) -> Temuan:
    """A strategic or tactical statement tells how things are, not only what it is about."""
    for node in k.simpul:
        if level_of(node) == "operasional" or placeholder_in(node["pernyataan"]):
            continue
        sentence = read(node["pernyataan"])
        if not (sentence.is_condition or sentence.is_activity or sentence.problem):
            yield (
                node["id"],
                f"{quote(node)} belum berupa kondisi: keadaannya tidak disebut.",
                "Rumuskan sebagai kondisi, misalnya “Meningkatnya …” atau “… berkurang”.",
            )


@rule(
    "C-02",
    severity=GALAT,
    tahap=1,
    source=f"{LAMPIRAN} Bab II tabel 1",
    settle="pernyataan",
    heuristic=True,
    judul="Pernyataan bukan kegiatan",
    lingkup=SIMPUL,
)
def statement_is_no_activity(k: KonteksPohon) -> Temuan:
    """A statement is a condition, not an activity; at the operational level that only advises."""
    for node in k.simpul:
        if not is_activity(node["pernyataan"]):
            continue
        yield (
            node["id"],
            f"{quote(node)} adalah kegiatan, bukan kondisi atau hasil.",
            "Rumuskan keadaan yang dihasilkannya, misalnya “Meningkatnya …” atau “… berkurang”.",
            PERINGATAN if level_of(node) == "operasional" else GALAT,
        )


@rule(
    "C-03",
    severity=PERINGATAN,
    tahap=1,
    source=f"{LAMPIRAN} Bab II gambar 5",
    settle="pernyataan",
    heuristic=True,
    judul="Level taktikal menggambarkan hasil",
    lingkup=SIMPUL,
)
def statement_is_no_finished_activity(k: KonteksPohon) -> Temuan:
    """That an activity is finished is a result of the operational level only."""
    for node in k.simpul:
        if (level := level_of(node)) == "operasional":
            continue
        if read(node["pernyataan"]).is_finished_activity:
            yield (
                node["id"],
                f"{quote(node)} menggambarkan selesainya kegiatan; level {level} seharusnya hasil.",
                "Rumuskan apa yang berubah karenanya, atau jadikan kondisi operasional.",
            )


@rule(
    "C-14",
    severity=GALAT,
    tahap=4,
    source="Pokin (turunan: isian sementara seperti “Dll” pada tabel contoh bukan kondisi)",
    settle="pernyataan",
    judul="Tidak ada isian sementara",
    lingkup=SIMPUL,
)
def no_placeholder_is_left(k: KonteksPohon) -> Temuan:
    """A tree that is complete holds no text that only kept a place."""
    for node in k.simpul:
        parts = {
            "pernyataan": node["pernyataan"],
            "faktor penyebab": node.get("faktor_penyebab", ""),
            **{f"indikator {i}": one["nama"] for i, one in enumerate(node.get("indikator", ()), 1)},
        }
        for part, text in parts.items():
            if left := placeholder_in(text):
                yield (
                    node["id"],
                    f"Simpul {quote(node)} masih berisi “{left}” pada {part}.",
                    "Ganti dengan isi yang sebenarnya, atau hapus simpulnya.",
                )
