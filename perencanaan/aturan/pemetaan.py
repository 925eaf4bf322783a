"""Rules of alignment of this room: every own node becomes a komponen of the kind its level asks
for.

They read the context of pohon.aturan (`k.head`, `k.simpul` in tree order) and, once per run, the
mapping of the tree; the queries do not grow with its size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lib.aturan import Found, Severity, rule
from organisasi.models import Instansi
from perencanaan import susunan
from perencanaan.models import Komponen, Pemetaan
from perencanaan.usulan import mismatch
from pohon.aturan import quote

Node = dict[str, Any]
Temuan = Iterator[Found]
MAP = "bagian:penuangan"  # the part of the editor where a mapping is made
LAMPIRAN = "PermenPANRB 89/2021, Lampiran"
SKEMA_PEMDA = f"{LAMPIRAN} Bab IV Pemerintah Daerah 1-4"
SKEMA_KL = f"{LAMPIRAN} Bab IV Kementerian/Lembaga 1-3"
# A KRO without RO is complete.
LEAVES = frozenset({susunan.KRO})
FIX = "Ubah level kinerja simpul, atau tuangkan ke komponen yang sesuai di halaman pemetaan."


@dataclass
class Petaan:
    """What became of the nodes of one tree: per node its mappings."""

    is_pemda: bool
    daftar: dict[int, list[Pemetaan]]


def level_of(node: Node) -> str:
    """Return the level of a node of the context (see usulan.level_of)."""
    level: str = node.get("level_kinerja", "")
    return level or ("operasional" if node["jenis"] == "operasional" else "")


def petaan(k: Any) -> Petaan:
    """Return the mapping of the tree of a context; one query, once, kept with the context.

    What a perubahan of a document has taken the place of does not count.
    """
    known: Petaan | None = getattr(k, "_petaan", None)
    if known is None:
        daftar: dict[int, list[Pemetaan]] = defaultdict(list)
        rows = Pemetaan.objects.current().filter(simpul__pohon=k.head["id"])
        for row in rows.select_related("komponen__dokumen").order_by("simpul__lft", "pk"):
            daftar[row.simpul_id].append(row)
        is_pemda = k.head["instansi"]["jenis"] != Instansi.Jenis.KEMENTERIAN_LEMBAGA
        known = k._petaan = Petaan(is_pemda, daftar)
    return known


def _wrong_kind(k: Any, *, is_pemda: bool) -> Temuan:
    peta = petaan(k)
    if peta.is_pemda != is_pemda:
        return
    for node in k.simpul:
        level = level_of(node)
        for row in peta.daftar.get(node["id"], ()):
            if text := mismatch(level, row.komponen, is_pemda=is_pemda):
                tolerated = (level, row.komponen.jenis) in susunan.TOLERATED
                weight = Severity.PERINGATAN if tolerated else Severity.GALAT
                yield node["id"], text, FIX, weight


@rule("G-01", severity=Severity.GALAT, tahap=5, source=SKEMA_PEMDA, settle=MAP)
def kind_follows_level_pemda(k: Any) -> Temuan:
    """Local government: each level becomes the kind of komponen that the scheme names.

    An operational condition as kegiatan only asks for a look: the slides do it, the scheme says subkegiatan.
    """
    yield from _wrong_kind(k, is_pemda=True)


@rule("G-02", severity=Severity.GALAT, tahap=5, source=SKEMA_KL, settle=MAP)
def kind_follows_level_kl(k: Any) -> Temuan:
    """Ministries: each level becomes the kind of komponen that the scheme names."""
    yield from _wrong_kind(k, is_pemda=False)


@rule(
    "G-03", severity=Severity.PERINGATAN, tahap=5, source=f"{LAMPIRAN} Bab IV prinsip C", settle=MAP
)
def joining_needs_a_reason(k: Any) -> Temuan:
    """Several nodes in one komponen share level and parent, or a reason is given."""
    peta = petaan(k)
    together: dict[int, list[Pemetaan]] = defaultdict(list)
    for rows in peta.daftar.values():
        for row in rows:
            together[row.komponen_id].append(row)
    for rows in together.values():
        nodes = [k.by_id[row.simpul_id] for row in rows]
        if len({(level_of(node), node["induk"]) for node in nodes}) < 2:
            continue
        for row in rows:
            if not row.alasan:
                yield (
                    row.simpul_id,
                    f"Penggabungan ke “{row.komponen}” lintas level atau lintas induk: beri alasan.",
                    "Tulis alasannya di halaman pemetaan, atau pilih komponen lain.",
                )


@rule("G-04", severity=Severity.GALAT, tahap=5, source=f"{LAMPIRAN} Bab III Tahap 5", settle=MAP)
def node_is_mapped(k: Any) -> Temuan:
    """Every node of the tree's own is mapped to a komponen."""
    peta = petaan(k)
    for node in k.simpul:
        if not peta.daftar.get(node["id"]) and k.is_own(node):
            yield (
                node["id"],
                f"{quote(node)} belum dituangkan ke komponen perencanaan.",
                "Tuangkan simpul ini di halaman pemetaan.",
            )


def _ends_here(komponen: Komponen) -> bool:
    """Whether its document may stop at this kind: programs below an RPJMD's sasaran stand in the
    Renstra.
    """
    return komponen.dokumen.jenis == "rpjmd" and komponen.jenis == susunan.SASARAN


@rule(
    "G-10",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV tabel 5-10",
    settle=MAP,
)
def komponen_goes_down(k: Any) -> Temuan:
    """A mapped komponen that should have something below it has."""
    peta = petaan(k)
    for pk, rows in peta.daftar.items():
        for row in rows:
            komponen = row.komponen
            below = susunan.children_of(
                komponen.jenis, dokumen=komponen.dokumen.jenis, is_pemda=peta.is_pemda
            )
            if not komponen.is_lowest or not below or komponen.jenis in LEAVES:
                continue
            if not _ends_here(komponen):
                yield (
                    pk,
                    f"{komponen.get_jenis_display()} “{komponen}” tidak punya turunan.",
                    "Tambahkan turunannya di dokumen, atau tuangkan simpul di bawahnya.",
                )
