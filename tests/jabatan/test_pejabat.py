"""Holders of a position: terms, acting holders, overlaps, and their pages."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from jabatan import actions
from jabatan.models import Pejabat
from tests.jabatan.dasar import Struktur

NEW = {"nama": "Pejabat Baru", "mulai": datetime.date(2026, 3, 1)}


class TestHolders(Struktur):
    def add(self, user=None, jabatan="kasi", **fields):
        return actions.add_pejabat(
            user=user or self.admin, jabatan=self.jabatan[jabatan], data={**NEW, **fields}
        )

    def test_a_second_definitive_holder_is_refused_with_a_sentence(self):
        with self.assertRaisesMessage(ValidationError, "sudah menjabat pada masa itu"):
            self.add()
        self.assertEqual(Pejabat.objects.filter(jabatan=self.jabatan["kasi"]).count(), 1)

    def test_after_the_term_has_ended_another_follows(self):
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.perencana_a, pejabat=old, selesai=datetime.date(2026, 2, 28))
        self.add()
        holders = Pejabat.objects.on(datetime.date(2026, 2, 28)).filter(
            jabatan=self.jabatan["kasi"]
        )
        self.assertEqual([row.nama for row in holders], [old.nama])

    def test_an_acting_holder_stands_before_the_definitive_one(self):
        self.add(status="plt")
        first = Pejabat.objects.on(datetime.date(2026, 3, 2)).filter(jabatan=self.jabatan["kasi"])[
            0
        ]
        self.assertEqual(first.sebutan_jabatan, "Plt. Kepala Seksi Rekayasa")

    def test_a_term_does_not_end_before_it_begins(self):
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        with self.assertRaisesMessage(ValidationError, "tidak boleh sebelum TMT"):
            actions.end_pejabat(user=self.admin, pejabat=old, selesai=datetime.date(2020, 1, 1))

    def test_absurd_years_are_refused(self):
        for year in (1, 1850, 9999):
            with self.assertRaisesMessage(ValidationError, "antara tahun"):
                self.add(status="plt", mulai=datetime.date(year, 1, 1))

    def test_another_unit_may_not_write(self):
        with self.assertRaises(PermissionDenied):
            self.add(user=self.perencana_b)
        with self.assertRaises(PermissionDenied):
            actions.delete_pejabat(
                user=self.pembaca_a, pejabat=Pejabat.objects.get(jabatan=self.jabatan["kasi"])
            )


class TestPages(Struktur):
    def test_a_nip_is_taken_with_spaces_and_shown_in_groups(self):
        client = self.client_for(self.perencana_a)
        kasi = self.jabatan["kasi"]
        data = {
            "nama": "Pejabat Sementara",
            "nip": "19850607 201012 2 003",
            "status": "plh",
            "mulai": "2026-03-01",
        }
        url = reverse("jabatan:tambah_pejabat", args=[kasi.pk])
        page = client.post(url, data, follow=True)
        self.assertContains(page, "NIP 19850607 201012 2 003")
        self.assertEqual(Pejabat.objects.get(nama="Pejabat Sementara").nip, "198506072010122003")

    def test_a_wrong_nip_and_an_overlap_are_explained(self):
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:tambah_pejabat", args=[self.jabatan["kasi"].pk])
        data = {"nama": "X", "nip": "12345", "status": "definitif", "mulai": "2026-03-01"}
        self.assertContains(client.post(url, data), "NIP terdiri atas 18 angka")
        page = client.post(url, {**data, "nip": ""})
        self.assertContains(page, "akhiri dahulu masa jabatannya")
        page = client.post(url, {**data, "nip": "", "mulai": "kemarin"})
        self.assertContains(page, "Isi dengan tanggal")

    def test_a_term_is_ended_and_a_mistake_deleted(self):
        client = self.client_for(self.perencana_a)
        pejabat = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        url = reverse("jabatan:akhiri_pejabat", args=[pejabat.pk])
        self.assertEqual(client.get(url).status_code, 200)
        client.post(url, {"selesai": "2026-02-28"})
        pejabat.refresh_from_db()
        self.assertEqual(pejabat.selesai, datetime.date(2026, 2, 28))
        url = reverse("jabatan:ubah_pejabat", args=[pejabat.pk])
        client.post(
            url, {"nama": "Nama Benar", "status": "definitif", "mulai": "2025-01-02", "selesai": ""}
        )
        pejabat.refresh_from_db()
        self.assertEqual((pejabat.nama, pejabat.selesai), ("Nama Benar", None))
        client.post(reverse("jabatan:hapus_pejabat", args=[pejabat.pk]))
        self.assertFalse(Pejabat.objects.filter(pk=pejabat.pk).exists())

    def test_what_is_refused_is_said_on_the_page(self):
        client = self.client_for(self.perencana_a)
        pejabat = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        page = client.post(
            reverse("jabatan:akhiri_pejabat", args=[pejabat.pk]), {"selesai": "2020-01-01"}
        )
        self.assertContains(page, "tidak boleh sebelum TMT")
        page = client.post(
            reverse("jabatan:ubah_pejabat", args=[pejabat.pk]),
            {"nama": "A", "status": "definitif", "mulai": "0001-01-01"},
        )
        self.assertContains(page, "antara tahun")
        page = client.get(reverse("jabatan:hapus_pejabat", args=[pejabat.pk]))
        self.assertContains(page, "Hapus hanya bila salah catat")

    def test_another_instansi_gets_nothing(self):
        pejabat = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        for name in ("ubah_pejabat", "akhiri_pejabat", "hapus_pejabat"):
            url = reverse(f"jabatan:{name}", args=[pejabat.pk])
            self.assertEqual(self.client_for(self.asing).post(url).status_code, 404)
