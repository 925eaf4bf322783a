"""Rules G-05, G-09, G-11 and G-12: levers, parts, what a sasaran refers to, sums."""

from __future__ import annotations

from decimal import Decimal

from lib.aturan import Severity
from organisasi.models import Instansi
from perencanaan.models import Acuan, Dokumen, Komponen, Nspk, Pagu, Pemetaan
from pohon.models import Indikator, Pohon, Target
from tests.perencanaan.aturan.dasar_aturan import Aturan


class TestG05(Aturan):
    def test_a_plan_whose_komponen_all_have_nodes_is_right(self) -> None:
        self.assertEqual(self.of("G-05"), [])

    def test_a_branch_without_nodes_is_told_once_of_the_tree(self) -> None:
        program = self.make_komponen("program", "Program sendiri", self.komponen["sasaran"])
        kegiatan = self.make_komponen("kegiatan", "Kegiatan sendiri", program)
        self.make_komponen("subkegiatan", "Subkegiatan sendiri", kegiatan)
        (found,) = self.of("G-05")
        self.assertIsNone(found.simpul)
        self.assertEqual(
            found.message,
            "Program “Program sendiri” beserta 2 komponen di bawahnya tidak menopang outcome mana pun (tanpa daya "
            "ungkit).",
        )

    def test_a_single_komponen_between_held_ones_is_told(self) -> None:
        Pemetaan.objects.filter(komponen=self.komponen["kegiatan"]).delete()
        (found,) = self.of("G-05")
        self.assertIn("Kegiatan “2.15.02.2.02 Penyediaan", found.message)
        self.assertNotIn("beserta", found.message)

    def test_the_supporting_program_stands_outside_the_trees(self) -> None:
        program = self.make_komponen(
            "program", "Penunjang", self.komponen["sasaran"], kode="2.15.01"
        )
        self.make_komponen("kegiatan", "Administrasi", program, kode="2.15.01.2.06")
        self.assertEqual(self.of("G-05"), [])

    def test_documents_of_others_and_replaced_ones_do_not_count(self) -> None:
        tujuan = self.make_komponen("tujuan", "Tujuan", dokumen=self.renstra_b)
        sasaran = self.make_komponen("sasaran", "Sasaran", tujuan, dokumen=self.renstra_b)
        self.make_komponen("program", "Program disdik", sasaran, dokumen=self.renstra_b)
        self.assertEqual(self.of("G-05"), [])

    def test_a_renja_repeats_nothing(self) -> None:
        program = self.make_komponen("program", "Program sendiri", self.komponen["sasaran"])
        renja = self.make_dokumen(
            unit=self.unit_a, jenis=Dokumen.Jenis.RENJA, tahun=2026, nama="Renja 2026"
        )
        tujuan = self.make_komponen("tujuan", "Tujuan", dokumen=renja)
        sasaran = self.make_komponen("sasaran", "Sasaran", tujuan, dokumen=renja)
        copy = self.make_komponen("program", "Program sendiri", sasaran, dokumen=renja)
        self.assertEqual(len(self.of("G-05")), 2)
        Komponen.objects.filter(pk=copy.pk).update(asal=program)
        self.assertEqual(len(self.of("G-05")), 1)

    def test_the_first_tree_of_a_unit_tells(self) -> None:
        self.make_komponen("program", "Program sendiri", self.komponen["sasaran"])
        later, _ = self.make_tree(pernyataan="Outcome kedua")
        self.assertEqual(len(self.of("G-05")), 1)
        self.pohon = later
        self.assertEqual(self.of("G-05"), [])
        Pohon.objects.exclude(pk=later.pk).update(tahap=4)
        self.assertEqual(len(self.of("G-05")), 1)


