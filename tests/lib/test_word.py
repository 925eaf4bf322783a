"""Tables as Word: paper, headings, footer, indents, and what stays on one page."""

from __future__ import annotations

import io
from typing import Any
from unittest import TestCase

from docx import Document
from docx.oxml.ns import qn

from lib import word
from lib.tabel import Baris, Jenis, Kolom, Sel, Tabel, TandaTangan


def make_tabel(judul: str, **more: Any) -> Tabel:
    rows = [
        Baris(("Kelompok",), Jenis.KELOMPOK),
        Baris(("1", Sel("Dalam", inden=2))),
        Baris(("2", "Luar")),
    ]
    return Tabel(judul, [Kolom("No", 5), Kolom("Uraian", 40)], rows, **more)


class TestTable(TestCase):
    def read(self, *daftar: Tabel) -> Any:
        return Document(io.BytesIO(word.table(daftar, penulis="Dinas Contoh")))

    def test_a_table_lies_or_stands_as_it_says_and_fills_its_page(self) -> None:
        for lanskap, width in ((True, 297 - 24), (False, 210 - 45)):
            document = self.read(make_tabel("Judul", lanskap=lanskap))
            section = document.sections[0]
            self.assertEqual(section.page_width > section.page_height, lanskap)
            found = sum(column.width.mm for column in document.tables[0].columns)
            self.assertAlmostEqual(found, width, delta=0.5)

    def test_each_table_begins_a_page_under_its_own_heading(self) -> None:
        document = self.read(
            make_tabel("Satu", rincian=[("Tahun", "2026")]), make_tabel("Dua", catatan=["Catatan."])
        )
        texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
        self.assertEqual(texts, ["Satu", "Tahun: 2026", "Dua", "Catatan."])
        breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
        self.assertEqual(breaks, ["Dua"])
        self.assertEqual(document.core_properties.author, "Dinas Contoh")

    def test_the_footer_says_what_all_tables_share(self) -> None:
        document = self.read(
            make_tabel("Satu", kaki=["Rekap", "Dinas", "2026"]),
            make_tabel("Dua", kaki=["KKE-1", "Dinas", "2026"]),
        )
        footer = document.sections[0].footer.paragraphs[0].text
        self.assertTrue(footer.startswith("Dinas · 2026 · halaman"), footer)

    def test_an_indent_is_written_and_a_group_title_stays_with_its_rows(self) -> None:
        rows = self.read(make_tabel("Judul")).tables[0].rows
        indents = [len(list(row._tr.iter(qn("w:ind")))) for row in rows]
        kept = [len(list(row._tr.iter(qn("w:keepNext")))) for row in rows]
        self.assertEqual(indents, [0, 0, 1, 0])
        self.assertEqual(kept, [0, 1, 0, 0])

    def test_notes_do_not_stand_alone_on_a_page(self) -> None:
        document = self.read(make_tabel("Judul", catatan=["Satu.", "Dua."]))
        kept = [len(list(row._tr.iter(qn("w:keepNext")))) for row in document.tables[0].rows]
        self.assertEqual(kept, [0, 1, 2, 2])
        notes = [p for p in document.paragraphs if p.text in {"Satu.", "Dua."}]
        self.assertEqual([bool(p.paragraph_format.keep_with_next) for p in notes], [True, False])

    def test_signatures_do_not_stand_alone_on_a_page(self) -> None:
        tanda = [TandaTangan(["Ketua,"], "Contoh")]
        document = self.read(make_tabel("Judul", catatan=["Catatan."], tanda_tangan=tanda))
        kept = [len(list(row._tr.iter(qn("w:keepNext")))) for row in document.tables[0].rows]
        self.assertEqual(kept, [0, 1, 2, 2])
        note = next(p for p in document.paragraphs if p.text == "Catatan.")
        self.assertTrue(note.paragraph_format.keep_with_next)

    def test_a_head_over_several_rows_has_room_wherever_it_comes_again(self) -> None:
        grup = ("Pernyataan",)
        columns = [
            Kolom("A", 30, grup=grup),
            Kolom("B", 30, grup=grup),
            Kolom("Ketepatan cascading kinerja", 6),
        ]
        document = self.read(Tabel("Judul", columns, [Baris(("1", "2", "3"))], huruf=8))
        heights = [int(one.get(qn("w:val"))) for one in document.element.iter(qn("w:trHeight"))]
        self.assertEqual(len(heights), 2)
        self.assertGreaterEqual(sum(heights), 20 * 3 * 8)  # three words, a line each
        self.assertFalse(list(self.read(make_tabel("Judul")).element.iter(qn("w:trHeight"))))
