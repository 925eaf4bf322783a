"""Rules G-08 and K-03 to K-07: the tree and its documents say the same, and how much they do."""

from __future__ import annotations

from lib.aturan import Severity
from perencanaan.aturan import skor
from perencanaan.models import Dokumen, Komponen, NilaiKomponen, Pagu, Pemetaan, Penyimpangan
from pohon import actions as pohon_actions
from pohon import potret
from pohon.aturan import KonteksPohon
from pohon.models import Indikator, Pohon, Simpul, Target
from tests.perencanaan.aturan.dasar_aturan import Aturan

ALL = ("G-08", "K-03", "K-04", "K-05", "K-06")


class Texts(Aturan):
    def indikator(self, key: str) -> Indikator:
        return Indikator.objects.get(simpul=self.simpul[key])

    def say(self, key: str, text: str) -> None:
        Simpul.objects.filter(pk=self.simpul[key].pk).update(pernyataan=text)

    def name(self, key: str, text: str) -> None:
        Indikator.objects.filter(simpul=self.simpul[key]).update(nama=text)

    def told(self) -> list[tuple[str, int | None]]:
        return [(f.rule, f.simpul) for f in self.of(*ALL)]


class TestG08(Texts):
    def test_a_plan_that_says_the_same_is_right(self) -> None:
        self.assertEqual(self.told(), [])
        self.say("prog1", "PENGGUNA  angkutan umum meningkat.")
        self.assertEqual(self.told(), [])

    def test_another_sasaran_in_an_open_document_is_told(self) -> None:
        self.say("prog1", "Penumpang angkutan umum bertambah")
        (found,) = self.of(*ALL)
        self.assertEqual((found.rule, found.simpul), ("G-08", self.simpul["prog1"].pk))
        self.assertIn("di Renstra Dishub “Pengguna angkutan umum meningkat”", found.message)

    def test_a_reason_settles_it_and_one_of_several_nodes_is_enough(self) -> None:
        self.say("prog1", "Penumpang angkutan umum bertambah")
        Pemetaan.objects.filter(simpul=self.simpul["prog1"]).update(alasan="Istilah Renstra")
        self.say("sub2", "Armada remaja")
        self.assertEqual(self.told(), [])

    def test_a_deviating_name_without_reason_is_told(self) -> None:
        row = Penyimpangan.objects.create(
            komponen=self.komponen["program"],
            indikator=self.indikator("prog1"),
            nama="Jumlah penumpang",
            alasan="Data Renstra",
        )
        self.assertEqual(self.told(), [])
        Penyimpangan.objects.filter(pk=row.pk).update(alasan="")
        self.assertEqual(self.told(), [("G-08", self.simpul["prog1"].pk)])


class TestK03(Texts):
    def test_established_documents_are_held_to_the_tree(self) -> None:
        self.establish()
        self.assertEqual(self.told(), [])
        self.say("prog1", "Penumpang angkutan umum bertambah")
        self.name("keg1", "Tingkat kelaikan armada")
        self.assertEqual(
            self.told(), [("K-03", self.simpul["prog1"].pk), ("K-03", self.simpul["keg1"].pk)]
        )

    def test_a_deviation_with_a_reason_is_not_told(self) -> None:
        Penyimpangan.objects.create(
            komponen=self.komponen["program"],
            indikator=self.indikator("prog1"),
            nama="Jumlah penumpang",
            alasan="Data Renstra",
        )
        self.establish()
        self.assertEqual(self.told(), [])
        self.name("prog1", "Persentase warga yang naik angkutan umum")
        self.assertEqual(self.told(), [("K-03", self.simpul["prog1"].pk)])

    def test_a_word_more_in_the_indikator_is_an_info(self) -> None:
        self.name("keg1", "Persentase armada angkutan wisata umum terawat")
        (found,) = self.of(*ALL)
        self.assertEqual((found.rule, found.severity), ("K-03", Severity.INFO))
        self.assertIn("menyebut “wisata” di tengahnya", found.message)
        self.name("keg1", "Persentase armada angkutan umum terawat")
        self.assertEqual(self.told(), [])


class TestK04(Texts):
    def test_a_cut_text_takes_precedence_wherever_it_stands(self) -> None:
        Komponen.objects.filter(pk=self.komponen["kegiatan"].pk).update(
            sasaran="Armada angkutan umum"
        )
        (found,) = self.of(*ALL)
        self.assertEqual((found.rule, found.simpul), ("K-04", self.simpul["keg1"].pk))
        self.assertIn(
            "di Renstra Dishub tertulis “Armada angkutan umum”, lengkapnya", found.message
        )

    def test_a_cut_text_in_an_established_document_or_in_the_tree(self) -> None:
        self.establish()
        self.name("prog1", "Persentase ukuran prog1 di kota")
        self.say("keg1", "Armada angkutan umum")
        found = self.of(*ALL)
        self.assertEqual([f.rule for f in found], ["K-04", "K-04"])
        self.assertIn("di pohon kinerja tertulis “Armada angkutan umum”", found[0].message)

    def test_two_words_are_no_cut(self) -> None:
        Komponen.objects.filter(pk=self.komponen["kegiatan"].pk).update(sasaran="Armada angkutan")
        self.assertEqual(self.told(), [("G-08", self.simpul["keg1"].pk)])


