"""Rules B: each with a tree that must trigger it and one that must not (B-10: tests/pohon/test_tinjauan.py)."""

from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase

from lib.aturan import Severity
from tests.pohon.aturan.ukur import ask, konteks, node, places

GALAT, PERINGATAN, INFO = Severity.GALAT, Severity.PERINGATAN, Severity.INFO
ROOT = node(1, None, "Menurunnya kemacetan lalu lintas", "outcome")
CSF = node(2, 1, "Meningkatnya kapasitas jalan", "strategis")
ANTARA = node(3, 2, "Volume kendaraan berkurang")
OUTPUT = node(4, 3, "Terpasangnya rambu", "operasional")
SOUND = (
    ROOT,
    CSF,
    ANTARA,
    OUTPUT,
    node(5, 3, "Tersedianya kantong parkir", "operasional"),
    node(6, 2, "Panjang jalan bertambah"),
    node(7, 6, "Terbangunnya jalan lingkar", "operasional"),
    node(8, 6, "Terbukanya simpang buntu", "operasional"),
    node(9, 1, "Berkurangnya parkir liar", "strategis"),
)


class B01Test(SimpleTestCase):
    def test_a_second_outcome_belongs_in_a_tree_of_its_own(self) -> None:
        more = node(20, None, "Udara bersih", "outcome"), node(21, 2, "Kota hijau", "outcome")
        self.assertEqual(places("B-01", konteks(*SOUND, *more)), [20, 21])

    def test_one_outcome_at_the_top_is_right(self) -> None:
        self.assertEqual(places("B-01", konteks(*SOUND)), [])


class B02Test(SimpleTestCase):
    def test_a_gap_and_a_circle_are_found(self) -> None:
        broken = node(20, 99, "Putus"), node(21, 22, "Melingkar"), node(22, 21, "Kembali")
        self.assertEqual(places("B-02", konteks(*SOUND, *broken)), [20, 21, 22])

    def test_a_connected_tree_is_right(self) -> None:
        self.assertEqual(places("B-02", konteks(*SOUND)), [])


class B03Test(SimpleTestCase):
    def test_one_csf_is_too_few(self) -> None:
        self.assertEqual(places("B-03", konteks(*SOUND[:8])), [1])

    def test_two_are_enough(self) -> None:
        self.assertEqual(places("B-03", konteks(*SOUND)), [])


class B04Test(SimpleTestCase):
    def test_a_condition_broken_down_into_one_is_looked_at_again(self) -> None:
        self.assertEqual(places("B-04", konteks(*SOUND[:4])), [1, 2, 3])

    def test_two_children_and_a_leaf_are_right(self) -> None:
        self.assertEqual(places("B-04", konteks(*SOUND)), [])


class B05Test(SimpleTestCase):
    def test_a_branch_that_ends_early_blocks(self) -> None:
        (finding,) = ask("B-05", konteks(*SOUND))
        self.assertEqual((finding.simpul, finding.blocks), (9, True))

    def test_a_branch_with_an_end_or_a_partner_is_right(self) -> None:
        partner = {"mitra": 1, "nama_mitra": "Satpol PP", "status": "menunggu"}
        self.assertEqual(
            places("B-05", konteks(*SOUND[:8], {**SOUND[8], "crosscutting": [partner]})), []
        )


class B06Test(SimpleTestCase):
    def test_a_jump_over_the_condition_between_is_found(self) -> None:
        self.assertEqual(
            places("B-06", konteks(*SOUND, node(20, 9, "Tersedianya derek", "operasional"))), [20]
        )

    def test_a_whole_path_is_right(self) -> None:
        self.assertEqual(places("B-06", konteks(*SOUND)), [])


class B07Test(SimpleTestCase):
    def twice(self, text: str) -> list[int | None]:
        return places("B-07", konteks(*SOUND, node(20, 9, text)))

    def test_the_same_statement_twice_blocks_whatever_the_slips(self) -> None:
        for text in (
            "Volume kendaraan berkurang",
            "volume  kendaraan berkurang.",
            "Volumme kendaraan berkurang",
        ):
            self.assertEqual(self.twice(text), [20], text)
        first = node(30, 9, "Terjaganya ketentraman dan ketertiban")
        second = node(31, 9, "Terjaganya Ketenteraman & Ketertiban")
        (finding,) = ask("B-07", konteks(*SOUND, first, second))
        self.assertEqual((finding.simpul, finding.severity, finding.blocks), (31, GALAT, True))
        self.assertIn("sama dengan “Terjaganya ketentraman", finding.message)

    def test_another_statement_and_empty_ones_do_not(self) -> None:
        self.assertEqual(self.twice("Volume kendaraan bertambah"), [])
        self.assertEqual(self.twice("Berkurangnya volume kendaraan"), [])  # B-08
        gaps = node(30, 9, "-"), node(31, 9, "-")
        self.assertEqual(places("B-07", konteks(*SOUND, *gaps)), [])
        roman = node(30, 9, "Pelabuhan kelas II aman"), node(31, 9, "Pelabuhan kelas III aman")
        self.assertEqual(places("B-07", konteks(*SOUND, *roman)), [])


