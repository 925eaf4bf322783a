"""The tables of Tahap 1 to 5: their rows in Excel, who may have them, and the job for large ones."""

from __future__ import annotations

import io
from unittest import mock

from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from organisasi.models import Tugas
from pohon import actions, exporters
from pohon.models import Pohon, Simpul
from tests.base import Cast

INDIKATOR = {
    "nama": "=Persentase armada terawat",
    "satuan": "%",
    "baseline_nilai": "70,5",
    "kondisi_akhir": "95",
    "target": {"2025": "75,5", "2029": "95"},
    "keterangan": "Angka contoh",
}


class EksporTahap(Cast):
    pohon: Pohon

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon = cls.make_pohon(unit=cls.unit_a, tahap=4)
        actions.update_pohon(
            user=cls.admin,
            pohon_id=cls.pohon.pk,
            data={"dasar": [{"jenis": "mandat", "masalah": "Tugas perhubungan", "tahun": 2024}]},
        )
        cls.csf = cls.make_simpul(
            cls.pohon, "Angkutan umum diminati", jenis="csf", faktor_penyebab="Armada tua"
        )
        cls.antara = cls.make_simpul(
            cls.pohon,
            "Armada terawat <b>",
            cls.csf,
            jenis="antara",
            level_kinerja="taktikal_immediate",
            indikator=[INDIKATOR, {"nama": "Indikator kedua"}],
            crosscutting=[{"mitra_luar": "Kepolisian", "kontribusi": "Uji kir"}],
        )
        cls.operasional = cls.make_simpul(
            cls.pohon, "Uji kir terlaksana", cls.antara, jenis="operasional"
        )

    def get(self, user, ext="xlsx", pohon=None):
        address = reverse("pohon:unduh_tahap", args=[(pohon or self.pohon).pk, ext])
        return self.client_for(user).get(address)

    def book(self, pohon=None):
        answer = self.get(self.pembaca_a, pohon=pohon)
        self.assertEqual(answer.status_code, 200)
        return load_workbook(io.BytesIO(answer.content))


class TestExcel(EksporTahap):
    def rows(self, name: str) -> list[list]:
        sheet = self.book()[name]
        rows = ([cell.value for cell in row] for row in sheet.iter_rows())
        return [row for row in rows if any(value is not None for value in row)]

    def test_it_has_a_sheet_for_each_stage(self):
        self.assertEqual(self.book().sheetnames, ["Tahap 1", "Tahap 2", "Tahap 3", "Tahap 4"])

    def test_stage_1_shows_outcome_and_basis(self):
        self.assertIn(
            [
                "Kemacetan berkurang",
                "Mandat tugas dan fungsi",
                "Tugas perhubungan",
                None,
                None,
                2024,
            ],
            [[value or None for value in row] for row in self.rows("Tahap 1")],
        )

    def test_stage_2_shows_the_factor_and_the_condition(self):
        self.assertIn([1, "Armada tua", None, "Angkutan umum diminati"], self.rows("Tahap 2"))

    def test_stage_3_tells_antara_utama_from_operasional(self):
        rows = self.rows("Tahap 3")
        partner = "Kepolisian (menunggu jawaban)"
        self.assertIn(
            ["Angkutan umum diminati", "Armada terawat <b>", "kondisi antara utama", partner], rows
        )
        self.assertIn([None, "Uji kir terlaksana", "kondisi operasional", None], rows)

    def test_stage_4_has_one_row_per_indicator_and_numbers_as_numbers(self):
        rows = self.rows("Tahap 4")
        self.assertIn(
            [
                "Tahap 3",
                "Armada terawat <b>",
                "=Persentase armada terawat",
                "Kinerja taktikal immediate",
                "%",
                70.5,
                75.5,
                None,
                None,
                None,
                95,
                95,
            ],
            rows,
        )
        self.assertEqual(
            [row[2] for row in rows if row[2] == "Indikator kedua"], ["Indikator kedua"]
        )
        self.assertEqual(rows[-1][0], "Keterangan indikator: Angka contoh.")

    def test_a_tree_of_stage_1_has_one_sheet(self):
        pohon = self.make_pohon(unit=self.unit_b)
        self.assertEqual(self.book(pohon).sheetnames, ["Tahap 1"])

    def test_stage_5_shows_what_other_rooms_add(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=5)
        extra = exporters.KolomTahap5("Komponen perencanaan", {self.antara.pk: "Kegiatan: x"})
        with mock.patch("pohon.exporters.berkas.import_string", return_value=lambda u, p: extra):
            rows = self.rows("Tahap 5")
        found = [row[4] for row in rows if row[1] == "Armada terawat <b>" and row[4]]
        self.assertEqual(found[0], "Kegiatan: x")
        self.assertIn(["Crosscutting"], [[v for v in row if v] for row in rows])

    def test_the_number_of_queries_does_not_grow(self):
        pohon = Pohon.objects.select_related("unit", "instansi", "periode").get(pk=self.pohon.pk)
        with self.assertNumQueries(6):
            exporters.tables(pohon)
        for n in range(8):
            self.make_simpul(pohon, f"Kondisi {n}", self.csf, indikator=[{"nama": f"i{n}"}])
        with self.assertNumQueries(6):
            exporters.tables(pohon)


