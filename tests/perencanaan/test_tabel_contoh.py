"""Whole tables of the three examples, cell by cell: the Excel file and the screen against `harapan/`."""

from __future__ import annotations

from django.urls import reverse

from organisasi.models import Pengguna
from perencanaan import exporters
from perencanaan.models import Dokumen
from tests.base import client_for
from tests.cascading.memuat import LoadedTest
from tests.perencanaan.dasar_tabel import Grid, Page, expected, read_sheet, shown

RENSTRA = (
    *("tc25", "tc26", "tc27", "tc28", "tujuan", "program", "pendanaan", "iku"),
    *("tabel9", "tabel10"),
)
READERS = {
    "batumandi": "pembaca.balangan",
    "kota": "pembaca",
    "kabupaten": "pembaca.kabupaten",
    "kementerian": "pembaca.kementerian",
}
DOCUMENTS = {
    "batumandi": ("Renstra Kecamatan Batumandi 2025-2029", RENSTRA),
    "kota": ("Renstra Dinas Perhubungan 2025-2029", (*RENSTRA, "arah")),
    "kabupaten": ("Renstra Dinas Pendidikan 2025-2029", RENSTRA),
    "kementerian": (
        "Renstra Kementerian Pendidikan (contoh) 2025-2029",
        ("tabel5", "tabel6", "tabel7", "matriks2019", "matriks2023", "iku"),
    ),
}
RPJMD = {"kota": "RPJMD Kota Contoh 2025-2029", "kabupaten": "RPJMD Kabupaten Contoh 2025-2029"}
RENJA = ("kabupaten", "Renja Disdik 2026", "renja")


class TestContoh(LoadedTest):
    maxDiff = None

    def cases(self) -> list[tuple[str, str, str]]:
        """Return (example, name of the document, table) of everything written down."""
        renstra = [(key, name, t) for key, (name, tables) in DOCUMENTS.items() for t in tables]
        rpjmd = [(key, name, t) for key, name in RPJMD.items() for t in ("rpjmd", "tabel8")]
        return [*renstra, *rpjmd, RENJA]

    def answer(self, example: str, nama: str, view: str, *args: str) -> bytes:
        """Return what a reader of the example's instansi gets."""
        user = Pengguna.objects.get(username=READERS[example])
        pk = Dokumen.objects.get(nama=nama).pk
        answer = client_for(user).get(reverse(f"perencanaan:{view}", args=[pk, *args]))
        self.assertEqual(answer.status_code, 200)
        return bytes(answer.content)

    def test_every_cell_of_the_excel_files(self):
        for example, nama, tabel in self.cases():
            with self.subTest(example=example, tabel=tabel):
                content = self.answer(example, nama, "unduh_tabel", tabel, "xlsx")
                self.assertEqual(read_sheet(content), expected(f"{example}_{tabel}"))

    def test_the_screen_shows_the_same_rows(self):
        for example, nama, tabel in self.cases():
            with self.subTest(example=example, tabel=tabel):
                page = Page(self.answer(example, nama, "tabel", tabel).decode())
                self.compare(page, shown(expected(f"{example}_{tabel}")))

    def compare(self, page: Page, rows: Grid) -> None:
        """Find the table between the heading and the notes; both stand in the page's text."""
        start = next(n for n, row in enumerate(rows) if not any(row)) + 1
        grid = page.grid
        self.assertEqual(grid, rows[start : start + len(grid)])
        for row in [*rows[: start - 1], *rows[start + len(grid) :]]:
            self.assertEqual(set(row[1:]), {"<"})
            for part in row[0].split(": ", 1):
                self.assertIn(part, page.text)

    def test_every_table_of_every_document_is_written_down(self):
        written = {tabel for _, _, tabel in self.cases()}
        others = {
            *("prioritas", "ikk"),  # nothing in the examples; see test_tabel_inmendagri
            *("rpjmd-arah", "renja41"),  # see test_tabel_rpjmd and test_tabel_renja
        }
        for dokumen in Dokumen.objects.select_related("unit", "instansi", "periode", "induk"):
            self.assertLessEqual(set(exporters.available(dokumen)), written | others)
