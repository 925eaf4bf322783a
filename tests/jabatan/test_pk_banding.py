"""Two PK of a position side by side, and when a PK is due."""

import datetime
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.test import SimpleTestCase
from django.urls import reverse

from jabatan import actions
from jabatan.models import PerjanjianKinerja, TahunAnggaran
from jabatan.pk.banding import compare, count_changes, pairs
from jabatan.pk.susun import read
from jabatan.pk.tenggat import due_dates, month_after
from perencanaan.models import Pagu
from pohon.models import Target
from tests.jabatan.dasar import TAHUN, TANGGAL, Pembagian, pdf_text, sheets


class Revised(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    @staticmethod
    def isi_of(pk):
        """Return what a PK says, read as a page would."""
        rows = PerjanjianKinerja.objects.select_related("jabatan__instansi", "jabatan__unit")
        return read(rows.get(pk=pk.pk)).isi

    def revise(self):
        """Sign the PK of the kasi, let target and budget change, and begin the perubahan."""
        old = self.signed("kasi")
        Target.objects.filter(indikator__simpul=self.simpul["keg"]).update(nilai=20)
        Pagu.objects.filter(komponen=self.komponen["sub_dua"]).delete()
        return old, actions.revise_pk(user=self.admin, pk=old, alasan="strategi")


class TestCompare(Revised):
    def test_what_was_and_what_becomes_of_it_stand_side_by_side(self):
        old, new = self.revise()
        pejabat, kinerja, anggaran = compare(self.isi_of(old), self.isi_of(new))
        row = list(kinerja.baris[0].sel)
        self.assertEqual((row[4], row[8], row[9]), (12, 20, "Berubah"))
        gone = [list(line.sel) for line in anggaran.baris if line.sel[-1] == "Berubah"]
        self.assertEqual([(r[2], r[3], r[4]) for r in gone], [(2000000, 0, -2000000)])
        self.assertEqual([line.sel[-1] for line in pejabat.baris], ["Tetap", "Tetap"])
        self.assertEqual(count_changes([pejabat, kinerja, anggaran]), 2)

    def test_the_same_pk_has_no_changes(self):
        isi = self.isi_of(self.signed("kasi"))
        self.assertEqual(count_changes(compare(isi, isi)), 0)

    def test_indicators_belong_together_by_key_else_by_words(self):
        isi = self.isi_of(self.signed("kasi"))
        sasaran = isi.daftar_sasaran[0]
        renamed = replace(sasaran, ukuran=(replace(sasaran.ukuran[0], indikator="Nama baru"),))
        by_key = pairs(isi, replace(isi, daftar_sasaran=(renamed,)))
        self.assertEqual(len(by_key), 1)
        nameless = replace(sasaran, ukuran=(replace(sasaran.ukuran[0], kunci=0),))
        self.assertEqual(len(pairs(isi, replace(isi, daftar_sasaran=(nameless,)))), 1)
        other = replace(sasaran, ukuran=(replace(renamed.ukuran[0], kunci=0),))
        old, new = pairs(isi, replace(isi, daftar_sasaran=(other,)))
        self.assertIsNone(old[0])
        self.assertIsNone(new[1])

    def test_the_page_pdf_and_excel_show_it(self):
        old, new = self.revise()
        client = self.client_for(self.pembaca_a)
        page = client.get(reverse("jabatan:banding_pk", args=[new.pk]))
        self.assertContains(page, "2 baris berubah")
        self.assertContains(page, "Semula")
        text = pdf_text(
            client.get(reverse("jabatan:unduh_banding_pk", args=[new.pk, "pdf"])).content
        )
        for word in ("Semula", "Menjadi", "Armada terawat", "Berubah", "-2.000.000"):
            self.assertIn(word, text)
        answer = client.get(reverse("jabatan:unduh_banding_pk", args=[new.pk, "xlsx"]))
        self.assertEqual(sheets(answer.content).sheetnames, ["Pejabat", "Kinerja", "Anggaran"])
        self.assertContains(client.get(reverse("jabatan:pk", args=[new.pk])), "Semula – menjadi")
        self.assertContains(
            client.get(reverse("jabatan:daftar_pk")), reverse("jabatan:banding_pk", args=[new.pk])
        )

    def test_there_is_nothing_to_compare_a_first_pk_with(self):
        old, new = self.revise()
        other = self.draft("kabid")
        client = self.client_for(self.pembaca_a)
        self.assertEqual(client.get(reverse("jabatan:banding_pk", args=[old.pk])).status_code, 404)
        url = reverse("jabatan:banding_pk", args=[new.pk])
        self.assertEqual(client.get(url, {"dengan": other.pk}).status_code, 404)
        self.assertEqual(client.get(url, {"dengan": old.pk}).status_code, 200)
        self.assertEqual(self.client_for(self.asing).get(url).status_code, 404)


class TestMonth(SimpleTestCase):
    def test_a_month_later_is_the_same_day_or_the_last_one(self):
        for start, end in (
            ((2026, 1, 5), (2026, 2, 5)),
            ((2026, 1, 31), (2026, 2, 28)),
            ((2025, 12, 31), (2026, 1, 31)),
        ):
            self.assertEqual(month_after(datetime.date(*start)), datetime.date(*end))


class TestDue(Revised):
    def year(self, **dates):
        return actions.save_tahun_anggaran(
            user=self.admin,
            tahun_anggaran=TahunAnggaran(instansi=self.instansi, tahun=TAHUN, **dates),
        )

    def test_a_pk_signed_in_time_and_one_signed_late(self):
        self.year(tanggal_dpa=datetime.date(2025, 12, 20))
        pk = self.signed("kasi")
        due = due_dates(self.instansi.pk).of(pk)
        self.assertEqual((due.batas, due.sebutan), (datetime.date(2026, 1, 20), ""))
        TahunAnggaran.objects.update(tanggal_dpa=datetime.date(2025, 12, 1))
        self.assertEqual(due_dates(self.instansi.pk).of(pk).sebutan, "Terlambat")
        page = self.client_for(self.pembaca_a).get(reverse("jabatan:pk", args=[pk.pk]))
        self.assertContains(page, "PK terlambat ditetapkan")
        page = self.client_for(self.pembaca_a).get(reverse("jabatan:daftar_pk"))
        self.assertContains(page, "Terlambat")

    def test_a_draft_is_late_by_today_and_a_perubahan_follows_the_dppa(self):
        self.year(tanggal_dpa=TANGGAL, tanggal_dppa=datetime.date(2026, 9, 1))
        old, new = self.revise()
        self.assertEqual(due_dates(self.instansi.pk).of(new).batas, datetime.date(2026, 10, 1))
        self.assertIsNone(due_dates(self.instansi_asing.pk).of(old))

    def test_dates_that_cannot_be_are_refused(self):
        for dates in (
            {"tanggal_dpa": datetime.date(2024, 12, 1)},
            {"tanggal_dppa": datetime.date(2027, 1, 1)},
            {"tanggal_dpa": TANGGAL, "tanggal_dppa": TANGGAL},
        ):
            with self.assertRaises(ValidationError):
                self.year(**dates)
        self.assertFalse(TahunAnggaran.objects.exists())

    def test_only_the_admin_writes(self):
        row = TahunAnggaran(instansi=self.instansi, tahun=TAHUN)
        for user in (self.perencana_a, self.pimpinan):
            with self.assertRaises(PermissionDenied):
                actions.save_tahun_anggaran(user=user, tahun_anggaran=row)

    def test_the_pages_add_change_and_delete(self):
        client = self.client_for(self.admin)
        data = {"tahun": "2026", "tanggal_dpa": "2025-12-20", "tanggal_dppa": ""}
        page = client.post(reverse("jabatan:tambah_tahun_anggaran"), data, follow=True)
        self.assertContains(page, "20 Januari 2026")
        self.assertContains(
            client.post(reverse("jabatan:tambah_tahun_anggaran"), data), "sudah ada"
        )
        row = TahunAnggaran.objects.get()
        url = reverse("jabatan:ubah_tahun_anggaran", args=[row.pk])
        page = client.post(url, {**data, "tanggal_dpa": "2020-01-01"})
        self.assertContains(page, "Isi tanggal pada tahun 2025 atau 2026")
        client.post(reverse("jabatan:hapus_tahun_anggaran", args=[row.pk]))
        self.assertFalse(TahunAnggaran.objects.exists())
