"""A branch copied to the documents of other units: what it would do, what it does, the job."""

from __future__ import annotations

import datetime
import io
from typing import Any
from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lib import tree
from organisasi import tugas as jobs
from organisasi.models import Periode, Tugas, Unit
from perencanaan import actions
from perencanaan.actions import BarisNomenklatur
from perencanaan.actions import cabang as module
from perencanaan.actions.cabang import read_branch
from perencanaan.models import Dokumen, Komponen, Pagu
from perencanaan.salin.cabang import Opsi, Pengganti, Rencana, default_pairs, plan_all
from tests.base import make_unit
from tests.perencanaan.test_salin_dokumen import Salinan

SUPPORT = [
    ("X.XX", "URUSAN PEMERINTAHAN PADA SETIAP OPD"),
    ("X.XX.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH"),
    ("X.XX.01.2.06", "Administrasi Umum Perangkat Daerah"),
]


class Cabang(Salinan):
    """The cast with a supporting program in the Renstra of Dishub, and a third unit without a Renstra."""

    program: Komponen
    unit_c: Unit

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        actions.simpan_nomenklatur(
            versi=cls.versi, rows=[BarisNomenklatur("kabkota", k, n, satuan="") for k, n in SUPPORT]
        )
        tujuan = cls.make_komponen("tujuan", "Tata kelola Dinas Perhubungan membaik")
        sasaran = cls.make_komponen("sasaran", "Layanan DISHUB baik", tujuan)
        cls.program = cls.make_komponen(
            "program",
            "-",
            sasaran,
            nomenklatur=cls.nomenklatur("X.XX.01"),
            sasaran="Kinerja dinas perhubungan meningkat",
            penanggung_jawab=cls.unit_a1,
        )
        keg = cls.make_komponen(
            "kegiatan", "-", cls.program, nomenklatur=cls.nomenklatur("X.XX.01.2.06")
        )
        cls.pagu(keg, {"APBD": {2026: 9}})
        cls.program.refresh_from_db()
        cls.unit_c = make_unit(
            cls.instansi, "Dinas PUPR", singkatan="PUPR", bidang_urusan="1.03, 1.04"
        )
        assert cls.renstra.unit is not None
        cls.opsi = Opsi(tuple(default_pairs(cls.renstra.unit)))

    def copy(self, tujuan: str = "", **data: Any) -> Rencana:
        """Copy the program to a target, the Renstra of Disdik by default."""
        data = {
            "user": self.admin,
            "komponen": self.program.pk,
            "tujuan": tujuan or f"d{self.renstra_b.pk}",
            "opsi": self.opsi,
            **data,
        }
        return actions.copy_branch(**data)

    def rows(self, dokumen: Dokumen | None = None) -> list[tuple[str, str, str]]:
        """Return kind, code and name of the komponen of a document (the Renstra of Disdik)."""
        rows = Komponen.objects.filter(dokumen=dokumen or self.renstra_b).order_by("lft")
        return list(rows.values_list("jenis", "kode", "nama"))


class TestPengganti(Cabang):
    def words(self, *pairs: tuple[str, str]) -> Pengganti:
        return Pengganti(pairs, self.unit_b)

    def test_it_takes_whole_words_whatever_their_case_and_keeps_capitals(self) -> None:
        words = self.words(*self.opsi.ganti)
        self.assertEqual(words("Layanan dinas  perhubungan"), "Layanan Dinas Pendidikan")
        self.assertEqual(words("LAYANAN DINAS PERHUBUNGAN"), "LAYANAN DINAS PENDIDIKAN")
        self.assertEqual(words("Dishub dan Dishubkominfo"), "Disdik dan Dishubkominfo")

    def test_it_replaces_nothing_twice(self) -> None:
        self.assertEqual(self.words(("a", "b"), ("b", "a"))("a b"), "b a")

    def test_the_longest_words_count_first(self) -> None:
        words = self.words(("Dinas", "Badan"), ("Dinas Perhubungan", "{unit}"))
        self.assertEqual(words("Dinas Perhubungan dan Dinas"), "Dinas Pendidikan dan Badan")

    def test_a_text_may_carry_the_mark_itself(self) -> None:
        self.assertEqual(
            self.words()("Layanan {unit} ({singkatan})"), "Layanan Dinas Pendidikan (Disdik)"
        )


