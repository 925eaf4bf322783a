"""Hostile and mistaken files, sent through the form and checked: a sentence each, and nothing saved."""

from __future__ import annotations

import html
import resource
import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisasi.models import Tugas
from perencanaan.models import Nomenklatur, VersiNomenklatur
from tests.base import Cast
from tests.perencanaan.berkas_jahat import BERKAS, DIBACA

STUCK = 60.0  # seconds of the processor: no measure of speed, a guard against a file that keeps a worker busy
MOST_MEMORY = 300  # MB beyond what the process had


def peak() -> float:
    """Return the most memory the process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class HostileFileTest(Cast):
    def send(self, name: str, content: bytes) -> Any:
        """Send a file; return the page that follows, when the check is done."""
        data = {
            "peraturan": "Kepmendagri 900.1-861/2026",
            "mode": "lengkap",
            "tingkat": "kabkota",
            "berkas": SimpleUploadedFile(name, content),
        }
        url = reverse("perencanaan:impor_nomenklatur")
        return self.client_for(self.admin).post(url, data, follow=True)

    def test_there_are_at_least_25_kinds(self) -> None:
        self.assertGreaterEqual(len({kind for kind, *_ in BERKAS}), 25)

    def test_each_gets_its_sentence_and_nothing_is_saved(self) -> None:
        for kind, name, make, sentence in BERKAS:
            with self.subTest(kind=kind):
                content, before, start = make(), peak(), time.process_time()
                answer = self.send(name, content)
                took = time.process_time() - start
                self.assertEqual(answer.status_code, 200)
                self.assertIn(html.unescape(sentence), html.unescape(answer.content.decode()))
                self.assertNotIn("Terjadi kesalahan di pihak kami", answer.content.decode())
                self.assertNotIn("Traceback", answer.content.decode())
                self.assertLess(took, STUCK)
                self.assertLess(peak() - before, MOST_MEMORY)
                self.assertFalse(Tugas.objects.filter(status=Tugas.Status.BERJALAN).exists())
                self.assertFalse(VersiNomenklatur.objects.exists())
                self.assertFalse(Nomenklatur.objects.exists())

    def test_a_script_is_shown_as_text(self) -> None:
        make = next(make for kind, _, make, _ in BERKAS if kind == "script in a code")
        self.assertNotIn("<SCRIPT>", self.send("a.xlsx", make()).content.decode())

    def test_what_is_only_strange_is_read(self) -> None:
        for kind, name, make in DIBACA:
            with self.subTest(kind=kind):
                answer = self.send(name, make())
                self.assertContains(answer, "baris baru")
                self.assertContains(answer, "Terapkan")
                self.assertContains(answer, "<b>0</b> baris ditolak")

    def test_a_list_of_deletions_is_guarded_too(self) -> None:
        data = {
            "peraturan": "Kepmendagri 900.1-861/2026",
            "mode": "perubahan",
            "dasar": VersiNomenklatur.objects.create(nama="Dasar", regulasi="Dasar").pk,
            "tingkat": "kabkota",
        }
        good = next(make for kind, _, make in DIBACA if kind == "a workbook named .csv")
        for kind, name, make, sentence in BERKAS:
            if kind not in ("macro", "zip bomb", "PDF", "locked with a password"):
                continue
            answer = self.client_for(self.admin).post(
                reverse("perencanaan:impor_nomenklatur"),
                {
                    **data,
                    "berkas": SimpleUploadedFile("a.xlsx", good()),
                    "berkas_hapus": SimpleUploadedFile(name, make()),
                },
                follow=True,
            )
            self.assertContains(answer, sentence)
