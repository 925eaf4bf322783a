"""Rule E-08: an indicator that parent and child share. It stands here because the technique is declared here."""

from __future__ import annotations

from django.db.models import Q

from jabatan.aturan.dasar import Temuan
from jabatan.aturan.sebaran import sebaran_of
from jabatan.models import PasanganIndikator
from jabatan.teknik.deteksi import Teknik
from lib.aturan import Lingkup, Severity, rule
from pohon.aturan import KonteksPohon, quote
from pohon.aturan.ganda import same_as_parent

HANDED_DOWN = (Teknik.DUPLICATE, Teknik.CLUSTER)


@rule(
    "E-08",
    severity=Severity.PERINGATAN,
    tahap=4,
    source="PermenPANRB 89/2021, Lampiran Bab III Tahap 3 huruf g; BKN, Pedoman Cascading 2022 (Duplicate, Cluster)",
    settle="indikator",
    judul="Anak tidak mengulang indikator induk",
    lingkup=Lingkup.SIMPUL,
)
def child_has_its_own_indikator(k: KonteksPohon) -> Temuan:
    """Parent and child share an indicator only where it is declared to be handed down: Duplicate or Cluster."""
    found = list(same_as_parent(k))
    if not found:
        return
    nodes = {row.simpul for row in sebaran_of(k).kinerja if row.teknik in HANDED_DOWN}
    indikator = _declared(k.head["id"])
    for node, own, above in found:
        if node["id"] in nodes or (above["id"], own["id"]) in indikator:
            continue
        yield (
            node["id"],
            f"Indikator “{own['nama']}” sama pada induk {quote(k.by_id[node['induk']])} dan anak {quote(node)}: "
            "anak tidak menjelaskan sebab.",
            "Beri anak ukurannya sendiri, atau nyatakan Duplicate atau Cluster saat membaginya ke jabatan.",
        )


def _declared(pohon: int) -> set[tuple[int, int]]:
    """Return the pairs of indicators declared to be handed down; one query."""
    pairs = PasanganIndikator.objects.filter(
        Q(bawahan__simpul__pohon=pohon), teknik__in=HANDED_DOWN
    ).order_by()
    return set(pairs.values_list("indikator_atasan", "indikator_bawahan"))
