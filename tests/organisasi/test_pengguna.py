"""People and their roles: what an admin may do, and how nobody takes over more than that."""

from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.authtoken.models import Token

from organisasi import actions
from organisasi.models import Keanggotaan, Pengguna
from tests.base import PASSWORD, Cast, make_user

LIST = reverse("organisasi:daftar_pengguna")
ADD = reverse("organisasi:tambah_pengguna")
NEW = "melati-di-tepi-kali"


def roles(*pairs) -> dict:
    """Return formset data for (peran, unit) pairs."""
    data = {"peran-TOTAL_FORMS": str(len(pairs)), "peran-INITIAL_FORMS": "0"}
    for number, (peran, unit) in enumerate(pairs):
        data[f"peran-{number}-peran"] = peran
        data[f"peran-{number}-unit"] = str(unit.pk) if unit else ""
    return data


class PenggunaCase(Cast):
    def setUp(self):
        self.client = self.client_for(self.admin)

    def add(self, *pairs, **fields):
        data = {"username": "baru", "nama": "Orang Baru", "sandi1": NEW, "sandi2": NEW, **fields}
        return self.client.post(ADD, {**data, **roles(*(pairs or [("pembaca", None)]))})

    def edit(self, pengguna, *pairs, **fields):
        data = {"nama": pengguna.nama, "is_active": "on", **fields}
        url = reverse("organisasi:ubah_pengguna", args=[pengguna.pk])
        return self.client.post(url, {**data, **roles(*pairs)})

    def roles_of(self, pengguna):
        rows = Keanggotaan.objects.filter(pengguna=pengguna, instansi=self.instansi)
        return set(rows.values_list("peran", "unit"))


class TestTambahPengguna(PenggunaCase):
    def test_it_makes_an_account_that_can_sign_in_with_its_roles(self):
        self.assertRedirects(self.add(("perencana", self.unit_a1), ("pembaca", None)), LIST)
        made = Pengguna.objects.get(username="baru")
        self.assertEqual(self.roles_of(made), {("perencana", self.unit_a1.pk), ("pembaca", None)})
        self.assertTrue(made.check_password(NEW))
        self.assertFalse(made.pengelola or made.is_superuser or made.is_staff)

    def test_a_made_password_is_shown_once_and_kept_nowhere(self):
        page = self.add(buatkan="on", sandi1="", sandi2="")
        password = page.context["sandi"]
        self.assertContains(page, password)
        self.assertIn("no-store", page["Cache-Control"])
        self.assertTrue(Pengguna.objects.get(username="baru").check_password(password))
        self.assertNotContains(self.client.get(LIST), password)

    def test_it_refuses_missing_different_and_weak_passwords(self):
        self.assertContains(self.add(sandi1="", sandi2=""), "Ketik kata sandi")
        self.assertContains(self.add(sandi2="lain"), "tidak sama")
        for weak in ("12345678", "pendek", "password", "orang baru"):
            self.assertEqual(self.add(sandi1=weak, sandi2=weak).status_code, 200, weak)
        self.assertFalse(Pengguna.objects.filter(username="baru").exists())

    def test_a_name_taken_anywhere_gets_the_same_neutral_sentence(self):
        for taken in ("asing", "ASING", "pembaca_a", "pengelola"):
            answer = self.add(username=taken)
            self.assertContains(answer, "Nama pengguna ini tidak dapat dipakai.")
            self.assertNotContains(answer, "Kabupaten Lain")
        self.assertEqual(Keanggotaan.objects.filter(pengguna=self.asing).count(), 1)

    def test_it_refuses_someone_without_any_role_and_saves_nothing(self):
        self.assertContains(self.add(("", None)), "Beri paling sedikit satu peran.")
        self.assertFalse(Pengguna.objects.filter(username="baru").exists())

    def test_it_refuses_units_of_another_instansi_and_admins_of_one_unit(self):
        answer = self.add(("perencana", self.unit_asing))
        self.assertContains(answer, "Pilihan ini tidak tersedia.")
        self.assertContains(self.add(("admin", self.unit_a)), "Admin berlaku untuk seluruh")
        self.assertContains(self.add(("", self.unit_a)), "Pilih peran untuk unit ini")
        self.assertContains(self.add(("raja", None)), "Pilihan ini tidak tersedia.")
        with self.assertRaises(ValidationError):
            actions.create_pengguna(
                user=self.admin,
                instansi_id=self.instansi.pk,
                data={"username": "baru", "nama": "Baru", "email": ""},
                password=NEW,
                peran=[("perencana", self.unit_asing)],
            )
        self.assertFalse(Pengguna.objects.filter(username="baru").exists())

    def test_it_cannot_hand_out_rights_over_the_installation(self):
        self.add(pengelola="on", is_superuser="on", is_staff="on")
        made = Pengguna.objects.get(username="baru")
        self.assertFalse(made.pengelola or made.is_superuser or made.is_staff)

    def test_it_refuses_odd_names_of_accounts(self):
        for odd in ("a b", "<script>", "x" * 151, ""):
            self.assertEqual(self.add(username=odd).status_code, 200, odd)


