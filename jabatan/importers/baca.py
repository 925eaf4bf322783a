"""Reading a workbook of the structure: each sheet into rows of plain text, with what cannot be read noted by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO

from django.core.exceptions import ValidationError

from jabatan.importers.kolom import CONTOH, KOLOM, LEMBAR, PEJABAT, PILIHAN
from lib.impor import BarisMasuk, Masalah, Pembaca, find_table
from lib.teks import format_number
from lib.xlsx_jaga import Batas
from lib.xlsx_masuk import Lembar, read_sheets

BATAS = Batas(baris=6_000, kolom=40)
NIP_ROUNDED = (
    "NIP ini tersimpan sebagai angka, sehingga Excel membuang angka ke-16 dan seterusnya. Ubah format kolom NIP "
    "menjadi Teks, lalu ketik ulang NIP-nya."
)
SCIENTIFIC = re.compile(r"^\d([.,]\d+)?e\+?\d+$", re.IGNORECASE)
DAYS = ("mulai", "selesai")


@dataclass(frozen=True)
class Baris:
    """A row of a sheet: its number, the key it was downloaded with, its cells as plain text by column.

    A column that is missing in the file is missing here too; an empty cell is an empty text.
    """

    lembar: str
    nomor: int
    id: int | None
    isi: dict[str, str]

    def get(self, kolom: str) -> str:
        """Return a cell, empty when the column is missing."""
        return self.isi.get(kolom, "")


@dataclass(frozen=True)
class MasalahLembar:
    """One thing that keeps the workbook from being taken: sheet, row, column, and what to do."""

    lembar: str
    kalimat: str
    baris: int | None = None
    kolom: str = ""


@dataclass
class Terbaca:
    """What a workbook holds: its rows by sheet, what cannot be read, and how many examples were left out."""

    baris: list[Baris] = field(default_factory=list)
    masalah: list[MasalahLembar] = field(default_factory=list)
    contoh: int = 0

    def of(self, lembar: str) -> list[Baris]:
        """Return the rows of one sheet."""
        return [row for row in self.baris if row.lembar == lembar]


def parse(berkas: BinaryIO) -> Terbaca:
    """Return the rows of an uploaded workbook; raises ValidationError where it is none of ours."""
    found = read_sheets(berkas, LEMBAR, batas=BATAS)
    terbaca = Terbaca()
    for name, lembar in found.items():
        try:
            _read(terbaca, name, lembar)
        except ValidationError as error:
            terbaca.masalah += [MasalahLembar(name, text) for text in error.messages]
    if not terbaca.baris and not terbaca.masalah:
        raise ValidationError(
            "Belum ada baris yang diisi (baris contoh tidak dihitung). Isi lembar Unit, Jabatan, atau Pejabat."
        )
    return terbaca


def _read(terbaca: Terbaca, name: str, lembar: Lembar) -> None:
    tabel = find_table(lembar, KOLOM[name])
    pembaca = Pembaca(tabel.judul)
    for row in tabel.baris:
        if _is_example(name, row):
            terbaca.contoh += 1
            continue
        baris = Baris(name, row.nomor, None, _readable(name, pembaca, row))
        if any(text for kolom, text in baris.isi.items() if kolom != "id"):
            key = pembaca.kunci(row, "id")
            terbaca.baris.append(Baris(name, row.nomor, key, baris.isi))
    terbaca.masalah += [_in_sheet(name, one) for one in pembaca.masalah]


def _in_sheet(name: str, one: Masalah) -> MasalahLembar:
    return MasalahLembar(name, one.kalimat, one.baris, one.kolom)


def _is_example(name: str, row: BarisMasuk) -> bool:
    value = row.sel.get("jabatan" if name == PEJABAT else "kode")
    return isinstance(value, str) and value.strip().upper().startswith(CONTOH)


def _readable(name: str, pembaca: Pembaca, row: BarisMasuk) -> dict[str, str]:
    """Return the cells of a row; one that is refused says nothing, or the preview would show it as emptied."""
    cells: dict[str, str] = {}
    noted = len(pembaca.masalah)
    for kolom, text in _cells(name, pembaca, row):
        if len(pembaca.masalah) == noted:
            cells[kolom] = text
        noted = len(pembaca.masalah)
    return cells


def _cells(name: str, pembaca: Pembaca, row: BarisMasuk) -> Iterator[tuple[str, str]]:
    for kolom in row.sel:
        if kolom == "id":
            continue
        if (name, kolom) in PILIHAN:
            yield kolom, str(pembaca.pilihan(row, kolom, PILIHAN[name, kolom]))
        elif kolom in DAYS:
            day = pembaca.tanggal(row, kolom)
            yield kolom, day.isoformat() if day else ""
        elif kolom == "nip":
            yield kolom, _nip(pembaca, row)
        elif kolom in {"kode", "bidang_urusan"}:
            yield kolom, _code(pembaca, row, kolom)
        else:
            yield kolom, " ".join(pembaca.teks(row, kolom).split())


def _nip(pembaca: Pembaca, row: BarisMasuk) -> str:
    """Return a NIP without blanks and dots; note one that Excel kept as a number and so rounded."""
    value = row.sel.get("nip")
    number: int | float | Decimal | None = None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = value
    if (number is not None and number >= 10**15) or SCIENTIFIC.match(str(value).strip()):
        pembaca.note(row.nomor, "nip", NIP_ROUNDED)
        return ""
    plain = pembaca.teks(row, "nip") if number is None else format_number(number)
    text = re.sub(r"[\s.'’-]", "", plain)
    if text and not (text.isascii() and text.isdecimal() and len(text) == 18):
        pembaca.note(
            row.nomor,
            "nip",
            f"NIP terdiri atas 18 angka; di sini {len(text)} tanda. Periksa, atau kosongkan bila tanpa NIP.",
        )
        return ""
    return text


def _code(pembaca: Pembaca, row: BarisMasuk, kolom: str) -> str:
    """Return a code as text; 2.1 typed as a number in bidang urusan is 2.10, which has two digits always."""
    value = row.sel.get(kolom)
    if isinstance(value, float | Decimal) and not float(value).is_integer():
        return f"{value:.2f}" if kolom == "bidang_urusan" else f"{value:g}"
    return " ".join(pembaca.teks(row, kolom).split())
