"""A filled sheet as plain values: what cells hold, merged cells, and files openpyxl stumbles over."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase
from openpyxl import Workbook

from lib.xlsx_jaga import Batas
from lib.xlsx_masuk import Galat, Rumus, read, read_sheets
from tests.lib.test_xlsx_jaga import SHEET, book, changed, with_sheet


def rows_of(content: bytes, **more):
    return read(io.BytesIO(content), **more).baris


def sheet_of(made: Workbook) -> Any:
    return made.active


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


class TestValues(SimpleTestCase):
    def test_text_and_numbers_come_as_they_are(self):
        self.assertEqual(
            rows_of(book(("Kode", 12, 12.5), ("a", None, "1.234,5"))),
            [["Kode", 12, 12.5], ["a", None, "1.234,5"]],
        )

    def test_a_percentage_is_what_was_typed(self):
        made = Workbook()
        sheet_of(made)["A1"] = 0.755
        sheet_of(made)["A1"].number_format = "0.0%"
        self.assertEqual(rows_of(saved(made)), [[Decimal("75.500")]])

    def test_dates_errors_and_open_formulas_are_told_apart(self):
        made = Workbook()
        made.active.append([datetime.datetime(2026, 2, 1), "#REF!", "=1+1", "x"])  # noqa: DTZ001
        sheet_of(made)["B1"].data_type = "e"
        found = rows_of(saved(made))[0]
        self.assertIsInstance(found[0], datetime.datetime)
        self.assertEqual(found[1:], [Galat("#REF!"), Rumus(), "x"])

    def test_blank_text_is_nothing(self):
        self.assertEqual(rows_of(book(("  ", "x"))), [[None, "x"]])

    def test_merged_cells_are_filled_down(self):
        made = Workbook()
        for row in (("a", 1, 7), (None, 2, None), ("b", 3, None)):
            made.active.append(row)
        made.active.merge_cells("A1:A2")
        made.active.merge_cells("C1:D3")
        self.assertEqual(rows_of(saved(made)), [["a", 1, 7], ["a", 2, 7], ["b", 3, 7]])

    def test_a_merge_over_the_whole_sheet_fills_what_is_there(self):
        cells = '<row r="1"><c r="A1"><v>5</v></c></row>'
        area = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        self.assertEqual(rows_of(changed(book(), {SHEET: with_rows(cells, area)})), [[5]])

    def test_too_many_merged_cells_are_refused(self):
        areas = '<mergeCell ref="A1:A9000"/>' * 100
        cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 9001))
        content = changed(
            book(),
            {SHEET: with_rows(cells, f"<mergeCells>{areas}</mergeCells>")},
        )
        with self.assertRaisesMessage(ValidationError, "Sel gabungan"):
            read(io.BytesIO(content), batas=Batas(rasio=10_000))


def with_rows(cells: str, after: str) -> str:
    head = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return f"{head}{cells}</sheetData>{after}</worksheet>"


class TestSheets(SimpleTestCase):
    def test_the_named_sheet_is_read(self):
        made = Workbook()
        made.active.append(("salah",))
        made.create_sheet("Lembar isian").append(("benar",))
        self.assertEqual(rows_of(saved(made), lembar="lembar ISIAN"), [["benar"]])

    def test_a_missing_sheet_is_named_with_those_there_are(self):
        with self.assertRaises(ValidationError) as caught:
            rows_of(book(), lembar="Lembar isian")
        self.assertIn("“Lembar isian” tidak ada", caught.exception.messages[0])
        self.assertIn("“Sheet”", caught.exception.messages[0])

    def test_without_a_name_the_first_shown_sheet_is_read(self):
        made = Workbook()
        made.active.append(("tersembunyi",))
        made.active.sheet_state = "hidden"
        made.create_sheet("Data").append(("tampak",))
        self.assertEqual(rows_of(saved(made)), [["tampak"]])

    def test_an_empty_sheet_is_refused(self):
        with self.assertRaisesMessage(ValidationError, "kosong"):
            rows_of(saved(Workbook()))


class TestDamage(SimpleTestCase):
    def test_too_large_a_file_is_refused_unread(self):
        berkas = io.BytesIO(b"")
        berkas.size = 11 * 1024 * 1024
        with self.assertRaisesMessage(ValidationError, "paling besar 10 MB"):
            read(berkas)

    def test_a_cell_far_away_costs_nothing(self):
        content = with_sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        )
        with self.assertRaisesMessage(ValidationError, "1.048.576"):
            rows_of(content)

    def test_what_openpyxl_stumbles_over_is_a_sentence(self):
        broken: list[dict[str, str | None]] = [
            {"xl/workbook.xml": None},
            {"xl/workbook.xml": "<workbook/>"},
            {"xl/_rels/workbook.xml.rels": None},
            {SHEET: None},
            {SHEET: with_rows('<row r="x"><c r="1A" t="s"><v>99</v></c></row>', "")},
            {SHEET: with_rows('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', "")},
            {SHEET: with_rows('<row r="1"><c r="A1" t="n"><v>abc</v></c></row>', "")},
        ]
        for parts in broken:
            with self.subTest(next(iter(parts))), self.assertRaises(ValidationError) as caught:
                rows_of(changed(book(), parts))
            self.assertRegex(caught.exception.messages[0], "rusak|kosong|tidak ada")


class TestNamedSheets(SimpleTestCase):
    def read(self, *names: str, more: Any = None) -> dict[str, Any]:
        made = Workbook()
        made.remove(made.worksheets[0])
        for name in names:
            made.create_sheet(name).append([name, 1])
        if more:
            made.create_sheet(more)
        return read_sheets(io.BytesIO(saved(made)), ["Unit", "Jabatan"])

    def test_those_that_are_there_are_read_whatever_their_order(self):
        found = self.read("Lain", "jabatan", "UNIT")
        self.assertEqual(list(found), ["Unit", "Jabatan"])
        self.assertEqual(found["Jabatan"].baris, [["jabatan", 1]])

    def test_a_missing_or_empty_one_is_left_out(self):
        self.assertEqual(list(self.read("Jabatan", more="Unit")), ["Jabatan"])

    def test_none_of_them_is_refused_with_the_names_there_are(self):
        with self.assertRaisesMessage(ValidationError, "ada: “Lain”"):
            self.read("Lain")
        with self.assertRaisesMessage(ValidationError, "kosong"):
            self.read("Lain", more="Unit")

    def test_damage_is_a_sentence(self):
        with self.assertRaisesMessage(ValidationError, "Simpan Sebagai"):
            read_sheets(io.BytesIO(b"PK\x03\x04x"), ["Unit"])
