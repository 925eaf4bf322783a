"""The working papers (KKE) of an evaluation: what they say, read once for a version or for a whole instansi.

Their columns are those inspectorates use in practice; nothing is printed as being "sesuai lampiran".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluasi.kertas import kke1, kke2, kke3
from evaluasi.kertas.lembar import Berkas
from lib.tabel import Tabel


@dataclass(frozen=True)
class Kertas:
    """A working paper: its key in addresses, its name on tabs, and how it is made."""

    kunci: str
    label: str
    tabel: Callable[[Berkas], Tabel]


DAFTAR: Sequence[Kertas] = (
    Kertas("kke1", "KKE-1 SMART-C", kke1.tabel),
    Kertas("kke2", "KKE-2 Cascading", kke2.tabel),
    Kertas("kke3", "KKE-3 Anggaran", kke3.tabel),
)
BY_KEY = {kertas.kunci: kertas for kertas in DAFTAR}
WHOLE = "semua"
