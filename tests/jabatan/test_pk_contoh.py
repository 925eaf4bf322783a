"""The PK of every kind of holder, composed from the examples: tables by holder (format of PK, lampiran)."""

import datetime
import io

from docx import Document
from docx.oxml.ns import qn

from jabatan.exporters import letter, letter_docx
from jabatan.models import Jabatan, PerjanjianKinerja
from jabatan.pk.susun import compose
from tests.cascading.memuat import LoadedTest
from tests.jabatan.dasar import pdf_text

BALANGAN, KABUPATEN, KOTA = "Kabupaten Balangan", "Kabupaten Contoh", "Kota Contoh"
KEMENTERIAN = "Kementerian Pendidikan (contoh)"
# (instansi, position, head of table A, head of table B, superior, words that stand in the letter)
HOLDERS = [
    (BALANGAN, "Camat Batumandi", "Sasaran Strategis", "Program", "Bupati Balangan",
     ("KECAMATAN BATUMANDI", "Meningkatnya Kualitas Pelayanan Publik", "Keterangan")),
    (BALANGAN, "Kepala Seksi Pemerintahan", "Sasaran Program/Kegiatan", "Kegiatan", "Camat Batumandi",
     ("KECAMATAN BATUMANDI", "Program: 7.01.05", "Program: 7.01.06")),
    (BALANGAN, "Staf Umum Seksi Pemerintahan", "Sasaran", "Subkegiatan", "Kepala Seksi Pemerintahan",
     ("Terfasilitasinya Administrasi Tata Pemerintahan Desa", "7.01.06.2.01.0002")),
    (KABUPATEN, "Bupati Contoh", "Sasaran Strategis", "Program", "",
     ("BUPATI CONTOH", "Berjanji akan mewujudkan", "Menurunnya Kemiskinan", "2.520.000.000")),
    (KABUPATEN, "Kepala Dinas Pendidikan", "Sasaran Strategis", "Program", "Bupati Contoh",
     ("DINAS PENDIDIKAN", "Meningkatnya Aksesibilitas Pendidikan", "Keterangan")),
    (KABUPATEN, "Kepala Bidang Pembinaan Sekolah Dasar", "Sasaran Program", "Kegiatan",
     "Kepala Dinas Pendidikan", ("Program: 1.01.02",)),
    (KABUPATEN, "Kepala Seksi Kesetaraan Sekolah Dasar", "Sasaran Kegiatan", "Subkegiatan",
     "Kepala Bidang Pembinaan Sekolah Dasar", ("Kegiatan: 1.01.02",)),
    (KABUPATEN, "Pamong Belajar Ahli Muda pada Seksi Kesetaraan SD", "Sasaran", "Subkegiatan",
     "Kepala Seksi Kesetaraan Sekolah Dasar", ("Tersalurkannya dana BOP",)),
    (KEMENTERIAN, "Menteri Pendidikan", "Sasaran Strategis", "Program", "",
     ("MENTERI PENDIDIKAN", "Berjanji akan mewujudkan")),
    (KEMENTERIAN, "Direktur Jenderal Pendidikan Dasar dan Pendidikan Masyarakat", "Sasaran Program",
     "Kegiatan", "Menteri Pendidikan", ("DIREKTORAT JENDERAL",)),
    (KEMENTERIAN, "Direktur Pendidikan Kesetaraan", "Sasaran Kegiatan", "Kegiatan",
     "Direktur Jenderal Pendidikan Dasar dan Pendidikan Masyarakat", ("Tersalurkannya dana BOP",)),
]  # fmt: skip


class TestHolders(LoadedTest):
    def isi(self, instansi, nama):
        rows = Jabatan.objects.select_related("instansi", "unit", "induk__unit")
        jabatan = rows.get(instansi__nama=instansi, nama=nama)
        pk = PerjanjianKinerja(
            jabatan=jabatan,
            tahun=2026,
            tempat=jabatan.instansi.tempat,
            tanggal=datetime.date(2026, 1, 5),
        )
        naskah = compose(pk)
        self.assertEqual(naskah.halangan, [], nama)
        return naskah.isi

    def test_every_kind_of_holder_has_its_tables_and_words(self):
        for instansi, nama, head_a, head_b, superior, parts in HOLDERS:
            with self.subTest(nama=nama):
                isi = self.isi(instansi, nama)
                self.assertEqual(isi.susunan.judul_sasaran, head_a)
                self.assertEqual(isi.kedua.jabatan if isi.kedua else "", superior)
                text = pdf_text(letter(isi, draf=False))
                word = Document(io.BytesIO(letter_docx(isi, draf=False)))
                words = " ".join(t.text or "" for t in word.element.body.iter(qn("w:t")))
                for content in (text, words):
                    self.assertIn(f"{head_a} Indikator Kinerja Satuan Target", content)
                    for part in parts:
                        self.assertIn(part, content)
                    self.assertIn(f"No {head_b} Anggaran (Rp)", content)

    def test_heads_of_region_and_ministry_sign_alone_without_rank_and_nip(self):
        for instansi, nama in ((KABUPATEN, "Bupati Contoh"), (KEMENTERIAN, "Menteri Pendidikan")):
            text = pdf_text(letter(self.isi(instansi, nama), draf=False))
            for word in ("PIHAK", "Pihak", "NIP", "Pembina"):
                self.assertNotIn(word, text)

    def test_the_budget_of_the_kasi_is_that_of_his_programmes(self):
        isi = self.isi(BALANGAN, "Kepala Seksi Pemerintahan")
        self.assertEqual(isi.jumlah, 176500000)
        self.assertEqual(isi.jumlah, self.isi(BALANGAN, "Staf Umum Seksi Pemerintahan").jumlah)
