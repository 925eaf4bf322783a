"""Finding the head of a nomenclature table and with it the layout: a segmented, b SIPD, c dotted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from openpyxl.utils import get_column_letter

from lib.impor import SEARCHED, words
from lib.teks import join_words
from lib.xlsx_masuk import Lembar, Nilai

SEGMENTS = ("urusan", "bidang", "program", "kegiatan", "subkegiatan")
TITLES: dict[str, tuple[str, ...]] = {
    "pemda": ("jenis pemda", "jenis pemerintah daerah"),
    "urusan": ("urusan/unsur", "urusan", "unsur", "kode urusan/unsur", "kode urusan"),
    "bidang": (
        "bidang urusan/bidang unsur",
        "bidang urusan/unsur",
        "bidang urusan",
        "bidang unsur",
        "bidang",
    ),
    "program": ("program", "kode program"),
    "kegiatan": ("kegiatan", "kode kegiatan"),
    "subkegiatan": ("sub kegiatan", "subkegiatan", "kode sub kegiatan", "kode subkegiatan"),
    "kode": ("kode", "kode rekening", "kode nomenklatur"),
    "nama": ("nama", "uraian", "nama nomenklatur"),
    "kinerja": ("kinerja",),
    "indikator": ("indikator", "indikator kinerja"),
    "satuan": ("satuan",),
    "keterangan": ("keterangan", "ket"),
    "sebelumnya": ("subkegiatan sebelumnya", "sub kegiatan sebelumnya"),
}
KNOWN = {title: key for key, titles in TITLES.items() for title in titles}
NEEDED = {"b": ("pemda", "subkegiatan"), "a": (*SEGMENTS, "nama"), "c": ("kode", "nama")}
LONGEST_TITLE = 200
NAMES = {
    "b": ("JENIS PEMDA", "SUBKEGIATAN"),
    "a": ("URUSAN/UNSUR", "BIDANG URUSAN", "PROGRAM", "KEGIATAN", "SUB KEGIATAN", "NOMENKLATUR"),
    "c": ("KODE", "NOMENKLATUR"),
}


@dataclass(frozen=True)
class Kepala:
    """The head found: layout, its row (from 1), where each known column stands (from 0), titles written twice."""

    tata_letak: str
    baris: int
    tempat: Mapping[str, int]
    judul: Mapping[str, str]
    ganda: Sequence[str] = ()

    def label(self, kunci: str) -> str:
        """Return a column as people find it: "B (KODE)"."""
        at = self.tempat.get(kunci)
        return "" if at is None else f"{get_column_letter(at + 1)} ({self.judul[kunci]})"

    def is_head(self, row: Sequence[Nilai]) -> bool:
        """Whether a row below says the titles again."""
        return all(_key(row[at]) == kunci for kunci, at in self.tempat.items())


def score(lembar: Lembar) -> int:
    """Return how much the first rows look like a head of ours (lib.csv_masuk)."""
    return max((len(set(_keys(row)) - {""}) for row in lembar.baris[:SEARCHED]), default=0)


def find_head(lembar: Lembar, *, hapus: bool = False) -> Kepala:
    """Return the head among the first rows; for a list of deletions a name is not needed.

    Raises ValidationError that names the columns of each layout where none is found.
    """
    best: tuple[int, Kepala] | None = None
    nearest: tuple[int, list[str]] | None = None
    above: list[str] = []
    for number, row in enumerate(lembar.baris[:SEARCHED], start=1):
        own = _keys(row)
        keys = [key or upper for key, upper in _pairs(own, above)]
        above = own
        found = {key: keys.index(key) for key in keys if key}
        if not any(own):
            continue
        layout = _layout(found, hapus)
        if layout and (best is None or len(found) > best[0]):
            titles = {key: _title(lembar, number, at) for key, at in found.items()}
            best = (len(found), Kepala(layout, number, found, titles, _twice(row, own, titles)))
        elif nearest is None or len(found) > nearest[0]:
            nearest = (len(found), _missing(found))
    if best is None:
        raise ValidationError(_refusal(lembar.nama, nearest))
    _refuse_twice(lembar, best[1])
    return best[1]


def _twice(row: Sequence[Nilai], own: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    """Return the titles that stand in two places, not counting one merged over neighbours."""
    found = [
        key
        for at, key in enumerate(own)
        if key and not (at and own[at - 1] == key and row[at - 1] == row[at])
    ]
    return [titles[key] for key in titles if found.count(key) > 1]


def _refuse_twice(lembar: Lembar, kepala: Kepala) -> None:
    """Refuse a column that says what a row is where it stands twice: which one holds is anybody's guess."""
    needed = {kepala.judul[key] for key in NEEDED[kepala.tata_letak] if key in kepala.judul}
    if twice := [judul for judul in kepala.ganda if judul in needed]:
        raise ValidationError(
            f"Kolom {join_words(twice)} tertulis dua kali di baris {kepala.baris} lembar “{lembar.nama[:40]}”. "
            "Hapus salah satunya, lalu unggah lagi."
        )


def _pairs(own: Sequence[str], above: Sequence[str]) -> list[tuple[str, str]]:
    """Return each key with the one over it, unless that stands in this row too (a head of two rows)."""
    upper = [*above, *[""] * (len(own) - len(above))]
    return [(key, "" if up in own else up) for key, up in zip(own, upper, strict=False)]


def _keys(row: Sequence[Nilai]) -> list[str]:
    return [_key(cell) for cell in row]


def _key(cell: Nilai) -> str:
    if not isinstance(cell, str) or len(cell) > LONGEST_TITLE:
        return ""
    title = re.sub(r"\s*/\s*", "/", words(cell)).replace("\u200b", "").strip("()")
    if title.startswith("nomenklatur"):
        return "nama"
    return KNOWN.get(title, "")


def _layout(found: Mapping[str, int], hapus: bool) -> str:
    for layout, needed in NEEDED.items():
        if all(key in found or (hapus and key == "nama") for key in needed):
            return layout
    return ""


def _missing(found: Mapping[str, int]) -> list[str]:
    """Return the titles missing for the layout that comes nearest."""
    layout = min(NEEDED, key=lambda name: sum(key not in found for key in NEEDED[name]))
    pairs = zip(NEEDED[layout], NAMES[layout], strict=True)
    return [title for key, title in pairs if key not in found]


def _title(lembar: Lembar, number: int, at: int) -> str:
    for row in (number - 1, number - 2):
        if row >= 0 and _key(lembar.baris[row][at]):
            return " ".join(str(lembar.baris[row][at]).split())
    return ""


def _refusal(nama: str, nearest: tuple[int, list[str]] | None) -> str:
    lead = f"Baris judul kolom tidak ditemukan dalam {SEARCHED} baris pertama lembar “{nama[:40]}”."
    if nearest and nearest[0] >= 2:
        return f"{lead} Kolom yang kurang: {', '.join(nearest[1])}."
    return f"{lead} Perlu kolom KODE dan NAMA, JENIS PEMDA (SIPD), atau URUSAN/UNSUR (bersegmen)."
