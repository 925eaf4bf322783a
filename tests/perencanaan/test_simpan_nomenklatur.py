"""Saving the nomenclature: its code grammar, its parents, and that twice is as good as once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.test import TestCase

from perencanaan.actions import BarisNomenklatur, simpan_nomenklatur
from perencanaan.kodefikasi import is_under, jenjang_of, own_code, parent_of
from perencanaan.models import Nomenklatur, VersiNomenklatur

ROWS = [
    ("2.15", "URUSAN PEMERINTAHAN BIDANG PERHUBUNGAN"),
    ("2.15.02", "PROGRAM PENYELENGGARAAN LALU LINTAS DAN ANGKUTAN JALAN (LLAJ)"),
    ("2.15.02.2.02", "Penyediaan Perlengkapan Jalan di Jalan Kabupaten/Kota"),
    ("2.15.02.2.02.0001", "Pembangunan Prasarana Jalan di Jalan Kabupaten/Kota"),
]


def rows(*extra: tuple[str, str], tingkat: str = "kabkota") -> list[BarisNomenklatur]:
    """Return the sample rows and more of them."""
    return [BarisNomenklatur(tingkat, kode, nama) for kode, nama in [*ROWS, *extra]]


class SimpanNomenklaturTest(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.versi = VersiNomenklatur.objects.create(nama="Uji 2024", regulasi="Kepmendagri uji")

    def save(self, daftar: list[BarisNomenklatur]) -> dict[str, int]:
        return simpan_nomenklatur(versi=self.versi, rows=daftar)

    def assert_refused(self, daftar: list[BarisNomenklatur], sentence: str) -> None:
        with self.assertRaises(ValidationError) as caught:
            self.save(daftar)
        self.assertIn(sentence, caught.exception.messages)
        self.assertEqual(Nomenklatur.objects.count(), 0)

    def test_it_refuses_a_code_that_follows_no_pattern_and_guesses_the_right_one(self) -> None:
        self.assert_refused(
            rows(("1.01.01.02.01.0001", "Salah")),
            "Baris 5: kode '1.01.01.02.01.0001' tidak sesuai pola; "
            "mungkin maksudnya 1.01.01.2.01.0001?",
        )

    def test_it_refuses_a_row_without_its_parent(self) -> None:
        self.assert_refused(
            rows(("5.01.04.2.01.0001", "Yatim")),
            "Baris 5: induk 5.01.04.2.01 tidak ada di berkas maupun versi ini.",
        )

    def test_it_refuses_one_code_with_two_names(self) -> None:
        self.assert_refused(
            rows(("2.15.02", "Nama lain")), "Baris 5: kode sama dengan baris 2, nama berbeda."
        )

    def test_it_refuses_two_digits_beside_four_of_the_same_subkegiatan(self) -> None:
        self.assert_refused(
            rows(("2.15.02.2.02.01", "Nama lain")),
            "Baris 5: kode sama dengan baris 4, nama berbeda.",
        )

    def test_it_refuses_a_kegiatan_of_the_other_tier(self) -> None:
        self.assert_refused(
            rows(tingkat="provinsi"), "Baris 3: kegiatan berdigit 2 tidak berlaku untuk provinsi."
        )

    def test_it_refuses_an_unknown_tier_an_empty_name_and_a_long_unit(self) -> None:
        self.assert_refused(
            [BarisNomenklatur("desa", "2.15", "X")],
            "Baris 1: tingkat 'desa' tidak dikenal; tulis provinsi atau kabkota.",
        )
        self.assert_refused(rows(("2.16", " ")), "Baris 5: nama untuk kode 2.16 belum diisi.")
        self.assert_refused(
            [BarisNomenklatur("kabkota", "2.15", "Nama", satuan="x" * 61)],
            "Baris 1: satuan terlalu panjang: 61 karakter, paling banyak 60.",
        )

    def test_it_shows_at_most_fifty_sentences(self) -> None:
        with self.assertRaises(ValidationError) as caught:
            self.save([BarisNomenklatur("kabkota", "salah", "x")] * 60)
        self.assertEqual(len(caught.exception.messages), 51)
        self.assertEqual(
            caught.exception.messages[-1], "… dan 10 baris lain yang perlu diperbaiki."
        )

    def test_it_saves_levels_and_parents_and_adds_the_urusan(self) -> None:
        self.assertEqual(self.save(rows()), {"baru": 5, "berubah": 0, "tetap": 0})
        program = Nomenklatur.objects.get(kode="2.15.02")
        self.assertEqual(program.jenjang, "program")
        self.assertEqual(program.induk.kode if program.induk else "", "2.15")
        self.assertIn("Tidak Berkaitan", Nomenklatur.objects.get(kode="2").nama)

    def test_the_same_rows_again_change_nothing(self) -> None:
        self.save(rows())
        self.assertEqual(self.save(rows())["baru"], 0)
        self.assertEqual(self.save(rows())["berubah"], 0)

    def test_a_changed_name_is_rewritten_and_children_may_come_later(self) -> None:
        self.save(rows())
        changed = [
            BarisNomenklatur("kabkota", "2.15.02", "Program LLAJ"),
            BarisNomenklatur("kabkota", " 2.15.02.2.03 ", "Pengelolaan\nTerminal  Tipe C"),
        ]
        self.assertEqual(self.save(changed), {"baru": 1, "berubah": 1, "tetap": 0})
        kegiatan = Nomenklatur.objects.get(kode="2.15.02.2.03")
        self.assertEqual(kegiatan.nama, "Pengelolaan Terminal Tipe C")
        self.assertEqual(kegiatan.induk.kode if kegiatan.induk else "", "2.15.02")


class KodefikasiTest(TestCase):
    def test_levels_and_parents_follow_the_segments(self) -> None:
        self.assertEqual(jenjang_of("7.01.02.2.01"), "kegiatan")
        self.assertIsNone(jenjang_of("7.01.02.2"))
        self.assertEqual(parent_of("7.01.02.2.01.0001"), "7.01.02.2.01")
        self.assertEqual(parent_of("7.01.02.2.01"), "7.01.02")
        self.assertIsNone(parent_of("7"))

    def test_the_own_bidang_stands_for_any_in_the_supporting_program(self) -> None:
        self.assertTrue(is_under("X.XX.01.2.01", "7.01.01"))
        self.assertTrue(is_under("7.01.01.2.01", "X.XX.01"))
        self.assertFalse(is_under("X.XX.01.2.01", "7.01.02"))
        self.assertFalse(is_under("7.01.01.2.01", "2.15.01"))
        self.assertEqual(own_code("X.XX.01.2.01", "1.02, 2.14"), "1.02.01.2.01")
        self.assertEqual(own_code("X.XX.01.2.01", ""), "X.XX.01.2.01")
