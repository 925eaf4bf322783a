"""Instansi: the pengelola makes them and their first admin, and sees nothing inside."""

import os
from io import StringIO
from unittest import mock

from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse

from organisasi import actions
from organisasi.models import Instansi, Keanggotaan, Pengguna
from tests.base import Cast

LIST = reverse("organisasi:daftar_instansi")
NEW = "melati-di-tepi-kali"


class TestInstansi(Cast):
    def setUp(self):
        self.client = self.client_for(self.pengelola)

    def admin_data(self, **fields):
        data = {"username": "admin_baru", "nama": "Admin Baru", "sandi1": NEW, "sandi2": NEW}
        return {f"admin-{name}": value for name, value in {**data, **fields}.items()}

    def add(self, admin=None, **fields):
        data = {"nama": "Provinsi Baru", "jenis": "provinsi", "zona_waktu": "Asia/Jakarta"}
        url = reverse("organisasi:tambah_instansi")
        return self.client.post(url, {**data, **fields, **self.admin_data(**(admin or {}))})

    def add_admin(self, instansi, **fields):
        url = reverse("organisasi:ubah_instansi", args=[instansi.pk])
        return self.client.post(url, {"aksi": "admin", **self.admin_data(**fields)})

    def test_it_makes_an_instansi_whose_admin_can_work(self):
        self.assertRedirects(self.add(), LIST)
        admin = Pengguna.objects.get(username="admin_baru")
        row = Keanggotaan.objects.get(pengguna=admin)
        self.assertEqual((row.instansi.nama, row.peran, row.unit), ("Provinsi Baru", "admin", None))
        theirs = self.client_for(admin)
        self.assertEqual(theirs.get(reverse("organisasi:tambah_unit")).status_code, 200)

    def test_a_refused_admin_leaves_no_instansi_behind(self):
        answer = self.add(admin={"username": "asing"})
        self.assertContains(answer, "Nama pengguna ini tidak dapat dipakai.")
        self.assertEqual(self.add(admin={"sandi1": "1", "sandi2": "1"}).status_code, 200)
        self.assertFalse(Instansi.objects.filter(nama="Provinsi Baru").exists())

    def test_it_refuses_a_taken_name_an_empty_one_and_an_unknown_kind(self):
        self.assertEqual(self.add(nama=self.instansi.nama).status_code, 200)
        self.assertContains(self.add(nama=""), "Nama belum diisi.")
        self.assertContains(self.add(jenis="kerajaan"), "Pilihan ini tidak tersedia.")
        self.assertEqual(Instansi.objects.count(), 2)

    def test_it_changes_an_instansi_and_keeps_its_count_of_changes(self):
        Instansi.objects.filter(pk=self.instansi.pk).update(nomor=7)
        url = reverse("organisasi:ubah_instansi", args=[self.instansi.pk])
        self.client.post(url, {"nama": "Kota Baru", "jenis": "kota", "zona_waktu": "Asia/Makassar"})
        changed = Instansi.objects.get(pk=self.instansi.pk)
        self.assertEqual(
            (changed.nama, changed.zona_waktu, changed.nomor), ("Kota Baru", "Asia/Makassar", 7)
        )

    def test_a_special_region_is_kept_and_never_a_ministry(self):
        url = reverse("organisasi:ubah_instansi", args=[self.instansi.pk])
        data = {"nama": "Kota Baru", "zona_waktu": "Asia/Makassar", "kekhususan": "bali"}
        answer = self.client.post(url, {**data, "jenis": "kementerian_lembaga"})
        self.assertContains(answer, "Daerah khusus hanya untuk pemerintah daerah.")
        self.assertEqual(Instansi.objects.get(pk=self.instansi.pk).kekhususan, "")
        self.client.post(url, {**data, "jenis": "kota"})
        self.assertEqual(Instansi.objects.get(pk=self.instansi.pk).digit_khusus, {"8"})

    def test_a_pengelola_has_no_say_in_content(self):
        pohon = self.make_pohon(unit=self.unit_a)
        for url, status in (
            (reverse("organisasi:daftar_unit"), 403),
            (reverse("organisasi:daftar_pengguna"), 403),
            (reverse("organisasi:ubah_unit", args=[self.unit_a.pk]), 404),
            (reverse("organisasi:ubah_periode", args=[self.periode.pk]), 404),
            (reverse("pohon:editor", args=[pohon.pk]), 404),
        ):
            self.assertEqual(self.client.get(url).status_code, status, url)

    def test_it_cannot_add_an_admin_where_one_can_sign_in(self):
        self.assertEqual(self.add_admin(self.instansi).status_code, 403)
        with self.assertRaises(PermissionDenied):
            actions.add_admin(
                user=self.pengelola,
                instansi_id=self.instansi.pk,
                admin={"username": "mata_mata", "nama": "X", "email": ""},
                password=NEW,
            )
        self.assertFalse(Pengguna.objects.filter(username="mata_mata").exists())

    def test_it_adds_an_admin_where_none_can_sign_in(self):
        Pengguna.objects.filter(pk=self.admin.pk).update(is_active=False)
        page = self.client.get(reverse("organisasi:ubah_instansi", args=[self.instansi.pk]))
        self.assertContains(page, "Belum ada admin yang dapat masuk")
        answer = self.add_admin(self.instansi, buatkan="on", sandi1="", sandi2="")
        self.assertContains(answer, answer.context["sandi"])
        self.assertTrue(
            Keanggotaan.objects.filter(
                pengguna__username="admin_baru", instansi=self.instansi, peran="admin"
            ).exists()
        )

    def test_an_admin_is_no_pengelola(self):
        self.client = self.client_for(self.admin)
        answer = self.client.get(LIST)
        self.assertContains(answer, "hanya untuk pengelola instalasi", status_code=403)
        self.assertEqual(self.add().status_code, 403)
        with self.assertRaises(PermissionDenied):
            actions.create_instansi(
                user=self.admin, instansi=Instansi(nama="X", jenis="kota"), admin={}, password=NEW
            )

    def test_the_list_searches_and_names_admins(self):
        page = self.client.get(LIST, {"q": "kota contoh"})
        self.assertContains(page, "Pemerintah Kota Contoh")
        self.assertNotContains(page, "Kabupaten Lain")
        self.assertContains(page, "Admin")
        self.assertContains(self.client.get(LIST), "Belum ada")


class TestBuatPengelola(TestCase):
    def make(self, username="kominfo", password=NEW):
        with mock.patch.dict(os.environ, {"POKIN_KATA_SANDI": password}):
            call_command("buat_pengelola", username, nama="Dinas Kominfo", stdout=StringIO())

    def test_it_makes_an_account_without_roles(self):
        self.make()
        made = Pengguna.objects.get(username="kominfo")
        self.assertTrue(made.pengelola and made.check_password(NEW))
        self.assertFalse(made.is_superuser or made.is_staff or made.keanggotaan.exists())

    def test_it_refuses_a_weak_password_and_a_taken_name(self):
        with self.assertRaises(CommandError):
            self.make(password="1234")
        self.assertFalse(Pengguna.objects.exists())
        self.make()
        with self.assertRaisesMessage(CommandError, "tidak dapat dipakai"):
            self.make("KOMINFO")
