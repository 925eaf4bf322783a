"""Excel: numbers are numbers, text is never a formula, and the sheet prints as it should."""

from __future__ import annotations

import io
from decimal import Decimal

from django.test import SimpleTestCase
from openpyxl import load_workbook

from lib import xlsx
from lib.tabel import (
    Baris,
    Format,
    Jenis,
    Kertas,
    Kolom,
    Sel,
    Tabel,
    TandaTangan,
    write_value,
)

GROUP = ("Target",)


def make_tabel(baris: list[Baris], **fields) -> Tabel:
    kolom = [
        Kolom("Uraian", 40, gabung=1),
        Kolom("2025", 12, Format.ANGKA, grup=GROUP),
        Kolom("2026", 12, Format.ANGKA, grup=GROUP),
        Kolom("Rp", 20, Format.RUPIAH),
        Kolom("Tahun", 8, Format.TAHUN),
    ]
    return Tabel("Tabel uji", kolom, baris, **fields)


def read(*daftar: Tabel):
    return load_workbook(io.BytesIO(xlsx.write(daftar)))


class TestXlsx(SimpleTestCase):
    def test_numbers_stay_numbers(self):
        row = Baris(["a", Decimal("1234.5"), 3, Decimal("2500000000.00"), 2025])
        sheet = read(make_tabel([row])).worksheets[0]
        cells = sheet[5]
        self.assertEqual([c.value for c in cells], ["a", 1234.5, 3, 2500000000, 2025])
        self.assertEqual(
            [c.number_format for c in cells[1:]], ["#,##0.0", "#,##0", '"Rp" #,##0', "0"]
        )

    def test_no_text_becomes_a_formula(self):
        texts = ["=1+1", "+62", "-5 persen", "@SUM(A1)", "\tx", '=HYPERLINK("http://a")', "'=1"]
        sheet = read(make_tabel([Baris([text, text]) for text in texts])).worksheets[0]
        for text, row in zip(texts, sheet.iter_rows(min_row=5), strict=False):
            with self.subTest(text):
                self.assertEqual(row[0].value, text)
                self.assertEqual(row[0].data_type, "s")
                self.assertEqual(bool(row[0].quotePrefix), not text.startswith("'"))

    def test_titles_and_heads_are_no_formula_either(self):
        tabel = Tabel("=1+1", [Kolom("=2+2")], [], subjudul=["@x"], catatan=["+y"], nama="=z")
        book = read(tabel)
        found = [c for row in book.worksheets[0].iter_rows() for c in row if c.value]
        self.assertEqual({c.data_type for c in found}, {"s"})

    def test_control_characters_are_left_out(self):
        sheet = read(make_tabel([Baris(["a\x00b\x0bc\x1f"])])).worksheets[0]
        self.assertEqual(sheet["A5"].value, "abc")

    def test_a_text_longer_than_a_cell_is_cut(self):
        sheet = read(make_tabel([Baris(["x" * 40_000])])).worksheets[0]
        self.assertEqual(len(sheet["A5"].value), 32_767)

    def test_the_head_is_frozen_and_repeated_in_print(self):
        sheet = read(make_tabel([Baris(["a"])], nomor_kolom=True)).worksheets[0]
        self.assertEqual(sheet.print_title_rows, "$3:$5")
        self.assertEqual(sheet.freeze_panes, "A6")
        self.assertEqual([c.value for c in sheet[5]], ["(1)", "(2)", "(3)", "(4)", "(5)"])

    def test_head_and_groups_are_merged(self):
        rows = [Baris(["a"], kunci=(1,)), Baris(["a"], kunci=(1,)), Baris(["b"], kunci=(2,))]
        sheet = read(make_tabel(rows)).worksheets[0]
        merged = {str(area) for area in sheet.merged_cells.ranges}
        self.assertLessEqual({"B3:C3", "A3:A4", "D3:D4", "A5:A6"}, merged)

    def test_the_paper_is_set(self):
        sheet = read(make_tabel([], kertas=Kertas.A3, lanskap=True, kaki=["A & B"])).worksheets[0]
        self.assertEqual(
            (sheet.page_setup.paperSize, sheet.page_setup.orientation), (8, "landscape")
        )
        self.assertEqual((sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight), (1, 0))
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual(sheet.column_dimensions["A"].width, 40)
        self.assertEqual(sheet.oddFooter.right.text, "Halaman &P dari &N")

    def test_sheet_names_are_valid_and_differ(self):
        names = read(
            Tabel("a/b:c*[1]?" + "x" * 40, [Kolom("k")], []),
            Tabel("a/b:c*[1]?" + "x" * 40, [Kolom("k")], []),
            Tabel("", [Kolom("k")], []),
            Tabel("'History'", [Kolom("k")], []),
        ).sheetnames
        self.assertEqual(len({name.lower() for name in names}), 4)
        for name in names:
            self.assertLessEqual(len(name), 31)
            self.assertNotRegex(name, r"[\[\]:*?/\\]")

    def test_a_spanning_cell_keeps_its_own_format(self):
        row = Baris(["Anggaran", Sel(1500, rentang=2, format=Format.RUPIAH)], Jenis.JUMLAH)
        sheet = read(make_tabel([row])).worksheets[0]
        self.assertEqual((sheet["B5"].value, sheet["B5"].number_format), (1500, '"Rp" #,##0'))
        self.assertTrue(sheet["B5"].font.bold)

    def test_a_score_has_two_decimals_in_excel_and_as_text(self):
        sel = Sel(90, rentang=2, format=Format.NILAI)
        sheet = read(make_tabel([Baris(["Skor", sel])])).worksheets[0]
        self.assertEqual((sheet["B5"].value, sheet["B5"].number_format), (90, "#,##0.00"))
        self.assertEqual(write_value(Decimal("88.7"), Format.NILAI), "88,70")

    def test_a_bold_row_in_capitals_gets_the_line_its_wide_letters_need(self):
        text = "2.15 URUSAN PEMERINTAHAN BIDANG PERHUBUNGAN"
        tabel = Tabel(
            judul="Pendanaan",
            kolom=[Kolom("Urusan", len(text))],
            baris=[Baris([Sel(text, tebal=True)]), Baris([text.lower()])],
        )
        sheet = read(tabel).worksheets[0]
        rows = {cell.value: cell.row for row in sheet.iter_rows() for cell in row if cell.value}
        bold, plain = (sheet.row_dimensions[rows[key]].height for key in (text, text.lower()))
        self.assertGreater(bold, plain)

    def test_signatures_part_at_the_middle_of_the_sheet_and_not_of_its_columns(self):
        tabel = Tabel(
            judul="Lampiran",
            kolom=[Kolom("No", 5), Kolom("Kegiatan", 56), Kolom("Anggaran", 26)],
            baris=[Baris([1, "Pembinaan", 2])],
            tanda_tangan=[
                TandaTangan(["Camat Batumandi,"], "Kedua"),
                TandaTangan(["Kepala Seksi Pemberdayaan Masyarakat dan Desa,"], "Pertama"),
            ],
        )
        sheet = read(tabel).worksheets[0]
        found = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
        self.assertEqual(found["Kedua"].coordinate[0], "A")
        self.assertEqual(found["Pertama"].coordinate[0], "C")
        row = found["Kedua"].row
        self.assertIn(f"A{row}:B{row}", {str(merge) for merge in sheet.merged_cells.ranges})
        head = found["Camat Batumandi,"].row
        self.assertGreater(sheet.row_dimensions[head].height, 20)

    def test_signatures_stand_under_the_table(self):
        tanda = [
            TandaTangan(["Pihak Kedua,"], "A"),
            TandaTangan(["Kota, hari ini", "Pertama"], "B"),
        ]
        sheet = read(make_tabel([Baris(["x"])], tanda_tangan=tanda)).worksheets[0]
        texts = {c.value for row in sheet.iter_rows(min_row=6) for c in row if c.value}
        self.assertEqual(texts, {"Pihak Kedua,", "Kota, hari ini", "Pertama", "A", "B"})