class TestK05(Texts):
    def test_indikator_added_and_taken_away_since_are_told(self) -> None:
        self.establish()
        self.assertEqual(self.told(), [])
        self.measure(self.simpul["keg1"], "Jumlah armada baru")
        self.indikator("prog1").delete()
        found = self.of("K-05")
        self.assertEqual(
            [f.simpul for f in found], [self.simpul["prog1"].pk, self.simpul["keg1"].pk]
        )
        self.assertIn("tidak ada lagi pada", found[0].message)
        self.assertIn("“Jumlah armada baru”", found[1].message)
        self.assertEqual({f.severity for f in found}, {Severity.GALAT})

    def test_an_indikator_made_again_alike_is_the_same(self) -> None:
        self.establish()
        self.indikator("prog1").delete()
        self.measure(self.simpul["prog1"], "Persentase ukuran prog1")
        self.assertEqual(self.told(), [])

    def test_a_deleted_node_is_told_of_the_tree_it_stood_in(self) -> None:
        self.establish()
        other, _ = self.make_tree(pernyataan="Outcome kedua")
        pohon_actions.apply(
            user=self.admin,
            pohon_id=self.pohon.pk,
            operasi=[
                {
                    "jenis": "hapus",
                    "simpul": self.simpul["sub2"].pk,
                    "versi": self.simpul["sub2"].versi,
                }
            ],
        )
        (found,) = self.of("K-05")
        self.assertEqual(
            found.message,
            "“Terlaksananya peremajaan armada” dari Renstra Dishub tidak ada lagi di pohon ini.",
        )
        self.pohon = other
        self.assertEqual(self.of("K-05"), [])

    def renja(self) -> Dokumen:
        return self.make_dokumen(
            unit=self.unit_a,
            jenis=Dokumen.Jenis.RENJA,
            tahun=2026,
            nama="Renja 2026",
            induk=self.renstra,
        )

    def test_what_the_renstra_pays_for_stands_in_the_established_renja(self) -> None:
        renja = self.renja()
        self.make_komponen("tujuan", "Tujuan", dokumen=renja)
        self.assertEqual(self.of("K-05"), [])
        Dokumen.objects.filter(pk=renja.pk).update(ditetapkan="2026-01-05")
        self.assertEqual(self.places("K-05"), [self.simpul["sub1"].pk, self.simpul["sub2"].pk])
        Pagu.objects.filter(tahun=2026).delete()
        self.assertEqual(self.of("K-05"), [])

    def test_what_stands_in_the_renja_stands_in_the_renstra(self) -> None:
        renja = self.renja()
        tujuan = self.make_komponen("tujuan", self.simpul["akar"].pernyataan, dokumen=renja)
        Pagu.objects.all().delete()
        Dokumen.objects.filter(pk=renja.pk).update(ditetapkan="2026-01-05")
        Pemetaan.objects.create(simpul=self.simpul["akar"], komponen=tujuan)
        self.assertEqual(self.of("K-05"), [])
        Pemetaan.objects.filter(komponen=self.komponen["tujuan"]).delete()
        self.assertEqual(self.places("K-05"), [self.simpul["akar"].pk])


class TestK06(Texts):
    def test_targets_that_changed_since_are_told_once_per_indikator(self) -> None:
        self.establish()
        Target.objects.filter(
            indikator__simpul=self.simpul["prog1"], tahun__in=[2026, 2027]
        ).update(nilai=52)
        (found,) = self.of(*ALL)
        self.assertEqual((found.rule, found.simpul), ("K-06", self.simpul["prog1"].pk))
        self.assertIn("2026 di pohon kinerja 52, di Renstra Dishub 51", found.message)

    def test_a_target_that_deviates_with_a_reason_is_not(self) -> None:
        indikator, komponen = self.indikator("prog1"), self.komponen["program"]
        Penyimpangan.objects.create(komponen=komponen, indikator=indikator, alasan="Pagu")
        NilaiKomponen.objects.create(
            komponen=komponen, indikator=indikator, jenis="target", tahun=2026, nilai=45
        )
        self.establish()
        self.assertEqual(self.told(), [])

    def test_the_last_target_is_the_end_value_or_all_make_it(self) -> None:
        Indikator.objects.filter(simpul=self.simpul["keg1"]).update(kondisi_akhir=60)
        (found,) = self.of(*ALL)
        self.assertEqual((found.rule, found.simpul), ("K-06", self.simpul["keg1"].pk))
        self.assertIn("tahun terakhir (2029) 54, kondisi akhir 60", found.message)
        Indikator.objects.filter(simpul=self.simpul["keg1"]).update(
            kondisi_akhir=50 + 51 + 52 + 53 + 54
        )
        self.assertEqual(self.told(), [])


class TestK07(Texts):
    def test_the_mean_has_its_letters(self) -> None:
        expected: list[tuple[list[float], float, str, str]] = [
            ([1, 1, 1], 100, "a", "BB"),
            ([1] * 19 + [0.5], 97.5, "a", "B"),
            ([1, 1, 0.5, 1, 1], 90, "b", "B"),
            ([1, 0.5], 75, "c", "CC"),
            ([1, 0, 0, 1, 0], 40, "d", "C"),
            ([0, 0, 0.5, 0, 0], 10, "e", "D"),
            ([0], 0, "e", "E"),
        ]
        for values, persen, huruf, lke in expected:
            with self.subTest(values=values):
                score = skor.grade(values)
                self.assertEqual((score.persen, score.huruf, score.huruf_lke), (persen, huruf, lke))
        nothing = skor.grade([])
        self.assertEqual((nothing.banyak, nothing.persen, nothing.huruf), (0, None, ""))

    def test_a_tree_is_scored_by_what_was_found(self) -> None:
        def score() -> skor.Konsistensi:
            pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(
                pk=self.pohon.pk
            )
            whole = potret.whole(pohon)
            return skor.consistency(KonteksPohon(whole, whole["simpul"]))

        self.establish()
        self.assertEqual((score().banyak, score().persen), (6, 100))
        self.say("prog1", "Penumpang angkutan umum bertambah")
        self.indikator("keg1").delete()
        self.assertEqual(score().persen, 75)
