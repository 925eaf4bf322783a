"""A round of review: submit, return, approve, reopen; who may and when."""

from __future__ import annotations

from io import StringIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi import actions
from evaluasi.models import Reviu
from organisasi import izin
from organisasi.models import Keanggotaan, Periode
from pohon.actions import update_pohon
from pohon.models import Pohon, VersiPohon
from tests.base import Cast, excuse_all


class TestReviu(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, user=self.perencana_a)
        update_pohon(
            user=self.perencana_a,
            pohon_id=self.pohon.pk,
            data={"dasar": [{"jenis": "mandat", "masalah": "Tugas perhubungan"}]},
        )
        excuse_all(self.perencana_a, self.pohon)

    def status(self) -> str:
        return Pohon.objects.get(pk=self.pohon.pk).status

    def submit(self) -> Reviu:
        return actions.submit(user=self.perencana_a, pohon_id=self.pohon.pk)

    def test_the_whole_round_freezes_what_was_submitted_and_approved(self) -> None:
        self.submit()
        actions.send_back(user=self.evaluator, pohon_id=self.pohon.pk, catatan="Lengkapi data")
        self.assertEqual(self.status(), "dikembalikan")
        self.submit()
        actions.approve(user=self.pimpinan, pohon_id=self.pohon.pk)
        self.assertEqual(self.status(), "disetujui")
        versions = VersiPohon.objects.filter(pohon=self.pohon).order_by("nomor")
        self.assertEqual([v.status for v in versions], ["diajukan", "diajukan", "disetujui"])
        self.assertEqual(versions[2].isi["simpul"][0]["pernyataan"], "Kemacetan berkurang")
        actions.reopen(user=self.perencana_a, pohon_id=self.pohon.pk, catatan="Perubahan target")
        self.assertEqual(self.status(), "draf")

    def test_a_galat_keeps_a_tree_from_being_submitted(self) -> None:
        self.pohon.daftar_dasar.all().delete()
        with self.assertRaisesMessage(ValidationError, "1 temuan galat"):
            self.submit()
        self.assertEqual(self.status(), "draf")

    def test_returning_needs_a_note(self) -> None:
        self.submit()
        with self.assertRaises(ValidationError):
            actions.send_back(user=self.evaluator, pohon_id=self.pohon.pk, catatan="  ")
        with self.assertRaisesMessage(ValidationError, "dua kata"):
            actions.send_back(user=self.evaluator, pohon_id=self.pohon.pk, catatan="x")
        self.assertEqual(self.status(), "diajukan")

    def test_nobody_judges_a_tree_they_drafted(self) -> None:
        self.submit()
        for peran in ("evaluator", "pimpinan"):
            Keanggotaan.objects.create(
                pengguna=self.perencana_a, instansi=self.instansi, peran=peran
            )
        izin.forget(self.perencana_a)
        for action in (actions.approve, actions.send_back):
            with self.assertRaisesMessage(PermissionDenied, "ikut menyusun"):
                action(user=self.perencana_a, pohon_id=self.pohon.pk, catatan="x")

    def test_a_step_out_of_turn_is_refused(self) -> None:
        for action, user in (
            (actions.approve, self.pimpinan),
            (actions.send_back, self.evaluator),
            (actions.reopen, self.perencana_a),
        ):
            with self.assertRaises(ValidationError):
                action(user=user, pohon_id=self.pohon.pk, catatan="x")
        self.submit()
        with self.assertRaises(ValidationError):
            self.submit()

    def test_the_page_lists_findings_with_their_source_and_constant_queries(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=2)
        self.make_simpul(self.pohon, "Armada terawat", jenis="csf")
        client = self.client_for(self.evaluator)
        url = f"/temuan/{self.pohon.pk}/"
        client.get(url)  # the first one keeps what it found
        with CaptureQueriesContext(connection) as small:
            response = client.get(url)
        self.assertContains(response, "A-08")
        self.assertContains(response, "Kesepakatan bersama atas outcome belum dicatat.")
        self.assertNotContains(client.get(url + "?tingkat=galat"), "A-08")
        for number in range(20):
            self.make_simpul(self.pohon, f"Kondisi {number} membaik", jenis="csf")
        client.get(url)
        with CaptureQueriesContext(connection) as large:
            client.get(url)
        self.assertEqual(len(small), len(large))

    def test_the_page_says_why_a_submission_failed(self) -> None:
        self.pohon.daftar_dasar.all().delete()
        client = self.client_for(self.perencana_a)
        response = client.post(f"/temuan/{self.pohon.pk}/ajukan/", follow=True)
        self.assertContains(response, "Selesaikan 1 temuan galat")
        self.assertContains(response, 'class="alert alert-danger', count=1)

    def test_the_note_of_a_refused_step_stays_typed_once(self) -> None:
        self.submit()
        client, url = self.client_for(self.evaluator), f"/temuan/{self.pohon.pk}/"
        page = client.post(url + "kembalikan/", {"catatan": "Perbaiki"}, follow=True)
        self.assertContains(page, "Perbaiki</textarea>")
        self.assertNotContains(client.get(url), "Perbaiki</textarea>")
        self.assertEqual(self.status(), "diajukan")

    def test_the_command_prints_the_findings(self) -> None:
        out = StringIO()
        call_command("periksa", str(self.pohon.pk), stdout=out)
        self.assertIn("A-08 peringatan", out.getvalue())

    def test_a_locked_period_takes_no_step(self) -> None:
        self.submit()
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            actions.approve(user=self.pimpinan, pohon_id=self.pohon.pk)
        self.assertEqual(self.status(), "diajukan")
