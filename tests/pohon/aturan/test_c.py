"""Rules C: each with trees that must trigger it and ones that must not; wordings by the hundred: test_pernyataan."""

from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase

from lib.aturan import Severity
from tests.pohon.aturan.ukur import ask, konteks, node, places

GALAT, PERINGATAN, INFO = Severity.GALAT, Severity.PERINGATAN, Severity.INFO
ROOT = node(1, None, "Menurunnya kemacetan lalu lintas", "outcome")
CSF = node(2, 1, "Meningkatnya kapasitas jalan", "strategis")


class Wording(SimpleTestCase):
    """Asks one rule about single statements."""

    def of(self, rule: str, text: str, level: str = "taktikal", **more: Any) -> list[Severity]:
        found = ask(rule, konteks(node(1, None if level == "outcome" else 9, text, level, **more)))
        return [finding.severity for finding in found]

    def fires(self, rule: str, *texts: str, level: str = "taktikal") -> None:
        for text in texts:
            self.assertEqual(len(self.of(rule, text, level)), 1, text)

    def keeps_quiet(self, rule: str, *texts: str, level: str = "taktikal") -> None:
        for text in texts:
            self.assertEqual(self.of(rule, text, level), [], text)


class C01Test(Wording):
    def test_a_noun_without_its_state_is_no_condition(self) -> None:
        self.fires("C-01", "Kualitas pelayanan publik", "Ketersediaan air bersih")

    def test_conditions_of_every_form_are(self) -> None:
        self.keeps_quiet(
            "C-01",
            "Meningkatnya kualitas pelayanan publik",
            "Volume kendaraan berkurang",
            "Sistem perparkiran yang andal",
            "Semakin luas lahan pertanian siap tanam",
            "Penyusunan dokumen",  # C-02
            "Jalan rusak",  # C-08
            "xxx",  # C-14
        )
        self.keeps_quiet("C-01", "Laporan bulanan", level="operasional")


class C02Test(Wording):
    def test_an_activity_weighs_less_where_outputs_stand(self) -> None:
        self.assertEqual(self.of("C-02", "Penyusunan dokumen"), [GALAT])
        self.assertEqual(self.of("C-02", "Penyusunan dokumen", "operasional"), [PERINGATAN])
        (finding,) = ask("C-02", konteks(node(1, 9, "Melaksanakan sosialisasi")))
        self.assertFalse(finding.blocks)

    def test_activities_of_every_form_are_told(self) -> None:
        self.fires(
            "C-02",
            "Melaksanakan sosialisasi",
            "Peningkatan kualitas jalan",
            "Optimalisasi pendapatan daerah",
            "1. Penyusunan rencana kerja",
            "Pengadaan dan pemasangan rambu-rambu lalu lintas sesuai kebutuhan",
        )

    def test_work_of_which_its_state_is_told_is_a_condition(self) -> None:
        self.keeps_quiet(
            "C-02",
            "Pengelolaan sampah yang baik",
            "Pelayanan publik berkualitas",
            "Pendidikan merata",
            "Pembangunan berkelanjutan",
            "Pemerataan pembangunan meningkat",
            "",
        )


class C03Test(Wording):
    def test_a_finished_activity_is_no_tactical_result(self) -> None:
        self.fires("C-03", "Terlaksananya pelatihan", "Terseleenggaranya urusan pemerintahan")
        self.fires("C-03", "Tersusunnya dokumen", level="outcome")

    def test_it_is_one_where_outputs_stand_and_results_are_left_alone(self) -> None:
        self.keeps_quiet("C-03", "Terlaksananya pelatihan", level="operasional")
        self.keeps_quiet("C-03", "Terbangunnya jalan mantap", "Terpenuhinya kebutuhan dasar")


class C04Test(Wording):
    def test_two_issues_in_the_outcome_make_two_trees(self) -> None:
        self.assertEqual(
            self.of(
                "C-04", "Peningkatan pertumbuhan ekonomi dan kesejahteraan masyarakat", "outcome"
            ),
            [GALAT],
        )

    def test_one_issue_with_many_words_is_one(self) -> None:
        self.keeps_quiet(
            "C-04",
            "Meningkatnya kepuasan atas kemudahan, transparansi dan integritas pelayanan perizinan investasi",
            "Meningkatnya layanan Dinas Komunikasi dan Informatika",
            level="outcome",
        )
        self.keeps_quiet("C-04", "Meningkatnya pertumbuhan ekonomi dan kesejahteraan")  # C-05


