"""The target a PK promises beside that of the plan (H-12): where it comes from, the warning, the reason."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.models import PerjanjianKinerja, TargetJabatan
from jabatan.pk.isi import IsiPk
from jabatan.pk.susun import compose
from perencanaan import actions as plan
from perencanaan.models import Dokumen, NilaiKomponen, Penyimpangan
from tests.jabatan.dasar import TAHUN, Pembagian


class Deviating(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    def indikator(self, simpul="keg"):
        return self.simpul[simpul].daftar_indikator.get()

    def plan_says(self, nilai, simpul="keg", komponen="kegiatan"):
        """Let the Renstra deviate from the tree."""
        args = {"komponen": self.komponen[komponen], "indikator": self.indikator(simpul)}
        Penyimpangan.objects.get_or_create(**args, defaults={"alasan": "Pagu berkurang"})
        NilaiKomponen.objects.update_or_create(
            **args, jenis=NilaiKomponen.Jenis.TARGET, tahun=TAHUN, defaults={"nilai": nilai}
        )

    def share(self, jabatan, nilai, simpul="keg"):
        kinerja = self.jabatan[jabatan].daftar_kinerja.get(simpul=self.simpul[simpul])
        TargetJabatan.objects.create(
            kinerja=kinerja, indikator=self.indikator(simpul), tahun=TAHUN, nilai=nilai
        )

    def ukuran(self, pk):
        fresh = PerjanjianKinerja.objects.select_related("jabatan__instansi").get(pk=pk.pk)
        return compose(fresh).isi.daftar_sasaran[0].ukuran[0]


class TestTarget(Deviating):
    def test_a_target_like_the_plans_needs_no_reason(self):
        pk = self.draft("kasi")
        self.assertEqual(self.ukuran(pk).target_rencana, 12)
        self.assertEqual(compose(pk).isi.selisih, [])
        self.assertTrue(actions.tetapkan_pk(user=self.admin, pk=pk).is_frozen)

    def test_another_target_is_told_and_signing_asks_for_the_reason(self):
        self.plan_says(15)
        pk = self.draft("kasi")
        naskah = compose(pk)
        self.assertIn("12 berbeda dari Renstra Dishub: 15", naskah.catatan[0])
        with self.assertRaisesMessage(ValidationError, "isi alasan target berbeda"):
            actions.tetapkan_pk(user=self.admin, pk=pk)
        pk = actions.change_pk(user=self.admin, pk=pk, data={"alasan_target": "Armada kurang."})
        signed = actions.tetapkan_pk(user=self.admin, pk=pk)
        isi = IsiPk.from_json(PerjanjianKinerja.objects.get(pk=signed.pk).isi)
        self.assertEqual(isi.alasan_target, "Armada kurang.")
        self.assertEqual((isi.selisih[0].target, isi.selisih[0].target_rencana), (12, 15))

    def test_blanks_are_no_reason(self):
        self.plan_says(15)
        pk = self.draft("kasi")
        PerjanjianKinerja.objects.filter(pk=pk.pk).update(alasan_target="   ")
        with self.assertRaisesMessage(ValidationError, "isi alasan target berbeda"):
            actions.tetapkan_pk(user=self.admin, pk=pk)

    def test_the_renja_of_the_year_stands_before_the_renstra(self):
        self.plan_says(15)
        renja = Dokumen.objects.create(
            instansi=self.instansi,
            unit=self.unit_a,
            periode=self.periode,
            jenis=Dokumen.Jenis.RENJA,
            tahun=TAHUN,
            nama="Renja 2026",
        )
        kegiatan = None
        for jenis in ("tujuan", "sasaran", "program", "kegiatan"):
            kegiatan = self.komponen_of(renja, jenis, kegiatan)
        plan.map_simpul(user=self.admin, simpul=self.simpul["keg"].pk, komponen=kegiatan.pk)
        one = self.ukuran(self.draft("kasi"))
        self.assertEqual((one.asal_rencana, one.target_rencana), ("Renja 2026", 12))

    def test_the_share_of_the_position_is_its_target(self):
        self.share("kasi", 5)
        one = self.ukuran(self.draft("kasi"))
        self.assertEqual((one.target, one.is_berbeda), (5, True))

    def test_shares_that_make_up_the_plans_target_do_not_differ(self):
        self.assign("keg", "staf")
        self.share("kasi", 5)
        self.share("staf", 7)
        one = self.ukuran(self.draft("kasi"))
        self.assertEqual((one.target, one.is_terbagi, one.is_berbeda), (5, True, False))

    def test_a_letter_signed_before_the_plan_was_kept_reads_back(self):
        pk = self.signed("kasi")
        isi = pk.isi
        for sasaran in isi["daftar_sasaran"]:
            sasaran["ukuran"] = [
                {k: row[k] for k in ("indikator", "satuan", "target")} for row in sasaran["ukuran"]
            ]
        del isi["alasan_target"]
        isi["tanggal"] = "2026-01-05"
        old = IsiPk.from_json(isi)
        self.assertEqual((old.daftar_sasaran[0].ukuran[0].kunci, old.selisih), (0, []))

    def test_the_number_of_queries_does_not_depend_on_what_is_carried(self):
        pk = self.draft("kasi")
        compose(pk)
        with CaptureQueriesContext(connection) as few:
            compose(pk)
        self.assign("sub", "kasi")
        self.assign("prog", "kasi")
        with self.assertNumQueries(len(few)):
            compose(pk)


class TestPage(Deviating):
    def test_the_form_asks_for_the_reason_only_where_a_target_differs(self):
        client = self.client_for(self.perencana_a)
        pk = self.draft("kasi")
        url = reverse("jabatan:pk", args=[pk.pk])
        self.assertNotContains(client.get(url), "alasan_target")
        self.plan_says(Decimal(15))
        self.assertContains(client.get(url), "Target berbeda dari rencana")
        data = {"tempat": "Kota", "tanggal": "2026-01-05", "alasan_target": "Armada kurang."}
        page = client.post(url, data, follow=True)
        self.assertContains(page, "Data surat disimpan.")
        self.assertContains(page, "Tetapkan PK ini?")

    def test_the_evaluator_reads_the_reason_of_a_signed_pk(self):
        self.plan_says(15)
        pk = self.draft("kasi")
        actions.change_pk(user=self.admin, pk=pk, data={"alasan_target": "Armada kurang."})
        actions.tetapkan_pk(user=self.admin, pk=pk)
        self.plan_says(12)
        page = self.client_for(self.evaluator).get(reverse("jabatan:pk", args=[pk.pk]))
        self.assertContains(page, "Armada kurang.")
        self.assertContains(page, "Target rencana")
