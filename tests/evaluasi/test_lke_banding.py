"""This year beside last year, and the files of both."""

from __future__ import annotations

import io
from decimal import Decimal

from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from evaluasi.actions import lke as actions
from evaluasi.actions import lke_bukti
from evaluasi.exporters.lke import lke_file
from evaluasi.lke import muat
from evaluasi.lke.banding import compare, direction
from evaluasi.lke.hak import Sisi
from evaluasi.models import JawabanLke, Lke, SubkomponenLke
from tests.evaluasi.dasar_lke import CastLke, fill_lke, make_lke

D = Decimal


class TestBanding(CastLke):
    def last_year(self) -> Lke:
        lke = make_lke(self, tahun=2025)
        fill_lke(self.perencana_a, lke, Sisi.MANDIRI, "A")
        actions.submit_lke(user=self.perencana_a, lke_id=lke.pk)
        fill_lke(self.evaluator, lke, Sisi.EVALUATOR, {"1.b": "CC"})
        actions.settle_lke(user=self.evaluator, lke_id=lke.pk)
        return lke

    def test_a_year_without_a_sheet_is_said_so(self) -> None:
        self.fill()
        banding = compare(self.isi())
        self.assertIsNone(banding.lalu)
        self.assertEqual(banding.baris[0].arah[1], "belum dapat dibandingkan")
        page = self.client_for(self.pembaca_a).get(f"/lke/{self.lke.pk}/")
        self.assertContains(page, "tahun 2025, jadi belum dapat dibandingkan")

    def test_self_is_compared_with_self_until_both_are_judged(self) -> None:
        self.last_year()
        self.fill(huruf={"1.a": "AA", "1.b": "A", "1.c": "D"})
        banding = compare(self.isi())
        self.assertEqual((banding.sisi, banding.total_lalu), (Sisi.MANDIRI, 90))
        found = {row.kode: (row.selisih, row.arah[1]) for row in banding.baris}
        self.assertEqual(found["1.a"], (D("0.6"), "naik"))
        self.assertEqual(found["1.b"], (0, "tetap"))
        self.assertEqual(found["1.c"], (-9, "turun"))

    def test_verdicts_are_compared_once_both_years_have_them(self) -> None:
        self.last_year()
        self.submit()
        fill_lke(self.evaluator, self.lke, Sisi.EVALUATOR)
        actions.settle_lke(user=self.evaluator, lke_id=self.lke.pk)
        banding = compare(self.isi())
        self.assertEqual(banding.sisi, Sisi.EVALUATOR)
        # all B is 70; last year 1.b was CC: 0,9 less
        self.assertEqual((banding.total_lalu, banding.total_kini), (D("69.10"), D("70.00")))
        self.assertEqual((banding.selisih, banding.arah[1]), (D("0.90"), "naik"))

    def test_what_another_version_asks_otherwise_is_not_set_off(self) -> None:
        self.last_year()
        self.fill()
        data = muat.read(muat.default_file())
        parts = data["komponen"][0]["subkomponen"]
        parts[0]["nama"] = "Perencanaan berbasis risiko telah tersedia"
        parts[1]["bobot"], parts[2]["bobot"] = "10", "14"
        other, _ = muat.load({**data, "kode": "uji", "nama": "Versi uji"})
        Lke.objects.filter(tahun=2025).update(versi=other)
        for sub in SubkomponenLke.objects.filter(komponen__versi=other):
            rows = JawabanLke.objects.filter(lke__tahun=2025, subkomponen__kode=sub.kode)
            rows.update(subkomponen=sub)
        banding = compare(self.isi())
        said = {row.kode: row.arah[1] for row in banding.baris}
        self.assertEqual([said[k] for k in ("1.a", "1.b", "1.c")], ["tidak sebanding"] * 3)
        self.assertEqual(said["2.a"], "turun")  # A last year, B now
        self.assertEqual((banding.total_lalu, banding.total_kini), (90, 70))
        page = self.client_for(self.pembaca_a).get(f"/lke/{self.lke.pk}/")
        self.assertContains(page, "Tahun 2025 memakai Versi uji")

    def test_an_incomplete_year_has_no_total_to_compare(self) -> None:
        self.last_year()
        banding = compare(self.isi())
        self.assertIsNone(banding.selisih)
        self.assertEqual(direction(banding.selisih)[1], "belum dapat dibandingkan")

    def test_both_sides_stand_beside_each_other_with_their_difference(self) -> None:
        self.submit()
        fill_lke(self.evaluator, self.lke, Sisi.EVALUATOR, {"1.a": "C"})
        first = self.isi().subkomponen[0]
        self.assertEqual((first.nilai_mandiri, first.nilai_evaluator), (D("4.2"), D("3")))
        self.assertEqual(first.selisih, D("-1.2"))
        page = self.client_for(self.pembaca_a).get(f"/lke/{self.lke.pk}/")
        self.assertContains(page, "-1,2")


