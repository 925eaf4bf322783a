"""What the rules compare a tree with: its frozen versions, of which little is kept in mind.

A version never changes, so what is read of one is remembered by its key and time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pohon.aturan.konteks import KonteksPohon
from pohon.models import Crosscutting, Indikator, VersiPohon

Key = tuple[int, float]
CACHE = "_versi_beku"
MOST = 6  # versions looked back at
KEPT = 64  # versions remembered by a process


@dataclass(frozen=True)
class SimpulBeku:
    """A node as a version froze it: the partners of its marks that were not turned down, the names of its IKU."""

    pernyataan: str
    jenis: str
    level: str
    mitra: tuple[str, ...]
    iku: tuple[str, ...]


@dataclass(frozen=True)
class VersiBeku:
    """A frozen version by its number, its nodes by their keys."""

    nomor: int
    simpul: Mapping[int, SimpulBeku]


def iku_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of a node's IKU."""
    return tuple(
        one["nama"]
        for one in node.get("indikator", ())
        if one.get("kategori") == Indikator.Kategori.IKU
    )


def partners_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the partners of a node's marks that were not turned down."""
    return tuple(
        mark["nama_mitra"]
        for mark in node.get("crosscutting", ())
        if mark["status"] != Crosscutting.Status.DITOLAK
    )


def _freeze(nomor: int, isi: Mapping[str, Any]) -> VersiBeku:
    return VersiBeku(
        nomor,
        {
            node["id"]: SimpulBeku(
                node["pernyataan"],
                node["jenis"],
                node.get("level_kinerja", ""),
                partners_of(node),
                iku_of(node),
            )
            for node in isi["simpul"]
        },
    )


class _Remembered:
    """The last versions read, the oldest forgotten first."""

    def __init__(self) -> None:
        self._daftar: dict[Key, VersiBeku] = {}

    def get(self, key: Key) -> VersiBeku | None:
        return self._daftar.get(key)

    def keep(self, key: Key, versi: VersiBeku) -> None:
        while len(self._daftar) >= KEPT:
            self._daftar.pop(next(iter(self._daftar)), None)
        self._daftar[key] = versi


_remembered = _Remembered()


def frozen(k: KonteksPohon) -> list[VersiBeku]:
    """Return the last frozen versions of a tree, the newest first; one query, and one more for those not yet known."""
    found: list[VersiBeku] | None = k.__dict__.get(CACHE)
    if found is None:
        found = k.__dict__[CACHE] = _read(k.head["id"]) if k.head.get("id") else []
    return found


def _read(pohon: int) -> list[VersiBeku]:
    rows = VersiPohon.objects.filter(pohon=pohon).order_by("-nomor")
    heads = [
        ((pk, waktu.timestamp()), nomor)
        for pk, nomor, waktu in rows.values_list("pk", "nomor", "waktu")[:MOST]
    ]
    known = {key: versi for key, _ in heads if (versi := _remembered.get(key)) is not None}
    missing = {key[0]: (key, nomor) for key, nomor in heads if key not in known}
    if missing:
        for pk, isi in VersiPohon.objects.filter(pk__in=missing).values_list("pk", "isi"):
            key, nomor = missing[pk]
            known[key] = _freeze(nomor, isi)
            _remembered.keep(key, known[key])
    return [known[key] for key, _ in heads if key in known]
