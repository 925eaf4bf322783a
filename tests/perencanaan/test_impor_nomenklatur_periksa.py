"""What an import refuses, each with row and column, and what it only warns of."""

from __future__ import annotations

import io
from typing import Any

from django.test import SimpleTestCase

from perencanaan.actions.impor_nomenklatur import Isi, Tersimpan
from perencanaan.importers import Hapus, Pilihan, check, parse_deletions
from tests.perencanaan.dasar_impor import (
    HEAD_A,
    HEAD_B,
    HEAD_C,
    KABKOTA,
    ROW_B,
    ROWS_C,
    codes,
    examine,
    read,
    sentences,
    workbook,
)


def with_rows(*extra: list[Any]) -> Any:
    """Check the sample rows and more."""
    return examine([*ROWS_C, *extra])


def stored(*kode: str) -> Isi:
    """Return a version that holds these codes."""
    rows = {
        ("kabkota", k): Tersimpan(n, (k, "Nama", "", "", "", "", "")) for n, k in enumerate(kode)
    }
    return Isi(rows, versi_ada=True)


class RefusalTest(SimpleTestCase):
    def assert_refused(self, row: list[Any], sentence: str, kolom: str = "B (KODE)") -> None:
        hasil = with_rows(row)
        self.assertEqual(sentences(hasil), [sentence])
        self.assertEqual(hasil.tolak[0].kolom, kolom)
        self.assertEqual(len(hasil.baris), 4)

    def test_a_code_outside_the_grammar_with_a_guess(self) -> None:
        self.assert_refused(
            [5, "1.01.01.02.01.0001", "Salah"],
            "Baris 6: kode '1.01.01.02.01.0001' tidak sesuai pola; "
            "mungkin maksudnya 1.01.01.2.01.0001?",
        )
        self.assert_refused([5, "abc", "Salah"], "Baris 6: kode 'ABC' tidak sesuai pola.")
        self.assert_refused(
            [5, "1,03", "Salah"],
            "Baris 6: kode '1,03' tidak sesuai pola; mungkin maksudnya 1.03?",
        )

    def test_a_parent_that_is_nowhere(self) -> None:
        self.assert_refused(
            [5, "5.01.04.2.01.0001", "Yatim", "a", "b", "c"],
            "Baris 6: induk 5.01.04.2.01 tidak ada di berkas maupun versi ini.",
        )

    def test_a_parent_that_was_refused_itself_names_its_row(self) -> None:
        hasil = with_rows([5, "2.15.03", ""], [6, "2.15.03.2.01", "Kegiatan"])
        self.assertEqual(
            sentences(hasil),
            [
                "Baris 6: nama untuk kode 2.15.03 belum diisi.",
                "Baris 7: induk 2.15.03 ditolak (baris 6).",
            ],
        )

    def test_one_code_with_two_names_also_when_the_digits_differ(self) -> None:
        for kode in ("2.15.02.2.02.0001", "2.15.02.2.02.01"):
            self.assert_refused(
                [5, kode, "Nama lain", "a", "b", "c"],
                "Baris 6: kode sama dengan baris 5, nama berbeda.",
            )

    def test_a_kegiatan_of_the_other_tier(self) -> None:
        self.assert_refused(
            [5, "2.15.02.1.02", "Provinsi"],
            "Baris 6: kegiatan berdigit 1 tidak berlaku untuk kabupaten/kota.",
        )

    def test_an_empty_code_and_texts_that_are_too_long(self) -> None:
        self.assert_refused([5, None, "Nama"], "Baris 6: kode belum diisi.")
        self.assert_refused(
            [5, "2.16", "Nama", "", "", "x" * 61],
            "Baris 6: satuan terlalu panjang: 61 karakter, paling banyak 60.",
        )

    def test_special_regions_are_taken_for_both_tiers(self) -> None:
        self.assertEqual(sentences(with_rows([5, "2.15.02.5.02", "DIY"])), [])

    def test_the_parent_may_stand_in_the_version(self) -> None:
        isi = stored("2", "2.15", "2.15.02", "2.15.02.2.02")
        self.assertEqual(codes(examine(ROWS_C[3:], isi=isi)), ["2.15.02.2.02.0001"])


