"""Rules A-02 and A-05: before stage 5 a tree knows neither komponen nor budget.

Nobody can map a node before stage 5, so what these rules find usually stayed behind when a tree went back, which is
allowed. It is told as such and weighs as a peringatan: as a galat it would keep the tree from ever coming forward
again, since a mapping can be undone in stage 5 alone. What came in another way is a galat, as the regulation has it.
"""

from __future__ import annotations

from lib.aturan import Severity, rule
from perencanaan.aturan.konteks import LAMPIRAN, KonteksRencana, Temuan, rencana_of
from perencanaan.models import Pagu
from pohon.aturan import KonteksPohon, quote

TAHAP_3 = f"{LAMPIRAN} Bab III Tahap 3 huruf"
STAYED = (
    "Sisa penuangan sebelum pohon kembali ke Tahap {tahap}: boleh dibiarkan dengan alasan, dan diperiksa lagi saat "
    "Tahap 5 dibuka."
)


def _weighed(r: KonteksRencana, fix: str) -> tuple[str, str, Severity]:
    """Return since when, what mends it and how heavy it is, by whether the tree ever was in stage 5."""
    if r.furthest >= 5:
        return "masih", STAYED.format(tahap=r.k.head["tahap"]), Severity.PERINGATAN
    return "sudah", fix, Severity.GALAT


@rule(
    "A-02",
    severity=Severity.GALAT,
    tahap=1,
    source=f"{TAHAP_3} a",
    judul="Belum dikaitkan dengan komponen perencanaan",
)
def no_komponen_before_mapping(k: KonteksPohon) -> Temuan:
    """In stages 1 to 3 no node is linked to a komponen of a plan."""
    r = rencana_of(k)
    if not r.is_before_mapping or not r.semua:
        return
    when, fix, weight = _weighed(r, "Hapus komponennya dari dokumen; tuangkan lagi pada Tahap 5.")
    for node in k.simpul:
        if rows := r.daftar.get(node["id"]):
            yield (
                node["id"],
                f"Jangan kaitkan {quote(node)} dengan komponen perencanaan sebelum Tahap 5: {when} dituangkan ke "
                f"“{rows[0].komponen}”.",
                fix,
                weight,
            )


@rule(
    "A-05",
    severity=Severity.GALAT,
    tahap=1,
    source=f"{TAHAP_3} d",
    judul="Belum dikaitkan dengan anggaran",
)
def no_budget_before_mapping(k: KonteksPohon) -> Temuan:
    """In stages 1 to 3 no node has a budget through its komponen."""
    r = rencana_of(k)
    if not r.is_before_mapping or not r.semua:
        return
    rows = Pagu.objects.filter(komponen__in=list(r.komponen), nilai__gt=0).order_by()
    funded = set(rows.values_list("komponen_id", flat=True))
    if not funded:
        return
    when, fix, weight = _weighed(r, "Kosongkan pagu komponennya; isi lagi pada Tahap 5.")
    for node in k.simpul:
        if any(row.komponen.pk in funded for row in r.daftar.get(node["id"], ())):
            yield (
                node["id"],
                f"Jangan kaitkan {quote(node)} dengan anggaran (DIPA/DPA) sebelum Tahap 5: komponennya {when} berpagu.",
                fix,
                weight,
            )
