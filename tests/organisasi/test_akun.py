"""Sign-in and its lock-out, password, profile and token, the instansi at work."""

from django.contrib.auth import get_user
from django.test import override_settings
from django.urls import reverse
from rest_framework.authtoken.models import Token

from organisasi.models import Instansi, Keanggotaan, Pengguna
from tests.base import PASSWORD, Cast

MASUK = reverse("organisasi:masuk")
PROFIL = reverse("organisasi:profil")


class TestMasuk(Cast):
    def sign_in(self, username="perencana_a", password=PASSWORD, **extra):
        data = {"username": username, "password": password}
        return self.client.post(MASUK, data, **extra)

    def test_it_lets_the_right_person_in(self):
        self.assertRedirects(self.sign_in(), reverse("beranda"))

    def test_every_page_asks_to_sign_in_and_then_opens(self):
        unit = reverse("organisasi:daftar_unit")
        self.assertRedirects(self.client.get(unit), f"{MASUK}?next={unit}")
        self.assertRedirects(self.sign_in(query_params={"next": unit}), unit)

    def test_who_was_sending_a_form_comes_back_to_its_page_and_is_told(self):
        page = reverse("organisasi:daftar_unit") + "?q=dinas"
        for referer, back in (
            (f"http://testserver{page}", page),
            ("https://jahat.example/unit/", "/"),
            ("", "/"),
        ):
            answer = self.client.post(
                reverse("organisasi:pilih_instansi"),
                follow=True,
                headers={"Referer": referer, "Accept": "text/html"},
            )
            self.assertContains(answer, "belum tersimpan. Masuk, lalu kirim lagi.")
            self.assertEqual(answer.context["next"], back)
        by_script = self.client.post(reverse("organisasi:pilih_instansi"), follow=True)
        self.assertNotContains(by_script, "belum tersimpan")

    def test_a_part_of_a_page_is_refused_instead_of_showing_the_sign_in_inside_it(self):
        answer = self.client.get(reverse("beranda"), headers={"HX-Request": "true"})
        self.assertEqual(answer.status_code, 401)

    def test_it_never_leads_to_another_site(self):
        answer = self.sign_in(query_params={"next": "https://jahat.example/"})
        self.assertRedirects(answer, reverse("beranda"))

    def test_wrong_password_unknown_and_inactive_accounts_get_the_same_sentence(self):
        Pengguna.objects.filter(pk=self.pembaca_a.pk).update(is_active=False)
        for username, password in (
            ("perencana_a", "salah"),
            ("tidak_ada", "salah"),
            ("pembaca_a", PASSWORD),
        ):
            answer = self.sign_in(username, password)
            self.assertContains(answer, "Nama pengguna atau kata sandi salah.")
            self.assertFalse(get_user(self.client).is_authenticated)

    def test_five_failures_lock_out_even_the_right_password(self):
        for _ in range(4):
            self.assertEqual(self.sign_in(password="salah").status_code, 200)
        locked = self.sign_in(password="salah")
        self.assertContains(locked, "Coba lagi 15 menit lagi, setelah pukul", status_code=429)
        self.assertEqual(self.sign_in().status_code, 429)
        self.assertFalse(get_user(self.client).is_authenticated)

    def test_the_lock_is_on_that_account_only(self):
        for _ in range(5):
            self.sign_in(password="salah")
        self.assertRedirects(self.sign_in("perencana_b"), reverse("beranda"))

    @override_settings(AXES_COOLOFF_TIME=0)
    def test_the_lock_ends_with_its_time(self):
        for _ in range(5):
            self.sign_in(password="salah")
        self.assertRedirects(self.sign_in(), reverse("beranda"))

    def test_a_success_forgets_earlier_failures(self):
        for _ in range(2):
            for _ in range(4):
                self.sign_in(password="salah")
            self.assertEqual(self.sign_in().status_code, 302)
            self.client.post(reverse("organisasi:keluar"))

    def test_a_link_cannot_sign_anyone_out(self):
        client = self.client_for(self.perencana_a)
        self.assertEqual(client.get(reverse("organisasi:keluar")).status_code, 405)
        self.assertTrue(get_user(client).is_authenticated)
        client.post(reverse("organisasi:keluar"))
        self.assertFalse(get_user(client).is_authenticated)