class WarningTest(SimpleTestCase):
    def warned(self, *extra: list[Any]) -> list[str]:
        hasil = with_rows(*extra)
        self.assertEqual(sentences(hasil), [])
        return sentences(hasil, tolak=False)

    def test_missing_kinerja_indikator_or_satuan(self) -> None:
        self.assertEqual(
            self.warned([5, "2.15.02.2.02.0002", "Baru", "a", "", "-"]),
            ["Baris 6: indikator dan satuan belum diisi."],
        )

    def test_a_kegiatan_without_subkegiatan(self) -> None:
        self.assertEqual(
            self.warned([5, "2.15.02.2.03", "Kosong"]),
            ["Baris 6: kegiatan 2.15.02.2.03 belum memiliki subkegiatan."],
        )

    def test_an_identical_duplicate_and_one_that_differs_in_its_texts(self) -> None:
        self.assertEqual(
            self.warned(ROWS_C[3]), ["Baris 6: sama persis dengan baris 5; dibaca satu kali."]
        )
        self.assertEqual(
            self.warned([*ROWS_C[3][:5], "Meter"]),
            ["Baris 6: kode dan nama sama dengan baris 5, satuan berbeda; yang dipakai baris 5."],
        )

    def test_columns_the_file_lacks_are_said_once(self) -> None:
        hasil = examine([row[1:3] for row in ROWS_C], ["KODE", "NAMA"])
        self.assertEqual(
            sentences(hasil, tolak=False),
            [
                "Baris 1: Kolom KINERJA, INDIKATOR, SATUAN tidak ada di berkas; "
                "isi yang sudah tersimpan tetap."
            ],
        )

    def test_what_a_full_file_lacks_is_counted_and_stays(self) -> None:
        isi = stored("2", "2.15", "2.16", "2.17")
        hasil = examine(ROWS_C, isi=isi)
        self.assertEqual(
            sentences(hasil, tolak=False),
            ["2 baris kabupaten/kota versi ini tidak ada di berkas; tetap tersimpan."],
        )
        self.assertEqual(hasil.rencana.hapus, [])


class DeletionTest(SimpleTestCase):
    def test_typed_lines_are_codes_with_a_name_or_a_tier(self) -> None:
        text = "2.15.02 PROGRAM LLAJ\n\nprovinsi: 1.01\nX.XX.01; penunjang\n1.3\nentah"
        found, problems = parse_deletions(text, None, KABKOTA)
        self.assertEqual(
            [(satu.tingkat, satu.kode) for satu in found],
            [("kabkota", "2.15.02"), ("provinsi", "1.01"), ("kabkota", "X.XX.01")],
        )
        self.assertEqual(
            [str(satu) for satu in problems],
            [
                "Baris 5: '1.3' ambigu (1.03 atau 1.30); ubah kolom menjadi teks.",
                "Baris 6: kode 'ENTAH' pada daftar hapus tidak sesuai pola.",
            ],
        )

    def test_without_a_tier_the_kegiatan_tells_it(self) -> None:
        found, problems = parse_deletions("2.15.02.1.02\n2.15", None, Pilihan("Uji"))
        self.assertEqual([satu.tingkat for satu in found], ["provinsi"])
        self.assertIn("tulis provinsi atau kabkota di depan kode 2.15", str(problems[0]))

    def test_a_file_needs_a_code_column_only_and_sipd_gives_its_subkegiatan(self) -> None:
        for head, rows, pilihan in (
            (["KODE", "KETERANGAN"], [["2.15.02.2.02.0001", "hapus"]], KABKOTA),
            (HEAD_B, [ROW_B], Pilihan("Uji")),
            (HEAD_A[:5], [[2, 15, 2, "2.02", 1]], KABKOTA),
        ):
            found, problems = parse_deletions("", io.BytesIO(workbook([head, *rows])), pilihan)
            self.assertEqual(problems, [])
            self.assertEqual(found, [Hapus(2, "kabkota", "2.15.02.2.02.0001")])

    def check_gone(self, isi: Isi, *kode: str) -> Any:
        gone = [Hapus(n, "kabkota", k) for n, k in enumerate(kode, start=1)]
        terbaca = read(workbook([HEAD_C, [1, "2.15", "Urusan"]]))
        return check(terbaca, isi, gone, "perubahan")

    def test_a_row_with_rows_left_below_it_or_in_use_is_not_deleted(self) -> None:
        isi = stored("2", "2.15", "2.15.02", "2.15.02.2.02", "2.15.03")
        isi.dipakai = {("kabkota", "2.15.03")}
        hasil = self.check_gone(isi, "2.15.02", "2.15.03", "2.99")
        self.assertEqual(hasil.rencana.hapus, [])
        self.assertEqual(
            sentences(hasil),
            [
                "Baris 1: kode 2.15.02 pada daftar hapus masih memiliki 1 turunan yang tidak ikut "
                "dihapus, jadi tidak dihapus.",
                "Baris 2: kode 2.15.03 pada daftar hapus dipakai komponen perencanaan, "
                "jadi tidak dihapus.",
            ],
        )
        self.assertIn("tidak ada di versi ini; dilewati", sentences(hasil, tolak=False)[0])

    def test_a_whole_branch_may_go_unless_a_new_row_needs_it(self) -> None:
        isi = stored("2", "2.15", "2.15.02", "2.15.02.2.02")
        hasil = self.check_gone(isi, "2.15.02", "2.15.02.2.02")
        self.assertEqual(len(hasil.rencana.hapus), 2)
        gone = [Hapus(1, "kabkota", "2.15.02.2.02")]
        needed = check(read(workbook([HEAD_C, ROWS_C[3]])), isi, gone, "perubahan")
        self.assertIn("masih memiliki 1 turunan", sentences(needed)[-1])
        self.assertEqual(codes(needed), ["2.15.02.2.02.0001"])
