"""The quarters of a target: what is proposed, and when they agree with the year (H-14)."""

from decimal import Decimal as D

from django.test import SimpleTestCase

from jabatan.renaksi.triwulan import agrees, explain, propose


class TestTriwulan(SimpleTestCase):
    def test_a_sum_is_spread_with_the_rest_in_the_last_quarter(self):
        self.assertEqual(propose(D("10"), "sum"), [2, 2, 2, 4])
        self.assertEqual(propose(D("12"), "sum"), [3, 3, 3, 3])
        self.assertEqual(propose(D("75.5"), "sum"), [D("18.8")] * 3 + [D("19.1")])
        self.assertEqual(propose(D("3"), "sum"), [0, 0, 0, 3])

    def test_an_average_stays_and_a_last_value_stands_in_the_last_quarter(self):
        self.assertEqual(propose(D("80"), "average"), [80] * 4)
        for kind in ("tlk", ""):
            self.assertEqual(propose(D("80"), kind), [None, None, None, 80])

    def test_every_proposal_agrees_with_its_year(self):
        for target in ("0", "1", "10", "75.5", "0.0003", "100000000.1234", "-2.5"):
            for kind in ("sum", "average", "tlk", ""):
                self.assertTrue(agrees(propose(D(target), kind), kind, D(target)), (target, kind))

    def test_quarters_that_make_another_year_are_found(self):
        self.assertFalse(agrees([D(1), D(1), D(1), D(2)], "sum", D(4)))
        self.assertFalse(agrees([D(1), D(1), D(1), D(2)], "average", D(1)))
        self.assertFalse(agrees([D(4), D(4), D(4), D(3)], "tlk", D(4)))
        self.assertFalse(agrees([None] * 4, "sum", D(4)))
        self.assertTrue(agrees([None] * 4, "sum", None))

    def test_each_rule_is_explained(self):
        self.assertIn("dibagi rata", explain("sum"))
        self.assertIn("dibaca sebagai nilai akhir", explain(""))
