"""Oddities of real files beyond the three layouts: merges, headings, repeated heads, formulas, what changes."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from perencanaan.actions.impor_nomenklatur import drop_files
from perencanaan.importers import Isi, Pilihan, check
from perencanaan.models import ImporNomenklatur, Nomenklatur
from tests.base import Cast
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


class MergedTest(SimpleTestCase):
    def test_a_rectangle_is_filled_from_its_top_left_cell(self) -> None:
        rows = [[*row, *[None] * (10 - len(row))] for row in ROWS_A]
        rows[3][6:9] = ["Sama", None, None]
        rows.append([None, None, None, None, 2, "Rehabilitasi", None, None, None, None])
        content = workbook([HEAD_A, *rows], merge=["A5:A6", "B5:D6", "G5:I6"])
        terbaca = read(content)
        # B5:D6 holds 15 everywhere: program 15 and kegiatan 15, which the check will refuse.
        self.assertEqual(terbaca.baris[-1].kode, "2.15.15.15.0002")
        self.assertEqual(terbaca.baris[-1].satuan, "Sama")

    def test_a_heading_merged_over_the_table_is_skipped_with_a_warning(self) -> None:
        rows = [ROWS_C[0], ["URUSAN WAJIB", *[None] * 5], *ROWS_C[1:]]
        hasil = read(workbook([HEAD_C, *rows], merge=["A3:F3"]))
        self.assertEqual([row.kode for row in hasil.baris], CODES)
        self.assertEqual(
            [str(satu) for satu in hasil.temuan],
            ["Baris 3: judul, bukan baris nomenklatur; dilewati."],
        )

    def test_a_head_printed_again_is_skipped(self) -> None:
        hasil = examine([*ROWS_C[:2], HEAD_C, *ROWS_C[2:]])
        self.assertEqual((codes(hasil), hasil.temuan), (CODES, []))

    def test_titles_above_and_one_merged_over_two_columns_are_no_duplicates(self) -> None:
        head = ["NO", "KODE", None, "NOMENKLATUR", "KINERJA", "INDIKATOR", "SATUAN"]
        rows = [[row[0], row[1], None, *row[2:]] for row in ROWS_C]
        content = workbook([head, *rows], above=4, merge=["B5:C5"])
        self.assertEqual([row.kode for row in read(content).baris], CODES)


class ColumnTest(SimpleTestCase):
    def test_a_needed_column_that_stands_twice_is_refused(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Kolom KODE tertulis dua kali di baris 1"):
            read(workbook([["KODE", "NAMA", "KODE"], ["2.15", "A", "2.16"]]))

    def test_another_column_that_stands_twice_is_warned_of(self) -> None:
        hasil = read(workbook([["KODE", "NAMA", "SATUAN", "KINERJA", "INDIKATOR", "SATUAN"]]))
        self.assertIn("Kolom SATUAN tertulis dua kali; dipakai yang kiri.", str(hasil.temuan[0]))


class SheetTest(SimpleTestCase):
    def two_sheets(self, first: Any, second: Any) -> bytes:
        book = Workbook()
        for title, rows in (("Petunjuk", first), ("Data", second)):
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def test_a_sheet_without_a_head_gives_way_to_the_next(self) -> None:
        terbaca = read(self.two_sheets([["Bacalah dahulu"]], [HEAD_C, *ROWS_C]))
        self.assertEqual([row.kode for row in terbaca.baris], CODES)
        self.assertIn("dibaca lembar “Data” saja; tidak dibaca: “Petunjuk”", str(terbaca.temuan[0]))

    def test_where_none_has_a_head_the_sheets_are_named(self) -> None:
        with self.assertRaisesMessage(ValidationError, "lembar lain (“Data”), tulis nama"):
            read(self.two_sheets([["Bacalah dahulu"]], [["A", "B"]]))

    def test_what_is_left_in_other_sheets_is_warned_of(self) -> None:
        terbaca = read(self.two_sheets([HEAD_C, *ROWS_C], [HEAD_C, *ROWS_C]))
        self.assertIn("tidak dibaca: “Data”", str(terbaca.temuan[0]))
        named = read(
            self.two_sheets([HEAD_C], [HEAD_C, *ROWS_C]),
            Pilihan("Uji", tingkat="kabkota", lembar="Data"),
        )
        self.assertEqual([row.kode for row in named.baris], CODES)


class CodeTest(SimpleTestCase):
    def test_the_generic_bidang_is_for_program_01_only(self) -> None:
        rows: list[list[Any]] = [
            [1, "X.XX", "Bidang"],
            [2, "X.XX.01", "Penunjang"],
            [3, "X.XX.02", "Lain"],
        ]
        hasil = examine(rows)
        self.assertEqual(
            sentences(hasil),
            [
                "Baris 4: X.XX.02: X.XX hanya dipakai pada program 01 (penunjang); "
                "tulis bidang urusannya."
            ],
        )

    def test_stars_behind_a_code_move_to_the_remark(self) -> None:
        row = read(workbook([HEAD_C, [1, "2.15 **)", "Urusan"]])).baris[0]
        self.assertEqual((row.kode, row.keterangan), ("2.15", "**)"))
        rows = [[2, "15*", None, None, None, "URUSAN"]]
        row = read(workbook([HEAD_A, *rows])).baris[0]
        self.assertEqual((row.kode, row.keterangan), ("2.15", "*"))

    def test_a_text_forced_in_a_csv_is_a_text(self) -> None:
        text = 'KODE;NAMA\n"=""2.10""";Urusan\n'
        self.assertEqual(read(text.encode()).baris[0].kode, "2.10")

    def test_a_date_in_a_csv_is_told_like_one_in_a_workbook(self) -> None:
        for day in ("02/01/2026", "2026-01-02 00:00:00", "2-Jan", "Jan-02"):
            terbaca = read(f"KODE;NAMA\n{day};A\n".encode())
            self.assertIn(f"menjadi tanggal ({day})", str(terbaca.temuan[0]))

    def test_whole_codes_in_each_segment_are_understood(self) -> None:
        rows = [["2", "2.15", "2.15.02", "2.15.02.2.02", "2.15.02.2.02.0001", "Sub", *SUB]]
        self.assertEqual(read(workbook([HEAD_A, *rows])).baris[0].kode, "2.15.02.2.02.0001")

    def test_the_tier_is_known_in_several_spellings(self) -> None:
        for said, tingkat in (("Kab. Kota", "kabkota"), ("PROVINSI ", "provinsi")):
            row = [said, *ROW_B[1:]]
            self.assertEqual(read(workbook([HEAD_B, row])).baris[-1].tingkat, tingkat)

    def test_what_a_spreadsheet_would_run_is_refused(self) -> None:
        rows = [[1, "2.15", "=cmd|' /C calc'!A0"], [2, "2.16", "@SUM(1)"]]
        text = "NO;KODE;NAMA\n" + "\n".join(";".join(map(str, row)) for row in rows)
        hasil = check(read(text.encode()), Isi())
        self.assertEqual(
            sentences(hasil),
            [
                "Baris 2: nama diawali “=” seperti rumus; ketik ulang tanpa tanda itu.",
                "Baris 3: nama diawali “@” seperti rumus; ketik ulang tanpa tanda itu.",
            ],
        )

    def test_a_cell_that_was_computed_gives_its_value_and_a_warning(self) -> None:
        content = workbook([HEAD_C, *ROWS_C])
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
            for name in old.namelist():
                part = old.read(name)
                if name.endswith("sheet1.xml"):
                    start = part.index(b'<c r="B2"')
                    end = part.index(b"</c>", start) + 4
                    cell = b'<c r="B2" t="str"><f>"2"&amp;".15"</f><v>2.15</v></c>'
                    part = part[:start] + cell + part[end:]
                new.writestr(name, part)
        hasil = read(out.getvalue())
        self.assertEqual(hasil.baris[0].kode, "2.15")
        self.assertEqual(
            [(str(satu), satu.kolom) for satu in hasil.temuan],
            [("Baris 2: isi sel ini hasil rumus; yang dipakai nilainya.", "B (KODE)")],
        )

    def test_every_oddity_of_layout_a_at_once(self) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["LAMPIRAN KEPUTUSAN MENTERI DALAM NEGERI"])
        sheet.append([])
        sheet.append(["URUSAN/\nUNSUR", "BIDANG  URUSAN/ BIDANG UNSUR", *HEAD_A[2:]])
        sheet.append([f"({number})" for number in range(1, 11)])
        rows: list[list[Any]] = [
            ["X", "X", None, None, None, "URUSAN X.XX"],
            ["X", "XX", 1, None, None, "PROGRAM PENUNJANG\nURUSAN  PEMERINTAHAN"],
            ["X", "X", 1, "2.10", None, "Penyusunan RKA- SKPD"],
            [
                "X",
                "X",
                1,
                "2.10",
                1,
                "Belanja\u00a0Air ***)",
                "Tersedianya M\u00c2\u00b3 air",
                *"ab",
            ],
            [],
            [2, 15.0, None, None, None, "PERHUBUNGAN"],
            [2, 15, 2, None, None, "PROGRAM LLAJ (Program ini hanya digunakan untuk DKI)"],
            [2, 15, 2, 2.1, None, "Hilang nolnya"],
            [2, 15, 2, datetime.date(2026, 2, 1), None, "Tanggal"],
            [2, 15, 2, "2. 01", None, "Perlengkapan"],
            [2, 15, 2, "2.01", 12, "Rambu", *SUB],
            ["***) hanya DIY"],
        ]
        for row in rows:
            sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        terbaca = read(out.getvalue())
        self.assertEqual(
            [row.kode for row in terbaca.baris],
            [
                *("X.XX", "X.XX.01", "X.XX.01.2.10", "X.XX.01.2.10.0001"),
                *("2.15", "2.15.02", "2.15.02.2.01", "2.15.02.2.01.0012"),
            ],
        )
        sub = terbaca.baris[3]
        self.assertEqual(
            (sub.nama, sub.kinerja, sub.keterangan), ("Belanja Air", "Tersedianya M³ air", "***)")
        )
        self.assertEqual(terbaca.baris[2].nama, "Penyusunan RKA-SKPD")
        self.assertEqual(terbaca.baris[5].keterangan, "(Program ini hanya digunakan untuk DKI)")
        self.assertEqual(
            [str(satu) for satu in terbaca.temuan],
            [
                "Baris 9: baris kosong; dilewati.",
                "Baris 12: '2.1' ambigu (2.01 atau 2.10); ubah kolom menjadi teks.",
                "Baris 13: Excel mengubah isi sel ini menjadi tanggal (1 Februari 2026); "
                "ubah kolom menjadi teks, lalu ketik ulang.",
            ],
        )

    def test_layout_c_as_text_in_every_code_and_separator(self) -> None:
        text = (
            "LAMPIRAN|||||\r\nNO|KODE|NOMENKLATUR|KINERJA|INDIKATOR|SATUAN\r\n"
            '1|2.15|"Urusan\r\nPerhubungan"|||\r\n2|2.15.02|Program|||\r\n'
            "3|2.15.02.2.01|Kegiatan|||\r\n4|2.15.02.2.01.01|Sub – satu|a|b|c\r\n"
        )
        for separator in ",;\t":
            for code in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
                content = text.replace("|", separator).encode(code)
                terbaca = read(content, Pilihan("Uji", tingkat="kabkota"))
                self.assertEqual(terbaca.temuan, [], (separator, code))
                last = terbaca.baris[-1]
                self.assertEqual((last.kode, last.nama), ("2.15.02.2.01.01", "Sub – satu"))
                self.assertEqual(terbaca.baris[0].nama, "Urusan Perhubungan")


