"""Rules E-02 and E-05: whether an indicator is specific and has to do with its node; both guess from words."""

from __future__ import annotations

from lib.aturan import rule
from pohon.aturan.kaitan import unrelated
from pohon.aturan.konteks import LAMPIRAN, PERINGATAN, SIMPUL, KonteksPohon, Temuan, quote
from pohon.aturan.nama_indikator import why_unspecific


@rule(
    "E-02",
    severity=PERINGATAN,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 4 (Specific)",
    settle="indikator",
    heuristic=True,
    judul="Indikator spesifik",
    lingkup=SIMPUL,
)
def indikator_is_specific(k: KonteksPohon) -> Temuan:
    """An indicator measures one thing and says which; a vague word counts unless the card defines it."""
    for node in k.simpul:
        for indikator in node.get("indikator", ()):
            nama, defined = indikator["nama"], bool(indikator.get("definisi_operasional"))
            if why := why_unspecific(nama, defined=defined):
                yield (
                    node["id"],
                    f"Indikator “{nama}” tidak spesifik: {why}.",
                    "Rumuskan satu ukuran yang jelas, atau pisahkan menjadi dua indikator.",
                )


@rule(
    "E-05",
    severity=PERINGATAN,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 4 (Relevant); kertas kerja inspektorat KKE-1",
    settle="indikator",
    heuristic=True,
    judul="Indikator terkait dengan kinerjanya",
    lingkup=SIMPUL,
)
def indikator_is_related(k: KonteksPohon) -> Temuan:
    """An indicator has to do with the statement it measures; that they share no word is a hint, no verdict."""
    for node in k.simpul:
        for indikator in node.get("indikator", ()):
            if unrelated(node["pernyataan"], indikator["nama"]):
                yield (
                    node["id"],
                    f"Indikator “{indikator['nama']}” tampak tidak terkait dengan kinerja {quote(node)}.",
                    "Pilih indikator yang mengukur pernyataannya, atau beri alasan.",
                )
