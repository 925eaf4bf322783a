"""Rules of the distribution: who carries a node, and whose scope its statement has."""

from __future__ import annotations

from collections import Counter

from jabatan.aturan.dasar import HAND_OUT, LAMPIRAN, Temuan
from jabatan.aturan.sebaran import sebaran_of
from lib.aturan import Severity, rule
from pohon.aturan import KonteksPohon, quote


@rule(
    "H-03",
    severity=Severity.GALAT,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV C",
    settle=HAND_OUT,
    judul="Simpul ada pengampunya",
)
def node_has_a_position(k: KonteksPohon) -> Temuan:
    """Every node of the tree's own is carried by at least one named position."""
    carried = sebaran_of(k).diampu
    for node in k.simpul:
        if node["id"] not in carried and k.is_own(node):
            yield (
                node["id"],
                f"{quote(node)} belum ada pengampunya.",
                "Bagikan ke jabatan pada halaman pembagian.",
            )


@rule(
    "H-04",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV C alinea akhir",
    settle=HAND_OUT,
    judul="Rumusan menurut ruang lingkup jabatan",
)
def shared_node_has_scoped_statements(k: KonteksPohon) -> Temuan:
    """Positions that share a node each have a statement of their own scope."""
    counts: Counter[int] = Counter()
    texts: dict[int, set[str]] = {}
    for row in sebaran_of(k).kinerja:
        counts[row.simpul] += 1
        texts.setdefault(row.simpul, set()).add(row.pernyataan)
    for node in k.simpul:
        if len(texts.get(node["id"], ())) < counts[node["id"]]:
            yield (
                node["id"],
                f"Kinerja {quote(node)} dibagi ke {counts[node['id']]} jabatan dengan rumusan yang "
                "sama.",
                "Sesuaikan rumusan dengan ruang lingkup masing-masing jabatan.",
            )
