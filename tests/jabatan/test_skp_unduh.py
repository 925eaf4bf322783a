"""An SKP on paper, in Word and in Excel, in both forms, and those of a unit in one ZIP."""

import io
import zipfile

from django.core.exceptions import ValidationError
from django.test import override_settings
from django.urls import reverse
from docx import Document
from docx.enum.section import WD_ORIENT

from jabatan import actions
from jabatan.exporters.sekaligus import Permintaan
from jabatan.exporters.skp import result_table, tables
from jabatan.exporters.skp_massal import SKP, asked_for
from jabatan.skp.susun import read_skp
from organisasi.models import BerkasTugas, Tugas
from tests.jabatan.dasar import TAHUN, pdf_text, sheets
from tests.jabatan.dasar_skp import DasarSkp


class TestForms(DasarSkp):
    def heads(self, jabatan):
        isi = read_skp(self.make(jabatan)).isi
        return [kolom.judul for kolom in result_table(isi).kolom]

    def test_a_jpt_has_perspektif_and_no_superior(self):
        self.assertEqual(
            self.heads("kadis"),
            ["No", "Rencana Hasil Kerja", "Indikator Kinerja Individu", "Target", "Perspektif"],
        )

    def test_others_have_six_columns_with_a_row_for_each_aspect(self):
        self.step()
        heads = self.heads("staf")
        self.assertEqual(len(heads), 6)
        self.assertEqual(heads[1], "Rencana Hasil Kerja Pimpinan yang Diintervensi")
        isi = read_skp(actions_skp(self)).isi
        rows = [row.sel[3:] for row in result_table(isi).baris if len(row.sel) == 6]
        self.assertIn(("Kuantitas", "Jumlah proposal", "1 proposal"), rows)
        self.assertIn(("Waktu", "Waktu penyelesaian proposal", "8 jam"), rows)

    def test_the_person_signs_at_the_left_and_who_rates_at_the_right(self):
        left, right = tables(read_skp(self.signed_skp()).isi)[2].tanda_tangan
        self.assertEqual((left.atas[-1], left.nama), ("Pegawai yang Dinilai,", "Pejabat 3, S.T."))
        self.assertEqual(right.atas, ["Kota Contoh, 12 Januari 2026", "Pejabat Penilai Kinerja,"])


def actions_skp(case):
    return case.again(case.jabatan["staf"].daftar_pejabat.get().daftar_skp.get())


class TestFiles(DasarSkp):
    def get(self, skp, ext, query=""):
        path = reverse("jabatan:unduh_skp", args=[skp.pk, ext])
        return self.client_for(self.pembaca_a).get(path + query)

    def test_paper_has_all_blocks_and_a_draft_says_so(self):
        skp = self.dated(self.make())
        actions.save_lampiran(
            user=self.admin, skp=skp, versi=skp.versi, daftar={"konsekuensi": ["Dasar penilaian"]}
        )
        text = pdf_text(self.get(skp, "pdf").content)
        for words in (
            "SASARAN KINERJA PEGAWAI",
            "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
            "PERIODE PENILAIAN: 1 JANUARI 2026 SAMPAI 31 DESEMBER 2026",
            "A. Utama",
            "B. Tambahan",
            "PERILAKU KERJA",
            "Berorientasi pelayanan",
            "Skema pertanggungjawaban",
            "Dasar penilaian",
            "DRAF",
        ):
            self.assertIn(words, text)
        signed = actions.tetapkan_skp(user=self.admin, skp=skp, versi=self.again(skp).versi)
        self.assertNotIn("DRAF", pdf_text(self.get(signed, "pdf", "?kertas=F4").content))

    def test_excel_has_a_sheet_for_each_part(self):
        book = sheets(self.get(self.make("kadis"), "xlsx").content)
        self.assertEqual(book.sheetnames, ["Pegawai", "Hasil kerja", "Perilaku kerja", "Lampiran"])

    def test_word_lies_on_its_side(self):
        document = Document(io.BytesIO(self.get(self.make(), "docx").content))
        section = document.sections[0]
        self.assertEqual(section.orientation, WD_ORIENT.LANDSCAPE)
        self.assertGreaterEqual(len(document.tables), 4)

    def test_no_other_form_and_no_other_instansi(self):
        skp = self.make()
        self.assertEqual(self.get(skp, "txt").status_code, 404)
        path = reverse("jabatan:unduh_skp", args=[skp.pk, "pdf"])
        self.assertEqual(self.client_for(self.asing).get(path).status_code, 404)


class TestBundle(DasarSkp):
    def post(self, **data):
        fields = {"tahun": TAHUN, "bentuk": "docx", "kertas": "A4", **data}
        with self.captureOnCommitCallbacks(execute=True), override_settings(TUGAS_SYNC=True):
            return self.client_for(self.pembaca_a).post(reverse("jabatan:unduh_semua_skp"), fields)

    def test_a_unit_gets_a_zip_with_a_file_for_each_person(self):
        self.make("kasi")
        self.make("staf")
        self.make("kadis")
        self.post(unit=self.unit_a1.pk)
        tugas = Tugas.objects.get()
        self.assertEqual(tugas.status, Tugas.Status.SELESAI, tugas.pesan)
        names = zipfile.ZipFile(io.BytesIO(bytes(BerkasTugas.objects.get().isi))).namelist()
        self.assertEqual(
            names, ["001-SKP-Pejabat-3-S.T.-2026.docx", "002-SKP-Pejabat-4-S.T.-2026.docx"]
        )

    def test_nothing_and_too_much_are_refused(self):
        self.assertContains(self.post(), "Belum ada SKP yang cocok")
        with self.assertRaisesMessage(ValidationError, "paling banyak 1000"):
            SKP.check_count(1001)

    def test_drafts_are_left_out_where_asked_and_others_see_none(self):
        self.make("kasi")
        signed = self.signed_skp("staf")
        minta = Permintaan(self.instansi.pk, TAHUN, None, ditetapkan=True)
        self.assertEqual(asked_for(self.pembaca_a, minta), [signed])
        self.assertEqual(asked_for(self.asing, minta), [])
