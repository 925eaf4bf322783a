"""Rules J: an IKU answered "no" is told, one answered "yes", one nobody answered and any other indikator are not."""

from __future__ import annotations

from lib.aturan import Severity
from pohon.aturan import check_pohon
from pohon.models import Indikator, Target
from tests.jabatan.dasar_mutu import MutuCase


class Answers(MutuCase):
    def found(self) -> list[tuple[str, int | None]]:
        return [(f.rule, f.simpul) for f in check_pohon(self.pohon) if f.rule.startswith("J-")]

    def tells(self, kode: str, question: str) -> None:
        """Only this rule fires on "no", on the node of the IKU, with the question in its sentence."""
        self.judge(self.evaluator, {"J-01": True, kode: False, "S": False})
        (finding,) = [f for f in check_pohon(self.pohon) if f.rule.startswith("J-")]
        self.assertEqual((finding.rule, finding.simpul), (kode, self.simpul.pk))
        self.assertEqual(finding.severity, Severity.PERINGATAN)
        self.assertEqual(
            finding.message, f"IKU “Persentase kemacetan” dijawab tidak: Apakah {question}?"
        )

    def keeps_quiet(self, kode: str) -> None:
        """It does not fire unanswered, nor on "yes" where other questions got "no"."""
        self.assertEqual(self.found(), [])
        other = "J-02" if kode == "J-01" else "J-01"
        self.judge(self.evaluator, {kode: True, other: False})
        self.assertEqual(self.found(), [(other, self.simpul.pk)])


class TestJ01(Answers):
    def test_an_iku_apart_from_the_purpose_is_told(self) -> None:
        self.tells("J-01", "indikator ini selaras dengan tujuan utama organisasi")

    def test_one_in_line_with_it_is_not(self) -> None:
        self.keeps_quiet("J-01")


class TestJ02(Answers):
    def test_an_iku_that_measures_no_change_is_told(self) -> None:
        self.tells("J-02", "indikator ini dapat mengukur perubahan yang diharapkan")

    def test_one_that_does_is_not(self) -> None:
        self.keeps_quiet("J-02")

    def test_a_hint_of_the_card_is_no_answer(self) -> None:
        Target.objects.filter(indikator=self.row).update(nilai=40)
        self.judge(self.evaluator, {"J-01": True})
        self.assertEqual(self.found(), [])


class TestJ03(Answers):
    def test_an_iku_without_added_value_is_told(self) -> None:
        self.tells("J-03", "indikator ini memberi nilai tambah bagi organisasi")

    def test_one_with_it_is_not(self) -> None:
        self.keeps_quiet("J-03")

    def test_other_indikator_are_not_asked(self) -> None:
        self.judge(self.evaluator, {"J-03": False})
        Indikator.objects.update(kategori="ikk")
        self.assertEqual(self.found(), [])


class TestJ04(Answers):
    def test_an_iku_that_satisfies_nobody_served_is_told(self) -> None:
        self.tells("J-04", "indikator ini meningkatkan kepuasan pihak yang dilayani")

    def test_one_that_does_is_not(self) -> None:
        self.keeps_quiet("J-04")


class TestJ05(Answers):
    def test_an_iku_that_helps_no_decision_is_told(self) -> None:
        self.tells("J-05", "indikator ini memudahkan pimpinan mengambil keputusan")

    def test_one_that_does_is_not(self) -> None:
        self.keeps_quiet("J-05")


class TestJ06(Answers):
    def test_an_iku_seen_from_within_is_told(self) -> None:
        self.tells("J-06", "indikator ini dirumuskan dari sudut pandang penerima layanan")

    def test_one_seen_by_those_served_is_not(self) -> None:
        self.keeps_quiet("J-06")


class TestJ07(Answers):
    def test_an_iku_that_compares_with_nothing_is_told(self) -> None:
        self.tells(
            "J-07", "hasilnya dapat dibandingkan dengan organisasi atau bidang lain yang sejenis"
        )

    def test_one_that_does_is_not(self) -> None:
        self.keeps_quiet("J-07")


class TestJ08(Answers):
    def test_an_iku_hard_to_manage_is_told(self) -> None:
        self.tells("J-08", "indikator ini mudah dikelola dan diadministrasikan")

    def test_one_easy_to_manage_is_not(self) -> None:
        self.keeps_quiet("J-08")


class TestJ09(Answers):
    def test_an_iku_without_data_is_told(self) -> None:
        self.tells("J-09", "data untuk melaksanakan dan mengukurnya tersedia")

    def test_one_with_data_is_not(self) -> None:
        self.keeps_quiet("J-09")

    def test_a_source_nobody_wrote_down_is_no_answer(self) -> None:
        Indikator.objects.update(sumber_data="")
        self.judge(self.evaluator, {"J-01": True})
        self.assertEqual(self.found(), [])


class TestJ10(Answers):
    def test_an_iku_that_costs_too_much_is_told(self) -> None:
        self.tells("J-10", "biaya mengukurnya kecil dibanding manfaat yang diperoleh")

    def test_one_worth_its_cost_is_not(self) -> None:
        self.keeps_quiet("J-10")