class TestPdf(EksporTahap):
    def test_the_pdf_holds_every_statement(self):
        answer = self.get(self.pembaca_a, "pdf")
        self.assertEqual(answer["Content-Type"], "application/pdf")
        self.assertIn("attachment", answer["Content-Disposition"])
        pages = PdfReader(io.BytesIO(answer.content)).pages
        text = " ".join(" ".join(page.extract_text().split()) for page in pages)
        for part in (
            "Armada terawat <b>",
            "=Persentase armada terawat",
            "75,5",
            "Dinas Perhubungan",
        ):
            self.assertIn(part, text)
        self.assertIn(f"Halaman 1 dari {len(pages)}", text)

    def test_a_large_tree_becomes_a_job(self):
        with mock.patch("pohon.views.ekspor.AT_ONCE", 2):
            answer = self.get(self.pembaca_a, "pdf")
        tugas = Tugas.objects.get(pengguna=self.pembaca_a)
        self.assertRedirects(
            answer, reverse("organisasi:tugas", args=[tugas.pk]), fetch_redirect_response=False
        )
        self.assertEqual(tugas.status, Tugas.Status.SELESAI)
        self.assertTrue(bytes(tugas.berkas.isi).startswith(b"%PDF"))

    def test_without_the_library_the_editor_says_so(self):
        error = exporters.berkas.pdf.PdfUnavailable("PDF belum dapat dibuat.")
        with mock.patch("pohon.exporters.berkas.pdf.table", side_effect=error):
            answer = self.get(self.pembaca_a, "pdf")
        self.assertEqual((answer.status_code, answer.url), (302, f"/pohon/{self.pohon.pk}/"))


class TestRefusals(EksporTahap):
    def test_it_hides_the_tree_from_other_instansi(self):
        for ext in ("xlsx", "pdf"):
            self.assertEqual(self.get(self.asing, ext).status_code, 404)

    def test_it_knows_no_other_format(self):
        self.assertEqual(self.get(self.admin, "docx").status_code, 404)

    def test_the_job_looks_again_at_who_may_read(self):
        job = mock.Mock(pengguna=self.asing)
        with self.assertRaises(Pohon.DoesNotExist):
            exporters.berkas.write_tables(job, pohon=self.pohon.pk)
        with self.assertRaises(Pohon.DoesNotExist):
            exporters.berkas.write_drawing(job, pohon=self.pohon.pk, kertas="A4")

    def test_a_deleted_tree_is_gone(self):
        actions.delete_pohon(user=self.admin, pohon_id=self.pohon.pk)
        self.assertEqual(self.get(self.admin).status_code, 404)
        self.assertTrue(Simpul.objects.filter(pohon=self.pohon).exists())
