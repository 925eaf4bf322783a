"""Rules H-11, H-12 and H-14: late PK, targets that are not the plan's, quarters that make another year."""

import datetime
from decimal import Decimal

from jabatan import actions
from jabatan.aturan.surat import content
from jabatan.models import PerjanjianKinerja, RencanaAksi, TahunAnggaran, TargetTriwulan
from perencanaan.models import NilaiKomponen, Penyimpangan
from pohon.aturan import check_pohon
from pohon.models import Indikator, Pohon
from tests.jabatan.dasar import TAHUN, Pembagian


class Rules(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    def found(self, rule):
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        return [f for f in check_pohon(pohon) if f.rule == rule]


class TestH11(Rules):
    def test_names_a_late_pk(self):
        self.signed("kasi")
        self.assertEqual(self.found("H-11"), [])
        TahunAnggaran.objects.create(
            instansi=self.instansi, tahun=TAHUN, tanggal_dpa=datetime.date(2025, 12, 1)
        )
        (finding,) = self.found("H-11")
        self.assertIn("Kepala Seksi Rekayasa 2026", finding.message)
        TahunAnggaran.objects.update(tanggal_dpa=datetime.date(2025, 12, 20))
        self.assertEqual(self.found("H-11"), [])


class TestH12(Rules):
    def test_a_signed_pk_with_the_targets_of_the_plan_is_right(self):
        indikator = self.simpul["keg"].daftar_indikator.get()
        komponen = self.komponen["kegiatan"]
        Penyimpangan.objects.create(komponen=komponen, indikator=indikator, alasan="Pagu")
        NilaiKomponen.objects.create(
            komponen=komponen, indikator=indikator, jenis="target", tahun=TAHUN, nilai=12
        )
        pk = PerjanjianKinerja.objects.get(pk=self.signed("kasi").pk)
        (sasaran,) = content(pk).daftar_sasaran
        (ukuran,) = sasaran.ukuran
        self.assertEqual((ukuran.target, ukuran.target_rencana), (12, 12))
        self.assertEqual(self.found("H-12"), [])

    def test_shows_the_difference_and_its_reason(self):
        indikator = self.simpul["keg"].daftar_indikator.get()
        komponen = self.komponen["kegiatan"]
        Penyimpangan.objects.create(komponen=komponen, indikator=indikator, alasan="Pagu")
        NilaiKomponen.objects.create(
            komponen=komponen, indikator=indikator, jenis="target", tahun=TAHUN, nilai=15
        )
        pk = self.draft("kasi")
        self.assertEqual(self.found("H-12"), [])
        actions.change_pk(user=self.admin, pk=pk, data={"alasan_target": "Armada kurang."})
        actions.tetapkan_pk(user=self.admin, pk=pk)
        (finding,) = self.found("H-12")
        self.assertEqual(finding.simpul, self.simpul["keg"].pk)
        self.assertIn("12, rencana 15", finding.message)
        self.assertIn("Armada kurang.", finding.fix)


class TestH14(Rules):
    def test_finds_quarters_that_make_another_year(self):
        Indikator.objects.filter(simpul=self.simpul["keg"]).update(konsolidasi_periode="sum")
        rencana = actions.add_rencana_aksi(
            user=self.admin, jabatan=self.jabatan["kasi"], tahun=TAHUN
        )
        self.assertEqual(self.found("H-14"), [])
        TargetTriwulan.objects.filter(rencana=rencana, triwulan=1).update(nilai=Decimal(1))
        (finding,) = self.found("H-14")
        self.assertEqual(finding.simpul, self.simpul["keg"].pk)
        self.assertIn("Target triwulan tidak sama dengan target tahunan.", finding.message)
        RencanaAksi.objects.all().delete()
        self.assertEqual(self.found("H-14"), [])
