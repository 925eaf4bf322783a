"""The pages of SKP: list with its filters, making, filling by forms, and a fixed number of queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan.models import RencanaHasilKerja, Skp
from tests.jabatan.dasar import TAHUN
from tests.jabatan.dasar_skp import DasarSkp

ROWS = {"indikator-TOTAL_FORMS": "2", "indikator-INITIAL_FORMS": "0"}
ONE = {"indikator-0-aspek": "waktu", "indikator-0-nama": "Lama", "indikator-0-target": "2 hari"}


def url(name, *args):
    return reverse(f"jabatan:{name}", args=args)


class TestList(DasarSkp):
    def test_it_searches_and_filters(self):
        self.make("kasi")
        self.make("kadis")
        client = self.client_for(self.pembaca_a)
        for query, seen in (
            ("", 2),
            ("q=rekayasa", 1),
            (f"tahun={TAHUN}", 2),
            ("tahun=2020", 0),
            ("status=draf", 2),
            ("status=berganti", 0),
            (f"unit={self.unit_a1.pk}", 1),
            (f"jabatan={self.jabatan['kasi'].pk}", 1),
        ):
            page = client.get(f"{url('daftar_skp')}?{query}")
            self.assertEqual(page.context["halaman"].paginator.count, seen, query)

    def test_other_instansi_see_nothing_of_it(self):
        skp = self.make()
        client = self.client_for(self.asing)
        self.assertEqual(client.get(url("daftar_skp")).context["halaman"].paginator.count, 0)
        self.assertEqual(client.get(url("skp", skp.pk)).status_code, 404)
        for name in ("unit", "jabatan"):
            key = self.unit_a.pk if name == "unit" else self.jabatan["kasi"].pk
            self.assertEqual(client.get(f"{url('daftar_skp')}?{name}={key}").status_code, 404)

    def test_the_number_of_queries_is_fixed(self):
        client = self.client_for(self.perencana_a)
        self.make("kasi")
        client.get(url("daftar_skp"))
        with CaptureQueriesContext(connection) as few:
            client.get(url("daftar_skp"))
        for jabatan in ("kadis", "kabid", "staf"):
            self.make(jabatan)
        with CaptureQueriesContext(connection) as many:
            client.get(url("daftar_skp"))
        self.assertEqual(len(few), len(many))


class TestMakePage(DasarSkp):
    def post(self, **data):
        return self.client_for(self.perencana_a).post(url("tambah_skp"), {"tahun": TAHUN, **data})

    def test_for_one_person_and_for_a_unit(self):
        holder = self.holder(self.jabatan["kasi"])
        answer = self.post(pejabat=holder.pk)
        self.assertRedirects(answer, url("skp", Skp.objects.get().pk))
        self.post(unit=self.unit_a.pk)
        self.assertEqual(Skp.objects.count(), 4)
        self.assertContains(self.post(pejabat=holder.pk), "sudah ada")

    def test_it_asks_for_exactly_one_and_offers_own_people_only(self):
        self.assertContains(self.post(), "salah satu saja")
        other = self.holder(self.jabatan["kadis_b"])
        self.assertContains(self.post(pejabat=other.pk), "Pilih salah satu dari daftar")
        self.assertFalse(Skp.objects.exists())


class TestResultPage(DasarSkp):
    def post(self, skp, **data):
        fields = {
            "versi": skp.versi,
            "jenis": "tambahan",
            "rumusan": "Surat",
            **ROWS,
            **ONE,
            **data,
        }
        return self.client_for(self.perencana_a).post(url("tambah_rhk", skp.pk), fields)

    def test_the_result_of_the_superior_is_chosen_or_written(self):
        skp = self.make("staf")
        self.assertEqual(self.post(skp, pilih_atasan="0").status_code, 302)
        skp = self.again(skp)
        self.assertEqual(self.post(skp, rhk_atasan="Hasil lain", rumusan="Lain").status_code, 302)
        texts = list(skp.daftar_rhk.filter(jenis="tambahan").values_list("rhk_atasan", flat=True))
        self.assertEqual(texts, ["Armada terawat", "Hasil lain"])

    def test_mistakes_are_told_and_nothing_is_saved(self):
        skp = self.make("staf")
        for data, sentence in (
            ({}, "diintervensi belum diisi"),
            ({"rhk_atasan": "x", "rumusan": ""}, "belum diisi"),
            ({"rhk_atasan": "x", "indikator-0-aspek": ""}, "Aspek belum dipilih"),
            ({"rhk_atasan": "x", "indikator-0-nama": ""}, "Indikator belum diisi"),
            ({"rhk_atasan": "x", "versi": 99}, "baru saja diubah"),
            (
                {"rhk_atasan": "x", "indikator-0-DELETE": "on"},
                "Pilih minimal satu aspek",
            ),
        ):
            page = self.post(skp, **data)
            self.assertContains(page, sentence)
        self.assertEqual(skp.daftar_rhk.count(), 1)

    def test_a_jpt_is_asked_for_the_perspektif_and_not_for_a_superior(self):
        skp = self.make("kadis")
        page = self.client_for(self.perencana_a).get(url("tambah_rhk", skp.pk))
        self.assertContains(page, "Perspektif")
        self.assertNotContains(page, "diintervensi")
        self.assertContains(self.post(skp), "Perspektif belum dipilih")
        self.assertEqual(self.post(skp, perspektif="anggaran").status_code, 302)

    def test_an_existing_one_opens_filled_and_moves(self):
        skp = self.make("staf")
        row = skp.daftar_rhk.get()
        client = self.client_for(self.perencana_a)
        page = client.get(url("ubah_rhk", skp.pk, row.pk))
        self.assertContains(page, "Uji kir terlaksana")
        self.assertContains(page, "3 persen")
        extra = RencanaHasilKerja.objects.create(skp=skp, rumusan="Kedua", urutan=2)
        data = {"versi": skp.versi, "arah": "naik"}
        client.post(url("geser_rhk", skp.pk, extra.pk), data)
        self.assertEqual(skp.daftar_rhk.order_by("urutan")[0], extra)
        client.post(url("hapus_rhk", skp.pk, extra.pk))
        self.assertEqual(skp.daftar_rhk.get(), row)


class TestPage(DasarSkp):
    def test_what_is_missing_is_told_to_who_writes_and_a_signed_one_has_no_forms(self):
        skp = self.make()
        client = self.client_for(self.perencana_a)
        self.assertContains(client.get(url("skp", skp.pk)), "Tanggal SKP belum diisi")
        reader = self.client_for(self.pembaca_a).get(url("skp", skp.pk))
        self.assertNotContains(reader, "Ambil usulan")
        signed = self.signed_skp("staf")
        self.assertNotContains(client.get(url("skp", signed.pk)), "Ambil usulan")
        for name in ("usulan_skp", "tambah_rhk", "perilaku_skp", "lampiran_skp"):
            self.assertRedirects(client.get(url(name, signed.pk)), url("skp", signed.pk))

    def test_data_behaviours_and_attachments_are_filled_by_forms(self):
        skp = self.make()
        client = self.client_for(self.perencana_a)
        days = {"mulai": "2026-01-01", "selesai": "2026-12-31", "tempat": "Kota"}
        client.post(url("ubah_skp", skp.pk), {"versi": 1, **days, "tanggal": "2026-01-12"})
        client.post(url("perilaku_skp", skp.pk), {"versi": 2, "loyal": "Menjaga nama baik"})
        client.post(url("lampiran_skp", skp.pk), {"versi": 3, "dukungan": "Laptop\n\nData "})
        client.post(url("tetapkan_skp", skp.pk), {"versi": 4})
        page = client.get(url("skp", skp.pk))
        self.assertEqual(self.again(skp).status, "ditetapkan")
        self.assertContains(page, "Menjaga nama baik")
        self.assertEqual(page.context["isi"].dukungan, ("Laptop", "Data"))

    def test_a_wrong_day_and_a_stale_page_are_told(self):
        skp = self.make()
        client = self.client_for(self.perencana_a)
        days = {"versi": 1, "mulai": "2025-12-31", "selesai": "2026-12-31"}
        self.assertContains(client.post(url("ubah_skp", skp.pk), days), "masa jabatannya")
        stale = {**days, "versi": 7, "mulai": "2026-01-01"}
        self.assertContains(client.post(url("ubah_skp", skp.pk), stale), "baru saja diubah")
        answer = client.post(url("tetapkan_skp", skp.pk), {"versi": "x"}, follow=True)
        self.assertContains(answer, "baru saja diubah")

    def test_the_number_of_queries_is_fixed(self):
        skp = self.make("staf")
        client = self.client_for(self.perencana_a)
        client.get(url("skp", skp.pk))
        with CaptureQueriesContext(connection) as few:
            client.get(url("skp", skp.pk))
        for number in range(10):
            row = RencanaHasilKerja.objects.create(skp=skp, rumusan=f"Hasil {number}")
            row.daftar_indikator.create(aspek="kualitas", nama="Mutu")
        with CaptureQueriesContext(connection) as many:
            client.get(url("skp", skp.pk))
        self.assertEqual(len(few), len(many))

    def test_the_position_leads_to_its_skp_and_steps(self):
        self.step()
        page = self.client_for(self.pembaca_a).get(url("jabatan", self.jabatan["staf"].pk))
        self.assertContains(page, "Penyusunan proposal uji kir")
        self.assertContains(page, f"{url('daftar_skp')}?jabatan={self.jabatan['staf'].pk}")
