"""Rules A to F that a tree is held to.

A galat of stage n keeps stage n+1 closed (rule A-01); the other findings advise. Sources name PermenPANRB 89/2021 with
its annex ("Lampiran Bab III Tahap 3 huruf h"). A module holds the rules of one letter of the catalogue.
"""

from __future__ import annotations

from lib.aturan import Finding, run
from pohon import potret
from pohon.aturan import (
    crosscutting,
    dasar,
    ganda,
    indikator,
    kedudukan,
    kembar,
    konsistensi,
    level,
    level_indikator,
    mitra,
    mutu_indikator,
    rumusan,
    susunan,
    target,
)
from pohon.aturan.konteks import KonteksPohon, quote
from pohon.models import Pohon

__all__ = ["KonteksPohon", "check_pohon", "quote"]
RULES = (  # importing them registers their rules
    dasar,
    susunan,
    kembar,
    kedudukan,
    rumusan,
    level,
    level_indikator,
    indikator,
    mutu_indikator,
    target,
    ganda,
    crosscutting,
    mitra,
    konsistensi,
)


def check_pohon(pohon: Pohon, *, up_to: int | None = None) -> list[Finding]:
    """Run the rules of the stages up to `up_to` (default: the stage the tree is in); the queries do not grow."""
    whole = potret.whole(pohon)
    return run(KonteksPohon(whole, whole["simpul"]), up_to=up_to or pohon.tahap)
