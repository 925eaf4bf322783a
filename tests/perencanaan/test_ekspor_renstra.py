"""Renstra tables: columns and rows of T-C.25, T-C.27 and tables 5 to 10, sums, refusals, the job."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any
from unittest import mock

from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from organisasi.models import Tugas
from perencanaan import exporters
from perencanaan.models import Dokumen, Komponen, Pagu, Pemetaan
from pohon.models import Indikator, Target
from tests.perencanaan.dasar import Perencanaan

YEARS = [2025, 2026, 2027, 2028, 2029]


class Ekspor(Perencanaan):
    """The Renstra of unit A: a chain of five komponen, each mapped to a node with one indicator."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.chain = cls.make_chain()
        _, cls.nodes = cls.make_tree()
        for (jenis, komponen), key in zip(
            cls.chain.items(), ["akar", "csf1", "prog1", "keg1", "sub1"], strict=True
        ):
            Pemetaan.objects.create(simpul=cls.nodes[key], komponen=komponen)
            cls.add_indikator(key, f"Indikator {jenis}")
        for year in YEARS:
            Pagu.objects.create(
                komponen=cls.chain["subkegiatan"], tahun=year, nilai=Decimal(year * 1000)
            )
        Komponen.objects.filter(pk=cls.chain["subkegiatan"].pk).update(
            kode="2.15.02.2.02.0001", penanggung_jawab=cls.unit_a1, lokasi="Kota Contoh"
        )

    @classmethod
    def add_indikator(cls, key: str, nama: str) -> Indikator:
        indikator = Indikator.objects.create(
            simpul=cls.nodes[key],
            nama=nama,
            satuan="%",
            baseline_nilai=Decimal("70.5"),
            kondisi_akhir=Decimal(90),
            keterangan="Angka contoh",
        )
        for year in YEARS:
            Target.objects.create(indikator=indikator, tahun=year, nilai=year - 1950)
        return indikator

    def get(self, user: Any, tabel: str, ext: str = "xlsx", dokumen: Dokumen | None = None):
        address = reverse(
            "perencanaan:unduh_tabel", args=[(dokumen or self.renstra).pk, tabel, ext]
        )
        return self.client_for(user).get(address)

    def sheet(self, tabel: str, dokumen: Dokumen | None = None):
        answer = self.get(self.pembaca_a, tabel, dokumen=dokumen)
        self.assertEqual(answer.status_code, 200)
        return load_workbook(io.BytesIO(answer.content)).worksheets[0]

    def rows(self, tabel: str, dokumen: Dokumen | None = None) -> list[list[Any]]:
        rows = self.sheet(tabel, dokumen).iter_rows(values_only=True)
        return [list(row) for row in rows if any(value not in (None, "") for value in row)]


class TestTc25(Ekspor):
    def test_it_has_the_nine_columns_and_their_numbers(self):
        rows = self.rows("tc25")
        head = next(n for n, row in enumerate(rows) if row[0] == "No")
        self.assertEqual(rows[head][:4], ["No", "Tujuan", "Sasaran", "Indikator Tujuan/Sasaran"])
        self.assertEqual(rows[head + 1][4], "1\n(2025)")
        self.assertEqual(rows[head + 2], [f"({n})" for n in range(1, 10)])

    def test_tujuan_and_sasaran_have_their_indicators_and_targets(self):
        rows = self.rows("tc25")
        self.assertIn([1, "tujuan satu", None, "Indikator tujuan (%)", 75, 76, 77, 78, 79], rows)
        self.assertIn(
            [None, None, "sasaran satu", "Indikator sasaran (%)", 75, 76, 77, 78, 79], rows
        )
        self.assertEqual(rows[-1][0], "Keterangan indikator: Angka contoh.")


