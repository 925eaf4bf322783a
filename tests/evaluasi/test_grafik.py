"""Charts: their shapes, what they say in words, and the summary for who decides."""

from __future__ import annotations

import re
from decimal import Decimal

from django.test import SimpleTestCase
from django.urls import reverse

from evaluasi.grafik import Bagian, panas, radar, tren, tumpuk
from evaluasi.models import SkorPohon
from evaluasi.skor import BAGIAN
from evaluasi.skor.liga import BarisUnit
from evaluasi.views.grafik import advice, compared, coverage, findings, heat
from pohon.models import Pohon
from tests.evaluasi.test_liga import LigaCast


class TestShapes(SimpleTestCase):
    def test_the_web_goes_clockwise_from_the_top_and_leaves_the_unknown_in_the_middle(self) -> None:
        web = radar({"A": 100, "B": 50, "C": None, "D": 0})
        self.assertEqual(
            [(t.x, t.y) for t in web.titik], [(190, 50), (240, 150), (190, 150), (190, 150)]
        )
        self.assertEqual([t.rata for t in web.label], ["middle", "start", "middle", "end"])
        self.assertEqual(len(web.cincin), 4)

    def test_the_trend_runs_from_left_to_right_and_up(self) -> None:
        line = tren([("v1", 0), ("v2", Decimal("50")), ("kini", 100)])
        self.assertEqual([(t.x, t.y) for t in line.titik], [(54, 156), (219, 86), (384, 16)])
        self.assertEqual(line.garis, "54,156 219,86 384,16")

    def test_one_version_stands_in_the_middle(self) -> None:
        self.assertEqual(tren([("kini", 40)]).titik[0].x, 219)

    def test_bars_share_the_scale_of_the_longest(self) -> None:
        jenis = [("galat", "Galat"), ("info", "Saran")]
        long, short, none = tumpuk(
            [("A", "a", [3, 1]), ("B", "b", [0, 2]), ("C", "c", [0, 0])], jenis
        )
        self.assertEqual([(r.x, r.lebar) for r in long.ruas], [(0, 75), (75, 25)])
        self.assertEqual([(r.x, r.lebar) for r in short.ruas], [(0, 0), (0, 50)])
        self.assertEqual((none.jumlah, [r.lebar for r in none.ruas]), (0, [0, 0]))
        self.assertEqual(tumpuk([("A", "a", [0, 0])], jenis)[0].ruas[0].lebar, 0)

    def test_a_hundred_percent_means_all(self) -> None:
        self.assertEqual(Bagian("x", 199, 200).persen, 99)
        self.assertEqual(Bagian("x", 200, 200).persen, 100)
        self.assertIsNone(Bagian("x", 0, 0).persen)

    def test_cells_of_a_heat_map_have_five_steps_and_an_empty_one(self) -> None:
        found = [panas(value) for value in (None, 0, 24, 25, 50, 75, 90, 100)]
        self.assertEqual(found, ["kosong", "p1", "p1", "p2", "p3", "p4", "p5", "p5"])


