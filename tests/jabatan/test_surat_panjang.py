"""Long letters: a lampiran over several pages repeats its head, and signatures never stand alone on a page."""

import datetime
import io
from dataclasses import replace
from decimal import Decimal

from django.test import SimpleTestCase
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from jabatan.exporters import letter, letter_docx
from jabatan.pk.isi import Anggaran, IsiPk, Pihak, Sasaran, Susunan, Ukuran
from lib import pdf

TEXT = "Meningkatnya kapasitas penyelenggaraan pelayanan angkutan umum yang aman dan terjangkau"
BUDGET = (Anggaran("2.15.02", "Program Lalu Lintas", Decimal(1990000000), "APBD"),)


def isi(count, **fields):
    """Return a content with so many sasaran of one to three indicators."""
    rows = tuple(
        Sasaran(
            f"{TEXT} wilayah {n}",
            tuple(Ukuran(f"Persentase {n}.{k}", "persen", Decimal(75)) for k in range(1 + n % 3)),
        )
        for n in range(count)
    )
    made = IsiPk(
        tahun=2026,
        judul="PERJANJIAN KINERJA TAHUN 2026",
        pertama=Pihak("Contoh Kadis", "Plt. Kepala Dinas", "Pembina (IV/a)", "198001012005011001"),
        kedua=Pihak("Contoh Wali Kota", "Wali Kota Contoh"),
        is_one_party=False,
        kop=("PEMERINTAH KOTA CONTOH", "DINAS PERHUBUNGAN"),
        alamat="Jalan Contoh",
        jabatan="Kepala Dinas",
        unit="Dinas Perhubungan",
        susunan=Susunan("Sasaran Strategis", "Program", dengan_sumber=True),
        daftar_sasaran=rows,
        daftar_anggaran=BUDGET,
        tempat="Kota Contoh",
        tanggal=datetime.date(2026, 1, 5),
    )
    return replace(made, **fields)


def pages(content):
    return [" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(content)).pages]


class TestLongLetters(SimpleTestCase):
    def test_every_page_of_the_lampiran_repeats_the_head(self):
        found = pages(letter(isi(30), draf=False))
        self.assertGreater(len(found), 3)
        for page in found[1:-1]:
            self.assertIn("Sasaran Strategis Indikator Kinerja", page)
        numbers = [n for n in range(30) if any(f"wilayah {n} " in page for page in found)]
        self.assertEqual(numbers, list(range(30)))

    def test_signatures_never_stand_alone(self):
        for count in range(13, 16):
            for budget in (BUDGET, ()):
                last = pages(letter(isi(count, daftar_anggaran=budget), draf=False))[-1]
                row = "Jumlah" if budget else "Persentase"
                self.assertIn(row, last, (count, bool(budget)))
                self.assertIn("Plt. Kepala Dinas, ", last)

    def test_in_word_the_last_rows_stay_with_the_signatures(self):
        docx = Document(io.BytesIO(letter_docx(isi(30), draf=False)))
        table = docx.tables[-2]
        kept = [bool(list(row._tr.iter(qn("w:keepNext")))) for row in table.rows]
        self.assertEqual(kept[-2:], [True, True])

    def test_without_holders_lines_are_left_to_fill_in(self):
        empty = isi(1, pertama=None, kedua=None, tempat="", tanggal=None, daftar_anggaran=())
        text = " ".join(pages(letter(empty, draf=True)))
        self.assertIn("………………", text)
        self.assertIn("DRAF", text.replace(" ", ""))
        self.assertNotIn("NIP", text)

    def test_an_acting_holder_is_named_so_everywhere(self):
        text = " ".join(pages(letter(isi(1), draf=False)))
        self.assertEqual(text.count("Plt. Kepala Dinas"), 2)

    def test_many_letters_are_rendered_in_order_and_may_be_stopped(self):
        daftar = [f"<p>Surat {n}</p>" for n in range(pdf.MANY + 3)]
        told = []
        made = pdf.render_many(daftar, progress=lambda done, total: told.append((done, total)))
        self.assertEqual([pages(one) for one in made], [[f"Surat {n}"] for n in range(len(daftar))])
        self.assertEqual(told[-1], (len(daftar), len(daftar)))
        self.assertEqual(len(PdfReader(io.BytesIO(pdf.join(made))).pages), len(daftar))

        def stop(done, total):
            raise InterruptedError

        with self.assertRaises(InterruptedError):
            pdf.render_many(daftar[:2], progress=stop)