class B08Test(SimpleTestCase):
    def test_the_same_in_other_words_is_looked_at_with_its_twin(self) -> None:
        (finding,) = ask("B-08", konteks(*SOUND, node(20, 9, "Berkurangnya volume kendaraan")))
        self.assertEqual((finding.simpul, finding.severity), (20, PERINGATAN))
        self.assertFalse(finding.blocks)
        self.assertIn("sangat mirip “Volume kendaraan berkurang”", finding.message)

    def test_the_same_letter_by_letter_is_told_by_b07_alone(self) -> None:
        self.assertEqual(
            places("B-08", konteks(*SOUND, node(20, 9, "volume kendaraan berkurang"))), []
        )

    def test_another_object_is_another_thing(self) -> None:
        pairs = (
            ("Menurunnya angka kematian ibu", "Menurunnya angka kematian bayi"),
            ("Meningkatnya kualitas guru", "Meningkatnya kualitas sarana sekolah"),
            ("Terlatihnya kader posyandu di desa", "Terlatihnya kader PKK di desa"),
        )
        for one, other in pairs:
            k = konteks(*SOUND, node(20, 9, one), node(21, 9, other))
            self.assertEqual(places("B-08", k), [], one)

    def test_the_instansi_sets_how_alike_counts(self) -> None:
        pair = (
            node(20, 9, "Meningkatnya akses layanan kesehatan desa"),
            node(21, 9, "Meningkatnya akses layanan kesehatan kota"),
        )
        self.assertEqual(places("B-08", konteks(*SOUND, *pair)), [21])
        strict = konteks(*SOUND, *pair)
        strict.__dict__["_ambang"] = {("B-08", "kemiripan"): 1.0}
        self.assertEqual(places("B-08", strict), [])


class B09Test(SimpleTestCase):
    def test_a_child_that_says_what_its_parent_says_explains_nothing(self) -> None:
        for text in ("Kapasitas jalan meningkat", "Meningkatnya kapasitas jalan raya"):
            (finding,) = ask("B-09", konteks(ROOT, CSF, node(3, 2, text)))
            self.assertEqual((finding.simpul, finding.severity), (3, PERINGATAN))

    def test_a_cause_does(self) -> None:
        self.assertEqual(places("B-09", konteks(*SOUND)), [])
        other = node(3, 2, "Meningkatnya kapasitas angkutan umum")
        self.assertEqual(places("B-09", konteks(ROOT, CSF, other)), [])

    def test_a_child_that_takes_up_a_short_parent_and_goes_further_does(self) -> None:
        short = node(1, None, "Menurunnya kemiskinan", "outcome")
        child = node(2, 1, "Beban pengeluaran keluarga miskin berkurang", "strategis")
        self.assertEqual(places("B-09", konteks(short, child)), [])


class B11Test(SimpleTestCase):
    def test_an_open_edge_advises_and_an_illogical_one_blocks(self) -> None:
        (opened,) = ask("B-11", konteks(ROOT, {**CSF, "hubungan": ""}))
        self.assertEqual((opened.severity, opened.blocks), (PERINGATAN, False))
        (wrong,) = ask("B-11", konteks(ROOT, {**CSF, "hubungan": "tidak"}))
        self.assertEqual((wrong.severity, wrong.blocks), (GALAT, True))

    def test_a_confirmed_edge_is_right(self) -> None:
        self.assertEqual(places("B-11", konteks(ROOT, {**CSF, "hubungan": "kurang"})), [])


class B12Test(SimpleTestCase):
    def children(self, count: int) -> list[dict[str, Any]]:
        return [node(100 + i, 2, f"Sebab ke-{i}") for i in range(count)]

    def test_ten_children_are_many(self) -> None:
        (finding,) = ask("B-12", konteks(ROOT, CSF, *self.children(10)))
        self.assertEqual((finding.simpul, finding.severity), (2, INFO))
        self.assertTrue(finding.message.startswith("10 kondisi di bawah"))

    def test_nine_are_not_unless_the_instansi_says_so(self) -> None:
        self.assertEqual(places("B-12", konteks(ROOT, CSF, *self.children(9))), [])
        strict = konteks(ROOT, CSF, *self.children(9))
        strict.__dict__["_ambang"] = {("B-12", "anak"): 5.0}
        self.assertEqual(places("B-12", strict), [2])


class B13Test(SimpleTestCase):
    UNITS = {
        1: {"pk": 1, "nama": "Dishub", "induk_id": None, "bidang_urusan": "2.15"},
        2: {"pk": 2, "nama": "Bidang Lalin", "induk_id": 1, "bidang_urusan": ""},
        3: {"pk": 3, "nama": "Dinas PU", "induk_id": None, "bidang_urusan": "1.03, 1.04"},
        4: {"pk": 4, "nama": "Kecamatan", "induk_id": None, "bidang_urusan": ""},
    }

    def found(self, *units: int | None, **more: Any) -> list[str]:
        below = [
            {**node(10 + i, 1, f"Sebab {i}"), **({"pengampu": unit} if unit else {})}
            for i, unit in enumerate(units)
        ]
        below[0].update(more)
        k = konteks(ROOT, *below)
        k.__dict__["units"] = self.UNITS
        return [finding.message for finding in ask("B-13", k)]

    def test_a_tree_of_one_urusan_only_is_told(self) -> None:
        (message,) = self.found(1, 2, None)
        self.assertIn("satu urusan (2.15)", message)

    def test_two_urusan_a_partner_or_an_unknown_one_are_not(self) -> None:
        self.assertEqual(self.found(1, 3), [])
        self.assertEqual(self.found(3), [])
        self.assertEqual(self.found(4), [])
        self.assertEqual(self.found(1, 4), [])
        self.assertEqual(self.found(None), [])
        outside = {"nama_mitra": "Polres", "mitra_luar": "Polres", "status": "menunggu"}
        self.assertEqual(self.found(1, crosscutting=[outside]), [])
        inside = {"nama_mitra": "PU", "mitra": 3, "status": "menunggu"}
        self.assertEqual(self.found(1, crosscutting=[inside]), [])

    def test_a_refused_partner_is_none(self) -> None:
        refused = {"nama_mitra": "PU", "mitra": 3, "status": "ditolak"}
        self.assertEqual(len(self.found(1, crosscutting=[refused])), 1)
