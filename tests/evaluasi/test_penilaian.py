"""Judging edges, indicators and the whole; suggested findings; what carries over to the next version."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from evaluasi import actions
from evaluasi.actions import penilaian, penugasan, usulan
from evaluasi.catatan import notes
from evaluasi.meja import carried
from evaluasi.models import (
    PenilaianHubungan,
    PenilaianIndikator,
    PenilaianPohon,
    TanggapanUsulan,
    TemuanEvaluasi,
)
from evaluasi.temuan import Temuan, check
from evaluasi.usulan import suggestions
from pohon.models import Pohon
from tests.evaluasi.meja_uji import CastMeja, card, edge


class Judging(CastMeja):
    def setUp(self) -> None:
        penugasan.take(user=self.evaluator, pohon_id=self.pohon.pk)
        penugasan.take(user=self.evaluator_b, pohon_id=self.pohon.pk)

    def judge(self, *daftar, user=None, versi=None):
        return penilaian.judge(
            user=user or self.evaluator, versi_id=(versi or self.versi).pk, daftar=daftar
        )


class TestPenilaian(Judging):
    def test_a_judgement_is_kept_changed_and_taken_back(self) -> None:
        self.judge(edge(self.csf, "1"))
        self.judge(edge(self.csf, "0.5", "Kurang"))
        row = PenilaianHubungan.objects.get(versi=self.versi)
        self.assertEqual((row.nilai, row.catatan, row.oleh), ("0.5", "Kurang", self.evaluator))
        self.judge(edge(self.csf, ""))
        self.assertFalse(PenilaianHubungan.objects.exists())

    def test_the_same_request_twice_changes_nothing(self) -> None:
        for _ in range(2):
            hasil = self.judge(edge(self.csf, "1"), card(self.kartu, "sma"))
            self.assertEqual(len(hasil.tersimpan), 2)
        self.assertEqual(PenilaianHubungan.objects.count(), 1)
        self.assertEqual(PenilaianIndikator.objects.count(), 1)

    def test_two_evaluators_keep_rows_of_their_own(self) -> None:
        self.judge(edge(self.csf, "1"))
        self.judge(edge(self.csf, "0", "Tidak terbukti"), user=self.evaluator_b)
        rows = PenilaianHubungan.objects.order_by("pk").values_list("oleh__username", "nilai")
        self.assertEqual(list(rows), [("evaluator", "1"), ("evaluator_b", "0")])

    def test_illogical_needs_its_note_and_the_rest_is_kept(self) -> None:
        hasil = self.judge(edge(self.csf, "0"), edge(self.lain, "1"))
        self.assertEqual(hasil.tersimpan, [f"h{self.lain.pk}"])
        self.assertIn("Tulis keterangan", hasil.tolakan[f"h{self.csf.pk}"])

    def test_what_is_not_in_the_version_is_refused_with_a_sentence(self) -> None:
        root = self.versi.isi["simpul"][0]["id"]
        wrong = [
            {"jenis": "hubungan", "simpul": root, "nilai": "1"},  # the outcome has no edge
            {"jenis": "hubungan", "simpul": 999999, "nilai": "1"},
            {"jenis": "hubungan", "simpul": self.csf.pk, "nilai": "2"},
            {"jenis": "indikator", "indikator": 999999, "huruf": {}},
            {"jenis": "indikator", "indikator": self.kartu.pk, "huruf": {"x": True}},
            {"jenis": "indikator", "indikator": self.kartu.pk, "huruf": {"spesifik": "ya"}},
            {"jenis": "pohon", "nilai": "101"},
            {"jenis": "pohon", "nilai": "baik"},
            {"jenis": "lain"},
            edge(self.csf, "1", "x" * 2001),
        ]
        for entry in wrong:
            with self.subTest(entry=str(entry)[:60]):
                hasil = self.judge(entry)
                self.assertEqual(hasil.tersimpan, [])
                self.assertEqual(len(hasil.tolakan), 1)
        self.assertFalse(PenilaianHubungan.objects.exists())
        self.assertFalse(PenilaianIndikator.objects.exists())

    def test_the_whole_is_rated_with_a_comma(self) -> None:
        self.judge({"jenis": "pohon", "nilai": "82,5", "catatan": "Baik"})
        self.assertEqual(str(PenilaianPohon.objects.get().nilai), "82.50")

    def test_who_is_not_of_the_team_or_drafted_the_tree_judges_nothing(self) -> None:
        for user, sentence in (
            (self.pimpinan, "Ambil pohon ini dahulu"),
            (self.pembaca_a, "bukan evaluator"),
            (self.perencana_a, "bukan evaluator"),
        ):
            with self.assertRaisesMessage(PermissionDenied, sentence):
                self.judge(edge(self.csf, "1"), user=user)

    def test_a_decided_version_is_judged_no_more(self) -> None:
        actions.send_back(
            user=self.evaluator, pohon_id=self.pohon.pk, catatan="Perbaiki hubungannya"
        )
        with self.assertRaisesMessage(ValidationError, "tidak sedang diajukan"):
            self.judge(edge(self.csf, "1"))

    def test_an_old_version_is_judged_no_more_when_a_new_one_is_submitted(self) -> None:
        self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        with self.assertRaises(ValidationError):
            self.judge(edge(self.csf, "1"))

    def test_too_many_at_once_are_refused(self) -> None:
        with self.assertRaises(ValidationError):
            self.judge(*[edge(self.csf, "1")] * (penilaian.MOST + 1))


class TestBawaan(Judging):
    """What was judged before and did not change."""

    def test_what_did_not_change_carries_over_to_be_confirmed(self) -> None:
        self.judge(edge(self.csf, "0.5", "Kurang"), edge(self.lain, "1"), card(self.kartu, "smart"))
        new = self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        found = carried(self.evaluator, new)
        self.assertEqual(set(found), {f"h{self.csf.pk}", f"i{self.kartu.pk}"})
        self.assertEqual(found[f"h{self.csf.pk}"]["catatan"], "Kurang")
        self.assertEqual(found[f"h{self.csf.pk}"]["versi"], 1)
        self.assertFalse(PenilaianHubungan.objects.filter(versi=new).exists())  # not yet confirmed

    def test_a_changed_parent_changes_the_edge(self) -> None:
        self.judge(edge(self.csf, "1"))
        root = self.csf.induk
        new = self.mend(root, "Kemacetan kota berkurang")
        self.assertNotIn(f"h{self.csf.pk}", carried(self.evaluator, new))

    def test_ones_own_row_carries_over_before_the_verdict_of_the_team(self) -> None:
        self.judge(edge(self.csf, "1"))
        self.judge(edge(self.csf, "0.5"), user=self.evaluator_b)
        new = self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        key = f"h{self.csf.pk}"
        self.assertEqual(carried(self.evaluator_b, new)[key]["nilai"], "0.5")
        self.assertEqual(carried(self.pimpinan, new)[key]["nilai"], "1")

    def test_the_first_version_carries_nothing(self) -> None:
        self.assertEqual(carried(self.evaluator, self.versi), {})


class Answering(Judging):
    """Helpers to answer suggested findings of the rules."""

    def found(self) -> list[Temuan]:
        return check(Pohon.objects.get(pk=self.pohon.pk)).daftar

    def sidik(self) -> str:
        return self.found()[0].sidik

    def answer(
        self, keputusan: str, catatan: str = "", user=None, sidik: str = "", versi=None, **more
    ) -> TanggapanUsulan:
        return usulan.answer_suggestion(
            user=user or self.evaluator,
            versi_id=(versi or self.versi).pk,
            sidik=sidik or self.sidik(),
            keputusan=keputusan,
            catatan=catatan,
            **more,
        )

    def withdraw(self, sidik: str = "", versi=None, **more) -> None:
        usulan.withdraw_answer(
            user=self.evaluator,
            versi_id=(versi or self.versi).pk,
            sidik=sidik or self.sidik(),
            **more,
        )


class TestUsulan(Answering):
    """Suggested findings of the rules."""

    def test_a_confirmed_suggestion_drafts_a_numbered_finding_once(self) -> None:
        for _ in range(2):
            self.answer("dibenarkan")
        row = TemuanEvaluasi.objects.get()
        finding = check(Pohon.objects.get(pk=self.pohon.pk)).daftar[0].finding
        self.assertEqual((row.nomor, row.kondisi), (1, finding.message))
        self.assertEqual((row.kriteria, row.rekomendasi), (finding.source, finding.fix))

    def test_a_rejection_needs_its_reason(self) -> None:
        with self.assertRaisesMessage(ValidationError, "mengapa usulan"):
            self.answer("ditolak")
        with self.assertRaisesMessage(ValidationError, "dua kata"):
            self.answer("ditolak", "x")
        self.answer("ditolak", "Sudah sesuai Renstra")
        self.assertFalse(TemuanEvaluasi.objects.exists())

    def test_an_answer_is_taken_back_with_its_draft_unless_it_was_worked_on(self) -> None:
        self.answer("dibenarkan")
        usulan.withdraw_answer(user=self.evaluator, versi_id=self.versi.pk, sidik=self.sidik())
        self.assertFalse(TemuanEvaluasi.objects.exists())
        self.answer("dibenarkan")
        TemuanEvaluasi.objects.update(sebab="Data tidak dikumpulkan")
        with self.assertRaisesMessage(ValidationError, "sudah dikerjakan"):
            usulan.withdraw_answer(user=self.evaluator, versi_id=self.versi.pk, sidik=self.sidik())
        with self.assertRaisesMessage(ValidationError, "sudah dikerjakan"):
            self.answer("ditolak", "Sudah sesuai Renstra")
        self.assertTrue(TanggapanUsulan.objects.filter(keputusan="dibenarkan").exists())

    def test_what_was_edited_in_the_report_is_not_deleted_from_the_desk(self) -> None:
        for field, value in (("rekomendasi", "Susun ulang"), ("batas", "2026-12-01")):
            self.answer("dibenarkan")
            TemuanEvaluasi.objects.update(**{field: value})
            with self.assertRaisesMessage(ValidationError, "sudah dikerjakan"):
                self.withdraw()
            TemuanEvaluasi.objects.all().delete()
            self.withdraw()  # its finding was deleted in the report

    def test_taking_back_leaves_no_gap_in_the_numbers(self) -> None:
        first, second = (one.sidik for one in self.found()[:2])
        for sidik in (first, second):
            self.answer("dibenarkan", sidik=sidik)
        self.withdraw(first)
        self.assertEqual(TemuanEvaluasi.objects.get().nomor, 1)

    def test_an_answer_somebody_else_gave_meanwhile_is_not_replaced(self) -> None:
        self.answer("dibenarkan", dikenal="")
        with self.assertRaisesMessage(ValidationError, "baru saja dibenarkan Evaluator"):
            self.answer("ditolak", "Sudah sesuai Renstra", self.evaluator_b, dikenal="")
        self.answer("dibenarkan", user=self.evaluator_b, dikenal="")  # the same is no quarrel
        self.answer("ditolak", "Sudah sesuai Renstra", self.evaluator_b, dikenal="dibenarkan")
        self.assertFalse(TemuanEvaluasi.objects.exists())
        with self.assertRaisesMessage(ValidationError, "baru saja ditolak"):
            self.withdraw(dikenal="dibenarkan")

    def test_an_unknown_finding_and_an_unknown_answer_are_refused(self) -> None:
        with self.assertRaises(ValidationError):
            self.answer("mungkin")
        with self.assertRaisesMessage(ValidationError, "tidak ada lagi"):
            usulan.answer_suggestion(
                user=self.evaluator, versi_id=self.versi.pk, sidik="x", keputusan="dibenarkan"
            )

    def test_who_is_not_of_the_team_answers_nothing(self) -> None:
        with self.assertRaises(PermissionDenied):
            self.answer("dibenarkan", user=self.pimpinan)


class TestUsulanLalu(Answering):
    """What was answered in a version before."""

    def entries(self, versi, *, is_open: bool = True) -> dict[str, dict[str, Any]]:
        versi.pohon = Pohon.objects.get(pk=self.pohon.pk)
        return {one["sidik"]: one for one in suggestions(versi, is_open=is_open)}

    def test_the_next_version_shows_what_was_answered_and_how(self) -> None:
        first, second = (one.sidik for one in self.found()[:2])
        self.answer("dibenarkan", sidik=first)
        self.answer("ditolak", "Sudah sesuai Renstra", sidik=second)
        new = self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        found = self.entries(new)
        self.assertIsNone(found[first]["tanggapan"])
        lalu = found[first]["lalu"]
        self.assertEqual((lalu["versi"], lalu["keputusan"], lalu["temuan"]), (1, "dibenarkan", 1))
        self.assertEqual(found[second]["lalu"]["catatan"], "Sudah sesuai Renstra")

    def test_what_was_mended_since_is_told_as_no_longer_found(self) -> None:
        quoting = (one for one in self.found() if self.lain.pernyataan in one.finding.message)
        about = next(one.sidik for one in quoting if one.finding.simpul == self.lain.pk)
        self.answer("dibenarkan", sidik=about)
        new = self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        one = self.entries(new)[about]
        self.assertTrue(one["hilang"])
        self.assertEqual((one["simpul"], one["lalu"]["versi"]), (self.lain.pk, 1))

    def test_an_old_version_shows_its_own_answers(self) -> None:
        sidik = self.sidik()
        self.answer("ditolak", "Sudah sesuai Renstra")
        self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        found = self.entries(self.versi, is_open=False)
        self.assertEqual(list(found), [sidik])
        self.assertEqual(found[sidik]["tanggapan"]["catatan"], "Sudah sesuai Renstra")

    def test_a_finding_confirmed_again_is_the_one_in_the_report_until_it_is_settled(self) -> None:
        sidik = self.sidik()
        self.answer("dibenarkan", sidik=sidik)
        new = self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        self.assertNotIn(TemuanEvaluasi.objects.get().kondisi, notes(self.pohon, new))
        self.answer("dibenarkan", sidik=sidik, versi=new)
        self.assertIn(TemuanEvaluasi.objects.get().kondisi, notes(self.pohon, new))
        self.withdraw(sidik, new)
        self.assertEqual(TemuanEvaluasi.objects.get().versi, self.versi)
        TemuanEvaluasi.objects.update(status=TemuanEvaluasi.Status.SELESAI)
        self.answer("dibenarkan", sidik=sidik, versi=new)
        self.assertEqual(TemuanEvaluasi.objects.count(), 2)


class TestAlamatNilai(Judging):
    """The address the desk saves to."""

    def post(self, body: str | bytes, user=None):
        return self.client_for(user or self.evaluator).post(
            f"/meja/versi/{self.versi.pk}/nilai/", body, content_type="application/json"
        )

    def test_it_answers_what_was_kept_the_refusals_and_the_scores(self) -> None:
        daftar = [edge(self.csf, "1"), edge(self.lain, "0")]
        answer = self.post(json.dumps({"daftar": daftar})).json()
        self.assertEqual(answer["tersimpan"], [f"h{self.csf.pk}"])
        self.assertEqual(list(answer["tolakan"]), [f"h{self.lain.pk}"])
        self.assertEqual(answer["skor"]["hubungan"], "100,00")
        self.assertEqual(answer["nilai"][f"h{self.csf.pk}"]["saya"]["nilai"], "1")

    def test_unreadable_bodies_get_a_sentence(self) -> None:
        for body in ("", "{", "[]", '{"daftar": 1}', '{"daftar": [1]}', b"\xff", '"\\u0000"'):
            with self.subTest(body=body):
                answer = self.post(body)
                self.assertEqual(answer.status_code, 400)
                self.assertIn("tidak dapat dibaca", answer.json()["pesan"])

    def test_a_nul_in_a_note_is_refused_and_nothing_breaks(self) -> None:
        answer = self.post(json.dumps({"daftar": [edge(self.csf, "1", "a\x00b")]}))
        self.assertIn(answer.status_code, (200, 400))
        self.assertFalse(PenilaianHubungan.objects.exists())

    def test_it_refuses_who_is_not_of_the_team_and_what_was_decided(self) -> None:
        body = json.dumps({"daftar": [edge(self.csf, "1")]})
        self.assertEqual(self.post(body, self.pimpinan).status_code, 403)
        actions.send_back(
            user=self.evaluator, pohon_id=self.pohon.pk, catatan="Perbaiki hubungannya"
        )
        self.assertEqual(self.post(body).status_code, 409)

    def test_the_other_evaluator_sees_where_the_team_differs(self) -> None:
        self.judge(edge(self.csf, "1"), user=self.evaluator_b)
        penugasan.take(user=self.pimpinan, pohon_id=self.pohon.pk)
        self.judge(edge(self.csf, "0.5"), user=self.pimpinan)
        url = f"/meja/versi/{self.versi.pk}/nilai/"
        said = self.client_for(self.evaluator).get(url).json()["nilai"][f"h{self.csf.pk}"]
        self.assertTrue(said["beda"])
        self.assertIsNone(said["saya"])
        self.assertEqual({one["nama"] for one in said["tim"]}, {"Evaluator B", "Pimpinan"})
