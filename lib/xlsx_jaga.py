"""Guards before somebody's workbook is opened: is it one, is it whole, and is it no larger than it may be.

A workbook is a zip of XML. A small one can unfold to gigabytes, name a size it does not have, nest without end, or hold
something else under the name .xlsx. Here every part is looked through once as a stream that keeps nothing but counts;
only then may openpyxl build anything of it. Each refusal is a ValidationError whose sentence says what to do.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException  # noqa: S406 - the class of the errors; parsing is defusedxml's
from xml.sax.handler import ContentHandler  # noqa: S406

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser
from django.core.exceptions import ValidationError
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from lib.teks import format_number

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AS = "Buka di Excel, pilih Simpan Sebagai, jenis “Buku Kerja Excel (.xlsx)”, lalu unggah lagi."
DAMAGED = "Berkas ini rusak atau bukan buku kerja Excel (.xlsx). " + SAVE_AS
FORMULAS_KEPT = 1000
MOST_MERGED = 20_000  # areas of a sheet
WIDEST = 16_384  # cells of a row, as Excel has columns
COLUMNS = {get_column_letter(number): number for number in range(1, 200)}
TOO_MERGED = "Sel gabungan di lembar ini terlalu banyak. Lepas gabungannya, lalu unggah lagi."

Cell = tuple[int, int]  # row, column, from 1
Area = tuple[int, int, int, int]  # top, left, bottom, right


@dataclass(frozen=True)
class Batas:
    """What a workbook may have at most: bytes as sent and unfolded, how often smaller, parts, XML elements, depth,
    and rows and columns with content.
    """

    berkas: int = 10 * 1024 * 1024
    terurai: int = 40 * 1024 * 1024
    rasio: int = 150
    bagian: int = 500
    unsur: int = 1_500_000  # a second or two
    dalam: int = 40
    baris: int = 20_000
    kolom: int = 100


@dataclass
class Isi:
    """What a sheet holds: its last row and column with content, formulas without and with a value, merged areas."""

    baris: int = 0
    kolom: int = 0
    rumus: set[Cell] = field(default_factory=set)
    terhitung: set[Cell] = field(default_factory=set)
    gabungan: list[Area] = field(default_factory=list)


def look_through(isi: bytes, batas: Batas) -> dict[str, Isi]:
    """Return what each sheet of a workbook holds, by the name of its part; raises ValidationError."""
    _require_kind(isi, batas)
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as archive:
            _require_sizes(archive, batas)
            _require_excel(archive)
            return _look_at_parts(archive, batas)
    except ValidationError:
        raise
    except (
        Exception
    ) as error:  # a damaged zip fails anywhere inside zipfile, and with nearly any error
        raise ValidationError(DAMAGED) from error


def _require_kind(isi: bytes, batas: Batas) -> None:
    """Refuse what is empty, too large, or another kind of file, by its first bytes; its name says nothing."""
    if len(isi) > batas.berkas:
        raise ValidationError(too_large(batas))
    if not isi.strip():
        raise ValidationError("Berkas ini kosong. Pilih berkas yang berisi data, lalu unggah lagi.")
    if isi.startswith(OLE):
        if ENCRYPTED in isi:
            raise ValidationError(
                "Berkas ini terkunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi."
            )
        raise ValidationError(f"Berkas ini berformat Excel lama (.xls). {SAVE_AS}")
    if not isi.startswith(b"PK"):
        raise ValidationError(f"Berkas ini {_kind_of(isi)}, bukan buku kerja Excel. {SAVE_AS}")


def too_large(batas: Batas) -> str:
    """Return the sentence for a file beyond the limit."""
    return (
        f"Berkas ini terlalu besar; paling besar {format_number(batas.berkas // 1024**2)} MB. "
        "Hapus gambar dan lembar yang tidak perlu, lalu unggah lagi."
    )


def _kind_of(isi: bytes) -> str:
    start = isi[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"%pdf"):
        return "berisi PDF"
    if start.startswith(b"<"):
        return "berisi halaman web atau XML"
    return "tidak dikenal" if b"\x00" in isi[:200] else "berisi teks (misalnya CSV)"


def _require_sizes(archive: zipfile.ZipFile, batas: Batas) -> None:
    """Refuse too many parts, too much in them, or much more than was sent; none is unfolded yet.

    A part that names a size smaller than it has is cut there by zipfile and then found damaged.
    """
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise ValidationError("Berkas ini terkunci kata sandi. Hapus kata sandinya, lalu unggah.")
    if len(parts) > batas.bagian or total > batas.terurai:
        raise ValidationError(
            "Isi berkas ini terlalu banyak. Hapus gambar, format, dan lembar yang tidak perlu, lalu unggah lagi."
        )
    if total > 1024**2 and total > packed * batas.rasio:
        raise ValidationError(
            "Berkas ini mengembang terlalu besar saat dibuka, jadi tidak diterima. "
            "Salin isinya ke buku kerja baru, lalu unggah lagi."
        )


def _require_excel(archive: zipfile.ZipFile) -> None:
    """Refuse other zips: a workbook with macros, a binary one, OpenDocument, Word, or anything else."""
    names = {name.lower().replace("\\", "/") for name in archive.namelist()}
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise ValidationError(DAMAGED)
    if any(name.endswith("vbaproject.bin") for name in names) or _has_macro_type(archive):
        raise ValidationError(f"Berkas ini memuat makro. {SAVE_AS}")
    if "xl/workbook.bin" in names:
        raise ValidationError(f"Berkas ini berformat .xlsb. {SAVE_AS}")
    if "mimetype" in names:
        raise ValidationError(f"Berkas ini berformat OpenDocument (.ods). {SAVE_AS}")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise ValidationError(f"Berkas ini bukan buku kerja Excel. {SAVE_AS}")


def _has_macro_type(archive: zipfile.ZipFile) -> bool:
    try:
        types = archive.read("[Content_Types].xml")
    except KeyError:
        return False
    return b"macroenabled" in types.lower()


def _look_at_parts(archive: zipfile.ZipFile, batas: Batas) -> dict[str, Isi]:
    """Stream every part, whatever its name: openpyxl follows the names the workbook itself gives."""
    count = _Hitungan(batas)
    found = {}
    for part in archive.infolist():
        handler = _Part(count)
        try:
            with archive.open(part) as source:
                reader = _Pembaca(forbid_dtd=True)
                reader.setContentHandler(handler)
                reader.parse(source)
        except DefusedXmlException as error:
            raise ValidationError(DAMAGED) from error
        except (SAXException, ValueError, LookupError) as error:
            if part.filename.lower().endswith((".xml", ".rels")):
                raise ValidationError(DAMAGED) from error
        if handler.isi is not None:
            found[part.filename] = handler.isi
    return found


@dataclass
class _Hitungan:
    """Elements so far, over all parts."""

    batas: Batas
    unsur: int = 0

    def add(self, depth: int) -> None:
        self.unsur += 1
        if self.unsur > self.batas.unsur or depth > self.batas.dalam:
            raise ValidationError(
                "Isi berkas ini terlalu banyak. Hapus format, baris, dan lembar yang tidak perlu, lalu unggah lagi."
            )


class _Pembaca(DefusedExpatParser):
    """defusedxml's parser; it hands over attributes as the dictionary they are, which halves its time."""

    def start_element(self, name: str, attrs: Mapping[str, str]) -> None:
        """Begin an element."""
        handler: Any = self.getContentHandler()
        handler.startElement(name, attrs)


