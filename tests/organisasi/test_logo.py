"""The logo of an instansi: who sets it, what is refused, who sees it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisasi import actions
from organisasi.logo import logo_of
from organisasi.models import LogoInstansi
from tests.base import Cast
from tests.lib.test_gambar import picture


class TestLogo(Cast):
    def post(self, user, content, name="logo.png", url="organisasi:logo", **kwargs):
        berkas = SimpleUploadedFile(name, content, "image/png")
        return self.client_for(user).post(reverse(url, **kwargs), {"berkas": berkas}, follow=True)

    def test_an_admin_sets_and_replaces_it(self):
        self.assertContains(self.post(self.admin, picture()), "Logo disimpan")
        self.post(self.admin, picture("JPEG"), "logo.png")
        row = LogoInstansi.objects.get()
        self.assertEqual((row.instansi, row.tipe), (self.instansi, "image/jpeg"))
        self.assertEqual(logo_of(self.instansi.pk).lebar, 200)

    def test_a_pengelola_sets_it_for_any_instansi(self):
        args = {"args": [self.instansi_asing.pk]}
        page = self.post(self.pengelola, picture(), url="organisasi:logo_instansi", **args)
        self.assertContains(page, "Logo disimpan")
        self.assertEqual(LogoInstansi.objects.get().instansi, self.instansi_asing)

    def test_what_is_no_picture_is_refused_with_a_sentence_and_the_old_stays(self):
        actions.set_logo(user=self.admin, instansi=self.instansi, isi=picture())
        for content, sentence in (
            (b"<svg xmlns='x'></svg>", "SVG tidak diterima"),
            (b"bukan gambar", "bukan gambar PNG atau JPEG"),
            (b"x" * (600 * 1024), "paling besar 512 KiB"),
            (b"x" * (11 * 1024 * 1024), "paling besar 512 KiB"),
            (b"", "Berkas kosong"),
        ):
            self.assertContains(self.post(self.admin, content), sentence)
        self.assertEqual(logo_of(self.instansi.pk).lebar, 200)

    def test_it_is_deleted(self):
        actions.set_logo(user=self.admin, instansi=self.instansi, isi=picture())
        client = self.client_for(self.admin)
        page = client.post(reverse("organisasi:logo"), {"aksi": "hapus"}, follow=True)
        self.assertContains(page, "Logo dihapus")
        self.assertIsNone(logo_of(self.instansi.pk))

    def test_nobody_else_sets_it(self):
        for user in (self.perencana_a, self.evaluator, self.asing):
            with self.assertRaises(PermissionDenied):
                actions.set_logo(user=user, instansi=self.instansi, isi=picture())
            with self.assertRaises(PermissionDenied):
                actions.delete_logo(user=user, instansi=self.instansi)
        with self.assertRaises(ValidationError):
            actions.set_logo(user=self.admin, instansi=self.instansi, isi=b"x")

    def test_members_see_the_picture(self):
        actions.set_logo(user=self.admin, instansi=self.instansi, isi=picture())
        url = reverse("organisasi:gambar_logo", args=[self.instansi.pk])
        answer = self.client_for(self.pembaca_a).get(url)
        self.assertEqual(answer["Content-Type"], "image/png")
        self.assertEqual(self.client_for(self.asing).get(url).status_code, 404)
