"""The runner of background jobs: whose turn it is, what ends how, and what is never done twice."""

import datetime
import threading
from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import timezone
from django_q.exceptions import TimeoutException

from organisasi import tugas as jobs
from organisasi.models import BerkasTugas, Tugas
from organisasi.tugas import HasilBerkas, SedangDikerjakan, pekerjaan, run, start
from tests.base import Cast, make_user

calls: list[str] = []
Status = Tugas.Status


@pekerjaan("uji_berkas")
def make_file(job, *, isi):
    calls.append(isi)
    job.report(50, "Setengah jalan")
    return HasilBerkas("hasil.txt", "text/plain", isi.encode())


@pekerjaan("uji_gagal")
def fail(job, *, galat):
    calls.append(galat)
    raise {
        "validasi": ValidationError(["Baris 3 kosong.", "Baris 4 kosong."]),
        "izin": PermissionDenied("rahasia"),
        "waktu": TimeoutException("Task exceeded maximum timeout value"),
        "cacat": ZeroDivisionError("division by zero"),
        "panjang": ValidationError("x" * 500),
    }[galat]


@pekerjaan("uji_langkah")
def take_steps(job, *, sampai):
    for step in ("satu", "dua", "tiga"):
        job.once(step, lambda step=step: calls.append(step))
        if step == sampai and job.percobaan == 1:
            raise ZeroDivisionError


@pekerjaan("uji_dibatalkan")
def cancelled_midway(job):
    calls.append("awal")
    jobs.cancel(Tugas.objects.get(pk=job.id))
    job.report(50)
    calls.append("akhir")


@pekerjaan("uji_terganti")
def replaced_midway(job):
    Tugas.objects.filter(pk=job.id).update(percobaan=job.percobaan + 1)
    return HasilBerkas("basi.txt", "text/plain", b"basi")


@pekerjaan("uji_zona")
def tell_zone(job):
    calls.append(timezone.get_current_timezone_name())


