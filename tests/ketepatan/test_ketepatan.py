"""The rules that guess are held to our verdicts: each finding has one; docs/ketepatan.md says how many are right."""

from __future__ import annotations

import dataclasses

from django.test import SimpleTestCase

from lib.aturan import rules
from pohon.models import Simpul, VersiPohon
from tests.cascading.memuat import LoadedTest
from tests.ketepatan.laporan import (
    BENAR,
    KELIRU,
    PAGE,
    TERLEWAT,
    Hitungan,
    count,
    faults,
    read_table,
    write,
)
from tests.ketepatan.pohon_uji import EXAMPLES, PohonUji, all_trees

# Floors below what is measured: a change of a rule may cost a little, not more. On trees by which no rule was mended a
# guess is wrong more often, see laporan.HEAD.
LEAST_PRECISION = 0.90
LEAST_RECALL = 0.90
LEAST_PRECISION_ELSEWHERE = 0.90


class KetepatanTest(LoadedTest):
    trees: list[PohonUji]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.versi = VersiPohon.objects.count()
        cls.trees = all_trees()
        cls.table = read_table()

    def test_every_finding_has_a_verdict_and_no_verdict_is_stale(self) -> None:
        self.assertEqual(faults(self.trees, self.table), [])

    def test_the_page_is_what_is_found_now(self) -> None:
        now = write(self.trees, self.table)
        told = "tulis ulang dengan scripts/ketepatan.py"
        self.assertEqual(PAGE.read_text(encoding="utf-8"), now, told)

    def test_precision_and_recall_stay_above_their_floors(self) -> None:
        whole = count(self.table)
        self.assertGreaterEqual(whole.ketepatan or 0, LEAST_PRECISION)
        self.assertGreaterEqual(whole.kelengkapan or 0, LEAST_RECALL)
        ours = {tree.nama for tree in self.trees if tree.kelompok != EXAMPLES}
        elsewhere = count(row for row in self.table if row.pohon in ours)
        self.assertGreaterEqual(elsewhere.ketepatan or 0, LEAST_PRECISION_ELSEWHERE)

    def test_every_rule_that_guesses_stands_on_the_page(self) -> None:
        page = PAGE.read_text(encoding="utf-8")
        for rule in rules():
            with self.subTest(rule=rule.id):
                self.assertEqual(f"\n| {rule.id} | {rule.judul} |" in page, rule.heuristic)

    def test_judging_leaves_the_examples_as_they_were(self) -> None:
        self.assertEqual(VersiPohon.objects.count(), self.versi)
        self.assertEqual(
            self.node("Kabupaten Balangan", self.statements("Kabupaten Balangan")[6]).level_kinerja,
            Simpul.LevelKinerja.OPERASIONAL,
        )

    # --- refusals --------------------------------------------------------------------------------------
    def test_a_finding_without_a_verdict_is_told(self) -> None:
        row = self.table[0]
        told = faults(self.trees, self.table[1:])
        self.assertEqual(told, [f"belum diputus: {row.pohon}, {row.aturan}, simpul {row.simpul}"])

    def test_a_verdict_on_what_is_found_no_longer_is_told(self) -> None:
        row = dataclasses.replace(self.table[0], aturan="C-04", simpul=2)
        row = dataclasses.replace(row, pernyataan=self.statement(row.pohon, 2))
        told = faults(self.trees, [*self.table, row])
        self.assertEqual(told, [f"tidak ditemukan lagi: {row.pohon}, C-04, simpul 2"])

    def test_a_missing_finding_that_is_found_now_is_told(self) -> None:
        row = dataclasses.replace(self.table[0], putusan=TERLEWAT)
        self.assertIn(
            f"tidak terlewat lagi: {row.pohon}, {row.aturan}, simpul {row.simpul}",
            faults(self.trees, [*self.table, row]),
        )

    def test_a_verdict_needs_its_ground_its_word_and_its_statement(self) -> None:
        first, *rest = self.table
        at = f"{first.pohon}, {first.aturan}, simpul {first.simpul}"
        for change, told in (
            ({"dasar": " "}, f"putusan atau dasar salah: {at}"),
            ({"putusan": "ragu"}, f"putusan atau dasar salah: {at}"),
            ({"pernyataan": "Lain"}, f"pernyataan berubah: {at}"),
        ):
            with self.subTest(change=change):
                row = dataclasses.replace(first, **change)
                self.assertEqual(faults(self.trees, [row, *rest]), [told])

    def test_a_verdict_on_a_rule_that_does_not_guess_is_told(self) -> None:
        row = dataclasses.replace(self.table[0], aturan="E-01", putusan=TERLEWAT)
        at = f"{row.pohon}, E-01, simpul {row.simpul}"
        self.assertEqual(faults(self.trees, [*self.table, row]), [f"bukan aturan dugaan: {at}"])

    def statement(self, pohon: str, number: int) -> str:
        """A statement of a tree by its number."""
        return next(t.pernyataan[number - 1] for t in self.trees if t.nama == pohon)


class HitunganTest(SimpleTestCase):
    def test_shares_are_counted_from_the_verdicts(self) -> None:
        rows = read_table()[:1] * 4
        kinds = (BENAR, BENAR, KELIRU, TERLEWAT)
        judged = [dataclasses.replace(r, putusan=p) for r, p in zip(rows, kinds, strict=True)]
        self.assertEqual(count(judged), Hitungan(benar=2, keliru=1, terlewat=1))
        self.assertAlmostEqual(count(judged).ketepatan or 0, 2 / 3)
        self.assertAlmostEqual(count(judged).kelengkapan or 0, 2 / 3)

    def test_nothing_found_has_no_share(self) -> None:
        self.assertIsNone(count([]).ketepatan)
        self.assertIsNone(count([]).kelengkapan)
