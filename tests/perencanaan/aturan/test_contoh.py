"""The rules of plans and positions over the example trees, beside what their documents are known to hold."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, ClassVar

from django.utils import timezone

from jabatan.models import KinerjaJabatan
from lib.aturan import Finding, Severity
from organisasi.models import Pengguna
from perencanaan import actions
from perencanaan.models import Dokumen
from pohon.aturan import check_pohon
from pohon.models import Indikator, Pohon, Simpul
from tests.cascading.memuat import LoadedTest

LETTERS = {
    "A": "02 03 04 05",
    "C": "09",
    "G": "01 02 05 06 07 08 09 11 12",
    "H": "03 04 08 10 13",
    "K": "03 04 05 06",
}
RULES = frozenset(f"{letter}-{n}" for letter, numbers in LETTERS.items() for n in numbers.split())
# Tahap 5 of Batumandi's document gives these rows another level than Tahap 4 (the other 11 agree).
TAHAP_5 = {
    6: "operasional",
    7: "strategis_urusan",
    8: "taktikal_intermediate",
    9: "taktikal_immediate",
    10: "operasional",
    11: "operasional",
    12: "taktikal_immediate",
    13: "operasional",
    18: "operasional",
    19: "taktikal_intermediate",
    20: "taktikal_immediate",
    21: "operasional",
    22: "operasional",
    23: "taktikal_intermediate",
    24: "taktikal_immediate",
}
BATUMANDI = "Kabupaten Balangan"
HERE = Path(__file__).parents[2] / "cascading" / "batumandi.csv"


def printed_rows() -> list[dict[str, str]]:
    """The table of Batumandi's document."""
    with HERE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Contoh(LoadedTest):
    """Findings by the number of their node, in tree order."""

    def found(self, instansi: str, *rules: str, **changes: Any) -> list[tuple[str, int | None]]:
        pohon = self.pohon_of(instansi)
        numbers = self.numbers(pohon)
        return [
            (f.rule, numbers.get(f.simpul or 0))
            for f in self.check(pohon, **changes)
            if f.rule in (rules or RULES)
        ]

    @staticmethod
    def check(pohon: Pohon, **changes: Any) -> list[Finding]:
        for name, value in changes.items():
            setattr(pohon, name, value)
        return check_pohon(pohon)

    @staticmethod
    def numbers(pohon: Pohon) -> dict[int, int]:
        keys = Simpul.objects.filter(pohon=pohon).order_by("lft").values_list("pk", flat=True)
        return {pk: number for number, pk in enumerate(keys, start=1)}


class ContohTest(Contoh):
    EXPECTED: ClassVar = {
        BATUMANDI: [("G-11", 2), ("H-03", 1), ("K-03", 5)],
        "Kabupaten Contoh": [],
        "Kementerian Pendidikan (contoh)": [("G-11", 2)],
        # Five operational conditions are a kegiatan in the slides' own example: only a peringatan.
        "Kota Contoh": [("G-01", number) for number in (4, 11, 12, 14, 23)],
    }

    def test_every_tree_has_these_findings_and_no_other(self) -> None:
        for instansi, expected in self.EXPECTED.items():
            with self.subTest(instansi=instansi):
                self.assertEqual(self.found(instansi), expected)

    def test_no_blocking_finding_but_the_outcome_of_batumandi_that_nobody_carries(self) -> None:
        for instansi in self.EXPECTED:
            with self.subTest(instansi=instansi):
                blocking = [f for f in self.check(self.pohon_of(instansi)) if f.blocks]
                mine = [f.rule for f in blocking if f.rule in RULES]
                self.assertEqual(mine, ["H-03"] if instansi == BATUMANDI else [])


class BatumandiTest(Contoh):
    """Appendix of the catalogue: what is wrong in Batumandi's document."""

    def with_tahap_5(self) -> Pohon:
        pohon = self.pohon_of(BATUMANDI)
        for pk, number in self.numbers(pohon).items():
            if number in TAHAP_5:
                Simpul.objects.filter(pk=pk).update(level_kinerja=TAHAP_5[number])
        return pohon

    def test_levels_of_tahap_4_fit_their_komponen(self) -> None:
        self.assertEqual(self.found(BATUMANDI, "G-01", "G-06"), [])

    def test_levels_of_tahap_5_do_not_in_exactly_15_rows(self) -> None:
        self.with_tahap_5()
        self.assertEqual(
            self.found(BATUMANDI, "G-01"), [("G-01", number) for number in sorted(TAHAP_5)]
        )
        weights = {f.severity for f in self.check(self.pohon_of(BATUMANDI)) if f.rule == "G-01"}
        self.assertEqual(weights, {Severity.GALAT, Severity.PERINGATAN})

    def test_indicators_cut_off_in_tahap_5_are_told_and_the_word_more_stays_an_info(self) -> None:
        pohon = self.pohon_of(BATUMANDI)
        keys = {number: pk for pk, number in self.numbers(pohon).items()}
        whole = {}
        for number, cut in ((6, " di Kecamatan"), (7, " Kecamatan")):
            row = Indikator.objects.get(simpul=keys[number])
            whole[row.pk] = row.nama
            self.assertTrue(row.nama.endswith(cut))
            Indikator.objects.filter(pk=row.pk).update(nama=row.nama.removesuffix(cut))
        renstra = Dokumen.objects.get(instansi=pohon.instansi, jenis="renstra_pd")
        admin = Pengguna.objects.get(username="admin.balangan")
        today = timezone.localdate()
        actions.establish(user=admin, dokumen=renstra.pk, tanggal=today, dasar="Perbup 1")
        for pk, nama in whole.items():
            Indikator.objects.filter(pk=pk).update(nama=nama)
        expected = [("K-03", 5), ("K-04", 6), ("K-04", 7)]
        self.assertEqual(self.found(BATUMANDI, "K-03", "K-04", "K-05", "K-06"), expected)

    def test_nobody_carries_the_outcome(self) -> None:
        self.assertEqual(self.found(BATUMANDI, "H-03"), [("H-03", 1)])

    def test_nearly_every_condition_is_a_name_of_the_nomenclature(self) -> None:
        expected = [("C-09", number) for number in range(3, 27)]
        self.assertEqual(self.found(BATUMANDI, "C-09", "A-04", tahap=4), expected)

    def test_in_tahap_3_those_that_name_a_program_word_by_word_are_told_as_such(self) -> None:
        found = self.found(BATUMANDI, "C-09", "A-04", tahap=3)
        named = [number for rule, number in found if rule == "A-04"]
        self.assertEqual(named, [3, 10, 13, 14, 15, 17, 18, 21, 22])
        others = [number for rule, number in found if rule == "C-09"]
        self.assertEqual(sorted([*named, *others]), list(range(3, 27)))

    def test_vague_positions_of_the_document_are_told(self) -> None:
        carried = KinerjaJabatan.objects.filter(simpul__pohon=self.pohon_of(BATUMANDI))
        for jabatan in {row.jabatan for row in carried.select_related("jabatan")}:
            if jabatan.jenjang == "pengawas":
                type(jabatan).objects.filter(pk=jabatan.pk).update(nama="kasi/jafung/analisis")
        self.assertIn("H-08", [rule for rule, _ in self.found(BATUMANDI)])
        self.assertNotIn("H-08", [rule for rule, _ in self.found("Kabupaten Contoh")])
