"""What an SKP may take over: from the tree, the matriks and the steps; nothing twice."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.models import KinerjaJabatan, PeranHasil, RencanaHasilKerja, TargetJabatan
from jabatan.skp.usulan import propose, superior_results
from pohon.models import Indikator
from tests.jabatan.dasar import TAHUN
from tests.jabatan.dasar_skp import DasarSkp


class TestPropose(DasarSkp):
    def empty(self, jabatan="staf"):
        skp = self.make(jabatan)
        RencanaHasilKerja.objects.filter(skp=skp).delete()
        return skp

    def test_the_kinerja_comes_with_the_result_above_and_the_target_of_the_year(self):
        (one,) = propose(self.empty())
        self.assertEqual((one.rumusan, one.rhk_atasan), ("Uji kir terlaksana", "Armada terawat"))
        indikator = one.indikator[0]
        self.assertEqual((indikator.aspek, indikator.target), ("kualitas", "3 persen"))

    def test_the_share_of_the_position_is_the_target_and_the_unit_tells_the_aspect(self):
        kinerja = KinerjaJabatan.objects.get(jabatan=self.jabatan["staf"])
        indikator = kinerja.simpul.daftar_indikator.get()
        TargetJabatan.objects.create(kinerja=kinerja, indikator=indikator, tahun=TAHUN, nilai=2)
        skp = self.empty()
        for satuan, aspek in (("dokumen", "kuantitas"), ("Rp", "biaya"), ("hari", "waktu")):
            Indikator.objects.filter(pk=indikator.pk).update(satuan=satuan)
            found = propose(skp)[0].indikator[0]
            self.assertEqual((found.aspek, found.target), (aspek, f"2 {satuan}"))

    def test_a_cell_of_the_matriks_rewords_the_kinerja_or_stands_alone(self):
        upper = KinerjaJabatan.objects.get(jabatan=self.jabatan["kasi"])
        own = KinerjaJabatan.objects.get(jabatan=self.jabatan["staf"])
        PeranHasil.objects.create(
            kinerja=upper, jabatan=self.jabatan["staf"], hasil="Kir tepat waktu", asal=own
        )
        PeranHasil.objects.create(
            kinerja=upper, jabatan=self.jabatan["staf"], hasil="Arsip kir tertata"
        )
        reworded, alone = propose(self.empty())
        self.assertEqual((reworded.rumusan, reworded.kunci), ("Kir tepat waktu", f"k{own.pk}"))
        self.assertEqual((alone.rumusan, alone.rhk_atasan), ("Arsip kir tertata", "Armada terawat"))
        self.assertEqual(alone.indikator, ())

    def test_steps_become_the_results_of_the_staff(self):
        step = self.step()
        found = propose(self.empty())[-1]
        self.assertEqual((found.rumusan, found.langkah), (step.nama, step.pk))
        self.assertEqual(found.rhk_atasan, "Armada terawat")
        self.assertEqual(
            [(i.aspek, i.target) for i in found.indikator],
            [("kuantitas", "1 proposal"), ("waktu", "8 jam")],
        )

    def test_a_new_skp_takes_everything_and_nothing_is_proposed_again(self):
        self.step()
        skp = self.make("staf")
        self.assertEqual(skp.daftar_rhk.count(), 2)
        self.assertEqual(propose(skp), [])
        RencanaHasilKerja.objects.filter(skp=skp).update(kinerja=None, langkah=None)
        self.assertEqual(propose(skp), [])  # by the same words

    def test_the_head_of_a_house_has_no_result_above_and_no_superior_who_carries(self):
        skp = self.make("kadis")
        self.assertEqual(skp.daftar_rhk.get().rhk_atasan, "")
        self.assertEqual(superior_results(skp), [])

    def test_the_number_of_queries_is_fixed(self):
        skp = self.empty()
        self.step()
        with CaptureQueriesContext(connection) as few:
            propose(skp)
        for number in range(20):
            self.step(nama=f"Langkah {number}")
        with CaptureQueriesContext(connection) as many:
            propose(skp)
        self.assertEqual(len(few), len(many))


class TestTake(DasarSkp):
    def url(self, skp):
        return reverse("jabatan:usulan_skp", args=[skp.pk])

    def test_what_is_chosen_is_added_once(self):
        skp = self.make("staf")
        step = self.step()
        client = self.client_for(self.perencana_a)
        self.assertContains(client.get(self.url(skp)), "1 proposal")
        data = {"versi": skp.versi, "kunci": [f"l{step.pk}"]}
        self.assertEqual(client.post(self.url(skp), data).status_code, 302)
        again = client.post(self.url(skp), data)
        self.assertEqual(again.status_code, 200)
        self.assertEqual(skp.daftar_rhk.filter(langkah=step).count(), 1)

    def test_nothing_and_what_is_there_already_are_refused(self):
        skp = self.make("staf")
        for kunci in (set(), {"k1000000"}):
            with self.assertRaisesMessage(ValidationError, "belum ada di SKP ini"):
                actions.take_usulan(user=self.admin, skp=skp, versi=skp.versi, kunci=kunci)
        with self.assertRaises(PermissionDenied):
            actions.take_usulan(user=self.perencana_b, skp=skp, versi=skp.versi, kunci={"k1"})
