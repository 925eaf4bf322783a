"""The report of findings: who writes it, numbers that stay in order, changes not overwritten, and its files."""

from __future__ import annotations

import datetime
import io
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from evaluasi.actions import temuan as actions
from evaluasi.kertas.pola import POLA, letters
from evaluasi.models import PenilaianPohon, Penugasan, SkorVersi, TemuanEvaluasi
from lib.aturan import KELOMPOK
from organisasi import actions as organisasi_actions
from organisasi.izin import forget
from organisasi.models import BerkasTugas, Keanggotaan, Periode, Tugas
from pohon.actions import freeze_version, set_status
from pohon.models import Pohon, VersiPohon
from tests.base import Cast, make_user
from tests.lib.test_gambar import picture


class Laporan(Cast):
    """A submitted tree of unit A with an empty report."""

    pohon: Pohon
    versi: VersiPohon

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon = cls.make_pohon(unit=cls.unit_a, user=cls.perencana_a)
        cls.pohon = set_status(user=cls.perencana_a, pohon_id=cls.pohon.pk, status="diajukan")
        cls.versi = freeze_version(user=cls.perencana_a, pohon=cls.pohon)

    def add(self, kondisi: str = "Cascading belum lengkap", **data: Any) -> TemuanEvaluasi:
        return actions.add_finding(
            user=self.evaluator, pohon_id=self.pohon.pk, data={"kondisi": kondisi, **data}
        )

    def change(
        self, row: TemuanEvaluasi, seen: str = "", user: Any = None, **data: Any
    ) -> TemuanEvaluasi:
        return actions.change_finding(
            user=user or self.evaluator, pk=row.pk, seen=seen or actions.seen_of(row), data=data
        )

    def numbers(self) -> list[tuple[int, str]]:
        return list(TemuanEvaluasi.objects.order_by("nomor").values_list("nomor", "kondisi"))


