"""Rules E, each with a tree that must trigger it and one that must not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from django.test import SimpleTestCase

from jabatan.aturan import indikator_sama
from lib.aturan import Severity
from pohon.aturan import KonteksPohon
from tests.pohon.aturan.ukur import ask, konteks, node, places

YEARS = (2025, 2026, 2027, 2028, 2029)
WHOLE: dict[str, Any] = {
    "id": 1,
    "nama": "Persentase jalan dalam kondisi mantap",
    "satuan": "%",
    "definisi_operasional": "Jalan mantap dibanding seluruh jalan.",
    "formula": "mantap / seluruh x 100",
    "sumber_data": "Survei jalan",
    "penanggung_jawab": "Kepala Bidang Jalan",
    "polaritas": "maximize",
    "frekuensi": "tahunan",
    "baseline_nilai": 70,
    "kondisi_akhir": 90,
    "target": dict(zip(map(str, YEARS), (74, 78, 82, 86, 90), strict=True)),
}


def targets(*values: float) -> dict[str, float]:
    """The targets of the first years."""
    return {str(year): value for year, value in zip(YEARS, values, strict=False)}


def of(level: str = "taktikal", **card: Any) -> KonteksPohon:
    """A tree whose one node has one whole indicator, but for what is said."""
    entry = {name: value for name, value in {**WHOLE, **card}.items() if value is not None}
    upper = None if level == "outcome" else 1
    return konteks(node(2, upper, "Meningkatnya kemantapan jalan", level, indikator=[entry]))


class ETest(SimpleTestCase):
    def assert_found(self, id: str, k: KonteksPohon, severity: Severity, words: str = "") -> None:
        (finding,) = ask(id, k)
        self.assertEqual((finding.simpul, finding.severity), (2, severity))
        self.assertIn(words, finding.message)

    def assert_none(self, id: str, k: KonteksPohon) -> None:
        self.assertEqual([f.message for f in ask(id, k)], [])


class E01Test(ETest):
    def test_every_node_is_measured(self) -> None:
        self.assert_found("E-01", konteks(node(2, 1, "A")), Severity.GALAT, "belum punya indikator")

    def test_one_indikator_is_enough(self) -> None:
        self.assert_none("E-01", of())


class E02Test(ETest):
    def test_an_indikator_that_says_two_things_or_nothing_definite_is_not_specific(self) -> None:
        for nama, words in (
            ("Jumlah Waktu Koordinasi Pemerintahan", "Jumlah waktu"),
            ("Persentase pelayanan yang baik", "“baik”"),
            ("Persentase kepuasan dan jumlah kunjungan", "kepuasan dan jumlah"),
        ):
            with self.subTest(nama=nama):
                k = of(nama=nama, definisi_operasional=None)
                self.assert_found("E-02", k, Severity.PERINGATAN, words)

    def test_a_vague_word_the_card_defines_is_specific(self) -> None:
        self.assert_none("E-02", of(nama="Persentase pelayanan yang baik"))

    def test_a_pair_with_one_meaning_is_one_measure(self) -> None:
        for nama in (
            "Persentase sarana dan prasarana yang berfungsi",
            "Indeks keamanan dan ketertiban",
            "Persentase jalan kondisi baik dan sedang",
            "Persentase desa maju dan mandiri",
        ):
            with self.subTest(nama=nama):
                self.assert_none("E-02", of(nama=nama, definisi_operasional=None))


class E03Test(ETest):
    def test_without_a_unit_it_cannot_be_measured(self) -> None:
        self.assert_found("E-03", of(satuan=None), Severity.GALAT, "satuan")
        self.assertTrue(ask("E-03", of(satuan=None))[0].blocks)

    def test_a_condition_is_no_measure(self) -> None:
        k = of(nama="Meningkatnya kualitas layanan")
        self.assert_found("E-03", k, Severity.PERINGATAN, "menyatakan kondisi")

    def test_measures_by_any_name_are(self) -> None:
        for nama in ("Opini BPK", "Gini ratio", "IPM", "Level of Service", "SAIDI", "Laju inflasi"):
            with self.subTest(nama=nama):
                self.assert_none("E-03", of(nama=nama))


class E04Test(ETest):
    def test_without_a_baseline_nobody_can_tell(self) -> None:
        self.assert_found("E-04", of(baseline_nilai=None), Severity.PERINGATAN, "Kondisi awal")

    def test_a_target_at_the_baseline_challenges_nobody(self) -> None:
        k = of(target=targets(70, 70, 70, 70, 70))
        self.assert_found("E-04", k, Severity.PERINGATAN, "tidak menantang")

    def test_staying_at_the_best_is_a_challenge(self) -> None:
        self.assert_none("E-04", of(baseline_nilai=100, target=targets(100, 100, 100, 100, 100)))
        zero = of(polaritas="minimize", baseline_nilai=0, target=targets(0, 0, 0, 0, 0))
        self.assert_none("E-04", zero)

    def test_a_leap_is_told_with_its_years(self) -> None:
        k = of(satuan="km", target=targets(74, 78, 200, 210, 220))
        self.assert_found("E-04", k, Severity.PERINGATAN, "tahun 2026 78 ke target tahun 2027 200")

    def test_the_instansi_sets_how_far_a_leap_may_go(self) -> None:
        k = of(satuan="km", target=targets(74, 78, 200, 210, 220))
        k.__dict__["_ambang"] = {("E-04", "loncatan"): 300.0}
        self.assert_none("E-04", k)

    def test_steady_targets_are_fine(self) -> None:
        self.assert_none("E-04", of())


class E05Test(ETest):
    def test_neither_a_word_nor_a_field_in_common_hints_at_another_matter(self) -> None:
        self.assert_found("E-05", of(nama="Persentase penduduk miskin"), Severity.PERINGATAN)

    def test_a_field_in_common_is_enough(self) -> None:
        node_ = node(
            2, 1, "Meningkatnya derajat kesehatan", indikator=[{"nama": "Angka Harapan Hidup"}]
        )
        self.assert_none("E-05", konteks(node_))

    def test_a_stem_in_common_is_enough(self) -> None:
        self.assert_none("E-05", of())


class E06Test(ETest):
    def test_an_indikator_says_how_often_and_for_when(self) -> None:
        self.assert_found("E-06", of(frekuensi=None), Severity.GALAT, "frekuensi")
        none = of(target=None, kondisi_akhir=None)
        self.assert_found("E-06", none, Severity.GALAT, "tahun target")

    def test_both_filled_is_fine(self) -> None:
        self.assert_none("E-06", of())
        self.assert_none("E-06", of(target={"2025": 0}, kondisi_akhir=0))


class E07Test(ETest):
    def test_an_open_card_advises_and_that_of_an_iku_blocks(self) -> None:
        self.assert_found("E-07", of(formula=None), Severity.PERINGATAN, "formula")
        iku = of(formula=None, sumber_data=None, kategori="iku")
        self.assert_found("E-07", iku, Severity.GALAT, "formula dan sumber data")
        self.assertTrue(ask("E-07", iku)[0].blocks)

    def test_a_whole_card_is_fine(self) -> None:
        self.assert_none("E-07", of(kategori="iku"))


def chain(*names: tuple[int, int | None, str], **card: Any) -> KonteksPohon:
    """Nodes by (id, parent, name of their indicator)."""
    return konteks(
        *(
            node(id, induk, f"Kondisi {id}", indikator=[{"id": id * 10, "nama": nama, **card}])
            for id, induk, nama in names
        )
    )


class E08Test(ETest):
    SAME = ((1, None, "Indeks Kepuasan  Masyarakat"), (2, 1, "indeks kepuasan masyarakat"))

    @contextmanager
    def declared(self, nodes: set[int], pairs: set[tuple[int, int]]) -> Iterator[None]:
        """Let these nodes be handed down as a whole, and these pairs of indicators."""
        rows = [SimpleNamespace(simpul=one, teknik="duplicate") for one in nodes]
        carried = SimpleNamespace(kinerja=rows)
        with (
            mock.patch.object(indikator_sama, "_declared", return_value=pairs),
            mock.patch.object(indikator_sama, "sebaran_of", return_value=carried),
        ):
            yield

    def test_a_child_with_its_parents_indikator_explains_nothing(self) -> None:
        with self.declared(set(), set()):
            self.assert_found("E-08", chain(*self.SAME), Severity.PERINGATAN, "sama pada induk")

    def test_declared_duplicate_or_cluster_it_is_handed_down(self) -> None:
        for nodes, pairs in (({2}, set()), (set(), {(10, 20)})):
            with self.subTest(nodes=nodes), self.declared(nodes, pairs):
                self.assert_none("E-08", chain(*self.SAME))

    def test_a_card_that_says_direct_declares_it_before_there_are_positions(self) -> None:
        self.assert_none("E-08", chain(*self.SAME, metode_cascading="direct"))

    def test_another_indikator_asks_the_database_nothing(self) -> None:
        self.assert_none("E-08", chain((1, None, "Indeks A"), (2, 1, "Indeks B")))


class E09Test(ETest):
    def test_the_same_indikator_on_two_branches_is_used_twice(self) -> None:
        k = chain((1, None, "A"), (3, 1, "Indeks  Jalan"), (2, 1, "indeks jalan"))
        self.assert_found("E-09", k, Severity.PERINGATAN, "dipakai ganda")

    def test_one_chain_is_the_matter_of_e08(self) -> None:
        self.assert_none("E-09", chain((1, None, "X"), (3, 1, "X"), (2, 1, "X")))

    def test_parts_of_one_direct_indikator_are_fine(self) -> None:
        k = chain((1, None, "A"), (3, 1, "X"), (2, 1, "X"), metode_cascading="direct")
        self.assert_none("E-09", k)

    def test_asked_for_one_node_it_still_knows_the_others(self) -> None:
        k = chain((1, None, "A"), (3, 1, "X"), (2, 1, "X"))
        part = KonteksPohon(k.head, k.semua, fokus={2})
        self.assertEqual(places("E-09", part), [2])


class E10Test(ETest):
    def test_the_unit_contradicts_the_name(self) -> None:
        for nama, satuan in (
            ("Persentase jalan mantap", "km"),
            ("Indeks Kepuasan Masyarakat", "%"),
            ("Jumlah laporan", "persen"),
            ("Jumlah laporan", "indeks"),
            ("Opini BPK", "%"),
        ):
            with self.subTest(nama=nama, satuan=satuan):
                self.assert_found("E-10", of(nama=nama, satuan=satuan), Severity.PERINGATAN, satuan)

    def test_a_share_beyond_a_hundred_cannot_be(self) -> None:
        k = of(target=targets(74, 78, 110))
        self.assert_found("E-10", k, Severity.PERINGATAN, "target tahun 2027 110")

    def test_growth_and_gross_rates_may_go_beyond(self) -> None:
        for nama in ("Persentase peningkatan PAD", "Angka Partisipasi Kasar SD"):
            with self.subTest(nama=nama):
                self.assert_none("E-10", of(nama=nama, target=targets(110, 120)))

    def test_fitting_units_are_fine(self) -> None:
        for nama, satuan in (
            ("Persentase jalan mantap", "Persen"),
            ("Indeks Kepuasan Masyarakat", "poin"),
            ("Jumlah laporan", "laporan"),
            ("Angka kemiskinan", "%"),
            ("Predikat SAKIP", "predikat"),
            ("Rata-rata lama sekolah", "tahun"),
        ):
            with self.subTest(nama=nama, satuan=satuan):
                self.assert_none("E-10", of(nama=nama, satuan=satuan, target=targets(60, 70)))


class E11Test(ETest):
    def test_the_more_the_better_does_not_fall(self) -> None:
        k = of(target=targets(74, 72))
        self.assert_found("E-11", k, Severity.PERINGATAN, "target tahun 2026 turun dari 74 ke 72")
        self.assert_found("E-11", of(target=targets(60)), Severity.PERINGATAN, "dari 70 ke 60")

    def test_the_less_the_better_does_not_rise(self) -> None:
        k = of(polaritas="minimize", target=targets(65, 68))
        self.assert_found("E-11", k, Severity.PERINGATAN, "naik dari 65 ke 68")
        self.assert_none("E-11", of(polaritas="minimize", target=targets(65, 60)))

    def test_what_is_to_stay_stays_in_a_range(self) -> None:
        self.assert_none("E-11", of(polaritas="stabilize", target=targets(68, 72, 66)))
        k = of(polaritas="stabilize", target=targets(30, 72, 100))
        self.assert_found("E-11", k, Severity.PERINGATAN, "antara 30 dan 100")


class E12Test(ETest):
    def test_a_missing_year_is_named(self) -> None:
        k = of(target=targets(74, 78, 82, 86))
        self.assert_found("E-12", k, Severity.GALAT, "Target tahun 2029 kosong")

    def test_the_end_of_an_outcome_is_filled_and_the_same_twice(self) -> None:
        k = of("outcome", target=targets(74, 78, 82, 86), kondisi_akhir=None)
        self.assertIn("Target akhir tujuan belum diisi", ask("E-12", k)[1].message)
        other = of("outcome", kondisi_akhir=95)
        self.assert_found("E-12", other, Severity.GALAT, "95 berbeda dari target tahun 2029 90")

    def test_the_end_of_a_sum_is_another_number(self) -> None:
        self.assert_none("E-12", of("outcome", kondisi_akhir=410, konsolidasi_periode="sum"))

    def test_all_years_and_the_end_are_fine(self) -> None:
        self.assert_none("E-12", of("outcome"))
        self.assert_none("E-12", of("outcome", kondisi_akhir=None))


class E13Test(ETest):
    def test_more_than_three_may_be_too_many(self) -> None:
        k = konteks(node(2, 1, "A", indikator=[WHOLE] * 4))
        self.assert_found("E-13", k, Severity.INFO, "4 indikator")

    def test_three_suffice_and_the_instansi_may_say_five(self) -> None:
        self.assert_none("E-13", konteks(node(2, 1, "A", indikator=[WHOLE] * 3)))
        k = konteks(node(2, 1, "A", indikator=[WHOLE] * 5))
        k.__dict__["_ambang"] = {("E-13", "banyak"): 5.0}
        self.assert_none("E-13", k)
