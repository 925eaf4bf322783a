"""Rules G-01 to G-04 and G-10: every own node becomes a komponen of the kind its level asks for."""

from __future__ import annotations

from collections import defaultdict

from lib.aturan import Severity, rule
from perencanaan import susunan
from perencanaan.aturan.konteks import (
    LAMPIRAN,
    MAP,
    KonteksRencana,
    Temuan,
    Tertuang,
    level_of,
    rencana_of,
)
from perencanaan.models import Komponen
from perencanaan.usulan.komponen import mismatch
from pohon.aturan import KonteksPohon, quote

SKEMA_PEMDA = f"{LAMPIRAN} Bab IV Pemerintah Daerah 1-4"
SKEMA_KL = f"{LAMPIRAN} Bab IV Kementerian/Lembaga 1-3"
# A KRO without RO is complete.
LEAVES = frozenset({susunan.KRO})
FIX = "Ubah level kinerja simpul, atau tuangkan ke komponen yang sesuai di halaman pemetaan."


def _wrong_kind(k: KonteksPohon, *, is_pemda: bool) -> Temuan:
    r = rencana_of(k)
    if r.is_pemda != is_pemda:
        return
    known: dict[tuple[str, str, int], str] = {}
    for node in k.simpul:
        level = level_of(node)
        said = {""}  # a Renja has the komponen of its Renstra once more
        for row in r.daftar.get(node["id"], ()):
            key = (level, row.komponen.jenis, row.komponen.dokumen_id)
            if key not in known:
                known[key] = _mismatch(r, *key)
            if (text := known[key]) not in said:
                said.add(text)
                tolerated = (level, row.komponen.jenis) in susunan.TOLERATED
                weight = Severity.PERINGATAN if tolerated else Severity.GALAT
                yield node["id"], f"{quote(node)}: {text[0].lower()}{text[1:]}", FIX, weight


def _mismatch(r: KonteksRencana, level: str, jenis: str, dokumen: int) -> str:
    komponen = Komponen(jenis=jenis, dokumen=r.dokumen[dokumen])
    return mismatch(level, komponen, is_pemda=r.is_pemda)


@rule(
    "G-01",
    severity=Severity.GALAT,
    tahap=5,
    source=SKEMA_PEMDA,
    settle=MAP,
    judul="Jenis komponen menurut level (pemerintah daerah)",
)
def kind_follows_level_pemda(k: KonteksPohon) -> Temuan:
    """Local government: each level becomes the kind of komponen that the scheme names.

    An operational condition as kegiatan only asks for a look: the slides do it, the scheme says subkegiatan.
    """
    yield from _wrong_kind(k, is_pemda=True)


@rule(
    "G-02",
    severity=Severity.GALAT,
    tahap=5,
    source=SKEMA_KL,
    settle=MAP,
    judul="Jenis komponen menurut level (kementerian/lembaga)",
)
def kind_follows_level_kl(k: KonteksPohon) -> Temuan:
    """Ministries: each level becomes the kind of komponen that the scheme names."""
    yield from _wrong_kind(k, is_pemda=False)


@rule(
    "G-03",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV prinsip C",
    settle=MAP,
    judul="Penggabungan simpul beralasan",
)
def joining_needs_a_reason(k: KonteksPohon) -> Temuan:
    """Several nodes in one komponen share level and parent, or a reason is given."""
    together: dict[int, list[Tertuang]] = defaultdict(list)
    for row in rencana_of(k).semua:
        together[row.komponen.pk].append(row)
    for rows in together.values():
        nodes = [k.by_id[row.simpul] for row in rows if row.simpul in k.by_id]
        if len({(level_of(node), node["induk"]) for node in nodes}) < 2:
            continue
        for row in rows:
            if not row.alasan:
                yield (
                    row.simpul,
                    f"Penggabungan ke “{row.komponen}” lintas level atau lintas induk: beri alasan.",
                    "Tulis alasannya di halaman pemetaan, atau pilih komponen lain.",
                )


@rule(
    "G-04",
    severity=Severity.GALAT,
    tahap=5,
    source=f"{LAMPIRAN} Bab III Tahap 5",
    settle=MAP,
    judul="Simpul dituangkan ke komponen",
)
def node_is_mapped(k: KonteksPohon) -> Temuan:
    """Every node of the tree's own is mapped to a komponen."""
    r = rencana_of(k)
    for node in k.simpul:
        if not r.daftar.get(node["id"]) and k.is_own(node):
            yield (
                node["id"],
                f"{quote(node)} belum dituangkan ke komponen perencanaan.",
                "Tuangkan simpul ini di halaman pemetaan.",
            )


@rule(
    "G-10",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV tabel 5-10",
    settle=MAP,
    judul="Komponen mempunyai turunan",
)
def komponen_goes_down(k: KonteksPohon) -> Temuan:
    """A mapped komponen that should have something below it has.

    An RPJMD may stop at its sasaran: programs below it stand in the Renstra.
    """
    r = rencana_of(k)
    for row in r.semua:
        komponen = row.komponen
        if not komponen.is_lowest or komponen.jenis in LEAVES:
            continue
        jenis = r.dokumen[komponen.dokumen_id].jenis
        below = susunan.children_of(komponen.jenis, dokumen=jenis, is_pemda=r.is_pemda)
        if below and not (jenis == "rpjmd" and komponen.jenis == susunan.SASARAN):
            yield (
                row.simpul,
                f"{komponen.label} “{komponen}” tidak punya turunan.",
                "Tambahkan turunannya di dokumen, atau tuangkan simpul di bawahnya.",
            )
