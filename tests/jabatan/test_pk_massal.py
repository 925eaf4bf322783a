"""The PK of a whole unit: all letters in one file, all drafts signed with numbers."""

import io
import threading
import zipfile
from unittest.mock import patch

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import TransactionTestCase
from django.urls import reverse
from pypdf import PdfReader

from jabatan import actions
from jabatan.actions.pk_massal import DataSurat, check_pola
from jabatan.exporters import Permintaan, newest
from jabatan.models import Jabatan, PerjanjianKinerja
from lib import tree
from organisasi.models import Tugas
from pohon.models import Target
from tests.base import fill
from tests.jabatan.dasar import TAHUN, TANGGAL, Pembagian, pdf_text, sheets

DATA = DataSurat("Kota Contoh", TANGGAL, "000/{nomor}/PK/{tahun}")


class Massal(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    def drafts(self):
        actions.draft_pk_of_unit(user=self.admin, unit=self.unit_a, tahun=TAHUN)

    def sign(self, user=None, unit=None, data=DATA):
        return actions.tetapkan_semua(
            user=user or self.perencana_a,
            instansi=self.instansi,
            unit=unit or self.unit_a,
            tahun=TAHUN,
            data=data,
        )


class TestDownload(Massal):
    def ask(self, user=None, **data):
        url = reverse("jabatan:unduh_semua_pk")
        form = {"tahun": "2026", "unit": "", "bentuk": "pdf", "kertas": "A4", **data}
        page = self.client_for(user or self.pembaca_a).post(url, form, follow=True)
        tugas = Tugas.objects.order_by("-dibuat").first()
        return page, tugas

    def file(self, user=None, **data):
        page, tugas = self.ask(user, **data)
        self.assertEqual(tugas.status, "selesai", tugas.galat)
        answer = self.client_for(user or self.pembaca_a).get(
            reverse("organisasi:unduh_tugas", args=[tugas.pk])
        )
        return answer.content, tugas

    def test_letters_come_as_a_zip_with_all_of_them_joined(self):
        self.drafts()
        content, tugas = self.file(unit=self.unit_a.pk)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            joined = archive.read(next(name for name in names if "Gabungan" in name))
            first = archive.read(names[0])
        self.assertEqual(len(names), 5)
        self.assertIn("Kepala-Dinas-Perhubungan", names[0])
        self.assertIn("Contoh", pdf_text(first))
        text = pdf_text(joined)
        self.assertEqual(len(PdfReader(io.BytesIO(joined)).pages), 8)
        for number in range(1, 5):
            self.assertIn(f"Pejabat {number}, S.T.", text)
        self.assertEqual(tugas.kemajuan, 100)

    def test_the_joined_pdf_comes_alone_and_word_as_a_zip(self):
        self.drafts()
        content, _ = self.file(bentuk="gabungan")
        self.assertEqual(len(PdfReader(io.BytesIO(content)).pages), 8)
        content, _ = self.file(bentuk="docx", kertas="F4")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
        self.assertEqual([name.rsplit(".", 1)[1] for name in names], ["docx"] * 4)

    def test_each_position_is_there_with_its_last_pk(self):
        old = self.signed("kasi")
        new = actions.revise_pk(user=self.admin, pk=old, alasan="mutasi")
        minta = Permintaan(self.instansi.pk, TAHUN)
        self.assertEqual(newest(self.admin, minta), [new])
        signed = Permintaan(self.instansi.pk, TAHUN, ditetapkan=True)
        self.assertEqual(newest(self.admin, signed), [old])
        self.assertEqual(newest(self.asing, minta), [])

    def test_nothing_to_download_is_told(self):
        page, tugas = self.ask()
        self.assertContains(page, "Belum ada perjanjian kinerja yang cocok")
        self.assertIsNone(tugas)

    def test_a_unit_of_elsewhere_is_no_choice(self):
        self.drafts()
        page, tugas = self.ask(unit=self.unit_asing.pk)
        self.assertContains(page, "Pilihan ini tidak tersedia")


class TestSignAll(Massal):
    def test_complete_drafts_are_signed_with_running_numbers_and_the_others_told(self):
        self.drafts()
        Target.objects.filter(indikator__simpul=self.simpul["prog"]).delete()
        found = {row.jabatan: row for row in self.sign()}
        left = found["Kepala Bidang Lalu Lintas"]
        self.assertFalse(left.is_ditetapkan)
        self.assertIn("belum ada target tahun 2026", left.alasan[0])
        numbers = sorted(row.nomor for row in found.values() if row.is_ditetapkan)
        self.assertEqual(numbers, [f"000/{n}/PK/2026" for n in (1, 2, 3)])
        draft = PerjanjianKinerja.objects.get(status="draf")
        self.assertEqual((draft.nomor, draft.tanggal), ("", None))
        signed = PerjanjianKinerja.objects.filter(status="ditetapkan").first()
        self.assertEqual(signed.isi["nomor"], signed.nomor)

    def test_done_again_it_goes_on_with_the_next_number(self):
        self.signed("kadis")
        PerjanjianKinerja.objects.update(nomor="000/41/PK/2026")
        self.drafts()
        self.assertEqual(
            [row.nomor for row in self.sign()], [f"000/{n}/PK/2026" for n in (42, 43, 44)]
        )
        self.assertEqual(self.sign(), [])

    def test_a_number_that_was_given_by_hand_stays(self):
        pk = self.draft("kasi")
        actions.change_pk(user=self.admin, pk=pk, data={"nomor": "800/7"})
        self.assertEqual([row.nomor for row in self.sign()], ["800/7"])

    def test_a_pattern_with_the_unit_counts_for_itself(self):
        self.drafts()
        self.sign(unit=self.unit_a1)
        data = DataSurat("Kota", TANGGAL, "{unit}/{nomor}")
        self.assertEqual([row.nomor for row in self.sign(data=data)], ["Dishub/1"])

    def test_patterns_nobody_can_read_are_refused(self):
        for pola in ("tanpa nomor", "{nomor}/{nomor}", "{nomor}/{bulan}", "{nomor", "{0}{nomor}"):
            with self.assertRaises(ValidationError, msg=pola):
                check_pola(pola)
        check_pola("")

    def test_only_who_may_edit_the_unit_signs(self):
        self.drafts()
        for user in (self.perencana_b, self.pembaca_a, self.evaluator, self.asing):
            with self.assertRaises(PermissionDenied):
                self.sign(user=user)
        self.assertFalse(PerjanjianKinerja.objects.exclude(status="draf").exists())

    def test_the_page_shows_what_became_of_each(self):
        self.drafts()
        url = reverse("jabatan:tetapkan_semua_pk")
        form = {"tahun": "2026", "unit": self.unit_a.pk, "tempat": "Kota", "pola": DATA.pola}
        client = self.client_for(self.perencana_a)
        page = client.post(url, {**form, "tanggal": "2026-01-05"})
        self.assertContains(page, "4 PK ditetapkan, 0 belum.")
        self.assertContains(page, "000/4/PK/2026")
        page = client.post(url, {**form, "tanggal": "2026-01-05"})
        self.assertContains(page, "Tidak ada draf PK tahun 2026")
        page = client.post(url, {**form, "tanggal": "2019-01-05", "pola": "x"})
        self.assertContains(page, "Isi tanggal pada tahun 2025 atau 2026")
        self.assertContains(page, "Tulis {nomor} satu kali")
        self.assertEqual(self.client_for(self.pembaca_a).get(url).status_code, 403)

    def test_many_drafts_become_a_job_with_a_report(self):
        self.drafts()
        patcher = patch("jabatan.views.pk_massal.AT_ONCE", 2)
        patcher.start()
        self.addCleanup(patcher.stop)
        url = reverse("jabatan:tetapkan_semua_pk")
        form = {"tahun": "2026", "unit": self.unit_a.pk, "tempat": "Kota", "tanggal": "2026-01-05"}
        self.client_for(self.perencana_a).post(url, form)
        tugas = Tugas.objects.get()
        self.assertEqual((tugas.jenis, tugas.status), ("pk_tetapkan", "selesai"), tugas.galat)
        book = sheets(bytes(tugas.berkas.isi))
        cells = [cell.value for row in book["Penetapan"].iter_rows() for cell in row]
        self.assertEqual(cells.count("Ditetapkan"), 4)


class TestConcurrency(TransactionTestCase):
    def test_two_who_sign_at_once_never_give_the_same_number(self):
        fill(self)
        for number in range(8):
            row = Jabatan(instansi=self.instansi, unit=self.unit_a, nama=f"J{number}", jenjang="jf")
            tree.insert(row, tree_id=self.instansi.pk, parent=None)
            PerjanjianKinerja.objects.create(jabatan=row, tahun=TAHUN)

        def sign(user, fresh, rencana=None):
            fresh.status, fresh.isi = "ditetapkan", {}
            fresh.save()
            return fresh

        def work():
            try:
                actions.tetapkan_semua(
                    user=self.admin, instansi=self.instansi, unit=None, tahun=TAHUN, data=DATA
                )
            finally:
                connection.close()

        with patch("jabatan.actions.pk_massal.sign", sign):
            threads = [threading.Thread(target=work) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        numbers = list(PerjanjianKinerja.objects.values_list("nomor", flat=True))
        self.assertEqual(sorted(numbers), sorted(f"000/{n}/PK/2026" for n in range(1, 9)))
