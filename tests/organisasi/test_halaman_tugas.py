"""The pages of background jobs: progress, file, cancel, repeat; nobody sees another's."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisasi.models import BerkasTugas, Keanggotaan, Tugas
from organisasi.tugas import HasilBerkas, pekerjaan
from tests.base import Cast

Status = Tugas.Status


@pekerjaan("uji_halaman")
def make_file(job):
    return HasilBerkas("hasil baru.txt", "text/plain", b"baru")


class TestHalamanTugas(Cast):
    def setUp(self):
        self.client = self.client_for(self.perencana_a)

    def make(self, status, **fields) -> Tugas:
        return Tugas.objects.create(
            jenis="uji_halaman",
            judul=fields.pop("judul", "Renstra (PDF)"),
            pengguna=self.perencana_a,
            instansi=self.instansi,
            status=status,
            **fields,
        )

    def url(self, name, tugas):
        return reverse(f"organisasi:{name}", args=[tugas.pk])

    def test_an_open_job_asks_for_itself_again(self):
        tugas = self.make(
            Status.BERJALAN, kemajuan=40, pesan="Menyusun halaman 3", denyut=timezone.now()
        )
        page = self.client.get(self.url("tugas", tugas))
        self.assertContains(page, 'hx-trigger="every 1500ms"')
        self.assertContains(page, "Menyusun halaman 3")
        self.assertContains(page, "Batalkan")
        part = self.client.get(self.url("tugas", tugas), headers={"HX-Request": "true"})
        self.assertNotContains(part, "<html")
        self.assertContains(part, 'value="40"')

    def test_a_finished_job_stops_asking_and_offers_its_file(self):
        tugas = self.make(Status.SELESAI)
        BerkasTugas.objects.create(tugas=tugas, nama="renstra.pdf", tipe="application/pdf", isi=b"")
        page = self.client.get(self.url("tugas", tugas))
        self.assertNotContains(page, "hx-trigger")
        self.assertContains(page, self.url("unduh_tugas", tugas))
        self.assertNotContains(page, "Ulangi")

    def test_a_silent_job_is_shown_as_stopped_with_a_retry(self):
        past = timezone.now() - datetime.timedelta(hours=1)
        tugas = self.make(Status.BERJALAN, denyut=past, percobaan=1)
        page = self.client.get(self.url("tugas", tugas))
        self.assertContains(page, "Terhenti")
        self.assertContains(page, "Ulangi")
        self.client.post(self.url("ulang_tugas", tugas))
        tugas.refresh_from_db()
        self.assertEqual((tugas.status, tugas.percobaan), (Status.SELESAI, 2))

    def test_the_file_comes_under_its_own_name(self):
        tugas = self.make(Status.SELESAI)
        BerkasTugas.objects.create(
            tugas=tugas, nama='PK "Camat" é.pdf', tipe="application/pdf", isi=b"%PDF"
        )
        answer = self.client.get(self.url("unduh_tugas", tugas))
        self.assertEqual(answer.content, b"%PDF")
        self.assertEqual(answer["Content-Type"], "application/pdf")
        self.assertTrue(answer["Content-Disposition"].startswith("attachment; filename*=utf-8''"))

    def test_an_unfinished_job_has_no_file(self):
        tugas = self.make(Status.BERJALAN, denyut=timezone.now())
        BerkasTugas.objects.create(tugas=tugas, nama="a", tipe="text/plain", isi=b"basi")
        self.assertEqual(self.client.get(self.url("unduh_tugas", tugas)).status_code, 404)

    def test_a_failure_shows_its_sentence_and_not_its_details(self):
        tugas = self.make(Status.GAGAL, pesan="Baris 3 kosong.", galat="ZeroDivisionError()")
        page = self.client.get(self.url("tugas", tugas))
        self.assertContains(page, "Baris 3 kosong.")
        self.assertNotContains(page, "ZeroDivisionError")

    def test_it_cancels_and_refuses_to_cancel_twice(self):
        tugas = self.make(Status.ANTRE)
        page = self.client.post(self.url("batal_tugas", tugas), follow=True)
        self.assertContains(page, "Tugas dibatalkan.")
        page = self.client.post(self.url("batal_tugas", tugas), follow=True)
        self.assertContains(page, "sudah berakhir")

    def test_the_list_makes_the_same_number_of_queries_for_many_jobs(self):
        def count() -> int:
            with CaptureQueriesContext(connection) as seen:
                self.client.get(reverse("organisasi:daftar_tugas"))
            return len(seen)

        self.make(Status.SELESAI)
        few = count()
        for _ in range(20):
            tugas = self.make(Status.SELESAI)
            BerkasTugas.objects.create(tugas=tugas, nama="a", tipe="text/plain", isi=b"x")
        self.assertEqual(count(), few)

    def test_it_hides_the_jobs_of_an_instansi_one_has_left(self):
        tugas = self.make(Status.SELESAI)
        BerkasTugas.objects.create(tugas=tugas, nama="a", tipe="text/plain", isi=b"x")
        Keanggotaan.objects.filter(pengguna=self.perencana_a).delete()
        for name in ("tugas", "unduh_tugas"):
            self.assertEqual(self.client.get(self.url(name, tugas)).status_code, 404)

    def test_it_escapes_a_title_with_tags(self):
        tugas = self.make(Status.ANTRE, judul="<script>alert(1)</script>")
        page = self.client.get(self.url("tugas", tugas))
        self.assertNotContains(page, "<script>alert")
