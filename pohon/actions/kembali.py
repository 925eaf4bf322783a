"""An indikator taken off its node leaves with the log what other rooms hung on it, and finds it again when it returns.

Undoing in the editor adds the indikator anew. Named and measured as before it gets its old key, so that deviations in
plans and shares of positions are there again. Nothing here knows those rooms (lib.arsip).
"""

from __future__ import annotations

from typing import Any

from lib import arsip
from pohon.actions.sesi import Sesi
from pohon.models import Indikator, Perubahan, Simpul

KEPT = "arsip_indikator"  # in Perubahan.sebelum: {key of the indikator: its rows}
OWN = frozenset({"pohon.indikator", "pohon.target"})  # what the editor sends again by itself
LOOKED_THROUGH = 30  # changes of the node, the newest


def set_aside(simpul: Simpul, data: dict[str, Any]) -> dict[str, Any]:
    """Return what the log has to keep when `data` deletes indikator; {} when nothing of other rooms hangs on them."""
    entries = data.get("indikator")
    if not isinstance(entries, list):
        return {}
    gone = [entry.get("id") for entry in entries if isinstance(entry, dict) and entry.get("hapus")]
    rows = Indikator.objects.filter(simpul=simpul)
    kept = {}
    for row in rows if gone else ():
        if row.pk not in gone:
            continue
        packed = arsip.pack(rows.filter(pk=row.pk))
        if packed["tautan"] or any(one["model"] not in OWN for one in packed["baris"]):
            kept[str(row.pk)] = packed
    return {KEPT: kept} if kept else {}


def find(sesi: Sesi, row: Indikator) -> tuple[int, dict[str, Any]] | None:
    """Return key and rows of the last indikator of this node that had the same name and unit and is gone."""
    if row.simpul.versi == 1:
        return None  # a new node
    logged = Perubahan.objects.filter(
        pohon=sesi.pohon,
        simpul=row.simpul_id,
        jenis=Perubahan.Jenis.UBAH,
        sebelum__has_key=KEPT,
    ).order_by("-nomor")
    here = [change for change in reversed(sesi.log) if change.simpul == row.simpul_id]
    for change in [*here, *logged[:LOOKED_THROUGH]]:
        for key, packed in change.sebelum.get(KEPT, {}).items():
            if _is_like(packed, row) and not Indikator.objects.filter(pk=int(key)).exists():
                return int(key), packed
    return None


def _is_like(packed: dict[str, Any], row: Indikator) -> bool:
    one = next(one["fields"] for one in packed["baris"] if one["model"] == "pohon.indikator")
    return bool(one["nama"] == row.nama and one["satuan"] == row.satuan)


def bring_back(packed: dict[str, Any]) -> None:
    """Save what hung on the indikator, which is there again with its key."""
    rows = [row for row in packed["baris"] if row["model"] != "pohon.target"]
    arsip.unpack({**packed, "baris": rows}, skip="pohon.indikator")
