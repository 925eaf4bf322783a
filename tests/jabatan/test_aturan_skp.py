"""Rules I-15, I-16 and I-17: each with an SKP that triggers it and one that does not, in one query."""

import datetime
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jabatan.models import IndikatorIndividu, Pejabat, RencanaHasilKerja, Skp
from pohon.aturan import check_pohon
from pohon.models import Pohon
from tests.jabatan.dasar_skp import DasarSkp

TODAY = datetime.date(2026, 8, 1)


class SkpRules(DasarSkp):
    def found(self, rule):
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        with mock.patch("django.utils.timezone.localdate", return_value=TODAY):
            return [f for f in check_pohon(pohon) if f.rule == rule]


class TestI15(SkpRules):
    def test_a_result_needs_an_indicator(self):
        skp = self.make("staf")
        self.assertEqual(self.found("I-15"), [])
        IndikatorIndividu.objects.filter(rhk__skp=skp).delete()
        (finding,) = self.found("I-15")
        self.assertEqual(finding.simpul, self.simpul["sub"].pk)
        self.assertIn("Pejabat 4", finding.message)
        self.assertFalse(finding.blocks)

    def test_a_closed_skp_is_left_alone(self):
        skp = self.make("staf")
        IndikatorIndividu.objects.filter(rhk__skp=skp).delete()
        Skp.objects.filter(pk=skp.pk).update(status="ditutup")
        self.assertEqual(self.found("I-15"), [])


class TestI16(SkpRules):
    def test_only_a_jpt_needs_the_perspektif(self):
        self.make("staf")
        self.assertEqual(self.found("I-16"), [])
        skp = self.make("kadis")
        self.assertEqual(len(self.found("I-16")), 1)
        RencanaHasilKerja.objects.filter(skp=skp).update(perspektif="anggaran")
        self.assertEqual(self.found("I-16"), [])

    def test_neither_pengawas_nor_administrator_needs_it(self):
        for kunci in ("kasi", "kabid"):
            self.make(kunci)
        self.assertEqual(RencanaHasilKerja.objects.filter(perspektif="").count(), 2)
        self.assertEqual(self.found("I-16"), [])


class TestI17(SkpRules):
    def test_who_has_gone_is_told_until_the_skp_is_closed(self):
        skp = self.signed_skp("staf")
        self.assertEqual(self.found("I-17"), [])
        Pejabat.objects.filter(pk=skp.pejabat_id).update(selesai=datetime.date(2026, 6, 30))
        (finding,) = self.found("I-17")
        self.assertIn("Pejabat berganti: tutup SKP lama.", finding.message)
        Skp.objects.filter(pk=skp.pk).update(status="ditutup")
        self.assertEqual(self.found("I-17"), [])

    def test_who_holds_the_position_until_today_has_not_gone(self):
        skp = self.signed_skp("staf")
        Pejabat.objects.filter(pk=skp.pejabat_id).update(selesai=TODAY)
        self.assertEqual(self.found("I-17"), [])


class TestQueries(SkpRules):
    def test_the_three_rules_ask_one_query(self):
        self.make("staf")
        with CaptureQueriesContext(connection) as asked:
            self.found("I-15")
        self.assertEqual(sum("rencanahasilkerja" in q["sql"] for q in asked.captured_queries), 1)
