"""Periods: sensible years, unique names, and nothing lost that is in use."""

from django.urls import reverse

from organisasi.models import Periode
from tests.base import Cast

LIST = reverse("organisasi:daftar_periode")


class TestPeriode(Cast):
    def setUp(self):
        self.client = self.client_for(self.admin)

    def add(self, **fields):
        data = {"nama": "Renstra", "tahun_awal": "2030", "tahun_akhir": "2034", **fields}
        return self.client.post(reverse("organisasi:tambah_periode"), data)

    def edit(self, periode, **fields):
        data = {"nama": "RPJMD 2025-2029", "tahun_awal": "2025", "tahun_akhir": "2029", **fields}
        return self.client.post(reverse("organisasi:ubah_periode", args=[periode.pk]), data)

    def delete(self, periode):
        return self.client.post(reverse("organisasi:hapus_periode", args=[periode.pk]))

    def test_it_adds_and_lists_years_without_a_thousands_separator(self):
        self.assertRedirects(self.add(), LIST)
        self.assertContains(self.client.get(LIST), "2030–2034")

    def test_it_refuses_absurd_years(self):
        for awal, akhir, sentence in (
            ("1900", "1904", "2000"),
            ("2030", "9999", "2100"),
            ("2034", "2030", "Tahun akhir tidak boleh sebelum tahun awal."),
            ("2030", "2045", "Periode paling lama sepuluh tahun."),
            ("dua ribu", "2030", "Isi dengan tahun, misalnya 2026."),
            ("", "2030", "belum diisi"),
        ):
            self.assertContains(self.add(tahun_awal=awal, tahun_akhir=akhir), sentence)
        self.assertEqual(Periode.objects.filter(instansi=self.instansi).count(), 1)

    def test_it_refuses_a_taken_name_but_not_one_of_another_instansi(self):
        self.assertContains(self.add(nama="RPJMD 2025-2029"), "Periode dengan nama ini sudah ada.")
        self.periode_asing.nama = "Renstra"
        self.periode_asing.save()
        self.assertRedirects(self.add(), LIST)

    def test_it_locks_and_unlocks(self):
        self.edit(self.periode, terkunci="on")
        self.assertTrue(Periode.objects.get(pk=self.periode.pk).terkunci)
        self.edit(self.periode)
        self.assertFalse(Periode.objects.get(pk=self.periode.pk).terkunci)

    def test_years_in_use_may_be_added_to_and_not_taken_away(self):
        self.edit(self.periode, tahun_akhir="2028")
        self.assertEqual(Periode.objects.get(pk=self.periode.pk).tahun_akhir, 2028)
        self.make_pohon(unit=self.unit_a)
        self.assertRedirects(self.edit(self.periode, tahun_akhir="2029"), LIST)
        answer = self.edit(self.periode, tahun_akhir="2027")
        self.assertContains(answer, "1 pohon kinerja: rentang tahunnya boleh diperpanjang")
        self.assertEqual(Periode.objects.get(pk=self.periode.pk).tahun_akhir, 2029)

    def test_it_deletes_only_what_nothing_refers_to(self):
        self.make_pohon(unit=self.unit_a)
        self.assertContains(self.delete(self.periode), "masih dipakai oleh 1 pohon kinerja")
        self.add()
        self.assertRedirects(self.delete(Periode.objects.get(nama="Renstra")), LIST)
        self.assertFalse(Periode.objects.filter(nama="Renstra").exists())

    def test_another_instansi_does_not_exist(self):
        self.assertEqual(self.edit(self.periode_asing).status_code, 404)
        self.assertEqual(self.delete(self.periode_asing).status_code, 404)
