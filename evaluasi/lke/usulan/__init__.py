"""Proposals for the criteria that trees, plans and positions answer, each with the list behind its figure."""

from __future__ import annotations

from evaluasi.lke.usulan import penyelarasan, rumusan
from evaluasi.lke.usulan.bahan import Bahan, trees_of
from evaluasi.lke.usulan.dasar import DAFTAR, Butir, Usulan
from evaluasi.models import Lke

__all__ = ["DAFTAR", "Butir", "Usulan", "count", "trees_of"]
KELOMPOK = (rumusan, penyelarasan)  # importing them registers their functions


def count(lke: Lke) -> list[Usulan]:
    """Return all proposals of a sheet, from findings kept before; a fixed number of queries."""
    bahan = Bahan(lke)
    found = []
    for kode, function in sorted(DAFTAR.items()):
        dihitung, lines = function(bahan)
        found.append(Usulan(kode, dihitung, tuple(lines)))
    return found
