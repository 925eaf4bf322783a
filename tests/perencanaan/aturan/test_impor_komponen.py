"""G-13: Batumandi's Tahap 5 as a sheet: the level of 15 rows does not fit the komponen beside it."""

from __future__ import annotations

from typing import Any

from pohon.importers.baca import BarisSimpul
from pohon.importers.komponen import misfits
from pohon.importers.rencana import Simpul as Baris
from pohon.komponen import kinds_named
from tests.perencanaan.aturan.test_contoh import TAHAP_5, printed_rows
from tests.pohon.lembar_uji import LembarTest

LEVELS = {
    "kinerja strategis skpd": "strategis_urusan",
    "kinerja strategis": "strategis_urusan",
    "kinerja taktikal intermediate": "taktikal_intermediate",
    "kinerja taktikal immediate": "taktikal_immediate",
    "kinerja operasional": "operasional",
}
TITLE = {"tujuan": "tujuan PD", "sasaran": "sasaran PD", "subkegiatan": "sasaran sub kegiatan"}


def rows(levels: dict[int, str]) -> list[Baris]:
    """Return the printed rows as the importer reads them, with these levels instead of theirs."""
    found = []
    for printed in printed_rows():
        number = int(printed["no"])
        level = levels.get(number, LEVELS[printed["level"]])
        kind = printed["komponen"]
        row = BarisSimpul(number, None, None, "", None, {"level_kinerja": level})
        row.komponen = TITLE.get(kind, f"sasaran {kind}")
        found.append(Baris(row, f"baris-{number}", None))
    return found


class TestRows(LembarTest):
    def test_the_levels_of_tahap_4_fit(self) -> None:
        self.assertEqual(list(misfits(rows({}), is_pemda=True)), [])

    def test_those_of_tahap_5_do_not_in_exactly_15_rows(self) -> None:
        found = list(misfits(rows(TAHAP_5), is_pemda=True))
        self.assertEqual([one.baris.nomor for one, _, _ in found], sorted(TAHAP_5))
        said = {one.baris.nomor: (kalimat, hard) for one, kalimat, hard in found}
        self.assertEqual(
            said[10],
            ("Baris 10: level “operasional” tidak cocok dengan “sasaran program”.", True),
        )
        self.assertEqual(
            said[6],
            ("Baris 6: level “operasional” tidak cocok dengan “sasaran kegiatan”.", False),
        )

    def test_kinds_are_read_as_people_and_our_own_table_write_them(self) -> None:
        cells = {
            "Program: 7.01.02 PROGRAM PELAYANAN": ["program"],
            "Tujuan: Meningkatnya mutu\nSasaran: Meningkatnya mutu": ["tujuan", "sasaran"],
            "sasaran sub-kegiatan": ["subkegiatan"],
            "sasaran pertama skpd": ["sasaran"],
            "belum ada": [],
        }
        for text, expected in cells.items():
            with self.subTest(text=text):
                self.assertEqual(list(kinds_named(text, is_pemda=True)), expected)
        self.assertEqual(list(kinds_named("Sasaran program", is_pemda=False)), ["sasaran_program"])


class TestPreview(LembarTest):
    def with_komponen(self, cells: dict[str, str], levels: dict[str, str]) -> Any:
        isian = self.download()
        column = isian.sheet.max_column + 1
        isian.sheet.cell(3, column).value = "Komponen perencanaan"
        for kode, text in cells.items():
            isian.sheet.cell(isian.row_of("Kode", kode), column).value = text
        for kode, level in levels.items():
            isian.set(isian.row_of("Kode", kode), Level_kinerja=level)
        return isian

    def test_a_row_that_does_not_fit_keeps_the_sheet_out(self) -> None:
        isian = self.with_komponen({"1.1": "Sasaran program"}, {"1.1": "operasional"})
        rencana = self.preview(isian)
        (problem,) = rencana.masalah
        self.assertEqual(problem.kolom, "Level kinerja")
        self.assertIn("level “operasional” tidak cocok dengan “Sasaran program”", problem.kalimat)
        self.assertEqual(rencana.langkah, [])

    def test_fitting_rows_and_empty_cells_change_nothing_else(self) -> None:
        isian = self.with_komponen({"1.1": "Program: 2.15.02"}, {"1.1": "taktikal intermediate"})
        rencana = self.preview(isian)
        self.assertEqual(rencana.masalah, [])
        self.assertFalse([text for text in rencana.catatan if "omponen" in text])

    def test_operational_as_kegiatan_is_only_remarked_on(self) -> None:
        isian = self.with_komponen({"1.1.1.1": "kegiatan"}, {"1.1.1.1": "operasional"})
        rencana = self.preview(isian)
        self.assertEqual(rencana.masalah, [])
        self.assertTrue(
            [text for text in rencana.catatan if "tidak cocok dengan “kegiatan”" in text]
        )
