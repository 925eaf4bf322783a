"""Weights, totals and boundaries of the LKE, reckoned by hand."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from evaluasi.lke.hak import Sisi
from evaluasi.lke.nilai import add_up, predikat_of, suggested_letter
from evaluasi.models import KomponenLke, KriteriaLke, PredikatLke, SkalaLke, SubkomponenLke
from tests.evaluasi.dasar_lke import CastLke

D = Decimal


class TestBobot(CastLke):
    def test_the_weights_add_up_to_one_hundred_on_both_levels(self) -> None:
        versi = self.lke.versi
        parts = KomponenLke.objects.filter(versi=versi)
        self.assertEqual([p.bobot for p in parts], [30, 30, 15, 25])
        subs = SubkomponenLke.objects.filter(komponen__versi=versi)
        self.assertEqual(subs.aggregate(n=Sum("bobot"))["n"], 100)
        for part in parts:
            shares = [s.bobot / part.bobot for s in part.daftar_subkomponen.all()]
            self.assertEqual(shares, [D("0.2"), D("0.3"), D("0.5")])

    def test_the_criteria_are_eighty_and_named_by_their_place(self) -> None:
        rows = KriteriaLke.objects.filter(subkomponen__komponen__versi=self.lke.versi)
        codes = [row.kode for row in rows]
        self.assertEqual((len(codes), codes[0], codes[-1]), (80, "1.a.1", "4.c.5"))
        stars = [row.kode for row in rows if row.menyangkut_pohon]
        self.assertEqual(
            stars,
            ["1.a.3", "1.a.5", *(f"1.b.{n}" for n in range(3, 12)), "1.c.1", "1.c.2"]
            + ["2.a.2", "2.b.5", "2.c.3", "3.b.4", "3.c.6"],
        )


class TestJumlah(CastLke):
    def test_totals_are_reckoned_by_hand(self) -> None:
        self.fill(
            huruf={"1.a": "AA", "1.b": "A", "1.c": "BB", "2.a": "B", "2.b": "CC", "2.c": "C"}
            | {"3.a": "D", "3.b": "E", "3.c": "B", "4.a": "AA", "4.b": "B", "4.c": "CC"}
        )
        # 6 + 8,1 + 12 | 4,2 + 5,4 + 7,5 | 0,9 + 0 + 5,25 | 5 + 5,25 + 7,5
        isi = self.isi()
        found = [part.mandiri.bulat for part in isi.komponen]
        self.assertEqual(found, [D("26.10"), D("17.10"), D("6.15"), D("17.75")])
        self.assertEqual(isi.mandiri.bulat, D("67.10"))
        predikat = isi.predikat_mandiri
        assert predikat is not None
        self.assertEqual(predikat.huruf, "B")
        self.lke.refresh_from_db()
        self.assertEqual(self.lke.total_mandiri, D("67.10"))
        self.assertIsNone(self.lke.total_evaluator)

    def test_the_same_letter_everywhere_gives_its_own_value(self) -> None:
        for huruf, nilai in {"AA": 100, "A": 90, "BB": 80, "CC": 60, "D": 30, "E": 0}.items():
            self.fill(huruf=huruf)
            self.assertEqual(self.isi().mandiri.nilai, nilai, huruf)

    def test_no_predikat_while_a_letter_is_missing(self) -> None:
        isi = self.isi()
        self.assertIsNone(isi.predikat_of(Sisi.MANDIRI))
        self.assertEqual((isi.mandiri.terjawab, isi.mandiri.seluruhnya), (0, 12))

    def test_what_is_summed_is_rounded_once_and_half_up(self) -> None:
        three = [(D("0.05"), D("10"))] * 3  # 0.005 each: rounded one by one it would be 0.03
        self.assertEqual(add_up(three).nilai, D("0.015"))
        self.assertEqual(add_up(three).bulat, D("0.02"))


class TestBatas(CastLke):
    def test_each_boundary_of_the_predikat_belongs_to_the_lower_one(self) -> None:
        scale = list(PredikatLke.objects.filter(versi=self.lke.versi))
        for total, huruf in {
            "0": "D", "30": "D", "30.01": "C", "50": "C", "50.01": "CC", "60": "CC",
            "60.01": "B", "70": "B", "70.01": "BB", "80": "BB", "80.01": "A", "90": "A",
            "90.004": "A", "90.005": "AA", "90.01": "AA", "100": "AA",
        }.items():  # fmt: skip
            found = predikat_of(scale, D(total))
            assert found is not None
            self.assertEqual(found.huruf, huruf, total)

    def test_each_boundary_of_the_scale_belongs_to_the_lower_letter(self) -> None:
        scale = list(SkalaLke.objects.filter(versi=self.lke.versi))
        for persen, huruf in {
            "0": "E", "0.01": "D", "25": "D", "25.01": "C", "50": "C", "50.01": "CC",
            "75": "CC", "75.01": "B", "99.99": "B", "100": "BB",
        }.items():  # fmt: skip
            found = suggested_letter(scale, D(persen))
            assert found is not None
            self.assertEqual(found.huruf, huruf, persen)
        self.assertIsNone(suggested_letter(scale, None))

    def test_the_letter_suggested_from_criteria_counts_sebagian_half(self) -> None:
        self.fill()
        isi = self.isi()
        sub = next(s for s in isi.subkomponen if s.subkomponen.kode == "2.a")
        self.assertEqual(sub.share(Sisi.MANDIRI), 100)
        sub.kriteria[0].jawaban.terpenuhi = "sebagian"
        sub.kriteria[1].jawaban.terpenuhi = "tidak"
        self.assertEqual(sub.share(Sisi.MANDIRI), 50)  # (0,5 + 0 + 1) / 3
        suggested = sub.suggested(Sisi.MANDIRI)
        assert suggested is not None
        self.assertEqual(suggested.huruf, "C")
        sub.kriteria[1].jawaban.terpenuhi = ""
        self.assertIsNone(sub.suggested(Sisi.MANDIRI))
