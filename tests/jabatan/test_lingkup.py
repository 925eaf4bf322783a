"""A node shared by several positions: its statement narrowed to the scope of each, asked in place."""

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase
from django.urls import reverse

from jabatan import actions
from jabatan.models import Jabatan, KinerjaJabatan
from jabatan.sebaran.lingkup import scope_of, suggest
from organisasi.models import Unit
from tests.jabatan.dasar import Pembagian


class TestScope(SimpleTestCase):
    def scope(self, nama, unit=""):
        return scope_of(Jabatan(nama=nama, unit=Unit(nama=unit) if unit else None))

    def test_rank_and_activity_are_left_out(self):
        for nama, scope in (
            ("Kepala Bidang Pembinaan SD", "SD"),
            ("Kepala Bidang Pengelolaan Sekolah Menengah Pertama", "Sekolah Menengah Pertama"),
            ("Kasi Trantib", "Trantib"),
            ("Analis Kebijakan Ahli Muda", "Kebijakan"),
        ):
            self.assertEqual(self.scope(nama), scope)

    def test_a_bare_rank_takes_the_scope_of_its_unit(self):
        self.assertEqual(self.scope("Kepala Bidang", "Bidang Pembinaan SMP"), "SMP")
        self.assertEqual(self.scope("Kepala Bidang"), "")

    def test_a_scope_that_is_said_already_is_not_said_twice(self):
        rows = [
            KinerjaJabatan(pk=1, jabatan=Jabatan(nama="Kepala Bidang SD")),
            KinerjaJabatan(pk=2, jabatan=Jabatan(nama="Kepala Bidang SMP"), pernyataan="Sendiri"),
        ]
        self.assertEqual(
            suggest("Putus sekolah turun", rows), {1: "Putus sekolah turun SD", 2: "Sendiri"}
        )
        self.assertEqual(suggest("Putus sekolah SD turun", rows)[1], "Putus sekolah SD turun")

    def test_a_word_at_the_seam_is_not_said_twice(self):
        rows = [KinerjaJabatan(pk=1, jabatan=Jabatan(nama="Kepala Bidang Sekolah Dasar"))]
        self.assertEqual(
            suggest("Menurunnya putus sekolah", rows)[1], "Menurunnya putus Sekolah Dasar"
        )


class TestNarrow(Pembagian):
    def setUp(self):
        self.kasi = self.assign("keg", "kasi")
        self.kabid = self.assign("keg", "kabid")
        self.url = reverse("jabatan:lingkup_kinerja", args=[self.simpul["keg"].pk])

    def narrow(self, kasi, kabid, user=None):
        return actions.narrow(
            user=user or self.perencana_a,
            simpul=self.simpul["keg"],
            rumusan={self.kasi.pk: kasi, self.kabid.pk: kabid},
        )

    def test_each_carrier_gets_its_own_statement(self):
        self.assertEqual(self.narrow("Armada terawat", "Armada bus  terawat"), 1)
        self.kabid.refresh_from_db()
        self.assertEqual(self.kabid.pernyataan, "Armada bus terawat")
        self.kasi.refresh_from_db()
        self.assertEqual(self.kasi.pernyataan, "")

    def test_two_equal_statements_refuse_the_whole(self):
        with self.assertRaisesMessage(ValidationError, "rumusan yang sama"):
            self.narrow("Armada bus", "armada BUS")
        self.assertFalse(KinerjaJabatan.objects.exclude(pernyataan="").exists())

    def test_a_carrier_that_has_gone_is_told(self):
        actions.unassign(user=self.admin, kinerja=self.kabid)
        with self.assertRaisesMessage(ValidationError, "sudah berubah"):
            self.narrow("A", "B")
        with self.assertRaisesMessage(ValidationError, "sudah berubah"):
            actions.narrow(user=self.admin, simpul=self.simpul["keg"], rumusan={})

    def test_a_carrier_of_another_unit_is_not_rewritten(self):
        other = self.assign("keg", "kadis_b")
        with self.assertRaisesMessage(ValidationError, "di luar unit Anda"):
            actions.narrow(
                user=self.perencana_a, simpul=self.simpul["keg"], rumusan={other.pk: "Milik B"}
            )

    def test_the_page_asks_in_place_with_a_suggestion(self):
        client = self.client_for(self.perencana_a)
        page = client.get(reverse("jabatan:pembagian", args=[self.pohon.pk]))
        self.assertContains(page, "Armada terawat Lalu Lintas</textarea>")
        self.assertContains(page, "Armada terawat Rekayasa</textarea>")
        data = {
            f"k{self.kasi.pk}-pernyataan": "Armada A",
            f"k{self.kabid.pk}-pernyataan": "Armada B",
        }
        client.post(self.url, data)
        page = client.get(reverse("jabatan:pembagian", args=[self.pohon.pk]))
        self.assertNotContains(page, "Simpan rumusan")
        self.assertContains(page, "Armada A")

    def test_what_is_refused_stays_as_it_was_typed(self):
        data = {f"k{row.pk}-pernyataan": "Sama saja" for row in (self.kasi, self.kabid)}
        client = self.client_for(self.perencana_a)
        page = client.post(self.url, {**data, "asal": "pembagian"}, headers={"HX-Request": "true"})
        self.assertContains(page, "rumusan yang sama")
        self.assertContains(page, "Sama saja</textarea>", count=2)
        page = client.post(self.url, {next(iter(data)): "x" * 1200}, headers={"HX-Request": "true"})
        self.assertContains(page, "1000")

    def test_readers_and_strangers_are_refused(self):
        self.assertEqual(self.client_for(self.pembaca_a).post(self.url).status_code, 403)
        self.assertEqual(self.client_for(self.asing).post(self.url).status_code, 404)
