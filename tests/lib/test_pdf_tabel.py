"""Long tables drawn straight onto pages: nothing cut, heads, merged cells, numbers right, what is refused."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any, cast

from django.test import SimpleTestCase
from pypdf import PageObject, PdfReader

from lib import pdf_tabel
from lib.huruf import width as width_of
from lib.tabel import Baris, Format, Jenis, Kertas, Kolom, Sel, Tabel, TandaTangan

KOLOM = [
    Kolom("Tujuan", 24, gabung=1),
    Kolom("Uraian", 40),
    Kolom("Target", 10, Format.ANGKA, grup=("Tahun 2026",)),
    Kolom("Rp", 18, Format.UANG, grup=("Tahun 2026",)),
]


def make_tabel(count: int = 300, **fields: Any) -> Tabel:
    """Return a table of groups of 50 rows with numbers."""
    rows = [
        Baris([f"Tujuan {n // 50}", f"Uraian {n}", n, Decimal(n) * 1_000_000], kunci=(n // 50,))
        for n in range(count)
    ]
    return Tabel("Tabel panjang", KOLOM, rows, kaki=["Dinas Uji"], **fields)


def pages_of(*daftar: Tabel) -> list[PageObject]:
    """Return the pages of a file."""
    return list(PdfReader(io.BytesIO(pdf_tabel.write(daftar))).pages)


def places(page: PageObject) -> list[tuple[str, float, float]]:
    """Return each text of a page with the place its line begins."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if text.strip():
            found.append((text.strip(), cm[4] + tm[4], cm[5] + tm[5]))

    page.extract_text(visitor_text=visit)
    return found


class TestPages(SimpleTestCase):
    def test_every_row_is_there_once_and_in_order(self):
        texts = [text for page in pages_of(make_tabel()) for text, _, _ in places(page)]
        found = [int(text.split()[1]) for text in texts if re.fullmatch(r"Uraian \d+", text)]
        self.assertEqual(found, list(range(300)))

    def test_the_head_and_the_foot_stand_on_every_page(self):
        pages = pages_of(make_tabel(nomor_kolom=True, catatan=["Catatan akhir"]))
        for number, page in enumerate(pages, start=1):
            text = page.extract_text()
            for part in ("Tahun 2026", "Target", "(4)", "Dinas Uji"):
                self.assertEqual(text.count(part), 1, part)
            self.assertIn(f"Halaman {number} dari {len(pages)}", text)
        self.assertIn("Tabel panjang", pages[0].extract_text())
        self.assertNotIn("Tabel panjang", pages[1].extract_text())
        self.assertIn("Catatan akhir", pages[-1].extract_text())

    def test_a_merged_cell_begins_anew_on_each_page(self):
        pages = pages_of(make_tabel())
        text = pages[1].extract_text()
        match = re.search(r"Uraian (\d+)", text)
        assert match
        first = int(match[1])
        self.assertEqual(text.count(f"Tujuan {first // 50}"), 1)

    def test_numbers_end_at_the_same_edge(self):
        page = pages_of(make_tabel(300))[0]
        ends = [x + width_of(text, 8.5) for text, x, _ in places(page) if text.endswith(".000.000")]
        self.assertGreater(len(ends), 5)
        self.assertAlmostEqual(min(ends), max(ends), delta=0.1)

    def test_nothing_leaves_the_paper(self):
        long = "Xyz" * 90 + " " + "kata panjang sekali " * 20
        rows = [Baris([long, f"7.01.02.2.01.{n}", n, None]) for n in range(220)]
        for page in pages_of(Tabel("T" * 200, KOLOM, rows, kertas=Kertas.F4)):
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            for _, x, y in places(page):
                self.assertTrue(0 < x < width and 20 < y < height, (x, y))

    def test_the_title_of_a_group_never_ends_a_page(self):
        rows = []
        for n in range(220):
            rows += [Baris([f"Kelompok {n}"], Jenis.KELOMPOK), Baris(["", f"Uraian {n}", n, None])]
        for page in pages_of(Tabel("Uji", KOLOM, rows)):
            lines = [
                text for text, _, _ in places(page) if text.startswith(("Kelompok", "Uraian "))
            ]
            self.assertTrue(lines[-1].startswith("Uraian"))

    def test_a_small_group_stays_on_one_page(self):
        rows = [
            Baris([f"Tujuan {n // 7}", f"Uraian {n}", n, None], kunci=(n // 7,)) for n in range(210)
        ]
        for page in pages_of(Tabel("Uji", KOLOM, rows)):
            found = [
                int(t.split()[1]) for t, _, _ in places(page) if re.fullmatch(r"Uraian \d+", t)
            ]
            self.assertEqual((found[0] % 7, found[-1] % 7), (0, 6))

    def test_letters_beyond_latin_one_are_drawn_and_found(self):
        text = pages_of(make_tabel(1, catatan=["Šēdžū – “kutipan” ½ m²"]))[0].extract_text()
        self.assertIn("Šēdžū – “kutipan” ½ m²", text)

    def test_several_tables_are_numbered_through(self):
        pages = pages_of(make_tabel(60), make_tabel(60, kertas=Kertas.A3))
        self.assertIn(f"Halaman {len(pages)} dari {len(pages)}", pages[-1].extract_text())
        self.assertEqual(round(pages[-1].mediabox.width), 1191)

    def test_the_file_says_its_title_and_language(self):
        reader = PdfReader(io.BytesIO(pdf_tabel.write([make_tabel(1)])))
        assert reader.metadata
        self.assertEqual(reader.metadata.title, "Tabel panjang")
        self.assertEqual(reader.root_object["/Lang"], "id")

    def test_only_the_project_s_letter_is_in_the_file(self):
        names = set()
        for page in pages_of(make_tabel(60, catatan=["Šēdžū – ½ m²"])):
            resources = cast("dict[str, Any]", page["/Resources"])
            for font in resources["/Font"].values():
                names.add(font.get_object()["/BaseFont"].split("+")[-1])
        self.assertEqual(names, {"PokinCetak", "PokinCetakTebal"})

    def test_a_heading_that_fills_a_page_sends_the_table_to_the_next(self):
        rincian = [("Visi", "kata panjang sekali " * 420)]
        pages = pages_of(make_tabel(60, rincian=rincian))
        self.assertNotIn("Uraian 0", pages[0].extract_text())
        self.assertIn("Uraian 0", pages[1].extract_text())

    def test_an_empty_table_says_so(self):
        self.assertIn("Belum ada data.", pages_of(make_tabel(0))[0].extract_text())

    def test_a_cell_over_several_columns_is_centred_in_them(self):
        row = Baris([Sel("Jumlah", rentang=2), 5, 6], Jenis.JUMLAH)
        found = {text: x for text, x, _ in places(pages_of(Tabel("Uji", KOLOM, [row]))[0])}
        self.assertIn("Jumlah", found)

    def test_progress_ends_at_all_rows(self):
        heard: list[tuple[int, int]] = []
        pdf_tabel.write([make_tabel(), make_tabel()], lambda n, m: heard.append((n, m)))
        self.assertEqual(heard[-1], (600, 600))
        self.assertEqual(heard, sorted(heard))


class TestRefused(SimpleTestCase):
    def test_what_it_cannot_draw_is_said(self):
        for tabel in (
            make_tabel(1, catatan=["≥"]),
            make_tabel(1, tanda_tangan=[TandaTangan(["Kota"], "Nama")]),
            Tabel("Uji", KOLOM, [Baris(["kata " * 4000])]),
        ):
            with self.assertRaises(pdf_tabel.TidakMuat):
                pdf_tabel.write([tabel])
