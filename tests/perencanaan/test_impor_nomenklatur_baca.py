"""Reading the official files: three layouts with all their oddities, as .xlsx or as text."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from perencanaan.importers import Pilihan
from perencanaan.importers.normal import clean_text, split_note
from tests.perencanaan.dasar_impor import (
    CODES,
    HEAD_A,
    HEAD_B,
    HEAD_C,
    KABKOTA,
    ROW_B,
    ROWS_A,
    ROWS_C,
    SUB,
    codes,
    examine,
    read,
    sentences,
    workbook,
)


def csv(text: str, code: str = "utf-8") -> Any:
    return read(text.encode(code))


class LayoutTest(SimpleTestCase):
    def test_a_file_without_a_known_head_is_refused_with_the_heads_that_are_known(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Baris judul kolom tidak ditemukan") as seen:
            read(workbook([["A", "B"], [1, 2]]))
        self.assertLessEqual(
            len(seen.exception.messages[0]), 200, "a job shows 200 characters of it"
        )
        with self.assertRaisesMessage(ValidationError, "Kolom yang kurang: NOMENKLATUR"):
            read(workbook([["KODE", "KINERJA", "SATUAN"], ["1", "x", "y"]]))
        with self.assertRaisesMessage(ValidationError, "Baris judul kolom tidak ditemukan"):
            read(workbook([HEAD_C, *ROWS_C], above=15))

    def test_layouts_a_and_c_need_a_tier_and_layout_b_does_not(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Pilih tingkatnya"):
            read(workbook([HEAD_C, *ROWS_C]), Pilihan("Uji"))
        terbaca = read(workbook([HEAD_B, ROW_B]), Pilihan("Uji"))
        self.assertEqual({row.tingkat for row in terbaca.baris}, {"kabkota"})

    def test_the_three_layouts_give_the_same_rows(self) -> None:
        for head, rows, layout in (
            (HEAD_A, ROWS_A, "a"),
            (HEAD_B, [ROW_B], "b"),
            (HEAD_C, ROWS_C, "c"),
        ):
            terbaca = read(workbook([head, *rows], above=3))
            self.assertEqual(terbaca.tata_letak, layout)
            self.assertEqual([row.kode for row in terbaca.baris], CODES)
            self.assertEqual(terbaca.baris[2].nama, "Penyediaan Perlengkapan Jalan")
            self.assertEqual(terbaca.baris[3].satuan, "Unit")
            self.assertEqual(terbaca.temuan, [])

    def test_a_head_of_two_rows_with_numbers_under_it_is_found(self) -> None:
        upper = ["KODE", None, None, None, None, "NOMENKLATUR", "KINERJA", "INDIKATOR", "SATUAN"]
        numbers = list(range(1, 10))
        content = workbook([upper, HEAD_A[:5], numbers, *ROWS_A], merge=["A1:E1", "F1:F2"])
        terbaca = read(content)
        self.assertEqual([row.kode for row in terbaca.baris], CODES)
        self.assertEqual(terbaca.baris[0].nomor, 4)


class SegmentedTest(SimpleTestCase):
    def test_an_x_in_an_integer_column_is_the_own_bidang(self) -> None:
        rows: list[list[Any]] = [
            ["X", "X", None, None, None, "BIDANG"],
            ["x", "XX", 1, None, None, "PROGRAM PENUNJANG"],
        ]
        self.assertEqual(codes(examine(rows, HEAD_A)), ["X.XX", "X.XX.01"])

    def test_a_gap_between_segments_and_a_kegiatan_without_its_zero_are_refused(self) -> None:
        hasil = examine([[2, None, 2, None, None, "X"], [2, 15, 2, 2.1, None, "Y"]], HEAD_A)
        self.assertEqual(
            sentences(hasil),
            [
                "Baris 2: kolom ini kosong, padahal PROGRAM terisi.",
                "Baris 3: '2.1' ambigu (2.01 atau 2.10); ubah kolom menjadi teks.",
            ],
        )
        self.assertEqual(hasil.temuan[1].kolom, "D (KEGIATAN)")

    def test_old_decrees_have_two_digits_and_text_keeps_its_digits(self) -> None:
        old = Pilihan("Permendagri 90/2019", tingkat="kabkota", digit=2)
        rows = [*ROWS_A, [2, 15, "02", "2.02", "03", "Rehabilitasi", "a", "b", "c"]]
        self.assertEqual(
            codes(examine(rows, HEAD_A, old))[3:], ["2.15.02.2.02.01", "2.15.02.2.02.03"]
        )

    def test_segments_saved_as_text_get_their_lost_zeros_back(self) -> None:
        rows = [*ROWS_A[:3], ["2", "15", "2", "2.02", "123", "Lain", *SUB]]
        self.assertEqual(codes(examine(rows, HEAD_A))[3], "2.15.02.2.02.0123")

    def test_merged_cells_hold_their_value_in_every_row(self) -> None:
        rows: list[list[Any]] = [[None, None, *row[2:]] for row in ROWS_A]
        rows[0][:2] = [2, 15]
        content = workbook([HEAD_A, *rows], merge=["A2:A5", "B2:B5"])
        self.assertEqual([row.kode for row in read(content).baris], CODES)

    def test_a_footnote_below_the_table_is_no_row(self) -> None:
        self.assertEqual(sentences(examine([*ROWS_A, ["***) hanya DIY"]], HEAD_A)), [])


class SipdTest(SimpleTestCase):
    def test_no_break_spaces_line_breaks_and_null_are_cleaned(self) -> None:
        row = [*ROW_B]
        row[0], row[4] = " KABKOT ", "2.15.02.2.02.0001\u00a0 Pembangunan\nPrasarana  Jalan "
        row[7] = "[null]"
        last = read(workbook([HEAD_B, row])).baris[-1]
        self.assertEqual(
            (last.kode, last.nama), ("2.15.02.2.02.0001", "Pembangunan Prasarana Jalan")
        )
        self.assertEqual(last.satuan, "")

    def test_the_former_subkegiatan_is_kept(self) -> None:
        row = [*ROW_B, "2.15.02.2.02.01 Pembangunan"]
        last = read(workbook([HEAD_B, row])).baris[-1]
        self.assertEqual(last.sebelumnya, "2.15.02.2.02.01 Pembangunan")

    def test_an_unknown_tier_and_a_cell_without_a_name_are_refused(self) -> None:
        wrong = ["DESA", *ROW_B[1:]]
        bare = [*ROW_B[:4], "2.15.02.2.02.0001", *ROW_B[5:]]
        self.assertEqual(
            sentences(examine([wrong, bare], HEAD_B)),
            [
                "Baris 2: jenis pemda 'DESA' tidak dikenal; tulis PROV atau KABKOT.",
                "Baris 3: “2.15.02.2.02.0001” tidak berisi kode lalu nama, misalnya “1.01 Pendidikan”.",
            ],
        )

    def test_a_parent_with_two_names_is_refused(self) -> None:
        other = [*ROW_B]
        other[2], other[4] = "2.15.02 PROGRAM LAIN", "2.15.02.2.02.0002 Lain"
        hasil = examine([ROW_B, other], HEAD_B)
        self.assertEqual(sentences(hasil), ["Baris 3: kode sama dengan baris 2, nama berbeda."])
        self.assertEqual(len(hasil.baris), 5)


class TextTest(SimpleTestCase):
    def test_separators_marks_and_quoted_lines_are_understood(self) -> None:
        for separator in (",", ";", "\t"):
            for code in ("utf-8", "utf-8-sig", "utf-16"):
                text = 'KODE|NAMA|SATUAN\r\n2.15|Urusan|\r\n2.15.02|"Program\r\nLLAJ | 2"|M³\r\n'
                terbaca = csv(text.replace("|", separator), code)
                self.assertEqual([row.kode for row in terbaca.baris], ["2.15", "2.15.02"], code)
                self.assertEqual(
                    terbaca.baris[1].nama.split(separator)[0].strip()[:12], "Program LLAJ"
                )
                self.assertEqual((terbaca.baris[1].satuan, terbaca.baris[1].nomor), ("M³", 3))

    def test_the_code_page_of_windows_is_understood(self) -> None:
        self.assertEqual(
            csv("KODE;NAMA\n2.15;Caf\u00e9 – air\n", "cp1252").baris[0].nama, "Café – air"
        )

    def test_nul_bytes_huge_cells_and_open_quotes_are_refused_with_a_sentence(self) -> None:
        with self.assertRaisesMessage(ValidationError, "bukan teks yang dapat dibaca"):
            read(b"KODE,NAMA\n1\x00,2\n")
        with self.assertRaisesMessage(ValidationError, "terlalu panjang atau tanda kutipnya"):
            csv("KODE,NAMA\n1," + "x" * 200_000)
        with self.assertRaisesMessage(ValidationError, "terlalu panjang atau tanda kutipnya"):
            csv('KODE,NAMA\n1,"' + "x\n" * 100_000)
        with self.assertRaisesMessage(ValidationError, "lebih dari 100 kolom"):
            csv("KODE,NAMA\n" + "x," * 300)
        with self.assertRaisesMessage(ValidationError, "kosong"):
            read(b" ")

    def test_other_files_are_refused_with_a_sentence(self) -> None:
        for content, sentence in (
            (b"%PDF-1.7", "berisi PDF"),
            (b"<html>", "berisi halaman web"),
            (b"PK\x03\x04rusak", "rusak"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel lama"),
        ):
            with self.assertRaisesMessage(ValidationError, sentence):
                read(content)


class CellTest(SimpleTestCase):
    def test_a_date_and_a_lost_zero_in_a_code_are_refused(self) -> None:
        rows: list[list[Any]] = [
            [1, datetime.date(2015, 2, 1), "A"],
            [2, 1.3, "B"],
            [3, "2.15", datetime.date(2020, 1, 1)],
        ]
        hasil = examine(rows)
        self.assertIn("Baris 2: Excel mengubah isi sel ini menjadi tanggal", sentences(hasil)[0])
        self.assertEqual(
            sentences(hasil)[1], "Baris 3: '1.3' ambigu (1.03 atau 1.30); ubah kolom menjadi teks."
        )
        self.assertEqual(
            [satu.kolom for satu in hasil.tolak], ["B (KODE)"] * 2 + ["C (NOMENKLATUR)"]
        )

    def test_spaces_in_codes_go_and_x_is_written_in_capitals(self) -> None:
        rows = [[1, " x.xx ", "Bidang"], [2, "x.xx. 01", "Program"]]
        self.assertEqual(codes(examine(rows)), ["X.XX", "X.XX.01"])

    def test_texts_are_mended(self) -> None:
        for raw, clean in (
            ("Volume  M\u00c2\u00b3\n air", "Volume M³ air"),
            ("Penyusunan RKA- SKPD", "Penyusunan RKA-SKPD"),
            ("PRA- DAN PASCABENCANA", "PRA- DAN PASCABENCANA"),
            ("e\u0301", "é"),
            ("-", ""),
        ):
            self.assertEqual(clean_text(raw), clean)

    def test_footnotes_move_to_the_remark(self) -> None:
        only = "(Program ini hanya digunakan untuk DKI)"
        self.assertEqual(split_note(f"Program A {only} ***)"), ("Program A", f"{only} ***)"))
        self.assertEqual(split_note("Jalan (Hotmix)"), ("Jalan (Hotmix)", ""))
        row = read(workbook([HEAD_C, [1, "2.15", f"Urusan*) {only}"]])).baris[0]
        self.assertEqual((row.nama, row.keterangan), ("Urusan", f"*) {only}"))

    def test_a_long_hostile_text_takes_no_time(self) -> None:
        self.assertEqual(split_note("(" * 50_000 + "*")[1], "")


class BlankRowTest(SimpleTestCase):
    def test_a_blank_row_in_the_middle_is_a_warning_and_at_the_end_it_is_nothing(self) -> None:
        hasil = examine([ROWS_C[0], [], *ROWS_C[1:], [], []], pilihan=KABKOTA)
        self.assertEqual(sentences(hasil, tolak=False), ["Baris 3: baris kosong; dilewati."])
        self.assertEqual(codes(hasil), CODES)
