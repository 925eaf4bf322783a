"""Rules I-01 to I-05 and I-13, techniques and kinds: each with what triggers it and what does not."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jabatan.models import KinerjaJabatan, PasanganIndikator
from lib.aturan import Severity
from pohon.models import Indikator, Target
from tests.jabatan.dasar import TAHUN
from tests.jabatan.dasar_teknik import MONEY, Tim


class Pairs(Tim):
    def say(self, lower, lower_node, teknik, upper_node="uang", alasan=""):
        """Declare a pair without asking whether it is so."""
        return PasanganIndikator.objects.create(
            atasan=self.kabid_kinerja,
            indikator_atasan=self.measure(upper_node),
            bawahan=lower,
            indikator_bawahan=self.measure(lower_node),
            teknik=teknik,
            alasan=alasan,
        )


class TestI01(Pairs):
    def test_it_tells_a_declaration_that_differs(self):
        lower = self.carry("uang", "kasi", 40)
        said = self.say(lower, "uang", "duplicate")
        (finding,) = self.found("I-01")
        self.assertIn("Terdeteksi Cluster, dinyatakan Duplicate.", finding.message)
        self.assertEqual(
            (finding.simpul, finding.severity), (self.simpul["uang"].pk, Severity.PERINGATAN)
        )
        said.teknik = "cluster"
        said.save()
        self.assertEqual(self.found("I-01"), [])

    def test_it_reads_the_technique_of_the_kinerja_where_no_pair_is_declared(self):
        self.carry("uang", "kasi", 40, teknik="unique")
        self.assertIn("dinyatakan Unique", self.messages_of("I-01")[0])

    def test_a_pair_nobody_declared_and_one_declared_as_found_are_right(self):
        self.carry("uang", "kasi", 40)
        self.carry("uang", "kasi2", 60, teknik="cluster")
        self.assertEqual(self.found("I-01"), [])


class TestI02(Tim):
    def test_it_advises_against_a_duplicate_that_is_not_percent(self):
        self.carry("uang", "kasi")
        (message,) = self.messages_of("I-02")
        self.assertIn("Duplicate biasanya untuk satuan persen", message)
        Indikator.objects.filter(simpul=self.simpul["uang"]).update(satuan="%")
        self.assertEqual(self.found("I-02"), [])

    def test_a_target_that_is_divided_is_no_duplicate(self):
        self.carry("uang", "kasi", 40)
        self.assertEqual(self.found("I-02"), [])


class TestI03(Tim):
    def test_it_tells_parts_that_do_not_add_up_with_both_figures(self):
        for kasi, share in (("kasi", 40), ("kasi2", 35)):
            self.carry("uang", kasi, share)
        (message,) = self.messages_of("I-03")
        self.assertIn("2026: Jumlah target bawahan 75 ≠ target atasan 100.", message)
        self.carry("uang", "kasi3", 25)
        self.assertEqual(self.found("I-03"), [])

    def test_it_counts_a_carrier_without_a_share_at_the_whole_target(self):
        self.carry("uang", "kasi", 40)
        self.carry("uang", "kasi2")
        self.assertIn("140 ≠ target atasan 100", self.messages_of("I-03")[0])

    def test_it_leaves_percent_alone(self):
        Indikator.objects.filter(simpul=self.simpul["uang"]).update(satuan="persen")
        self.carry("uang", "kasi", 40)
        self.assertEqual(self.found("I-03"), [])

    def test_it_follows_the_card_where_it_says_sum(self):
        Indikator.objects.filter(simpul=self.simpul["uang"]).update(
            satuan="nilai", konsolidasi_lokasi="sum"
        )
        self.carry("uang", "kasi", 40)
        self.assertEqual(len(self.found("I-03")), 1)

    def test_it_checks_every_year_of_the_period_in_one_finding(self):
        measure = self.measure("uang")
        Target.objects.create(indikator=measure, tahun=2027, nilai=200)
        kinerja = self.carry("uang", "kasi", 40)
        kinerja.daftar_target.create(indikator=measure, tahun=2027, nilai=150)
        (message,) = self.messages_of("I-03")
        self.assertIn("2026: Jumlah target bawahan 40 ≠ target atasan 100.", message)
        self.assertIn("2027: Jumlah target bawahan 150 ≠ target atasan 200.", message)

    def test_it_leaves_teams_by_load_to_i08(self):
        self.carry("uang", "kasi", 40, pendekatan="beban_target")
        self.assertEqual(self.found("I-03"), [])
        self.assertEqual(len(self.found("I-08")), 1)


class TestI04(Pairs):
    def test_it_asks_which_of_several_indicators_is_supported(self):
        Indikator.objects.create(simpul=self.simpul["uang"], nama="Jumlah petak", urutan=2)
        self.simpul["juru"] = self.node(
            "Juru parkir cukup", "uang", {"nama": "Juru parkir", "satuan": "orang"}
        )
        lower = self.carry("juru", "kasi")
        (finding,) = self.found("I-04")
        self.assertEqual(finding.severity, Severity.PERINGATAN)
        self.assertIn("belum dikaitkan", finding.message)
        self.say(lower, "juru", "supportive")
        self.assertEqual(self.found("I-04"), [])

    def test_it_is_a_galat_once_supportive_is_declared_without_a_name(self):
        Indikator.objects.create(simpul=self.simpul["uang"], nama="Jumlah petak", urutan=2)
        self.simpul["juru"] = self.node("Juru parkir cukup", "uang", {"nama": "Juru parkir"})
        self.carry("juru", "kasi", teknik="supportive")
        self.assertEqual(self.found("I-04")[0].severity, Severity.GALAT)

    def test_it_is_content_where_the_superiors_node_has_one_indicator(self):
        self.simpul["juru"] = self.node("Juru parkir cukup", "uang", {"nama": "Juru parkir"})
        self.carry("juru", "kasi", teknik="supportive")
        self.assertEqual(self.found("I-04"), [])


class TestI05(Pairs):
    def test_it_asks_a_reason_for_what_supports_nothing(self):
        self.simpul["arsip"] = self.node("Arsip tertata", "csf", {"nama": "Arsip"})
        lower = self.carry("arsip", "kasi")
        (message,) = self.messages_of("I-05")
        self.assertIn("tidak mendukung langsung Kepala Bidang Lalu Lintas: beri alasan", message)
        self.say(lower, "arsip", "unique", alasan="Tugas tambahan")
        self.assertEqual(self.found("I-05"), [])

    def test_it_is_silent_while_the_superior_carries_nothing(self):
        KinerjaJabatan.objects.filter(jabatan=self.jabatan["kabid"]).delete()
        self.simpul["arsip"] = self.node("Arsip tertata", "csf", {"nama": "Arsip"})
        self.carry("arsip", "kasi")
        self.assertEqual(self.found("I-05"), [])

    def test_what_the_superior_measures_too_supports_it(self):
        self.carry("uang", "kasi", 40)
        self.assertEqual(self.found("I-05"), [])


class TestI13(Tim):
    def test_it_tells_a_shared_node_declared_direct(self):
        one, two = self.carry("uang", "kasi", 50), self.carry("uang", "kasi2", 50)
        (message,) = self.messages_of("I-13")
        self.assertIn("dibagi ke 2 jabatan setingkat", message)
        KinerjaJabatan.objects.filter(pk__in=[one.pk, two.pk]).update(jenis="sharing")
        self.assertEqual(self.found("I-13"), [])

    def test_it_tells_sharing_with_nobody(self):
        self.carry("keg", "kasi", jenis="sharing")
        self.assertIn("hanya diampu satu jabatan", self.messages_of("I-13")[0])

    def test_one_carrier_alone_may_be_direct(self):
        self.carry("keg", "kasi", jenis="direct")
        self.assertEqual(self.found("I-13"), [])


class TestTeam(Tim):
    def join_team(self, number: int) -> None:
        kunci = f"n{number}"
        self.simpul[kunci] = self.node(f"Kondisi {number}", "uang", MONEY)
        self.carry(kunci, "kasi2", number + 1, pendekatan="wilayah")

    def test_the_queries_do_not_grow_with_the_team(self):
        self.carry("uang", "kasi", 40, pendekatan="wilayah")
        self.join_team(
            0
        )  # what is only looked up where an indicator repeats is looked up from now on
        with CaptureQueriesContext(connection) as few:
            self.found("I-01")
        for number in range(1, 7):
            self.join_team(number)
        with CaptureQueriesContext(connection) as many:
            self.found("I-01")
        self.assertEqual(len(few), len(many))

    def test_the_year_of_the_fixture_lies_in_the_period(self):
        self.assertIn(TAHUN, range(self.periode.tahun_awal, self.periode.tahun_akhir + 1))
