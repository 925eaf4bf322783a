"""Rules I-09, I-12, I-14 and I-19: the matriks peran hasil, and what an approach does to the score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from jabatan.aturan.dasar import HAND_OUT, Temuan, name_some
from jabatan.aturan.konteks import KonteksTeknik, teknik_of
from jabatan.aturan.sebaran import sebaran_of
from jabatan.models import PeranHasil
from jabatan.peran.hasil import JENIS, Isi, entries, group_key
from jabatan.teknik.deteksi import SUMBER, Diampu
from jabatan.teknik.pendekatan import (
    AKIBAT_LANGSUNG,
    AKIBAT_TIDAK_LANGSUNG,
    LANGSUNG,
    TIDAK_LANGSUNG,
)
from lib.aturan import Severity, rule
from pohon.aturan import KonteksPohon

J = PeranHasil.Jenis
CACHE = "_peran_kepala"
Kepala = tuple[int, int, dict[int, list[Isi]]]
PENERAPAN = f"{SUMBER}, penerapan cascading target kinerja"


def _heads(t: KonteksTeknik) -> Sequence[Kepala]:
    """Return (superior, its first node in this tree, {subordinate: entries of its row}); worked out once."""
    found: list[Kepala] | None = t.__dict__.get(CACHE)
    if found is None:
        found = t.__dict__[CACHE] = list(_work_out(t))
    return found


def _work_out(t: KonteksTeknik) -> Iterator[Kepala]:
    for atasan, rows in t.bawahan.items():
        own = t.own_place(row.kinerja for row in t.bacaan.of(atasan))
        if own is None:
            continue
        keys = {row.kinerja for row in t.bacaan.of(atasan)}
        lower = [one for row in rows for one in t.bacaan.of(row.pk)]
        stored = [p for row in rows for p in t.peran.get(row.pk, ()) if p.kinerja_id in keys]
        shown, _ = entries(t.bacaan.atasan(atasan), lower, stored)
        cells: dict[int, list[Isi]] = {row.pk: [] for row in rows}
        for (_, jabatan), daftar in shown.items():
            cells[jabatan] += daftar
        yield atasan, own, cells


def _contradictions(t: KonteksTeknik, approaches: tuple[str, ...], wrong: bool) -> Iterator[Diampu]:
    """Yield kinerja of this tree with an approach whose cell, reworded by hand, says outcome antara (or not)."""
    for rows in t.peran.values():
        for row in rows:
            own = t.bacaan.by_kinerja.get(row.asal_id or 0)
            if own is None or row.disembunyikan or own.kinerja not in t.own:
                continue
            if own.pendekatan in approaches and (row.jenis == J.OUTCOME_ANTARA) is wrong:
                yield own


@rule(
    "I-09",
    severity=Severity.INFO,
    tahap=5,
    source=AKIBAT_LANGSUNG.sumber,
    settle=HAND_OUT,
    judul="Langsung: hasil tim outcome antara",
    isi=(),
)
def direct_gives_outcome_antara(k: KonteksPohon) -> Temuan:
    """By a direct approach the result of a team is outcome antara; the superior's score does not count in its own."""
    t = teknik_of(k)
    for own in _contradictions(t, LANGSUNG, wrong=False):
        yield (
            own.simpul,
            f"Peran {t.nama(own.jabatan)} dicatat bukan sebagai outcome antara, padahal pendekatannya langsung. "
            f"{AKIBAT_LANGSUNG.kalimat[0]} {AKIBAT_LANGSUNG.kalimat[2]}",
            "Ubah jenisnya pada matriks peran hasil, atau ganti pendekatannya.",
        )


@rule(
    "I-12",
    severity=Severity.INFO,
    tahap=5,
    source=AKIBAT_TIDAK_LANGSUNG.sumber,
    settle=HAND_OUT,
    judul="Tidak langsung: hasil tim bukan outcome antara",
    isi=(),
)
def non_direct_gives_no_outcome(k: KonteksPohon) -> Temuan:
    """By a non-direct approach a team gives output or service; the superior's score counts in its own."""
    t = teknik_of(k)
    for own in _contradictions(t, TIDAK_LANGSUNG, wrong=True):
        yield (
            own.simpul,
            f"Peran {t.nama(own.jabatan)} dicatat sebagai outcome antara, padahal pendekatannya tidak langsung. "
            f"{AKIBAT_TIDAK_LANGSUNG.kalimat[0]} {AKIBAT_TIDAK_LANGSUNG.kalimat[2]}",
            f"Catat sebagai {JENIS[J.OUTPUT].lower()} atau {JENIS[J.LAYANAN].lower()} pada matriks peran hasil.",
        )


@rule(
    "I-14",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=PENERAPAN,
    judul="Bawahan berperan pada hasil atasan",
    isi=("indikator",),
)
def subordinates_have_a_role(k: KonteksPohon) -> Temuan:
    """Every subordinate has a cell in the matriks peran hasil of its superior, and one that is measured."""
    t = teknik_of(k)
    measured = {row.kinerja for row in t.bacaan.daftar if row.ukuran}
    for atasan, place, cells in _heads(t):
        own = [key for key in cells if _is_own(k, t, key)]
        empty = [t.nama(key) for key in own if not cells[key]]
        bare = [
            t.nama(key)
            for key in own
            if cells[key] and all(one.asal and one.asal not in measured for one in cells[key])
        ]
        if empty:
            yield (
                place,
                f"{name_some(empty)} belum punya peran pada hasil {t.nama(atasan)}.",
                "Isi barisnya pada matriks peran hasil, atau bagikan kinerja di bawah hasil itu.",
            )
        if bare:
            yield (
                place,
                f"Peran {name_some(bare)} pada hasil {t.nama(atasan)} belum terukur.",
                "Beri indikator pada simpul yang diampunya.",
            )


def _is_own(k: KonteksPohon, t: KonteksTeknik, jabatan: int) -> bool:
    return k.own_units is None or t.jabatan[jabatan].unit in k.own_units


def _has_similar(k: KonteksPohon) -> bool:
    """Whether any two similar positions stand below one that carries something of the tree."""
    s = sebaran_of(k)
    groups = Counter(
        group_key(row.induk, row.nama, row.jenjang, row.level_jf)
        for row in s.jabatan.values()
        if row.induk in s.simpul_of
    )
    return any(count > 1 for count in groups.values())


@rule(
    "I-19",
    severity=Severity.INFO,
    tahap=5,
    source=f"{SUMBER}, tanya jawab",
    judul="Jabatan serupa dikelompokkan",
    isi=("pernyataan", "level_kinerja"),
)
def similar_positions_are_grouped(k: KonteksPohon) -> Temuan:
    """Similar positions under one head get their roles as a group."""
    if not _has_similar(k):
        return
    t = teknik_of(k)
    for atasan, place, cells in _heads(t):
        groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for key in cells:
            row = t.jabatan[key]
            if _is_own(k, t, key):
                groups[group_key(row.induk, row.nama, row.jenjang, row.level_jf)].append(key)
        for members in groups.values():
            if len(members) > 1 and len({_words(cells[key]) for key in members}) > 1:
                yield (
                    place,
                    f"{len(members)} jabatan serupa ({t.nama(members[0])}) di bawah {t.nama(atasan)}: "
                    "turunkan per kelompok.",
                    "Isi perannya sekaligus pada matriks peran hasil yang dikelompokkan.",
                )


def _words(daftar: list[Isi]) -> frozenset[tuple[str, str]]:
    return frozenset((one.jenis, one.hasil) for one in daftar)
