"""Pages of techniques and approaches."""

from __future__ import annotations

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan.actions.teknik import mark_pasangan, mark_target
from jabatan.models import KinerjaJabatan, Layanan, Milestone, PasanganIndikator, TargetJabatan
from pohon.models import Pohon
from tests.jabatan.dasar_teknik import MONEY, Tim


class TestCascading(Tim):
    def page(self, jabatan="kabid", user=None, **query):
        address = reverse("jabatan:cascading", args=[self.jabatan[jabatan].pk])
        return self.client_for(user or self.perencana_a).get(address, {"tahun": 2026, **query})

    def test_it_shows_both_targets_what_is_found_and_the_sum(self):
        self.carry("uang", "kasi", 40)
        self.carry("uang", "kasi2", 35)
        page = self.page()
        self.assertContains(page, "Target 2026: 100 rupiah")
        self.assertContains(page, "Target 2026: 40 rupiah")
        self.assertContains(page, "Jumlah target bawahan 75 ≠ target atasan 100.")
        self.assertContains(page, "Terima semua yang terdeteksi (2)")

    def test_it_says_how_the_declaration_differs(self):
        lower, measure = self.carry("uang", "kasi", 40), self.measure("uang")
        PasanganIndikator.objects.create(
            atasan=self.kabid_kinerja,
            indikator_atasan=measure,
            bawahan=lower,
            indikator_bawahan=measure,
            teknik="duplicate",
        )
        self.assertContains(self.page(), "Terdeteksi Cluster, dinyatakan Duplicate.")

    def test_another_year_has_its_own_targets(self):
        self.carry("uang", "kasi", 40)
        page = self.page(tahun=2027)
        self.assertContains(page, "Target 2027: belum diisi")
        self.assertNotContains(page, "40 rupiah")

    def test_it_looks_upwards(self):
        self.carry("uang", "kasi", 40)
        self.carry("uang", "kasi2", 60)
        page = self.page("kasi", arah="atasan")
        self.assertContains(page, "Target 2026: 40 rupiah")
        self.assertNotContains(page, "Target 2026: 60 rupiah")
        self.assertContains(self.page("walikota", arah="atasan"), "Tidak ada atasan")

    def test_empty_pages_say_what_to_do(self):
        self.assertContains(self.page("staf"), "Belum ada kinerja untuk dibandingkan")
        self.carry("sub", "staf")
        self.assertContains(self.page("staf"), "Belum ada bawahan")

    def test_a_reader_sees_no_buttons(self):
        self.carry("uang", "kasi", 40)
        page = self.page(user=self.pembaca_a)
        self.assertNotContains(page, "Terima semua")
        self.assertNotContains(page, ">Nyatakan<")
        self.assertContains(page, "Cluster")

    def test_all_found_are_accepted_at_once(self):
        self.carry("uang", "kasi", 40)
        address = reverse("jabatan:terima_teknik", args=[self.jabatan["kabid"].pk])
        page = self.client_for(self.perencana_a).post(address, {"tahun": "2026"}, follow=True)
        self.assertContains(page, "1 pasangan dinyatakan.")
        self.assertEqual(PasanganIndikator.objects.get().teknik, "cluster")

    def test_the_queries_do_not_grow(self):
        self.carry("uang", "kasi", 40)
        with CaptureQueriesContext(connection) as few:
            self.page()
        for number in range(8):
            kunci = f"n{number}"
            self.simpul[kunci] = self.node(f"Kondisi {number}", "uang", MONEY)
            self.carry(kunci, "kasi2", number + 1)
        with CaptureQueriesContext(connection) as many:
            self.page()
        self.assertEqual(len(few), len(many))


