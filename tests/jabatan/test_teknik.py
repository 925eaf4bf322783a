"""BKN's techniques, detected from figures (jabatan.teknik)."""

from __future__ import annotations

from decimal import Decimal

from django.test import SimpleTestCase

from jabatan.teknik.deteksi import Atasan, Diampu, Letak, Ukuran, difference, pairs
from jabatan.teknik.pembagian import Jumlah, aspects, division, places

TAHUN = 2026
UP, LOW = 1, 2  # positions


def measure(indikator: int, nama: str = "Pendapatan", target: str | None = "100", **fields):
    values = {} if target is None else {TAHUN: Decimal(target)}
    return Ukuran(0, 0, 0, indikator, nama, fields.pop("satuan", "rupiah"), target=values, **fields)


def carried(kinerja: int, jabatan: int, lft: int, rght: int, *ukuran: Ukuran, pohon: int = 1):
    own = tuple(
        Ukuran(
            kinerja,
            jabatan,
            lft,
            one.indikator,
            one.nama,
            one.satuan,
            one.pustaka,
            one.konsolidasi_lokasi,
            one.konsolidasi_periode,
            one.target,
        )
        for one in ukuran
    )
    return Diampu(kinerja, jabatan, lft, Letak(pohon, lft, rght), f"Kinerja {kinerja}", ukuran=own)


def detect(upper: list[Diampu], lower: Diampu, sambungan=None):
    return pairs(Atasan(upper, sambungan or {}), [lower], TAHUN)


class TestDetection(SimpleTestCase):
    def test_the_same_indicator_and_target_is_duplicate(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5, target="80", satuan="persen"))],
            carried(2, LOW, 1, 10, measure(5, target="80", satuan="persen")),
        )
        self.assertEqual(pair.teknik, "duplicate")
        self.assertIn("target 2026 sama: 80 persen", pair.sebab)
        self.assertTrue(pair.is_ready)

    def test_the_same_indicator_with_another_target_is_cluster(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5, target="100"))],
            carried(2, LOW, 1, 10, measure(5, target="40")),
        )
        self.assertEqual(pair.teknik, "cluster")
        self.assertIn("atasan 100 rupiah, bawahan 40 rupiah", pair.sebab)

    def test_another_indicator_below_the_superiors_node_is_supportive_and_names_it(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5))],
            carried(2, LOW, 2, 3, measure(6, "Jumlah juru parkir", "12", satuan="orang")),
        )
        self.assertEqual(pair.teknik, "supportive")
        self.assertEqual(pair.atasan.indikator, 5)

    def test_another_indicator_elsewhere_is_unique_and_waits_for_a_reason(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5))],
            carried(2, LOW, 11, 12, measure(6, "Arsip tertata", "1", satuan="dokumen")),
        )
        self.assertEqual(pair.teknik, "unique")
        self.assertFalse(pair.is_ready)

    def test_supportive_under_a_node_with_two_indicators_waits_for_a_choice(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5), measure(7, "Jumlah petak"))],
            carried(2, LOW, 2, 3, measure(6, "Juru parkir")),
        )
        self.assertEqual((pair.teknik, pair.atasan, len(pair.pilihan)), ("supportive", None, 2))
        self.assertFalse(pair.is_ready)

    def test_name_and_unit_are_compared_without_regard_to_writing(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5, "Kendaraan  laik jalan.", "80", satuan="%"))],
            carried(2, LOW, 2, 3, measure(6, "kendaraan Laik Jalan", "80", satuan="Persen")),
        )
        self.assertEqual(pair.teknik, "duplicate")
        self.assertIn("nama dan satuan sama", pair.sebab)

    def test_the_same_name_in_another_unit_is_another_indicator(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5, "Parkir", "80", satuan="persen"))],
            carried(2, LOW, 2, 3, measure(6, "Parkir", "80", satuan="petak")),
        )
        self.assertEqual(pair.teknik, "supportive")

    def test_the_card_of_the_library_makes_two_names_one_indicator(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5, "PAD", "100", pustaka=9))],
            carried(2, LOW, 2, 3, measure(6, "PAD parkir", "60", pustaka=9)),
        )
        self.assertEqual(pair.teknik, "cluster")
        self.assertIn("kartu pustaka yang sama", pair.sebab)

    def test_the_nearest_node_above_is_the_one_supported(self):
        upper = [
            carried(1, UP, 1, 20, measure(5, "Jauh")),
            carried(3, UP, 2, 9, measure(7, "Dekat")),
            carried(4, UP, 10, 19, measure(8, "Samping")),
        ]
        (pair,) = detect(upper, carried(2, LOW, 3, 4, measure(6, "Lain")))
        self.assertEqual(pair.atasan.nama, "Dekat")
        (pair,) = detect(upper, carried(2, LOW, 11, 12, measure(6, "Lain")))
        self.assertEqual(pair.atasan.nama, "Samping")

    def test_a_tree_that_continues_a_node_hangs_under_it(self):
        upper = [carried(1, UP, 3, 4, measure(5, "Wali kota"), pohon=1)]
        lower = carried(2, LOW, 2, 3, measure(6, "Dinas"), pohon=7)
        self.assertEqual(detect(upper, lower)[0].teknik, "unique")
        self.assertEqual(detect(upper, lower, {7: Letak(1, 3, 4)})[0].teknik, "supportive")

    def test_trees_that_continue_each_other_in_a_ring_end(self):
        ring = {7: Letak(8, 1, 2), 8: Letak(7, 1, 2)}
        lower = carried(2, LOW, 2, 3, measure(6, "Dinas"), pohon=7)
        self.assertEqual(
            detect([carried(1, UP, 1, 9, measure(5, "X"))], lower, ring)[0].teknik, "unique"
        )

    def test_targets_that_are_missing_are_told(self):
        (pair,) = detect(
            [carried(1, UP, 1, 10, measure(5))], carried(2, LOW, 1, 10, measure(5, target=None))
        )
        self.assertEqual(pair.teknik, "cluster")
        self.assertIn("bawahan belum diisi", pair.sebab)

    def test_a_superior_without_indicators_leaves_nothing_to_name(self):
        (pair,) = detect([carried(1, UP, 1, 10)], carried(2, LOW, 2, 3, measure(6)))
        self.assertEqual((pair.teknik, pair.atasan), ("supportive", None))
        self.assertIn("belum memiliki indikator", pair.sebab)

    def test_the_difference_is_said_in_one_sentence(self):
        self.assertEqual(
            difference("cluster", "duplicate"), "Terdeteksi Cluster, dinyatakan Duplicate."
        )
        self.assertEqual(difference("cluster", "cluster"), "")
        self.assertEqual(difference("cluster", ""), "")


