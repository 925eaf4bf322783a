"""Rules C-09, G-06 and G-07: names that are copied, chains and codes."""

from __future__ import annotations

import datetime

from lib.aturan import Severity
from organisasi.models import AmbangAturan, Instansi
from perencanaan.actions import BarisNomenklatur, simpan_nomenklatur
from perencanaan.aturan.nama import index_of
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Pemetaan, VersiNomenklatur
from pohon.models import Pohon, Simpul
from tests.perencanaan.aturan.dasar_aturan import Aturan


class TestC09(Aturan):
    def say(self, text: str, tahap: int = 4) -> None:
        Simpul.objects.filter(pk=self.simpul["prog1"].pk).update(pernyataan=text)
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=tahap)

    def test_a_name_with_another_beginning_is_told(self) -> None:
        for text in (
            "Terlaksananya pembangunan prasarana jalan di jalan kabupaten/kota",
            "Meningkatnya Penyelenggaraan Lalu Lintas dan Angkutan Jalan",
        ):
            with self.subTest(text=text):
                self.say(text)
                (found,) = self.of("C-09")
                self.assertEqual(
                    (found.simpul, found.severity), (self.simpul["prog1"].pk, "peringatan")
                )
                self.assertTrue(found.by.heuristic)
                self.assertIn("menyalin nomenklatur “2.15.02", found.message)

    def test_own_words_and_stage_five_are_left_alone(self) -> None:
        self.say("Angkutan laut makin diminati warga pesisir")
        self.assertEqual(self.of("C-09"), [])
        self.say("Terlaksananya pembangunan prasarana jalan di jalan kabupaten/kota", tahap=5)
        self.assertEqual(self.of("C-09"), [])

    def test_two_words_of_a_long_name_are_no_copy_of_it(self) -> None:
        for text in ("Prasarana jalan", "Meningkatnya prasarana jalan"):
            with self.subTest(text=text):
                self.say(text)
                self.assertEqual(self.of("C-09"), [])

    def test_a_k_l_has_no_nomenclature(self) -> None:
        Instansi.objects.filter(pk=self.instansi.pk).update(jenis="kementerian_lembaga")
        self.say("Terlaksananya pembangunan prasarana jalan di jalan kabupaten/kota")
        self.assertEqual(self.of("C-09"), [])

    def test_the_instansi_sets_the_likeness(self) -> None:
        self.say("Terlaksananya pembangunan prasarana jalan desa di jalan kabupaten")
        (found,) = self.of("C-09")
        self.assertIn("2.15.02.2.02.0001", found.message)
        AmbangAturan.objects.create(
            instansi=self.instansi, aturan="C-09", nama="kemiripan", nilai="0.99"
        )
        self.assertEqual(self.of("C-09"), [])

    def test_the_newest_version_counts_and_changes_are_seen(self) -> None:
        self.say("Meningkatnya ketahanan pangan keluarga di pesisir utara")
        self.assertEqual(self.of("C-09"), [])
        baru = VersiNomenklatur.objects.create(
            nama="Baru", regulasi="Baru", tanggal=datetime.date(2026, 1, 1)
        )
        names = {"2.09": "PANGAN", "2.09.02": "PROGRAM KETAHANAN PANGAN KELUARGA DI PESISIR UTARA"}
        rows = [BarisNomenklatur("kabkota", kode, nama) for kode, nama in names.items()]
        simpan_nomenklatur(versi=baru, rows=rows)
        self.assertEqual(len(self.of("C-09")), 1)
        Nomenklatur.objects.filter(versi=baru).update(nama="PROGRAM LAIN")
        self.assertEqual(self.of("C-09"), [])

    def test_the_names_are_read_once(self) -> None:
        index = index_of(self.versi.pk, "kabkota")
        with self.assertNumQueries(1):
            self.assertIs(index_of(self.versi.pk, "kabkota"), index)
        self.assertIsNone(index_of(self.versi.pk, "provinsi"))


class TestG06(Aturan):
    def test_a_chain_that_follows_code_and_tree_is_right(self) -> None:
        self.assertEqual(self.of("G-06"), [])

    def test_a_code_outside_the_one_above_is_told_once(self) -> None:
        Komponen.objects.filter(pk=self.komponen["subkegiatan"].pk).update(kode="2.15.03.2.01.0001")
        (found,) = self.of("G-06")
        self.assertEqual((found.simpul, found.severity), (self.simpul["sub1"].pk, Severity.GALAT))
        self.assertIn("bukan bagian kegiatan 2.15.02.2.02.", found.message)

    def test_a_komponen_in_another_branch_than_the_node_is_told(self) -> None:
        other = self.make_komponen("program", "Program lain", self.komponen["sasaran"], sasaran="x")
        kegiatan = self.make_komponen("kegiatan", "Kegiatan lain", other, sasaran="x")
        Pemetaan.objects.filter(simpul=self.simpul["keg1"]).update(komponen=kegiatan)
        places = self.places("G-06")
        self.assertEqual(places, [self.simpul[key].pk for key in ("keg1", "sub1", "sub2")])
        self.assertIn("bukan bagian “2.15.02 PROGRAM", self.of("G-06")[0].message)

    def test_nodes_between_that_are_not_mapped_are_passed_over(self) -> None:
        Pemetaan.objects.filter(simpul__in=[self.simpul["keg1"], self.simpul["prog1"]]).delete()
        self.assertEqual(self.of("G-06"), [])

    def test_another_document_says_nothing(self) -> None:
        rpjmd = self.make_dokumen(jenis=Dokumen.Jenis.RPJMD, nama="RPJMD")
        upper = self.make_komponen("tujuan", "Tujuan daerah", dokumen=rpjmd)
        Pemetaan.objects.create(simpul=self.simpul["akar"], komponen=upper)
        self.assertEqual(self.of("G-06"), [])


class TestG07(Aturan):
    def recode(self, kode: str, **fields: object) -> None:
        Komponen.objects.filter(pk=self.komponen["subkegiatan"].pk).update(kode=kode, **fields)

    def test_codes_of_the_version_are_right_typed_or_chosen(self) -> None:
        self.assertEqual(self.of("G-07"), [])
        self.recode("2.15.02.2.02.01", nomenklatur=None)
        self.assertEqual(self.of("G-07"), [])

    def test_a_code_the_version_does_not_have_is_told(self) -> None:
        self.recode("2.15.02.2.02.0099")
        (found,) = self.of("G-07")
        self.assertEqual(found.simpul, self.simpul["sub1"].pk)
        self.assertIn("Nomenklatur 2.15.02.2.02.0099", found.message)
        self.assertIn("tidak ada pada Kepmendagri uji untuk kabupaten/kota", found.message)

    def test_the_tier_counts(self) -> None:
        Nomenklatur.objects.filter(kode="2.15.02.2.02.0001").update(tingkat="provinsi")
        self.assertEqual(self.places("G-07"), [self.simpul["sub1"].pk])

    def test_a_document_without_version_is_held_to_the_newest(self) -> None:
        Dokumen.objects.filter(pk=self.renstra.pk).update(versi_nomenklatur=None)
        self.assertEqual(self.of("G-07"), [])
        self.recode("2.15.02.2.02.0099", nomenklatur=None)
        self.assertEqual(self.places("G-07"), [self.simpul["sub1"].pk])

    def test_komponen_without_code_are_left_alone(self) -> None:
        self.recode("", nomenklatur=None)
        self.assertEqual(self.of("G-07"), [])