class C05Test(Wording):
    def test_two_conditions_in_a_node_are_looked_at(self) -> None:
        self.fires(
            "C-05",
            "Meningkatnya Penyelenggaraan Pemerintahan dan Pelayanan Publik",
            "Meningkatnya akses & mutu layanan",
            "Terbangunnya jalan/lajur baru",
        )
        (finding,) = ask("C-05", konteks(node(1, 9, "Meningkatnya akses serta mutu layanan")))
        self.assertIn("memuat “serta”", finding.message)

    def test_an_output_may_list_things_but_not_works(self) -> None:
        listed = node(1, 9, "Tersedianya truk dan kontainer sampah", "operasional")
        self.assertEqual(ask("C-05", konteks(listed)), [])
        self.assertNotEqual(ask("C-05", konteks(node(1, 9, listed["pernyataan"]))), [])
        works = node(1, 9, "Terlaksananya pembinaan dan pengawasan koperasi", "operasional")
        self.assertNotEqual(ask("C-05", konteks(works)), [])

    def test_names_and_lists_of_places_and_bodies_are_one(self) -> None:
        self.keeps_quiet(
            "C-05",
            "Meningkatnya Ketentraman dan Ketertiban Umum",
            "Meningkatnya Pemberdayaan Masyarakat Desa dan Kelurahan",
            "Meningkatnya mutu sarana dan prasarana",
            "Terlaksananya Sinergitas dengan Kepolisian, Tentara Nasional Indonesia dan Instansi Vertikal",
            "Meningkatnya layanan Dinas Komunikasi dan Informatika",
            "Masyarakat yang maju dan mandiri",
        )
        self.keeps_quiet("C-05", "Menurunnya kemiskinan dan pengangguran", level="outcome")  # C-04


class C06Test(Wording):
    def test_the_name_of_a_measure_belongs_to_the_indikator(self) -> None:
        self.fires(
            "C-06",
            "Meningkatnya Indeks Reformasi Birokrasi",
            "Menurunnya angka kematian ibu",
            "Jumlah penduduk miskin berkurang",
            "Meningkatnya opini WTP",
        )

    def test_values_are_no_measures(self) -> None:
        self.keeps_quiet(
            "C-06",
            "Meningkatnya pengamalan nilai-nilai Pancasila",
            "Meningkatnya nilai tambah produk",
            "Opini publik positif",
            "Menurunnya kemiskinan",
        )


class C07Test(Wording):
    def test_numbers_years_and_targets_belong_to_the_indikator(self) -> None:
        self.fires(
            "C-07",
            "Terbangunnya 12 embung",
            "Swasembada pangan terwujud tahun 2027",
            "Menurunnya emisi 29%",
            "Tersusunnya RPJMD 2025-2029",
        )

    def test_numbers_in_names_do_not(self) -> None:
        self.keeps_quiet(
            "C-07",
            "Terlaksananya Undang-Undang Nomor 23 Tahun 2014",
            "Menurunnya penularan COVID-19",
            "Industri siap menghadapi revolusi industri 4.0",
            "Terkelolanya limbah B3",
            "Layanan darurat 24 jam tersedia",
        )


class C08Test(Wording):
    def test_what_is_wrong_is_not_yet_the_condition_needed(self) -> None:
        self.fires(
            "C-08",
            "Pelayanan publik belum optimal",
            "Rendahnya minat baca",
            "Over kapasitas jalan",
            "Jalan rusak",
            "Meningkatnya Kemacetan",
            "Menurunnya kualitas air",
        )

    def test_less_of_what_is_wrong_is(self) -> None:
        self.keeps_quiet(
            "C-08",
            "Menurunnya anak tidak sekolah",
            "Berkurangnya jalan rusak",
            "Jalan rusak tertangani",
            "Tidak ada pungutan liar",
            "Terlayaninya masyarakat kurang mampu",
        )


class C10Test(Wording):
    def test_units_and_positions_are_not_named(self) -> None:
        self.fires(
            "C-10",
            "Meningkatnya kinerja Bidang Lalu Lintas",
            "Meningkatnya kinerja kepala dinas",
            "Urusan yang dilimpahkan kepada Camat tertangani",
        )

    def test_a_unit_is_named_whole(self) -> None:
        text = "Portal dipasang oleh Dinas Pekerjaan Umum dan Penataan Ruang Kota"
        (finding,) = ask("C-10", konteks(node(1, 9, text)))
        self.assertIn("“Dinas Pekerjaan Umum dan Penataan Ruang Kota”", finding.message)

    def test_laws_places_and_ordinary_words_may(self) -> None:
        self.keeps_quiet(
            "C-10",
            "Meningkatnya kepatuhan terhadap Peraturan Bupati",
            "Meningkatnya layanan di kecamatan",
            "Meningkatnya keselamatan di bidang lalu lintas",
            "Perjalanan dinas efisien",
            "Badan jalan tertib",
        )