class TestSum(SimpleTestCase):
    def total(self, target: str | None, *parts: str | None) -> Jumlah:
        return Jumlah(measure(5, target=target), tuple(measure(5, target=p) for p in parts), TAHUN)

    def test_parts_that_add_up_are_even(self):
        jumlah = self.total("100", "40", "35", "25")
        self.assertTrue(jumlah.is_even)
        self.assertEqual((jumlah.sisa, jumlah.kalimat), (Decimal(0), ""))

    def test_parts_that_do_not_are_told_with_both_figures(self):
        jumlah = self.total("100", "40", "35")
        self.assertEqual(jumlah.sisa, Decimal(25))
        self.assertEqual(jumlah.kalimat, "Jumlah target bawahan 75 ≠ target atasan 100.")
        self.assertEqual(self.total("1500.5", "2000").sisa, Decimal("-499.5"))

    def test_rounded_thirds_are_even_but_whole_numbers_must_meet(self):
        self.assertTrue(self.total("100", "33.33", "33.33", "33.33").is_even)
        self.assertFalse(self.total("100", "33", "33", "33").is_even)
        self.assertFalse(self.total("25.1", "12.5", "12.5").is_even)

    def test_a_part_without_target_is_not_even(self):
        self.assertFalse(self.total("100", "100", None).is_even)

    def test_a_superior_without_target_is_told(self):
        self.assertEqual(self.total(None, "5").kalimat, "Target atasan tahun 2026 belum diisi.")

    def test_what_adds_up_follows_the_card_else_the_unit(self):
        self.assertTrue(measure(1, satuan="rupiah").is_sum)
        self.assertTrue(measure(1, satuan="orang").is_sum)
        self.assertFalse(measure(1, satuan="%").is_sum)
        self.assertFalse(measure(1, satuan="indeks").is_sum)
        self.assertFalse(measure(1, satuan="orang", konsolidasi_lokasi="average").is_sum)
        self.assertTrue(measure(1, satuan="nilai", konsolidasi_periode="sum").is_sum)
        self.assertTrue(measure(1, satuan="orang", konsolidasi_periode="tlk").is_sum)
        self.assertFalse(measure(1, satuan="%", konsolidasi_periode="tlk").is_sum)


class TestLists(SimpleTestCase):
    def test_places_are_read_from_a_sentence(self):
        self.assertEqual(
            list(places("Kec. Rawa, Bukit dan Kelurahan Muara")),
            ["kecamatan rawa", "kecamatan bukit", "kelurahan muara"],
        )
        self.assertEqual(
            list(places("Kabupaten Bogor; Kota Bogor")), ["kabupaten bogor", "kota bogor"]
        )

    def test_aspects_keep_their_dan(self):
        self.assertEqual(
            list(aspects("Perencanaan; Monitoring dan evaluasi")),
            ["perencanaan", "monitoring dan evaluasi"],
        )

    def test_an_overlap_is_found_by_name(self):
        parts = division({}, {1: places("Kec. Rawa; Kec. Bukit"), 2: places("kecamatan bukit")})
        self.assertFalse(parts.is_complete)
        self.assertEqual(parts.kalimat, "Kec. Bukit ada pada lebih dari satu jabatan")

    def test_what_nobody_has_is_told_when_the_whole_is_known(self):
        whole = places("Kecamatan Rawa, Bukit, Muara")
        parts = division(whole, {1: places("Kec. Rawa"), 2: places("Kec. Bukit")})
        self.assertEqual(parts.kalimat, "Muara belum dibagikan")
        self.assertTrue(
            division(whole, {1: places("Kec. Rawa"), 2: places("Kec. Bukit, Muara")}).is_complete
        )

    def test_a_member_without_a_part_is_told(self):
        parts = division({}, {1: aspects("Perencanaan"), 2: {}})
        self.assertEqual(parts.kosong, (2,))
        self.assertIn("1 jabatan belum mendapat bagian", parts.kalimat)
