"""One table of all documents of a kind in the instansi: grouping, sums, parts, files, refusals, queries."""

from __future__ import annotations

import io
from typing import Any
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from organisasi.models import Tugas
from perencanaan.exporters import instansi as per_instansi
from perencanaan.models import Dokumen, Pagu
from perencanaan.views import tabel as views
from tests.perencanaan.dasar_tabel import Page, read_sheet
from tests.perencanaan.test_ekspor_renstra import Ekspor


class TestTabelInstansi(Ekspor):
    def setUp(self) -> None:
        super().setUp()
        upper = None
        for jenis in ("tujuan", "sasaran", "program"):
            upper = self.make_komponen(jenis, f"{jenis} B", upper, dokumen=self.renstra_b)
        assert upper is not None
        Pagu.objects.create(komponen=upper, tahun=2025, nilai=500)

    def page(self, user: Any = None, **query: Any) -> Page:
        answer = self.client_for(user or self.pembaca_a).get(
            reverse("perencanaan:tabel_instansi"), query
        )
        self.assertEqual(answer.status_code, 200)
        return Page(answer.content.decode())

    def download(self, ext: str, user: Any = None, **query: Any):
        address = reverse("perencanaan:unduh_tabel_instansi", args=[ext])
        return self.client_for(user or self.pembaca_a).get(address, query)

    def test_rows_are_grouped_per_unit_with_sums(self):
        grid = read_sheet(self.download("xlsx", tabel="pendanaan").content)
        heads = [row[0] for row in grid if row[1:] == ["<"] * 14]
        self.assertEqual(
            heads[3:5],
            ["Dinas Perhubungan · Renstra Dishub", "Dinas Pendidikan · Renstra Disdik"],
        )
        sums = {row[0]: row[5] for row in grid if row[0].startswith("Jumlah")}
        self.assertEqual(
            sums,
            {
                "Jumlah Dinas Perhubungan": "#2025000",
                "Jumlah Dinas Pendidikan": "#500",
                "Jumlah Pemerintah Kota Contoh": "#2025500",
            },
        )

    def test_the_screen_shows_the_same_rows(self):
        grid = self.page(tabel="pendanaan").grid
        self.assertEqual(grid[-1][0], "Jumlah Pemerintah Kota Contoh")
        self.assertEqual(grid[-1][5], "2.025.500")

    def test_an_empty_document_keeps_its_place(self):
        Dokumen.objects.filter(pk=self.renstra_b.pk).update(jenis=Dokumen.Jenis.RPJMD, unit=None)
        self.make_dokumen(unit=self.unit_b, nama="Renstra kosong")
        rows = [row[0] for row in self.page(tabel="tujuan").grid]
        self.assertEqual(
            rows[-2:], ["Dinas Pendidikan · Renstra kosong", "Belum ada tujuan dan sasaran."]
        )

    def test_what_a_perubahan_took_the_place_of_is_left_out(self):
        self.make_dokumen(
            unit=self.unit_b, nama="Renstra Disdik P1", sebelumnya=self.renstra_b, perubahan_ke=1
        )
        text = self.page().text
        self.assertIn("Dinas Pendidikan · Renstra Disdik P1 · Perubahan ke-1", text)
        self.assertNotIn("Renstra Disdik\n", text)

    def test_large_documents_come_in_parts_without_a_grand_total(self):
        with mock.patch.object(views, "PART", 4):
            page = self.page(tabel="pendanaan")
        self.assertIn("Jumlah seluruh instansi ada di Excel dan PDF.", page.text)
        self.assertIn("1–1 dari 2 bagian", page.text)
        self.assertEqual(page.grid[-1][0], "Jumlah Dinas Perhubungan")

    def test_a_long_part_is_cut_with_a_sentence(self):
        with mock.patch.object(views, "MOST_ROWS", 3):
            page = self.page(tabel="tc27")
        self.assertIn("Ditampilkan 3 dari 13 baris bagian ini", page.text)

    def test_a_renja_asks_for_its_year(self):
        for tahun in (2026, 2027):
            self.make_dokumen(
                jenis=Dokumen.Jenis.RENJA, unit=self.unit_a, tahun=tahun, nama=f"Renja {tahun}"
            )
        self.assertIn("Renja 2027", self.page(jenis="renja").text)
        page = self.page(jenis="renja", tahun="2026")
        self.assertIn("Dinas Perhubungan · Renja 2026", page.text)
        self.assertIn("Tahun 2026", page.text)

    def test_pdf_is_a_job(self):
        answer = self.download("pdf", tabel="tc25")
        tugas = Tugas.objects.get(pengguna=self.pembaca_a)
        self.assertRedirects(
            answer, reverse("organisasi:tugas", args=[tugas.pk]), fetch_redirect_response=False
        )
        self.assertEqual(tugas.status, Tugas.Status.SELESAI)
        text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(tugas.berkas.isi)).pages)
        for part in ("Pemerintah Kota Contoh", "Renstra Dishub", "Renstra Disdik", "tujuan B"):
            self.assertIn(part, text)

    def test_large_excel_files_are_a_job(self):
        with mock.patch.object(per_instansi, "LONG_XLSX", 3):
            self.assertEqual(self.download("xlsx").status_code, 302)
        tugas = Tugas.objects.get()
        self.assertTrue(tugas.berkas.nama.endswith(".xlsx"))

    def test_the_job_looks_again_at_who_may_read(self):
        job = mock.Mock(pengguna=self.asing)
        with self.assertRaises(Exception):  # noqa: B017, PT027 - whichever row is missing first
            per_instansi.write_table(
                job,
                jenis="renstra_pd",
                periode=self.periode.pk,
                tahun=None,
                tabel="tc25",
                ext="pdf",
            )

    def test_another_instansi_sees_its_own_only(self):
        text = self.page(self.asing).text
        self.assertIn("Belum ada dokumen", text)
        self.assertNotIn("Renstra Dishub", text)
        answer = self.download("xlsx", self.asing, periode=self.periode.pk)
        self.assertEqual(answer.status_code, 404)

    def test_unknown_choices_give_the_likeliest(self):
        page = self.page(jenis="rpjmn", periode="x", tahun="9" * 50, tabel="matriks2023")
        self.assertIn("Teknik Merumuskan Tujuan dan Sasaran", page.text)

    def test_the_number_of_queries_does_not_grow_with_documents(self):
        for tabel in ("tujuan", "pendanaan", "arah", "tc26", "iku"):
            with self.subTest(tabel=tabel):
                self.page(tabel=tabel)
                before = self.count(tabel)
                for n in range(3):
                    new = self.make_dokumen(
                        unit=self.unit_a1, nama=f"Renstra {tabel} {n}", perubahan_ke=n
                    )
                    self.make_komponen("tujuan", f"Tujuan {n}", dokumen=new)
                self.assertEqual(self.count(tabel), before)
                Dokumen.objects.filter(nama__startswith="Renstra " + tabel).delete()

    def count(self, tabel: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            self.page(tabel=tabel)
        return len(captured)
