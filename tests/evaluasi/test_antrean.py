"""The queue: what waits, for whom, how far it is; search, filters, order."""

from __future__ import annotations

from evaluasi.actions import keep, penilaian, penugasan, usulan
from evaluasi.temuan import check
from pohon.models import Pohon
from tests.base import make_user
from tests.evaluasi.meja_uji import CastMeja, card, edge, submit

URL = "/meja/"


class TestAntrean(CastMeja):
    def page(self, user=None, query: str = ""):
        return self.client_for(user or self.evaluator).get(URL + query)

    def outcomes(self, user=None, query: str = "") -> list[str]:
        return [row.outcome for row in self.page(user, query).context["halaman"]]

    def other(self, pernyataan: str = "Mutu belajar naik") -> Pohon:
        pohon = self.make_pohon(unit=self.unit_b, pernyataan=pernyataan)
        submit(pohon, self.admin)
        return pohon

    def test_it_shows_what_was_submitted_by_whom_and_how_far_it_is(self) -> None:
        penugasan.take(user=self.evaluator, pohon_id=self.pohon.pk)
        penugasan.take(user=self.evaluator_b, pohon_id=self.pohon.pk)
        for user in (self.evaluator, self.evaluator_b):
            penilaian.judge(user=user, versi_id=self.versi.pk, daftar=[edge(self.csf, "1")])
        penilaian.judge(
            user=self.evaluator_b,
            versi_id=self.versi.pk,
            daftar=[edge(self.lain, "1"), card(self.kartu, "smart")],
        )
        row = self.page().context["halaman"][0]
        self.assertEqual((row.hubungan_tim, row.hubungan_saya, row.jumlah_hubungan), (2, 1, 2))
        self.assertEqual((row.indikator_tim, row.indikator_saya, row.jumlah_indikator), (1, 0, 1))
        self.assertEqual((row.pengaju, row.ketua, row.jumlah_tim), ("Perencana A", "Evaluator", 2))
        self.assertContains(self.page(), "2 dari 2 hubungan")

    def test_it_counts_the_findings_of_the_last_check_and_the_answers(self) -> None:
        self.assertContains(self.page(), "Belum diperiksa")
        laporan = check(self.pohon)
        keep(laporan)
        penugasan.take(user=self.evaluator, pohon_id=self.pohon.pk)
        first = laporan.daftar[0].sidik
        usulan.answer_suggestion(
            user=self.evaluator, versi_id=self.versi.pk, sidik=first, keputusan="dibenarkan"
        )
        row = self.page().context["halaman"][0]
        weights = [str(one.finding.severity) for one in laporan.daftar]
        self.assertEqual((row.jumlah_temuan, row.galat), (len(weights), weights.count("galat")))
        self.assertEqual((row.jumlah_alasan, row.usulan_dijawab), (0, 1))
        self.assertContains(self.page(), f"{len(weights)} temuan")

    def test_an_evaluator_of_one_unit_sees_that_unit_and_those_below(self) -> None:
        self.other()
        own = make_user("evaluator_disdik", "evaluator", self.instansi, self.unit_b)
        self.assertEqual(self.outcomes(own), ["Mutu belajar naik"])
        self.assertEqual(len(self.outcomes()), 2)

    def test_an_admin_sees_all_and_judges_none(self) -> None:
        page = self.page(self.admin)
        self.assertContains(page, "Kemacetan berkurang")
        self.assertNotContains(page, "Ambil<")

    def test_readers_planners_and_other_instansi_are_refused(self) -> None:
        for user in (self.pembaca_a, self.perencana_a, self.asing):
            self.assertContains(self.page(user), "Antrean penilaian hanya untuk", status_code=403)

    def test_drafts_wait_nowhere_and_decided_trees_stand_in_the_history(self) -> None:
        self.make_pohon(unit=self.unit_a, pernyataan="Masih draf")
        Pohon.objects.filter(pk=self.other().pk).update(status="dikembalikan")
        self.assertEqual(self.outcomes(), ["Kemacetan berkurang"])
        self.assertEqual(self.outcomes(query="?status=dikembalikan"), ["Mutu belajar naik"])
        self.assertEqual(self.outcomes(query="?status=draf"), ["Kemacetan berkurang"])

    def test_filters_and_search_narrow_it(self) -> None:
        self.other()
        penugasan.take(user=self.evaluator, pohon_id=self.pohon.pk)
        mine, free = ["Kemacetan berkurang"], ["Mutu belajar naik"]
        for query, wanted in (
            ("?tim=saya", mine),
            ("?tim=bebas", free),
            (f"?unit={self.unit_b.pk}", free),
            (f"?periode={self.periode.pk}&q=kemacetan", mine),
            ("?q=pendidikan", free),
            ("?q=evaluator", mine),
            ("?unit=abc", []),
            (f"?periode={'9' * 40}", []),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.outcomes(query=query), wanted)
        for order in ("pohon", "-unit", "periode", "-diajukan", "kemajuan", "entah"):
            self.assertEqual(len(self.outcomes(query=f"?urut={order}")), 2)

    def test_the_longest_waiting_comes_first(self) -> None:
        self.other()
        self.assertEqual(self.outcomes(), ["Kemacetan berkurang", "Mutu belajar naik"])

    def test_taking_goes_to_the_desk(self) -> None:
        client = self.client_for(self.evaluator)
        answer = client.post(f"/meja/{self.pohon.pk}/ambil/", follow=True)
        self.assertContains(answer, "sebagai ketua tim")
        Pohon.objects.filter(pk=self.pohon.pk).update(status="draf")
        refused = self.client_for(self.evaluator_b).post(
            f"/meja/{self.pohon.pk}/ambil/", follow=True
        )
        self.assertContains(refused, "sedang diajukan")

    def test_the_queries_do_not_grow_with_the_list(self) -> None:
        client = self.client_for(self.evaluator)
        with self.assertNumQueries(8):
            client.get(URL)
        for n in range(5):
            penugasan.take(user=self.evaluator, pohon_id=self.other(f"Outcome {n}").pk)
        with self.assertNumQueries(8):
            client.get(URL)
