"""Rules A-02, A-04 and A-05: before stage 5 a tree knows no plan, no program, no budget."""

from __future__ import annotations

from lib.aturan import Severity
from perencanaan.models import Pagu
from pohon import actions as pohon_actions
from pohon.models import Pohon, Simpul
from tests.perencanaan.aturan.dasar_aturan import Aturan


class Early(Aturan):
    def at(self, tahap: int) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=tahap)

    def went_back_to(self, tahap: int) -> None:
        pohon_actions.set_tahap(user=self.admin, pohon_id=self.pohon.pk, tahap=tahap)


class TestA02(Early):
    def test_a_mapped_node_of_an_early_stage_is_a_galat(self) -> None:
        self.at(3)
        found = self.of("A-02")
        self.assertEqual(
            [f.simpul for f in found],
            [self.simpul[key].pk for key in ("akar", "csf1", "prog1", "keg1", "sub1", "sub2")],
        )
        self.assertEqual({f.severity for f in found}, {Severity.GALAT})
        self.assertIn("sudah dituangkan ke", found[0].message)

    def test_what_stayed_when_the_tree_went_back_asks_for_a_reason(self) -> None:
        self.went_back_to(3)
        found = self.of("A-02")
        self.assertEqual({f.severity for f in found}, {Severity.PERINGATAN})
        self.assertIn("masih dituangkan ke", found[0].message)
        self.assertIn("kembali ke Tahap 3", found[0].fix)
        self.assertFalse(any(f.blocks for f in found))

    def test_later_stages_and_unmapped_nodes_are_left_alone(self) -> None:
        self.assertEqual(self.of("A-02"), [])
        self.at(4)
        self.assertEqual(self.of("A-02"), [])
        self.at(3)
        self.simpul["sub2"].daftar_pemetaan.all().delete()
        self.assertNotIn(self.simpul["sub2"].pk, self.places("A-02"))


class TestA05(Early):
    def test_a_node_with_a_budget_is_told(self) -> None:
        self.at(2)
        self.assertEqual(self.places("A-05"), [self.simpul["sub1"].pk, self.simpul["sub2"].pk])
        self.assertEqual(self.of("A-05")[0].severity, Severity.GALAT)

    def test_without_pagu_or_in_stage_five_nothing_is(self) -> None:
        self.assertEqual(self.of("A-05"), [])
        self.at(2)
        Pagu.objects.update(nilai=0)
        self.assertEqual(self.of("A-05"), [])

    def test_what_stayed_weighs_less(self) -> None:
        self.went_back_to(3)
        self.assertEqual({f.severity for f in self.of("A-05")}, {Severity.PERINGATAN})


class TestA04(Early):
    def say(self, text: str) -> None:
        Simpul.objects.filter(pk=self.simpul["prog1"].pk).update(pernyataan=text)

    def test_a_statement_that_begins_with_program_or_kegiatan_is_told(self) -> None:
        self.at(3)
        for text in ("Program angkutan umum", "kegiatan uji kir", "Sub Kegiatan uji kir"):
            with self.subTest(text=text):
                self.say(text)
                (found,) = self.of("A-04")
                self.assertEqual(found.simpul, self.simpul["prog1"].pk)
                self.assertTrue(found.needs_reason)

    def test_a_name_of_the_nomenclature_inside_is_told_once(self) -> None:
        self.at(3)
        self.say("Terwujudnya penyediaan perlengkapan jalan di jalan kabupaten/kota")
        (found,) = self.of("A-04", "C-09")
        self.assertEqual(found.rule, "A-04")
        self.assertIn("2.15.02.2.02 Penyediaan Perlengkapan Jalan", found.message)

    def test_other_statements_and_later_stages_are_left_alone(self) -> None:
        self.at(3)
        for text in ("Pengelolaan pelayaran baik", "Pemrograman sinyal andal", "Jalan memadai"):
            self.say(text)
            self.assertEqual(self.of("A-04"), [])
        self.say("Program angkutan umum")
        self.at(4)
        self.assertEqual(self.of("A-04"), [])
