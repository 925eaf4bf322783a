"""Rules of alignment of this room: who carries a node, and whose scope its statement has.

They read the context of pohon.aturan (`k.head`, `k.simpul` in tree order, `k.by_id`) and make one or
two queries each, whatever the size of the tree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from jabatan.models import Jabatan, KinerjaJabatan
from lib.aturan import Found, Severity, rule
from lib.teks import join_words
from pohon.aturan import KonteksPohon, quote

Temuan = Iterator[Found]
HAND_OUT = "bagian:jabatan"  # the part of the editor where a node is handed out
LAMPIRAN = "PermenPANRB 89/2021, Lampiran"
MOST_NAMES = 5


@rule("H-03", severity=Severity.GALAT, tahap=5, source=f"{LAMPIRAN} Bab IV C", settle=HAND_OUT)
def node_has_a_position(k: KonteksPohon) -> Temuan:
    """Every node of the tree's own is carried by at least one named position."""
    carried = set(
        KinerjaJabatan.objects.filter(simpul__pohon=k.head["id"]).values_list("simpul", flat=True)
    )
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
)
def shared_node_has_scoped_statements(k: KonteksPohon) -> Temuan:
    """Positions that share a node each have a statement of their own scope."""
    rows = KinerjaJabatan.objects.filter(simpul__pohon=k.head["id"])
    counts: Counter[int] = Counter()
    texts: dict[int, set[str]] = {}
    for simpul, text in rows.values_list("simpul", "pernyataan"):
        counts[simpul] += 1
        texts.setdefault(simpul, set()).add(text)
    for node in k.simpul:
        if len(texts.get(node["id"], ())) < counts[node["id"]]:
            yield (
                node["id"],
                f"Kinerja {quote(node)} dibagi ke {counts[node['id']]} jabatan dengan rumusan yang "
                "sama.",
                "Sesuaikan rumusan dengan ruang lingkup masing-masing jabatan.",
            )


@rule("H-05", severity=Severity.PERINGATAN, tahap=5, source=f"{LAMPIRAN} Bab I")
def position_has_kinerja(k: KonteksPohon) -> Temuan:
    """Every position of the tree's unit carries some kinerja."""
    idle = Jabatan.objects.filter(
        ~Exists(KinerjaJabatan.objects.living().filter(jabatan=OuterRef("pk"))),
        instansi=k.head["instansi"]["id"],
    )
    if k.own_units is not None:
        idle = idle.filter(unit__in=k.own_units)
    names = list(idle.order_by("lft").values_list("nama", flat=True))
    if names:
        rest = len(names) - MOST_NAMES
        shown = names[:MOST_NAMES] + ([f"{rest} jabatan lain"] if rest > 0 else [])
        yield (
            None,
            f"{join_words(shown)} belum memiliki kontribusi kinerja.",
            "Bagikan kinerja ke tiap jabatan, atau hapus jabatan yang tidak ada lagi.",
        )
