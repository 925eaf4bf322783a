"""The fill-in sheet of a tree: its columns, names and codes, for the one that writes it and the one that reads it.

One column holds the statement, another the code by place (1.2.3), as the editor's outline numbers it. Levels in columns
of their own would shift every cell of a row when a simpul moves and would break under Excel's sort and filter; a code
says the place in one cell, whatever the order of the rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.impor import KolomMasuk, words
from organisasi.models import Instansi, Unit
from pohon.models import Pohon, Simpul

Node = dict[str, Any]
Kode = tuple[tuple[int, str], ...]  # 1.2a.3 as ((1, ""), (2, "a"), (3, ""))
NAMA = "Lembar isian"
READ_ONLY = " (hanya dibaca)"
PART = re.compile(r"^(\d{1,4})([a-z]{0,2})$")
DEEPEST = 60
Level = Simpul.LevelKinerja
SHARED = (Level.TAKTIKAL_INTERMEDIATE, Level.TAKTIKAL_IMMEDIATE, Level.OPERASIONAL)


@dataclass(frozen=True)
class KolomLembar:
    """A column of the sheet: its key, title, the stage that opens it, and whether the sheet cannot do without it."""

    kunci: str
    judul: str
    tahap: int = 1
    wajib: bool = False


SIMPUL = (
    KolomLembar("id_simpul", "ID simpul", wajib=True),
    KolomLembar("id_indikator", "ID indikator", wajib=True),
    KolomLembar("versi", "Versi", wajib=True),
    KolomLembar("kode_asal", "Kode asal", wajib=True),
    KolomLembar("kode", "Kode", wajib=True),
    KolomLembar("jenis", "Jenis"),
    KolomLembar("level_kinerja", "Level kinerja"),
    KolomLembar("pernyataan", "Kondisi (pernyataan)", wajib=True),
    KolomLembar("faktor_penyebab", "Faktor penyebab", 2),
    KolomLembar("pengampu", "Pengampu", 4),
)
INDIKATOR = (
    KolomLembar("nama", "Indikator", 4),
    KolomLembar("satuan", "Satuan", 4),
    KolomLembar("baseline_nilai", "Kondisi awal", 4),
)
AKHIR = KolomLembar("kondisi_akhir", "Kondisi akhir", 4)
# Read where a sheet of Tahap 5 carries it, only to be held against the level (G-13); the tree keeps no komponen.
KOMPONEN = KolomMasuk("komponen", "Komponen perencanaan", lain=("Komponen",))


def columns(pohon: Pohon, *, tahap: int | None = None) -> list[KolomLembar]:
    """Return the columns of a tree's sheet at a stage (its own by default), from left to right."""
    at = pohon.tahap if tahap is None else tahap
    targets = [KolomLembar(f"target.{year}", f"Target {year}", 4) for year in pohon.periode.tahun]
    return [k for k in (*SIMPUL, *INDIKATOR, *targets, AKHIR) if k.tahap <= at]


def columns_in(pohon: Pohon) -> list[KolomMasuk]:
    """Return every column a filled sheet of the tree may have."""
    known = [KolomMasuk(k.kunci, k.judul, wajib=k.wajib) for k in columns(pohon, tahap=5)]
    return [*known, KOMPONEN]


# --- codes -----------------------------------------------------------------------------------------
def codes(nodes: Iterable[Node]) -> dict[int, str]:
    """Return the code of each node by its place; nodes come in tree order."""
    count: Counter[int | None] = Counter()
    found: dict[int, str] = {}
    for node in nodes:
        upper = node["induk"]
        count[upper] += 1
        found[node["id"]] = f"{found[upper]}.{count[upper]}" if upper in found else "1"
    return found


def read_code(text: str) -> Kode | None:
    """Return a code as it is compared; None when it is none. 1.2a stands between 1.2 and 1.3."""
    parts = [
        PART.match(part) for part in text.strip().strip(".").lower().replace(" ", "").split(".")
    ]
    if len(parts) > DEEPEST or not all(parts):
        return None
    return tuple((int(part[1]), part[2]) for part in parts if part)


def write_code(kode: Kode) -> str:
    """Return a code as it is written."""
    return ".".join(f"{number}{letters}" for number, letters in kode)


