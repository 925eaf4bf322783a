"""All Renstra copied to a new period at once."""

from __future__ import annotations

import datetime
import io
from typing import Any
from unittest import mock

from django.urls import reverse
from openpyxl import load_workbook

from organisasi import tugas as jobs
from organisasi.models import Periode, Tugas
from perencanaan import actions
from perencanaan.actions import salin_semua as module
from perencanaan.models import Dokumen
from tests.perencanaan.test_salin_dokumen import Salinan


class TestSalinSemua(Salinan):
    def post(self, **data: Any) -> Any:
        data = {"dari": self.periode.pk, "ke": self.berikut.pk, "pagu": "on", **data}
        return self.client_for(self.admin).post(reverse("perencanaan:salin_semua"), data)

    def results(self) -> list[list[Any]]:
        """Return unit, document and result of each line of the newest job's file."""
        job = Tugas.objects.latest("dibuat")
        sheet = load_workbook(io.BytesIO(bytes(job.berkas.isi)))["Hasil"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        return [row[1:4] for row in rows if isinstance(row[0], int)]

    def test_it_copies_every_current_renstra(self) -> None:
        self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        actions.establish(
            user=self.admin,
            dokumen=self.renstra.pk,
            tanggal=datetime.date(2025, 9, 1),
            dasar="Perwal",
        )
        actions.create_perubahan(user=self.admin, dokumen=self.renstra.pk, alasan="Uji")
        self.post()
        self.assertEqual(
            self.results(),
            [
                ["Dinas Perhubungan", "Renstra Dishub 2030–2033", "Disalin"],
                ["Dinas Pendidikan", "Renstra Disdik 2030–2033", "Disalin"],
            ],
        )
        new = Dokumen.objects.get(periode=self.berikut, unit=self.unit_a)
        self.assertEqual(len(self.names(new)), 5)
        self.assertEqual(self.amounts(new), {(2030, "APBD"): 10, (2031, "APBD"): 20})

    def test_twice_makes_no_doubles_and_says_so(self) -> None:
        self.post()
        self.post(pagu="")
        self.assertEqual([row[2] for row in self.results()], ["Sudah ada", "Sudah ada"])
        self.assertEqual(Dokumen.objects.filter(periode=self.berikut).count(), 2)

    def test_a_retry_after_a_failure_repeats_nothing(self) -> None:
        real = module.copy_dokumen

        def failing(**data: Any) -> Any:
            if data["dokumen"] == self.renstra_b.pk:
                raise RuntimeError("worker killed")
            return real(**data)

        with (
            self.assertLogs("organisasi.tugas", "ERROR"),
            mock.patch.object(module, "copy_dokumen", failing),
        ):
            self.post()
        job = Tugas.objects.latest("dibuat")
        self.assertEqual(job.status, Tugas.Status.GAGAL)
        self.assertEqual(Dokumen.objects.filter(periode=self.berikut).count(), 1)
        jobs.repeat(job)
        self.assertEqual([row[2] for row in self.results()], ["Sudah", "Disalin"])
        self.assertEqual(Dokumen.objects.filter(periode=self.berikut).count(), 2)

    def test_it_refuses_the_same_period_and_a_locked_one(self) -> None:
        self.assertContains(self.post(ke=self.periode.pk), "Pilih periode lain")
        Periode.objects.filter(pk=self.berikut.pk).update(terkunci=True)
        self.assertContains(self.post(), "Pilihan ini tidak tersedia")
        self.assertFalse(Tugas.objects.exists())

    def test_it_refuses_who_is_no_admin_any_more(self) -> None:
        with mock.patch.object(jobs, "_enqueue"):
            self.post()
        self.admin.keanggotaan.update(peran="perencana")
        job = Tugas.objects.latest("dibuat")
        jobs.run(str(job.pk))
        job.refresh_from_db()
        self.assertEqual(job.status, Tugas.Status.GAGAL)
        self.assertFalse(Dokumen.objects.filter(periode=self.berikut).exists())
