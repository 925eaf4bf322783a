"""Thresholds of the rules: only the admin sets them, within their range, and the next check uses them."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError

from evaluasi import actions
from evaluasi.actions.ambang import key, set_thresholds
from evaluasi.actions.skor import remember
from evaluasi.models import Pemeriksaan, SkorPohon
from evaluasi.skor import reckon
from evaluasi.temuan import check
from lib.aturan import thresholds
from organisasi.models import AmbangAturan
from pohon.models import Pohon
from tests.evaluasi.dasar_temuan import TemuanTest

URL = "/ambang/"


class AmbangTest(TemuanTest):
    def setUp(self):
        super().setUp()
        self.ambang = next(one for one in thresholds() if one.aturan == "B-12")
        self.client = self.client_for(self.admin)

    def set(self, value, user=None):
        return set_thresholds(
            user=user or self.admin, instansi=self.instansi, nilai={key(self.ambang): value}
        )


class TestAmbang(AmbangTest):
    def test_every_threshold_stands_on_the_page_with_its_usual_value(self):
        page = self.client.get(URL)
        for one in thresholds():
            self.assertContains(page, f'name="{key(one)}"')

    def test_the_next_check_uses_what_was_set(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=2)
        for number in range(5):
            self.make_simpul(self.pohon, f"Faktor {number} membaik", jenis="csf")
        self.assertEqual(self.of("B-12"), [])
        self.client.post(URL, {key(self.ambang): "4"})
        self.assertEqual(len(self.of("B-12")), 1)

    def test_numbers_are_written_the_indonesian_way(self):
        one = next(one for one in thresholds() if one.terbesar <= 1)
        self.client.post(URL, {key(one): "0,92"})
        self.assertEqual(AmbangAturan.objects.get().nilai, Decimal("0.92"))
        self.assertContains(self.client.get(URL), 'value="0,92"')

    def test_a_number_out_of_its_range_is_refused_and_stays_in_its_field(self):
        page = self.client.post(URL, {key(self.ambang): "5000"})
        self.assertContains(page, "Isi angka bulat antara 3 dan 30.")
        self.assertContains(page, 'value="5000"')
        self.assertFalse(AmbangAturan.objects.exists())
        with self.assertRaises(ValidationError):
            self.set(Decimal(5000))

    def test_what_counts_things_takes_whole_numbers_only_and_says_so_once(self):
        page = self.client.post(URL, {key(self.ambang): "0,5"})
        self.assertEqual(
            page.context["form"].errors[key(self.ambang)], ["Isi angka bulat antara 3 dan 30."]
        )
        with self.assertRaises(ValidationError):
            self.set(Decimal("4.5"))

    def test_what_is_no_number_is_refused(self):
        self.assertContains(self.client.post(URL, {key(self.ambang): "banyak"}), "Isi dengan angka")

    def test_an_empty_field_and_the_usual_value_go_back_to_the_usual(self):
        for value in (None, Decimal(str(self.ambang.bawaan))):
            self.set(Decimal(5))
            self.assertEqual(self.set(value), 1)
            self.assertFalse(AmbangAturan.objects.exists())

    def test_all_go_back_at_once(self):
        self.set(Decimal(5))
        page = self.client.post(URL + "kembalikan/", follow=True)
        self.assertContains(page, "1 ambang kembali ke nilai lazim.")
        self.assertFalse(AmbangAturan.objects.exists())

    def test_only_the_admin_sets_them(self):
        for user in (self.perencana_a, self.evaluator, self.asing):
            with self.assertRaises(PermissionDenied):
                self.set(Decimal(5), user=user)

    def test_what_was_found_before_counts_as_stale(self):
        actions.keep(check(self.fresh()))
        self.set(Decimal(5))
        self.assertTrue(Pohon.objects.filter(Pemeriksaan.stale_q(), pk=self.pohon.pk).exists())

    def test_a_page_left_open_takes_nothing_back(self):
        other = next(one for one in thresholds() if key(one) != key(self.ambang))
        seen = {f"initial-{key(one)}": "" for one in (self.ambang, other)}
        self.set(Decimal(5))
        low = str(other.terkecil).replace(".", ",")
        page = self.client.post(URL, {**seen, key(self.ambang): "", key(other): low}, follow=True)
        self.assertContains(page, "1 ambang berubah")
        self.assertEqual(AmbangAturan.objects.get(aturan=self.ambang.aturan).nilai, 5)

    def test_scores_count_as_stale_too(self):
        now = self.fresh()
        remember(now, reckon(now))
        self.set(Decimal(5))
        self.assertTrue(Pohon.objects.filter(SkorPohon.stale_q(), pk=self.pohon.pk).exists())

    def test_the_same_again_changes_nothing(self):
        self.set(Decimal(5))
        actions.keep(check(self.fresh()))
        self.assertEqual(self.set(Decimal(5)), 0)
        self.assertFalse(Pohon.objects.filter(Pemeriksaan.stale_q(), pk=self.pohon.pk).exists())