class TestG09(Aturan):
    def test_a_whole_plan_is_right(self) -> None:
        self.assertEqual(self.of("G-09"), [])

    def test_what_a_komponen_lacks_is_told_together(self) -> None:
        Komponen.objects.filter(pk=self.komponen["program"].pk).update(sasaran="")
        Indikator.objects.filter(simpul=self.simpul["prog1"]).delete()
        (found,) = self.of("G-09")
        self.assertEqual((found.simpul, found.severity), (self.simpul["prog1"].pk, Severity.GALAT))
        self.assertTrue(found.message.endswith("belum lengkap: sasaran dan indikator."))

    def test_an_indikator_without_target_of_the_years_is_told(self) -> None:
        Target.objects.filter(indikator__simpul=self.simpul["keg1"]).delete()
        (found,) = self.of("G-09")
        self.assertTrue(found.message.endswith("belum lengkap: target."))

    def test_a_kegiatan_has_the_pagu_below_it_and_a_program_needs_none(self) -> None:
        Pagu.objects.all().delete()
        self.assertEqual(self.places("G-09"), [self.simpul["keg1"].pk, self.simpul["sub1"].pk])
        self.assertTrue(self.of("G-09")[0].message.endswith("belum lengkap: anggaran."))

    def test_a_kegiatan_of_a_k_l_needs_an_output(self) -> None:
        Instansi.objects.filter(pk=self.instansi.pk).update(jenis="kementerian_lembaga")
        Komponen.objects.filter(pk=self.komponen["subkegiatan"].pk).update(jenis="sasaran_kegiatan")
        found = {f.simpul: f.message for f in self.of("G-09")}
        self.assertIn("output (KRO/RO)", found[self.simpul["sub1"].pk])


class TestG11(Aturan):
    def test_a_sasaran_without_reference_is_told(self) -> None:
        (found,) = self.of("G-11")
        self.assertEqual(
            (found.simpul, found.severity), (self.simpul["csf1"].pk, Severity.PERINGATAN)
        )
        self.assertIn("belum terkait sasaran RPJMD/NSPK", found.message)

    def test_an_nspk_or_a_sasaran_above_is_enough(self) -> None:
        nspk = Nspk.objects.create(instansi=self.instansi, nama="Standar pelayanan angkutan")
        acuan = Acuan.objects.create(komponen=self.komponen["sasaran"], nspk=nspk)
        self.assertEqual(self.of("G-11"), [])
        acuan.delete()
        rpjmd = self.make_dokumen(jenis=Dokumen.Jenis.RPJMD, nama="RPJMD")
        tujuan = self.make_komponen("tujuan", "Tujuan daerah", dokumen=rpjmd)
        Pemetaan.objects.create(simpul=self.simpul["akar"], komponen=tujuan)
        self.assertEqual(self.of("G-11"), [])


class TestG12(Aturan):
    def test_a_plan_with_pagu_at_the_lowest_is_right(self) -> None:
        self.assertEqual(self.of("G-12"), [])

    def test_an_upper_pagu_that_is_not_the_sum_is_told_by_year(self) -> None:
        Pagu.objects.create(komponen=self.komponen["program"], tahun=2026, nilai=Decimal(1_000_000))
        self.assertEqual(self.of("G-12"), [])
        Pagu.objects.filter(komponen=self.komponen["program"]).update(nilai=Decimal(3_000_000))
        (found,) = self.of("G-12")
        self.assertEqual(found.simpul, self.simpul["prog1"].pk)
        self.assertIn(
            "tahun 2026, Rp 3.000.000, tidak sama dengan jumlah turunannya, Rp 1.000.000",
            found.message,
        )

    def test_the_same_code_twice_with_the_same_pagu_is_told(self) -> None:
        twin = self.make_komponen("subkegiatan", "Kembar", self.komponen["kegiatan"], sasaran="x")
        Komponen.objects.filter(pk=twin.pk).update(kode=self.komponen["subkegiatan"].kode)
        for tahun in self.periode.tahun:
            Pagu.objects.create(komponen=twin, tahun=tahun, nilai=1_000_000)
        (found,) = self.of("G-12")
        self.assertEqual(found.simpul, self.simpul["sub1"].pk)
        self.assertIn("tercatat 2 kali", found.message)
        Pagu.objects.filter(komponen=twin).update(nilai=5)
        self.assertEqual(self.of("G-12"), [])
