"""Rules of alignment of this room, split by noun. A module that is named below registers its rules.

K-07 is a score, not a finding: `skor` grades what evaluasi counts.
"""

from __future__ import annotations

# dalam_pohon before konsistensi: sources are compared in the order in which they register.
from perencanaan.aturan import (
    dalam_pohon,
    daya_ungkit,
    kelengkapan,
    konsistensi,
    nomenklatur,
    pemetaan,
    tahapan,
)

__all__ = [
    "dalam_pohon",
    "daya_ungkit",
    "kelengkapan",
    "konsistensi",
    "nomenklatur",
    "pemetaan",
    "tahapan",
]
