"""Rules K-01, K-02 and E-14: what differs between a tree and its last frozen versions.

A node is known again by its key, never by its wording. K-01 weighs as a galat that a reason may settle: nobody but the
planner knows whether a level was changed because the first was wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lib.aturan import Ambang, rule
from lib.kata import alike
from lib.teks import join_words
from pohon.aturan.konteks import GALAT, PERINGATAN, KonteksPohon, Temuan, quote
from pohon.aturan.versi_beku import SimpulBeku, VersiBeku, frozen, iku_of
from pohon.models import Simpul

COMPARED = 2  # versions a tree is compared with: as it was submitted last, and before that
REWORDED = 0.85  # as alike as that, a name was only worded otherwise
GANTI = Ambang(
    "E-14", "ganti", "Penggantian IKU dalam satu periode, paling banyak", 1, 0, 10, "kali"
)


def _changes(k: KonteksPohon, field: str) -> Iterator[tuple[dict[str, Any], int, str, str]]:
    """Yield (node, version, value then, value now) of each node that had another value in one of the last versions."""
    versions = frozen(k)[:COMPARED]
    own = {"level": "level_kinerja"}.get(field, field)
    for node in k.simpul if versions else ():
        now = node.get(own, "")
        for versi in versions:
            then = getattr(versi.simpul.get(node["id"]), field, "")
            if then and now and then != now:
                yield node, versi.nomor, then, now
                break


@rule(
    "K-01",
    severity=GALAT,
    tahap=4,
    source="PermenPANRB 88/2021 kriteria 1.b.8; Pokin (turunan perbandingan antartahap)",
    settle="isi:level_kinerja",
    heuristic=True,
    judul="Level tetap antarversi",
)
def level_stays(k: KonteksPohon) -> Temuan:
    """A node keeps its level from one version to the next."""
    for node, versi, then, now in _changes(k, "level"):
        yield (
            node["id"],
            f"Level {quote(node)} berubah: {_level(then)} (versi {versi}) → {_level(now)}.",
            "Kembalikan levelnya, atau tulis mengapa yang lama keliru.",
        )


@rule(
    "K-02",
    severity=PERINGATAN,
    tahap=4,
    source="Pokin (turunan perbandingan antartahap)",
    settle="",
    judul="Rujukan tahap tetap antarversi",
)
def kind_stays(k: KonteksPohon) -> Temuan:
    """A node keeps its kind, which says in which stage it was found."""
    for node, versi, then, now in _changes(k, "jenis"):
        yield (
            node["id"],
            f"Rujukan tahap {quote(node)} berubah: {_kind(then)} (versi {versi}) → {_kind(now)}.",
            "Kembalikan jenisnya, atau tulis alasan perubahannya.",
        )


def _level(value: str) -> str:
    return str(Simpul.LevelKinerja(value).label) if value in Simpul.LevelKinerja.values else value


def _kind(value: str) -> str:
    return str(Simpul.Jenis(value).label) if value in Simpul.Jenis.values else value


@rule(
    "E-14",
    severity=PERINGATAN,
    tahap=4,
    source="PermenPANRB 88/2021 kriteria 1.b.5",
    settle="indikator",
    judul="IKU tidak sering diganti",
    ambang=(GANTI,),
)
def iku_stay(k: KonteksPohon) -> Temuan:
    """An IKU is seldom replaced within a period; one worded otherwise is the same."""
    versions = frozen(k)[::-1]
    most = k.nilai(GANTI) if len(versions) > 1 else 0
    for node in k.simpul if len(versions) > 1 else ():
        history = [iku for versi in versions if (iku := _iku(versi, node["id"])) is not None]
        replaced = [
            [name for name in before if not any(_is_same(name, other) for other in after)]
            for before, after in pairwise([*history, iku_of(node)])
            if after
        ]
        times = sum(1 for names in replaced if names)
        if times > most:
            names = join_words([f"“{name}”" for name in dict.fromkeys(sum(replaced, []))])
            yield (
                node["id"],
                f"IKU {quote(node)} diganti {times} kali dalam satu periode; yang diganti: {names}.",
                "Pertahankan satu IKU sepanjang periode, atau jelaskan penggantiannya.",
            )


def _iku(versi: VersiBeku, simpul: int) -> tuple[str, ...] | None:
    then: SimpulBeku | None = versi.simpul.get(simpul)
    return then.iku if then else None


def _is_same(one: str, other: str) -> bool:
    return one == other or alike(one, other) >= REWORDED
