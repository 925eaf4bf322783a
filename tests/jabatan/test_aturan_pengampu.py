"""Rules H-01, H-02, H-06, H-07, H-08 and H-09: each with a tree that triggers it and one that does not."""

from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext

from jabatan import actions
from jabatan.aturan.struktur import is_vague
from jabatan.models import Jabatan
from lib.aturan import Severity
from organisasi.models import Instansi, Unit
from perencanaan.models import Komponen
from pohon.aturan import check_pohon
from pohon.models import Pohon, Simpul
from tests.jabatan.dasar import Pembagian


class Rules(Pembagian):
    def found(self, rule):
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        return [f for f in check_pohon(pohon) if f.rule == rule]

    def add(self, nama, induk="kabid", **fields):
        data = {"nama": nama, "unit": Unit.objects.get(pk=self.unit_a1.pk), **fields}
        upper = induk if isinstance(induk, Jabatan) else self.jabatan[induk]
        made = actions.add_jabatan(user=self.admin, jabatan=self.new(**data), induk_id=upper.pk)
        return self.fresh(made)


class TestH01(Rules):
    def test_the_usual_holders_trigger_nothing(self):
        self.assign("csf", "kadis")
        self.assign("prog", "kabid")
        self.assign("keg", "kasi")
        self.assign("sub", "kasi")
        self.assertEqual(self.found("H-01"), [])

    def test_an_unusual_holder_is_named_with_level_and_node(self):
        self.assign("prog", "kasi")
        (finding,) = self.found("H-01")
        self.assertEqual(finding.simpul, self.simpul["prog"].pk)
        self.assertEqual(finding.severity, Severity.PERINGATAN)
        self.assertIn("“Angkutan umum diminati” dipegang Kepala Seksi Rekayasa", finding.message)
        self.assertIn("lazimnya Administrator (Eselon III)", finding.message)

    def test_one_who_shares_with_the_usual_superior_triggers_nothing(self):
        self.assign("prog", "kasi")
        self.assign("prog", "kabid")
        self.assertEqual(self.found("H-01"), [])

    def test_in_a_kecamatan_camat_kasi_and_staff_are_usual(self):
        Unit.objects.filter(pk=self.unit_a.pk).update(profil="kecamatan")
        Jabatan.objects.filter(pk=self.jabatan["kadis"].pk).update(jenjang="administrator")
        self.assign("csf", "kadis")
        self.assign("prog", "kasi")
        self.assign("sub", "staf")
        self.assertEqual(self.found("H-01"), [])

    def test_the_head_of_a_perangkat_daerah_is_usual_whatever_the_jenjang(self):
        Jabatan.objects.filter(pk=self.jabatan["kadis"].pk).update(jenjang="administrator")
        self.assign("csf", "kadis")
        self.assertEqual(self.found("H-01"), [])
        self.assign("csf", "kabid")
        self.assertEqual([f.simpul for f in self.found("H-01")], [self.simpul["csf"].pk])

    def test_the_secretariat_of_a_province_may_stand_one_step_higher(self):
        Instansi.objects.filter(pk=self.instansi.pk).update(jenis="provinsi")
        Unit.objects.filter(pk=self.unit_a.pk).update(profil="sekretariat_daerah")
        Jabatan.objects.filter(pk=self.jabatan["kadis"].pk).update(jenjang="jpt_madya")
        Jabatan.objects.filter(pk=self.jabatan["kabid"].pk).update(jenjang="jpt_pratama")
        self.assign("csf", "kadis")
        self.assign("prog", "kabid")
        self.assertEqual(self.found("H-01"), [])


class TestH02(Rules):
    def be_ministry(self):
        Instansi.objects.filter(pk=self.instansi.pk).update(jenis="kementerian_lembaga")
        Simpul.objects.filter(pk=self.simpul["csf"].pk).update(level_kinerja="strategis_sektor")
        Jabatan.objects.filter(pk=self.jabatan["walikota"].pk).update(jenjang="menteri")

    def test_the_usual_holders_of_a_ministry_trigger_nothing(self):
        self.be_ministry()
        self.assign("csf", "walikota")
        self.assign("prog", "kadis")
        self.assertEqual(self.found("H-02"), [])

    def test_an_unusual_holder_is_told_here_and_not_by_the_rule_of_regions(self):
        self.be_ministry()
        self.assign("csf", "walikota")
        self.assign("prog", "kadis")
        self.assign("keg", "kabid")
        (finding,) = self.found("H-02")
        self.assertEqual(
            (finding.simpul, finding.severity), (self.simpul["keg"].pk, Severity.PERINGATAN)
        )
        self.assertIn("lazimnya JPT pratama (Eselon II)", finding.message)
        self.assertEqual(self.found("H-01"), [])

    def test_a_region_is_left_to_the_other_rule(self):
        self.assign("csf", "kadis")
        self.assign("prog", "kabid")
        self.assign("keg", "kasi")
        self.assign("sub", "kasi")
        self.assertEqual(self.found("H-02"), [])