class _Part(ContentHandler):
    """Reads one part of the workbook; of a sheet it notes where something stands."""

    def __init__(self, count: _Hitungan) -> None:
        super().__init__()
        self.count = count
        self.depth = 0
        self.isi: Isi | None = None
        self.row = self.column = self.cells = 0
        self.is_formula = self.is_text = self.has_value = self.in_value = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name SAX calls
        """Count an element and note a row, a cell, or a merged area."""
        self.depth += 1
        self.count.add(self.depth)
        tag = name.rpartition(":")[2]
        if self.depth == 1 and tag == "worksheet":
            self.isi = Isi()
        if self.isi is None:
            return
        if tag == "row":
            self.row = _whole(attrs.get("r")) or self.row + 1
            self.column = self.cells = 0
        elif tag == "c":
            self._open_cell(attrs)
        elif tag == "f":
            self.is_formula = True
        elif tag in {"v", "t"}:
            self.in_value = True
        elif tag == "mergeCell":
            self._merge(attrs.get("ref", ""))

    def _open_cell(self, attrs: Any) -> None:
        self.cells += 1
        if self.cells > WIDEST:  # openpyxl keeps a row whole
            raise ValidationError(DAMAGED)
        self._place(attrs.get("r", ""))
        self.is_text = attrs.get("t") == "str"
        self.is_formula = self.has_value = False

    def _place(self, ref: str) -> None:
        """Note where a cell stands; one that does not say so stands right of the one before."""
        row = str(self.row)
        if ref.endswith(row) and (column := COLUMNS.get(ref[: -len(row)])):
            self.column = column
            return
        try:
            self.row, self.column = coordinate_to_tuple(ref.replace("$", "") or "-")
        except ValueError:
            self.column += 1

    def _merge(self, ref: str) -> None:
        left, top, right, bottom = range_boundaries(ref)
        if None not in (left, top, right, bottom):
            assert self.isi is not None
            if len(self.isi.gabungan) == MOST_MERGED:
                raise ValidationError(TOO_MERGED)
            self.isi.gabungan.append(
                (int(top or 1), int(left or 1), int(bottom or 1), int(right or 1))
            )

    def characters(self, content: str) -> None:
        """Note that a cell has a value."""
        self.has_value = self.has_value or (self.in_value and bool(content))

    def endElement(self, name: str) -> None:  # noqa: N802
        """Close an element; at the end of a cell note what it held."""
        self.depth -= 1
        tag = name.rpartition(":")[2]
        if self.isi is None:
            return
        if tag in {"v", "t"}:
            self.in_value = False
        elif tag == "c":
            self._close_cell(self.isi)

    def _close_cell(self, isi: Isi) -> None:
        if self.is_formula and not self.has_value and not self.is_text:
            if len(isi.rumus) < FORMULAS_KEPT:
                isi.rumus.add((self.row, self.column))
        elif not self.has_value:
            return
        elif self.is_formula and len(isi.terhitung) < FORMULAS_KEPT:
            isi.terhitung.add((self.row, self.column))
        isi.baris, isi.kolom = max(isi.baris, self.row), max(isi.kolom, self.column)


def require_extent(isi: Isi, batas: Batas) -> None:
    """Refuse a sheet with content beyond the rows and columns that are read, whatever size it declares."""
    if isi.baris > batas.baris:
        raise ValidationError(
            f"Lembar ini berisi data sampai baris {format_number(isi.baris)}; paling banyak "
            f"{format_number(batas.baris)} baris. Hapus baris di bawah data, atau bagi menjadi beberapa berkas."
        )
    if isi.kolom > batas.kolom:
        raise ValidationError(
            f"Lembar ini berisi data sampai kolom {get_column_letter(min(isi.kolom, 18_278))}; paling banyak "
            f"{batas.kolom} kolom. Hapus kolom di kanan data, lalu unggah lagi."
        )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
