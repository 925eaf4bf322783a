"""The same indicator twice: on parent and child (rule E-08, registered in jabatan, which knows the declared technique),
and on nodes that have nothing to do with each other (rule E-09)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lib.aturan import rule
from lib.kata import normal
from pohon.aturan.konteks import LAMPIRAN, PERINGATAN, KonteksPohon, Temuan, quote
from pohon.models import Indikator

Row = dict[str, Any]
DIRECT = Indikator.MetodeCascading.DIRECT


def same_as_parent(k: KonteksPohon) -> Iterator[tuple[Row, Row, Row]]:
    """Yield (node, its indicator, the parent's) where both are the same and neither card says "direct"."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None or not upper.get("indikator"):
            continue
        above = {normal(one["nama"]): one for one in upper["indikator"]}
        for own in node.get("indikator", ()):
            other = above.get(normal(own["nama"]))
            if other and DIRECT not in (own.get("metode_cascading"), other.get("metode_cascading")):
                yield node, own, other


@rule(
    "E-09",
    severity=PERINGATAN,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 3 huruf g",
    settle="indikator",
    judul="Indikator tidak dipakai ganda",
)
def indikator_is_used_once(k: KonteksPohon) -> Temuan:
    """An indicator measures one condition; what parent and child share is the matter of E-08."""
    wanted = {node["id"] for node in k.simpul}
    for groups in _groups(k).values():
        first, _ = groups[0]
        for node, indikator in groups[1:]:
            if node["id"] in wanted:
                yield (
                    node["id"],
                    f"Indikator “{indikator['nama']}” dipakai ganda: pada {quote(node)} dan {quote(first)}.",
                    "Pakai indikator yang khas bagi tiap kondisi, atau satukan kondisinya.",
                )


def _groups(k: KonteksPohon) -> dict[str, list[tuple[Row, Row]]]:
    """Return, by name, the topmost nodes with an indicator, each with it; those of one chain count once."""
    holders: dict[str, dict[int, tuple[Row, Row]]] = defaultdict(dict)
    for node in k.semua:
        for indikator in node.get("indikator", ()):
            if indikator.get("metode_cascading") != DIRECT:
                holders[normal(indikator["nama"])].setdefault(node["id"], (node, indikator))
    return {
        name: tops
        for name, found in holders.items()
        if len(found) > 1
        and len(tops := [one for one in found.values() if one[0]["induk"] not in found]) > 1
    }
