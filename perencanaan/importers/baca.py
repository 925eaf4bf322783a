"""Reading a nomenclature file of any layout into plain rows that know where they stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from django.core.exceptions import ValidationError

from lib import csv_masuk, xlsx_masuk
from lib.xlsx_jaga import OLE, Batas
from lib.xlsx_masuk import Lembar, Nilai
from perencanaan import kodefikasi
from perencanaan.importers.bentuk import BarisBaca, Pilihan, Temuan, Terbaca
from perencanaan.importers.kepala import SEGMENTS, Kepala, find_head, score
from perencanaan.importers.normal import (
    TakTerbaca,
    clean_text,
    read_code,
    read_segment,
    split_code,
    split_note,
    split_stars,
)

BATAS = Batas(baris=25_000, unsur=1_500_000, terurai=80 * 1024 * 1024)
TEXTS = ("kinerja", "indikator", "satuan", "keterangan", "sebelumnya")
TIERS = {
    "prov": "provinsi",
    "provinsi": "provinsi",
    "kabkot": "kabkota",
    "kabkota": "kabkota",
    "kab/kota": "kabkota",
    "kabupaten/kota": "kabkota",
    "kabupaten": "kabkota",
    "kota": "kabkota",
}
Row = Sequence[Nilai]
MOST_CODE = 30  # characters of a code, spaces included
MOST_SHEETS = 2  # sheets tried after the first
MOST_NAMED = 200  # blank rows, titles and computed cells named one by one


def parse(berkas: BinaryIO, pilihan: Pilihan, *, hapus: bool = False) -> Terbaca:
    """Return the rows of a workbook or a text file; with `hapus` a list of deletions, which needs no names.

    Rows that cannot be read are in `temuan`. Raises ValidationError where the file as a whole cannot be taken.
    """
    lembar = read_sheet(berkas, pilihan.lembar)
    try:
        kepala = find_head(lembar, hapus=hapus)
    except ValidationError:
        if pilihan.lembar or not lembar.lain:
            raise
        lembar, kepala = _elsewhere(berkas, lembar, hapus)
    if kepala.tata_letak != "b" and not pilihan.tingkat and not hapus:
        raise ValidationError(
            "Pilih tingkatnya (provinsi atau kabupaten/kota): berkas ini tidak memuat kolom JENIS PEMDA."
        )
    return _Pembaca(kepala, pilihan, hapus).read(lembar)


def _elsewhere(berkas: BinaryIO, lembar: Lembar, hapus: bool) -> tuple[Lembar, Kepala]:
    """Return the first of the next sheets that has a head; raises ValidationError that names them where none has."""
    for nama in lembar.lain[:MOST_SHEETS]:
        berkas.seek(0)
        other = read_sheet(berkas, nama)
        try:
            return other, find_head(other, hapus=hapus)
        except ValidationError:
            continue
    names = ", ".join(f"“{nama[:31]}”" for nama in lembar.lain[:5])
    raise ValidationError(
        f"Baris judul kolom tidak ditemukan dalam 15 baris pertama lembar “{lembar.nama[:40]}”. "
        f"Bila isinya ada di lembar lain ({names}), tulis nama lembarnya."
    )


def read_sheet(berkas: BinaryIO, nama: str = "") -> Lembar:
    """Return the sheet of a workbook, or the rows of a text file, told apart by the first bytes."""
    start = berkas.read(512)
    berkas.seek(0)
    plain = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"PK", OLE)) or plain.startswith((b"%pdf", b"<")) or not plain:
        return xlsx_masuk.read(berkas, lembar=nama, batas=BATAS, penuh=True)
    return csv_masuk.read(berkas, batas=BATAS, score=score)


class _Pembaca:
    """Reads the rows below a head."""

    def __init__(self, kepala: Kepala, pilihan: Pilihan, hapus: bool) -> None:
        self.kepala = kepala
        self.pilihan = pilihan
        self.hapus = hapus
        self.terbaca = Terbaca(kepala.tata_letak)
        self.pairs: dict[str, tuple[str, str, str]] = {}  # layout b repeats its parents
        self.seen: set[tuple[str, str, str]] = set()
        self.code_label = kepala.label("kode") or kepala.label("subkegiatan")

    def read(self, lembar: Lembar) -> Terbaca:
        """Return all rows; a blank row in the middle is a warning, at the end it is nothing."""
        read: dict[str, Callable[[int, Row], None]] = {
            "a": self._segmented,
            "b": self._sipd,
            "c": self._dotted,
        }
        take = read[self.kepala.tata_letak]
        empty: list[int] = []
        titles: list[int] = []
        for number, row in self._rows(lembar):
            if not any(row[at] is not None for at in self.kepala.tempat.values()):
                empty.append(number)
                continue
            self._warn(empty, "baris kosong; dilewati.")
            empty = []
            if self.kepala.is_head(row):  # a head printed again on each page
                continue
            if self._is_title(row):
                titles.append(number)
                continue
            try:
                take(number, row)
            except _Sel as error:
                self._refuse(number, error.kunci, str(error))
        self._warn(titles, "judul, bukan baris nomenklatur; dilewati.")
        self._warn_columns()
        self._warn_computed(lembar)
        if lembar.lain:
            names = ", ".join(f"“{nama[:31]}”" for nama in lembar.lain[:5])
            self._warn([1], f"dibaca lembar “{lembar.nama}” saja; tidak dibaca: {names}.")
        return self.terbaca

    def _is_title(self, row: Row) -> bool:
        """Whether one text is merged over code and name: a heading between the rows."""
        value = self._cell(row, "kode" if self.kepala.tata_letak == "c" else "urusan")
        if not isinstance(value, str) or value != self._cell(row, "nama"):
            return False
        return len(value) > MOST_CODE or not kodefikasi.jenjang_of(kodefikasi.clean_code(value))

    def _rows(self, lembar: Lembar) -> Iterator[tuple[int, Row]]:
        """Yield the rows below the head, without the row that numbers the columns (1, 2, 3, …)."""
        first = self.kepala.baris
        for number, row in enumerate(lembar.baris[first:], start=first + 1):
            if number == first + 1 and _is_numbering(row):
                continue
            yield number, row

    def _warn(self, numbers: Sequence[int], text: str, kolom: str = "") -> None:
        for number in numbers[:MOST_NAMED]:
            self.terbaca.temuan.append(Temuan(number, kolom, text, tolak=False))

    def _warn_computed(self, lembar: Lembar) -> None:
        """Say of which cells only the value is taken: a formula may give another one tomorrow."""
        labels = {at + 1: self.kepala.label(kunci) for kunci, at in self.kepala.tempat.items()}
        cells = sorted(cell for cell in lembar.rumus if cell[1] in labels)
        for number, column in [cell for cell in cells if cell[0] > self.kepala.baris][:MOST_NAMED]:
            self._warn([number], "isi sel ini hasil rumus; yang dipakai nilainya.", labels[column])

    def _warn_columns(self) -> None:
        for judul in self.kepala.ganda:
            self._warn([self.kepala.baris], f"Kolom {judul} tertulis dua kali; dipakai yang kiri.")
        missing = [key.upper() for key in TEXTS[:3] if key not in self.kepala.tempat]
        if missing and not self.hapus:
            text = (
                f"Kolom {', '.join(missing)} tidak ada di berkas; isi yang sudah tersimpan tetap."
            )
            self._warn([self.kepala.baris], text)

    def _refuse(self, number: int, kunci: str, text: str, kode: str = "") -> None:
        self.terbaca.temuan.append(Temuan(number, self.kepala.label(kunci), text, kode))

    def _cell(self, row: Row, kunci: str) -> Nilai:
        at = self.kepala.tempat.get(kunci)
        return None if at is None else row[at]

    def _text(self, row: Row, kunci: str) -> str | None:
        """Return a text cell; None where there is no such column."""
        if kunci not in self.kepala.tempat:
            return None
        try:
            return clean_text(self._cell(row, kunci))
        except TakTerbaca as error:
            raise _Sel(kunci, str(error)) from error

    def _add(
        self,
        number: int,
        row: Row,
        tingkat: str,
        kode: str,
        nama: str,
        kolom: str,
        bintang: str = "",
    ) -> None:
        """Keep a row with its texts; footnotes (`bintang`: those of the code) move to keterangan."""
        texts = {kunci: self._text(row, kunci) for kunci in TEXTS}
        nama, note = split_note(nama)
        notes = [bintang, note]
        for kunci in TEXTS[:3]:
            text = texts[kunci]
            if text and (text.endswith(("*", ")"))):
                texts[kunci], note = split_note(text)
                notes.append(note)
        if note := " ".join(dict.fromkeys(filter(None, [texts["keterangan"], *notes]))):
            texts["keterangan"] = note
        kinerja, indikator, satuan, keterangan, sebelumnya = (texts[kunci] for kunci in TEXTS)
        self.terbaca.baris.append(
            BarisBaca(
                number,
                kolom,
                tingkat,
                kode,
                nama,
                kinerja,
                indikator,
                satuan,
                keterangan,
                sebelumnya,
            )
        )

    # --- The layouts ------------------------------------------------------------------------------

    def _segmented(self, number: int, row: Row) -> None:
        """Layout a: the level of a row is its last filled segment."""
        parts: list[str] = []
        gap = last = stars = ""
        for kunci in SEGMENTS:
            try:
                value, star = split_stars(self._cell(row, kunci))
                part, stars = read_segment(value, kunci, self.pilihan.digit), star or stars
            except TakTerbaca as error:
                raise _Sel(kunci, str(error)) from error
            # Some write the whole code in each column: 2, 2.15, 2.15.02.
            rest = part.removeprefix(f"{'.'.join(parts)}.") if parts else part
            part = rest if len(rest) > 1 else part  # 2.1 has lost a zero
            if part and gap:
                raise _Sel(gap, f"kolom ini kosong, padahal {self.kepala.judul[kunci]} terisi.")
            gap = gap or ("" if part else kunci)
            if part:
                parts.append(part)
                last = kunci
        nama = self._text(row, "nama") or ""
        kode = ".".join(parts)
        if self._is_note(row, kode, nama, last):
            return
        if not parts:
            raise _Sel("urusan", "kode belum diisi.")
        self._add(number, row, self.pilihan.tingkat, kode, nama, self.kepala.label(last), stars)

    def _is_note(self, row: Row, kode: str, nama: str, last: str) -> bool:
        """Whether a row is a footnote below the table ("***) …" in its first column)."""
        first = str(self._cell(row, SEGMENTS[0]) or self._cell(row, "kode") or "")[:9].lstrip()
        return not nama and last in ("urusan", "") and first.startswith("*") and bool(kode)

    def _dotted(self, number: int, row: Row) -> None:
        """Layout c: one code, one name."""
        value, stars = split_stars(self._cell(row, "kode"))
        nama = self._text(row, "nama") or ""
        if self._is_note(row, "*", nama, ""):
            return
        try:
            kode = read_code(value)
        except TakTerbaca as error:
            raise _Sel("kode", str(error)) from error
        if not kode:
            raise _Sel("kode", "kode belum diisi.")
        self._add(number, row, self.pilihan.tingkat, kode, nama, self.code_label, stars)

    def _sipd(self, number: int, row: Row) -> None:
        """Layout b: one row per subkegiatan, its parents repeated beside it."""
        said = self._text(row, "pemda") or ""
        tingkat = TIERS.get(re.sub(r"[^a-z/]", "", said.casefold()))
        if tingkat is None:
            raise _Sel("pemda", f"jenis pemda '{said[:40]}' tidak dikenal; tulis PROV atau KABKOT.")
        for kunci in SEGMENTS[1:4]:
            if kunci in self.kepala.tempat and not self.hapus:
                self._parent(number, row, tingkat, kunci)
        try:
            kode, nama = split_code(self._cell(row, "subkegiatan"))
        except TakTerbaca as error:
            raise _Sel("subkegiatan", str(error)) from error
        self._add(number, row, tingkat, kode, nama, self.code_label)

    def _parent(self, number: int, row: Row, tingkat: str, kunci: str) -> None:
        """Keep a parent the first time it is met; another name for its code is kept too, to be refused."""
        value = self._cell(row, kunci)
        pair = self.pairs.get(value) if isinstance(value, str) else None
        if pair is None:
            try:
                kode, text = split_code(value)
            except TakTerbaca as error:
                raise _Sel(kunci, str(error)) from error
            pair = (kode, *split_note(text))
            if isinstance(value, str):
                self.pairs[value] = pair
        kode, nama, note = pair
        if (tingkat, kode, nama) in self.seen:
            return
        self.seen.add((tingkat, kode, nama))
        self.terbaca.baris.append(
            BarisBaca(
                number,
                self.kepala.label(kunci),
                tingkat,
                kode,
                nama,
                keterangan=note or None,
                tersirat=True,
            )
        )


class _Sel(Exception):
    """A cell that keeps its row from being read: which column, and the sentence."""

    def __init__(self, kunci: str, kalimat: str) -> None:
        super().__init__(kalimat)
        self.kunci = kunci


def _is_numbering(row: Row) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3, … (also "(1)")."""
    cells = [str(cell).strip("() .") for cell in row if cell is not None]
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdigit() and len(cell) < 4]
    return len(numbers) == len(cells) > 2 and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )
