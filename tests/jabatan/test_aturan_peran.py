"""Rules I-09, I-12, I-14 and I-19, roles: each with what triggers it and what does not."""

from __future__ import annotations

from jabatan.actions.peran import Ubahan
from jabatan.models import Jabatan, KinerjaJabatan, PeranHasil
from tests.jabatan.dasar_peran import Peran


class TestI09(Peran):
    def test_it_tells_a_direct_role_that_is_not_outcome_antara(self):
        self.carry("uang", "kasi", pendekatan="wilayah")
        self.assertEqual(self.found("I-09"), [])
        self.write("kasi", ubahan={0: Ubahan("output", "Karcis")})
        (message,) = self.messages_of("I-09")
        self.assertIn("Nilai capaian atasan langsung tidak ikut dihitung", message)

    def test_a_role_of_another_approach_may_be_output(self):
        self.carry("uang", "kasi", pendekatan="layanan")
        self.write("kasi", ubahan={0: Ubahan("output", "Karcis")})
        self.assertEqual(self.found("I-09"), [])


class TestI12(Peran):
    def test_it_tells_a_non_direct_role_that_is_outcome_antara(self):
        self.carry("uang", "kasi", pendekatan="layanan")
        self.assertEqual(self.found("I-12"), [])
        self.write("kasi", ubahan={0: Ubahan("outcome_antara", "Layanan karcis")})
        (message,) = self.messages_of("I-12")
        self.assertIn("Nilai capaian atasan langsung ikut dihitung", message)

    def test_a_role_of_a_direct_approach_may_be_outcome_antara(self):
        self.carry("uang", "kasi", pendekatan="wilayah")
        self.write("kasi", ubahan={0: Ubahan("outcome_antara", "Karcis laku")})
        self.assertEqual(PeranHasil.objects.get().hasil, "Karcis laku")
        self.assertEqual(self.found("I-12"), [])


class TestI14(Peran):
    def test_it_names_who_has_no_role_and_where(self):
        self.carry("uang", "kasi")
        self.carry("uang", "staf")
        (message,) = self.messages_of("I-14")
        self.assertEqual(
            message,
            "Kepala Seksi Terminal dan Kepala Seksi Parkir belum punya peran pada hasil "
            "Kepala Bidang Lalu Lintas.",
        )
        for kasi in ("kasi2", "kasi3"):
            self.write(kasi, baru=Ubahan("output", "Laporan"))
        self.assertEqual(self.found("I-14"), [])

    def test_it_asks_for_a_measure(self):
        self.simpul["juru"] = self.node("Juru cukup", "uang")
        for kasi in ("kasi", "kasi2", "kasi3"):
            self.carry("juru", kasi)
        self.assertIn("belum terukur", self.messages_of("I-14")[0])

    def test_it_leaves_positions_of_other_units_alone(self):
        for kasi in ("kasi", "kasi2", "kasi3"):
            self.carry("uang", kasi)
        self.carry("csf", "walikota")
        messages = " ".join(self.messages_of("I-14"))
        self.assertNotIn("Dinas Pendidikan", messages)
        self.assertIn("Kepala Dinas Perhubungan", messages)

    def test_a_hidden_entry_is_no_role(self):
        self.carry("uang", "kasi")
        self.write("kasi", ubahan={0: Ubahan("output", "", hapus=True)})
        self.assertIn("Kepala Seksi Rekayasa", self.messages_of("I-14")[0])
        self.assertFalse(PeranHasil.objects.shown().exists())
        self.assertTrue(KinerjaJabatan.objects.filter(jabatan=self.jabatan["kasi"]).exists())

    def test_a_team_that_carries_the_result_itself_has_its_roles(self):
        for kasi in ("kasi", "kasi2", "kasi3"):
            self.carry("uang", kasi)
        self.carry("uang", "staf")
        self.assertEqual(self.found("I-14"), [])


class TestI19(Peran):
    def test_it_tells_similar_positions_with_unlike_roles(self):
        Jabatan.objects.filter(pk__in=[self.jabatan["kasi2"].pk, self.jabatan["kasi3"].pk]).update(
            nama="Kepala Seksi Wilayah"
        )
        self.carry("uang", "kasi2")
        (message,) = self.messages_of("I-19")
        self.assertIn("2 jabatan serupa (Kepala Seksi Wilayah)", message)
        self.carry("uang", "kasi3")
        self.assertEqual(self.found("I-19"), [])

    def test_positions_with_other_names_may_have_other_roles(self):
        self.carry("uang", "kasi2")
        self.assertEqual(self.found("I-19"), [])