class TestPair(Tim):
    def setUp(self):
        self.lower = self.carry("uang", "kasi", 40)
        self.address = reverse("jabatan:teknik", args=[self.lower.pk, self.measure("uang").pk])

    def send(self, user=None, **data):
        pair = f"{self.kabid_kinerja.pk}-{self.measure('uang').pk}"
        data = {"teknik": "cluster", "pasangan": pair, "dilihat": mark_pasangan(None), **data}
        return self.client_for(user or self.perencana_a).post(self.address, data, follow=True)

    def test_it_declares_and_takes_back(self):
        self.assertContains(self.send(), "Teknik dinyatakan.")
        row = PasanganIndikator.objects.get()
        self.send(aksi="batalkan", dilihat=mark_pasangan(row))
        self.assertFalse(PasanganIndikator.objects.exists())

    def test_it_asks_the_reason_of_unique_beside_the_field(self):
        page = self.send(teknik="unique")
        self.assertContains(page, "Indikator unik tidak mendukung langsung atasan: beri alasan.")
        self.assertFalse(PasanganIndikator.objects.exists())

    def test_it_tells_what_somebody_else_did_meanwhile(self):
        self.send()
        self.assertContains(self.send(teknik="duplicate"), "sudah diubah orang lain")

    def test_wild_input_is_an_error_of_the_form(self):
        for wild in ("x", "1-2-3", "999999-1", ""):
            page = self.send(pasangan=wild)
            self.assertEqual(page.status_code, 200)
        self.assertFalse(PasanganIndikator.objects.exists())

    def test_a_closed_tree_shows_no_form(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(status="diajukan")
        page = self.client_for(self.perencana_a).get(self.address)
        self.assertContains(page, "Pohon sedang diajukan")
        self.assertNotContains(page, 'name="teknik"')
        self.send()
        self.assertFalse(PasanganIndikator.objects.exists())


class TestShares(Tim):
    def setUp(self):
        self.lower = [self.carry("uang", kasi) for kasi in ("kasi", "kasi2")]
        self.measure_pk = self.measure("uang").pk
        self.address = reverse("jabatan:beban", args=[self.kabid_kinerja.pk, self.measure_pk])

    def data(self, *values):
        keys = [(row.pk, self.measure_pk) for row in self.lower]
        fields = {f"b{k}-{i}-nilai": value for (k, i), value in zip(keys, values, strict=True)}
        return {"tahun": "2026", "dilihat": mark_target(dict.fromkeys(keys), 2026), **fields}

    def test_it_shows_sum_and_remainder_and_saves(self):
        client = self.client_for(self.perencana_a)
        page = client.get(self.address, {"tahun": 2026})
        self.assertContains(page, "Jumlah target bawahan 200 ≠ target atasan 100.")
        page = client.post(self.address, self.data("62,5", "37,5"), follow=True)
        self.assertContains(page, "Terbagi habis.")
        values = TargetJabatan.objects.order_by("nilai").values_list("nilai", flat=True)
        self.assertEqual(list(values), [Decimal("37.5"), Decimal("62.5")])

    def test_what_is_no_number_saves_nothing(self):
        page = self.client_for(self.perencana_a).post(self.address, self.data("banyak", "40"))
        self.assertContains(page, "Isi dengan angka")
        self.assertFalse(TargetJabatan.objects.exists())

    def test_a_stale_page_saves_nothing(self):
        client = self.client_for(self.perencana_a)
        client.post(self.address, self.data("60", "40"))
        page = client.post(self.address, self.data("1", "2"))
        self.assertContains(page, "sudah diubah orang lain")
        self.assertEqual(TargetJabatan.objects.filter(nilai=60).count(), 1)

    def test_nobody_who_shares_is_told(self):
        KinerjaJabatan.objects.filter(pk__in=[row.pk for row in self.lower]).delete()
        page = self.client_for(self.perencana_a).get(self.address)
        self.assertContains(page, "Belum ada yang berbagi")


class TestApproach(Tim):
    def setUp(self):
        self.kinerja = self.carry("uang", "kasi")
        self.address = reverse("jabatan:pendekatan", args=[self.kinerja.pk])

    def send(self, bagian, **data):
        client = self.client_for(self.perencana_a)
        seen = client.get(self.address).context["tanda"]
        data = {"bagian": bagian, "dilihat": seen.get(bagian, ""), **data}
        return client.post(self.address, data, follow=True)

    def test_the_consequence_stands_beside_the_choice_with_its_source(self):
        page = self.client_for(self.pembaca_a).get(self.address)
        for words in (
            "Hasil tim adalah outcome antara",
            "tidak ikut dihitung dalam nilai koordinator",
            "ikut dihitung dalam nilai koordinator",
            "BKN, Pedoman Cascading 2022",
        ):
            self.assertContains(page, words)
        self.assertNotContains(page, "Simpan pendekatan")

    def test_it_chooses_places_and_tells_the_overlap(self):
        self.carry("uang", "kasi2", pendekatan="wilayah", wilayah="Kec. Rawa")
        page = self.send("pendekatan", pendekatan="wilayah", wilayah="Kecamatan Rawa")
        self.assertContains(page, "ada pada lebih dari satu jabatan")
        page = self.send("pendekatan", pendekatan="wilayah", wilayah="Kecamatan Bukit")
        self.assertContains(page, "Terbagi tanpa tumpang tindih.")

    def test_the_seven_steps_come_in_the_order_of_the_guide(self):
        self.send("pendekatan", pendekatan="layanan")
        page = self.client_for(self.perencana_a).get(self.address)
        text = page.content.decode()
        titles = [
            "1. Korespondensi",
            "2. Layanan",
            "3. Penerima",
            "4. Permasalahan",
            "5. Rencana",
            "6. Penguatan",
            "7. Ekspektasi",
        ]
        places = [text.index(title) for title in titles]
        self.assertEqual(places, sorted(places))
        page = self.send("layanan", layanan="Izin trayek")
        self.assertContains(page, "belum lengkap: korespondensi dan advokasi, penerima layanan")
        self.assertEqual(Layanan.objects.get().layanan, "Izin trayek")

    def milestones(self, *names, **data):
        rows = list(Milestone.objects.filter(kinerja=self.kinerja))
        fields = {"banyak": str(len(names))}
        for place, name in enumerate(names):
            fields |= {f"m{place}-nama": name, f"m{place}-output": "O", f"m{place}-ekspektasi": "E"}
            if place < len(rows):
                fields[f"m{place}-id"] = str(rows[place].pk)
        return self.send("milestone", **fields, **data)

    def names(self):
        return list(Milestone.objects.order_by("urutan").values_list("nama", flat=True))

    def test_milestones_are_added_moved_and_deleted(self):
        self.send("pendekatan", pendekatan="milestone")
        self.milestones("Kajian")
        self.milestones("Kajian", "Uji coba")
        self.assertEqual(self.names(), ["Kajian", "Uji coba"])
        self.milestones("Kajian", "Uji coba", aksi="naik-1")
        self.assertEqual(self.names(), ["Uji coba", "Kajian"])
        self.milestones("Uji coba", "Kajian", aksi="turun-0")
        self.assertEqual(self.names(), ["Kajian", "Uji coba"])
        self.milestones("Kajian", "Uji coba", aksi="hapus-0")
        self.assertEqual(self.names(), ["Uji coba"])

    def test_wild_input_is_refused_with_a_sentence(self):
        self.assertContains(self.send("lain"), "Formulir tidak dikenali")
        self.assertEqual(self.send("pendekatan", pendekatan="terbang").status_code, 200)
        self.assertEqual(self.milestones(aksi="naik-²").status_code, 200)
        self.assertContains(self.milestones(""), "Milestone 1: Milestone belum diisi.")
        self.assertFalse(Milestone.objects.exists())

    def test_a_stale_page_saves_nothing(self):
        page = self.send("pendekatan", pendekatan="wilayah", dilihat="lama")
        self.assertContains(page, "sudah diubah orang lain")
        self.assertFalse(KinerjaJabatan.objects.exclude(pendekatan="").exists())

    def test_a_closed_tree_is_told(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(status="disetujui")
        self.assertContains(self.send("pendekatan", pendekatan="wilayah"), "Pohon sudah disetujui")
        self.assertFalse(KinerjaJabatan.objects.exclude(pendekatan="").exists())
