"""What counts of a team's judgements, and the scores of both working papers."""

from __future__ import annotations

from decimal import Decimal

from evaluasi import putusan
from evaluasi.actions import penilaian, penugasan, reviu
from pohon.models import VersiPohon
from tests.evaluasi.meja_uji import CastMeja, card, edge


class TestPutusan(CastMeja):
    def setUp(self) -> None:
        penugasan.take(user=self.evaluator, pohon_id=self.pohon.pk)
        penugasan.take(user=self.evaluator_b, pohon_id=self.pohon.pk)
        penugasan.take(user=self.pimpinan, pohon_id=self.pohon.pk)

    def judge(self, user, *daftar) -> None:
        hasil = penilaian.judge(user=user, versi_id=self.versi.pk, daftar=daftar)
        self.assertEqual(hasil.tolakan, {})

    def test_nothing_judged_gives_no_verdict_and_no_score(self) -> None:
        self.assertEqual(putusan.hubungan(self.versi), {})
        self.assertIsNone(putusan.skor_hubungan([]))
        self.assertIsNone(putusan.skor_indikator([]))

    def test_one_judgement_counts_as_given(self) -> None:
        self.judge(self.evaluator_b, edge(self.csf, "0.5", "Terlalu jauh"))
        one = putusan.hubungan(self.versi)[self.csf.pk]
        self.assertEqual((one.nilai, one.angka, one.beda), ("0.5", Decimal("0.5"), False))
        self.assertEqual(one.catatan, "Terlalu jauh")

    def test_members_who_differ_leave_it_open_until_the_lead_settles_it(self) -> None:
        self.judge(self.evaluator_b, edge(self.csf, "1"))
        self.judge(self.pimpinan, edge(self.csf, "0", "Tidak ada hubungan"))
        one = putusan.hubungan(self.versi)[self.csf.pk]
        self.assertEqual((one.nilai, one.beda), ("0", True))  # the latest
        self.judge(self.evaluator, edge(self.csf, "0.5"))
        one = putusan.hubungan(self.versi)[self.csf.pk]
        self.assertEqual((one.nilai, one.beda, len(one.suara)), ("0.5", False, 3))

    def test_passing_the_lead_passes_the_last_word(self) -> None:
        self.judge(self.evaluator, edge(self.csf, "1"))
        self.judge(self.evaluator_b, edge(self.csf, "0.5"))
        self.assertEqual(putusan.hubungan(self.versi)[self.csf.pk].nilai, "1")
        penugasan.pass_lead(
            user=self.evaluator, pohon_id=self.pohon.pk, evaluator_id=self.evaluator_b.pk
        )
        self.assertEqual(putusan.hubungan(self.versi)[self.csf.pk].nilai, "0.5")

    def test_an_approved_version_has_the_judgements_of_what_was_submitted(self) -> None:
        self.judge(self.evaluator, edge(self.csf, "0.5"), card(self.kartu, "smart"))
        newer = self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        self.assertEqual(putusan.of_many([newer])[newer.pk].hubungan, {})
        penilaian.judge(user=self.evaluator, versi_id=newer.pk, daftar=[edge(self.csf, "1")])
        reviu.approve(user=self.pimpinan, pohon_id=self.pohon.pk)
        approved = VersiPohon.objects.filter(pohon=self.pohon).order_by("nomor").last()
        assert approved is not None
        found = putusan.of_many([self.versi, approved])
        self.assertEqual(found[approved.pk].hubungan[self.csf.pk].nilai, "1")
        self.assertEqual(found[approved.pk].indikator, {})
        self.assertEqual(found[self.versi.pk].hubungan[self.csf.pk].nilai, "0.5")

    def test_letters_are_settled_one_by_one(self) -> None:
        self.judge(self.evaluator_b, card(self.kartu, "sma-rt"))
        self.judge(self.evaluator, card(self.kartu, "r"))
        one = putusan.indikator(self.versi)[self.kartu.pk]
        self.assertTrue(one.is_complete)
        self.assertEqual((one.jumlah, one.menantang), (4, None))
        self.assertEqual(one.beda, frozenset())

    def test_members_who_differ_on_a_letter_name_it(self) -> None:
        self.judge(self.evaluator_b, card(self.kartu, "smart"))
        self.judge(self.pimpinan, card(self.kartu, "smar-t"))
        self.assertEqual(
            putusan.indikator(self.versi)[self.kartu.pk].beda, frozenset({"berbatas_waktu"})
        )

    def test_the_scores_are_those_of_the_working_papers(self) -> None:
        self.judge(self.evaluator, edge(self.csf, "1"), edge(self.lain, "0.5"))
        self.judge(self.evaluator, card(self.kartu, "sma-rt"))
        edges, cards = putusan.hubungan(self.versi), putusan.indikator(self.versi)
        self.assertEqual(putusan.skor_hubungan(edges.values()), Decimal("75.00"))
        self.assertEqual(putusan.skor_indikator(cards.values()), Decimal("60.00"))

    def test_scores_round_half_up_to_two_decimals(self) -> None:
        one = putusan.Putusan(1, "1", "", False, ())
        half = putusan.Putusan(2, "0.5", "", False, ())
        nil = putusan.Putusan(3, "0", "", False, ())
        self.assertEqual(putusan.skor_hubungan([one, one, nil]), Decimal("66.67"))
        sixteen = [half, *[nil] * 15]
        self.assertEqual(putusan.skor_hubungan(sixteen), Decimal("3.13"))  # 3.125

    def test_an_indicator_half_judged_stays_out_of_the_score(self) -> None:
        self.judge(self.evaluator, card(self.kartu, "sm"))
        cards = putusan.indikator(self.versi)
        self.assertIsNone(putusan.skor_indikator(cards.values()))

    def test_the_queries_do_not_grow(self) -> None:
        self.judge(self.evaluator, edge(self.csf, "1"), edge(self.lain, "1"))
        with self.assertNumQueries(2):
            putusan.hubungan(self.versi)
        with self.assertNumQueries(2):
            putusan.indikator(self.versi)