class TestFigures(LigaCast):
    def unit(self, nama: str = "Dinas Perhubungan") -> BarisUnit:
        return next(row for row in self.league().unit if row.nama == nama)

    def test_coverage_sums_the_trees(self) -> None:
        self.scored(self.unit_a, "80")
        self.scored(self.unit_a, "60")
        found = {row.label: (row.jumlah, row.dari) for row in coverage(self.unit().daftar)}
        self.assertEqual(found, {"Berindikator": (16, 20), "Tertuang": (4, 8), "Terbagi": (2, 8)})

    def test_coverage_counts_a_tree_from_the_stage_that_asks(self) -> None:
        self.scored(self.unit_a, "80", tahap=4)
        self.scored(self.unit_a, "80", tahap=3)
        found = [(row.jumlah, row.dari, row.mulai) for row in coverage(self.unit().daftar)]
        self.assertEqual(found, [(8, 10, 4), (0, 0, 5), (0, 0, 5)])

    def test_findings_are_listed_for_every_letter(self) -> None:
        self.scored(self.unit_a, "80")
        self.scored(self.unit_b, "60")
        bars = findings(self.league().pohon)
        self.assertEqual("".join(bar.label for bar in bars), "ABCDEFGHIJK")
        self.assertEqual([part.jumlah for part in bars[1].ruas], [2, 4, 6])

    def test_a_stage_no_tree_reached_has_no_number(self) -> None:
        self.scored(self.unit_a, "80", tahap=3)
        self.assertEqual([cell.nilai for cell in heat(self.unit())], [100, 100, 40, None, None])
        self.assertEqual([cell.nilai for cell in heat(self.unit("Dinas Pendidikan"))], [None] * 5)

    def test_units_are_compared_part_by_part(self) -> None:
        self.scored(self.unit_a, "80")
        young = self.scored(self.unit_b, "60", tahap=3)
        only = {kunci: (60.0 if kunci == "logika" else None) for kunci in BAGIAN}
        SkorPohon.objects.filter(pohon=young).update(bagian=only)
        self.assertEqual([cell.nilai for cell in compared(self.unit())], [Decimal(80)] * 7)
        cells = compared(self.unit("Dinas Pendidikan"))
        self.assertEqual([cell.nilai for cell in cells], [60, None, None, None, None, None, 60])
        self.assertEqual([cell.kelas for cell in cells[:2]], ["p3", "kosong"])

    def test_trees_never_reckoned_add_nothing(self) -> None:
        self.scored(self.unit_a, None)
        self.assertEqual([row.persen for row in coverage(self.unit().daftar)], [None] * 3)


class TestSummary(LigaCast):
    def get(self, nama: str = "ringkasan"):
        return self.client_for(self.pimpinan).get(reverse(f"evaluasi:{nama}"))

    def test_it_shows_the_whole_on_one_page(self) -> None:
        worst = self.scored(self.unit_a, "40.25", pernyataan="Kemacetan berkurang")
        self.scored(self.unit_b, "90", pernyataan="Sekolah merata")
        answer = self.get()
        self.assertContains(answer, "65,1")  # the mean
        self.assertEqual(answer.context["terendah"][0].pohon.pk, worst.pk)
        self.assertEqual([row.nama for row in answer.context["teratas"]][0], "Dinas Pendidikan")
        self.assertContains(answer, "Kelengkapan unit menurut tahap")

    def test_it_says_what_to_do_in_order(self) -> None:
        waiting = self.scored(self.unit_a, "40")
        Pohon.objects.filter(pk=waiting.pk).update(status="diajukan")
        said = " | ".join(sentence for sentence, _, _ in advice(self.league(self.pimpinan)))
        self.assertTrue(said.startswith("1 pohon diajukan dan menunggu keputusan."))
        self.assertIn("1 unit belum menyusun pohon: Disdik.", said)
        self.assertIn("Bagian terlemah: Logika lengkap (40)", said)
        self.assertIn("1 galat", said)

    def test_its_links_lead_somewhere(self) -> None:
        self.scored(self.unit_a, "40", fresh=False)
        client = self.client_for(self.pimpinan)
        for _, _, address in advice(self.league(self.pimpinan)):
            self.assertEqual(client.get(address).status_code, 200, address)

    def test_nothing_urgent_is_said_plainly(self) -> None:
        for unit in (self.unit_a, self.unit_b):
            pohon = self.scored(unit, "100")
            pohon.skor.rincian["temuan"] = {}
            pohon.skor.save()
        self.assertContains(self.get(), "Tidak ada yang mendesak")

    def test_numbers_in_drawings_are_written_as_svg_reads_them(self) -> None:
        self.scored(self.unit_a, "40.25")
        for nama in ("ringkasan", "grafik", "liga"):
            html = self.get(nama).content.decode()
            drawn = re.findall(r'<rect[^>]* width="([^"]*)"', html)
            self.assertTrue(drawn)
            self.assertFalse([value for value in drawn if "," in value], nama)

    def test_the_start_page_of_who_decides_shows_the_score(self) -> None:
        self.scored(self.unit_a, "40.25", pernyataan="Kemacetan berkurang")
        page = self.client_for(self.pimpinan).get(reverse("beranda"))
        self.assertContains(page, "Skor terendah")
        self.assertContains(page, "40,3")
        for user in (self.perencana_a, self.pembaca_a):
            self.assertNotContains(self.client_for(user).get(reverse("beranda")), "Skor terendah")
