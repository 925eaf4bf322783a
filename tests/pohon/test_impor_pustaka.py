"""The library as a workbook: out, back in unchanged, with changes, and with mistakes."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from pohon.exporters.pustaka import library_file
from pohon.models import PustakaIndikator
from tests.base import Cast


class TestImporPustaka(Cast):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.kartu = PustakaIndikator.objects.create(
            instansi=cls.instansi, nama="Waktu tempuh", satuan="menit", polaritas="minimize"
        )

    def sheet(self, *changes: tuple[str, int, str], kosong: bool = False) -> bytes:
        """Return the downloaded workbook with cells changed: (title, row below the head, value)."""
        book = load_workbook(io.BytesIO(library_file(self.instansi, kosong=kosong)))
        sheet = book["Pustaka"]
        head = {cell.value: cell.column or 0 for cell in sheet[3]}
        for title, row, value in changes:
            sheet.cell(3 + row, head[title]).value = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def send(self, content: bytes, user: Any = None) -> Any:
        file = SimpleUploadedFile("pustaka.xlsx", content)
        client = self.client_for(user or self.admin)
        return client.post(reverse("pohon:impor_pustaka"), {"berkas": file})

    def write(self, answer: Any, user: Any = None) -> Any:
        client = self.client_for(user or self.admin)
        sealed = answer.context["tersegel"]
        return client.post(reverse("pohon:terapkan_pustaka"), {"tersegel": sealed})

    def test_what_was_downloaded_comes_back_unchanged(self) -> None:
        answer = self.send(self.sheet())
        self.assertContains(answer, "Tidak ada yang perlu ditulis")
        self.assertEqual(answer.context["rencana"].sama, 1)

    def test_the_example_of_the_template_is_passed_over(self) -> None:
        answer = self.send(self.sheet(kosong=True))
        self.assertContains(answer, "Tidak ada baris kartu")

    def test_it_previews_then_writes_new_and_changed_cards(self) -> None:
        content = self.sheet(
            ("Satuan", 1, "jam"),
            ("Nama indikator", 2, "Angka kecelakaan"),
            ("Kategori", 2, "IKU"),
            ("Polaritas", 2, "Makin kecil makin baik"),
        )
        answer = self.send(content)
        self.assertContains(answer, "1 kartu baru, 1 berubah, 0 sama")
        self.assertEqual(PustakaIndikator.objects.count(), 1)
        self.assertRedirects(self.write(answer), reverse("pohon:daftar_pustaka"))
        self.kartu.refresh_from_db()
        self.assertEqual((self.kartu.satuan, self.kartu.versi), ("jam", 2))
        baru = PustakaIndikator.objects.get(nama="Angka kecelakaan")
        self.assertEqual((baru.kategori, baru.polaritas), ("iku", "minimize"))

    def test_a_perencana_adds_but_changes_nothing(self) -> None:
        answer = self.send(self.sheet(("Satuan", 1, "jam")), self.perencana_a)
        self.assertContains(answer, "Hanya admin yang mengubah kartu")
        self.assertEqual(answer.context["tersegel"], "")
        answer = self.send(self.sheet(("Nama indikator", 2, "Baru")), self.perencana_a)
        self.write(answer, self.perencana_a)
        self.assertTrue(PustakaIndikator.objects.filter(nama="Baru").exists())

    def test_mistakes_are_named_by_row_and_nothing_is_written(self) -> None:
        content = self.sheet(
            ("Nama indikator", 2, "Baru"),
            ("Kategori", 2, "IKX"),
            ("Nama indikator", 3, "waktu  tempuh"),
            ("Satuan", 3, "Menit"),
            ("Satuan", 4, "tanpa nama"),
        )
        answer = self.send(content)
        problems = [(one.baris, one.kolom) for one in answer.context["masalah"]]
        self.assertEqual(problems, [(5, "Kategori"), (6, "Nama indikator"), (7, "Nama indikator")])
        self.assertEqual(answer.context["tersegel"], "")

    def test_a_preview_overtaken_by_another_writer_is_stale(self) -> None:
        answer = self.send(self.sheet(("Satuan", 1, "jam")))
        PustakaIndikator.objects.update(satuan="hari")
        written = self.write(answer)
        self.assertContains(written, "Tidak ada yang ditulis", status_code=409)
        self.kartu.refresh_from_db()
        self.assertEqual(self.kartu.satuan, "hari")

    def test_the_preview_of_another_user_is_refused(self) -> None:
        answer = self.send(self.sheet(("Nama indikator", 2, "Baru")))
        self.write(answer, self.perencana_a)
        self.assertFalse(PustakaIndikator.objects.filter(nama="Baru").exists())

    def test_a_file_that_is_no_workbook_gets_a_sentence(self) -> None:
        answer = self.send(b"bukan berkas")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.context["form"].errors["berkas"])

    def test_an_unknown_download_is_not_found(self) -> None:
        client = self.client_for(self.pembaca_a)
        self.assertEqual(client.get(reverse("pohon:unduh_pustaka", args=["lain"])).status_code, 404)
