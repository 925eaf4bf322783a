"""KKE-3 where there is a Renja: what agrees with Renstra and with the Renja as first established, and what differs."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.urls import reverse

from evaluasi.kertas import anggaran
from evaluasi.kertas.anggaran import Rencana
from evaluasi.kertas.lembar import read
from organisasi.models import Pengguna
from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, NilaiKomponen, Pagu, Penyimpangan
from pohon.actions import freeze_version
from pohon.models import Indikator, Pohon, VersiPohon
from tests.base import client_for
from tests.cascading.memuat import LoadedTest
from tests.perencanaan.dasar_tabel import read_sheet

TAHUN = 2026


class TestAnggaran(LoadedTest):
    versi: VersiPohon
    admin: Pengguna
    renja: Dokumen

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.admin = Pengguna.objects.get(username="admin.kabupaten")
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(
            instansi__nama="Kabupaten Contoh"
        )
        cls.versi = freeze_version(user=cls.admin, pohon=pohon)
        cls.renja = Dokumen.objects.get(instansi=pohon.instansi, jenis="renja")

    def plans(self) -> Rencana:
        """Read the plans of the year; of one unit."""
        versi = VersiPohon.objects.select_related(
            "pohon__unit", "pohon__instansi", "pohon__periode"
        ).get(pk=self.versi.pk)
        (found,) = anggaran.read(read(self.admin, [versi], TAHUN))
        return found

    def komponen(self, jenis: str, dokumen: Dokumen | None = None) -> Komponen:
        return Komponen.objects.get(dokumen=dokumen or self.renja, jenis=jenis)

    def row(self, jenis: str) -> anggaran.Butir:
        return next(row for row in self.plans().daftar if row.komponen.jenis == jenis)

    def deviate(self, jenis: str, nilai: str) -> Indikator:
        """Let the Renja's komponen have another target than the tree and the Renstra."""
        komponen = self.komponen(jenis)
        indikator = Indikator.objects.get(simpul__in=komponen.simpul.all())
        Penyimpangan.objects.create(komponen=komponen, indikator=indikator, alasan="Refocusing")
        NilaiKomponen.objects.create(
            komponen=komponen, indikator=indikator, jenis="target", tahun=TAHUN, nilai=nilai
        )
        return indikator

    def test_a_renja_like_its_renstra_agrees_and_counts_its_money_once(self) -> None:
        plans = self.plans()
        self.assertEqual(
            [(r.renstra, r.renja) for r in plans.daftar if not r.is_title], [(1, None)] * 2
        )
        self.assertEqual((plans.jumlah, plans.jumlah_renstra), (Decimal(2520000000),) * 2)
        self.assertEqual([row.rupiah for row in plans.daftar], [Decimal(2520000000)] * 3)

    def test_another_target_is_named_and_does_not_agree(self) -> None:
        indikator = self.deviate("kegiatan", "35")
        row = self.row("kegiatan")
        self.assertEqual((row.renstra, row.jumlah), (0, 0))
        self.assertEqual(row.target, f"{indikator.nama}: 35 %")
        self.assertEqual(row.keterangan, f"Renstra: target {indikator.nama} 38 %.")
        self.assertEqual(self.row("subkegiatan").renstra, 1)

    def test_another_pagu_is_shown_with_its_difference(self) -> None:
        Pagu.objects.filter(komponen=self.komponen("subkegiatan"), tahun=TAHUN).update(
            nilai=2000000000
        )
        row = self.row("subkegiatan")
        self.assertEqual(row.renstra, 1)  # the target is the same
        self.assertIn("pagu Rp 2.520.000.000, selisih Rp -520.000.000", row.keterangan)

    def test_what_stands_in_one_plan_only_is_told(self) -> None:
        Komponen.objects.filter(pk=self.komponen("subkegiatan").pk).delete()
        missing = self.plans().hilang
        self.assertEqual([(r.komponen.jenis, r.renstra) for r in missing], [("subkegiatan", 0)])
        self.assertIn("tidak ada di Renja", missing[0].keterangan)

    def test_a_perubahan_is_held_against_the_first_renja(self) -> None:
        actions.establish(
            user=self.admin,
            dokumen=self.renja.pk,
            tanggal=datetime.date(2026, 1, 5),
            dasar="Peraturan Bupati",
        )
        changed, _ = actions.create_perubahan(
            user=self.admin, dokumen=self.renja.pk, alasan="Perubahan anggaran"
        )
        self.renja = changed
        self.deviate("subkegiatan", "20")
        plans = self.plans()
        self.assertEqual((plans.renja, plans.murni.perubahan_ke), (changed, 0))
        row = self.row("subkegiatan")
        self.assertEqual((row.renstra, row.renja, row.jumlah), (0, 0, 0))
        self.assertEqual(self.row("kegiatan").renja, 1)

    def test_the_year_is_chosen_and_another_has_no_renja(self) -> None:
        url = reverse("evaluasi:unduh_kertas", args=[self.versi.pk, "kke3", "xlsx"])
        client = client_for(self.admin)
        text = [row[0] for row in read_sheet(client.get(f"{url}?tahun=2027").content)]
        self.assertTrue(any("belum ada Renja 2027" in cell for cell in text))
        grid = read_sheet(client.get(f"{url}?tahun=2026").content)
        total = next(row for row in grid if row[0] == "Jumlah")
        self.assertEqual(
            total,
            ["Jumlah", "<", "<", "#2520000000", "#2", "", "#2", "Sesuai 2 dari 2 perbandingan."],
        )
