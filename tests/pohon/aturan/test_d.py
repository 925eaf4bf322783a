"""Rules D, each with a tree that must trigger it and one that must not."""

from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase

from lib.aturan import Severity
from lib.impor import words
from pohon import lembar
from tests.pohon.aturan.ukur import ask, konteks, node, places

PEMDA = {"id": 1, "nama": "Kota Contoh", "jenis": "kota"}
MINISTRY = {"id": 1, "nama": "Kementerian Contoh", "jenis": "kementerian_lembaga"}


def measured(id: int, level: str, nama: str, **card: Any) -> dict[str, Any]:
    """A node with one indicator."""
    induk = None if level == "outcome" else 1
    return node(
        id, induk, "Meningkatnya kualitas layanan", level, indikator=[{"nama": nama, **card}]
    )


class D01Test(SimpleTestCase):
    def test_every_node_has_a_level(self) -> None:
        one = node(2, 1, "Berkurangnya kemacetan", level_kinerja="")
        self.assertEqual(places("D-01", konteks(node(1, None, "A", "outcome"), one)), [2])

    def test_a_level_is_enough(self) -> None:
        self.assertEqual(places("D-01", konteks(node(1, None, "A", "outcome"))), [])


class D02Test(SimpleTestCase):
    def test_the_level_never_rises_on_the_way_down(self) -> None:
        k = konteks(node(1, None, "A", "taktikal"), node(2, 1, "B", "strategis"), node(3, 2, "C"))
        self.assertEqual(places("D-02", k), [2])
        self.assertTrue(ask("D-02", k)[0].blocks)

    def test_the_same_level_below_is_fine(self) -> None:
        k = konteks(node(1, None, "A", "strategis"), node(2, 1, "B", "strategis"))
        self.assertEqual(places("D-02", k), [])

    def test_a_node_without_level_is_left_to_d01(self) -> None:
        k = konteks(node(1, None, "A", level_kinerja=""), node(2, 1, "B", "strategis"))
        self.assertEqual(places("D-02", k), [])


class D03Test(SimpleTestCase):
    def test_the_tactical_level_is_not_skipped(self) -> None:
        k = konteks(node(1, None, "A", "strategis"), node(2, 1, "B", "operasional"))
        self.assertEqual(places("D-03", k), [2])

    def test_step_by_step_is_fine(self) -> None:
        k = konteks(
            node(1, None, "A", "strategis"), node(2, 1, "B"), node(3, 2, "C", "operasional")
        )
        self.assertEqual(places("D-03", k), [])


class D04Test(SimpleTestCase):
    def test_an_outcome_is_strategic(self) -> None:
        k = konteks(node(1, None, "A", "outcome", level_kinerja="taktikal_intermediate"))
        self.assertEqual(places("D-04", k), [1])
        self.assertTrue(ask("D-04", k)[0].blocks)

    def test_a_strategic_outcome_and_a_tactical_condition_are_fine(self) -> None:
        k = konteks(node(1, None, "A", "outcome"), node(2, 1, "B"))
        self.assertEqual(places("D-04", k), [])


class D05Test(SimpleTestCase):
    def test_an_output_at_the_strategic_level_is_a_galat(self) -> None:
        (finding,) = ask("D-05", konteks(measured(2, "strategis", "Indeks X", jenis="output")))
        self.assertEqual((finding.simpul, finding.severity), (2, Severity.GALAT))

    def test_an_outcome_at_the_operational_level_is_a_galat(self) -> None:
        k = konteks(measured(2, "operasional", "Jumlah rambu terpasang", jenis="outcome"))
        self.assertEqual(places("D-05", k), [2])

    def test_an_output_at_the_tactical_level_advises(self) -> None:
        k = konteks(measured(2, "taktikal", "Persentase jalan mantap", jenis="output"))
        self.assertEqual([f.severity for f in ask("D-05", k)], [Severity.PERINGATAN])

    def test_a_dampak_at_the_tactical_level_is_a_galat(self) -> None:
        k = konteks(measured(2, "taktikal", "Persentase jalan mantap", jenis="dampak"))
        self.assertEqual([f.severity for f in ask("D-05", k)], [Severity.GALAT])

    def test_what_the_wording_tells_is_told_once(self) -> None:
        k = konteks(measured(2, "strategis", "Jumlah laporan kegiatan", jenis="output"))
        self.assertEqual((places("D-05", k), places("D-07", k)), ([], [2]))

    def test_fitting_classes_and_no_class_are_fine(self) -> None:
        k = konteks(
            measured(1, "outcome", "Angka kemiskinan", jenis="dampak"),
            measured(2, "strategis", "Indeks X", jenis="outcome"),
            measured(3, "taktikal", "Persentase jalan mantap", jenis="outcome"),
            measured(4, "operasional", "Jumlah laporan", jenis="output"),
            measured(5, "operasional", "Jumlah waktu", jenis="proses"),
            measured(6, "strategis", "Indeks Y"),
        )
        self.assertEqual(places("D-05", k), [])