class TestUbahPengguna(PenggunaCase):
    def test_it_replaces_roles_and_name(self):
        self.edit(self.pembaca_a, ("evaluator", None), ("perencana", self.unit_b), nama="Budi")
        self.assertEqual(
            self.roles_of(self.pembaca_a), {("evaluator", None), ("perencana", self.unit_b.pk)}
        )
        self.pembaca_a.refresh_from_db()
        self.assertEqual(self.pembaca_a.nama, "Budi")

    def test_the_same_role_twice_counts_once(self):
        self.edit(self.pembaca_a, ("pembaca", None), ("pembaca", None))
        self.assertEqual(self.roles_of(self.pembaca_a), {("pembaca", None)})

    def test_a_deactivated_person_is_out_at_once_and_stays_listed(self):
        theirs = self.client_for(self.pembaca_a)
        key = Token.objects.create(user=self.pembaca_a).key
        self.edit(self.pembaca_a, ("pembaca", None), is_active="")
        self.assertFalse(get_user(theirs).is_authenticated)
        answer = self.client_for(None).get(
            reverse("schema"), headers={"Authorization": f"Token {key}"}
        )
        self.assertIn(answer.status_code, (401, 403))
        self.assertContains(self.client.get(LIST), "Tidak aktif")

    def test_the_last_admin_stays_admin_and_active(self):
        answer = self.edit(self.admin, ("pembaca", None))
        self.assertContains(answer, "paling sedikit satu admin aktif")
        self.assertEqual(self.roles_of(self.admin), {("admin", None)})
        answer = self.edit(self.admin, ("admin", None), is_active="")
        self.assertContains(answer, "tidak dapat menonaktifkan akun Anda sendiri")
        self.admin.refresh_from_db()
        self.assertTrue(self.admin.is_active)

    def test_an_inactive_admin_does_not_count(self):
        make_user("admin_lama", "admin", self.instansi, is_active=False)
        self.assertContains(self.edit(self.admin, ("pembaca", None)), "satu admin aktif")

    def test_one_of_two_admins_may_step_down(self):
        make_user("admin_dua", "admin", self.instansi)
        self.assertRedirects(self.edit(self.admin, ("pembaca", None)), reverse("beranda"))
        self.assertEqual(self.client.get(LIST).status_code, 403)

    def test_someone_of_another_instansi_does_not_exist(self):
        self.assertEqual(self.edit(self.asing, ("pembaca", None)).status_code, 404)
        with self.assertRaises(Pengguna.DoesNotExist):
            actions.update_pengguna(
                user=self.admin,
                instansi_id=self.instansi.pk,
                pengguna=self.asing,
                data=None,
                peran=[("pembaca", None)],
            )
        self.assertNotContains(self.client.get(LIST), "asing")

    def test_a_perencana_cannot_make_themselves_admin(self):
        self.client = self.client_for(self.perencana_a)
        self.assertEqual(self.edit(self.perencana_a, ("admin", None)).status_code, 403)
        with self.assertRaises(PermissionDenied):
            actions.update_pengguna(
                user=self.perencana_a,
                instansi_id=self.instansi.pk,
                pengguna=self.perencana_a,
                data=None,
                peran=[("admin", None)],
            )

    def test_a_name_with_tags_is_shown_as_text(self):
        self.edit(self.pembaca_a, ("pembaca", None), nama="<b onmouseover=alert(1)>x")
        self.assertNotContains(self.client.get(LIST), "<b onmouseover")


