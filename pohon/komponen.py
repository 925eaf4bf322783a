"""Which kind of komponen a level of performance becomes, and how sheets name the kinds; plain tables without a query.

They live here because a sheet of this room may carry a column of komponen (G-13); perencanaan.susunan, which plans with
them, takes them from here. Sources: PermenPANRB 89/2021 B.IV and the scheme of its slides, for Pemda and for K/L.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Level of performance -> kinds of komponen, the lawful ones in order of preference.
LEVEL_PEMDA: dict[str, tuple[str, ...]] = {
    "strategis_nasional": ("tujuan", "sasaran"),
    "strategis_daerah": ("tujuan", "sasaran"),
    "strategis_sektor": ("tujuan", "sasaran"),
    "strategis_subsektor": ("tujuan", "sasaran"),
    "strategis_urusan": ("tujuan", "sasaran"),
    "taktikal_intermediate": ("program",),
    "taktikal_immediate": ("kegiatan",),
    "operasional": ("subkegiatan",),
}
LEVEL_KL: dict[str, tuple[str, ...]] = {
    "strategis_nasional": ("tujuan", "sasaran_strategis"),
    "strategis_daerah": ("tujuan", "sasaran_strategis"),
    "strategis_sektor": ("tujuan", "sasaran_strategis"),
    "strategis_urusan": ("tujuan", "sasaran_strategis"),
    "strategis_subsektor": ("sasaran_program", "tujuan", "sasaran_strategis"),
    "taktikal_intermediate": ("sasaran_program", "sasaran_kegiatan"),
    "taktikal_immediate": ("sasaran_kegiatan",),
    "operasional": ("ro", "kro"),
}
# The slides' own examples also turn an operational condition into a kegiatan: a warning, not an error.
TOLERATED = frozenset({("operasional", "kegiatan")})

# "sasaran sub kegiatan", "Program: 7.01.02 …", "tujuan PD": the word that tells the kind.
NAMED = re.compile(
    r"\W*(?:sasaran\s+)?(?P<kind>program|sub[\s-]?kegiatan|kegiatan|strategis|tujuan|kro|ro|output)\b"
    r"|\W*(?P<sasaran>sasaran)\b",
    re.IGNORECASE,
)
KINDS_PEMDA = {"strategis": "sasaran"}
KINDS_KL = {
    "program": "sasaran_program",
    "kegiatan": "sasaran_kegiatan",
    "strategis": "sasaran_strategis",
    "sasaran": "sasaran_strategis",
    "output": "ro",
}


def kinds_named(text: str, *, is_pemda: bool) -> Iterator[str]:
    """Yield the kinds of komponen a cell names, one per line; what names none is left out."""
    table = KINDS_PEMDA if is_pemda else KINDS_KL
    for line in text.splitlines():
        if found := NAMED.match(line):
            word = re.sub(r"[\s-]", "", (found["kind"] or "sasaran").lower())
            yield table.get(word, word)


def mismatch(level: str, text: str, *, is_pemda: bool) -> str:
    """Return what a cell names that a level does not become: "keras", "lunak" (the slides do it) or nothing."""
    lawful = (LEVEL_PEMDA if is_pemda else LEVEL_KL).get(level)
    wrong = [k for k in kinds_named(text, is_pemda=is_pemda) if lawful and k not in lawful]
    if not wrong:
        return ""
    return "lunak" if all((level, kind) in TOLERATED for kind in wrong) else "keras"
