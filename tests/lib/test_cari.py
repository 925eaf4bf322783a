"""Searching everything: how words are read, and which rows hold them on this database."""

from __future__ import annotations

from lib.cari import Pencarian, fold
from organisasi.models import Unit
from tests.base import Cast, make_unit


class TestPencarian(Cast):
    def found(self, text, *, kode=()):
        rows = Pencarian.of(text).saring(Unit.objects.all(), "nama", kode=kode)
        return sorted(rows.values_list("nama", flat=True))

    def test_capitals_and_accents_do_not_matter_either_way(self):
        make_unit(self.instansi, "Balai Kafé ÉLOK “Ñandu”")
        make_unit(self.instansi, "balai kafe elok")
        both = ["Balai Kafé ÉLOK “Ñandu”", "balai kafe elok"]
        for text in ("KAFE", "kafé", "elok", "Élok", "BALAI kafè"):
            with self.subTest(text):
                self.assertEqual(self.found(text), both)
        self.assertEqual(self.found('"nandu"'), both[:1])

    def test_every_word_must_occur_in_any_order(self):
        self.assertEqual(self.found("hub DINAS"), ["Dinas Perhubungan"])
        self.assertEqual(self.found("dinas lalu"), [])

    def test_signs_of_patterns_stand_for_themselves(self):
        signs = "A%B_C*D?E[F]G^H\\I.J(K)|L-M"
        made = f"Uji {signs} selesai"
        make_unit(self.instansi, made)
        make_unit(self.instansi, f"{made} — é")
        for sign in ("a%b", "b_c", "c*d", "d?e", "e[f]g", "g^h\\i", "i.j(k)|l-m", signs):
            with self.subTest(sign):
                self.assertEqual(len(self.found(sign)), 2)
        for wrong in ("a%c", "uji_", "aXb", "e[fx]g", ".*", "^uji", "c?d"):
            with self.subTest(wrong):
                self.assertEqual(self.found(wrong), [])

    def test_a_code_counts_from_its_beginning(self):
        for kode in ("1.02.01", "1.02.01.2", "11.02.01", "X.XX.01"):
            make_unit(self.instansi, f"Unit {kode.replace('.', ' ')}", kode=kode)
        self.assertEqual(self.found("1.02.01", kode=["kode"]), ["Unit 1 02 01", "Unit 1 02 01 2"])
        self.assertEqual(self.found("x.xx", kode=["kode"]), ["Unit X XX 01"])
        self.assertEqual(self.found("02.01", kode=["kode"]), [])

    def test_less_than_two_letters_look_for_nothing(self):
        for text in ("", " ", "a", " a ", "\x00", "\x00b"):
            with self.subTest(text):
                self.assertEqual(Pencarian.of(text).kata, ())
        self.assertEqual(Pencarian.of(" a b  a").kata, ("a", "b"))

    def test_ten_words_and_a_hundred_letters_are_read(self):
        self.assertEqual(len(Pencarian.of(" ".join(map(str, range(50)))).kata), 10)
        self.assertEqual(len(Pencarian.of("a" * 500).kata[0]), 100)

    def test_text_in_memory_is_compared_the_same_way(self):
        self.assertEqual(fold("Kafé – “Ñ”"), 'kafe - "n"')
        self.assertTrue(Pencarian.of("induk kafé").matches("Data Induk", "KAFE"))
        self.assertFalse(Pencarian.of("induk teh").matches("Data induk"))
