"""Rules of alignment of this room, split by noun.

They read the context of pohon.aturan (`k.head`, `k.simpul` in tree order, `k.by_id`) and make a few
queries each, whatever the size of the tree. A module that is named below registers its rules.

I-18 has no rule: one IKU may go to several satker (BKN), so that there is nothing to find.
"""

from __future__ import annotations

from jabatan.aturan import (
    indikator_sama,
    konsistensi,
    mutu,
    pembagian,
    pendekatan,
    pengampu,
    peran,
    pk,
    skp,
    struktur,
    tahapan,
    teknik,
)

__all__ = [
    "indikator_sama",
    "konsistensi",
    "mutu",
    "pembagian",
    "pendekatan",
    "pengampu",
    "peran",
    "pk",
    "skp",
    "struktur",
    "tahapan",
    "teknik",
]
