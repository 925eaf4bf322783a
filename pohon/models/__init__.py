"""Models of the tree: pohon with its basis, simpul, indikator, crosscutting, and the log of changes."""

from pohon.models.indikator import Indikator, Target
from pohon.models.jejak import Kehadiran, KunciIdempotensi, Perubahan, VersiPohon
from pohon.models.pohon import DasarOutcome, Pohon, PohonQuerySet, TinjauanPohon
from pohon.models.pustaka import PustakaIndikator
from pohon.models.simpul import Crosscutting, Simpul, SimpulQuerySet

__all__ = [
    "Crosscutting",
    "DasarOutcome",
    "Indikator",
    "Kehadiran",
    "KunciIdempotensi",
    "Perubahan",
    "Pohon",
    "PohonQuerySet",
    "PustakaIndikator",
    "Simpul",
    "SimpulQuerySet",
    "Target",
    "TinjauanPohon",
    "VersiPohon",
]