class TestTugas(Cast):
    def setUp(self):
        calls.clear()

    def start(self, jenis, **argumen) -> Tugas:
        made = start(
            jenis=jenis,
            judul="Uji",
            pengguna=self.perencana_a,
            instansi=self.instansi,
            argumen=argumen,
        )
        return Tugas.objects.get(pk=made.pk)

    def make(self, status, **fields) -> Tugas:
        return Tugas.objects.create(
            jenis=fields.pop("jenis", "uji_berkas"),
            judul="Uji",
            pengguna=self.perencana_a,
            instansi=self.instansi,
            argumen=fields.pop("argumen", {"isi": "a"}),
            status=status,
            **fields,
        )

    def test_it_keeps_the_file_of_a_finished_job(self):
        tugas = self.start("uji_berkas", isi="halo")
        self.assertEqual((tugas.status, tugas.kemajuan, tugas.pesan), (Status.SELESAI, 100, ""))
        berkas = BerkasTugas.objects.get(tugas=tugas)
        self.assertEqual((berkas.nama, bytes(berkas.isi)), ("hasil.txt", b"halo"))

    def test_it_refuses_an_unknown_kind_before_anything_is_stored(self):
        with self.assertRaises(KeyError):
            self.start("tidak_dikenal")
        self.assertFalse(Tugas.objects.exists())

    def test_a_kind_belongs_to_one_function(self):
        with self.assertRaises(ValueError):
            pekerjaan("uji_berkas")(fail)

    def test_a_second_delivery_of_a_finished_job_does_nothing(self):
        tugas = self.start("uji_berkas", isi="halo")
        run(str(tugas.pk))
        self.assertEqual(calls, ["halo"])

    def test_a_delivery_of_a_deleted_job_does_nothing(self):
        tugas = self.start("uji_berkas", isi="halo")
        pk = str(tugas.pk)
        tugas.delete()
        run(pk)
        self.assertEqual(calls, ["halo"])

    def test_a_delivery_while_another_worker_runs_it_is_kept_for_later(self):
        tugas = self.make(Status.BERJALAN, percobaan=1, denyut=timezone.now())
        with self.assertRaises(SedangDikerjakan):
            run(str(tugas.pk))
        self.assertEqual(calls, [])

    def test_it_takes_over_the_job_of_a_worker_that_went_silent(self):
        tugas = self.make(Status.BERJALAN, percobaan=1, denyut=long_ago())
        self.assertTrue(jobs.is_stale(tugas))
        run(str(tugas.pk))
        tugas.refresh_from_db()
        self.assertEqual((tugas.status, tugas.percobaan), (Status.SELESAI, 2))

    def test_it_gives_up_a_job_that_killed_three_workers(self):
        tugas = self.make(Status.BERJALAN, percobaan=3, denyut=long_ago())
        run(str(tugas.pk))
        tugas.refresh_from_db()
        self.assertEqual((tugas.status, calls), (Status.GAGAL, []))
        self.assertIn("berkali-kali terhenti", tugas.pesan)

    def test_a_cancelled_job_stops_at_its_next_report(self):
        tugas = self.start("uji_dibatalkan")
        self.assertEqual((tugas.status, calls), (Status.BATAL, ["awal"]))

    def test_a_job_cancelled_while_waiting_never_starts(self):
        tugas = self.make(Status.ANTRE)
        self.assertTrue(jobs.cancel(tugas))
        run(str(tugas.pk))
        self.assertEqual(calls, [])

    def test_a_finished_job_cannot_be_cancelled(self):
        tugas = self.start("uji_berkas", isi="halo")
        self.assertFalse(jobs.cancel(tugas))
        tugas.refresh_from_db()
        self.assertEqual(tugas.status, Status.SELESAI)

    def test_an_attempt_that_was_replaced_writes_nothing(self):
        tugas = self.start("uji_terganti")
        self.assertEqual(tugas.status, Status.BERJALAN)
        self.assertFalse(BerkasTugas.objects.exists())

    def test_a_refusal_is_shown_as_its_sentences(self):
        tugas = self.start("uji_gagal", galat="validasi")
        self.assertEqual(
            (tugas.status, tugas.pesan), (Status.GAGAL, "Baris 3 kosong. Baris 4 kosong.")
        )

    def test_a_long_refusal_is_cut_to_what_the_row_holds(self):
        tugas = self.start("uji_gagal", galat="panjang")
        self.assertEqual((len(tugas.pesan), tugas.galat), (200, "x" * 500))

    def test_a_defect_is_logged_and_told_without_its_details(self):
        with self.assertLogs("organisasi.tugas", "ERROR") as log:
            tugas = self.start("uji_gagal", galat="cacat")
        self.assertIn("ZeroDivisionError", log.output[0])
        self.assertIn("ZeroDivisionError", tugas.galat)
        self.assertNotIn("division", tugas.pesan)
        self.assertIn("kesalahan di pihak kami", tugas.pesan)

    def test_lost_rights_and_lost_time_end_in_sentences(self):
        self.assertIn("bukan wewenang", self.start("uji_gagal", galat="izin").pesan)
        self.assertIn("batas waktu", self.start("uji_gagal", galat="waktu").pesan)

    def test_repeat_does_only_the_steps_that_are_not_done(self):
        with self.assertLogs("organisasi.tugas", "ERROR"):
            tugas = self.start("uji_langkah", sampai="dua")
        self.assertEqual((tugas.status, calls), (Status.GAGAL, ["satu", "dua"]))
        self.assertTrue(jobs.repeat(tugas))
        tugas.refresh_from_db()
        self.assertEqual((tugas.status, calls), (Status.SELESAI, ["satu", "dua", "tiga"]))
        self.assertEqual(tugas.galat, "")

    def test_it_does_not_repeat_what_is_done_or_runs(self):
        done = self.start("uji_berkas", isi="halo")
        running = self.make(Status.BERJALAN, percobaan=1, denyut=timezone.now())
        self.assertFalse(jobs.repeat(done))
        self.assertFalse(jobs.repeat(running))
        self.assertEqual(calls, ["halo"])

    def test_a_second_click_leads_to_the_job_that_is_open(self):
        waiting = self.make(Status.ANTRE, argumen={"isi": "a", "lagi": 1})
        again = self.start("uji_berkas", isi="a", lagi=1)
        self.assertEqual((again.pk, calls), (waiting.pk, []))
        self.assertNotEqual(self.start("uji_berkas", isi="b").pk, waiting.pk)
        self.assertNotEqual(self.start("uji_zona").pk, waiting.pk)

    def test_a_job_that_went_silent_is_not_waited_for(self):
        dead = self.make(Status.BERJALAN, percobaan=1, denyut=long_ago())
        self.assertNotEqual(self.start("uji_berkas", isi="a").pk, dead.pk)

    def test_it_refuses_one_job_too_many(self):
        for number in range(jobs.MAX_OPEN_PER_USER):
            self.make(Status.ANTRE, argumen={"isi": str(number)})
        with self.assertRaisesMessage(ValidationError, "Masih ada 10 tugas"):
            self.start("uji_berkas", isi="halo")

    def test_it_drops_the_users_old_jobs_and_no_others(self):
        old, foreign = self.make(Status.SELESAI), self.make(Status.SELESAI)
        past = timezone.now() - datetime.timedelta(days=jobs.KEPT_DAYS + 1)
        Tugas.objects.update(dibuat=past)
        Tugas.objects.filter(pk=foreign.pk).update(pengguna=self.perencana_b)
        self.start("uji_berkas", isi="halo")
        self.assertFalse(Tugas.objects.filter(pk=old.pk).exists())
        self.assertTrue(Tugas.objects.filter(pk=foreign.pk).exists())

    def test_it_works_in_the_zone_of_the_instansi(self):
        self.instansi.zona_waktu = "Asia/Jayapura"
        self.instansi.save()
        self.start("uji_zona")
        self.assertEqual(calls, ["Asia/Jayapura"])

    def test_it_queues_only_what_is_committed(self):
        with (
            override_settings(TUGAS_SYNC=False),
            mock.patch("organisasi.tugas.async_task") as queue,
        ):
            with self.captureOnCommitCallbacks(execute=True):
                tugas = self.start("uji_berkas", isi="halo")
                queue.assert_not_called()
            queue.assert_called_once_with("organisasi.tugas.run", str(tugas.pk), ack_failure=False)


class TestTwoDeliveries(TransactionTestCase):
    def test_one_of_four_simultaneous_deliveries_runs(self):
        calls.clear()
        tugas = Tugas.objects.create(
            jenis="uji_berkas",
            judul="Uji",
            pengguna=make_user("peminta"),
            argumen={"isi": "sekali"},
        )
        together = threading.Barrier(4)

        def deliver():
            together.wait()
            try:
                run(str(tugas.pk))
            except SedangDikerjakan:
                return
            finally:
                connection.close()

        threads = [threading.Thread(target=deliver) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(calls, ["sekali"])
        self.assertEqual(Tugas.objects.get().percobaan, 1)


def long_ago() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(hours=1)
