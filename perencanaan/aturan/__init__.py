"""Rules of alignment of this room, split by noun. A module that is named below registers its rules."""

from __future__ import annotations

from perencanaan.aturan import pemetaan

__all__ = ["pemetaan"]
