"""Reasons for findings: who gives, changes, withdraws and answers them, and when they count."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from evaluasi import actions
from evaluasi.models import Pengecualian
from evaluasi.temuan import check
from organisasi import izin
from organisasi.models import Keanggotaan, Periode
from tests.base import make_user
from tests.evaluasi.dasar_temuan import TemuanTest


class PengecualianTest(TemuanTest):
    def give(self, rule="A-08", alasan="Rapat dijadwalkan 3 Maret.", user=None, **more):
        return actions.give_reason(
            user=user or self.perencana_a,
            pohon_id=self.pohon.pk,
            sidik=[self.one(rule).sidik],
            alasan=alasan,
            **more,
        )

    def answer(self, tolak=True, tanggapan="Belum cukup", user=None, **more):
        return actions.answer_reason(
            user=user or self.evaluator,
            pohon_id=self.pohon.pk,
            sidik=self.one("A-08").sidik,
            tolak=tolak,
            tanggapan=tanggapan,
            **more,
        )


class TestGiveReason(PengecualianTest):
    def test_a_finding_knows_its_reason_and_asks_for_nothing_more(self):
        self.assertTrue(self.one("A-08").wants_reason)
        self.give()
        one = self.one("A-08")
        self.assertTrue(one.is_excused)
        self.assertEqual(one.pengecualian.oleh, self.perencana_a)
        self.assertEqual(one.pengecualian.pesan, one.finding.message)

    def test_the_same_again_changes_nothing(self):
        first = self.give()[0]
        again = self.give()[0]
        self.assertEqual((again.pk, again.waktu), (first.pk, first.waktu))
        self.assertEqual(Pengecualian.objects.count(), 1)

    def test_a_galat_is_mended_not_explained(self):
        with self.assertRaisesMessage(ValidationError, "tidak dapat diberi alasan"):
            self.give("A-06")
        self.assertFalse(Pengecualian.objects.exists())

    def test_a_finding_that_is_gone_takes_no_reason(self):
        with self.assertRaisesMessage(ValidationError, "sudah tidak ada"):
            actions.give_reason(
                user=self.perencana_a, pohon_id=self.pohon.pk, sidik=["x" * 32], alasan="Apa pun"
            )

    def test_an_empty_reason_is_refused(self):
        with self.assertRaisesMessage(ValidationError, "Alasan belum diisi"):
            self.give(alasan="   ")

    def test_a_reason_of_a_letter_or_a_word_is_refused(self):
        for text in ("x", "-", "Menyusulkan", "123 456 789"):
            with self.assertRaisesMessage(ValidationError, "dua kata"):
                self.give(alasan=text)
        self.assertFalse(Pengecualian.objects.exists())

    def test_only_who_may_edit_the_tree_gives_one(self):
        for user in (self.pembaca_a, self.perencana_b, self.evaluator, self.pimpinan):
            with self.assertRaises(PermissionDenied):
                self.give(user=user)
        with self.assertRaises(Http404):
            self.give(user=self.asing)
        self.give(user=self.admin)

    def test_nobody_gives_or_withdraws_one_while_the_tree_is_submitted_or_approved(self):
        self.give()
        sidik = self.one("A-08").sidik
        for status in ("diajukan", "disetujui"):
            self.set_status(status)
            with self.assertRaises(PermissionDenied):
                self.give(alasan="Lain")
            with self.assertRaises(PermissionDenied):
                actions.withdraw_reason(
                    user=self.perencana_a, pohon_id=self.pohon.pk, sidik=[sidik]
                )

    def test_nobody_gives_one_in_a_locked_period(self):
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            self.give()

    def test_what_another_editor_wrote_meanwhile_is_not_overwritten(self):
        sidik = self.one("A-08").sidik
        seen = {sidik: ""}
        other = make_user("rekan", Keanggotaan.Peran.PERENCANA, self.instansi, self.unit_a)
        self.give(user=other, alasan="Sudah dibahas rekan.")
        with self.assertRaisesMessage(ValidationError, "diubah Rekan pada"):
            self.give(dikenal=seen)
        self.assertEqual(Pengecualian.objects.get().alasan, "Sudah dibahas rekan.")
        now = {sidik: actions.stamp(Pengecualian.objects.get())}
        self.give(dikenal=now)
        self.assertEqual(Pengecualian.objects.get().oleh, self.perencana_a)

    def test_a_reason_whose_finding_is_gone_is_kept_as_an_old_one(self):
        self.give()
        self.pohon.kesepakatan_tanggal = "2026-01-05"
        self.pohon.kesepakatan_peserta = "Kepala dinas"
        self.pohon.save()
        laporan = check(self.fresh())
        self.assertEqual([row.aturan for row in laporan.alasan_lama], ["A-08"])
        self.assertContains(self.client_for(self.pembaca_a).get(self.url), "Alasan lama (1)")

    def test_withdrawing_asks_for_a_reason_again_and_twice_is_harmless(self):
        self.give()
        sidik = self.one("A-08").sidik
        for gone in (1, 0):
            found = actions.withdraw_reason(
                user=self.perencana_a, pohon_id=self.pohon.pk, sidik=[sidik]
            )
            self.assertEqual(found, gone)
        self.assertTrue(self.one("A-08").wants_reason)


class TestAnswerReason(PengecualianTest):
    def setUp(self):
        super().setUp()
        self.give()

    def test_a_rejected_reason_no_longer_counts_and_shows_the_sentence(self):
        self.answer(tanggapan="Agenda rapat tidak ada.")
        one = self.one("A-08")
        self.assertTrue(one.is_rejected and one.wants_reason)
        page = self.client_for(self.perencana_a).get(self.url)
        self.assertContains(page, "Agenda rapat tidak ada.")
        self.assertContains(page, "Beri alasan lain")

    def test_it_can_be_accepted_again(self):
        self.answer()
        self.answer(tolak=False, tanggapan="")
        self.assertTrue(self.one("A-08").is_excused)

    def test_rejecting_needs_a_sentence(self):
        with self.assertRaisesMessage(ValidationError, "Tulis mengapa"):
            self.answer(tanggapan=" ")
        with self.assertRaisesMessage(ValidationError, "dua kata"):
            self.answer(tanggapan="x")
        self.assertTrue(self.one("A-08").is_excused)

    def test_a_reason_changed_or_answered_meanwhile_is_read_first(self):
        seen = actions.stamp(Pengecualian.objects.get())
        self.give(alasan="Berita acara terlampir.")
        with self.assertRaisesMessage(ValidationError, "Berita acara terlampir."):
            self.answer(dikenal=seen)
        now = actions.stamp(Pengecualian.objects.get())
        self.answer(dikenal=now)
        with self.assertRaisesMessage(ValidationError, "baru saja ditolak Evaluator"):
            self.answer(tolak=False, user=self.pimpinan, dikenal=now)

    def test_only_an_evaluator_or_pimpinan_answers(self):
        for user in (self.perencana_a, self.admin, self.pembaca_a):
            with self.assertRaises(PermissionDenied):
                self.answer(user=user)
        self.answer(user=self.pimpinan)

    def test_nobody_answers_in_a_tree_they_drafted(self):
        Keanggotaan.objects.create(
            pengguna=self.perencana_a, instansi=self.instansi, peran="evaluator"
        )
        izin.forget(self.perencana_a)
        with self.assertRaisesMessage(PermissionDenied, "ikut menyusun"):
            self.answer(user=self.perencana_a)

    def test_an_approved_tree_is_no_longer_answered(self):
        self.set_status("disetujui")
        with self.assertRaisesMessage(PermissionDenied, "sudah disetujui"):
            self.answer()

    def test_the_rejected_reason_itself_is_not_taken_again_but_another_is(self):
        self.answer()
        with self.assertRaisesMessage(ValidationError, "sudah ditolak"):
            self.give()
        self.give(alasan="Berita acara terlampir.")
        self.assertTrue(self.one("A-08").is_excused)


class TestHalamanAlasan(PengecualianTest):
    def setUp(self):
        super().setUp()
        self.form = f"{self.url}alasan/?aturan=A-08"
        self.client = self.client_for(self.perencana_a)

    def test_the_form_offers_the_findings_of_the_rule_and_saves_one_reason_for_them(self):
        sidik = self.one("A-08").sidik
        self.assertContains(self.client.get(self.form), f'value="{sidik}" checked')
        answer = self.client.post(
            self.form,
            {"sidik": [sidik], "alasan": "Berita acara menyusul", f"dikenal-{sidik}": ""},
            follow=True,
        )
        self.assertContains(answer, "Alasan tersimpan untuk 1 temuan A-08.")
        self.assertContains(answer, "Diberi alasan")

    def test_what_was_typed_stays_when_nothing_is_chosen(self):
        answer = self.client.post(self.form, {"alasan": "Rapat bulan depan"})
        self.assertContains(answer, "Pilih sekurang-kurangnya satu temuan.")
        self.assertContains(answer, "Rapat bulan depan")

    def test_a_finding_settled_meanwhile_is_told(self):
        answer = self.client.post(self.form, {"sidik": ["a" * 32], "alasan": "Rapat bulan depan"})
        self.assertContains(answer, "Sebagian temuan sudah tidak ada")
        self.assertContains(answer, "Rapat bulan depan")

    def test_a_rule_without_findings_leads_back(self):
        answer = self.client.get(f"{self.url}alasan/?aturan=Z-99", follow=True)
        self.assertRedirects(answer, self.url)

    def test_the_evaluator_finds_the_way_to_answer(self):
        self.give()
        sidik = self.one("A-08").sidik
        client = self.client_for(self.evaluator)
        self.assertContains(client.get(self.url), f"{self.url}alasan/{sidik}/tanggapan/")
        page = client.post(f"{self.url}alasan/{sidik}/tanggapan/", {"keputusan": "tolak"})
        self.assertContains(page, "Tulis mengapa alasan ini ditolak.")
        page = client.post(f"{self.url}alasan/{sidik}/tanggapan/", {"tanggapan": "Sudah dibaca"})
        self.assertContains(page, "Pilih Tolak alasan atau Terima alasan.")
        page = client.post(
            f"{self.url}alasan/{sidik}/tanggapan/",
            {"keputusan": "tolak", "tanggapan": "Lampirkan bukti"},
            follow=True,
        )
        self.assertContains(page, "Lampirkan bukti")
        form = f"{self.url}alasan/{sidik}/tanggapan/"
        self.assertContains(client.get(form), "Lampirkan bukti</textarea>")
        self.give(alasan="Berita acara terlampir.")
        self.assertNotContains(client.get(form), "Lampirkan bukti</textarea>")

    def test_a_reason_is_shown_as_text(self):
        self.give(alasan="<script>alert(1)</script>")
        self.assertNotContains(self.client.get(self.url), "<script>alert(1)")
