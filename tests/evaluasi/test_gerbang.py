"""The gate of "ajukan": a galat must be settled, a warning settled or explained, advice never stops."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from evaluasi import actions
from evaluasi.models import Pemeriksaan, Pengecualian
from evaluasi.temuan import check
from pohon.actions import set_tahap, update_pohon
from pohon.models import Pohon
from tests.base import Cast, excuse_all


class TestGerbang(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, user=self.perencana_a)
        self.base("mandat")

    def base(self, jenis: str) -> None:
        update_pohon(
            user=self.perencana_a,
            pohon_id=self.pohon.pk,
            data={"dasar": [{"jenis": jenis, "masalah": "Tugas perhubungan"}]},
        )
        self.pohon.refresh_from_db()

    def submit(self) -> None:
        actions.submit(user=self.perencana_a, pohon_id=self.pohon.pk)

    def status(self) -> str:
        return Pohon.objects.get(pk=self.pohon.pk).status

    def test_it_refuses_while_warnings_have_no_reason_and_says_how_many(self) -> None:
        wanting = len(check(self.pohon).wanting)
        self.assertGreater(wanting, 0)
        with self.assertRaisesMessage(ValidationError, f"{wanting} temuan belum diselesaikan"):
            self.submit()
        self.assertEqual(self.status(), "draf")

    def test_it_opens_when_every_warning_has_a_reason(self) -> None:
        excuse_all(self.perencana_a, self.pohon)
        self.submit()
        self.assertEqual(self.status(), "diajukan")
        kept = Pemeriksaan.objects.get(pohon=self.pohon)
        self.assertEqual(kept.nomor, Pohon.objects.get(pk=self.pohon.pk).nomor)

    def test_a_rejected_reason_closes_it_again(self) -> None:
        excuse_all(self.perencana_a, self.pohon)
        self.submit()
        row = Pengecualian.objects.filter(pohon=self.pohon, aturan="A-08").get()
        actions.answer_reason(
            user=self.evaluator,
            pohon_id=self.pohon.pk,
            sidik=row.sidik,
            tolak=True,
            tanggapan="Berita acaranya ada di bagian organisasi.",
        )
        actions.send_back(user=self.evaluator, pohon_id=self.pohon.pk, catatan="Lengkapi datanya")
        with self.assertRaisesMessage(ValidationError, "1 alasannya ditolak evaluator"):
            self.submit()
        actions.give_reason(
            user=self.perencana_a,
            pohon_id=self.pohon.pk,
            sidik=[row.sidik],
            alasan="Berita acara menyusul pekan depan.",
        )
        self.submit()
        self.assertEqual(self.status(), "diajukan")

    def test_a_reason_lapses_when_its_finding_says_something_else(self) -> None:
        excuse_all(self.perencana_a, self.pohon)
        dasar = self.pohon.daftar_dasar.get()
        update_pohon(
            user=self.perencana_a,
            pohon_id=self.pohon.pk,
            data={"dasar": [{"id": dasar.pk, "sumber": "BPS"}]},
        )
        with self.assertRaisesMessage(ValidationError, "1 temuan belum diselesaikan"):
            self.submit()

    def test_a_galat_is_told_before_the_warnings(self) -> None:
        self.pohon.daftar_dasar.all().delete()
        with self.assertRaises(ValidationError) as caught:
            self.submit()
        self.assertIn("1 temuan galat", caught.exception.messages[0])

    def test_the_page_leads_to_what_lacks_a_reason(self) -> None:
        client = self.client_for(self.perencana_a)
        answer = client.post(f"/temuan/{self.pohon.pk}/ajukan/", follow=True)
        self.assertRedirects(answer, f"/temuan/{self.pohon.pk}/?alasan=tanpa")
        self.assertContains(answer, "belum diberi alasan")

    def test_opening_a_stage_asks_for_no_reasons(self) -> None:
        changed, _ = set_tahap(user=self.perencana_a, pohon_id=self.pohon.pk, tahap=2)
        self.assertEqual(changed.tahap, 2)
