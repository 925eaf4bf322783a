"""The scope of a position in words: what its name says beyond its rank, as a suggestion for a narrowed statement.

"Menurunnya penduduk putus sekolah" shared by Kepala Bidang Pembinaan SD and Kepala Bidang Pembinaan SMP becomes
"… SD" and "… SMP" (PermenPANRB 89/2021 B.IV C, last paragraph). A suggestion only: people write the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jabatan.models import Jabatan, KinerjaJabatan

# Words of rank and of activity in front of what a position is about.
RANK = re.compile(
    r"^(plt\.?|kepala|kabid|kasi|kasubbag|kasubag|ketua|sub ?koordinator|koordinator|tim|bidang|bagian|seksi|"
    r"sub ?bagian|sub ?bidang|sub ?direktorat|direktur|direktorat|asisten|kelompok|substansi|urusan|unit|uptd|"
    r"pembinaan|pengelolaan|penyelenggaraan|pelaksana|pengelola|pengadministrasi|penelaah|pranata|analis|dan|di)$",
    re.IGNORECASE,
)
LEVEL = re.compile(
    r"\s+(ahli\s+(utama|madya|muda|pertama)|penyelia|mahir|terampil|pemula)$", re.IGNORECASE
)


def scope_of(jabatan: Jabatan) -> str:
    """Return what a position is about, from its name, else from its unit's; empty when neither says."""
    unit = jabatan.unit
    return _bare(jabatan.nama) or (_bare(unit.nama) if unit else "")


def _bare(nama: str) -> str:
    words = LEVEL.sub("", nama).split()
    while words and RANK.match(words[0]):
        words.pop(0)
    return " ".join(words)


def suggest(pernyataan: str, pengampu: Sequence[KinerjaJabatan]) -> dict[int, str]:
    """Return a statement for each carrier, by key: its own where it has one, else the node's with its scope.

    A scope the statement already names is not said twice, nor a word both share at the seam.
    """
    found = {}
    for kinerja in pengampu:
        scope = scope_of(kinerja.jabatan)
        is_said = not scope or scope.lower() in pernyataan.lower()
        found[kinerja.pk] = kinerja.pernyataan or (
            pernyataan if is_said else _join(pernyataan, scope)
        )
    return found


def _join(pernyataan: str, scope: str) -> str:
    """Put a scope behind a statement: "putus sekolah" and "Sekolah Dasar" become "putus Sekolah Dasar"."""
    words, more = pernyataan.split(), scope.split()
    for shared in range(min(len(words) - 1, len(more)), 0, -1):
        if [w.lower() for w in words[-shared:]] == [w.lower() for w in more[:shared]]:
            return " ".join([*words[:-shared], *more])
    return f"{pernyataan} {scope}"
