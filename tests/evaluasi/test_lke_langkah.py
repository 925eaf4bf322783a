"""From filling to the end: what each step needs and who may take it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from evaluasi.actions import lke as actions
from evaluasi.actions import lke_usulan
from evaluasi.actions.lke import Isian
from evaluasi.lke.hak import Sisi, rights_of
from evaluasi.models import Lke, RiwayatLke
from organisasi import izin
from organisasi.models import Keanggotaan, Periode
from tests.evaluasi.dasar_lke import CastLke, make_lke


class TestLangkah(CastLke):
    def at(self) -> dict[str, Any]:
        return {"lke_id": self.lke.pk}

    def test_the_whole_round_leaves_a_trail_and_locks_at_the_end(self) -> None:
        self.submit()
        actions.return_lke(user=self.evaluator, **self.at(), catatan="Lengkapi bukti 1.b.4")
        self.assertEqual(self.status(), "diisi")
        actions.submit_lke(user=self.perencana_a, **self.at())
        self.fill(Sisi.EVALUATOR, "CC")
        actions.settle_lke(user=self.evaluator, **self.at())
        actions.finish_lke(user=self.evaluator, **self.at())
        self.assertEqual(self.status(), "selesai")
        steps = RiwayatLke.objects.order_by("pk").values_list("langkah", flat=True)
        expected = ["diajukan", "dikembalikan", "diajukan", "dinilai", "selesai"]
        self.assertEqual(list(steps), expected)
        for sisi, user in ((Sisi.MANDIRI, self.perencana_a), (Sisi.EVALUATOR, self.evaluator)):
            with self.assertRaisesMessage(ValidationError, "berstatus selesai"):
                actions.save_answers(user=user, **self.at(), sisi=sisi, isian=[])
        actions.reopen_lke(user=self.evaluator, **self.at(), catatan="Salah hitung")
        self.assertEqual(self.status(), "dinilai")

    def test_an_incomplete_sheet_is_not_submitted_and_says_what_is_missing(self) -> None:
        begun = [
            Isian("k", self.kriteria("1.a.1").pk, 0, "ya", ""),
            Isian("s", self.sub("1.a").pk, 0, "B", "Pedoman ada"),
        ]
        where: dict[str, Any] = {**self.at(), "sisi": Sisi.MANDIRI}
        actions.save_answers(user=self.perencana_a, **where, isian=begun)
        client = self.client_for(self.perencana_a)
        page = client.post(f"/lke/{self.lke.pk}/langkah/ajukan/", {"catatan": "Tolong cepat"})
        self.assertContains(
            page, "Subkomponen 1.a: jawab kriteria 1.a.2, 1.a.3, 1.a.4, 1.a.5, 1.a.6."
        )
        self.assertContains(
            page, "Subkomponen 2.a: pilih jawaban AA sampai E; jawab semua kriterianya."
        )
        self.assertContains(page, "Tolong cepat")
        self.assertEqual(self.status(), "diisi")

    def test_a_letter_without_a_reason_is_not_enough(self) -> None:
        self.fill()
        self.lke.daftar_jawaban.filter(subkomponen=self.sub("1.a")).update(alasan=" ")
        with self.assertRaisesMessage(ValidationError, "1.a: tulis alasan"):
            actions.submit_lke(user=self.perencana_a, **self.at())

    def test_the_verdict_must_be_complete_too(self) -> None:
        self.submit()
        with self.assertRaisesMessage(ValidationError, "nilainya belum dapat ditetapkan"):
            actions.settle_lke(user=self.evaluator, **self.at())

    def test_returning_resuming_and_reopening_need_a_note(self) -> None:
        self.submit()
        with self.assertRaises(ValidationError):
            actions.return_lke(user=self.evaluator, **self.at(), catatan=" ")
        self.fill(Sisi.EVALUATOR)
        actions.settle_lke(user=self.evaluator, **self.at())
        with self.assertRaises(ValidationError):
            actions.resume_lke(user=self.evaluator, **self.at(), catatan="")
        self.assertEqual(self.status(), "dinilai")

    def test_a_step_out_of_turn_is_refused(self) -> None:
        for action in (
            actions.return_lke,
            actions.settle_lke,
            actions.resume_lke,
            actions.finish_lke,
            actions.reopen_lke,
        ):
            with self.assertRaises(ValidationError):
                action(user=self.evaluator, **self.at(), catatan="x")
        self.submit()
        with self.assertRaises(ValidationError):
            actions.submit_lke(user=self.perencana_a, **self.at())
        page = self.client_for(self.perencana_a).post(f"/lke/{self.lke.pk}/langkah/ajukan/")
        self.assertContains(page, "LKE berstatus diajukan")  # a second window is told
        with self.assertRaises(ValidationError):
            actions.delete_lke(user=self.perencana_a, **self.at())

    def test_nobody_judges_what_they_filled_themselves(self) -> None:
        self.submit()
        Keanggotaan.objects.create(
            pengguna=self.perencana_a, instansi=self.instansi, peran="evaluator"
        )
        izin.forget(self.perencana_a)
        with self.assertRaisesMessage(PermissionDenied, "ikut mengisi"):
            fill: dict[str, Any] = {"sisi": Sisi.EVALUATOR, "isian": []}
            actions.save_answers(user=self.perencana_a, **self.at(), **fill)
        self.assertFalse(rights_of(self.perencana_a, Lke.objects.get(pk=self.lke.pk)).nilai)

    def test_a_pimpinan_reads_and_does_not_judge(self) -> None:
        self.submit()
        with self.assertRaises(PermissionDenied):
            actions.return_lke(user=self.pimpinan, **self.at(), catatan="x")

    def test_a_sheet_that_was_handed_in_keeps_what_the_evaluator_wrote(self) -> None:
        self.submit()
        self.fill(Sisi.EVALUATOR, "C")
        actions.return_lke(user=self.evaluator, **self.at(), catatan="Lengkapi bukti 1.b.4")
        sheet = Lke.objects.get(pk=self.lke.pk)
        self.assertFalse(rights_of(self.perencana_a, sheet).hapus)
        with self.assertRaisesMessage(ValidationError, "pernah diajukan"):
            actions.delete_lke(user=self.perencana_a, **self.at())
        page = self.client_for(self.perencana_a).post(f"/lke/{sheet.pk}/hapus/", follow=True)
        self.assertContains(page, "pernah diajukan")
        self.assertTrue(Lke.objects.filter(pk=sheet.pk).exists())

    def test_in_a_locked_period_everybody_reads_and_nobody_writes(self) -> None:
        self.submit()
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        sheet = Lke.objects.get(pk=self.lke.pk)
        rights = rights_of(self.evaluator, sheet)
        self.assertFalse(rights.nilai or rights.kembalikan or rights.tetapkan)
        for act in (
            lambda: actions.return_lke(user=self.evaluator, **self.at(), catatan="x"),
            lambda: actions.settle_lke(user=self.evaluator, **self.at()),
            lambda: self.fill(Sisi.EVALUATOR),
            lambda: lke_usulan.count_proposals(user=self.evaluator, lke=sheet),
            lambda: make_lke(self, tahun=2027),
        ):
            with self.assertRaisesMessage(ValidationError, "RPJMD 2025-2029 terkunci"):
                act()
        page = self.client_for(self.perencana_a).get(f"/lke/{sheet.pk}/")
        self.assertContains(page, "LKE tahun 2026 hanya dapat dibaca")
        self.assertEqual(self.status(), "diajukan")

    def test_a_locked_period_is_said_on_the_page_of_evidence_and_of_a_line(self) -> None:
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        client = self.client_for(self.perencana_a)
        where = f"/lke/{self.lke.pk}/bukti/{self.kriteria('1.a.1').pk}/"
        self.assertContains(client.get(where, follow=True), "terkunci, jadi LKE tahun 2026")
        key = f"k{self.kriteria('1.a.1').pk}"
        data = {f"{key}-pilihan": "ya", f"{key}-uraian": "Pedoman", f"{key}-versi": "0"}
        page = client.post(f"/lke/{self.lke.pk}/isi/1/", data)
        self.assertContains(page, "terkunci, jadi LKE tahun 2026")
        self.assertContains(page, "Pedoman</textarea>")

    def test_deleting_takes_the_answers_along(self) -> None:
        self.fill()
        actions.delete_lke(user=self.perencana_a, **self.at())
        self.assertFalse(Lke.objects.exists())
