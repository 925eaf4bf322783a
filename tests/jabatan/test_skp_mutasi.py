"""A mutation: the old SKP says that its holder has gone, is closed, continued, or opened again by the admin."""

import datetime
from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from jabatan import actions
from jabatan.models import Pejabat, Skp
from jabatan.skp.masa import is_replaced, replaced_q
from jabatan.skp.susun import read_skp
from tests.jabatan.dasar_skp import DasarSkp

JUNE = datetime.date(2026, 6, 30)
TODAY = datetime.date(2026, 8, 1)


class TestReplaced(DasarSkp):
    def test_an_open_skp_tells_that_its_holder_has_gone(self):
        skp = self.signed_skp()
        for end, told in (
            (None, False),
            (JUNE, True),
            (datetime.date(2026, 9, 1), False),
            (datetime.date(2027, 2, 1), False),
        ):
            Pejabat.objects.filter(pk=skp.pejabat_id).update(selesai=end)
            fresh = self.again(skp)
            self.assertIs(is_replaced(fresh, TODAY), told, end)
            self.assertIs(Skp.objects.filter(replaced_q(TODAY), pk=skp.pk).exists(), told, end)

    def test_the_list_and_the_page_say_so(self):
        skp = self.signed_skp()
        Pejabat.objects.filter(pk=skp.pejabat_id).update(selesai=datetime.date(2026, 1, 31))
        client = self.client_for(self.perencana_a)
        sentence = "Pejabat berganti: tutup SKP lama."
        for url in (
            reverse("jabatan:daftar_skp") + "?status=berganti",
            reverse("jabatan:skp", args=[skp.pk]),
        ):
            with mock.patch("django.utils.timezone.localdate", return_value=TODAY):
                self.assertContains(client.get(url), sentence)

    def test_a_closed_one_says_nothing(self):
        self.assertFalse(is_replaced(self.closed(), TODAY))


class TestClose(DasarSkp):
    def close(self, skp, *, selesai=JUNE, alasan="Mutasi", versi=None, user=None):
        return actions.close_skp(
            user=user or self.perencana_a,
            skp=skp,
            versi=skp.versi if versi is None else versi,
            selesai=selesai,
            alasan=alasan,
        )

    def test_it_keeps_the_last_day_and_the_reason(self):
        skp = self.again(self.close(self.signed_skp()))
        self.assertEqual((skp.status, skp.selesai, skp.alasan_tutup), ("ditutup", JUNE, "Mutasi"))
        self.assertEqual(read_skp(skp).isi.selesai, JUNE)

    def test_it_refuses(self):
        with self.assertRaisesMessage(ValidationError, "Tetapkan dahulu"):
            self.close(self.make("staf"))
        skp = self.signed_skp()
        for sentence, kwargs in (
            ("Alasan belum diisi", {"alasan": " "}),
            ("hari terakhir", {"selesai": datetime.date(2025, 12, 31)}),
            ("hari terakhir", {"selesai": datetime.date(2027, 1, 1)}),
            ("baru saja diubah", {"versi": 99}),
        ):
            with self.assertRaisesMessage(ValidationError, sentence):
                self.close(skp, **kwargs)
        Pejabat.objects.filter(pk=skp.pejabat_id).update(selesai=JUNE)
        with self.assertRaisesMessage(ValidationError, "masa jabatannya berakhir"):
            self.close(skp, selesai=datetime.date(2026, 7, 1))
        with self.assertRaises(PermissionDenied):
            self.close(skp, user=self.perencana_b)
        self.close(skp)
        with self.assertRaisesMessage(ValidationError, "sudah ditutup"):
            self.close(self.again(skp))

    def test_a_draft_longer_than_the_ended_term_says_so_before_it_is_signed(self):
        skp = self.make("staf")
        Pejabat.objects.filter(pk=skp.pejabat_id).update(selesai=JUNE)
        told = " ".join(read_skp(self.again(skp)).halangan)
        self.assertIn("Data SKP: Isi tanggal dari", told)
        self.assertIn("30 Juni 2026", told)


class TestContinue(DasarSkp):
    def go_on(self, skp, pejabat, user=None):
        return actions.continue_skp(user=user or self.admin, skp=skp, pejabat=pejabat.pk)

    def test_the_new_position_gets_an_skp_that_continues_the_old_one_once(self):
        old = self.closed()
        new = self.moved(old)
        made = self.go_on(old, new)
        self.assertEqual((made.sebelumnya, made.pejabat), (old, new))
        self.assertEqual(made.mulai, datetime.date(2026, 7, 1))
        self.assertEqual(self.go_on(old, new), made)
        self.assertEqual(Skp.objects.count(), 2)

    def test_a_draft_there_is_already_is_linked(self):
        skp = self.signed_skp()
        new = self.moved(skp)
        draft = actions.add_skp(user=self.admin, pejabat=new, tahun=2026)
        self.assertIsNone(draft.sebelumnya)
        old = actions.close_skp(
            user=self.admin, skp=skp, versi=skp.versi, selesai=JUNE, alasan="Mutasi"
        )
        self.assertEqual(self.go_on(old, new), draft)
        self.assertEqual(self.again(draft).sebelumnya, old)

    def test_an_skp_made_after_the_closing_continues_it_by_itself(self):
        old = self.closed()
        made = actions.add_skp(user=self.admin, pejabat=self.moved(old), tahun=2026)
        self.assertEqual(made.sebelumnya, old)

    def test_it_refuses_an_open_one_another_person_and_who_may_not(self):
        skp = self.signed_skp("staf")
        with self.assertRaisesMessage(ValidationError, "Tutup dahulu"):
            self.go_on(skp, self.moved(skp))
        old = self.closed()
        with self.assertRaisesMessage(ValidationError, "dari daftar"):
            self.go_on(old, self.holder(self.jabatan["kabid"]))
        new = self.moved(old)
        with self.assertRaises(PermissionDenied):
            self.go_on(old, new, user=self.perencana_a)  # the new position is of another unit


class TestReopen(DasarSkp):
    def reopen(self, skp, user=None, alasan="Keliru", versi=None):
        return actions.reopen_skp(
            user=user or self.admin, skp=skp, versi=versi or skp.versi, alasan=alasan
        )

    def test_the_admin_takes_the_closing_back_and_the_reason_is_kept(self):
        skp = self.closed()
        Pejabat.objects.filter(pk=skp.pejabat_id).update(selesai=None)
        fresh = self.again(self.reopen(self.again(skp)))
        self.assertEqual((fresh.status, fresh.selesai.month), ("ditetapkan", 12))
        self.assertEqual(fresh.isi["riwayat"][0]["alasan"], "Keliru")
        page = self.client_for(self.pembaca_a).get(reverse("jabatan:skp", args=[skp.pk]))
        self.assertContains(page, "Dibuka kembali oleh")

    def test_it_refuses(self):
        skp = self.closed()
        with self.assertRaises(PermissionDenied):
            self.reopen(skp, user=self.perencana_a)
        with self.assertRaisesMessage(ValidationError, "Alasan belum diisi"):
            self.reopen(skp, alasan=" ")
        with self.assertRaisesMessage(ValidationError, "baru saja diubah"):
            self.reopen(skp, versi=99)
        with self.assertRaisesMessage(ValidationError, "tidak ditutup"):
            self.reopen(self.signed_skp("staf"))
        actions.continue_skp(user=self.admin, skp=skp, pejabat=self.moved(skp).pk)
        with self.assertRaisesMessage(ValidationError, "sudah dilanjutkan"):
            self.reopen(skp)
