"""Rules D: the level of performance of each node."""

from __future__ import annotations

from lib.aturan import rule
from pohon.aturan.konteks import GALAT, LAMPIRAN, PERINGATAN, KonteksPohon, Temuan, quote
from pohon.models import Simpul

RANK = {"strategis": 0, "taktikal": 1, "operasional": 2}
TACTICAL_RANK = {"taktikal_intermediate": 0, "taktikal_immediate": 1}


@rule(
    "D-01",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab IV huruf A",
    settle="isi:level_kinerja",
)
def nodes_have_level(k: KonteksPohon) -> Temuan:
    """Every node has a level of performance before it is translated."""
    for node in k.simpul:
        if not node.get("level_kinerja"):
            yield node["id"], f"Level kinerja {quote(node)} belum diisi.", "Pilih level kinerja."


@rule(
    "D-02",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab II gambar 5",
    settle="isi:level_kinerja",
)
def level_never_rises(k: KonteksPohon) -> Temuan:
    """Down a path the level never rises: strategis, taktikal, operasional."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None or not node.get("level_kinerja") or not upper.get("level_kinerja"):
            continue
        if RANK[node["level_kinerja"].split("_")[0]] < RANK[upper["level_kinerja"].split("_")[0]]:
            own, above = (Simpul.LevelKinerja(n["level_kinerja"]).label for n in (node, upper))
            yield (
                node["id"],
                f"Level anak ({own}) lebih tinggi daripada induk ({above}): {quote(node)}.",
                "Perbaiki level kinerja salah satunya.",
            )


@rule(
    "D-03",
    severity=PERINGATAN,
    tahap=4,
    source=f"{LAMPIRAN} Bab II gambar 5 dan 6",
    settle="isi:level_kinerja",
)
def tactical_level_is_not_skipped(k: KonteksPohon) -> Temuan:
    """Between strategis and operasional stands taktikal."""
    for node in k.simpul:
        upper = k.induk(node)
        if (
            upper is not None
            and node.get("level_kinerja") == Simpul.LevelKinerja.OPERASIONAL
            and upper.get("level_kinerja", "").startswith("strategis")
        ):
            yield (
                node["id"],
                f"Level taktikal terlewati pada {quote(node)}.",
                "Sisipkan kondisi taktikal.",
            )


@rule(
    "D-06",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab II gambar 2",
    settle="isi:level_kinerja",
)
def intermediate_stands_above_immediate(k: KonteksPohon) -> Temuan:
    """Inside the tactical level intermediate stands above immediate."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None:
            continue
        own = TACTICAL_RANK.get(node.get("level_kinerja", ""))
        above = TACTICAL_RANK.get(upper.get("level_kinerja", ""))
        if own is not None and above is not None and own < above:
            yield (
                node["id"],
                f"Immediate outcome berada di atas intermediate: {quote(node)}.",
                "Perbaiki level kinerja salah satunya.",
            )
