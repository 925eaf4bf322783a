"""Rule A-03: before the tree is finished nothing of it is handed out to units or positions."""

from __future__ import annotations

from collections import defaultdict

from jabatan.aturan.dasar import LAMPIRAN, Temuan, name_some
from jabatan.models import KinerjaJabatan
from lib.aturan import Severity, rule
from perencanaan.aturan.konteks import rencana_of
from pohon.aturan import KonteksPohon, quote


@rule(
    "A-03",
    severity=Severity.GALAT,
    tahap=1,
    source=f"{LAMPIRAN} Bab III Tahap 3 huruf b",
    judul="Belum dibagikan ke unit atau jabatan",
)
def not_handed_out_before_the_tree_is_done(k: KonteksPohon) -> Temuan:
    """In stages 1 to 3 no node has a unit or a position that carries it.

    A unit is set from stage 4, a position from stage 5; what a tree that went back still has from there weighs as a
    peringatan, since it can be undone only where it was done (see perencanaan.aturan.tahapan).
    """
    r = rencana_of(k)
    if not r.is_before_mapping:
        return
    carriers: dict[int, list[str]] = defaultdict(list)
    for node in k.simpul:
        if node.get("pengampu"):
            carriers[node["id"]].append(node.get("pengampu_nama", "unit lain"))
    rows = KinerjaJabatan.objects.filter(simpul__pohon=r.pohon).order_by("pk")
    for simpul, nama in rows.values_list("simpul_id", "jabatan__nama"):
        carriers[simpul].append(nama)
    if not carriers:
        return
    stayed = r.furthest >= 4
    weight = Severity.PERINGATAN if stayed else Severity.GALAT
    fix = "Lepaskan pengampunya; bagikan lagi sesudah pohon selesai."
    if stayed:
        fix = (
            f"Sisa pembagian sebelum pohon kembali ke Tahap {k.head['tahap']}: boleh dibiarkan dengan alasan, dan "
            "diperiksa lagi pada tahapnya."
        )
    for node in k.simpul:
        if names := carriers.get(node["id"]):
            yield (
                node["id"],
                f"Jangan bagikan kondisi ke unit/jabatan sebelum pohon selesai: {quote(node)} "
                f"{'masih' if stayed else 'sudah'} diampu {name_some(names, 'pengampu')}.",
                fix,
                weight,
            )
