"""Holders of a position: terms, acting holders, overlaps, and their pages."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.models import Jabatan, Pejabat
from jabatan.struktur.masa import gaps, vacant_since
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
        self.add(status="plh")
        first = Pejabat.objects.on(datetime.date(2026, 3, 2)).filter(jabatan=self.jabatan["kasi"])[
            0
        ]
        self.assertEqual(first.sebutan_jabatan, "Plh. Kepala Seksi Rekayasa")

    def test_a_plt_or_pj_needs_a_vacant_position(self):
        for status in ("plt", "pj"):
            with self.assertRaisesMessage(ValidationError, "hanya untuk jabatan lowong"):
                self.add(status=status)
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.admin, pejabat=old, selesai=datetime.date(2026, 2, 28))
        self.add(status="plt")
        with self.assertRaisesMessage(ValidationError, "masih tercatat sebagai Plt."):
            self.add(nama="Definitif", mulai=datetime.date(2026, 4, 1))

    def test_two_acting_holders_over_the_same_days_are_refused(self):
        self.add(status="plh", selesai=datetime.date(2026, 3, 10))
        with self.assertRaisesMessage(ValidationError, "sudah menjadi Plh. pada masa itu"):
            self.add(status="plh", mulai=datetime.date(2026, 3, 10))
        self.add(status="plh", mulai=datetime.date(2026, 3, 11))

    def test_nobody_is_plh_of_his_own_position(self):
        nip = Pejabat.objects.get(jabatan=self.jabatan["kasi"]).nip
        with self.assertRaisesMessage(ValidationError, "jabatannya sendiri"):
            self.add(status="plh", nip=nip)

    def test_one_nip_holds_one_definitive_position_but_may_act_in_another(self):
        nip = Pejabat.objects.get(jabatan=self.jabatan["kabid"]).nip
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.admin, pejabat=old, selesai=datetime.date(2026, 2, 28))
        with self.assertRaisesMessage(
            ValidationError, "sudah menjabat definitif sebagai Kepala Bidang Lalu Lintas"
        ):
            self.add(nip=nip)
        self.add(nip=nip, status="plt")

    def test_the_nip_of_another_instansi_is_nobodys_business(self):
        other = Jabatan.objects.create(
            instansi=self.instansi_asing, nama="Kadis Lain", jenjang="jpt_pratama",
            tree_id=self.instansi_asing.pk, lft=1, rght=2, kedalaman=0,
        )  # fmt: skip
        nip = "198001012005011099"
        Pejabat.objects.create(
            jabatan=other, nama="Orang Lain", nip=nip, mulai=datetime.date(2026, 3, 1)
        )
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.admin, pejabat=old, selesai=datetime.date(2026, 2, 28))
        self.add(nip=nip)

    def test_the_empty_days_of_a_position_are_told(self):
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.admin, pejabat=old, selesai=datetime.date(2025, 6, 30))
        self.add(selesai=datetime.date(2026, 3, 31))
        terms = list(Pejabat.objects.filter(jabatan=self.jabatan["kasi"]))
        today = datetime.date(2026, 5, 1)
        self.assertEqual(
            [(gap.sejak, gap.sampai) for gap in gaps(terms, today)],
            [
                (datetime.date(2025, 7, 1), datetime.date(2026, 2, 28)),
                (datetime.date(2026, 4, 1), None),
            ],
        )
        self.assertEqual(vacant_since(terms, today), datetime.date(2026, 4, 1))
        self.assertIsNone(vacant_since(terms, datetime.date(2026, 3, 15)))
        self.assertIsNone(vacant_since([], today))

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

    def test_vacant_positions_are_listed_with_since_when(self):
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.admin, pejabat=old, selesai=datetime.date(2026, 2, 28))
        client = self.client_for(self.pembaca_a)
        url = reverse("jabatan:daftar_lowong")
        page = client.get(url)
        self.assertContains(page, "Kepala Seksi Rekayasa")
        self.assertContains(page, "1 Maret 2026")
        self.assertContains(page, old.nama)
        self.assertNotContains(page, "Kepala Bidang Lalu Lintas")
        actions.add_pejabat(
            user=self.admin, jabatan=self.jabatan["kasi"], data={**NEW, "status": "plt"}
        )
        self.assertContains(client.get(url, {"isian": "sementara"}), "Pejabat Baru")
        self.assertNotContains(client.get(url, {"isian": "kosong"}), "Kepala Seksi Rekayasa")

    def test_the_list_of_vacancies_makes_the_same_queries_for_many(self):
        client = self.client_for(self.pembaca_a)
        url = reverse("jabatan:daftar_lowong")
        Pejabat.objects.filter(jabatan=self.jabatan["kasi"]).delete()
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        Pejabat.objects.all().delete()
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        self.assertEqual(len(few), len(many))

    def test_the_way_of_a_person_is_told_by_nip(self):
        kasi = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.admin, pejabat=kasi, selesai=datetime.date(2026, 2, 28))
        kabid = Pejabat.objects.get(jabatan=self.jabatan["kabid"])
        actions.end_pejabat(user=self.admin, pejabat=kabid, selesai=datetime.date(2026, 2, 28))
        actions.add_pejabat(
            user=self.admin, jabatan=self.jabatan["kabid"], data={**NEW, "nip": kasi.nip}
        )
        page = self.client_for(self.pembaca_a).get(
            reverse("jabatan:riwayat_pejabat", args=[kasi.pk])
        )
        self.assertContains(page, "Kepala Seksi Rekayasa")
        self.assertContains(page, "Kepala Bidang Lalu Lintas")
        self.assertContains(page, "tercatat sebagai Pejabat Baru")
        self.assertNotContains(page, "Kepala Dinas Pendidikan")

    def test_another_instansi_gets_nothing(self):
        pejabat = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        for name in ("ubah_pejabat", "akhiri_pejabat", "hapus_pejabat"):
            url = reverse(f"jabatan:{name}", args=[pejabat.pk])
            self.assertEqual(self.client_for(self.asing).post(url).status_code, 404)
