"""Guards before a workbook is opened: hostile and mistaken files get a sentence, never a traceback."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase
from openpyxl import Workbook

from lib.xlsx_jaga import OLE, Batas, look_through, require_extent

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def book(*rows) -> bytes:
    """A workbook with these rows."""
    made = Workbook()
    for row in rows or (("a", 1),):
        made.active.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(content: bytes, parts: Mapping[str, bytes | str | None]) -> bytes:
    """The workbook with some of its parts replaced, added, or (None) taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, value in parts.items():
            if value is not None:
                new.writestr(name, value)
    return out.getvalue()


def with_sheet(cells: str) -> bytes:
    """A workbook whose sheet holds this XML."""
    return changed(book(), {SHEET: HEAD + cells + TAIL})


class JagaTest(SimpleTestCase):
    def refused(self, content: bytes, words: str, batas: Batas | None = None) -> None:
        with self.assertRaises(ValidationError) as caught:
            look_through(content, batas or Batas())
        self.assertIn(words, " ".join(caught.exception.messages))


class TestKindOfFile(JagaTest):
    def test_a_workbook_is_taken(self):
        self.assertEqual(list(look_through(book(), Batas())), [SHEET])

    def test_other_files_named_xlsx_are_told_apart(self):
        for content, words in (
            (b"", "kosong"),
            (b"  \n", "kosong"),
            (b"kode;nama\n1;Dishub\n", "teks (misalnya CSV)"),
            (b"%PDF-1.7 ...", "PDF"),
            (b"<html><table>", "halaman web"),
            (b"\xef\xbb\xbf<?xml version='1.0'?>", "halaman web atau XML"),
            (b"\x89PNG\r\n\x00\x00", "tidak dikenal"),
            (OLE + b"\x00" * 600, ".xls"),
            (OLE + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
            (b"PK\x03\x04 terpotong", "rusak"),
            (book()[:700], "rusak"),
        ):
            with self.subTest(words):
                self.refused(content, words)

    def test_other_zips_are_told_apart(self):
        wrong: list[tuple[dict[str, bytes | None], str]] = [
            ({"xl/vbaProject.bin": b"x"}, "makro"),
            ({"[Content_Types].xml": b"<Types>sheet.macroEnabled.main+xml</Types>"}, "makro"),
            ({"xl/workbook.bin": b"x"}, ".xlsb"),
            ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, ".ods"),
            ({"[Content_Types].xml": None}, "bukan buku kerja Excel"),
        ]
        for parts, words in wrong:
            with self.subTest(words):
                self.refused(changed(book(), parts), words)

    def test_a_locked_part_is_refused(self):
        content = bytearray(book())
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = content.find(mark)
            struct.pack_into("<H", content, at + offset, 1)
        self.refused(bytes(content), "kata sandi")


class TestSizes(JagaTest):
    def test_too_large_a_file_is_refused_before_it_is_looked_at(self):
        self.refused(b"PK" + b"x" * 2000, "terlalu besar", Batas(berkas=1000))

    def test_too_many_parts_are_refused(self):
        self.refused(book(), "terlalu banyak", Batas(bagian=3))

    def test_too_much_unfolded_is_refused(self):
        self.refused(book(), "terlalu banyak", Batas(terurai=1000))

    def test_a_bomb_is_refused_by_its_ratio(self):
        cells = "<row>" + "<c><v>1</v></c>" * 400_000 + "</row>"
        self.refused(with_sheet(cells), "mengembang")

    def test_a_part_that_names_a_smaller_size_than_it_has_is_damaged(self):
        content = bytearray(with_sheet("<row><c><v>1</v></c></row>" * 100))
        for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            at = (
                content.find(SHEET.encode())
                if mark == b"PK\x03\x04"
                else content.rfind(SHEET.encode())
            )
            start = content.rfind(mark, 0, at)
            struct.pack_into("<I", content, start + offset, 40)
        self.refused(bytes(content), "rusak")

    def test_too_many_elements_are_refused_wherever_they_stand(self):
        many = "<a>" + "<b/>" * 3000 + "</a>"
        for name in (SHEET, "xl/styles.xml", "docProps/app.xml", "xl/media/gambar.png"):
            with self.subTest(name):
                self.refused(changed(book(), {name: many}), "terlalu banyak", Batas(unsur=2000))

    def test_endless_nesting_is_refused(self):
        self.refused(
            changed(book(), {"xl/styles.xml": "<a>" * 5000 + "</a>" * 5000}), "terlalu banyak"
        )


class TestXml(JagaTest):
    def test_entities_and_doctypes_are_refused(self):
        bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
        self.refused(changed(book(), {"xl/sharedStrings.xml": bomb}), "rusak")
        outside = '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'
        self.refused(changed(book(), {"docProps/core.xml": outside}), "rusak")

    def test_nul_bytes_and_broken_xml_are_refused(self):
        self.refused(with_sheet("<row><c><v>\x00</v></c></row>"), "rusak")
        self.refused(with_sheet("<row><c></row>"), "rusak")

    def test_a_picture_is_no_broken_xml(self):
        content = changed(book(), {"xl/media/gambar.png": b"\x89PNG\r\n\x1a\n\x00"})
        self.assertIn(SHEET, look_through(content, Batas()))


class TestExtent(JagaTest):
    def held(self, cells: str):
        return look_through(with_sheet(cells), Batas())[SHEET]

    def test_content_counts_not_what_the_sheet_declares(self):
        content = changed(
            book(),
            {
                SHEET: HEAD.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
                + '<row r="2"><c r="C2"><v>5</v></c><c r="XFD2" s="1"/></row>'
                + TAIL
            },
        )
        held = look_through(content, Batas())[SHEET]
        self.assertEqual((held.baris, held.kolom), (2, 3))

    def test_a_cell_far_away_is_refused_with_its_row_and_column(self):
        far = self.held('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        for batas, words in ((Batas(), "baris 1.048.576"), (Batas(baris=2_000_000), "kolom XFD")):
            with self.assertRaises(ValidationError) as caught:
                require_extent(far, batas)
            self.assertIn(words, caught.exception.messages[0])

    def test_rows_and_cells_without_names_are_counted(self):
        held = self.held(
            "<row><c><v>1</v></c></row><row><c/><c t='inlineStr'><is><t>x</t></is></c></row>"
        )
        self.assertEqual((held.baris, held.kolom), (2, 2))

    def test_one_row_cannot_hold_more_cells_than_excel_has_columns(self):
        self.refused(with_sheet("<row>" + '<c r="A1"/>' * 16_385 + "</row>"), "rusak")

    def test_formulas_without_a_value_and_merged_areas_are_noted(self):
        cells = (
            '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
            '<c r="C1" t="str"><f>""</f><v></v></c></row>'
        )
        content = changed(
            book(),
            {
                SHEET: HEAD
                + cells
                + '</sheetData><mergeCells><mergeCell ref="A1:B3"/></mergeCells></worksheet>'
            },
        )
        held = look_through(content, Batas())[SHEET]
        self.assertEqual(held.rumus, {(1, 1)})
        self.assertEqual(held.gabungan, [(1, 1, 3, 2)])

    def test_nonsense_for_a_merged_area_is_refused(self):
        content = changed(
            book(),
            {SHEET: HEAD + '</sheetData><mergeCells><mergeCell ref="?"/></mergeCells></worksheet>'},
        )
        self.refused(content, "rusak")
