"""Rules of alignment of this room, split by noun.

They read the context of pohon.aturan (`k.head`, `k.simpul` in tree order, `k.by_id`) and make a few
queries each, whatever the size of the tree. A module that is named below registers its rules.
"""

from __future__ import annotations

from jabatan.aturan import mutu, pembagian, pendekatan, pengampu, peran, pk, skp, struktur, teknik

__all__ = [
    "mutu",
    "pembagian",
    "pendekatan",
    "pengampu",
    "peran",
    "pk",
    "skp",
    "struktur",
    "teknik",
]
