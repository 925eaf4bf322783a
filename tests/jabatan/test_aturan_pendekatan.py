"""Rules I-06 to I-08, I-10 and I-11, approaches: each with what triggers it and what does not."""

from __future__ import annotations

from decimal import Decimal

from jabatan.models import KinerjaJabatan, Layanan, Milestone
from pohon.models import Indikator
from tests.jabatan.dasar_teknik import MONEY, PERCENT, Tim

STEPS = ("layanan", "penerima", "masalah", "ekspektasi", "penguatan", "korespondensi", "rencana")


class TestI06(Tim):
    def test_it_tells_the_same_aspect_twice_and_a_member_without(self):
        self.carry("uang", "kasi", pendekatan="aspek", aspek="Pendataan")
        two = self.carry("uang", "kasi2", pendekatan="aspek", aspek="pendataan")
        (message,) = self.messages_of("I-06")
        self.assertIn("Pendataan ada pada lebih dari satu jabatan", message)
        KinerjaJabatan.objects.filter(pk=two.pk).update(aspek="Penagihan")
        self.assertEqual(self.found("I-06"), [])
        KinerjaJabatan.objects.filter(pk=two.pk).update(aspek="")
        self.assertIn("1 jabatan belum mendapat bagian", self.messages_of("I-06")[0])

    def test_it_tells_what_of_the_superiors_list_nobody_has(self):
        KinerjaJabatan.objects.filter(pk=self.kabid_kinerja.pk).update(
            aspek="Pendataan; Penagihan; Pelaporan"
        )
        self.carry("uang", "kasi", pendekatan="aspek", aspek="Pendataan")
        self.carry("uang", "kasi2", pendekatan="aspek", aspek="Penagihan")
        self.assertIn("Pelaporan belum dibagikan", self.messages_of("I-06")[0])

    def test_it_wants_the_sasaran_of_the_superior(self):
        self.simpul["lain"] = self.node("Tarif ditinjau", "uang", MONEY)
        self.carry("lain", "kasi", pendekatan="aspek", aspek="Pendataan")
        self.assertIn("sasaran Kepala Seksi Rekayasa berbeda", self.messages_of("I-06")[0])

    def test_teams_by_another_approach_need_no_aspects(self):
        for kasi in ("kasi", "kasi2"):
            self.carry("uang", kasi, pendekatan="milestone", aspek="Pendataan")
        self.assertEqual(self.found("I-06"), [])


class TestI07(Tim):
    def test_it_tells_places_that_overlap(self):
        self.carry("uang", "kasi", pendekatan="wilayah", wilayah="Kec. Rawa; Kec. Bukit")
        two = self.carry("uang", "kasi2", pendekatan="wilayah", wilayah="Kecamatan Bukit")
        (message,) = self.messages_of("I-07")
        self.assertIn("Kec. Bukit ada pada lebih dari satu jabatan", message)
        KinerjaJabatan.objects.filter(pk=two.pk).update(wilayah="Kecamatan Muara")
        self.assertEqual(self.found("I-07"), [])

    def test_it_wants_the_indicator_of_the_superior(self):
        self.simpul["lain"] = self.node("Tarif ditinjau", "uang", PERCENT)
        self.carry("lain", "kasi", pendekatan="wilayah", wilayah="Kec. Rawa")
        self.assertIn("Kepala Seksi Rekayasa tidak memilikinya", self.messages_of("I-07")[0])

    def test_members_with_the_indicator_and_a_place_of_their_own_are_right(self):
        self.carry("uang", "kasi", pendekatan="wilayah", wilayah="Kec. Rawa; Kec. Muara")
        self.carry("uang", "kasi2", pendekatan="wilayah", wilayah="Kec. Bukit")
        self.assertEqual(self.found("I-07"), [])


class TestI08(Tim):
    def test_it_tells_loads_that_do_not_add_up_and_i03_leaves_them_to_it(self):
        self.carry("uang", "kasi", 40, pendekatan="beban_target")
        two = self.carry("uang", "kasi2", 35, pendekatan="beban_target")
        (message,) = self.messages_of("I-08")
        self.assertIn("Jumlah target bawahan 75 ≠ target atasan 100.", message)
        self.assertEqual(self.found("I-03"), [])
        two.daftar_target.update(nilai=Decimal(60))
        self.assertEqual(self.found("I-08"), [])

    def test_it_holds_for_percent_too_where_the_approach_is_chosen(self):
        Indikator.objects.filter(simpul=self.simpul["uang"]).update(satuan="persen")
        self.carry("uang", "kasi", 40, pendekatan="beban_target")
        self.assertEqual(len(self.found("I-08")), 1)

    def test_it_wants_the_indicator_of_the_superior(self):
        self.simpul["lain"] = self.node("Tarif ditinjau", "uang", PERCENT)
        self.carry("lain", "kasi", pendekatan="beban_target")
        self.assertIn("Kepala Seksi Rekayasa tidak memilikinya", self.messages_of("I-08")[0])

    def test_it_leaves_targets_divided_without_the_approach_to_i03(self):
        self.carry("uang", "kasi", 40)
        self.assertEqual(self.found("I-08"), [])
        self.assertEqual(len(self.found("I-03")), 1)


class TestI10(Tim):
    def test_it_names_the_steps_that_are_missing(self):
        kinerja = self.carry("keg", "kasi", pendekatan="layanan")
        self.assertIn("korespondensi dan advokasi", self.messages_of("I-10")[0])
        layanan = Layanan.objects.create(kinerja=kinerja, **dict.fromkeys(STEPS, "Isi"))
        self.assertEqual(self.found("I-10"), [])
        layanan.ekspektasi = " "
        layanan.save()
        (message,) = self.messages_of("I-10")
        self.assertTrue(message.endswith("belum lengkap: ekspektasi penerima layanan."), message)

    def test_other_approaches_ask_for_no_steps(self):
        self.carry("keg", "kasi", pendekatan="wilayah", wilayah="Kec. Rawa")
        self.assertEqual(self.found("I-10"), [])


class TestI11(Tim):
    def test_it_wants_a_milestone_with_output_and_expectation(self):
        kinerja = self.carry("keg", "kasi", pendekatan="milestone")
        self.assertIn("Milestone belum diisi", self.messages_of("I-11")[0])
        step = Milestone.objects.create(kinerja=kinerja, nama="Kajian", output="Naskah")
        self.assertIn("Kajian", self.messages_of("I-11")[0])
        step.ekspektasi = "Disepakati"
        step.save()
        self.assertEqual(self.found("I-11"), [])

    def test_other_approaches_ask_for_no_milestones(self):
        self.carry("keg", "kasi", pendekatan="wilayah", wilayah="Kec. Rawa")
        self.assertEqual(self.found("I-11"), [])
