"""What a statement says: one result (C-04, C-05), no measure (C-06), no number (C-07), no problem (C-08)."""

from __future__ import annotations

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
from pohon.aturan.majemuk import Sambungan, joint
from pohon.aturan.rumusan.bentuk import level_of
from pohon.aturan.ukuran import measure_in, number_in


def joined_results(text: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether a statement certainly joins two results; `names` are names in which nothing is joined (agencies)."""
    found = joint(text, names)
    return found is not None and found.kuat


def _joint(text: str, k: KonteksPohon) -> Sambungan | None:
    """Ask for the names of the units only where something seems to be joined."""
    return joint(text, k.unit_names) if joint(text) else None


@rule(
    "C-04",
    severity=GALAT,
    tahap=1,
    source=f"{LAMPIRAN} Bab III Tahap 1 alinea terakhir",
    settle="pernyataan",
    heuristic=True,
    judul="Outcome memuat satu isu",
    lingkup=SIMPUL,
)
def outcome_is_one_result(k: KonteksPohon) -> Temuan:
    """An outcome holds one issue; two make two trees."""
    for node in k.of(Jenis.OUTCOME):
        found = _joint(node["pernyataan"], k)
        if found and found.kuat:
            yield (
                node["id"],
                f"Dua isu dalam satu outcome: {quote(node)}. Pisahkan menjadi dua pohon.",
                "Sisakan satu hasil di sini dan buat pohon lain untuk yang kedua.",
            )


@rule(
    "C-05",
    severity=PERINGATAN,
    tahap=2,
    source=f"{LAMPIRAN} Bab III Tahap 1 alinea terakhir",
    settle="pernyataan",
    heuristic=True,
    judul="Pernyataan memuat satu kondisi",
    lingkup=SIMPUL,
)
def statement_is_one_condition(k: KonteksPohon) -> Temuan:
    """A node below the outcome holds one condition; one output may list things."""
    for node in k.simpul:
        if node["jenis"] == Jenis.OUTCOME:
            continue
        found = _joint(node["pernyataan"], k)
        if found and not (found.benda and level_of(node) == "operasional"):
            yield (
                node["id"],
                f"{quote(node)} memuat “{found.kata}”: periksa apakah dua kondisi.",
                "Bila dua kondisi, tulis masing-masing sebagai simpul sendiri.",
            )


@rule(
    "C-06",
    severity=PERINGATAN,
    tahap=1,
    source="Pokin (turunan PermenPANRB 89/2021 Pasal 1 angka 2 dan 3)",
    settle="pernyataan",
    heuristic=True,
    judul="Ukuran berada di indikator",
    lingkup=SIMPUL,
)
def statement_names_no_measure(k: KonteksPohon) -> Temuan:
    """The measure of a condition is its indicator, not the condition."""
    for node in k.simpul:
        if measure := measure_in(node["pernyataan"]):
            yield (
                node["id"],
                f"Nama ukuran “{measure}” ada dalam {quote(node)}.",
                "Tulis kondisinya, dan pindahkan ukuran ke indikator.",
            )


@rule(
    "C-07",
    severity=PERINGATAN,
    tahap=1,
    source="Pokin (turunan PermenPANRB 89/2021 Pasal 1 angka 2 dan 3)",
    settle="pernyataan",
    heuristic=True,
    judul="Angka dan target berada di indikator",
    lingkup=SIMPUL,
)
def statement_names_no_number(k: KonteksPohon) -> Temuan:
    """Numbers, years and targets are the indicator's."""
    for node in k.simpul:
        if number := number_in(node["pernyataan"]):
            yield (
                node["id"],
                f"{quote(node)} memuat angka atau target “{number}”.",
                "Pindahkan angka dan target ke indikator.",
            )


@rule(
    "C-08",
    severity=PERINGATAN,
    tahap=1,
    source=f"{LAMPIRAN} Bab III Tahap 2, tabel 2 dan 3",
    settle="pernyataan",
    heuristic=True,
    judul="Masalah sudah menjadi kondisi",
    lingkup=SIMPUL,
)
def statement_is_no_problem(k: KonteksPohon) -> Temuan:
    """The cause is turned into the condition needed."""
    for node in k.simpul:
        if problem := read(node["pernyataan"]).problem:
            yield (
                node["id"],
                f"{quote(node)} masih berupa masalah (“{problem}”), belum kondisi yang diperlukan.",
                "Tulis keadaan yang diinginkan; masalahnya disimpan pada faktor penyebab.",
            )
