"""The pages of the nomenclature import and its two jobs: preview, apply, cancel, repeat."""

from __future__ import annotations

import io
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from lib.unggah import LARGEST
from organisasi import tugas as jobs
from organisasi.models import Tugas
from perencanaan.importers import pekerjaan
from perencanaan.models import ImporNomenklatur, Nomenklatur, VersiNomenklatur
from tests.base import Cast
from tests.perencanaan.dasar_impor import HEAD_C, ROWS_C, workbook

NAMA = "Kepmendagri 900.1-861/2026"
FAULTY = [*ROWS_C, [5, "2.15.02.1.02", "Provinsi"], [6, "2.15.02.2.03", "Kosong"]]
Status = Tugas.Status


class ImporPageTest(Cast):
    url = "/nomenklatur/impor/"

    def setUp(self) -> None:
        self.url = reverse("perencanaan:impor_nomenklatur")
        self.client = self.client_for(self.admin)

    def data(self, rows: list[list[Any]] | bytes = ROWS_C, **fields: Any) -> dict[str, Any]:
        content = rows if isinstance(rows, bytes) else workbook([HEAD_C, *rows])
        berkas = SimpleUploadedFile("kepmen.xlsx", content)
        return {
            "peraturan": NAMA,
            "mode": "lengkap",
            "tingkat": "kabkota",
            "berkas": berkas,
            **fields,
        }

    def upload(self, *args: Any, **fields: Any) -> str:
        """Send a file; return the address of its preview."""
        answer = self.client.post(self.url, self.data(*args, **fields))
        self.assertEqual(answer.status_code, 302, getattr(answer, "context", None))
        return answer["Location"]

    def apply(self, preview: str, **data: str) -> Any:
        return self.client.post(f"{preview}terapkan/", data, follow=True)

    def test_the_form_says_what_is_missing(self) -> None:
        answer = self.client.post(self.url, {"mode": "lengkap", "teks_hapus": "2.15"})
        for sentence in (
            "Peraturan belum dipilih.",
            "Pilih berkas nomenklatur lebih dahulu.",
            "Daftar hapus hanya untuk mode perubahan.",
        ):
            self.assertContains(answer, sentence)
        answer = self.client.post(self.url, self.data(peraturan="lain"))
        self.assertContains(answer, "Nama peraturan belum diisi.")
        self.assertFalse(ImporNomenklatur.objects.exists())

    def test_a_file_that_is_too_large_is_refused_before_it_is_kept(self) -> None:
        answer = self.client.post(self.url, self.data(b"x" * (LARGEST + 1)))
        self.assertContains(answer, "terlalu besar; paling besar 10 MB")
        self.assertFalse(ImporNomenklatur.objects.exists())

    def test_a_file_that_cannot_be_read_fails_with_its_sentence_and_may_be_repeated(self) -> None:
        preview = self.upload(b"%PDF-1.7 bukan buku kerja")
        answer = self.client.get(preview)
        self.assertContains(answer, "berisi PDF")
        self.assertContains(answer, "Belum ada yang disimpan.")
        self.assertContains(answer, "Ulangi")
        self.assertContains(self.apply(preview), "Berkas ini belum selesai diperiksa.")

    def test_the_preview_counts_and_applying_saves(self) -> None:
        preview = self.upload()
        answer = self.client.get(preview)
        self.assertContains(answer, "<b>5</b> baris baru", html=False)
        self.assertContains(answer, "Versi baru akan dibuat.")
        self.assertFalse(Nomenklatur.objects.exists())
        answer = self.apply(preview)
        self.assertContains(answer, "5 baru, 0 berubah, 0 tetap, 0 dihapus")
        self.assertEqual(Nomenklatur.objects.filter(versi__nama=NAMA).count(), 5)
        self.assertEqual(str(VersiNomenklatur.objects.get().tanggal), "2026-05-07")
        again = self.client.get(self.upload())
        self.assertContains(again, "Tidak ada yang perlu diubah: 0 baru, 0 berubah.")

    def test_refused_rows_are_left_out_only_when_the_user_says_so(self) -> None:
        preview = self.upload(FAULTY)
        self.assertContains(self.apply(preview), "Centang dahulu")
        self.assertFalse(Nomenklatur.objects.exists())
        answer = self.apply(preview, kecuali="1")
        self.assertContains(answer, "1 baris yang ditolak tidak ikut disimpan")
        self.assertEqual(Nomenklatur.objects.count(), 6)

    def test_a_file_of_which_nothing_is_left_makes_no_version(self) -> None:
        preview = self.upload([[1, "abc", "Salah"]])
        self.assertContains(self.client.get(preview), "Tidak ada baris yang dapat disimpan.")
        self.assertContains(self.apply(preview, kecuali="1"), "Tidak ada baris yang dapat")
        self.assertFalse(VersiNomenklatur.objects.exists())

    def test_findings_are_searched_filtered_and_downloaded(self) -> None:
        preview = self.upload(FAULTY)
        refused, warned = "kegiatan berdigit 1", "belum memiliki subkegiatan"
        for query, here, absent in (
            ("?jenis=tolak", refused, warned),
            ("?jenis=peringatan", warned, refused),
            ("?q=2.15.02.2.03", warned, refused),
        ):
            answer = self.client.get(preview + query)
            self.assertContains(answer, here)
            self.assertNotContains(answer, absent)
        self.assertContains(self.client.get(f"{preview}?q=entah"), "Tidak ada yang cocok.")
        content = self.client.get(f"{preview}temuan.xlsx").content
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        self.assertTrue(any(refused in cell for cell in cells))
        self.assertIn("Peringatan", cells)

    def test_an_amendment_goes_through_the_pages_with_its_deletions(self) -> None:
        self.apply(self.upload(peraturan="Kepmendagri 900.1-2850/2025"))
        dasar = VersiNomenklatur.objects.get()
        new = [[1, "2.15.02.2.02.0002", "Rehabilitasi", "a", "b", "c"]]
        preview = self.upload(
            new,
            mode="perubahan",
            dasar=dasar.pk,
            berkas_hapus=SimpleUploadedFile("hapus.csv", b"KODE\n2.15.02.2.02.0001\n"),
        )
        self.assertContains(self.client.get(preview), "perubahan atas")
        self.assertContains(self.apply(preview), "1 baru, 0 berubah, 0 tetap, 1 dihapus")
        self.assertEqual(dasar.daftar_baris.count(), 5)

    def test_an_import_of_somebody_else_is_not_found(self) -> None:
        preview = self.upload()
        self.assertEqual(self.client_for(self.pengelola).get(preview).status_code, 404)
        self.assertEqual(self.client_for(self.perencana_a).get(preview).status_code, 403)

    def test_a_job_cancelled_while_it_saves_leaves_nothing_and_may_be_repeated(self) -> None:
        preview = self.upload()
        save = pekerjaan.save

        def cancelled(*args: Any, **kwargs: Any) -> Any:
            made = save(*args, **kwargs)
            Tugas.objects.filter(jenis="terapkan_nomenklatur").update(status=Status.BATAL)
            return made

        with mock.patch.object(pekerjaan, "save", cancelled):
            self.client.post(f"{preview}terapkan/")
        self.assertFalse(VersiNomenklatur.objects.exists())
        tugas = Tugas.objects.get(jenis="terapkan_nomenklatur")
        jobs.cancel(tugas)  # the cancelling above was undone with the rest
        self.assertContains(self.client.get(preview), "Ulangi")
        answer = self.client.post(f"{preview}tugas/", {"aksi": "ulang"}, follow=True)
        self.assertContains(answer, "5 baru, 0 berubah")
        self.assertEqual(Nomenklatur.objects.count(), 5)
        answer = self.client.post(f"{preview}tugas/", {"aksi": "batal"}, follow=True)
        self.assertContains(answer, "sudah berakhir")
        self.assertEqual(self.apply(preview).status_code, 200)  # a second click does nothing
        self.assertEqual(Tugas.objects.filter(jenis="terapkan_nomenklatur").count(), 1)

    def test_a_job_that_fails_while_it_saves_leaves_nothing(self) -> None:
        preview = self.upload()
        with mock.patch("perencanaan.actions.impor_nomenklatur._write", side_effect=MemoryError):
            answer = self.apply(preview)
        self.assertContains(answer, "Terjadi kesalahan di pihak kami")
        self.assertFalse(VersiNomenklatur.objects.exists())

    def test_an_admin_sees_the_way_in_and_a_perencana_does_not(self) -> None:
        url = reverse("perencanaan:daftar_nomenklatur")
        self.assertContains(self.client.get(url), self.url)
        self.assertNotContains(self.client_for(self.perencana_a).get(url), self.url)
