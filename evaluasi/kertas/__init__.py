"""The working papers (KKE) of an evaluation: what they say, read once for a version or for a whole instansi.

Their columns are those inspectorates use in practice; nothing is printed as being "sesuai lampiran".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluasi.kertas import kke1, kke2, kke3, rekap
from evaluasi.kertas.lembar import Berkas
from lib.tabel import Tabel

WHOLE, CASCADING = "semua", "kke2"


@dataclass(frozen=True)
class Kertas:
    """A working paper: its key in addresses, its name on tabs, and how it is made."""

    kunci: str
    label: str
    tabel: Callable[[Berkas], Tabel]


REKAP = Kertas("rekap", rekap.LABEL, rekap.tabel)
DAFTAR: Sequence[Kertas] = (
    Kertas("kke1", "KKE-1 SMART-C", kke1.tabel),
    Kertas(CASCADING, "KKE-2 Cascading", kke2.tabel),
    Kertas("kke3", "KKE-3 Anggaran", kke3.tabel),
)
BY_KEY = {kertas.kunci: kertas for kertas in (REKAP, *DAFTAR)}


def tables(berkas: Berkas, kunci: str) -> list[Tabel]:
    """Return the paper with this key, or all of them (WHOLE); a recapitulation leads those of several trees."""
    if kunci != WHOLE:
        return [BY_KEY[kunci].tabel(berkas)]
    papers = DAFTAR if berkas.satu else (REKAP, *DAFTAR)
    return [paper.tabel(berkas) for paper in papers]
