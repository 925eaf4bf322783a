"""The formats of tables as data: which regulation gives which tables to which kind of document, and for which years.

`DAFTAR` is the only place to add a regulation: its tables are shapes (`BentukTabel`) of this package. `sumber` says how
surely the columns are those of the annex: from the regulation's text itself, as seen in several public systems, or as
usual and not compared. Screens say so; nothing is ever printed as being "sesuai lampiran".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from perencanaan.exporters import iku, inmendagri, kl, penuangan, renja, renstra, rpjmd
from perencanaan.exporters.bentuk_tabel import BentukTabel
from perencanaan.models import Dokumen

TABEL: dict[str, BentukTabel] = {
    "tc25": renstra.TC25,
    "tc26": renstra.TC26,
    "tc27": renstra.TC27,
    "tc28": renstra.TC28,
    "tujuan": inmendagri.TUJUAN_SASARAN,
    "arah": inmendagri.ARAH,
    "program": inmendagri.PROGRAM,
    "pendanaan": inmendagri.PENDANAAN,
    "prioritas": inmendagri.PRIORITAS,
    "iku": iku.IKU,
    "ikk": iku.IKK,
    "rpjmd": rpjmd.RPJMD,
    "rpjmd-arah": rpjmd.ARAH,
    "renja41": renja.RENJA,
    "renja": renja.RENJA_LAMA,
    "matriks2019": kl.MATRIKS_2019,
    "matriks2023": kl.MATRIKS_2023,
    "tabel5": penuangan.TABEL_5,
    "tabel6": penuangan.TABEL_6,
    "tabel7": penuangan.TABEL_7,
    "tabel8": penuangan.TABEL_8,
    "tabel9": penuangan.TABEL_9,
    "tabel10": penuangan.TABEL_10,
}


class Golongan(StrEnum):
    """Kinds of document as tables tell them apart: the Renja of a region is another than that of a ministry."""

    RPJMN = "rpjmn"
    RPJMD = "rpjmd"
    RENSTRA_PD = "renstra_pd"
    RENSTRA_KL = "renstra_kl"
    RENJA_PD = "renja_pd"
    RENJA_KL = "renja_kl"


class Sumber(StrEnum):
    """Where the columns of a format were taken from."""

    PERATURAN = "peraturan"
    PRAKTIK = "praktik"
    LAZIM = "lazim"


SENTENCE = {
    Sumber.PERATURAN: "Susunan kolom menurut naskah peraturan.",
    Sumber.PRAKTIK: "Susunan kolom menurut praktik instansi; cocokkan dengan lampiran peraturan sebelum dipakai resmi.",
    Sumber.LAZIM: "Susunan kolom menurut kelaziman; cocokkan dengan lampiran peraturan sebelum dipakai resmi.",
}


@dataclass(frozen=True, eq=False)
class FormatTabel:
    """A regulation with its tables. `mulai` and `sampai` are the first and last year a document may begin in to have it
    without being told so.
    """

    kunci: str
    label: str
    tabel: Mapping[Golongan, tuple[str, ...]]
    sumber: Sumber
    mulai: int
    sampai: int | None = None

    def is_usual_in(self, year: int) -> bool:
        """Whether documents that begin in a year have this format unless they say otherwise."""
        return self.mulai <= year and (self.sampai is None or year <= self.sampai)

    @property
    def asal(self) -> str:
        """A sentence about where the columns come from."""
        return SENTENCE[self.sumber]


G = Golongan
PANRB = FormatTabel(
    "permenpanrb_89_2021",
    "PermenPANRB 89/2021",
    {
        G.RPJMD: ("tabel8",),
        G.RENSTRA_PD: ("tabel9", "tabel10"),
        G.RENJA_PD: ("tabel9", "tabel10"),
        G.RPJMN: ("tabel5",),
        G.RENSTRA_KL: ("tabel5", "tabel6", "tabel7"),
        G.RENJA_KL: ("tabel6", "tabel7"),
    },
    Sumber.PERATURAN,
    mulai=0,
)
# Newest first; PermenPANRB 89/2021 goes with every one of them.
DAFTAR: tuple[FormatTabel, ...] = (
    FormatTabel(
        "permendagri_14_2026",
        "Permendagri 14/2026",
        {G.RENJA_PD: ("renja41",)},
        Sumber.PRAKTIK,
        mulai=2027,
    ),
    FormatTabel(
        "inmendagri_2_2025",
        "Inmendagri 2/2025",
        {
            G.RENSTRA_PD: ("tujuan", "arah", "program", "pendanaan", "prioritas", "iku", "ikk"),
            G.RPJMD: ("rpjmd", "rpjmd-arah", "iku", "ikk"),
        },
        Sumber.PRAKTIK,
        mulai=2025,
    ),
    FormatTabel(
        "permen_ppn_10_2023",
        "Permen PPN 10/2023",
        {G.RENSTRA_KL: ("matriks2023", "iku"), G.RENJA_KL: ("matriks2023",)},
        Sumber.PRAKTIK,
        mulai=2025,
    ),
    FormatTabel(
        "permen_ppn_5_2019",
        "Permen PPN 5/2019",
        {G.RENSTRA_KL: ("matriks2019", "iku"), G.RENJA_KL: ("matriks2019",)},
        Sumber.LAZIM,
        mulai=0,
        sampai=2024,
    ),
    FormatTabel(
        "permendagri_86_2017",
        "Permendagri 86/2017",
        {
            G.RENSTRA_PD: ("tc25", "tc26", "tc27", "tc28"),
            G.RPJMD: ("rpjmd", "rpjmd-arah", "iku"),
            G.RENJA_PD: ("renja",),
        },
        Sumber.PRAKTIK,
        mulai=0,
        sampai=2026,
    ),
    PANRB,
)
BY_KEY = {one.kunci: one for one in DAFTAR}


def kind_of(jenis: str, *, is_pemda: bool) -> Golongan:
    """Return the kind of a document as tables tell them apart."""
    if jenis == Dokumen.Jenis.RENJA:
        return G.RENJA_PD if is_pemda else G.RENJA_KL
    return G(jenis)


def golongan(dokumen: Dokumen) -> Golongan:
    """Return the kind of a document."""
    return kind_of(dokumen.jenis, is_pemda=dokumen.instansi.is_pemda)


def usual(kind: Golongan, year: int) -> FormatTabel:
    """Return the format of documents of a kind that begin in a year (a Renja: its year)."""
    fitting = [one for one in DAFTAR if kind in one.tabel and one is not PANRB]
    return next((one for one in fitting if one.is_usual_in(year)), PANRB)


def chosen(dokumen: Dokumen) -> FormatTabel:
    """Return the format of a document: as it says itself, else the usual one of its years."""
    kind = golongan(dokumen)
    own = BY_KEY.get(dokumen.format_tabel)
    if own is not None and kind in own.tabel:
        return own
    return usual(kind, dokumen.tahun or dokumen.periode.tahun_awal)


def ordered(kind: Golongan, first: FormatTabel) -> list[FormatTabel]:
    """Return every format that gives a kind of document tables: one first, PermenPANRB 89/2021 next."""
    rest = [one for one in DAFTAR if kind in one.tabel and one not in (first, PANRB)]
    return list(dict.fromkeys([first, *([PANRB] if kind in PANRB.tabel else []), *rest]))


def formats_of(dokumen: Dokumen) -> list[FormatTabel]:
    """Return every format a document can be printed in, its own first."""
    return ordered(golongan(dokumen), chosen(dokumen))


def choices(*, is_pemda: bool) -> list[tuple[str, str]]:
    """Return (key, label) of the formats documents of an instansi may choose."""
    kinds = {kind_of(jenis, is_pemda=is_pemda) for jenis in Dokumen.Jenis}
    own = kinds - ({G.RPJMN, G.RENSTRA_KL} if is_pemda else {G.RPJMD, G.RENSTRA_PD})
    return [(one.kunci, one.label) for one in DAFTAR if own & set(one.tabel)]


def fits(kunci: str, jenis: str, *, is_pemda: bool) -> bool:
    """Whether a format gives tables to a kind of document."""
    return kind_of(jenis, is_pemda=is_pemda) in BY_KEY[kunci].tabel