class TestUnduh(CastLke):
    def setUp(self) -> None:
        self.submit_with_evidence()
        self.lke = Lke.objects.select_related("instansi", "unit", "versi").get(pk=self.lke.pk)

    def submit_with_evidence(self) -> None:
        lke_bukti.add_link(
            user=self.perencana_a,
            lke_id=self.lke.pk,
            kriteria_id=self.kriteria("1.b.4").pk,
            nama="=Renstra 2025-2029",
            tautan="https://contoh.go.id/renstra",
        )
        self.submit()
        fill_lke(self.evaluator, self.lke, Sisi.EVALUATOR, {"1.a": "AA"})

    def test_excel_holds_every_criterion_with_numbers_as_numbers(self) -> None:
        book = load_workbook(io.BytesIO(lke_file(self.lke, "xlsx")))
        rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        by_code = {row[0]: row for row in rows if row[0]}
        self.assertEqual(sum(str(k).count(".") == 2 for k in by_code if len(str(k)) < 7), 80)
        self.assertEqual(by_code["1.a"][3:5], ["B", 4.2])
        self.assertEqual(by_code["1.a"][7:9], ["AA", 6])
        self.assertIn("https://contoh.go.id/renstra", str(by_code["1.b.4"][6]))
        total = next(row for row in rows if row[1] == "Total")
        self.assertEqual((total[2], total[4], total[8]), (100, 70, 71.8))
        predikat = next(row for row in rows if row[1] == "Predikat")
        self.assertIn("BB – Sangat Baik (sementara)", predikat)  # the evaluator is still at it
        self.assertEqual(len(book.worksheets), 2)

    def test_pdf_and_word_hold_answers_reasons_evidence_and_totals(self) -> None:
        pdf = PdfReader(io.BytesIO(lke_file(self.lke, "pdf")))
        text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
        document = Document(io.BytesIO(lke_file(self.lke, "docx")))
        words = " ".join(
            cell.text for table in document.tables for row in table.rows for cell in row.cells
        )
        for found in (text, words):
            for wanted in ("4.c.5", "Alasan 1.a", "Catatan 1.b.4", "Renstra 2025-2029", "71,8"):
                self.assertIn(wanted, found)
        self.assertIn("rumusan ringkas", text)
        self.assertNotIn("sesuai lampiran", text.lower())
        section = document.sections[0]
        self.assertGreater(section.page_width or 0, section.page_height or 0)

    def test_an_unknown_kind_of_file_is_not_found(self) -> None:
        client = self.client_for(self.pembaca_a)
        self.assertEqual(client.get(f"/lke/{self.lke.pk}/lke.exe").status_code, 404)
        self.assertEqual(client.get("/lke/daftar.docx").status_code, 404)

    def test_the_list_downloads_as_it_is_filtered(self) -> None:
        client = self.client_for(self.pembaca_a)
        book = load_workbook(io.BytesIO(client.get("/lke/daftar.xlsx?status=diajukan").content))
        rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        self.assertIn(
            [1, "Dinas Perhubungan", 2026, "Diajukan", 70, "B – Baik", None, "belum dinilai"], rows
        )
        empty = load_workbook(io.BytesIO(client.get("/lke/daftar.xlsx?status=selesai").content))
        self.assertIn("Tidak ada LKE yang cocok.", [c.value for c in empty.worksheets[0]["A"]])
