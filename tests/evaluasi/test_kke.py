"""KKE-1, KKE-2 and KKE-3 of Batumandi, cell by cell; what is not judged, what is hidden, and how much is asked."""

from __future__ import annotations

import io
from decimal import Decimal
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from evaluasi import kertas
from evaluasi.actions.penilaian import judge
from evaluasi.kertas import kke1, kke2
from evaluasi.kertas.lembar import read
from evaluasi.models import PenilaianHubungan, Penugasan
from organisasi.models import BerkasTugas, Tugas
from perencanaan.models import Komponen, Pemetaan
from pohon.models import VersiPohon
from tests.base import client_for
from tests.evaluasi.dasar_kertas import DAY, TAHUN, Batumandi, Grid, expected
from tests.perencanaan.dasar_tabel import Page, read_sheet, shown


def body(grid: Grid) -> Grid:
    """Return the rows from the head of a table to its sums: what lies between heading and notes."""
    start = next(n for n, row in enumerate(grid) if row[0] == "No")
    end = next(n for n in range(len(grid), 0, -1) if grid[n - 1][0].startswith(("Skor", "Jumlah")))
    return grid[start:end]


class TestKke(Batumandi):
    maxDiff = None

    def get(self, name: str, *args: object, user: str = "pembaca.balangan", query: str = ""):
        url = reverse(f"evaluasi:{name}", args=args)
        return client_for(self.person(user)).get(f"{url}?tahun={TAHUN}{query}")

    def sheet(self, kunci: str) -> Grid:
        answer = self.get("unduh_kertas", self.versi.pk, kunci, "xlsx")
        self.assertEqual(answer.status_code, 200)
        return read_sheet(answer.content)

    def test_every_cell_of_the_three_papers_in_excel_and_on_the_screen(self) -> None:
        self.judge_all()
        self.promise()
        for kunci in ("kke1", "kke2", "kke3"):
            with self.subTest(kunci):
                wanted = expected(f"batumandi_{kunci}")
                self.assertEqual(body(self.sheet(kunci)), wanted)
                page = Page(self.get("kertas", self.versi.pk, kunci).content.decode())
                self.assertEqual(page.grid, shown(wanted))

    def test_heading_footer_and_signatures_name_unit_year_team_and_day(self) -> None:
        with mock.patch("django.utils.timezone.localdate", return_value=DAY):
            answer = self.get("unduh_kertas", self.versi.pk, "kke1", "xlsx")
        sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
        said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        for text in (
            "KKE-1 Kualitas Indikator Kinerja (SMART-C)",
            "Kecamatan Batumandi",
            "Tahun: 2026",
            "Tim evaluasi: Evaluator Balangan (contoh) (ketua)",
            "Tanggal: 4 Maret 2026",
            "Keadaan data: simpul, indikator, dan target menurut versi 1; pemetaan, dokumen perencanaan, "
            "jabatan, dan PK menurut keadaan 4 Maret 2026.",
            "Paringin, 4 Maret 2026",
            "Camat Batumandi,",
            "Contoh Camat, S.STP.",
            "Ketua Tim Evaluasi,",
        ):
            self.assertIn(text, said)
        self.assertEqual(sheet.page_setup.orientation, "landscape")
        first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "No")
        self.assertEqual(sheet.print_title_rows, f"${first}:${first + 1}")
        self.assertNotIn("sesuai lampiran", " ".join(said).lower())

    def test_what_nobody_judged_stays_empty_and_is_said(self) -> None:
        page = self.get("kertas", self.versi.pk, "kke1").content.decode()
        self.assertIn("Belum dinilai: 26 dari 26 indikator.", page)
        self.assertNotIn("Skor = ", page)
        self.judge_all()
        page = self.get("kertas", self.versi.pk, "kke1").content.decode()
        self.assertIn("Belum dinilai: 4 dari 26 indikator.", page)
        page = self.get("kertas", self.versi.pk, "kke2").content.decode()
        self.assertIn("Belum dinilai: 3 dari 25 baris.", page)

    def test_half_a_card_shows_its_letters_and_does_not_count(self) -> None:
        indikator = self.versi.isi["simpul"][0]["indikator"][0]["id"]
        entry = {"jenis": "indikator", "indikator": indikator, "huruf": {"spesifik": True}}
        judge(user=self.evaluator, versi_id=self.versi.pk, daftar=[entry])
        grid = body(self.sheet("kke1"))
        self.assertEqual(grid[3][4:11], ["#1", "", "", "", "", "", ""])
        self.assertEqual(grid[-1][0], "Jumlah")

    def test_the_lead_decides_where_the_team_differs(self) -> None:
        self.judge_all()
        other = self.person("pimpinan.balangan")
        Penugasan.objects.create(pohon=self.pohon, evaluator=other, ditugaskan_oleh=other)
        edge = PenilaianHubungan.objects.filter(versi=self.versi, nilai="1").first()
        PenilaianHubungan.objects.create(
            versi=self.versi, oleh=other, simpul=edge.simpul, nilai="0", catatan="Lain pendapat"
        )
        self.assertEqual(body(self.sheet("kke2"))[-2][6], "#15")

    def test_a_node_without_a_component_stands_where_its_level_belongs(self) -> None:
        simpul = self.node(
            "Kabupaten Balangan", "Meningkatnya Pemberdayaan Masyarakat Desa dan Kelurahan"
        )
        Pemetaan.objects.filter(simpul=simpul).delete()
        grid = body(self.sheet("kke1"))
        program = next(n for n, row in enumerate(grid) if row[0] == "Program")
        self.assertEqual(grid[program + 5][1], f"{simpul.pernyataan} (belum dituangkan)")

    def test_a_result_that_repeats_the_name_of_its_component_is_printed_once(self) -> None:
        simpul = self.versi.isi["simpul"][0]["id"]
        komponen = Komponen.objects.get(daftar_pemetaan__simpul=simpul)
        twin = Komponen.objects.filter(dokumen=komponen.dokumen, jenis="sasaran").get()
        Komponen.objects.filter(pk=twin.pk).update(nama=komponen.nama)
        Pemetaan.objects.create(simpul_id=simpul, komponen=twin)
        program = Komponen.objects.filter(dokumen=komponen.dokumen, jenis="program").earliest("lft")
        Komponen.objects.filter(pk=program.pk).update(sasaran=program.nama.capitalize())
        named = [row[1] for row in body(self.sheet("kke1"))]
        self.assertIn(komponen.nama, named)
        self.assertIn(f"{program.kode} {program.nama}", named)

    def test_kke_3_says_that_it_compares_with_no_dpa(self) -> None:
        page = self.get("kertas", self.versi.pk, "kke3")
        self.assertContains(page, "kertas kerja ini tidak membandingkan dengan DPA")

    def test_a_node_without_a_level_is_not_lost(self) -> None:
        isi = self.versi.isi
        node = isi["simpul"][9]
        node.pop("level_kinerja")
        VersiPohon.objects.filter(pk=self.versi.pk).update(isi=isi)
        Pemetaan.objects.filter(simpul=node["id"]).delete()
        for kunci in ("kke1", "kke2"):
            self.assertIn("Belum berlevel kinerja", [row[0] for row in self.sheet(kunci)])

    def test_another_instansi_and_unknown_papers_are_not_found(self) -> None:
        for args in (
            ("kertas", self.versi.pk, "kke1"),
            ("unduh_kertas", self.versi.pk, "kke1", "xlsx"),
        ):
            self.assertEqual(self.get(*args, user="evaluator").status_code, 404)
        self.assertEqual(self.get("kertas", self.versi.pk, "kke9").status_code, 404)
        self.assertEqual(self.get("kertas", self.versi.pk, "rekap").status_code, 404)
        self.assertEqual(self.get("unduh_kertas", self.versi.pk, "kke1", "exe").status_code, 404)

    def test_the_whole_instansi_is_one_workbook_with_a_sheet_per_paper(self) -> None:
        self.judge_all()
        answer = self.get("unduh_kertas_semua", "xlsx")
        book = load_workbook(io.BytesIO(answer.content))
        self.assertEqual(
            book.sheetnames, ["Rekap", "KKE-1 SMART-C", "KKE-2 Cascading", "KKE-3 Anggaran"]
        )
        rekap = read_sheet(answer.content)
        line = next(row for row in rekap if row[0] == "#1")
        self.assertEqual(line[1:4], ["Kecamatan Batumandi", self.outcome, "#1"])
        self.assertEqual(line[5:], ["#26", "#4", "#0.9273", "#3", "#68.18", "c"])

    @property
    def outcome(self) -> str:
        return str(self.versi.isi["simpul"][0]["pernyataan"])

    def test_many_trees_become_a_job_of_what_the_asker_sees(self) -> None:
        with mock.patch("evaluasi.exporters.kertas.LONG", 0):
            answer = self.get("unduh_kertas_semua", "xlsx")
        tugas = Tugas.objects.get()
        self.assertRedirects(answer, reverse("organisasi:tugas", args=[tugas.pk]))
        self.assertEqual(tugas.status, Tugas.Status.SELESAI, tugas.galat)
        book = load_workbook(io.BytesIO(bytes(BerkasTugas.objects.get(tugas=tugas).isi)))
        self.assertEqual(len(book.sheetnames), 4)

    def test_pdf_and_word_say_all_the_indicators(self) -> None:
        self.judge_all()
        answer = self.get("unduh_kertas", self.versi.pk, "semua", "pdf")
        pages = PdfReader(io.BytesIO(answer.content)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        answer = self.get("unduh_kertas", self.versi.pk, "semua", "docx")
        document = Document(io.BytesIO(answer.content))
        words = " ".join(t.text or "" for t in document.element.body.iter(qn("w:t")))
        section = document.sections[0]
        self.assertGreater(section.page_width or 0, section.page_height or 0)
        heads = list(document.element.body.iter(qn("w:tblHeader")))
        self.assertEqual(len(heads), 2 + 3 + 3)
        for said in ("Skor = Σ / (n × 5) = 102 / (22 × 5)", "Contoh Camat, S.STP.", "512.000.000"):
            self.assertIn(said, text)
            self.assertIn(said, words)
        for node in self.versi.isi["simpul"]:
            for one in node.get("indikator", ()):
                self.assertIn("".join(one["nama"].split()), "".join(words.split()))
                self.assertIn("".join(one["nama"].split()), "".join(text.split()))

    def test_queries_do_not_grow_with_what_is_judged(self) -> None:
        def asked(kunci: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                self.assertEqual(self.get("kertas", self.versi.pk, kunci).status_code, 200)
            return len(queries)

        before = [asked(kunci) for kunci in ("kke1", "kke2", "kke3")]
        self.judge_all()
        self.promise()
        after = [asked(kunci) for kunci in ("kke1", "kke2", "kke3")]
        for few, many in zip(before, after, strict=True):
            # A user per row comes with it; PK are one query more, and one more for K-07.
            self.assertLessEqual(many, few + 3)

    def test_several_versions_cost_what_one_costs(self) -> None:
        self.judge_all()
        rows = VersiPohon.objects.select_related("pohon__unit", "pohon__instansi", "pohon__periode")
        one = list(rows)
        for number in range(2, 5):
            VersiPohon.objects.create(
                pohon=self.pohon,
                nomor=number,
                status="diajukan",
                isi=self.versi.isi,
                oleh=self.evaluator,
            )
        many = list(rows.all())
        with CaptureQueriesContext(connection) as few:
            berkas = read(self.evaluator, one, TAHUN, cakupan="x")
            kertas.tables(berkas, "semua")
        with CaptureQueriesContext(connection) as all_of_them:
            berkas = read(self.evaluator, many, TAHUN, cakupan="x")
            kertas.tables(berkas, "semua")
        self.assertEqual(len(few), len(all_of_them))

    def test_the_list_finds_by_word_and_leads_on(self) -> None:
        page = self.get("daftar_kertas")
        self.assertContains(page, self.outcome)
        self.assertNotContains(self.get("daftar_kertas", query="&q=tidakada"), self.outcome)
        answer = self.get("kertas_pohon", self.pohon.pk)
        self.assertRedirects(
            answer,
            reverse("evaluasi:kertas", args=[self.versi.pk, "kke1"]),
            fetch_redirect_response=False,
        )
        VersiPohon.objects.filter(pohon=self.pohon).delete()
        self.assertContains(self.get("kertas_pohon", self.pohon.pk), "belum pernah diajukan")


class TestHitungan(Batumandi):
    def test_grades_begin_above_their_bounds(self) -> None:
        for percent, letter in (
            (91, "a"),
            (90, "b"),
            (75.01, "b"),
            (75, "c"),
            (40, "d"),
            (10, "e"),
        ):
            self.assertEqual(kke2.Hitungan(100, 100, Decimal(str(percent))).gradasi, letter)

    def test_nothing_judged_has_no_score(self) -> None:
        self.assertIsNone(kke1.Hitungan(3, 0, 0, 0, (0,) * 5).skor)
        self.assertIsNone(kke2.Hitungan(3, 0, Decimal(0)).skor)