class C11Test(Wording):
    def test_office_work_alone_is_no_strategic_result(self) -> None:
        self.fires(
            "C-11",
            "Meningkatnya Indeks Reformasi Birokrasi",
            "Meningkatnya kualitas laporan kinerja",
            level="outcome",
        )

    def test_a_change_outside_is_and_other_levels_are_not_asked(self) -> None:
        self.keeps_quiet(
            "C-11",
            "Meningkatnya efektivitas pengendalian internal Instansi Pemerintah",
            "Meningkatnya kepemilikan dokumen kependudukan",
            level="outcome",
        )
        self.keeps_quiet("C-11", "Meningkatnya kualitas laporan kinerja")


class C12Test(SimpleTestCase):
    def against(self, text: str, nama: str, polaritas: str) -> int:
        measured = node(
            1, None, text, "outcome", indikator=[{"nama": nama, "polaritas": polaritas}]
        )
        return len(ask("C-12", konteks(measured)))

    def test_the_same_thing_shall_not_shrink_and_grow(self) -> None:
        for text, nama, polaritas in (
            ("Menurunnya kemacetan", "Tingkat kemacetan", "maximize"),
            ("Kemiskinan berkurang", "Persentase kemiskinan", "maximize"),
            ("Meningkatnya partisipasi sekolah", "Angka partisipasi sekolah", "minimize"),
        ):
            self.assertEqual(self.against(text, nama, polaritas), 1, text)

    def test_a_measure_of_something_else_may_grow(self) -> None:
        for text, nama, polaritas in (
            ("Menurunnya kemacetan", "Tingkat kemacetan", "minimize"),
            ("Menurunnya kemacetan", "Kecepatan rata-rata kendaraan", "maximize"),
            ("Menurunnya kemiskinan", "Persentase desa bebas kemiskinan", "maximize"),
            ("Menurunnya kemiskinan", "Penurunan angka kemiskinan", "maximize"),
            ("Meningkatnya kualitas pelayanan", "Jumlah keluhan pelayanan", "minimize"),
            ("Meningkatnya mutu air", "Kadar pencemaran air", "minimize"),
            ("Jalan mantap", "Panjang jalan mantap", "minimize"),
            ("Terjaganya stok pangan", "Stok pangan", "stabilize"),
            (
                "Berkurangnya ketergantungan petani pada tengkulak",
                "Petani yang menjual ke koperasi",
                "maximize",
            ),
        ):
            self.assertEqual(self.against(text, nama, polaritas), 0, nama)

    def test_it_never_closes_a_stage(self) -> None:
        wrong = node(
            1, None, "Menurunnya kemacetan", "outcome",
            indikator=[{"nama": "Kemacetan", "polaritas": "maximize"}],
        )  # fmt: skip
        (finding,) = ask("C-12", konteks(wrong))
        self.assertEqual((finding.severity, finding.blocks), (GALAT, False))


class C13Test(SimpleTestCase):
    SERVICE = ({"nama": "Level of Service", "polaritas": "maximize"},)

    def pair(self, upper: str, own: str, other: str = "level of  service") -> list[int | None]:
        first = node(1, None, upper, "outcome", indikator=list(self.SERVICE))
        second = node(2, 1, own, "strategis", indikator=[{"nama": other, "polaritas": "maximize"}])
        return places("C-13", konteks(first, second))

    def test_a_parent_and_child_that_want_the_opposite_block(self) -> None:
        self.assertEqual(self.pair("Meningkatnya Kemacetan", "Menurunnya Kemacetan"), [2])

    def test_another_indikator_direction_or_thing_is_right(self) -> None:
        self.assertEqual(self.pair("Menurunnya Kemacetan", "Menurunnya Kemacetan"), [])
        self.assertEqual(self.pair("Meningkatnya Kemacetan", "Menurunnya Kemacetan", "Lain"), [])
        self.assertEqual(self.pair("Menurunnya kemacetan", "Meningkatnya kapasitas jalan"), [])
        self.assertEqual(
            self.pair("Disiplin ASN meningkat", "Menurunnya pelanggaran disiplin ASN"), []
        )


