"""Rules E-01, E-03, E-06, E-07 and E-13: that a node has indicators, and what their card says.

E-02 and E-05 stand in mutu_indikator, E-04 and E-10 to E-12 in target, E-09 in ganda, E-14 in konsistensi. E-08 is
jabatan's, which knows the declared technique. E-15, the SMART-C score, is a report of evaluasi.
"""

from __future__ import annotations

from lib.aturan import Ambang, rule
from lib.teks import join_words
from pohon.aturan.konteks import (
    GALAT,
    INFO,
    LAMPIRAN,
    PERINGATAN,
    SIMPUL,
    KonteksPohon,
    Temuan,
    quote,
)
from pohon.aturan.nama_indikator import why_unmeasured
from pohon.models import Indikator

CARD = {
    "definisi_operasional": "definisi operasional",
    "formula": "formula",
    "sumber_data": "sumber data",
    "penanggung_jawab": "penanggung jawab",
    "polaritas": "polaritas",
}
BANYAK = Ambang("E-13", "banyak", "Indikator per simpul, paling banyak", 3, 1, 10, "indikator")


@rule(
    "E-01",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 4",
    settle="indikator_baru",
    judul="Setiap simpul berindikator",
    lingkup=SIMPUL,
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
    judul="Indikator terukur",
    lingkup=SIMPUL,
)
def indikator_can_be_measured(k: KonteksPohon) -> Temuan:
    """An indicator without a unit cannot be measured; a name that begins with no measure may not be one."""
    for node in k.simpul:
        for indikator in node.get("indikator", ()):
            if not indikator.get("satuan"):
                yield (
                    node["id"],
                    f"Indikator “{indikator['nama']}” tidak terukur: satuan belum diisi.",
                    "Isi satuan.",
                )
            if why := why_unmeasured(indikator["nama"]):
                yield (
                    node["id"],
                    f"Indikator “{indikator['nama']}” tidak terukur: {why}.",
                    "Awali dengan ukurannya, misalnya “Persentase …” atau “Jumlah …”.",
                    PERINGATAN,
                )


@rule(
    "E-06",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 4 (Timebound)",
    settle="indikator",
    judul="Kurun waktu indikator",
    lingkup=SIMPUL,
)
def indikator_has_its_time(k: KonteksPohon) -> Temuan:
    """An indicator says for which years it has targets and how often it is measured."""
    for node in k.simpul:
        for indikator in node.get("indikator", ()):
            missing = [
                what
                for what, there in (
                    ("tahun target", indikator.get("target") or indikator.get("kondisi_akhir")),
                    ("frekuensi pelaporan", indikator.get("frekuensi")),
                )
                if there in (None, "", {})
            ]
            if missing:
                yield (
                    node["id"],
                    f"Kurun waktu indikator “{indikator['nama']}” belum ditetapkan: {join_words(missing)} kosong.",
                    f"Isi {join_words(missing)}.",
                )


@rule(
    "E-07",
    severity=PERINGATAN,
    tahap=4,
    source="PermenPANRB 88/2021 kriteria 2.a.2; Pokin (turunan kartu indikator)",
    settle="indikator",
    judul="Kartu indikator lengkap",
    lingkup=SIMPUL,
)
def card_is_complete(k: KonteksPohon) -> Temuan:
    """The card of an indicator is filled; that of an IKU must be."""
    for node in k.simpul:
        for indikator in node.get("indikator", ()):
            missing = [name for field, name in CARD.items() if not indikator.get(field)]
            if missing:
                is_iku = indikator.get("kategori") == Indikator.Kategori.IKU
                yield (
                    node["id"],
                    f"Kartu indikator “{indikator['nama']}” belum lengkap: {join_words(missing)}.",
                    f"Isi {join_words(missing)}.",
                    GALAT if is_iku else PERINGATAN,
                )


@rule(
    "E-13",
    severity=INFO,
    tahap=4,
    source="Petunjuk LKE pemerintah daerah (“cukup”); Pokin (turunan jumlahnya)",
    settle="indikator",
    judul="Indikator cukup",
    lingkup=SIMPUL,
    ambang=(BANYAK,),
)
def indikator_suffice(k: KonteksPohon) -> Temuan:
    """A node is measured by a few indicators."""
    most = k.nilai(BANYAK)
    for node in k.simpul:
        if (count := len(node.get("indikator", ()))) > most:
            yield (
                node["id"],
                f"{quote(node)} punya {count} indikator: pastikan cukup dan tidak berlebihan.",
                "Sisakan yang paling mewakili.",
            )