class TestTc27(Ekspor):
    def test_it_has_twenty_columns_and_their_numbers(self):
        rows = self.rows("tc27")
        self.assertIn([f"({n})" for n in range(1, 21)], rows)

    def test_six_years_have_two_columns_more(self):
        self.periode.tahun_akhir = 2030
        self.periode.save()
        self.assertIn([f"({n})" for n in range(1, 23)], self.rows("tc27"))

    def test_the_lowest_row_carries_all_there_is(self):
        row = next(row for row in self.rows("tc27") if row[2] == "2.15.02.2.02.0001")
        self.assertEqual(
            row[3:8], ["subkegiatan satu", "Indikator subkegiatan (%)", 70.5, 75, 2025000]
        )
        self.assertEqual(row[16:], [90, sum(YEARS) * 1000, "Bidang Lalu Lintas", "Kota Contoh"])

    def test_pagu_is_summed_upward_once(self):
        self.add_indikator("sub1", "Indikator kedua")
        rows = self.rows("tc27")
        program = next(row for row in rows if row[3] == "program satu")
        self.assertEqual(program[7], 2025000)
        self.assertEqual(rows[-2][0], "Jumlah")
        self.assertEqual((rows[-2][7], rows[-2][17]), (2025000, sum(YEARS) * 1000))
        amounts = [
            row[7] for row in rows if row[4] in {"Indikator subkegiatan (%)", "Indikator kedua (%)"}
        ]
        self.assertEqual(sorted(amounts, key=str), [2025000, None])

    def test_numbers_are_numbers_and_the_head_repeats(self):
        sheet = self.sheet("tc27")
        self.assertEqual(sheet.print_title_rows, "$5:$8")
        self.assertEqual(sheet.freeze_panes, "A9")
        self.assertEqual(sheet.page_setup.paperSize, 8)
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == 2025000)
        self.assertEqual(cell.number_format, "#,##0")

    def test_names_that_look_like_formulas_stay_text(self):
        Komponen.objects.filter(pk=self.chain["program"].pk).update(nama="=1+1", sasaran="-x")
        sheet = self.sheet("tc27")
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == "=1+1")
        self.assertEqual(cell.data_type, "s")


class TestForms(Ekspor):
    def test_table_10_reads_like_the_regulations_form(self):
        rows = self.rows("tabel10")
        start = next(n for n, row in enumerate(rows) if row[0] == "Nama Subkegiatan")
        self.assertEqual(
            [row[0] for row in rows[start : start + 5]],
            [
                "Nama Subkegiatan",
                "Sasaran Subkegiatan",
                "Indikator Subkegiatan",
                "Target Subkegiatan (%)",
                "Anggaran",
            ],
        )
        self.assertEqual(rows[start + 3][1:], [":", 75, 76, 77, 78, 79])
        self.assertEqual(rows[start + 4][2], 2025000)

    def test_table_9_shows_program_then_kegiatan(self):
        labels = [row[0] for row in self.rows("tabel9")]
        self.assertLess(labels.index("Nama Program"), labels.index("Nama Kegiatan"))
        self.assertEqual(labels.count("Anggaran"), 1)

    def test_table_8_of_an_rpjmd(self):
        rpjmd = self.make_dokumen(jenis=Dokumen.Jenis.RPJMD, nama="RPJMD")
        tujuan = self.make_komponen("tujuan", "Kemiskinan menurun", dokumen=rpjmd)
        Pemetaan.objects.create(simpul=self.nodes["akar"], komponen=tujuan)
        rows = self.rows("tabel8", rpjmd)
        self.assertIn(["Kemiskinan menurun", "Indikator tujuan (%)", 90, *[None] * 4], rows)

    def test_tables_5_to_7_of_a_ministry(self):
        self.instansi.jenis = self.instansi.Jenis.KEMENTERIAN_LEMBAGA
        self.instansi.save()
        renstra = self.make_dokumen(jenis=Dokumen.Jenis.RENSTRA_KL, unit=None, nama="Renstra K/L")
        upper, chain = None, {}
        kinds = ("tujuan", "sasaran_strategis", "sasaran_program", "sasaran_kegiatan", "ro")
        for jenis, key in zip(kinds, ["akar", "csf1", "prog1", "keg1", "sub1"], strict=True):
            upper = chain[jenis] = self.make_komponen(jenis, f"{jenis} x", upper, dokumen=renstra)
            Pemetaan.objects.create(simpul=self.nodes[key], komponen=upper)
        Pagu.objects.create(komponen=chain["ro"], tahun=2026, nilai=Decimal(500))
        five = self.rows("tabel5", renstra)
        self.assertIn(["tujuan x", "Indikator tujuan (%)", 90, *[None] * 4], five)
        self.assertIn(
            ["Sasaran Strategis", "Indikator Sasaran", "n.I\n(2025)"], [r[:3] for r in five]
        )
        six = self.rows("tabel6", renstra)
        self.assertIn(["Anggaran", ":", None, 500, None, None, None], six)
        seven = self.rows("tabel7", renstra)
        self.assertIn(["Target Output (%)", ":", 75, 76, 77, 78, 79], seven)
        self.assertIn(["Anggaran", ":", None, 500, None, None, None], seven)