class C14Test(SimpleTestCase):
    def test_text_that_kept_a_place_is_found_in_every_part(self) -> None:
        (finding,) = ask("C-14", konteks(node(1, None, "Kota aman, tertib, dll", "outcome")))
        self.assertEqual((finding.severity, finding.blocks), (GALAT, True))
        self.assertIn("masih berisi “dll” pada pernyataan", finding.message)
        for more in ({"faktor_penyebab": "-"}, {"indikator": [{"nama": "xxx"}]}):
            self.assertEqual(places("C-14", konteks({**CSF, **more})), [2])

    def test_it_is_asked_of_complete_trees_and_real_text_passes(self) -> None:
        self.assertEqual(ask("C-14", konteks(ROOT, CSF))[:], [])
        (rule,) = {f.by for f in ask("C-14", konteks(node(1, None, "xxx", "outcome")))}
        self.assertEqual(rule.tahap, 4)
        hyphen = node(3, 2, "Tersedianya rambu-rambu - termasuk marka", faktor_penyebab="Minim")
        self.assertEqual(places("C-14", konteks(hyphen)), [])


class C15Test(SimpleTestCase):
    def cluster(self, upper: str, *texts: str) -> list[int | None]:
        children = [node(10 + i, 1, text, "strategis") for i, text in enumerate(texts)]
        return places("C-15", konteks(node(1, None, upper, "outcome"), *children))

    def test_parts_of_the_parent_are_no_factors(self) -> None:
        produksi = [f"Meningkatnya Produksi {thing}" for thing in
                    ("Tanaman Pangan", "Tanaman Hortikultura", "Tanaman Palawija", "Perkebunan")]  # fmt: skip
        self.assertEqual(self.cluster("Meningkatnya Produksi Pertanian", *produksi), [1])
        levels = [f"Meningkatnya mutu pendidikan {which}" for which in ("dasar", "menengah")]
        self.assertEqual(self.cluster("Meningkatnya mutu pendidikan", *levels), [1])

    def test_three_siblings_of_one_kind_are_none_either(self) -> None:
        produksi = [f"Meningkatnya produksi {thing}" for thing in ("padi", "hortikultura", "kebun")]
        self.assertEqual(self.cluster("Meningkatnya kesejahteraan petani", *produksi), [1])
        self.assertEqual(self.cluster("Meningkatnya kesejahteraan petani", *produksi[:2]), [])

    def test_a_list_of_programmes_is_none_either(self) -> None:
        programmes = (
            "Meningkatnya Penyelenggaraan Pemerintahan",
            "Meningkatnya Pemberdayaan Masyarakat Desa",
            "Meningkatnya Pembinaan Pemerintahan Desa",
        )
        self.assertEqual(self.cluster("Meningkatnya Kualitas Pelayanan Publik", *programmes), [1])

    def test_factors_are(self) -> None:
        self.assertEqual(
            self.cluster(
                "Meningkatnya Produksi Pertanian",
                "Semakin luas lahan pertanian siap tanam",
                "Petani semakin banyak yang menggunakan teknologi pertanian terbaru",
                "Irigasi yang teraliri dengan debit air yang sesuai",
            ),
            [],
        )
        self.assertEqual(
            self.cluster(
                "Meningkatnya kualitas pendidikan",
                "Meningkatnya kualitas guru",
                "Meningkatnya kualitas sarana sekolah",
            ),
            [],
        )
        self.assertEqual(
            self.cluster(
                "Menurunnya kemacetan", "Menurunnya pelanggaran", "Berkurangnya parkir liar"
            ),
            [],
        )


class C16Test(SimpleTestCase):
    def test_an_untagged_csf_and_none_that_looks_ahead_are_told(self) -> None:
        self.assertEqual(places("C-16", konteks(ROOT, CSF)), [2, None])
        tagged = {**CSF, "sifat": "faktual"}
        self.assertEqual(places("C-16", konteks(ROOT, tagged)), [None])

    def test_one_that_looks_ahead_is_enough_and_no_csf_is_another_rule(self) -> None:
        ahead = {**CSF, "sifat": "antisipatif"}
        self.assertEqual(places("C-16", konteks(ROOT, ahead)), [])
        self.assertEqual(places("C-16", konteks(ROOT)), [])


class C17Test(SimpleTestCase):
    def test_a_csf_without_its_factor_is_half_a_pair(self) -> None:
        self.assertEqual(places("C-17", konteks(ROOT, CSF)), [2])

    def test_a_pair_is_whole(self) -> None:
        self.assertEqual(
            places("C-17", konteks(ROOT, {**CSF, "faktor_penyebab": "Over kapasitas jalan"})), []
        )
