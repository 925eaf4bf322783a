"""The letter in PDF and the lampiran in Excel: words, tables, signatures, numbers."""

from decimal import Decimal

from django.test import SimpleTestCase
from django.urls import reverse
from pypdf import PdfReader

from jabatan.models import Jabatan
from jabatan.pk.isi import format_nip
from tests.jabatan.dasar import Pembagian, pdf_text, sheets

PEMBUKA = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel "
    "serta berorientasi pada hasil, kami yang bertanda tangan di bawah ini:"
)
DUA_PIHAK = (
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran "
    "perjanjian ini, dalam rangka mencapai target kinerja jangka menengah seperti yang telah "
    "ditetapkan dalam dokumen perencanaan. Keberhasilan dan kegagalan pencapaian target kinerja "
    "tersebut menjadi tanggung jawab kami.",
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap "
    "capaian kinerja dari perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka "
    "pemberian penghargaan dan sanksi.",
)
SATU_PIHAK = (
    "Berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini dalam "
    "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen "
    "perencanaan."
)


class TestNip(SimpleTestCase):
    def test_it_is_written_in_groups(self):
        self.assertEqual(format_nip("198001012005011001"), "19800101 200501 1 001")
        self.assertEqual(format_nip("123"), "123")


class TestFiles(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    def get(self, name, pk, user=None, **query):
        url = reverse(f"jabatan:{name}", args=[pk.pk])
        return self.client_for(user or self.pembaca_a).get(url, query)

    def test_the_two_party_letter_word_for_word(self):
        answer = self.get("unduh_surat", self.signed("kasi"))
        self.assertEqual(answer["Content-Type"], "application/pdf")
        self.assertIn("PK-Kepala-Seksi-Rekayasa-2026.pdf", answer["Content-Disposition"])
        text = pdf_text(answer.content)
        for part in (
            "PEMERINTAH KOTA CONTOH DINAS PERHUBUNGAN",
            "PERJANJIAN KINERJA TAHUN 2026",
            PEMBUKA,
            "Selanjutnya disebut PIHAK PERTAMA",
            "Selaku atasan pihak pertama, selanjutnya disebut PIHAK KEDUA",
            *DUA_PIHAK,
            "Kota Contoh, 5 Januari 2026",
            "Pihak Kedua,",
            "Pihak Pertama,",
            "NIP 19800101 200501 1 003",
            "LAMPIRAN PERJANJIAN KINERJA TAHUN 2026",
            "Sasaran Kegiatan",
            "Kegiatan: Kegiatan satu",
            "Subkegiatan dua",
            "2.000.000",
            "Jumlah 3.500.000",
            "Kepala Bidang Lalu Lintas,",
        ):
            self.assertIn(part, text)
        self.assertNotIn("DRAF", text)

    def test_the_one_party_letter_word_for_word(self):
        self.assign("akar", "walikota")
        text = pdf_text(self.get("unduh_surat", self.draft("walikota")).content)
        for part in ("WALI KOTA CONTOH PERJANJIAN KINERJA TAHUN 2026", PEMBUKA, SATU_PIHAK):
            self.assertIn(part, text)
        for part in ("PIHAK KEDUA", "Pihak Pertama", "NIP", "Bukan pegawai"):
            self.assertNotIn(part, text)

    def test_a_draft_is_marked_on_every_page_even_with_nothing_in_it(self):
        Jabatan.objects.filter(pk=self.jabatan["kadis_b"].pk).update(induk=None)
        content = self.get("unduh_surat", self.draft("kadis_b", dated=False)).content
        self.assertEqual(pdf_text(content).count("DRAF"), 2)
        self.assertIn("belum mengampu kinerja", pdf_text(content))

    def test_the_paper_is_a4_or_f4(self):
        import io

        pk = self.draft("kasi")
        for kertas, height in (("", 842), ("F4", 935), ("salah", 842)):
            content = self.get("unduh_surat", pk, kertas=kertas).content
            page = PdfReader(io.BytesIO(content)).pages[0]
            self.assertAlmostEqual(float(page.mediabox.height), height, delta=1)

    def test_html_in_a_statement_stays_text(self):
        self.simpul["keg"].__class__.objects.filter(pk=self.simpul["keg"].pk).update(
            pernyataan="<b>Armada</b> & <script>x</script>"
        )
        text = pdf_text(self.get("unduh_surat", self.draft("kasi")).content)
        self.assertIn("<b>Armada</b> & <script>x</script>", text)

    def test_the_excel_holds_real_numbers_with_a_fixed_head_and_paper(self):
        answer = self.get("unduh_lampiran", self.signed("kasi"))
        book = sheets(answer.content)
        self.assertEqual(book.sheetnames, ["Kinerja", "Anggaran"])
        kinerja, anggaran = book["Kinerja"], book["Anggaran"]
        values = [[cell.value for cell in row] for row in kinerja.iter_rows()]
        self.assertIn(["No", "Sasaran Kegiatan", "Indikator Kinerja", "Satuan", "Target"], values)
        self.assertIn([1, "Armada terawat", "Ukuran Armada terawat", "persen", 12], values)
        amounts = [row[2].value for row in anggaran.iter_rows() if row[2].value is not None]
        self.assertEqual([Decimal(str(a)) for a in amounts[1:4]], [1500000, 2000000, 3500000])
        for sheet in book:
            self.assertIsNotNone(sheet.freeze_panes)
            self.assertTrue(sheet.print_title_rows)
            self.assertEqual(int(sheet.page_setup.paperSize), 9)
            self.assertEqual(sheet.page_setup.orientation, "portrait")

    def test_a_statement_that_looks_like_a_formula_stays_text(self):
        self.simpul["keg"].__class__.objects.filter(pk=self.simpul["keg"].pk).update(
            pernyataan="=1+1"
        )
        book = sheets(self.get("unduh_lampiran", self.draft("kasi")).content)
        cell = next(c for row in book["Kinerja"].iter_rows() for c in row if c.value == "=1+1")
        self.assertEqual(cell.data_type, "s")

    def test_another_instansi_downloads_nothing(self):
        pk = self.signed("kasi")
        for name in ("unduh_surat", "unduh_lampiran"):
            self.assertEqual(self.get(name, pk, self.asing).status_code, 404)
