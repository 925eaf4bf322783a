"""`manage.py periksa`: which trees, which findings, reasons, JSON, and the exit code."""

from __future__ import annotations

import json
from io import StringIO

from django.core.management import CommandError, call_command

from evaluasi import actions
from pohon.models import Indikator
from tests.evaluasi.dasar_temuan import TemuanTest


class TestPeriksa(TemuanTest):
    def setUp(self):
        super().setUp()
        self.other = self.make_pohon(unit=self.unit_b, pernyataan="Murid tuntas sekolah")

    def run_it(self, *args):
        out = StringIO()
        call_command("periksa", *args, stdout=out)
        return out.getvalue()

    def test_a_unit_takes_the_units_below_with_it(self):
        below = self.make_pohon(unit=self.unit_a1, pernyataan="Lampu menyala")
        found = json.loads(self.run_it("--unit", str(self.unit_a.pk), "--json"))
        self.assertEqual([one["pohon"] for one in found], [self.pohon.pk, below.pk])

    def test_an_instansi_takes_its_trees_alone(self):
        self.assertEqual(
            json.loads(self.run_it("--instansi", str(self.instansi_asing.pk), "--json")), []
        )
        found = json.loads(self.run_it("--instansi", str(self.instansi.pk), "--json"))
        self.assertEqual(len(found), 2)

    def test_it_keeps_to_rules_and_weights(self):
        told = self.run_it(str(self.pohon.pk), "--aturan", "a-08")
        self.assertIn("A-08 peringatan", told)
        self.assertNotIn("A-06", told)
        told = self.run_it(str(self.pohon.pk), "--tingkat", "galat")
        self.assertIn("A-06 galat", told)
        self.assertNotIn("A-08", told)

    def test_it_tells_the_reasons(self):
        sidik = self.one("A-08").sidik
        actions.give_reason(
            user=self.perencana_a,
            pohon_id=self.pohon.pk,
            sidik=[sidik],
            alasan="Berita acara menyusul",
        )
        self.assertIn("[diberi alasan: Berita acara menyusul]", self.run_it(str(self.pohon.pk)))
        actions.answer_reason(
            user=self.evaluator,
            pohon_id=self.pohon.pk,
            sidik=sidik,
            tolak=True,
            tanggapan="Kapan itu menyusul?",
        )
        self.assertIn(
            "[alasan ditolak: Berita acara menyusul; evaluator: Kapan itu menyusul?]",
            self.run_it(str(self.pohon.pk)),
        )

    def test_a_sentence_about_an_indikator_names_its_simpul(self):
        self.pohon.tahap = 4
        self.pohon.save()
        simpul = self.make_simpul(self.pohon, "Halte terawat")
        Indikator.objects.create(simpul=simpul, nama="Persentase halte laik", satuan="%")
        told = self.run_it(str(self.pohon.pk), "--aturan", "E-06")
        self.assertIn("E-06 galat: “Halte terawat”: Kurun waktu indikator “Persentase", told)
        found = json.loads(self.run_it(str(self.pohon.pk), "--aturan", "E-06", "--json"))
        self.assertEqual(found[0]["temuan"][0]["pernyataan"], "Halte terawat")

    def test_a_galat_fails_only_when_asked_to(self):
        self.run_it(str(self.pohon.pk))
        with self.assertRaises(SystemExit) as caught:
            self.run_it(str(self.pohon.pk), "--gagal-bila-galat")
        self.assertEqual(caught.exception.code, 1)
        self.run_it(str(self.pohon.pk), "--gagal-bila-galat", "--tingkat", "peringatan")

    def test_what_does_not_exist_is_told(self):
        for args in (
            ("99999",),
            ("--unit", "99999"),
            ("--instansi", "99999"),
            ("--aturan", "Z-99"),
        ):
            with self.assertRaisesMessage(CommandError, "tidak ada"):
                self.run_it(*args)