class TestMenulis(Laporan):
    def test_planners_readers_and_other_instansi_write_nothing(self) -> None:
        row = self.add()
        for user in (self.perencana_a, self.admin, self.pembaca_a, self.perencana_b):
            with self.assertRaises(PermissionDenied):
                actions.add_finding(user=user, pohon_id=self.pohon.pk, data={"kondisi": "x"})
            with self.assertRaises(PermissionDenied):
                self.change(row, user=user, kondisi="Tidak ada masalah")
            with self.assertRaises(PermissionDenied):
                actions.delete_finding(user=user, pk=row.pk)
            with self.assertRaises(PermissionDenied):
                actions.move_finding(user=user, pk=row.pk, arah="naik")
        for call in (
            lambda: actions.add_finding(
                user=self.asing, pohon_id=self.pohon.pk, data={"kondisi": "x"}
            ),
            lambda: self.change(row, user=self.asing, kondisi="x"),
            lambda: actions.delete_finding(user=self.asing, pk=row.pk),
        ):
            with self.assertRaises(Http404):
                call()
        row.refresh_from_db()
        self.assertEqual(self.numbers(), [(1, "Cascading belum lengkap")])

    def test_who_drafted_the_tree_does_not_report_on_it(self) -> None:
        Keanggotaan.objects.create(
            pengguna=self.perencana_a, instansi=self.instansi, peran="evaluator"
        )
        forget(self.perencana_a)
        with self.assertRaisesMessage(PermissionDenied, "ikut menyusun"):
            actions.add_finding(
                user=self.perencana_a, pohon_id=self.pohon.pk, data={"kondisi": "x"}
            )

    def test_of_a_tree_with_a_team_only_the_team_writes(self) -> None:
        Penugasan.objects.create(
            pohon=self.pohon, evaluator=self.pimpinan, ketua=True, ditugaskan_oleh=self.admin
        )
        with self.assertRaisesMessage(PermissionDenied, "tidak termasuk tim"):
            self.add()
        actions.add_finding(user=self.pimpinan, pohon_id=self.pohon.pk, data={"kondisi": "x"})

    def test_a_locked_period_takes_nothing(self) -> None:
        row = self.add()
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            self.change(row, kondisi="x")
        client = self.client_for(self.evaluator)
        page = client.get(reverse("evaluasi:laporan", args=[self.pohon.pk]))
        self.assertNotContains(page, "Tambah temuan")

    def test_a_tree_never_submitted_has_no_report(self) -> None:
        draft = self.make_pohon(unit=self.unit_b, pernyataan="Mutu sekolah naik")
        with self.assertRaisesMessage(ValidationError, "belum pernah diajukan"):
            actions.add_finding(user=self.evaluator, pohon_id=draft.pk, data={"kondisi": "x"})

    def test_sent_twice_it_is_there_once(self) -> None:
        self.assertEqual(self.add().pk, self.add().pk)
        client = self.client_for(self.evaluator)
        url = reverse("evaluasi:tambah_temuan_evaluasi", args=[self.pohon.pk])
        for _ in range(2):
            self.assertEqual(client.post(url, {"kondisi": "Baris baru\nkedua"}).status_code, 302)
        self.assertEqual(len(self.numbers()), 2)

    def test_what_another_evaluator_changed_is_shown_and_not_overwritten(self) -> None:
        row = self.add()
        client = self.client_for(self.evaluator)
        url = reverse("evaluasi:ubah_temuan_evaluasi", args=[row.pk])
        seen = client.get(url).context["form"]["seen"].value()
        self.change(row, user=self.pimpinan, kondisi="Menurut pimpinan")
        answer = client.post(url, {"kondisi": "Menurut evaluator", "seen": seen})
        self.assertContains(answer, "sudah diubah orang lain")
        self.assertContains(answer, "Menurut pimpinan")
        self.assertContains(answer, "Menurut evaluator")
        self.assertEqual(self.numbers(), [(1, "Menurut pimpinan")])
        again = answer.context["form"]["seen"].value()
        self.assertEqual(client.post(url, {"kondisi": "Bersama", "seen": again}).status_code, 302)
        self.assertEqual(self.numbers(), [(1, "Bersama")])

    def test_numbers_close_up_when_one_goes_and_two_change_places(self) -> None:
        rows = [self.add(f"Temuan {letter}") for letter in "abcd"]
        actions.delete_finding(user=self.evaluator, pk=rows[1].pk)
        self.assertEqual(self.numbers(), [(1, "Temuan a"), (2, "Temuan c"), (3, "Temuan d")])
        actions.move_finding(user=self.evaluator, pk=rows[3].pk, arah="naik")
        self.assertEqual(self.numbers(), [(1, "Temuan a"), (2, "Temuan d"), (3, "Temuan c")])
        actions.move_finding(user=self.evaluator, pk=rows[0].pk, arah="naik")  # already first
        self.assertEqual(self.numbers()[0], (1, "Temuan a"))
        with self.assertRaises(ValidationError):
            actions.move_finding(user=self.evaluator, pk=rows[0].pk, arah="samping")
        self.assertEqual(self.add("Temuan e").nomor, 4)

    def test_bad_input_is_said_in_a_sentence_and_nothing_is_kept(self) -> None:
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        for data, sentence in (
            ({"kondisi": "  "}, "Kondisi belum diisi."),
            ({"kondisi": "x", "batas": yesterday}, "Batas waktu paling awal hari ini"),
            ({"kondisi": "x", "simpul": 999999}, "Pilih simpul dari versi yang dinilai."),
            ({"kondisi": "x" * 3001}, "3000"),
        ):
            with self.subTest(sentence), self.assertRaises(ValidationError) as caught:
                actions.add_finding(user=self.evaluator, pohon_id=self.pohon.pk, data=data)
            self.assertIn(sentence, " ".join(caught.exception.messages))
        self.assertEqual(self.numbers(), [])
        client = self.client_for(self.evaluator)
        url = reverse("evaluasi:tambah_temuan_evaluasi", args=[self.pohon.pk])
        answer = client.post(url, {"kondisi": "", "sebab": "Sudah diketik"})
        self.assertContains(answer, "Kondisi belum diisi.")
        self.assertContains(answer, "Sudah diketik")

    def test_a_due_day_that_passed_does_not_keep_the_text_from_being_mended(self) -> None:
        row = self.add(batas=timezone.localdate())
        late = timezone.localdate() - datetime.timedelta(days=9)
        TemuanEvaluasi.objects.filter(pk=row.pk).update(batas=late)
        row.refresh_from_db()
        self.change(row, kondisi="Diperbaiki", batas=late)
        self.assertEqual(self.numbers(), [(1, "Diperbaiki")])

    def test_an_answered_finding_is_not_deleted(self) -> None:
        row = self.add()
        TemuanEvaluasi.objects.update(tindak_lanjut="Sudah", status="dijawab")
        with self.assertRaisesMessage(ValidationError, "sudah ditindaklanjuti"):
            actions.delete_finding(user=self.evaluator, pk=row.pk)
        page = self.client_for(self.evaluator).get(
            reverse("evaluasi:hapus_temuan_evaluasi", args=[row.pk])
        )
        self.assertNotContains(page, "btn-danger")

    def test_typical_sentences_fill_what_is_empty_and_keep_what_was_typed(self) -> None:
        client = self.client_for(self.evaluator)
        url = reverse("evaluasi:tambah_temuan_evaluasi", args=[self.pohon.pk])
        answer = client.post(
            url, {"kondisi": "Camat belum mengampu", "sebab": "Jabatan baru", "pola": "H"}
        )
        form = answer.context["form"]
        self.assertEqual(form["kondisi"].value(), "Camat belum mengampu")
        self.assertEqual(form["sebab"].value(), "Jabatan baru")
        self.assertEqual(form["akibat"].value(), POLA["H"].akibat)
        self.assertEqual(self.numbers(), [])
        self.assertEqual({letter for letter, _ in letters()}, set(KELOMPOK))


