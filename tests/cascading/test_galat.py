"""The error pages: Indonesian, with the sentence of whoever refused, and the frame that still works."""

from __future__ import annotations

from unittest.mock import patch

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory, TestCase, override_settings

from cascading import views
from tests.base import Cast


class TestGalat(Cast):
    def fail_with(self, error, user=None):
        client = self.client_for(user or self.perencana_a)
        client.raise_request_exception = False
        with patch("cascading.views.isi_beranda", side_effect=error):
            return client.get("/")

    @override_settings(DEBUG=False)
    def test_404_is_indonesian_and_leads_home(self):
        for user in (self.perencana_a, None):
            with self.subTest(user=user):
                answer = self.client_for(user).get("/tidak-ada/")
                self.assertContains(answer, "Tidak ditemukan", status_code=404)
                self.assertContains(answer, 'href="/"', status_code=404)
                self.assertTemplateUsed(answer, "cascading/galat.html")

    def test_404_of_a_visitor_shows_no_menu(self):
        self.assertNotContains(self.client_for(None).get("/x/"), 'id="menu"', status_code=404)
        self.assertContains(
            self.client_for(self.perencana_a).get("/x/"), 'id="menu"', status_code=404
        )

    def test_404_does_not_repeat_the_address(self):
        answer = self.client_for(self.perencana_a).get("/<script>alert(1)</script>/")
        self.assertNotContains(answer, "alert(1)", status_code=404)

    def test_403_shows_the_sentence_of_the_refusal(self):
        answer = self.fail_with(PermissionDenied("Periode ini terkunci; hubungi admin."))
        self.assertContains(answer, "Periode ini terkunci; hubungi admin.", status_code=403)

    def test_403_without_a_sentence_has_one(self):
        self.assertContains(self.fail_with(PermissionDenied()), "tidak berhak", status_code=403)

    def test_403_escapes_the_sentence(self):
        answer = self.fail_with(PermissionDenied("<b>x</b>"))
        self.assertContains(answer, "&lt;b&gt;x&lt;/b&gt;", status_code=403)

    def test_400_says_what_to_do(self):
        answer = self.fail_with(SuspiciousOperation("x"))
        self.assertContains(answer, "Permintaan tidak dapat dibaca", status_code=400)

    def test_500_is_ours_and_tells_nothing_of_the_inside(self):
        answer = self.fail_with(RuntimeError("rahasia dalam"))
        self.assertContains(answer, "Kesalahan ini di pihak kami", status_code=500)
        self.assertNotContains(answer, "rahasia dalam", status_code=500)

    def test_a_form_without_its_key_is_refused_in_indonesian(self):
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/masuk/", {"username": "a", "password": "b"})
        self.assertContains(answer, "terbuka terlalu lama", status_code=403)

    def test_every_error_page_speaks_indonesian(self):
        for answer in (self.client_for(None).get("/x/"), self.fail_with(RuntimeError())):
            self.assertContains(answer, '<html lang="id">', status_code=answer.status_code)
            for english in ("Not Found", "Server Error", "Forbidden", "Bad Request"):
                self.assertNotContains(answer, english, status_code=answer.status_code)


class TestGalat500(TestCase):
    def test_it_needs_no_database(self):
        with self.assertNumQueries(0):
            answer = views.galat_500(RequestFactory().get("/"))
        self.assertEqual(answer.status_code, 500)
        self.assertIn("Terjadi kesalahan", answer.content.decode())

    def test_health_is_open_to_everyone(self):
        self.assertEqual(self.client.get("/sehat/").json(), {"status": "sehat"})
