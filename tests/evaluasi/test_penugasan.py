"""Taking a tree, adding and removing evaluators, passing the lead."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from evaluasi import actions
from evaluasi.actions import penugasan
from evaluasi.models import Penugasan
from organisasi.izin import forget
from organisasi.models import Keanggotaan, Periode
from pohon.models import Pohon
from tests.base import make_user
from tests.evaluasi.meja_uji import CastMeja


class TestPenugasan(CastMeja):
    def take(self, user) -> Penugasan:
        return penugasan.take(user=user, pohon_id=self.pohon.pk)

    def leads(self) -> list[str]:
        rows = Penugasan.objects.filter(pohon=self.pohon, ketua=True)
        return [row.evaluator.username for row in rows]

    def test_the_first_who_takes_a_tree_leads_and_taking_twice_is_once(self) -> None:
        self.assertTrue(self.take(self.evaluator).ketua)
        self.assertFalse(self.take(self.evaluator_b).ketua)
        self.take(self.evaluator)
        self.assertEqual(Penugasan.objects.filter(pohon=self.pohon).count(), 2)

    def test_who_does_not_judge_the_unit_cannot_take_its_tree(self) -> None:
        other = make_user("evaluator_disdik", "evaluator", self.instansi, self.unit_b)
        for user in (self.pembaca_a, self.perencana_b, self.admin, other):
            with self.assertRaisesMessage(PermissionDenied, "bukan evaluator"):
                self.take(user)
        with self.assertRaises(Http404):
            self.take(self.asing)

    def test_nobody_takes_or_is_given_a_tree_they_drafted(self) -> None:
        Keanggotaan.objects.create(
            pengguna=self.perencana_a, instansi=self.instansi, peran="evaluator"
        )
        forget(self.perencana_a)
        with self.assertRaisesMessage(PermissionDenied, "Anda ikut menyusun"):
            self.take(self.perencana_a)
        with self.assertRaisesMessage(ValidationError, "ikut menyusun pohon ini"):
            penugasan.assign(
                user=self.admin, pohon_id=self.pohon.pk, evaluator_id=self.perencana_a.pk
            )

    def test_a_tree_that_is_not_submitted_is_not_taken(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(status="draf")
        with self.assertRaisesMessage(ValidationError, "sedang diajukan"):
            self.take(self.evaluator)

    def test_an_admin_and_the_lead_add_people_and_a_member_does_not(self) -> None:
        self.take(self.evaluator)
        penugasan.assign(
            user=self.evaluator, pohon_id=self.pohon.pk, evaluator_id=self.evaluator_b.pk
        )
        penugasan.assign(user=self.admin, pohon_id=self.pohon.pk, evaluator_id=self.pimpinan.pk)
        with self.assertRaisesMessage(PermissionDenied, "ketua tim atau admin"):
            penugasan.assign(
                user=self.evaluator_b, pohon_id=self.pohon.pk, evaluator_id=self.pimpinan.pk
            )
        self.assertEqual(self.leads(), ["evaluator"])

    def test_only_people_who_judge_here_are_added(self) -> None:
        for person in (self.pembaca_a, self.asing):
            with self.assertRaises(ValidationError):
                penugasan.assign(user=self.admin, pohon_id=self.pohon.pk, evaluator_id=person.pk)

    def test_the_lead_is_passed_before_the_lead_leaves(self) -> None:
        self.take(self.evaluator)
        self.take(self.evaluator_b)
        with self.assertRaisesMessage(ValidationError, "Serahkan peran ketua"):
            penugasan.unassign(
                user=self.evaluator, pohon_id=self.pohon.pk, evaluator_id=self.evaluator.pk
            )
        penugasan.pass_lead(
            user=self.evaluator, pohon_id=self.pohon.pk, evaluator_id=self.evaluator_b.pk
        )
        penugasan.unassign(
            user=self.evaluator, pohon_id=self.pohon.pk, evaluator_id=self.evaluator.pk
        )
        self.assertEqual(self.leads(), ["evaluator_b"])

    def test_a_member_leaves_but_takes_nobody_off(self) -> None:
        self.take(self.evaluator)
        self.take(self.evaluator_b)
        with self.assertRaises(PermissionDenied):
            penugasan.unassign(
                user=self.evaluator_b, pohon_id=self.pohon.pk, evaluator_id=self.evaluator.pk
            )
        penugasan.unassign(
            user=self.evaluator_b, pohon_id=self.pohon.pk, evaluator_id=self.evaluator_b.pk
        )
        self.assertEqual(Penugasan.objects.filter(pohon=self.pohon).count(), 1)

    def test_only_the_lead_or_a_pimpinan_returns_a_tree(self) -> None:
        self.take(self.evaluator)
        self.take(self.evaluator_b)
        with self.assertRaisesMessage(PermissionDenied, "dipimpin Evaluator"):
            actions.send_back(
                user=self.evaluator_b, pohon_id=self.pohon.pk, catatan="Perbaiki hubungannya"
            )
        actions.send_back(
            user=self.evaluator, pohon_id=self.pohon.pk, catatan="Perbaiki hubungannya"
        )
        self.assertEqual(Pohon.objects.get(pk=self.pohon.pk).status, "dikembalikan")

    def test_a_locked_period_changes_no_team(self) -> None:
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            self.take(self.evaluator)

    def test_the_page_offers_only_who_may_judge_and_says_why_a_change_failed(self) -> None:
        self.take(self.evaluator)
        client = self.client_for(self.evaluator)
        url = f"/meja/{self.pohon.pk}/tim/"
        page = client.get(url)
        self.assertContains(page, "Evaluator B")
        self.assertNotContains(page, "Pembaca A")
        client.post(url, {"tindakan": "tambah", "evaluator": self.evaluator_b.pk})
        answer = client.post(
            url, {"tindakan": "keluar", "evaluator": self.evaluator.pk}, follow=True
        )
        self.assertContains(answer, "Serahkan peran ketua")
        for wrong in ({"tindakan": "hapus"}, {"tindakan": "ketua", "evaluator": "9" * 30}):
            self.assertEqual(client.post(url, wrong).status_code, 302)
        self.assertEqual(self.leads(), ["evaluator"])