class TestSandi(Cast):
    new = "melati-di-tepi-kali"

    def setUp(self):
        self.client = self.client_for(self.perencana_a)

    def change(self, old=PASSWORD, first=None, second=None):
        data = {
            "old_password": old,
            "new_password1": first or self.new,
            "new_password2": second or first or self.new,
        }
        return self.client.post(reverse("organisasi:sandi"), data)

    def test_it_changes_and_ends_other_sessions(self):
        other = self.client_for(self.perencana_a)
        self.assertRedirects(self.change(), reverse("organisasi:sandi_selesai"))
        self.assertTrue(get_user(self.client).is_authenticated)
        self.assertFalse(get_user(other).is_authenticated)

    def test_it_refuses_a_wrong_old_one_a_mismatch_and_a_weak_one(self):
        self.assertContains(self.change(old="salah"), "Kata sandi lama salah.")
        self.assertContains(self.change(second="lain-sama-sekali"), "tidak sama")
        self.assertEqual(self.change(first="12345678").status_code, 200)
        self.perencana_a.refresh_from_db()
        self.assertTrue(self.perencana_a.check_password(PASSWORD))


class TestProfil(Cast):
    def setUp(self):
        self.client = self.client_for(self.perencana_a)

    def save(self, **data):
        return self.client.post(PROFIL, {"aksi": "simpan", **data})

    def test_it_changes_name_and_address(self):
        self.save(nama="Rina", email="rina@contoh.go.id")
        self.perencana_a.refresh_from_db()
        self.assertEqual(
            (self.perencana_a.nama, self.perencana_a.email), ("Rina", "rina@contoh.go.id")
        )

    def test_it_refuses_bad_values_and_saves_nothing(self):
        self.assertContains(self.save(nama="", email="x"), "Nama lengkap belum diisi.")
        self.assertContains(self.save(nama="Rina", email="bukan surel"), "Isi dengan alamat surel")
        self.assertEqual(self.save(nama="x" * 200).status_code, 200)
        self.perencana_a.refresh_from_db()
        self.assertEqual(self.perencana_a.nama, "Perencana A")

    def test_it_cannot_raise_ones_own_rights(self):
        self.save(nama="Rina", pengelola="on", is_superuser="on", is_staff="on", username="admin")
        self.perencana_a.refresh_from_db()
        self.assertFalse(self.perencana_a.pengelola or self.perencana_a.is_superuser)
        self.assertEqual(self.perencana_a.username, "perencana_a")

    def test_a_name_with_tags_is_shown_as_text(self):
        self.save(nama="<script>alert(1)</script>")
        page = self.client.get(PROFIL)
        self.assertContains(page, "&lt;script&gt;alert(1)&lt;/script&gt;")
        self.assertNotContains(page, "<script>alert(1)")

    def test_a_token_is_shown_once_and_works_until_revoked(self):
        page = self.client.post(PROFIL, {"aksi": "buat_token"})
        key = Token.objects.get(user=self.perencana_a).key
        self.assertContains(page, key)
        self.assertIn("no-store", page["Cache-Control"])
        self.assertNotContains(self.client.get(PROFIL), key)
        header = {"Authorization": f"Token {key}"}
        self.client.logout()
        self.assertEqual(self.client.get(reverse("schema"), headers=header).status_code, 200)
        self.client_for(self.perencana_a).post(PROFIL, {"aksi": "cabut_token"})
        self.assertIn(self.client.get(reverse("schema"), headers=header).status_code, (401, 403))

    def test_a_new_token_ends_the_old_one(self):
        self.client.post(PROFIL, {"aksi": "buat_token"})
        old = Token.objects.get(user=self.perencana_a).key
        self.client.post(PROFIL, {"aksi": "buat_token"})
        self.assertNotEqual(Token.objects.get(user=self.perencana_a).key, old)


class TestPilihInstansi(Cast):
    url = reverse("organisasi:pilih_instansi")

    def setUp(self):
        Keanggotaan.objects.create(
            pengguna=self.asing, instansi=self.instansi, unit=self.unit_b, peran="pembaca"
        )
        self.client = self.client_for(self.asing)

    def units_shown(self):
        page = self.client.get(reverse("organisasi:daftar_unit"))
        return {unit.instansi_id for unit in page.context["halaman"]}

    def test_lists_follow_the_instansi_chosen(self):
        for instansi in (self.instansi, self.instansi_asing):
            self.client.post(self.url, {"instansi": instansi.pk})
            self.assertEqual(self.units_shown(), {instansi.pk})

    def test_it_refuses_an_instansi_without_role_and_nonsense(self):
        third = Instansi.objects.create(nama="Kabupaten Ketiga", jenis="kabupaten")
        for wrong in (third.pk, "", "abc", "-1", "9" * 30, "²"):
            answer = self.client.post(self.url, {"instansi": wrong})
            self.assertEqual(answer.status_code, 404, wrong)

    def test_a_role_that_was_taken_away_no_longer_shows_its_instansi(self):
        self.client.post(self.url, {"instansi": self.instansi.pk})
        Keanggotaan.objects.filter(pengguna=self.asing, instansi=self.instansi).delete()
        self.assertEqual(self.units_shown(), {self.instansi_asing.pk})