class D06Test(SimpleTestCase):
    def test_immediate_does_not_stand_above_intermediate(self) -> None:
        upper = node(1, None, "A", level_kinerja="taktikal_immediate")
        self.assertEqual(places("D-06", konteks(upper, node(2, 1, "B"))), [2])

    def test_intermediate_above_immediate_is_fine(self) -> None:
        lower = node(2, 1, "B", level_kinerja="taktikal_immediate")
        self.assertEqual(places("D-06", konteks(node(1, None, "A"), lower)), [])


class D07Test(SimpleTestCase):
    def test_a_count_of_outputs_is_no_strategic_measure(self) -> None:
        for nama in (
            "Jumlah laporan",
            "Jumlah orang yang dilatih",
            "Persentase terlaksananya rapat",
        ):
            with self.subTest(nama=nama):
                (finding,) = ask("D-07", konteks(measured(2, "strategis", nama)))
                self.assertEqual(finding.severity, Severity.GALAT)
                self.assertFalse(finding.blocks, "a guess blocks nothing")
                self.assertTrue(finding.needs_reason)
                self.assertIn(nama, finding.message)

    def test_outcomes_are(self) -> None:
        for nama in ("Jumlah penduduk miskin", "Indeks Pembangunan Manusia", "Laju inflasi"):
            with self.subTest(nama=nama):
                self.assertEqual(places("D-07", konteks(measured(2, "strategis", nama))), [])

    def test_below_the_strategic_level_it_is_silent(self) -> None:
        self.assertEqual(places("D-07", konteks(measured(2, "operasional", "Jumlah laporan"))), [])


class D08Test(SimpleTestCase):
    def test_an_output_at_the_tactical_level_advises(self) -> None:
        k = konteks(measured(2, "taktikal", "Jumlah waktu koordinasi"))
        self.assertEqual([f.severity for f in ask("D-08", k)], [Severity.PERINGATAN])

    def test_a_result_does_not(self) -> None:
        k = konteks(measured(2, "taktikal", "Persentase jalan dalam kondisi mantap"))
        self.assertEqual(places("D-08", k), [])

    def test_where_the_name_leaves_it_open_the_unit_tells(self) -> None:
        for nama, satuan, found in (
            ("Jumlah RDP", "kali", [2]),
            ("Jumlah sumur resapan", "Unit", [2]),
            ("Jumlah PKS", "", []),
            ("Jumlah bank sampah aktif", "unit", []),
            ("Jumlah laporan pelanggaran netralitas", "laporan", []),
        ):
            with self.subTest(nama=nama):
                card = {"nama": nama, "satuan": satuan}
                k = konteks(node(2, 1, "Kondisi membaik", "taktikal", indikator=[card]))
                self.assertEqual(places("D-08", k), found)


class D09Test(SimpleTestCase):
    def test_an_outcome_at_the_operational_level_hints_at_its_level(self) -> None:
        for nama in ("Prevalensi stunting", "Indeks Kepuasan Masyarakat", "Angka kemiskinan"):
            with self.subTest(nama=nama):
                self.assertEqual(places("D-09", konteks(measured(2, "operasional", nama))), [2])

    def test_an_output_does_not(self) -> None:
        k = konteks(measured(2, "operasional", "Jumlah rambu yang terpasang"))
        self.assertEqual(places("D-09", k), [])


class D10Test(SimpleTestCase):
    def test_a_region_has_no_sektor(self) -> None:
        k = konteks(node(1, None, "A", "outcome", level_kinerja="strategis_sektor"), instansi=PEMDA)
        (finding,) = ask("D-10", k)
        self.assertIn("Kota Contoh", finding.message)
        self.assertTrue(finding.blocks)

    def test_a_ministry_has_no_daerah(self) -> None:
        k = konteks(node(1, None, "A", "outcome"), instansi=MINISTRY)
        self.assertEqual(places("D-10", k), [1])

    def test_each_has_its_own(self) -> None:
        region = konteks(
            node(1, None, "A", "outcome"), node(2, 1, "B", "strategis"), instansi=PEMDA
        )
        sektor = node(1, None, "A", "outcome", level_kinerja="strategis_subsektor")
        self.assertEqual(places("D-10", region), [])
        self.assertEqual(places("D-10", konteks(sektor, node(2, 1, "B"), instansi=MINISTRY)), [])


class D11Test(SimpleTestCase):
    """The other names of the levels, as a filled sheet may give them."""

    def test_other_names_are_read(self) -> None:
        names = lembar.levels_in()
        for name, level in (
            ("Manajerial", "taktikal_intermediate"),
            ("Kinerja manajerial immediate", "taktikal_immediate"),
            ("Initial outcome", "taktikal_immediate"),
        ):
            with self.subTest(name=name):
                self.assertEqual(names[words(name)], level)

    def test_an_ultimate_outcome_is_strategic_of_the_kind_the_tree_has(self) -> None:
        for name in ("Final outcome", "Longer term outcome", "Ultimate outcome"):
            for level in ("strategis_daerah", "strategis_sektor"):
                with self.subTest(name=name, level=level):
                    self.assertEqual(lembar.levels_in(level)[words(name)], level)

    def test_the_names_of_the_levels_themselves_stay(self) -> None:
        self.assertEqual(lembar.levels_in()[words("Operasional")], "operasional")
        self.assertNotIn(words("Direksi"), lembar.levels_in())