class TestH06(Rules):
    def test_a_chain_of_superiors_along_the_tree_triggers_nothing(self):
        self.assign_all()
        self.assertEqual(self.found("H-06"), [])

    def test_the_top_carrier_needs_no_superior(self):
        self.assign("prog", "kabid")
        self.assertEqual(self.found("H-06"), [])

    def test_a_branch_no_superior_carries_is_told(self):
        other = self.make_simpul(self.pohon, "Jalan mulus", self.simpul["akar"])
        self.assign("prog", "kabid")
        actions.assign(user=self.admin, simpul=other, jabatan=self.jabatan["kasi"])
        (finding,) = self.found("H-06")
        self.assertEqual((finding.simpul, finding.severity), (other.pk, Severity.GALAT))
        self.assertIn("Kepala Seksi Rekayasa pada “Jalan mulus”", finding.message)
        self.assertIn("kinerja Kepala Bidang Lalu Lintas, atasannya", finding.message)
        self.assign("akar", "kadis")
        self.assertEqual(self.found("H-06"), [])


class TestH07(Rules):
    def kode(self, text):
        Komponen.objects.filter(pk=self.komponen["program"].pk).update(kode=text)

    def test_a_program_of_the_units_own_urusan_triggers_nothing(self):
        Unit.objects.filter(pk=self.unit_a.pk).update(bidang_urusan="2.15, 1.03")
        self.assign("prog", "kabid")
        for text in ("2.15.02", "X.XX.01", ""):
            self.kode(text)
            self.assertEqual(self.found("H-07"), [])

    def test_a_program_of_another_urusan_is_told(self):
        Unit.objects.filter(pk=self.unit_a.pk).update(bidang_urusan="2.15")
        self.kode("1.02.03")
        self.assign("prog", "kabid")
        (finding,) = self.found("H-07")
        self.assertIn("bidang urusan 1.02, sedangkan unit ini mengurus 2.15", finding.message)
        Unit.objects.filter(pk=self.unit_a.pk).update(bidang_urusan="")
        self.assertEqual(self.found("H-07"), [])


class TestH08(Rules):
    def test_a_vague_position_is_told_on_its_node(self):
        staf = self.add("Staf Umum", "kasi")
        self.assertEqual([f.simpul for f in self.found("H-08")], [None])
        actions.assign(user=self.admin, simpul=self.simpul["sub"], jabatan=staf)
        (finding,) = self.found("H-08")
        self.assertEqual(finding.simpul, self.simpul["sub"].pk)
        self.assertIn("“Staf Umum” di Bidang", finding.message)

    def test_positions_with_a_name_trigger_nothing(self):
        self.assertEqual(self.found("H-08"), [])


class TestH08Names(SimpleTestCase):
    def test_kinds_are_vague_and_names_are_not(self):
        for nama in (
            "Kasi",
            "analisis",
            "staf  umum",
            "Kepala Seksi",
            "Kasi/Jafung/Analis Kebijakan",
        ):
            self.assertTrue(is_vague(nama), nama)
        for nama in (
            "Kepala Seksi Rekayasa",
            "Analis Kebijakan",
            "Sekretaris",
            "Camat",
            "Pengelola Data",
        ):
            self.assertFalse(is_vague(nama), nama)


class TestH09(Rules):
    def ketua(self, **fields):
        return self.add("Ketua A", jenjang="jf", supervisi=True, **fields)

    def test_one_pattern_triggers_nothing(self):
        for nama in ("Perencana A", "Perencana B"):
            self.add(nama, jenjang="jf")
        self.assertEqual(self.found("H-09"), [])
        Jabatan.objects.filter(nama__startswith="Perencana").delete()
        ketua = self.ketua(level_jf="ahli_madya")
        self.add("Auditor Anggota", ketua, jenjang="jf", level_jf="ahli_muda")
        self.assertEqual(self.found("H-09"), [])

    def test_a_leader_without_members_is_told(self):
        self.ketua()
        (finding,) = self.found("H-09")
        self.assertIn("Ketua A bertanda dengan fungsi supervisi", finding.message)
        self.assertEqual(finding.severity, Severity.INFO)

    def test_a_mixed_pattern_is_told(self):
        self.add("Anggota A1", self.ketua(), jenjang="jf")
        self.add("Perencana B", jenjang="jf")
        (finding,) = self.found("H-09")
        self.assertIn("Pilih pola jabatan fungsional", finding.message)
        self.assertIn("di bawah Kepala Bidang Lalu Lintas", finding.message)

    def test_a_leader_below_a_member_is_told(self):
        self.add(
            "Anggota A1", self.ketua(level_jf="ahli_muda"), jenjang="jf", level_jf="ahli_madya"
        )
        self.assertIn("lebih tinggi", self.found("H-09")[0].message)


class TestQueries(Rules):
    def count(self):
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        with CaptureQueriesContext(connection) as queries:
            check_pohon(pohon)
        return len(queries)

    def test_they_do_not_grow_with_nodes_and_positions(self):
        self.assign_all()
        few = self.count()
        for number in range(6):
            node = self.make_simpul(self.pohon, f"K {number}", self.simpul["keg"])
            staf = self.add(f"Pengelola Data {number}", "kasi")
            actions.assign(user=self.admin, simpul=node, jabatan=staf)
        self.assertEqual(self.count(), few)
