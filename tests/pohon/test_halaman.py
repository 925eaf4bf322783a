"""The list of trees, a new tree, its basis, deleting and bringing back, and crosscutting answers."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.messages import get_messages
from django.utils import timezone

from organisasi.models import Periode
from pohon.models import Crosscutting, DasarOutcome, Pohon, Simpul, VersiPohon
from tests.base import Cast


class TestDaftar(Cast):
    def test_an_empty_list_offers_an_example_that_stands_in_stage_3(self) -> None:
        client = self.client_for(self.perencana_a)
        self.assertContains(client.get("/pohon/"), "pohon contoh")
        response = client.post("/pohon/contoh/")
        pohon = Pohon.objects.get()
        self.assertRedirects(response, f"/pohon/{pohon.pk}/")
        self.assertEqual((pohon.tahap, pohon.unit), (3, self.unit_a))
        self.assertEqual(Simpul.objects.filter(pohon=pohon).count(), 10)

    def test_without_an_open_period_the_example_says_what_is_missing(self) -> None:
        type(self.periode).objects.update(terkunci=True)
        response = self.client_for(self.perencana_a).post("/pohon/contoh/", follow=True)
        self.assertContains(response, "Belum ada periode yang terbuka")
        self.assertFalse(Pohon.objects.exists())

    def test_it_searches_filters_and_never_shows_another_instansi(self) -> None:
        self.make_pohon(unit=self.unit_a, pernyataan="Kemacetan berkurang")
        self.make_pohon(unit=self.unit_b, pernyataan="Mutu sekolah meningkat", tahap=2)
        client = self.client_for(self.pembaca_a)
        self.assertContains(client.get("/pohon/?q=mutu"), "Mutu sekolah")
        self.assertNotContains(client.get("/pohon/?q=mutu"), "Kemacetan")
        self.assertNotContains(client.get("/pohon/?tahap=2"), "Kemacetan")
        for wrong in ("tahap=abc", "status=x", "unit=9999999999999", "periode=-1"):
            self.assertContains(client.get(f"/pohon/?{wrong}"), "Tidak ada pohon yang cocok")
        self.assertNotContains(self.client_for(self.asing).get("/pohon/"), "Kemacetan")

    def test_the_number_of_queries_does_not_grow_with_the_list(self) -> None:
        client = self.client_for(self.perencana_a)
        self.make_pohon(unit=self.unit_a)
        client.get("/pohon/")
        with self.assertNumQueries(9):
            client.get("/pohon/")
        for _ in range(15):
            self.make_pohon(unit=self.unit_a)
        with self.assertNumQueries(9):
            client.get("/pohon/")


class TestTambah(Cast):
    def post(self, user: Any, **data: Any) -> Any:
        data = {
            "unit": self.unit_a.pk,
            "periode": self.periode.pk,
            "pernyataan": "Kemacetan berkurang",
            **data,
        }
        return self.client_for(user).post("/pohon/baru/", data)

    def test_it_creates_the_tree_and_leads_to_its_basis(self) -> None:
        response = self.post(self.perencana_a)
        pohon = Pohon.objects.get()
        self.assertRedirects(response, f"/pohon/{pohon.pk}/dasar/")
        root = Simpul.objects.get(pohon=pohon)
        self.assertEqual((root.jenis, root.level_kinerja), ("outcome", "strategis_urusan"))

    def test_it_refuses_other_units_periods_and_bad_text_with_a_sentence(self) -> None:
        for data in (
            {"unit": self.unit_b.pk},
            {"unit": self.unit_asing.pk},
            {"unit": ""},
            {"periode": self.periode_asing.pk},
            {"pernyataan": ""},
            {"pernyataan": "a" * 5000},
        ):
            with self.subTest(data=str(data)[:40]):
                response = self.post(self.perencana_a, **data)
                self.assertContains(response, "galat-medan")
                self.assertFalse(Pohon.objects.exists())

    def test_a_form_sent_twice_makes_one_tree(self) -> None:
        answers = [self.post(self.perencana_a) for _ in range(2)]
        pohon = Pohon.objects.get()
        for answer in answers:
            self.assertRedirects(answer, f"/pohon/{pohon.pk}/dasar/")
        self.client_for(self.perencana_a).post("/pohon/contoh/")
        self.client_for(self.perencana_a).post("/pohon/contoh/")
        self.assertEqual(Pohon.objects.count(), 2)

    def test_the_same_outcome_is_drawn_again_later_elsewhere_or_by_somebody_else(self) -> None:
        self.post(self.perencana_a)
        self.post(self.perencana_a, unit=self.unit_a1.pk)
        self.post(self.perencana_a, pernyataan="Kemacetan hilang")
        self.post(self.admin)
        self.assertEqual(Pohon.objects.count(), 4)
        Pohon.objects.update(dibuat=timezone.now() - datetime.timedelta(minutes=1))
        self.post(self.perencana_a)
        self.assertEqual(Pohon.objects.count(), 5)

    def test_an_admin_may_draw_for_the_whole_instansi(self) -> None:
        self.post(self.admin, unit="")
        self.assertIsNone(Pohon.objects.get().unit)


class TestDasar(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a)
        self.url = f"/pohon/{self.pohon.pk}/dasar/"

    def post(self, *rows: dict[str, Any], initial: int = 0, **data: Any) -> Any:
        data |= {"dasar-TOTAL_FORMS": len(rows), "dasar-INITIAL_FORMS": initial}
        for number, row in enumerate(rows):
            data |= {f"dasar-{number}-{name}": value for name, value in row.items()}
        return self.client_for(self.perencana_a).post(self.url, data)

    def test_it_keeps_basis_evidence_and_agreement(self) -> None:
        self.post(
            {"jenis": "isu_strategis", "masalah": "Macet", "data": "LOS F", "tahun": "2024"},
            kesepakatan_tanggal="2025-01-20",
            kesepakatan_peserta="Kepala dinas",
        )
        dasar = DasarOutcome.objects.get()
        self.assertEqual((dasar.masalah, dasar.tahun), ("Macet", 2024))
        self.pohon.refresh_from_db()
        self.assertEqual(str(self.pohon.kesepakatan_tanggal), "2025-01-20")

    def test_it_says_so_when_there_is_no_basis_yet(self) -> None:
        answer = self.post({"jenis": "", "masalah": ""})
        said = [str(message) for message in get_messages(answer.wsgi_request)]
        self.assertEqual(said, ["Belum ada dasar. Isi jenis dan uraiannya, lalu simpan."])

    def test_a_basis_of_control_characters_is_no_basis(self) -> None:
        answer = self.post({"jenis": "mandat", "masalah": "\x01"})
        self.assertContains(answer, "Belum tersimpan")
        self.assertFalse(DasarOutcome.objects.exists())

    def test_it_changes_and_deletes_a_basis(self) -> None:
        self.post({"jenis": "mandat", "masalah": "A"})
        pk = DasarOutcome.objects.get().pk
        self.post({"id": pk, "jenis": "mandat", "masalah": "B"}, initial=1)
        self.assertEqual(DasarOutcome.objects.get().masalah, "B")
        self.post({"id": pk, "jenis": "mandat", "masalah": "B", "DELETE": "on"}, initial=1)
        self.assertFalse(DasarOutcome.objects.exists())

    def test_wrong_input_is_refused_and_nothing_is_half_saved(self) -> None:
        for row in (
            {"jenis": "mandat", "masalah": ""},
            {"jenis": "", "masalah": "A"},
            {"jenis": "mandat", "masalah": "A", "tahun": "1800"},
            {"jenis": "mandat", "masalah": "a" * 5000},
        ):
            with self.subTest(row=str(row)[:50]):
                response = self.post(row, kesepakatan_peserta="X")
                self.assertContains(response, "galat-medan")
                self.assertFalse(DasarOutcome.objects.exists())
                self.pohon.refresh_from_db()
                self.assertEqual(self.pohon.kesepakatan_peserta, "")

    def test_a_basis_of_another_tree_cannot_be_changed_here(self) -> None:
        other = self.make_pohon(unit=self.unit_b)
        row = DasarOutcome.objects.create(pohon=other, jenis="mandat", masalah="Asli")
        self.post({"id": row.pk, "jenis": "mandat", "masalah": "Curian"}, initial=1)
        row.refresh_from_db()
        self.assertEqual(row.masalah, "Asli")


class TestHapusDanPulihkan(Cast):
    def test_a_deleted_tree_is_gone_everywhere_and_comes_back(self) -> None:
        pohon = self.make_pohon(unit=self.unit_a)
        client = self.client_for(self.perencana_a)
        client.post(f"/pohon/{pohon.pk}/hapus/")
        for url in (f"/pohon/{pohon.pk}/", f"/api/v1/pohon/{pohon.pk}/", f"/temuan/{pohon.pk}/"):
            self.assertEqual(client.get(url).status_code, 404, url)
        self.assertContains(client.get("/pohon/"), "Pohon terhapus (1)")
        client.post(f"/pohon/{pohon.pk}/pulihkan/")
        self.assertEqual(client.get(f"/pohon/{pohon.pk}/").status_code, 200)

    def test_what_cannot_be_deleted_is_not_offered_and_says_why(self) -> None:
        pohon = self.make_pohon(unit=self.unit_a)
        client = self.client_for(self.perencana_a)
        url = f"/pohon/{pohon.pk}/hapus/"
        self.assertContains(client.get("/pohon/"), url)
        Periode.objects.update(terkunci=True)
        self.assertNotContains(client.get("/pohon/"), url)
        page = client.get(url)
        self.assertContains(page, "terkunci; hubungi admin instansi.")
        self.assertNotContains(page, "btn-danger")
        Periode.objects.update(terkunci=False)
        VersiPohon.objects.create(
            pohon=pohon, nomor=1, status=Pohon.Status.DIAJUKAN, isi={}, oleh=self.perencana_a
        )
        self.assertNotContains(client.get("/pohon/"), url)
        self.assertContains(client.get(url), "pernah diajukan")
        client.post(url)
        self.assertIsNone(Pohon.objects.get(pk=pohon.pk).dihapus)


class TestCrosscutting(Cast):
    def setUp(self) -> None:
        pohon = self.make_pohon(unit=self.unit_b, tahap=3)
        root = Simpul.objects.get(pohon=pohon)
        self.row = Crosscutting.objects.create(simpul=root, mitra=self.unit_a, kontribusi="Jalan")
        self.url = f"/crosscutting/{self.row.pk}/"

    def test_the_partner_answers_and_the_tree_counts_it(self) -> None:
        before = self.row.simpul.pohon.nomor
        response = self.client_for(self.perencana_a).post(
            self.url, {"status": "disetujui", "alasan": ""}
        )
        self.assertEqual(response.status_code, 302)
        self.row.refresh_from_db()
        self.assertEqual((self.row.status, self.row.dijawab_oleh), ("disetujui", self.perencana_a))
        self.assertEqual(Pohon.objects.get(pk=self.row.simpul.pohon_id).nomor, before + 1)

    def test_a_refusal_needs_a_reason(self) -> None:
        response = self.client_for(self.perencana_a).post(self.url, {"status": "ditolak"})
        self.assertContains(response, "Tuliskan alasan penolakan")
        self.row.refresh_from_db()
        self.assertEqual(self.row.status, "menunggu")

    def test_a_node_of_a_third_unit_cannot_be_linked(self) -> None:
        third = Simpul.objects.get(pohon=self.make_pohon(unit=self.unit_b))
        response = self.client_for(self.perencana_a).post(
            self.url, {"status": "disetujui", "simpul_mitra": third.pk}
        )
        self.assertContains(response, "galat-medan")