class TestCopyBranch(Cabang):
    def test_it_copies_the_branch_under_the_same_uppers_in_the_words_of_the_unit(self) -> None:
        self.copy()
        self.assertEqual(
            self.rows(),
            [
                ("tujuan", "", "Tata kelola Dinas Pendidikan membaik"),
                ("sasaran", "", "Layanan DISDIK baik"),
                ("program", "1.01.01", SUPPORT[1][1]),
                ("kegiatan", "1.01.01.2.06", SUPPORT[2][1]),
            ],
        )
        program = Komponen.objects.get(dokumen=self.renstra_b, jenis="program")
        self.assertEqual(program.sasaran, "Kinerja Dinas Pendidikan meningkat")
        self.assertEqual(program.penanggung_jawab, self.unit_b)
        self.assertEqual(program.nomenklatur, self.nomenklatur("X.XX.01"))
        self.assertEqual(program.salinan_nomenklatur["kode"], "X.XX.01")
        self.assertFalse(Pagu.objects.filter(komponen__dokumen=self.renstra_b).exists())
        self.assertEqual(tree.check(Komponen), [])

    def test_twice_makes_nothing_new(self) -> None:
        self.assertEqual(len(self.copy().baru), 4)
        before = self.rows()
        plan = self.copy()
        self.assertEqual((plan.baru, self.rows()), ([], before))

    def test_pagu_come_along_when_asked_and_only_once(self) -> None:
        opsi = Opsi(self.opsi.ganti, pagu=True)
        self.copy(opsi=opsi)
        self.copy(opsi=opsi)
        self.assertEqual(self.amounts(self.renstra_b), {(2026, "APBD"): 9})

    def test_what_is_there_stays_as_it_is(self) -> None:
        tujuan = self.make_komponen(
            "tujuan", "TATA  kelola dinas pendidikan membaik", dokumen=self.renstra_b
        )
        self.assertEqual(len(self.copy().baru), 3)
        tujuan.refresh_from_db()
        self.assertEqual(tujuan.nama, "TATA kelola dinas pendidikan membaik")
        self.assertEqual(Komponen.objects.filter(dokumen=self.renstra_b, jenis="tujuan").count(), 1)

    def test_a_program_that_stands_elsewhere_is_not_made_twice(self) -> None:
        tujuan = self.make_komponen("tujuan", "Tujuan lain", dokumen=self.renstra_b)
        sasaran = self.make_komponen("sasaran", "Sasaran lain", tujuan, dokumen=self.renstra_b)
        program = self.make_komponen(
            "program", "Penunjang", sasaran, dokumen=self.renstra_b, kode="1.01.01"
        )
        self.copy()
        self.assertEqual(Komponen.objects.filter(dokumen=self.renstra_b, jenis="tujuan").count(), 1)
        keg = Komponen.objects.get(dokumen=self.renstra_b, jenis="kegiatan")
        self.assertEqual((keg.induk_id, keg.kode), (program.pk, "1.01.01.2.06"))

    def test_a_branch_below_an_old_one_is_added_to_it(self) -> None:
        self.copy()
        self.make_komponen("kegiatan", "Kegiatan susulan", self.program)
        self.assertEqual([row.salinan.nama for row in self.copy().baru], ["Kegiatan susulan"])

    def test_a_unit_of_several_bidang_takes_the_first_and_is_told(self) -> None:
        renstra = self.make_dokumen(unit=self.unit_c, nama="Renstra PUPR")
        plan = self.copy(f"d{renstra.pk}")
        self.assertIn(("program", "1.03.01", SUPPORT[1][1]), self.rows(renstra))
        self.assertEqual(plan.catatan, ["Kode memakai bidang urusan pertama dari 1.03 dan 1.04."])

    def test_a_unit_without_bidang_keeps_the_general_code_and_is_told(self) -> None:
        Unit.objects.filter(pk=self.unit_b.pk).update(bidang_urusan="")
        plan = self.copy()
        self.assertIn(("program", "X.XX.01", SUPPORT[1][1]), self.rows())
        self.assertIn("belum punya bidang urusan", plan.catatan[0])

    def test_codes_of_other_programs_stay_and_that_is_told(self) -> None:
        upper = Komponen.objects.get(pk=self.program.induk_id)
        own = self.make_komponen("program", "-", upper, nomenklatur=self.nomenklatur("2.15.02"))
        plan = self.copy(komponen=own.pk)
        self.assertEqual(self.rows()[-1][1], "2.15.02")
        self.assertEqual(plan.catatan, ["Kode bidang urusan 2.15 disalin apa adanya."])

    def test_it_makes_the_renstra_of_a_unit_that_has_none(self) -> None:
        plan = self.copy(f"u{self.unit_c.pk}")
        self.assertEqual(plan.dokumen.nama, "Renstra PUPR 2025–2029")
        self.assertEqual(len(self.rows(plan.dokumen)), 4)
        again = self.copy(f"u{self.unit_c.pk}")
        self.assertEqual((again.dokumen, again.baru), (plan.dokumen, []))

    def test_it_refuses_to_hang_anything_below_an_amount(self) -> None:
        self.copy()
        keg = Komponen.objects.get(dokumen=self.renstra_b, jenis="kegiatan")
        self.pagu(keg, {"APBD": {2026: 1}})
        source = Komponen.objects.get(dokumen=self.renstra, kode="2.15.01.2.06")
        Pagu.objects.filter(komponen=source).delete()
        self.make_komponen("subkegiatan", "Sub baru", source)
        with self.assertRaisesMessage(ValidationError, "sudah berpagu"):
            self.copy()

    def test_it_refuses_established_locked_and_other_documents(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Pilih dokumen unit lain"):
            self.copy(f"d{self.renstra.pk}")
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        with self.assertRaisesMessage(ValidationError, "dokumen sejenis"):
            self.copy(f"d{rpjmd.pk}")
        self.copy()
        actions.establish(
            user=self.admin,
            dokumen=self.renstra_b.pk,
            tanggal=datetime.date(2025, 9, 1),
            dasar="Perwal",
        )
        with self.assertRaisesMessage(ValidationError, "sudah ditetapkan"):
            self.copy()
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(ValidationError, "terkunci"):
            self.copy(f"u{self.unit_c.pk}")
        self.assertFalse(Dokumen.objects.filter(unit=self.unit_c).exists())

    def test_it_refuses_who_may_not_write_the_target(self) -> None:
        for user in (self.perencana_a, self.evaluator):
            with self.subTest(user=user), self.assertRaises(PermissionDenied):
                self.copy(user=user)
        with self.assertRaises(Komponen.DoesNotExist):
            self.copy(user=self.asing)
        self.copy(user=self.perencana_b)  # takes a branch of another unit into the own document

    def test_a_text_that_grows_too_long_is_refused_and_nothing_is_made(self) -> None:
        opsi = Opsi((("Layanan", "x" * 999),))
        with self.assertRaises(ValidationError):
            self.copy(opsi=opsi)
        self.assertEqual(self.rows(), [])

    def test_the_preview_asks_the_same_queries_for_many_documents(self) -> None:
        branch = read_branch(self.admin, self.program.pk)
        one = [self.renstra_b]
        with CaptureQueriesContext(connection) as before:
            plan_all(branch, one, self.opsi)
        many = [*one]
        for number in range(5):
            unit = make_unit(self.instansi, f"Dinas {number}")
            many.append(self.make_dokumen(unit=unit, nama=f"Renstra {number}"))
        branch = read_branch(self.admin, self.program.pk)
        with CaptureQueriesContext(connection) as after:
            plan_all(branch, many, self.opsi)
        self.assertEqual(len(after), len(before))


class TestSalinCabang(Cabang):
    """The page and its job."""

    def post(self, **data: Any) -> Any:
        url = reverse("perencanaan:salin_cabang", args=[self.program.pk])
        data = {
            "tujuan": [f"d{self.renstra_b.pk}", f"u{self.unit_c.pk}"],
            "dari_0": "Dinas Perhubungan",
            "jadi_0": "{unit}",
            "dari_1": "Dishub",
            "jadi_1": "{singkatan}",
            **data,
        }
        return self.client_for(self.admin).post(url, data)

    def results(self) -> list[list[Any]]:
        """Return unit, document, result, new and there of the newest job's file."""
        job = Tugas.objects.latest("dibuat")
        sheet = load_workbook(io.BytesIO(bytes(job.berkas.isi)))["Hasil"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        return [row[1:6] for row in rows if isinstance(row[0], int)]

    def test_the_page_offers_documents_and_units_without_one_and_the_usual_words(self) -> None:
        url = reverse("perencanaan:salin_cabang", args=[self.program.pk])
        answer = self.client_for(self.admin).get(url)
        self.assertContains(answer, "Dinas Pendidikan: Renstra Disdik")
        self.assertContains(answer, "Dinas PUPR: buatkan Renstra baru")
        self.assertContains(answer, 'value="Dinas Perhubungan"')
        self.assertNotContains(answer, f'value="d{self.renstra.pk}"')

    def test_the_preview_shows_counts_and_an_example_and_saves_nothing(self) -> None:
        answer = self.post(pratinjau="1")
        self.assertContains(answer, "Tata kelola Dinas Pendidikan membaik")
        self.assertContains(answer, "Salin 8 komponen")
        self.assertEqual(self.rows(), [])
        self.assertFalse(Dokumen.objects.filter(unit=self.unit_c).exists())

    def test_the_job_copies_and_tells_for_each_unit(self) -> None:
        answer = self.post(salin="1")
        self.assertEqual(answer.status_code, 302)
        self.assertEqual(Tugas.objects.latest("dibuat").status, Tugas.Status.SELESAI)
        self.assertEqual(
            self.results(),
            [
                ["Dinas Pendidikan", "Renstra Disdik", "Disalin", 4, 0],
                ["Dinas PUPR", "Renstra PUPR 2025–2029", "Disalin", 4, 0],
            ],
        )

    def test_a_second_job_makes_nothing_and_says_so(self) -> None:
        self.post(salin="1")
        self.post(salin="1", tujuan=[f"d{self.renstra_b.pk}"])
        self.assertEqual(
            self.results(), [["Dinas Pendidikan", "Renstra Disdik", "Sudah lengkap", 0, 2]]
        )

    def test_a_refused_unit_stops_no_other(self) -> None:
        self.copy()
        actions.establish(
            user=self.admin,
            dokumen=self.renstra_b.pk,
            tanggal=datetime.date(2025, 9, 1),
            dasar="Perwal",
        )
        self.post(salin="1")
        self.assertEqual([row[2] for row in self.results()], ["Ditolak", "Disalin"])

    def test_cancelled_it_stops_and_a_retry_does_the_rest_only(self) -> None:
        calls: list[str] = []
        real = module.copy_branch

        def noted(**data: Any) -> Rencana:
            calls.append(data["tujuan"])
            return real(**data)

        original = jobs.Kemajuan.report

        def report(job: jobs.Kemajuan, percent: float, pesan: str = "") -> None:
            if len(calls) == 1:
                jobs.cancel(Tugas.objects.get(pk=job.id))
            original(job, percent, pesan)

        with (
            mock.patch.object(module, "copy_branch", noted),
            mock.patch.object(jobs.Kemajuan, "report", report),
        ):
            self.post(salin="1")
        job = Tugas.objects.latest("dibuat")
        self.assertEqual(job.status, Tugas.Status.BATAL)
        self.assertEqual(len(self.rows()), 4)
        self.assertFalse(Dokumen.objects.filter(unit=self.unit_c).exists())
        jobs.repeat(job)
        job.refresh_from_db()
        self.assertEqual(job.status, Tugas.Status.SELESAI)
        self.assertEqual([row[2] for row in self.results()], ["Sudah", "Disalin"])
        self.assertEqual(len(self.rows()), 4)

    def test_it_refuses_without_a_target_and_a_replacement_of_nothing(self) -> None:
        self.assertContains(self.post(pratinjau="1", tujuan=[]), "Pilih sedikitnya satu")
        answer = self.post(pratinjau="1", dari_2="", jadi_2="Badan")
        self.assertContains(answer, "Isi kata yang diganti.")

    def test_a_branch_of_an_rpjmd_has_no_other_units(self) -> None:
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        tujuan = self.make_komponen("tujuan", "Kota lancar", dokumen=rpjmd)
        url = reverse("perencanaan:salin_cabang", args=[tujuan.pk])
        self.assertContains(
            self.client_for(self.admin).get(url), "Cabang disalin dari Renstra atau Renja"
        )
