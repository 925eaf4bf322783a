"""Which kind of komponen lies under which, and which kind a level of performance becomes.

Plain tables without a query; models, actions, proposals and rules all read them here. Sources:
PermenPANRB 89/2021 B.IV (tables 5 to 10) and the scheme of its slides, for Pemda and for K/L.
"""

from __future__ import annotations

from pohon import komponen

TUJUAN, SASARAN, PROGRAM, KEGIATAN, SUBKEGIATAN = (
    "tujuan",
    "sasaran",
    "program",
    "kegiatan",
    "subkegiatan",
)
SASARAN_STRATEGIS, SASARAN_PROGRAM, SASARAN_KEGIATAN, KRO, RO = (
    "sasaran_strategis",
    "sasaran_program",
    "sasaran_kegiatan",
    "kro",
    "ro",
)
Children = dict[str | None, tuple[str, ...]]

PEMDA: Children = {
    None: (TUJUAN,),
    TUJUAN: (SASARAN,),
    SASARAN: (PROGRAM,),
    PROGRAM: (KEGIATAN,),
    KEGIATAN: (SUBKEGIATAN,),
}
RPJMD: Children = {None: (TUJUAN,), TUJUAN: (SASARAN,), SASARAN: (PROGRAM,)}
KL: Children = {
    None: (TUJUAN,),
    TUJUAN: (SASARAN_STRATEGIS,),
    SASARAN_STRATEGIS: (SASARAN_PROGRAM,),
    SASARAN_PROGRAM: (SASARAN_KEGIATAN,),
    SASARAN_KEGIATAN: (KRO, RO),
    KRO: (RO,),
}
RPJMN: Children = {None: (TUJUAN,), TUJUAN: (SASARAN_STRATEGIS,)}

# The statement of a node is the result; these carry it as their name, the others as `sasaran`
# beside a name.
NAMED_BY_RESULT = frozenset({TUJUAN, SASARAN, SASARAN_STRATEGIS})
WITH_PAGU = frozenset({PROGRAM, KEGIATAN, SUBKEGIATAN, SASARAN_PROGRAM, SASARAN_KEGIATAN, KRO, RO})
WITH_NOMENKLATUR = frozenset({PROGRAM, KEGIATAN, SUBKEGIATAN})

# Level of performance -> kinds of komponen, and what the slides' own examples do beside it: the importer of trees needs
# these too, so they stand in the room below.
LEVEL_PEMDA, LEVEL_KL, TOLERATED = komponen.LEVEL_PEMDA, komponen.LEVEL_KL, komponen.TOLERATED

# Levels that a document of the highest tier takes; every other document takes all levels but these.
TOP_LEVELS = {
    "rpjmd": frozenset({"strategis_nasional", "strategis_daerah"}),
    "rpjmn": frozenset({"strategis_nasional"}),
}


def children_of(jenis: str | None, *, dokumen: str, is_pemda: bool) -> tuple[str, ...]:
    """Return the kinds that may lie directly under a kind (None: at the top) of a kind of document."""
    if dokumen == "rpjmd":
        table = RPJMD
    elif dokumen == "rpjmn":
        table = RPJMN
    else:
        table = PEMDA if is_pemda else KL
    return table.get(jenis, ())


def jenis_for_level(level: str, *, is_pemda: bool) -> tuple[str, ...]:
    """Return the kinds of komponen a level of performance becomes, the usual one first; () when
    unknown.
    """
    return (LEVEL_PEMDA if is_pemda else LEVEL_KL).get(level, ())


def takes_level(dokumen: str, level: str, *, is_pemda: bool) -> bool:
    """Whether a kind of document is the place for a level (strategis daerah belongs in the RPJMD)."""
    top = TOP_LEVELS["rpjmd" if is_pemda else "rpjmn"]
    return (level in top) == (dokumen in TOP_LEVELS)