class TestUnduh(Ekspor):
    def test_the_whole_workbook_has_every_table(self):
        answer = self.get(self.pembaca_a, "semua")
        book = load_workbook(io.BytesIO(answer.content))
        self.assertEqual(
            book.sheetnames,
            [
                *("Tujuan dan Sasaran", "Arah Kebijakan", "Program Kegiatan", "Pendanaan"),
                *("Prioritas", "IKU", "IKK", "Tabel 9", "Tabel 10"),
            ],
        )
        self.assertIn("Renstra-Dishub.xlsx", answer["Content-Disposition"])

    def test_a_short_table_comes_as_pdf_at_once(self):
        answer = self.get(self.pembaca_a, "tc27", "pdf")
        page = PdfReader(io.BytesIO(answer.content)).pages[0]
        self.assertEqual(round(page.mediabox.width), 1191)
        text = " ".join(page.extract_text().split())
        for part in ("Tabel T-C.27", "(20)", "2.025.000", "70,5", "Halaman 1 dari 1"):
            self.assertIn(part, text)

    def test_the_whole_pdf_is_a_job(self):
        answer = self.get(self.pembaca_a, "semua", "pdf")
        tugas = Tugas.objects.get(pengguna=self.pembaca_a)
        self.assertRedirects(
            answer, reverse("organisasi:tugas", args=[tugas.pk]), fetch_redirect_response=False
        )
        self.assertEqual(tugas.status, Tugas.Status.SELESAI)
        text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(tugas.berkas.isi)).pages)
        for title in ("Teknik Merumuskan Tujuan", "Pendanaan", "Tabel 9.", "Tabel 10."):
            self.assertIn(title, text)

    def test_a_table_of_many_rows_is_a_job_and_its_excel_file_is_not(self):
        with mock.patch.object(exporters.berkas, "LONG", 3):
            self.assertEqual(self.get(self.pembaca_a, "tc27", "pdf").status_code, 302)
            self.assertEqual(self.get(self.pembaca_a, "tc27").status_code, 200)
        tugas = Tugas.objects.get(pengguna=self.pembaca_a)
        self.assertEqual(tugas.status, Tugas.Status.SELESAI)
        self.assertEqual(exporters.berkas.LONG, 200)

    def test_the_job_looks_again_at_who_may_read(self):
        job = mock.Mock(pengguna=self.asing)
        with self.assertRaises(Dokumen.DoesNotExist):
            exporters.berkas.write_renstra(job, dokumen=self.renstra.pk, tabel="semua")

    def test_it_hides_the_document_from_other_instansi(self):
        for tabel, ext in (("tc25", "xlsx"), ("tc27", "pdf"), ("semua", "pdf")):
            self.assertEqual(self.get(self.asing, tabel, ext).status_code, 404)
        self.assertFalse(Tugas.objects.exists())

    def test_it_refuses_tables_the_document_has_not(self):
        for tabel, ext in (("tabel5", "xlsx"), ("apa", "xlsx"), ("tc25", "docx")):
            self.assertEqual(self.get(self.admin, tabel, ext).status_code, 404)

    def test_an_empty_document_still_gives_a_file(self):
        for tabel in exporters.available(self.renstra_b):
            answer = self.get(self.admin, tabel, dokumen=self.renstra_b)
            self.assertEqual(answer.status_code, 200)

    def test_without_the_library_the_document_page_says_so(self):
        error = exporters.berkas.pdf.PdfUnavailable("PDF belum dapat dibuat.")
        with mock.patch("perencanaan.exporters.berkas.pdf.table", side_effect=error):
            answer = self.get(self.pembaca_a, "tc25", "pdf")
        self.assertEqual(answer.status_code, 302)
        self.assertEqual(answer.url, reverse("perencanaan:dokumen", args=[self.renstra.pk]))

    def test_the_number_of_queries_does_not_grow(self):
        dokumen = Dokumen.objects.select_related("unit", "instansi", "periode").get(
            pk=self.renstra.pk
        )
        exporters.read(self.admin, dokumen)
        with self.assertNumQueries(7):
            exporters.read(self.admin, dokumen)
        for n in range(6):
            self.make_komponen("subkegiatan", f"Lagi {n}", self.chain["kegiatan"])
        with self.assertNumQueries(7):
            exporters.read(self.admin, dokumen)

    def test_the_page_of_the_document_offers_every_table(self):
        page = self.client_for(self.pembaca_a).get(
            reverse("perencanaan:dokumen", args=[self.renstra.pk])
        )
        for tabel in ("semua", *exporters.available(self.renstra)):
            for ext in ("xlsx", "pdf"):
                address = reverse("perencanaan:unduh_tabel", args=[self.renstra.pk, tabel, ext])
                self.assertContains(page, address)
