"""The life of a PK: draft, signature that freezes, change with a reason; and its pages."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.models import Jabatan, Pejabat, PerjanjianKinerja
from jabatan.pk.isi import IsiPk
from jabatan.pk.susun import compose, read
from perencanaan.models import Pagu
from pohon.models import Target
from tests.jabatan.dasar import TAHUN, TANGGAL, Pembagian, pdf_text


class Carried(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    def letter(self, pk):
        url = reverse("jabatan:unduh_surat", args=[pk.pk])
        return pdf_text(self.client_for(self.admin).get(url).content)


class TestDraft(Carried):
    def test_a_draft_takes_the_place_of_the_instansi(self):
        self.assertEqual(self.draft("kasi", dated=False).tempat, "Kota Contoh")

    def test_a_position_has_one_pk_a_year(self):
        self.draft("kasi")
        with self.assertRaisesMessage(ValidationError, "sudah ada"):
            self.draft("kasi")

    def test_a_unit_gets_drafts_for_every_position_that_carries_kinerja(self):
        self.draft("kasi")
        hasil = actions.draft_pk_of_unit(user=self.perencana_a, unit=self.unit_a, tahun=TAHUN)
        self.assertEqual((hasil.dibuat, hasil.sudah_ada), (3, 1))
        self.assertEqual(PerjanjianKinerja.objects.count(), 4)

    def test_a_unit_without_kinerja_is_told_so(self):
        with self.assertRaisesMessage(ValidationError, "bagikan dahulu dari pohon"):
            actions.draft_pk_of_unit(user=self.admin, unit=self.unit_b, tahun=TAHUN)

    def test_another_unit_may_not_draft(self):
        with self.assertRaises(PermissionDenied):
            actions.draft_pk(user=self.perencana_b, jabatan=self.jabatan["kasi"], tahun=TAHUN)
        with self.assertRaises(PermissionDenied):
            actions.draft_pk_of_unit(user=self.perencana_b, unit=self.unit_a, tahun=TAHUN)

    def test_an_absurd_year_is_refused(self):
        with self.assertRaises(ValidationError):
            actions.draft_pk(user=self.admin, jabatan=self.jabatan["kasi"], tahun=1026)

    def test_the_date_belongs_to_the_year(self):
        pk = self.draft("kasi")
        with self.assertRaisesMessage(ValidationError, "tahun 2025 atau 2026"):
            actions.change_pk(user=self.admin, pk=pk, data={"tanggal": datetime.date(2019, 1, 1)})

    def test_a_draft_follows_the_tree(self):
        pk = self.draft("kasi")
        Target.objects.filter(indikator__simpul=self.simpul["keg"]).update(nilai=99)
        fresh = PerjanjianKinerja.objects.select_related("jabatan__instansi").get(pk=pk.pk)
        self.assertEqual(compose(fresh).isi.daftar_sasaran[0].ukuran[0].target, 99)

    def test_nobody_promises_to_himself(self):
        own = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        Pejabat.objects.filter(jabatan=self.jabatan["kabid"]).delete()
        Pejabat.objects.create(
            jabatan=self.jabatan["kabid"],
            nama=own.nama,
            nip=own.nip,
            status=Pejabat.Status.PLT,
            mulai=own.mulai,
        )
        isi = compose(self.draft("kasi")).isi
        self.assertEqual(
            (isi.pertama.nama, isi.pertama.jabatan), (own.nama, self.jabatan["kasi"].nama)
        )
        self.assertEqual(isi.kedua.jabatan, "Kepala Dinas Perhubungan")
        Pejabat.objects.filter(jabatan=self.jabatan["kadis"]).delete()
        naskah = compose(PerjanjianKinerja.objects.get())
        self.assertIsNone(naskah.isi.kedua)
        self.assertIn("lowong", " ".join(naskah.halangan))


class TestSign(Carried):
    def change_everything(self):
        """Change tree, plan, holders and structure as much as they allow."""
        self.simpul["keg"].__class__.objects.filter(pk=self.simpul["keg"].pk).update(
            pernyataan="Rumusan yang diganti"
        )
        Target.objects.all().delete()
        Pagu.objects.all().delete()
        self.jabatan["kasi"].daftar_pejabat.all().delete()
        self.jabatan["kabid"].daftar_pejabat.update(nama="Atasan Lain")
        Jabatan.objects.filter(pk=self.jabatan["kasi"].pk).update(nama="Nama lain", unit=None)
        self.jabatan["kasi"].daftar_kinerja.all().delete()
        type(self.instansi).objects.filter(pk=self.instansi.pk).update(nama="Instansi Lain")

    def test_a_signed_pk_never_changes(self):
        pk = self.signed("kasi")
        before = self.letter(pk)
        self.assertIn("Armada terawat", before)
        self.change_everything()
        self.assertEqual(self.letter(pk), before)
        page = self.client_for(self.admin).get(reverse("jabatan:pk", args=[pk.pk]))
        self.assertContains(page, "Armada terawat")
        self.assertContains(page, "Pejabat 3, S.T.")
        self.assertNotContains(page, "Rumusan yang diganti")

    def test_what_is_kept_reads_back_as_it_was(self):
        pk = self.signed("kasi")
        composed = compose(pk).isi
        pk = PerjanjianKinerja.objects.get(pk=pk.pk)
        self.assertEqual(IsiPk.from_json(pk.isi), composed)
        self.assertEqual(pk.isi["daftar_anggaran"][0]["nilai"], "1500000.00")
        self.assertEqual(read(pk).halangan, [])

    def test_signing_twice_changes_nothing(self):
        pk = self.signed("kasi")
        self.change_everything()
        again = actions.tetapkan_pk(user=self.admin, pk=pk)
        self.assertEqual(again.isi, PerjanjianKinerja.objects.get(pk=pk.pk).isi)
        self.assertEqual(again.ditetapkan_pada, pk.ditetapkan_pada)
        self.assertEqual(again.ditetapkan_oleh, self.admin)

    def test_an_incomplete_pk_is_not_signed(self):
        Target.objects.all().delete()
        pk = self.draft("kasi")
        with self.assertRaisesMessage(ValidationError, "belum ada target tahun 2026"):
            actions.tetapkan_pk(user=self.admin, pk=pk)
        pk.refresh_from_db()
        self.assertEqual((pk.status, pk.isi), ("draf", {}))

    def test_only_who_may_edit_the_unit_signs(self):
        pk = self.draft("kasi")
        for user in (self.perencana_b, self.pembaca_a, self.evaluator, self.pimpinan):
            with self.assertRaises(PermissionDenied):
                actions.tetapkan_pk(user=user, pk=pk)
        self.assertTrue(actions.tetapkan_pk(user=self.perencana_a, pk=pk).is_frozen)

    def test_a_signed_pk_is_neither_changed_nor_deleted(self):
        pk = self.signed("kasi")
        with self.assertRaisesMessage(ValidationError, "tidak dapat diubah"):
            actions.change_pk(user=self.admin, pk=pk, data={"nomor": "1"})
        with self.assertRaisesMessage(ValidationError, "tidak dapat dihapus"):
            actions.delete_pk(user=self.admin, pk=pk)

    def test_a_draft_is_deleted(self):
        pk = self.draft("kasi")
        with self.assertRaises(PermissionDenied):
            actions.delete_pk(user=self.pembaca_a, pk=pk)
        actions.delete_pk(user=self.perencana_a, pk=pk)
        self.assertFalse(PerjanjianKinerja.objects.exists())


class TestRevise(Carried):
    def test_a_change_is_a_new_pk_with_its_reason(self):
        old = self.signed("kasi")
        new = actions.revise_pk(user=self.perencana_a, pk=old, alasan="mutasi")
        self.assertEqual((new.urutan, new.jenis, new.status), (1, "perubahan", "draf"))
        actions.change_pk(user=self.admin, pk=new, data={"tanggal": TANGGAL})
        actions.tetapkan_pk(user=self.admin, pk=new)
        self.assertIn("PERJANJIAN KINERJA PERUBAHAN TAHUN 2026", self.letter(new))
        self.assertEqual(actions.revise_pk(user=self.admin, pk=old, alasan="strategi").urutan, 2)

    def test_a_reason_is_required(self):
        old = self.signed("kasi")
        for alasan in ("", "iseng"):
            with self.assertRaises(ValidationError):
                actions.revise_pk(user=self.admin, pk=old, alasan=alasan)

    def test_a_draft_comes_first(self):
        with self.assertRaisesMessage(ValidationError, "masih ada draf"):
            actions.revise_pk(user=self.admin, pk=self.draft("kasi"), alasan="mutasi")


class TestPages(Carried):
    def url(self, name, pk):
        return reverse(f"jabatan:{name}", args=[pk.pk])

    def test_the_list_filters_by_year_unit_status_and_words(self):
        self.draft("kadis")
        self.signed("kasi")
        client = self.client_for(self.pembaca_a)
        url = reverse("jabatan:daftar_pk")
        self.assertEqual(len(client.get(url).context["halaman"]), 2)
        for query, count in (
            ({"tahun": "2026"}, 2),
            ({"tahun": "2025"}, 0),
            ({"tahun": "99999999999"}, 2),
            ({"unit": self.unit_a1.pk}, 1),
            ({"unit": self.unit_b.pk}, 0),
            ({"status": "ditetapkan"}, 1),
            ({"q": "rekayasa"}, 1),
            ({"q": "Pejabat 1"}, 1),
        ):
            self.assertEqual(len(client.get(url, query).context["halaman"]), count, query)
        self.assertEqual(len(self.client_for(self.asing).get(url).context["halaman"]), 0)

    def test_a_signed_pk_is_found_by_who_signed_it(self):
        self.signed("kasi")
        self.jabatan["kasi"].daftar_pejabat.all().delete()
        client = self.client_for(self.pembaca_a)
        page = client.get(reverse("jabatan:daftar_pk"), {"q": "pejabat 3"})
        self.assertEqual(len(page.context["halaman"]), 1)

    def test_the_list_makes_the_same_queries_for_many(self):
        client = self.client_for(self.admin)
        self.draft("kadis")
        url = reverse("jabatan:daftar_pk")
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        self.assertLessEqual(len(few), 12)
        actions.draft_pk_of_unit(user=self.admin, unit=self.unit_a, tahun=TAHUN)
        with self.assertNumQueries(len(few)):
            client.get(url)

    def test_drafts_are_begun_for_a_position_or_a_unit(self):
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:tambah_pk")
        page = client.post(url, {"tahun": "2026", "jabatan": self.jabatan["kasi"].pk}, follow=True)
        self.assertContains(page, "Draf PK dibuat")
        page = client.post(url, {"tahun": "2026", "unit": self.unit_a.pk}, follow=True)
        self.assertContains(page, "3 draf PK dibuat. 1 jabatan sudah memiliki PK.")

    def test_the_form_says_what_is_wrong(self):
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:tambah_pk")
        self.assertContains(client.post(url, {"tahun": "2026"}), "salah satu saja")
        data = {"tahun": "2026", "jabatan": self.jabatan["kadis_b"].pk}
        self.assertContains(client.post(url, data), "Pilihan ini tidak tersedia")
        data = {"tahun": "dua ribu", "jabatan": self.jabatan["kasi"].pk}
        self.assertContains(client.post(url, data), "Isi dengan tahun")

    def test_a_draft_shows_its_content_and_what_is_missing(self):
        Target.objects.filter(indikator__simpul=self.simpul["keg"]).delete()
        pk = self.draft("kasi", dated=False)
        page = self.client_for(self.perencana_a).get(self.url("pk", pk))
        for text in (
            "PEMERINTAH KOTA CONTOH",
            "Armada terawat",
            "belum ada target",
            "Belum dapat ditetapkan",
            "Tanggal penandatanganan belum diisi",
            "3.500.000",
        ):
            self.assertContains(page, text)
        self.assertNotContains(page, "data-tanya")

    def test_it_is_filled_in_signed_and_revised_by_forms(self):
        client = self.client_for(self.perencana_a)
        pk = self.draft("kasi", dated=False)
        data = {"tempat": "Kota Contoh", "tanggal": "2026-01-05", "nomor": "800/12/2026"}
        page = client.post(self.url("pk", pk), data, follow=True)
        self.assertContains(page, "Tetapkan PK ini?")
        page = client.post(self.url("tetapkan_pk", pk), follow=True)
        self.assertContains(page, "PK ditetapkan; isinya tidak berubah lagi.")
        page = client.post(self.url("pk", pk), data, follow=True)
        self.assertContains(page, "tidak dapat diubah")
        page = client.post(self.url("perubahan_pk", pk), {"alasan_perubahan": ""})
        self.assertContains(page, "belum dipilih")
        page = client.post(
            self.url("perubahan_pk", pk), {"alasan_perubahan": "mutasi"}, follow=True
        )
        self.assertContains(page, "Draf PK perubahan dibuat")
        self.assertContains(page, "Pergantian atau mutasi pejabat")

    def test_a_wrong_date_is_explained_and_nothing_saved(self):
        client = self.client_for(self.perencana_a)
        pk = self.draft("kasi")
        page = client.post(
            self.url("pk", pk), {"tempat": "A", "tanggal": "2019-01-05", "nomor": ""}
        )
        self.assertContains(page, "tahun 2025 atau 2026")
        pk.refresh_from_db()
        self.assertEqual((pk.tempat, pk.tanggal), ("Kota Contoh", TANGGAL))

    def test_signing_too_early_answers_with_the_sentences(self):
        client = self.client_for(self.perencana_a)
        pk = self.draft("kasi", dated=False)
        page = client.post(self.url("tetapkan_pk", pk), follow=True)
        self.assertContains(page, "PK belum dapat ditetapkan. Tanggal penandatanganan")

    def test_a_draft_is_deleted_after_a_question(self):
        client = self.client_for(self.perencana_a)
        pk = self.draft("kasi")
        self.assertContains(client.get(self.url("hapus_pk", pk)), "Hapus draf PK")
        client.post(self.url("hapus_pk", pk))
        self.assertFalse(PerjanjianKinerja.objects.exists())

    def test_a_reader_reads_and_another_instansi_gets_nothing(self):
        pk = self.draft("kasi")
        reader = self.client_for(self.pembaca_a)
        page = reader.get(self.url("pk", pk))
        self.assertNotContains(page, "Data surat")
        self.assertEqual(reader.post(self.url("pk", pk)).status_code, 403)
        for name in ("pk", "tetapkan_pk", "perubahan_pk", "hapus_pk", "unduh_surat"):
            client = self.client_for(self.asing)
            self.assertEqual(client.post(self.url(name, pk)).status_code, 404, name)