class ChangesTest(Cast):
    def send(self, rows: Any, **fields: Any) -> str:
        data = {
            "peraturan": KABKOTA.peraturan,
            "mode": "lengkap",
            "tingkat": "kabkota",
            "berkas": SimpleUploadedFile("kepmen.xlsx", workbook([HEAD_C, *rows])),
            **fields,
        }
        url = reverse("perencanaan:impor_nomenklatur")
        return str(self.client_for(self.admin).post(url, data)["Location"])

    def test_the_preview_lists_old_and_new_and_so_does_the_download(self) -> None:
        client = self.client_for(self.admin)
        client.post(f"{self.send(ROWS_C)}terapkan/")
        changed = [*ROWS_C[:3], [4, "2.15.02.2.02.0001", "Pembangunan Terminal", *SUB[:2], "Buah"]]
        preview = self.send(changed)
        answer = client.get(preview)
        for text in ("Baris yang berubah dan dihapus", "Pembangunan Terminal", "Buah"):
            self.assertContains(answer, text)
        content = client.get(f"{preview}temuan.xlsx").content
        sheet = load_workbook(io.BytesIO(content))["Perubahan"]
        cells = [row for row in sheet.iter_rows(values_only=True) if "satuan" in row]
        self.assertEqual(cells, [("Kabupaten/Kota", "2.15.02.2.02.0001", "satuan", "Unit", "Buah")])

    def test_files_go_after_a_day_and_imports_after_a_month(self) -> None:
        preview = self.send(ROWS_C)
        row = ImporNomenklatur.objects.get()
        drop_files()
        row.refresh_from_db()
        self.assertTrue(row.isi)
        ImporNomenklatur.objects.update(dibuat=timezone.now() - datetime.timedelta(hours=25))
        client = self.client_for(self.admin)
        self.assertContains(client.get(preview), "sudah lewat sehari")
        row.refresh_from_db()
        self.assertEqual((bytes(row.isi), bytes(row.baris)), (b"", b""))
        answer = client.post(f"{preview}terapkan/", follow=True)
        self.assertContains(answer, "Unggah sekali lagi.")
        self.assertFalse(Nomenklatur.objects.exists())
        ImporNomenklatur.objects.update(dibuat=timezone.now() - datetime.timedelta(days=31))
        client.get(reverse("perencanaan:impor_nomenklatur"))
        self.assertFalse(ImporNomenklatur.objects.exists())

    def test_an_applied_import_holds_no_file(self) -> None:
        preview = self.send(ROWS_C)
        client = self.client_for(self.admin)
        client.post(f"{preview}terapkan/")
        row = ImporNomenklatur.objects.get()
        self.assertEqual((bytes(row.isi), bytes(row.baris)), (b"", b""))
        self.assertContains(client.get(preview), "Nomenklatur diimpor ke versi")
