"""What changed between two plans, and its page."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from perencanaan import actions
from perencanaan.banding.dokumen import Jenis, compare
from perencanaan.models import Dokumen, Komponen, Pemetaan
from pohon.models import Indikator, Target
from tests.perencanaan.test_salin_dokumen import Salinan

Rows = set[tuple[str, str, str, str]]


class Perubahan(Salinan):
    """The cast with the Renstra established and its perubahan."""

    murni: Dokumen
    baru: Dokumen
    target: Target

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        _, nodes = cls.make_tree()
        indikator = Indikator.objects.create(
            simpul=nodes["csf1"], nama="Volume", satuan="smp", baseline_nilai=80
        )
        cls.target = Target.objects.create(indikator=indikator, tahun=2026, nilai=70)
        Pemetaan.objects.create(simpul=nodes["csf1"], komponen=cls.chain["sasaran"])
        cls.murni = actions.establish(
            user=cls.admin,
            dokumen=cls.renstra.pk,
            tanggal=datetime.date(2025, 9, 1),
            dasar="Perwal 1/2025",
        )
        cls.baru, _ = actions.create_perubahan(
            user=cls.admin, dokumen=cls.murni.pk, alasan="RPJMD berubah"
        )

    def of(self, jenis: str) -> Komponen:
        """Return the komponen of a kind in the perubahan."""
        return Komponen.objects.get(dokumen=self.baru, jenis=jenis)

    def changes(self) -> Rows:
        """Return kind, what, before and after of all changes."""
        rows = compare(
            Dokumen.objects.get(pk=self.murni.pk), Dokumen.objects.get(pk=self.baru.pk)
        ).daftar
        return {(row.jenis.value, row.apa, row.lama, row.baru) for row in rows}


class TestCompare(Perubahan):
    def test_nothing_changed_in_a_fresh_perubahan(self) -> None:
        self.assertEqual(self.changes(), set())

    def test_it_tells_what_was_edited(self) -> None:
        actions.update_komponen(
            user=self.admin,
            komponen=self.of("program").pk,
            kode="2.15.02",
            nama="Program baru",
            sasaran="Lancar",
            penanggung_jawab=self.unit_a1,
        )
        self.assertEqual(
            self.changes(),
            {
                ("ubah", "Kode", "", "2.15.02"),
                ("ubah", "Nama", "program satu", "Program baru"),
                ("ubah", "Sasaran", "", "Lancar"),
                ("ubah", "Penanggung jawab", "", "Bidang Lalu Lintas"),
            },
        )

    def test_it_tells_what_came_and_went_with_their_pagu(self) -> None:
        actions.delete_komponen(user=self.admin, komponen=self.of("subkegiatan").pk)
        new = self.make_komponen("subkegiatan", "sub baru", self.of("kegiatan"), dokumen=self.baru)
        self.pagu(new, {"DAU": {2026: 7}})
        self.assertEqual(
            self.changes(),
            {
                ("tambah", "Komponen baru", "", "sub baru"),
                ("pagu", "Pagu 2026 (DAU)", "0", "7"),
                ("hapus", "Komponen dihapus", "subkegiatan satu", ""),
                ("pagu", "Pagu 2025 (APBD)", "10", "0"),
                ("pagu", "Pagu 2026 (APBD)", "20", "0"),
                ("pagu", "Pagu 2029 (APBD)", "50", "0"),
            },
        )

    def test_it_tells_where_a_komponen_moved(self) -> None:
        other = self.make_komponen("program", "program dua", self.of("sasaran"), dokumen=self.baru)
        actions.move_komponen(user=self.admin, komponen=self.of("kegiatan").pk, induk=other.pk)
        self.assertIn(("ubah", "Induk", "program satu", "program dua"), self.changes())

    def test_it_compares_the_frozen_indicators_with_the_living_tree(self) -> None:
        Target.objects.filter(pk=self.target.pk).update(nilai=60)
        Indikator.objects.filter(pk=self.target.indikator_id).update(satuan="km", baseline_nilai=85)
        self.assertEqual(
            self.changes(),
            {
                ("indikator", "Target 2026: Volume", "70", "60"),
                ("indikator", "Satuan: Volume", "smp", "km"),
                ("indikator", "Kondisi awal: Volume", "80", "85"),
            },
        )

    def test_it_tells_indicators_that_came_and_went(self) -> None:
        old = Indikator.objects.get(pk=self.target.indikator_id)
        Indikator.objects.create(simpul_id=old.simpul_id, nama="Waktu tempuh", satuan="menit")
        old.delete()
        self.assertEqual(
            self.changes(),
            {
                ("indikator", "Indikator baru", "", "Waktu tempuh (menit)"),
                ("indikator", "Indikator dihapus", "Volume (smp)", ""),
            },
        )

    def test_its_sums_and_differences_add_up(self) -> None:
        self.pagu(self.of("subkegiatan"), {"APBD": {2025: 10, 2026: 25, 2029: 40}})
        hasil = compare(self.murni, self.baru)
        self.assertEqual(
            [(row.tahun, row.lama, row.baru, row.selisih) for row in hasil.jumlah],
            [
                (2025, 10, 10, 0),
                (2026, 20, 25, 5),
                (2027, 0, 0, 0),
                (2028, 0, 0, 0),
                (2029, 50, 40, -10),
                (None, 80, 75, -5),
            ],
        )
        amounts = [row.selisih for row in hasil.daftar if row.jenis == Jenis.PAGU]
        self.assertEqual(sum((row or Decimal(0) for row in amounts), Decimal(0)), -5)

    def test_a_renja_is_compared_with_its_renstra_in_its_own_years(self) -> None:
        renja, _ = actions.create_renja(user=self.admin, renstra=self.baru.pk, tahun=2026)
        sub = Komponen.objects.get(dokumen=renja, jenis="subkegiatan")
        self.pagu(sub, {"APBD": {2026: 21}})
        hasil = compare(self.baru, renja)
        self.assertEqual([(b.apa, b.selisih) for b in hasil.daftar], [("Pagu 2026 (APBD)", 1)])
        self.assertEqual([row.tahun for row in hasil.jumlah], [2026, 2027, None])

    def test_its_queries_do_not_grow(self) -> None:
        with CaptureQueriesContext(connection) as before:
            self.changes()
        for number in range(12):
            row = self.make_komponen(
                "program", f"program {number}", self.of("sasaran"), dokumen=self.baru
            )
            self.pagu(row, {"APBD": {2026: number}})
        with CaptureQueriesContext(connection) as after:
            self.changes()
        self.assertEqual(len(after), len(before))


class TestPerubahanDokumen(Perubahan):
    def get(self, name: str = "perubahan_dokumen", **query: Any) -> Any:
        url = reverse(f"perencanaan:{name}", args=[self.baru.pk])
        return self.client_for(self.evaluator).get(url, query)

    def setUp(self) -> None:
        actions.update_komponen(
            user=self.admin, komponen=self.of("program").pk, nama="Program baru"
        )
        self.pagu(self.of("subkegiatan"), {"APBD": {2025: 10, 2026: 25, 2029: 50}})

    def test_it_shows_before_after_and_difference(self) -> None:
        answer = self.get()
        self.assertContains(answer, "program satu")
        self.assertContains(answer, "Program baru")
        self.assertContains(answer, "+5")
        self.assertContains(answer, "Alasan: RPJMD berubah")

    def test_it_narrows_by_kind_and_by_words(self) -> None:
        self.assertNotContains(self.get(jenis="pagu"), "program satu")
        self.assertContains(self.get(q="program BARU"), "program satu")
        self.assertContains(self.get(q="tidak ada"), "Tidak ada di daftar ini")

    def test_its_excel_holds_the_same_rows_with_numbers(self) -> None:
        answer = self.get("unduh_perubahan", jenis="pagu")
        book = load_workbook(io.BytesIO(answer.content))
        values = [[cell.value for cell in row] for row in book["Perubahan"].iter_rows()]
        row = next(row for row in values if "Pagu 2026 (APBD)" in row)
        self.assertEqual([row[6], row[7], row[8]], ["20", "25", 5])
        self.assertNotIn("Program baru", [cell for line in values for cell in line])
        self.assertEqual(book.sheetnames, ["Perubahan", "Jumlah pagu"])

    def test_a_murni_says_that_there_is_nothing_to_compare(self) -> None:
        url = reverse("perencanaan:perubahan_dokumen", args=[self.murni.pk])
        self.assertContains(self.client_for(self.admin).get(url), "Belum ada yang dibandingkan")

    def test_another_instansi_does_not_find_it(self) -> None:
        url = reverse("perencanaan:perubahan_dokumen", args=[self.baru.pk])
        self.assertEqual(self.client_for(self.asing).get(url).status_code, 404)
