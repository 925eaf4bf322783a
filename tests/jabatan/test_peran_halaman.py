"""Pages and downloads of the matriks peran hasil."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.exporters.matriks import matriks_peran, pages
from jabatan.models import Jabatan, PeranHasil
from jabatan.peran.matriks import Matriks, Pilihan
from tests.jabatan.dasar import TAHUN, pdf_text, sheets
from tests.jabatan.dasar_teknik import MONEY, Tim


class TestMatrix(Tim):
    def page(self, user=None, **query):
        query = {"pimpinan": self.jabatan["kabid"].pk, "tahun": 2026, **query}
        return self.client_for(user or self.perencana_a).get(
            reverse("jabatan:matriks_peran"), query
        )

    def test_it_shows_results_roles_and_empty_rows(self):
        self.carry("uang", "kasi", pendekatan="layanan")
        page = self.page()
        self.assertContains(page, "Hasil 1")
        self.assertContains(page, "Layanan")
        self.assertContains(page, "2 baris belum punya peran pada hasil Kepala Bidang Lalu Lintas")
        self.assertContains(page, "belum punya peran pada hasil Kepala Bidang Lalu Lintas", count=3)

    def test_without_a_choice_it_begins_with_the_topmost_own_position(self):
        page = self.client_for(self.perencana_a).get(reverse("jabatan:matriks_peran"))
        self.assertEqual(page.context["pimpinan"], self.jabatan["kadis"])
        page = self.client_for(self.admin).get(reverse("jabatan:matriks_peran"))
        self.assertEqual(page.context["pimpinan"], self.jabatan["walikota"])

    def test_people_stand_with_nip_or_as_vacant(self):
        page = self.page(baris="pegawai")
        self.assertContains(page, "Pejabat 3, S.T.")
        self.assertContains(page, "lowong")

    def test_a_reader_sees_no_links_to_change(self):
        self.assertNotContains(self.page(user=self.pembaca_a), "atur-sel")
        self.assertContains(self.page(), "atur-sel")

    def test_a_head_without_results_or_elsewhere(self):
        page = self.page(pimpinan=self.jabatan["kasi"].pk)
        self.assertContains(page, "Pimpinan ini belum mengampu hasil")
        self.assertEqual(self.page(pimpinan=self.jabatan["staf"].pk).status_code, 404)
        self.assertEqual(self.page(user=self.asing).status_code, 404)

    def test_no_structure_says_what_to_do(self):
        page = self.client_for(self.asing).get(reverse("jabatan:matriks_peran"))
        self.assertContains(page, "Belum ada struktur")

    def test_many_rows_come_in_pages_and_a_change_leads_back_to_its_page(self):
        for number in range(55):
            actions.add_jabatan(
                user=self.admin,
                jabatan=self.new(
                    nama=f"Petugas {number}", unit=self.fresh_unit("unit_a1"), jenjang="pengawas"
                ),
                induk_id=self.jabatan["kabid"].pk,
            )
        page = self.page(halaman=2)
        self.assertEqual(len(page.context["halaman"]), 8)
        self.assertContains(page, "halaman=2")
        last = page.context["halaman"][-1].jabatan
        address = reverse("jabatan:peran", args=[self.kabid_kinerja.pk, last.pk])
        client = self.client_for(self.perencana_a)
        query = "?tahun=2026&halaman=2"
        seen = client.get(address + query).context["sel"].tanda
        data = {"dilihat": seen, "baru-jenis": "output", "baru-hasil": "Laporan"}
        answer = client.post(address + query, data)
        self.assertTrue(answer.url.endswith(f"halaman=2#j{last.pk}"), answer.url)
        self.assertContains(client.get(answer.url), "Laporan")

    def test_the_queries_do_not_grow(self):
        self.page()
        with CaptureQueriesContext(connection) as few:
            self.page(dalam="semua")
        for number in range(6):
            kunci = f"n{number}"
            self.simpul[kunci] = self.node(f"Kondisi {number}", "uang", MONEY)
            self.carry(kunci, "kasi2")
            self.carry(kunci, "staf")
        with CaptureQueriesContext(connection) as many:
            self.page(dalam="semua")
        self.assertEqual(len(few), len(many))


class TestCell(Tim):
    def setUp(self):
        self.address = reverse(
            "jabatan:peran", args=[self.kabid_kinerja.pk, self.jabatan["kasi2"].pk]
        )

    def send(self, user=None, **data):
        client = self.client_for(user or self.perencana_a)
        page = client.get(self.address, {"tahun": 2026})
        seen = page.context["sel"].tanda if page.context else ""
        data = {"dilihat": seen, "baru-jenis": "output", "baru-hasil": "", **data}
        return client.post(f"{self.address}?tahun=2026", data, follow=True)

    def test_it_adds_changes_and_removes(self):
        self.assertContains(self.send(**{"baru-hasil": "Laporan parkir"}), "Laporan parkir")
        self.send(**{"e0-jenis": "layanan", "e0-hasil": "Helpdesk"})
        self.assertEqual(PeranHasil.objects.get().hasil, "Helpdesk")
        self.send(**{"e0-jenis": "layanan", "e0-hasil": "", "e0-hapus": "on"})
        self.assertFalse(PeranHasil.objects.exists())

    def test_it_restores_what_the_tree_says(self):
        self.carry("uang", "kasi2")
        self.send(**{"e0-jenis": "output", "e0-hasil": "Karcis"})
        page = self.send(aksi="kembalikan")
        self.assertContains(page, "1 isi dikembalikan sesuai pohon.")
        self.assertFalse(PeranHasil.objects.exists())

    def test_empty_words_are_refused(self):
        self.send(**{"baru-hasil": "Laporan"})
        page = self.send(**{"e0-jenis": "output", "e0-hasil": " "})
        self.assertContains(page, "Hasil belum diisi")
        self.assertEqual(PeranHasil.objects.get().hasil, "Laporan")

    def test_a_stale_page_shows_what_is_there_now_and_keeps_the_new_words(self):
        self.send(**{"baru-hasil": "Laporan"})
        page = self.send(dilihat="lama", **{"e0-hasil": "Lain", "baru-hasil": "Tambahan saya"})
        self.assertContains(page, "Sel ini sudah diubah orang lain")
        self.assertContains(page, "Laporan")
        self.assertContains(page, "Tambahan saya")
        self.assertEqual(PeranHasil.objects.count(), 1)

    def test_similar_positions_are_written_at_once_unless_apart(self):
        Jabatan.objects.filter(pk__in=[self.jabatan["kasi2"].pk, self.jabatan["kasi3"].pk]).update(
            nama="Kepala Seksi Wilayah"
        )
        self.send(**{"baru-hasil": "Laporan"})
        self.assertEqual(PeranHasil.objects.count(), 2)
        client = self.client_for(self.perencana_a)
        apart = f"{self.address}?tahun=2026&kelompok=tidak"
        seen = client.get(apart).context["sel"].tanda
        client.post(
            apart,
            {"dilihat": seen, "e0-jenis": "output", "e0-hasil": "", "e0-hapus": "on"}
            | {"baru-jenis": "output"},
        )
        self.assertEqual(PeranHasil.objects.get().jabatan_id, self.jabatan["kasi3"].pk)

    def test_the_head_itself_and_others_are_no_rows(self):
        for kunci in ("kabid", "kadis_b"):
            address = reverse("jabatan:peran", args=[self.kabid_kinerja.pk, self.jabatan[kunci].pk])
            self.assertEqual(self.client_for(self.admin).get(address).status_code, 404)


class TestDownloads(Tim):
    def address(self, ext):
        name = {"xlsx": "jabatan:unduh_matriks_excel", "pdf": "jabatan:unduh_matriks_pdf"}[ext]
        return reverse(name, args=[self.jabatan["kabid"].pk]) + "?tahun=2026"

    def test_excel_has_a_column_per_result(self):
        self.carry("uang", "kasi")
        answer = self.client_for(self.pembaca_a).get(self.address("xlsx"))
        sheet = sheets(answer.content).active
        values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
        self.assertIn("1. Pendapatan naik", values)
        self.assertIn("Outcome antara: Pendapatan naik", values)
        self.assertIn("belum punya peran", values)

    def test_pdf_has_the_same_words(self):
        self.carry("uang", "kasi")
        text = pdf_text(self.client_for(self.pembaca_a).get(self.address("pdf")).content)
        self.assertIn("MATRIKS PEMBAGIAN PERAN DAN HASIL", text)
        self.assertIn("Outcome antara: Pendapatan naik", text)
        self.assertIn("Belum punya peran: Kepala Seksi Terminal; Kepala Seksi Parkir.", text)

    def test_many_results_are_cut_over_pages_of_six(self):
        for number in range(7):
            kunci = f"n{number}"
            self.simpul[kunci] = self.node(f"Kondisi {number}", "uang", MONEY)
            self.carry(kunci, "kabid")
        whole = matriks_peran(Matriks(self.admin, self.jabatan["kabid"], Pilihan(TAHUN)))
        parts = pages(whole)
        self.assertEqual([len(part.kolom) for part in parts], [8, 4])
        self.assertEqual(parts[1].kolom[0].judul, "No")
        self.assertIn("HASIL 7 SAMPAI 8 DARI 8", parts[1].subjudul)
        self.assertEqual(len(whole.kolom), 10)

    def test_another_instansi_gets_nothing(self):
        self.assertEqual(self.client_for(self.asing).get(self.address("xlsx")).status_code, 404)
