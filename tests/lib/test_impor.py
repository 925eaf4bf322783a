"""What importers share: the head of a table, cells as text, numbers and choices, problems by row and column."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from lib.impor import BarisMasuk, KolomMasuk, Pembaca, find_table
from lib.xlsx_masuk import Galat, Lembar, Rumus

KOLOM = [
    KolomMasuk("kode", "Kode", wajib=True),
    KolomMasuk("nama", "Nama unit", ("Unit",), wajib=True),
    KolomMasuk("nilai", "Nilai"),
]


def table(*rows):
    width = max(len(row) for row in rows)
    return find_table(Lembar("Data", [[*row, *[None] * (width - len(row))] for row in rows]), KOLOM)


class TestHead(SimpleTestCase):
    def test_it_is_found_below_a_title(self):
        found = table(
            ("Daftar unit",), (), ("KODE *", " nama   unit:", "Nilai"), ("1", "Dishub", 5), ()
        )
        self.assertEqual(
            [(row.nomor, dict(row.sel)) for row in found.baris],
            [(4, {"kode": "1", "nama": "Dishub", "nilai": 5})],
        )
        self.assertEqual(found.atas[0][0], "Daftar unit")

    def test_another_title_will_do_and_strange_columns_are_named(self):
        found = table(("Kode", "Unit", "Catatan"), ("1", "Dishub", "x"))
        self.assertEqual(found.baris[0].sel["nama"], "Dishub")
        self.assertEqual(found.asing, ["Catatan"])
        self.assertEqual(found.judul, {"kode": "Kode", "nama": "Unit"})

    def refused(self, *rows):
        with self.assertRaises(ValidationError) as caught:
            table(*rows)
        return caught.exception.messages[0]

    def test_a_missing_head_is_refused(self):
        self.assertIn("Baris judul kolom tidak ditemukan", self.refused(("a", "b"), ("c", "d")))

    def test_a_renamed_head_is_refused_by_name(self):
        self.assertIn("Kolom “Nama unit” tidak ada", self.refused(("Kode", "Nama OPD", "Nilai")))

    def test_a_head_that_stands_twice_is_refused_with_both_places(self):
        self.assertIn(
            "“Kode” tertulis dua kali di baris 1 (kolom A dan C)",
            self.refused(("Kode", "Unit", "Kode")),
        )


class TestCells(SimpleTestCase):
    def setUp(self) -> None:
        self.pembaca = Pembaca({"x": "Target 2026"})

    def read(self, how, value, *more):
        return getattr(self.pembaca, how)(BarisMasuk(7, {"x": value}), "x", *more)

    def test_numbers_in_every_way_people_write_them(self):
        for value, number in (
            (12.5, "12.5"),
            ("12,5", "12.5"),
            ("1.234,5", "1234.5"),
            ("1234.5", "1234.5"),
            (7, "7"),
            ("75%", "75"),
            (0.1 + 0.2, "0.3"),
            (Decimal("75.500"), "75.5"),
        ):
            with self.subTest(value):
                self.assertEqual(self.read("angka", value), Decimal(number))
        for empty in (None, "", "-", "–"):
            self.assertIsNone(self.read("angka", empty))
        self.assertEqual(self.pembaca.masalah, [])

    def test_what_is_no_number_is_told_by_row_and_column(self):
        for value, words in (
            ("dua", "Harus berupa angka"),
            (True, "Harus berupa angka"),
            (Galat("#REF!"), "#REF!"),
            (Rumus(), "rumus"),
            (datetime.datetime(2026, 2, 1), "tanggal (1 Februari 2026)"),  # noqa: DTZ001
            (datetime.time(1, 2), "tanggal (01:02:00)"),
        ):
            with self.subTest(words):
                self.pembaca.masalah.clear()
                self.assertIsNone(self.read("angka", value))
                (found,) = self.pembaca.masalah
                self.assertIn(words, found.kalimat)
                self.assertEqual((found.baris, found.kolom), (7, "Target 2026"))

    def test_text_of_a_number_is_as_it_was_typed(self):
        for value, text in ((1.2, "1,2"), (1234, "1234"), ("  x ", "x"), (True, "YA"), (None, "")):
            self.assertEqual(self.read("teks", value), text)

    def test_keys_are_whole_numbers(self):
        self.assertEqual([self.read("kunci", v) for v in (5, 5.0, "5", None)], [5, 5, 5, None])
        self.assertEqual(self.pembaca.masalah, [])
        for value in ("5a", -5, 5.5, "9" * 40):
            self.assertIsNone(self.read("kunci", value))
        self.assertEqual(len(self.pembaca.masalah), 4)

    def test_choices_are_found_by_their_words_and_nothing_else(self):
        daftar = {"kondisi antara": "antara"}
        self.assertEqual(self.read("pilihan", " KONDISI  antara ", daftar), "antara")
        self.assertEqual(self.read("pilihan", None, daftar), "")
        self.assertEqual(self.pembaca.masalah, [])
        self.assertEqual(self.read("pilihan", "Antaranya", daftar), "")
        self.assertIn("“Antaranya” tidak ada dalam daftar", self.pembaca.masalah[0].kalimat)

    def test_days_in_every_way_people_write_them(self):
        day = datetime.date(2025, 1, 2)
        for value in (
            day,
            datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC),
            "02-01-2025",
            "2/1/2025",
            "2.1.2025",
            "2025-01-02",
            "2 Januari 2025",
            45659,
        ):
            with self.subTest(value):
                self.assertEqual(self.read("tanggal", value), day)
        for empty in (None, "", "-", "–"):
            self.assertIsNone(self.read("tanggal", empty))
        self.assertEqual(self.pembaca.masalah, [])

    def test_what_is_no_day_is_told_by_row_and_column(self):
        for value in ("kemarin", "31-02-2025", "2025", "1-2-25", "²-1-2025", 10**9, True):
            with self.subTest(value):
                self.pembaca.masalah.clear()
                self.assertIsNone(self.read("tanggal", value))
                self.assertIn("Harus berupa tanggal", self.pembaca.masalah[0].kalimat)
                self.assertEqual(self.pembaca.masalah[0].baris, 7)
