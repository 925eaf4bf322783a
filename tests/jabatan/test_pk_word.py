"""The letter in Word: the words of the PDF, repeating heads, paper, logo; and the logo in the PDF."""

import io
from dataclasses import replace

from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from jabatan.exporters import letter_docx
from jabatan.pk.isi import Pihak, Sasaran, Ukuran
from jabatan.pk.susun import compose
from lib import gambar
from organisasi import actions as organisasi_actions
from tests.jabatan.dasar import Pembagian, pdf_text
from tests.lib.test_gambar import picture


def words(docx):
    """Return every text of a document, tables included, blanks as one space."""
    return " ".join(" ".join(t.text or "" for t in docx.element.body.iter(qn("w:t"))).split())


def words_of(table):
    return " ".join(t.text or "" for t in table._tbl.iter(qn("w:t")))


class TestWord(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    def get(self, name, pk, user=None, query=""):
        url = reverse(f"jabatan:{name}", args=[pk.pk])
        return self.client_for(user or self.pembaca_a).get(url + query)

    def open(self, pk, query=""):
        answer = self.get("unduh_word", pk, query=query)
        self.assertIn("wordprocessingml", answer["Content-Type"])
        self.assertIn(".docx", answer["Content-Disposition"])
        return Document(io.BytesIO(answer.content))

    def test_it_says_what_the_pdf_says(self):
        pk = self.signed("kasi")
        text = words(self.open(pk))
        letter = pdf_text(self.get("unduh_surat", pk).content)
        for sentence in (
            "PEMERINTAH KOTA CONTOH",
            "DINAS PERHUBUNGAN",
            "PERJANJIAN KINERJA TAHUN 2026",
            "serta berorientasi pada hasil, kami yang bertanda tangan di bawah ini:",
            "Kepala Seksi Rekayasa",
            "PIHAK PERTAMA",
            "PIHAK KEDUA",
            "tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi.",
            "Kota Contoh, 5 Januari 2026",
            "Penata (III/c)",
            "NIP 19800101 200501 1 003",
            "Armada terawat",
            "Sasaran Kegiatan",
            "3.500.000",
        ):
            self.assertIn(sentence, text)
            self.assertIn(sentence, letter)
        self.assertNotIn("DRAF", text)

    def test_the_superior_signs_at_the_left(self):
        text = words(self.open(self.signed("kasi")))
        self.assertLess(text.index("Pihak Kedua,"), text.index("Pihak Pertama,"))

    def test_heads_come_again_on_each_page_and_rows_stay_whole(self):
        docx = self.open(self.draft("kasi"))
        table = next(t for t in docx.tables if t.rows and "Indikator Kinerja" in words_of(t))
        heads = [
            row
            for row in table.rows
            if row._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        ]
        self.assertEqual(len(heads), 2)
        self.assertTrue(all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows))

    def test_cells_of_one_sasaran_are_merged(self):
        isi = compose(self.draft("kasi")).isi
        ukuran = tuple(Ukuran(f"Ukuran {n}", "persen", None) for n in range(3))
        isi = replace(isi, daftar_sasaran=(Sasaran("Satu sasaran", ukuran),))
        docx = Document(io.BytesIO(letter_docx(isi, draf=True)))
        text = words(docx)
        self.assertEqual(text.count("Satu sasaran"), 1)
        merges = [m.get(qn("w:val")) for m in docx.element.body.iter(qn("w:vMerge"))]
        self.assertEqual(merges.count("restart"), 2)
        self.assertEqual(merges.count("continue"), 4)

    def test_the_paper_is_a4_or_folio_and_a_draft_says_so(self):
        pk = self.draft("kasi")
        for query, size in (("", (210, 297)), ("?kertas=F4", (215, 330))):
            docx = self.open(pk, query)
            section = docx.sections[0]
            got = (section.page_width, section.page_height)
            for one, other in zip(got, size, strict=True):
                self.assertAlmostEqual(one, Mm(other), delta=Mm(0.2))
        self.assertIn("DRAF", section.header.paragraphs[0].text)

    def test_the_head_of_the_region_has_one_party(self):
        self.assign("csf", "walikota")
        text = words(self.open(self.draft("walikota")))
        self.assertIn("WALI KOTA CONTOH", text)
        self.assertIn("Berjanji akan mewujudkan", text)
        for word in ("PIHAK", "NIP", "DINAS"):
            self.assertNotIn(word, text)

    def test_the_logo_stands_in_the_letterhead_of_both(self):
        pk = self.draft("kasi")
        self.assertEqual(len(self.open(pk).inline_shapes), 0)
        organisasi_actions.set_logo(user=self.admin, instansi=self.instansi, isi=picture())
        self.assertEqual(len(self.open(pk).inline_shapes), 1)
        reader = PdfReader(io.BytesIO(self.get("unduh_surat", pk).content))
        self.assertEqual(len(reader.pages[0].images), 1)

    def test_the_emblem_of_the_one_party_form_is_the_uploaded_one(self):
        self.assign("csf", "walikota")
        isi = compose(self.draft("walikota")).isi
        logo = gambar.read(picture())
        docx = Document(io.BytesIO(letter_docx(isi, draf=True, logo=logo)))
        self.assertEqual(len(docx.inline_shapes), 1)

    def test_letters_no_file_can_hold_are_left_out(self):
        isi = compose(self.draft("kasi")).isi
        isi = replace(isi, pertama=Pihak("Nama\x00\x0b\ufffe <b>&", "Jabatan"))
        text = words(Document(io.BytesIO(letter_docx(isi, draf=True))))
        self.assertIn("Nama <b>&", text)

    def test_another_instansi_downloads_nothing(self):
        self.assertEqual(self.get("unduh_word", self.draft("kasi"), self.asing).status_code, 404)
