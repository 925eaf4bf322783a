"""Applying a preview: what others did meanwhile, a second click, what was sealed elsewhere, and who may."""

from __future__ import annotations

from unittest import mock

from django.urls import reverse

from organisasi.models import Tugas
from pohon import actions
from pohon.models import Pohon, Simpul
from tests.pohon.lembar_uji import LembarTest


class TestMeanwhile(LembarTest):
    def change(self, simpul: Simpul, **data) -> None:
        versi = Simpul.objects.get(pk=simpul.pk).versi
        step = {"jenis": "ubah", "simpul": simpul.pk, "versi": versi, "data": data}
        actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[step])

    def test_a_change_since_the_preview_stops_everything(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.1"), **{"Kondisi (pernyataan)": "Satu"})
        row = isian.row_of("Kode", "1.2")
        isian.set(row, **{"Kondisi (pernyataan)": "Dua"})
        self.preview(isian)
        self.change(self.csf_2, pernyataan="Milik admin")
        before = self.nomor()
        answer = self.apply()
        self.assertEqual(answer.status_code, 409)
        self.assertContains(answer, "Tidak ada yang ditulis", status_code=409)
        self.assertContains(
            answer, f"Baris {row}: Simpul ini sudah diubah oleh Admin.", status_code=409
        )
        self.assertEqual(self.nomor(), before)
        self.assertEqual(Simpul.objects.get(pk=self.csf.pk).pernyataan, "Angkutan umum diminati")

    def test_a_deletion_since_the_preview_stops_everything(self):
        isian = self.download()
        row = isian.add(Kode="1.2.2", **{"Kondisi (pernyataan)": "Baru"})
        self.preview(isian)
        delete = {"jenis": "hapus", "simpul": self.csf_2.pk, "versi": self.csf_2.versi}
        actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[delete])
        answer = self.apply()
        self.assertContains(answer, f"Baris {row}: ", status_code=409)
        self.assertContains(answer, "sudah dihapus oleh Admin.", status_code=409)

    def test_a_stage_closed_since_the_preview_stops_everything(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.2")
        isian.set(row, Pengampu="Dishub")
        self.preview(isian)
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=3)
        self.assertContains(
            self.apply(), f"Baris {row}: Pengampu dibuka pada Tahap 4", status_code=409
        )

    def test_cells_nobody_touched_leave_what_others_wrote_since_the_download(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.2"), Faktor_penyebab="Jalan sempit")
        self.change(self.csf_2, pernyataan="Jalan lebar")
        self.change(
            self.antara, indikator=[{"id": self.indikator("Umur armada").pk, "satuan": "bulan"}]
        )
        rencana = self.bring_in(isian)
        self.assertEqual(
            [(one.kolom, one.bersama) for one in rencana.ubah], [("Faktor penyebab", False)]
        )
        self.assertEqual(Simpul.objects.get(pk=self.csf_2.pk).pernyataan, "Jalan lebar")
        self.assertEqual(self.indikator("Umur armada").satuan, "bulan")

    def test_a_cell_both_changed_is_marked(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.2"), **{"Kondisi (pernyataan)": "Dari lembar"})
        self.change(self.csf_2, pernyataan="Dari editor")
        (line,) = self.preview(isian).ubah
        self.assertEqual(
            (line.semula, line.menjadi, line.bersama), ("Dari editor", "Dari lembar", True)
        )

    def test_simpul_added_since_the_download_move_nothing(self):
        isian = self.download()
        first = {
            "jenis": "tambah",
            "induk": self.root.pk,
            "setelah": None,
            "data": {"pernyataan": "Baru"},
        }
        actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[first])
        rencana = self.preview(isian)
        self.assertEqual(self.steps(rencana), [])
        self.assertEqual([one.pernyataan for one in rencana.hilang], ["Baru"])


class TestApplying(LembarTest):
    def setUp(self) -> None:
        super().setUp()
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.2"), **{"Kondisi (pernyataan)": "Jalan lancar"})
        self.preview(isian)

    def test_a_second_click_changes_nothing_more(self):
        self.assertRedirects(self.apply(), reverse("pohon:editor", args=[self.pohon.pk]))
        after = self.nomor()
        self.assertEqual(self.apply().status_code, 302)
        self.assertEqual(self.nomor(), after)

    def test_many_steps_are_a_job_that_says_why_it_fails(self):
        with mock.patch("pohon.views.lembar.AT_ONCE", 0):
            answer = self.apply()
            job = Tugas.objects.get(pengguna=self.perencana_a)
            self.assertRedirects(answer, reverse("organisasi:tugas", args=[job.pk]))
            self.assertEqual(job.status, Tugas.Status.SELESAI)
            self.assertIn(".Jalan lancar", self.shape())
            isian = self.download()
            isian.set(isian.row_of("Kode", "1.2"), **{"Kondisi (pernyataan)": "Lagi"})
            self.preview(isian)
            Simpul.objects.filter(pk=self.csf_2.pk).update(versi=99)
            self.apply()
        job = Tugas.objects.filter(pengguna=self.perencana_a).latest("dibuat")
        self.assertEqual(job.status, Tugas.Status.GAGAL)
        self.assertIn("Tidak ada yang ditulis", job.pesan)
        self.assertIn("Simpul ini sudah diubah", job.galat)

    def test_what_was_not_sealed_here_is_not_applied(self):
        before = self.nomor()
        other = self.make_pohon(unit=self.unit_a)
        for more in (
            {"sealed": ""},
            {"sealed": self.sealed[:-1] + ("A" if self.sealed[-1] != "A" else "B")},
            {"sealed": "\x00"},
            {"user": self.admin},
            {"pohon": other},
        ):
            with self.subTest(more):
                answer = self.apply(**more)
                self.assertEqual(answer.status_code, 302)
                self.assertIn("/impor/", answer.url)
        self.assertEqual(self.nomor(), before)

    def test_only_those_who_may_write_now_get_in(self):
        address = reverse("pohon:impor", args=[self.pohon.pk])
        for user, status in ((self.pembaca_a, 403), (self.perencana_b, 403), (self.asing, 404)):
            self.assertEqual(self.client_for(user).get(address).status_code, status)
            self.assertEqual(self.upload(b"x", user=user).status_code, status)
            self.assertEqual(self.apply(user=user).status_code, status)
        Pohon.objects.filter(pk=self.pohon.pk).update(status=Pohon.Status.DIAJUKAN)
        self.assertContains(self.apply(), "sedang diajukan", status_code=403)

    def test_the_way_in_is_shown_to_those_who_may_write(self):
        address = reverse("pohon:editor", args=[self.pohon.pk])
        way = reverse("pohon:impor", args=[self.pohon.pk])
        self.assertContains(self.client_for(self.perencana_a).get(address), way)
        self.assertNotContains(self.client_for(self.pembaca_a).get(address), way)
