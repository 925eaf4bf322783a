"""What every importer shares: finding the head of a table, reading cells, and saying by row and column what is wrong.

An importer is `parse(file) -> rows`, `check(rows) -> problems`, `save(rows, user)`: nothing is written before the user
has seen what would be, and then all of it or nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from openpyxl.utils import get_column_letter

from lib.teks import BULAN, format_date, format_number, join_words, parse_number
from lib.xlsx_masuk import Galat, Lembar, Nilai, Rumus, Tanggal

SEARCHED = 15  # rows in which the head is looked for
DECIMALS = 4
MONTHS = {name.casefold(): number for number, name in enumerate(BULAN, start=1)}
NOTHING = frozenset({"-", "–", "—", "n/a"})


@dataclass(frozen=True)
class Masalah:
    """One thing that keeps a file from being taken, and where it stands."""

    kalimat: str
    baris: int | None = None
    kolom: str = ""


@dataclass(frozen=True)
class KolomMasuk:
    """A column an importer knows: its key, its title in the file, other titles it may have, whether it is needed."""

    kunci: str
    judul: str
    lain: tuple[str, ...] = ()
    wajib: bool = False


@dataclass(frozen=True)
class BarisMasuk:
    """A row below the head: its number in the file, and its values by the key of their column."""

    nomor: int
    sel: Mapping[str, Nilai]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any known column."""
        return all(value is None for value in self.sel.values())


@dataclass(frozen=True)
class TabelMasuk:
    """The table of a sheet: rows with content, titles by key, titles nobody knows, what stands above the head."""

    baris: list[BarisMasuk]
    judul: Mapping[str, str]
    asing: list[str]
    atas: list[list[Nilai]]


def find_table(lembar: Lembar, kolom: Sequence[KolomMasuk]) -> TabelMasuk:
    """Return the table below the row that looks most like its head.

    Raises ValidationError when there is none, when a column that must be there is missing, and when one stands twice.
    """
    known = {words(name): k.kunci for k in kolom for name in (k.judul, *k.lain)}
    heads = [[known.get(words(cell), "") for cell in row] for row in lembar.baris[:SEARCHED]]
    at = max(range(len(heads)), key=lambda i: (len(set(heads[i]) - {""}), -i))
    if len(set(heads[at]) - {""}) < min(2, len(kolom)):
        names = join_words([f"“{k.judul}”" for k in kolom if k.wajib][:4])
        raise ValidationError(
            f"Baris judul kolom tidak ditemukan di lembar “{lembar.nama}”. Kolom {names} harus ada dengan judul "
            "persis seperti di lembar yang diunduh."
        )
    places = _places(heads[at], kolom, at + 1)
    titles = {key: str(lembar.baris[at][place]).strip() for key, place in places.items()}
    strange = [
        str(cell).strip()
        for place, cell in enumerate(lembar.baris[at])
        if cell is not None and not heads[at][place]
    ]
    rows = [
        BarisMasuk(number, {key: row[place] for key, place in places.items()})
        for number, row in enumerate(lembar.baris[at + 1 :], start=at + 2)
    ]
    rows = [row for row in rows if not row.is_empty]
    return TabelMasuk(rows, titles, strange, lembar.baris[:at])


def _places(keys: list[str], kolom: Sequence[KolomMasuk], row: int) -> dict[str, int]:
    places: dict[str, int] = {}
    title = {k.kunci: k.judul for k in kolom}
    for place, key in enumerate(keys):
        if key and key in places:
            letters = f"{get_column_letter(places[key] + 1)} dan {get_column_letter(place + 1)}"
            raise ValidationError(
                f"Kolom “{title[key]}” tertulis dua kali di baris {row} (kolom {letters}). Hapus salah satunya."
            )
        if key:
            places[key] = place
    missing = [f"“{k.judul}”" for k in kolom if k.wajib and k.kunci not in places]
    if missing:
        raise ValidationError(
            f"Kolom {join_words(missing)} tidak ada di baris judul (baris {row}). Judul kolom jangan diubah dan kolom "
            "tersembunyi jangan dihapus; salin isian Anda ke lembar yang baru diunduh."
        )
    return places


def words(value: object) -> str:
    """Return a title or a choice as it is compared: small letters, single spaces, without marks at its ends."""
    return re.sub(r"\s+", " ", str(value if value is not None else "")).strip(" *:.").casefold()


def _day_of_excel(value: int | float | Decimal) -> datetime.date | None:
    """Return the day a bare number stands for in Excel; None where it stands for none between 1900 and 2200."""
    if not 1 <= value <= 109_600:
        return None
    return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(value))


