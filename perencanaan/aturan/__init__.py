"""Rules of alignment of this room, split by noun. A module that is named below registers its rules.

K-07 is a score, not a finding: `skor` grades what evaluasi counts.
"""

from __future__ import annotations

from perencanaan.aturan import kelengkapan, konsistensi, nomenklatur, pemetaan, tahapan

__all__ = ["kelengkapan", "konsistensi", "nomenklatur", "pemetaan", "tahapan"]