class TestUnduh(Laporan):
    def setUp(self) -> None:
        self.long = " ".join(f"kata{n}" for n in range(380))  # nearly 3,000 letters
        self.add(self.long, akibat=self.long, rekomendasi="Lengkapi cascading", aturan="H-01")
        self.add("Renja belum selaras", simpul=self.versi.isi["simpul"][0]["id"])
        PenilaianPohon.objects.create(versi=self.versi, oleh=self.evaluator, nilai="78.5")

    def get(self, ext: str, user: Any = None):
        url = reverse("evaluasi:unduh_laporan", args=[self.pohon.pk, ext])
        return self.client_for(user or self.pembaca_a).get(url)

    def pdf(self) -> str:
        pages = PdfReader(io.BytesIO(self.get("pdf").content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    def test_pdf_and_word_carry_the_letterhead_results_and_every_word(self) -> None:
        organisasi_actions.set_logo(user=self.admin, instansi=self.instansi, isi=picture())
        document = Document(io.BytesIO(self.get("docx").content))
        words = " ".join(t.text or "" for t in document.element.body.iter(qn("w:t")))
        words = " ".join(words.split())
        self.assertEqual(len(document.inline_shapes), 1)
        for text in (self.pdf(), words):
            for said in (
                "PEMERINTAH KOTA CONTOH",
                "LAPORAN HASIL EVALUASI POHON KINERJA",
                "DINAS PERHUBUNGAN",
                "78,5",
                "A. Ringkasan",
                "B. Temuan dan Rekomendasi",
                "C. Tindak Lanjut",
                "Lengkapi cascading",
                "Kemacetan berkurang",
                "Ketua Tim Evaluasi,",
            ):
                self.assertIn(said, text)
            for n in range(380):
                self.assertEqual(text.count(f"kata{n} "), 2, n)
            self.assertNotIn("sesuai lampiran", text.lower())

    def test_the_score_stands_beside_the_evaluators_rating_where_there_is_one(self) -> None:
        page = self.client_for(self.pembaca_a).get(
            reverse("evaluasi:laporan", args=[self.pohon.pk])
        )
        self.assertContains(page, "belum dihitung")
        SkorVersi.objects.create(versi=self.versi, total="66.25", bagian={})
        page = self.client_for(self.pembaca_a).get(
            reverse("evaluasi:laporan", args=[self.pohon.pk])
        )
        self.assertContains(page, "66,25")

    def test_word_has_no_column_without_width(self) -> None:
        document = Document(io.BytesIO(self.get("docx").content))
        for table in document.tables:
            self.assertNotIn(0, [column.width for column in table.columns])

    def test_the_rating_stays_when_the_tree_is_approved(self) -> None:
        approved = set_status(user=self.pimpinan, pohon_id=self.pohon.pk, status="disetujui")
        freeze_version(user=self.pimpinan, pohon=approved)
        page = self.client_for(self.pembaca_a).get(
            reverse("evaluasi:laporan", args=[self.pohon.pk])
        )
        self.assertContains(page, "78,5")

    def test_excel_shows_the_longest_text_whole(self) -> None:
        book = load_workbook(io.BytesIO(self.get("xlsx").content))
        self.assertEqual(book.sheetnames, ["Temuan", "Tindak lanjut"])
        sheet = book["Temuan"]
        rows = {
            row[4].value: row[4] for row in sheet.iter_rows(min_row=6) if row[3].value == "Kondisi"
        }
        cell = rows[self.long]
        height = sheet.row_dimensions[cell.row or 0].height
        width = sheet.column_dimensions["E"].width
        lines = -(-len(self.long) // width)
        self.assertLessEqual((lines - 1) * 13.5, height)
        self.assertLess(height, 409)
        short = [c.value for row in book["Tindak lanjut"].iter_rows() for c in row if c.value]
        self.assertTrue(any("lengkap di lembar Temuan" in str(text) for text in short))

    def test_others_do_not_find_it(self) -> None:
        self.assertEqual(self.get("pdf", self.asing).status_code, 404)
        self.assertEqual(self.get("exe").status_code, 404)

    def test_the_report_of_a_unit_is_a_job_with_a_part_for_each_tree(self) -> None:
        other = self.make_pohon(unit=self.unit_b, pernyataan="Mutu sekolah naik")
        freeze_version(user=self.admin, pohon=other)
        url = reverse("evaluasi:unduh_laporan_semua", args=["docx"])
        client = self.client_for(self.pembaca_a)
        client.get(f"{url}?tahun=2026")
        whole = self.words_of_job()
        self.assertIn("Mutu sekolah naik", whole)
        Tugas.objects.all().delete()
        client.get(f"{url}?tahun=2026&unit={self.unit_a.pk}")
        self.assertNotIn("Mutu sekolah naik", self.words_of_job())

    def words_of_job(self) -> str:
        tugas = Tugas.objects.get()
        self.assertEqual(tugas.status, Tugas.Status.SELESAI, tugas.galat)
        document = Document(io.BytesIO(bytes(BerkasTugas.objects.get(tugas=tugas).isi)))
        return " ".join(t.text or "" for t in document.element.body.iter(qn("w:t")))

    def test_the_page_asks_the_same_however_many_findings_there_are(self) -> None:
        client = self.client_for(self.evaluator)
        url = reverse("evaluasi:laporan", args=[self.pohon.pk])
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        for number in range(12):
            self.add(f"Temuan tambahan {number}")
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        self.assertEqual(len(few), len(many))

    def test_a_deleted_node_is_named_as_gone(self) -> None:
        TemuanEvaluasi.objects.filter(nomor=2).update(simpul=987654)
        page = self.client_for(self.pembaca_a).get(
            reverse("evaluasi:laporan", args=[self.pohon.pk])
        )
        self.assertContains(page, "Simpul nomor 987654 (sudah dihapus)")


class TestUnitLain(Laporan):
    def test_an_evaluator_of_another_unit_reads_and_does_not_write(self) -> None:
        other = make_user("evaluator_b", "evaluator", self.instansi, self.unit_b)
        client = self.client_for(other)
        page = client.get(reverse("evaluasi:laporan", args=[self.pohon.pk]))
        self.assertNotContains(page, "Tambah temuan")
        url = reverse("evaluasi:tambah_temuan_evaluasi", args=[self.pohon.pk])
        self.assertEqual(client.post(url, {"kondisi": "x"}).status_code, 403)
