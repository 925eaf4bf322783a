"""The league of units: means, ranks, ties, units without trees, freshness, order, files, cost, who may see."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluasi.models import SkorPohon, SkorVersi
from evaluasi.skor import BAGIAN
from evaluasi.skor.liga import Liga, mean, read
from organisasi.models import Periode, Tugas, Unit
from pohon.actions import freeze_version
from pohon.models import Pohon
from tests.base import Cast, make_unit


class LigaCast(Cast):
    def scored(
        self,
        unit: Unit | None,
        total: str | None,
        *,
        tahap: int = 5,
        fresh: bool = True,
        **fields: Any,
    ) -> Pohon:
        """A tree that was reckoned to a total; every part has the same value."""
        pohon = self.make_pohon(unit=unit, tahap=tahap, **fields)
        if total is not None:
            SkorPohon.objects.create(
                pohon=pohon,
                nomor=pohon.nomor,
                total=Decimal(total),
                bagian={kunci: float(total) for kunci in BAGIAN},
                rincian={
                    "tahapan": {str(n): 100 if n < 3 else 40 for n in range(1, tahap + 1)},
                    "temuan": {"B": [1, 2, 3]},
                    "hitungan": {
                        "simpul": 10,
                        "berindikator": 8,
                        "milik": 4,
                        "dituangkan": 2,
                        "terbagi": 1,
                    },
                },
                dihitung=timezone.now() - datetime.timedelta(hours=1 if fresh else 48),
            )
        return pohon

    def frozen(self, pohon: Pohon, total: str) -> None:
        loaded = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=pohon.pk)
        versi = freeze_version(user=self.admin, pohon=loaded)
        SkorVersi.objects.create(
            versi=versi, total=Decimal(total), bagian={kunci: float(total) for kunci in BAGIAN}
        )

    def league(self, user: Any = None) -> Liga:
        return read(user or self.pembaca_a, self.instansi, self.periode)

    def ranks(self) -> dict[str, tuple[int, str]]:
        return {row.nama: (row.peringkat, str(row.total)) for row in self.league().unit}


class TestRanks(LigaCast):
    def test_a_unit_is_the_mean_of_its_trees_and_those_below_it(self) -> None:
        self.scored(self.unit_a, "80")
        self.scored(Unit.objects.get(pk=self.unit_a1.pk), "71.25")
        self.scored(self.unit_b, "90")
        self.assertEqual(
            self.ranks(), {"Dinas Perhubungan": (2, "75.63"), "Dinas Pendidikan": (1, "90.00")}
        )

    def test_equals_share_a_rank_and_the_next_is_passed_over(self) -> None:
        third = make_unit(self.instansi, "Dinas Sosial")
        fourth = make_unit(self.instansi, "Dinas Kesehatan")
        for unit, total in (
            (self.unit_a, "80"),
            (self.unit_b, "80"),
            (third, "60"),
            (fourth, "95"),
        ):
            self.scored(unit, total)
        found = {nama: rank for nama, (rank, _) in self.ranks().items()}
        self.assertEqual(
            found,
            {
                "Dinas Kesehatan": 1,
                "Dinas Perhubungan": 2,
                "Dinas Pendidikan": 2,
                "Dinas Sosial": 4,
            },
        )

    def test_a_unit_without_a_tree_is_listed_as_such(self) -> None:
        self.scored(self.unit_a, "80")
        row = next(r for r in self.league().unit if r.nama == "Dinas Pendidikan")
        self.assertEqual((row.peringkat, row.keterangan), (0, "Belum ada pohon"))

    def test_a_unit_whose_trees_are_young_is_not_ranked_before_complete_ones(self) -> None:
        self.scored(self.unit_a, "100", tahap=3)
        self.scored(self.unit_b, "60")
        self.assertEqual(self.ranks()["Dinas Perhubungan"], (0, "100.00"))
        self.assertEqual(self.ranks()["Dinas Pendidikan"], (1, "60.00"))
        row = next(r for r in self.league().unit if r.nama == "Dinas Perhubungan")
        self.assertEqual(row.keterangan, "Baru Tahap 3, belum diperingkat")

    def test_trees_of_the_whole_instansi_stand_apart(self) -> None:
        self.scored(None, "99")
        self.scored(self.unit_a, "50")
        rows = self.league().unit
        self.assertIsNone(rows[0].unit)
        self.assertEqual(rows[0].peringkat, 0)
        self.assertEqual(self.ranks()["Dinas Perhubungan"][0], 1)

    def test_parts_are_means_of_the_trees_in_which_they_are_judged(self) -> None:
        self.scored(self.unit_a, "80")
        young = self.scored(self.unit_a, "60", tahap=3)
        only = {kunci: (60.0 if kunci == "logika" else None) for kunci in BAGIAN}
        SkorPohon.objects.filter(pohon=young).update(bagian=only)
        row = self.league().unit[0]
        self.assertEqual(row.bagian["logika"], Decimal("70.00"))
        self.assertEqual(row.bagian["target"], Decimal("80.00"))

    def test_the_change_is_against_the_last_frozen_version(self) -> None:
        pohon = self.scored(self.unit_a, "80")
        self.frozen(pohon, "60")
        self.frozen(pohon, "85")
        self.scored(self.unit_a, "10")  # never frozen: says nothing about a change
        self.assertEqual(self.league().unit[0].perubahan, Decimal("-5.00"))

    def test_another_period_and_deleted_trees_do_not_count(self) -> None:
        old = Periode.objects.create(
            instansi=self.instansi, nama="RPJMD 2020-2024", tahun_awal=2020, tahun_akhir=2024
        )
        self.scored(self.unit_a, "80", periode=old)
        gone = self.scored(self.unit_a, "70")
        Pohon.objects.filter(pk=gone.pk).update(dihapus=timezone.now())
        self.assertEqual(self.league().pohon, [])

    def test_the_mean_of_nothing_is_nothing(self) -> None:
        self.assertIsNone(mean([None, None]))
        self.assertEqual(mean([Decimal("1"), None, Decimal("2")]), Decimal("1.50"))


class TestFreshness(LigaCast):
    def test_a_tree_never_reckoned_stands_with_its_last_version(self) -> None:
        pohon = self.scored(self.unit_a, None)
        (row,) = self.league().pohon
        self.assertEqual((row.total, row.asal), (None, "Belum dihitung"))
        self.frozen(pohon, "66")
        (row,) = self.league().pohon
        self.assertEqual((row.total, row.asal), (Decimal("66.00"), "Dari versi 1"))
        self.assertFalse(row.segar)

    def test_a_change_or_a_day_makes_a_number_old(self) -> None:
        pohon = self.scored(self.unit_a, "80")
        self.assertEqual(self.league().usang, 0)
        Pohon.objects.filter(pk=pohon.pk).update(nomor=pohon.nomor + 1)
        self.assertEqual(self.league().usang, 1)
        self.assertIn("perlu diperbarui", self.league().pohon[0].asal)
        Pohon.objects.filter(pk=pohon.pk).update(nomor=pohon.nomor)
        SkorPohon.objects.update(dihitung=timezone.now() - datetime.timedelta(hours=25))
        self.assertEqual(self.league().usang, 1)

    @override_settings(TUGAS_SYNC=True)
    def test_the_button_reckons_what_is_old_and_leaves_the_rest(self) -> None:
        old = self.scored(self.unit_a, "12", fresh=False)
        kept = self.scored(self.unit_b, "13")
        other = self.make_pohon(
            user=self.asing,
            instansi=self.instansi_asing,
            periode=self.periode_asing,
            unit=self.unit_asing,
            tahap=5,
        )
        with self.captureOnCommitCallbacks(execute=True):
            answer = self.client_for(self.evaluator).post(reverse("evaluasi:hitung_skor"))
        self.assertRedirects(answer, reverse("evaluasi:liga"))
        self.assertEqual(Tugas.objects.get().status, Tugas.Status.SELESAI)
        self.assertNotEqual(SkorPohon.objects.get(pohon=old).total, Decimal("12"))
        self.assertEqual(SkorPohon.objects.get(pohon=kept).total, Decimal("13"))
        self.assertFalse(SkorPohon.objects.filter(pohon=other).exists())
        self.assertEqual(self.league().usang, 0)

    def test_reckoning_is_not_done_by_looking(self) -> None:
        self.assertEqual(
            self.client_for(self.pembaca_a).get(reverse("evaluasi:hitung_skor")).status_code, 405
        )


class TestPages(LigaCast):
    def get(self, nama: str = "liga", user: Any = None, **query: Any):
        return self.client_for(user or self.pembaca_a).get(reverse(f"evaluasi:{nama}"), query)

    def names(self, **query: Any) -> list[str]:
        return [row.nama for row in self.get(**query).context["halaman"]]

    def test_units_are_searched_and_ordered(self) -> None:
        make_unit(self.instansi, "Dinas Arsip")
        self.scored(self.unit_a, "80")
        self.scored(self.unit_b, "90")
        by_rank = ["Dinas Pendidikan", "Dinas Perhubungan", "Dinas Arsip"]
        self.assertEqual(self.names(), by_rank)
        self.assertEqual(
            self.names(urut="-peringkat"), ["Dinas Perhubungan", "Dinas Pendidikan", "Dinas Arsip"]
        )
        self.assertEqual(self.names(urut="target")[0], "Dinas Perhubungan")
        self.assertEqual(self.names(urut="nama")[0], "Dinas Arsip")
        self.assertEqual(self.names(urut="'; drop"), by_rank)
        self.assertEqual(self.names(q="dishub"), ["Dinas Perhubungan"])
        self.assertEqual(self.names(q="tidak ada"), [])

    def test_the_trees_of_one_unit(self) -> None:
        mine = self.scored(self.unit_a, "80", pernyataan="Kemacetan berkurang")
        self.scored(self.unit_b, "90", pernyataan="Sekolah merata")
        answer = self.get(tampil="pohon", unit=self.unit_a.pk)
        self.assertEqual([row.pohon.pk for row in answer.context["halaman"]], [mine.pk])
        self.assertNotContains(answer, "Sekolah merata")
        self.assertContains(answer, reverse("evaluasi:skor", args=[mine.pk]))
        self.assertContains(self.get(tampil="pohon"), "Sekolah merata")

    def test_a_period_of_another_instansi_is_not_there(self) -> None:
        self.assertEqual(self.get(periode=self.periode_asing.pk).status_code, 404)

    def test_another_instansi_shows_nothing_of_this_one(self) -> None:
        self.scored(self.unit_a, "80", pernyataan="Rahasia kota")
        for nama in ("liga", "ringkasan", "grafik"):
            answer = self.get(nama, user=self.asing)
            self.assertNotContains(answer, "Dinas Perhubungan")
            self.assertNotContains(answer, "Rahasia kota")

    def test_without_a_period_the_pages_say_what_to_do(self) -> None:
        Periode.objects.filter(instansi=self.instansi).delete()
        for nama in ("liga", "ringkasan", "grafik"):
            self.assertContains(self.get(nama), "Belum ada periode")

    def test_without_trees_the_pages_say_so(self) -> None:
        for nama in ("ringkasan", "grafik"):
            self.assertContains(self.get(nama), "Belum ada pohon")

    def test_the_files_hold_units_and_trees(self) -> None:
        self.scored(self.unit_a, "80.5", pernyataan="Kemacetan berkurang")
        client = self.client_for(self.pembaca_a)
        book = load_workbook(
            io.BytesIO(client.get(reverse("evaluasi:unduh_liga", args=["xlsx"])).content)
        )
        self.assertEqual(book.sheetnames, ["Peringkat", "Pohon"])
        rows = list(book["Peringkat"].iter_rows(values_only=True))
        self.assertIn((1, "Dinas Perhubungan", 1, 80.5), [row[:4] for row in rows])
        for ext in ("pdf", "docx"):
            answer = client.get(reverse("evaluasi:unduh_liga", args=[ext]))
            self.assertEqual(answer.status_code, 200)
            self.assertGreater(len(answer.content), 2000)

    def test_every_page_takes_the_same_queries_for_more_units_and_trees(self) -> None:
        self.scored(self.unit_a, "80")
        pages = [("liga", {}), ("liga", {"tampil": "pohon"}), ("ringkasan", {}), ("grafik", {})]
        client = self.client_for(self.pembaca_a)

        def count() -> list[int]:
            found = []
            for nama, query in pages:
                with CaptureQueriesContext(connection) as queries:
                    client.get(reverse(f"evaluasi:{nama}"), query)
                found.append(len(queries))
            return found

        count()
        few = count()
        for number in range(8):
            unit = make_unit(self.instansi, f"Dinas {number}")
            pohon = self.scored(unit, "50")
            self.frozen(pohon, "40")
        self.assertEqual(count(), few)
        self.assertLessEqual(max(few), 12)