def parse_date(text: str) -> datetime.date | None:
    """Read a day written day-month-year (with -, /, . or the month's name) or year-month-day; None when it is none."""
    parts = re.split(r"[\s./-]+", text.strip().casefold())
    if len(parts) != 3:
        return None
    if parts[1] in MONTHS:
        parts[1] = str(MONTHS[parts[1]])
    if not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    if len(parts[2]) != 4 or max(len(parts[0]), len(parts[1])) > 2:
        return None
    try:
        return datetime.date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None


@dataclass
class Pembaca:
    """Reads the cells of a table; what cannot be read is noted in `masalah` and counts as empty."""

    judul: Mapping[str, str]
    masalah: list[Masalah] = field(default_factory=list)

    def note(self, baris: int, kunci: str, kalimat: str) -> None:
        """Note a problem with a cell."""
        self.masalah.append(Masalah(kalimat, baris, self.judul.get(kunci, kunci)))

    def teks(self, baris: BarisMasuk, kunci: str) -> str:
        """Return a cell as text; a number as Indonesians write it."""
        value = self._plain(baris, kunci)
        if value is None or isinstance(value, str):
            return (value or "").strip()
        if isinstance(value, bool):
            return "YA" if value else "TIDAK"
        return format_number(value).replace(".", "")

    def angka(self, baris: BarisMasuk, kunci: str) -> Decimal | None:
        """Return a cell as a number (12.5, "12,5", "1.234,5", "75%"); a dash is empty."""
        value = self._plain(baris, kunci)
        if isinstance(value, str):
            value = value.strip().removesuffix("%").strip()
        if value is None or value == "" or value in NOTHING:
            return None
        try:
            number = parse_number(value)
        except ValueError:
            self.note(
                baris.nomor,
                kunci,
                f"Harus berupa angka, misalnya 75,5. Tertulis: {str(value)[:40]}.",
            )
            return None
        return (
            round(number, DECIMALS) if isinstance(value, float) and abs(number) < 1e15 else number
        )

    def tanggal(self, baris: BarisMasuk, kunci: str) -> datetime.date | None:
        """Return a cell as a day: a date of Excel, or text such as 02-01-2025, 2/1/2025, 2 Januari 2025."""
        value = baris.sel.get(kunci)
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            day = _day_of_excel(value)
        else:
            text = self._plain(baris, kunci)
            if text is None or str(text).strip() in {"", *NOTHING}:
                return None
            day = parse_date(str(text))
        if day is None:
            self.note(
                baris.nomor,
                kunci,
                f"Harus berupa tanggal, misalnya 02-01-2025 (hari-bulan-tahun). Tertulis: {str(value)[:40]}.",
            )
        return day

    def kunci(self, baris: BarisMasuk, kunci: str) -> int | None:
        """Return a cell of a hidden column as the key of a row."""
        value = self._plain(baris, kunci)
        if value is None or value == "":
            return None
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        if not text.strip().isdecimal() or len(text) > 18:
            self.note(
                baris.nomor,
                kunci,
                "Isi kolom tersembunyi ini berubah. Kosongkan untuk baris baru, "
                "atau salin kembali dari lembar yang baru diunduh.",
            )
            return None
        return int(text)

    def pilihan(self, baris: BarisMasuk, kunci: str, daftar: Mapping[str, str | int]) -> str | int:
        """Return what a cell chooses from `daftar` (by `words`); empty when it chooses nothing."""
        text = self.teks(baris, kunci)
        if not text:
            return ""
        if (found := daftar.get(words(text))) is not None:
            return found
        self.note(
            baris.nomor,
            kunci,
            f"“{text[:60]}” tidak ada dalam daftar. Pilih dari daftar di selnya.",
        )
        return ""

    def _plain(self, baris: BarisMasuk, kunci: str) -> str | int | float | Decimal | bool | None:
        """Return a value that is text or a number; note what is an error, an open formula, or a date."""
        value = baris.sel.get(kunci)
        if isinstance(value, Galat):
            self.note(
                baris.nomor,
                kunci,
                f"Sel berisi galat {value.teks[:20]}. Perbaiki rumusnya atau ketik nilainya.",
            )
        elif isinstance(value, Rumus):
            self.note(
                baris.nomor,
                kunci,
                "Hasil rumus di sel ini belum tersimpan. Buka dan simpan berkas di Excel, atau ketik nilainya.",
            )
        elif isinstance(value, Tanggal):
            day = format_date(value) if hasattr(value, "year") else str(value)  # type: ignore[arg-type]
            self.note(
                baris.nomor,
                kunci,
                f"Excel membaca isi sel ini sebagai tanggal ({day}). Ubah format sel menjadi Teks atau Umum, "
                "lalu ketik ulang.",
            )
        else:
            return value
        return None
