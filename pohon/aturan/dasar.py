"""Rules A: the stages in their order, and what an outcome rests on."""

from __future__ import annotations

from lib.aturan import rule
from lib.teks import join_words
from pohon.aturan.konteks import GALAT, LAMPIRAN, PERINGATAN, Jenis, KonteksPohon, Temuan


@rule("A-06", severity=GALAT, tahap=1, source=f"{LAMPIRAN} Bab III Tahap 1", settle="dasar")
def outcome_has_basis(k: KonteksPohon) -> Temuan:
    """The outcome rests on a strategic issue, a mandate or an expectation."""
    if not k.head["dasar"]:
        yield (
            None,
            "Pilih dasar penentuan outcome: mandat, isu strategis, atau ekspektasi.",
            "Isi dasar outcome pada Tahap 1.",
        )


@rule("A-07", severity=PERINGATAN, tahap=1, source=f"{LAMPIRAN} Bab III Tahap 1", settle="dasar")
def basis_has_evidence(k: KonteksPohon) -> Temuan:
    """Each basis names its data, source and year."""
    for dasar in k.head["dasar"]:
        missing = [
            label
            for name, label in (("data", "data"), ("sumber", "sumber"), ("tahun", "tahun"))
            if not dasar[name]
        ]
        if missing:
            yield (
                None,
                f"Dasar outcome belum didukung bukti: {join_words(missing)} belum diisi.",
                "Lengkapi data, sumber, dan tahun pada dasar outcome.",
            )


@rule("A-08", severity=PERINGATAN, tahap=1, source=f"{LAMPIRAN} Bab III Tahap 1", settle="dasar")
def agreement_is_recorded(k: KonteksPohon) -> Temuan:
    """The agreement on the outcome is recorded with its date and people."""
    if not (k.head["kesepakatan_tanggal"] and k.head["kesepakatan_peserta"]):
        yield (
            None,
            "Kesepakatan bersama atas outcome belum dicatat.",
            "Catat tanggal dan peserta kesepakatan pada Tahap 1.",
        )


@rule(
    "A-01",
    severity=GALAT,
    tahap=2,
    source="PermenPANRB 89/2021 Pasal 2 ayat (2)",
    settle="turunan",
)
def outcome_has_csf(k: KonteksPohon) -> Temuan:
    """Stage 2 is complete only with a CSF."""
    for root in k.of(Jenis.OUTCOME):
        if not k.anak[root["id"]]:
            yield (
                root["id"],
                "Tahap 2 belum lengkap: outcome belum diurai menjadi CSF.",
                "Tambahkan CSF di bawah outcome.",
            )
