"""The things judged, part by part. What a rule already says is taken from the rule, not checked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from evaluasi.skor.bagian import FULL, Butir
from evaluasi.skor.bahan import Bahan, Node, excuse
from lib.aturan import rules
from lib.teks import join_words
from pohon.models import Crosscutting, Indikator, Simpul

HALF = 1
HUBUNGAN, UJUNG = "B-11", "B-05"
ADA, KARTU, SMART_LAIN = "E-01", "E-07", ("E-01", "E-07", "E-12", "E-15")
TUANG = ("G-01", "G-02", "G-03", "G-04", "G-06", "G-07")
# Rules H that speak of positions or of the PK, not of who carries a node.
H_LAIN = ("H-05", "H-09", "H-11", "H-12", "H-13", "H-14")
# What the card says beside unit, years and frequency, which have rules of their own.
ISI_KARTU = {
    field.name: str(field.verbose_name)
    for field in Indikator._meta.fields
    if field.name in {"definisi_operasional", "formula", "sumber_data", "penanggung_jawab"}
}


def _letter(letter: str, *without: str) -> frozenset[str]:
    """Return the ids of the rules of a letter but these."""
    return frozenset(r.id for r in rules() if r.id[0] == letter) - set(without)


def _of(b: Bahan, jenis: str, node: Node, poin: int, alasan: str, halaman: str = "simpul") -> Butir:
    return Butir(jenis, node["id"], node["pernyataan"], poin, alasan, halaman, b.pohon.pk)


# --- Logic ----------------------------------------------------------------------------------------------------------
def logika(b: Bahan) -> Iterator[Butir]:
    """Judge every edge, every end of a branch, and the shape at every node."""
    shape = _letter("B", HUBUNGAN, UJUNG)
    for node in b.k.semua:
        if node["induk"] is not None:
            yield _of(b, "hubungan", node, *_edge(b, node))
        if not b.k.anak[node["id"]]:
            poin, alasan = b.judged(node["id"], {UJUNG})
            yield _of(b, "ujung", node, FULL if poin == FULL else 0, alasan)
        yield _of(b, "susunan", node, *b.judged(node["id"], shape))


def _edge(b: Bahan, node: Node) -> tuple[int, str]:
    """An edge confirmed is whole, "kurang" half; one judged illogical or never asked about earns nothing."""
    found = b.of(node["id"], {HUBUNGAN})
    left = [one.finding.message for one in found if not one.is_excused]
    if node.get("hubungan") == Simpul.Hubungan.KURANG:
        reason = node.get("hubungan_alasan", "")
        return HALF, f"Hubungan dinilai kurang kuat. {reason}".strip()
    return (0, " ".join(left)) if left else (FULL, excuse(found))


# --- Indicators and targets -----------------------------------------------------------------------------------------
def indikator(b: Bahan) -> Iterator[Butir]:
    """Judge of every node: is there an indicator, is its card complete, is it SMART."""
    smart = _letter("E", *SMART_LAIN)
    for node in b.k.semua:
        poin, alasan = b.judged(node["id"], {ADA})
        yield _of(b, "ada", node, FULL if poin == FULL else 0, alasan)
        yield _of(b, "kartu", node, *_card(b, node))
        without = (0, "Belum ada indikator.")
        judged = b.judged(node["id"], smart) if node.get("indikator") else without
        yield _of(b, "smart", node, *judged)


def _card(b: Bahan, node: Node) -> tuple[int, str]:
    cards = node.get("indikator", [])
    if not cards:
        return 0, "Belum ada indikator."
    missing = {
        card["nama"]: [label for nama, label in ISI_KARTU.items() if not card.get(nama)]
        for card in cards
    }
    left = sum(len(names) for names in missing.values())
    if not left:
        return FULL, ""
    found = b.of(node["id"], {KARTU})
    if found and all(one.is_excused for one in found):
        return FULL, excuse(found)
    told = " ".join(
        f"“{nama}” tanpa {join_words(names)}." for nama, names in missing.items() if names
    )
    return (0 if left == len(ISI_KARTU) * len(cards) else HALF), told


def target(b: Bahan) -> Iterator[Butir]:
    """Judge of every indicator: state at the start, target of each year, state at the end of the period."""
    judge: Mapping[str, Callable[[Bahan, Node], tuple[int, str]]] = {
        "awal": _baseline,
        "tahunan": _yearly,
        "akhir": _final,
    }
    for node in b.k.semua:
        cards = node.get("indikator", [])
        for jenis, of_card in judge.items():
            if not cards:
                yield _of(b, jenis, node, 0, "Belum ada indikator.")
            for card in cards:
                poin, alasan = of_card(b, card)
                said = f"“{card['nama']}”: {alasan}" if alasan else f"“{card['nama']}”."
                yield _of(b, jenis, node, poin, said)


def _baseline(b: Bahan, card: Node) -> tuple[int, str]:
    if "baseline_nilai" not in card:
        return 0, "kondisi awal belum diisi."
    if "baseline_tahun" not in card:
        return HALF, "tahun kondisi awal belum diisi."
    return FULL, ""


def _yearly(b: Bahan, card: Node) -> tuple[int, str]:
    filled = card.get("target", {})
    missing = [str(tahun) for tahun in b.k.tahun if str(tahun) not in filled]
    if not missing:
        return FULL, ""
    some = len(missing) < len(b.k.tahun)
    return (HALF if some else 0), f"target tahun {join_words(missing)} kosong."


def _final(b: Bahan, card: Node) -> tuple[int, str]:
    return (FULL, "") if "kondisi_akhir" in card else (0, "kondisi akhir belum diisi.")


# --- Mapping and distribution ---------------------------------------------------------------------------------------
def pemetaan(b: Bahan) -> Iterator[Butir]:
    """Judge of every own node: is it mapped, to a komponen of the lawful kind."""
    for node in b.own:
        yield _of(b, "pemetaan", node, *b.judged(node["id"], TUANG), "pemetaan")


def pembagian(b: Bahan) -> Iterator[Butir]:
    """Judge of every own node: is it carried by a position somebody holds, as the rules of carriers ask."""
    carriers = _letter("H", *H_LAIN)
    for node in b.own:
        poin, alasan = b.judged(node["id"], carriers)
        daftar = b.diampu.get(node["id"], [])
        if poin and daftar and not any(held for _, held in daftar):
            names = join_words([nama for nama, _ in daftar])
            poin, alasan = HALF, f"Belum ada pejabat yang memegang {names}. {alasan}".strip()
        yield _of(b, "pembagian", node, poin, alasan, "pembagian")


# --- From the other side --------------------------------------------------------------------------------------------
def cakupan(b: Bahan) -> Iterator[Butir]:
    """Judge whether a node stands behind every komponen of the plan and every position, and each mark is answered."""
    yield from _komponen(b)
    idle = b.of(b.akar, {"H-05"})
    known = excuse(idle)
    for row in b.jabatan:
        poin = FULL if row["berkinerja"] or known else 0
        alasan = "" if row["berkinerja"] else known or "Belum memiliki kinerja."
        yield Butir("jabatan", row["pk"], row["nama"], poin, alasan, "jabatan", row["pk"])
    for node in b.k.semua:
        for mark in node.get("crosscutting", ()):
            yield _of(b, "crosscutting", node, *_answer(b, node, mark))


def _komponen(b: Bahan) -> Iterator[Butir]:
    for row in b.komponen:
        nama = f"{row['kode']} {row['nama']}".strip()
        alasan = "" if row["tertopang"] else "Tidak ada simpul yang dituangkan ke komponen ini."
        poin = FULL if row["tertopang"] else 0
        yield Butir("komponen", row["pk"], nama, poin, alasan, "komponen", row["dokumen_id"])


def _answer(b: Bahan, node: Node, mark: dict[str, Any]) -> tuple[int, str]:
    """Agreed is whole; turned down half: it is answered, but the need stays; waiting earns nothing."""
    mitra = mark["nama_mitra"]
    if mark["status"] == Crosscutting.Status.DISETUJUI:
        return FULL, ""
    found = b.of(node["id"], {"F-06"})
    if found and all(one.is_excused for one in found):
        return FULL, excuse(found)
    if mark["status"] == Crosscutting.Status.DITOLAK:
        return HALF, f"Ditolak {mitra}: cari mitra lain atau urai sendiri."
    return 0, f"Menunggu jawaban {mitra}."
