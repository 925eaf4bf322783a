"""The command that loads the example data, its accounts, and loading a second time."""

from __future__ import annotations

import io
import os
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.http import HttpRequest
from django.test import TestCase

from cascading import contoh
from jabatan.models import Jabatan, KinerjaJabatan, Pejabat
from organisasi.models import Instansi, Keanggotaan, Pengguna, Periode, Unit
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Pagu, Pemetaan, VersiNomenklatur
from pohon.models import Crosscutting, DasarOutcome, Indikator, Perubahan, Pohon, Simpul, Target
from tests.cascading.memuat import LoadedTest, load

MODELS = (
    Instansi,
    Periode,
    Unit,
    Pengguna,
    Keanggotaan,
    Pohon,
    DasarOutcome,
    Simpul,
    Indikator,
    Target,
    Crosscutting,
    Perubahan,
    VersiNomenklatur,
    Nomenklatur,
    Dokumen,
    Komponen,
    Pemetaan,
    Pagu,
    Jabatan,
    Pejabat,
    KinerjaJabatan,
)


def counts() -> dict[str, int]:
    """How many rows each model has."""
    return {model.__name__: model._base_manager.count() for model in MODELS}


class AkunTest(LoadedTest):
    """The demo accounts."""

    def test_every_account_can_sign_in(self) -> None:
        accounts = contoh.daftar_akun()
        self.assertEqual(len(accounts), Pengguna.objects.count())
        for akun in accounts:
            with self.subTest(akun=akun.username):
                request = HttpRequest()
                request.META["REMOTE_ADDR"] = "127.0.0.1"
                user = authenticate(request, username=akun.username, password=contoh.KATA_SANDI)
                self.assertIsNotNone(user)

    def test_another_password_does_not_open_them(self) -> None:
        request = HttpRequest()
        request.META["REMOTE_ADDR"] = "127.0.0.1"
        self.assertIsNone(authenticate(request, username="perencana", password="pokin-contoh-2025"))

    def test_every_example_has_every_role(self) -> None:
        for instansi in Instansi.objects.all():
            with self.subTest(instansi=instansi.nama):
                roles = set(instansi.keanggotaan.values_list("peran", flat=True))
                self.assertEqual(roles, set(Keanggotaan.Peran.values))

    def test_only_the_pengelola_runs_the_installation_and_nobody_is_superuser(self) -> None:
        self.assertEqual(
            [u.username for u in Pengguna.objects.filter(pengelola=True)], ["pengelola"]
        )
        self.assertFalse(Pengguna.objects.filter(is_superuser=True).exists())
        self.assertFalse(Pengguna.objects.filter(is_staff=True).exists())

    def test_the_documentation_names_every_account(self) -> None:
        page = (settings.BASE_DIR / "docs" / "contoh.md").read_text(encoding="utf-8")
        self.assertIn(contoh.KATA_SANDI, page)
        for akun in contoh.daftar_akun():
            self.assertIn(f"`{akun.username}`", page)

    def test_the_list_names_password_accounts_and_places(self) -> None:
        said = load(daftar_akun=True)
        self.assertIn(contoh.KATA_SANDI, said)
        self.assertRegex(said, r"perencana\.batumandi +Perencana +Kecamatan Batumandi")
        self.assertNotIn("dimuat", said)


class AgainTest(LoadedTest):
    """Loading a second time."""

    def test_it_changes_nothing(self) -> None:
        before = counts()
        said = load()
        self.assertIn("0 contoh baru, 4 dibiarkan.", said)
        self.assertEqual(counts(), before)

    def test_it_leaves_what_users_made_of_an_example(self) -> None:
        node = self.node("Kota Contoh", "Sistem perparkiran yang andal")
        Simpul.objects.filter(pk=node.pk).update(pernyataan="Parkir tertib")
        Pagu.objects.filter(komponen__dokumen__instansi__nama="Kabupaten Contoh").delete()
        before = counts()
        load()
        node.refresh_from_db()
        self.assertEqual(node.pernyataan, "Parkir tertib")
        self.assertEqual(counts(), before)

    def test_it_leaves_an_example_whose_instansi_was_renamed(self) -> None:
        Instansi.objects.filter(nama="Kota Contoh").update(nama="Kota Lain")
        before = counts()
        self.assertIn("Kota Contoh: tidak dimuat: akun admin sudah ada.", load())
        self.assertEqual(counts(), before)


class MissingTest(TestCase):
    """Loading where something is there already, and where it must not be loaded."""

    def test_it_adds_only_the_example_that_is_missing(self) -> None:
        Instansi.objects.create(nama="Kabupaten Balangan", jenis=Instansi.Jenis.KABUPATEN)
        said = load(verbosity=1)
        self.assertIn("Kabupaten Balangan: sudah ada, dibiarkan apa adanya.", said)
        self.assertIn("3 contoh baru, 1 dibiarkan.", said)
        self.assertFalse(Pohon.objects.filter(instansi__nama="Kabupaten Balangan").exists())

    def test_it_does_not_take_over_an_account(self) -> None:
        real = Pengguna.objects.create_user("pengelola", password="kuda-laut-7", nama="Orang")
        with mock.patch.object(contoh, "EXAMPLES", ()):
            load(verbosity=0)
        real.refresh_from_db()
        self.assertTrue(real.check_password("kuda-laut-7"))
        self.assertFalse(real.pengelola)

    def test_an_example_that_fails_leaves_nothing_behind(self) -> None:
        versi, _ = contoh.load_nomenklatur()
        broken = mock.patch(
            "cascading.contoh.pemuat._load_pembagian", side_effect=RuntimeError("broken")
        )
        with broken, pytest.raises(RuntimeError, match="broken"):
            contoh.load_example("kabupaten", versi)
        self.assertFalse(Instansi.objects.exists())
        self.assertFalse(Pengguna.objects.exists())

    def test_it_is_refused_in_a_real_installation(self) -> None:
        for value in ("", "0"):
            with (
                self.subTest(value=value),
                mock.patch.dict(os.environ, {"POKIN_CONTOH": value}),
                self.assertRaisesMessage(CommandError, "POKIN_CONTOH=1"),
            ):
                call_command("muat_contoh")
        self.assertFalse(Pengguna.objects.exists())

    def test_debug_allows_it(self) -> None:
        out = io.StringIO()
        with mock.patch.dict(os.environ, {"POKIN_CONTOH": ""}), self.settings(DEBUG=True):
            call_command("muat_contoh", daftar_akun=True, stdout=out)
        self.assertIn("Belum ada akun percobaan.", out.getvalue())