class TestAkunBersama(PenggunaCase):
    """An account that reaches beyond the instansi: its roles here are the admin's, itself is not."""

    def shared(self):
        Keanggotaan.objects.create(pengguna=self.asing, instansi=self.instansi, peran="pembaca")
        own = [
            make_user("pengelola_b", "pembaca", self.instansi, pengelola=True),
            make_user("super", "pembaca", self.instansi, is_superuser=True),
            make_user("staf_situs", "pembaca", self.instansi, is_staff=True),
        ]
        return [self.asing, *own]

    def test_its_password_cannot_be_reset(self):
        for pengguna in self.shared():
            url = reverse("organisasi:sandi_pengguna", args=[pengguna.pk])
            answer = self.client.post(url, {"sandi1": NEW, "sandi2": NEW})
            self.assertContains(answer, "diurus pengelola", status_code=403)
            with self.assertRaises(PermissionDenied):
                actions.set_password(
                    user=self.admin,
                    instansi_id=self.instansi.pk,
                    pengguna=pengguna,
                    password=NEW,
                )
            pengguna.refresh_from_db()
            self.assertTrue(pengguna.check_password(PASSWORD))

    def test_it_cannot_be_renamed_or_deactivated(self):
        for pengguna in self.shared():
            self.edit(pengguna, ("evaluator", None), nama="Lain", is_active="")
            before, now = pengguna.nama, Pengguna.objects.get(pk=pengguna.pk)
            self.assertEqual((now.nama, now.is_active), (before, True))
            self.assertEqual(self.roles_of(pengguna), {("evaluator", None)})
            with self.assertRaises(PermissionDenied):
                actions.update_pengguna(
                    user=self.admin,
                    instansi_id=self.instansi.pk,
                    pengguna=pengguna,
                    data={"nama": "Lain", "email": "", "is_active": False},
                    peran=[("pembaca", None)],
                )

    def test_it_may_lose_all_roles_here_and_keeps_those_elsewhere(self):
        self.shared()
        self.assertRedirects(self.edit(self.asing, ("", None)), LIST)
        self.assertEqual(self.roles_of(self.asing), set())
        self.assertEqual(Keanggotaan.objects.get(pengguna=self.asing).instansi, self.instansi_asing)

    def test_its_roles_elsewhere_are_not_shown(self):
        self.shared()
        page = self.client.get(reverse("organisasi:ubah_pengguna", args=[self.asing.pk]))
        self.assertNotContains(page, "Kabupaten Lain")
        self.assertNotContains(page, "Dinas Kesehatan")


class TestSandiPengguna(PenggunaCase):
    def reset(self, pengguna, **fields):
        url = reverse("organisasi:sandi_pengguna", args=[pengguna.pk])
        return self.client.post(url, {"sandi1": NEW, "sandi2": NEW, **fields})

    def test_it_ends_sessions_and_token(self):
        theirs = self.client_for(self.pembaca_a)
        Token.objects.create(user=self.pembaca_a)
        self.assertRedirects(self.reset(self.pembaca_a), LIST)
        self.assertFalse(get_user(theirs).is_authenticated)
        self.assertFalse(Token.objects.filter(user=self.pembaca_a).exists())
        self.pembaca_a.refresh_from_db()
        self.assertTrue(self.pembaca_a.check_password(NEW))

    def test_a_made_password_works(self):
        page = self.reset(self.pembaca_a, buatkan="on")
        self.pembaca_a.refresh_from_db()
        self.assertTrue(self.pembaca_a.check_password(page.context["sandi"]))

    def test_it_refuses_a_weak_one(self):
        self.assertEqual(self.reset(self.pembaca_a, sandi1="1234", sandi2="1234").status_code, 200)
        self.pembaca_a.refresh_from_db()
        self.assertTrue(self.pembaca_a.check_password(PASSWORD))

    def test_ones_own_is_changed_with_the_old_one(self):
        self.assertRedirects(self.reset(self.admin), reverse("organisasi:sandi"))

    def test_someone_of_another_instansi_does_not_exist(self):
        self.assertEqual(self.reset(self.asing).status_code, 404)


class TestDaftarPengguna(PenggunaCase):
    def test_it_searches_and_sorts(self):
        page = self.client.get(LIST, {"q": "perencana", "urut": "-username"})
        found = [row.username for row in page.context["halaman"]]
        self.assertEqual(found, ["perencana_b", "perencana_a"])

    def test_it_makes_the_same_number_of_queries_for_many_people(self):
        def count() -> int:
            with CaptureQueriesContext(connection) as seen:
                self.client_for(self.admin).get(LIST)
            return len(seen)

        few = count()
        for number in range(15):
            make_user(f"orang{number}", "perencana", self.instansi, self.unit_a)
        self.assertEqual(count(), few)

    def test_the_form_reads_units_once_for_all_rows(self):
        def count() -> int:
            url = reverse("organisasi:ubah_pengguna", args=[self.pembaca_a.pk])
            with CaptureQueriesContext(connection) as seen:
                self.client_for(self.admin).get(url)
            return len(seen)

        few = count()
        for unit in (self.unit_a1, self.unit_b, None):
            Keanggotaan.objects.create(
                pengguna=self.pembaca_a, instansi=self.instansi, unit=unit, peran="perencana"
            )
        self.assertEqual(count(), few)