# --- names -----------------------------------------------------------------------------------------
def kinds(pohon: Pohon) -> list[str]:
    """Return the kinds of node open at the tree's stage, by name."""
    jenis = Simpul.Jenis
    later = {jenis.CSF: 2, jenis.ANTARA: 3, jenis.OPERASIONAL: 3}
    return [str(one.label) for one in jenis if later.get(one, 1) <= pohon.tahap]


def levels(instansi: Instansi) -> list[str]:
    """Return the levels of performance an instansi of this kind has (PermenPANRB 89/2021 B.IV), by name."""
    own = (
        (Level.STRATEGIS_DAERAH, Level.STRATEGIS_URUSAN)
        if instansi.is_pemda
        else (Level.STRATEGIS_NASIONAL, Level.STRATEGIS_SEKTOR, Level.STRATEGIS_SUBSEKTOR)
    )
    return [str(level.label) for level in (*own, *SHARED)]


def kinds_in() -> Mapping[str, str]:
    """Return kinds by every name a filled sheet may give them."""
    found = {words(kind.label): kind.value for kind in Simpul.Jenis}
    short = {"antara": Simpul.Jenis.ANTARA, "kondisi antara utama": Simpul.Jenis.ANTARA}
    return {**found, **short, "operasional": Simpul.Jenis.OPERASIONAL}


# What PermenPANRB 89/2021 Lampiran Bab IV and others also call a level; "final" and "ultimate" say the class only.
OTHER_LEVELS = {
    "manajerial": Level.TAKTIKAL_INTERMEDIATE,
    "taktikal": Level.TAKTIKAL_INTERMEDIATE,
    "intermediate": Level.TAKTIKAL_INTERMEDIATE,
    "immediate": Level.TAKTIKAL_IMMEDIATE,
    "initial": Level.TAKTIKAL_IMMEDIATE,
    "manajerial intermediate": Level.TAKTIKAL_INTERMEDIATE,
    "manajerial immediate": Level.TAKTIKAL_IMMEDIATE,
    "taktikal initial": Level.TAKTIKAL_IMMEDIATE,
    "manajerial initial": Level.TAKTIKAL_IMMEDIATE,
}
ULTIMATE = ("ultimate", "final", "longer term", "long term")


def other_levels_in(ultimate: str) -> Mapping[str, str]:
    """Return levels by other names than their own; `ultimate` is the level of a final outcome here."""
    names = {**OTHER_LEVELS, **dict.fromkeys(ULTIMATE, Level(ultimate))}
    return {
        words(form.format(name)): level.value
        for name, level in names.items()
        for form in ("{}", "Kinerja {}", "{} outcome", "Kinerja {} outcome")
    }


def levels_in(ultimate: str = Level.STRATEGIS_DAERAH) -> Mapping[str, str]:
    """Return levels by every name a filled sheet may give them."""
    found: dict[str, str] = dict(other_levels_in(ultimate))
    for level in Level:
        for name in (str(level.label), str(level.label).split("/")[0]):
            found[words(name)] = found[words(f"Kinerja {name}")] = level.value
    return found


Row = tuple[int, str, str, str | None]  # key, name, abbreviation, name of the unit above


def unit_rows(instansi_id: int) -> list[Row]:
    """Return the units of an instansi in tree order; one query."""
    rows = Unit.objects.filter(instansi=instansi_id).order_by("lft")
    return list(rows.values_list("pk", "nama", "singkatan", "induk__nama"))


def unit_names(rows: Sequence[Row]) -> dict[int, str]:
    """Return a name for each unit that no other has: with the unit above it, or its number, where names are shared."""
    shared = Counter(words(nama) for _, nama, _, _ in rows)
    found = {
        pk: f"{nama} ({upper})" if shared[words(nama)] > 1 and upper else nama
        for pk, nama, _, upper in rows
    }
    again = Counter(words(name) for name in found.values())
    return {pk: f"{name} #{pk}" if again[words(name)] > 1 else name for pk, name in found.items()}


def units_in(rows: Sequence[Row]) -> Mapping[str, int]:
    """Return units by their name in the sheet, and by name or abbreviation where only one has it."""
    found = {words(name): pk for pk, name in unit_names(rows).items()}
    plain = [(words(name), pk) for pk, nama, short, _ in rows for name in {nama, short} if name]
    count = Counter(name for name, _ in plain)
    for name, pk in plain:
        if count[name] == 1:
            found.setdefault(name, pk)
    return found
