"""A real worker is killed in mid job; another one finishes it, and nothing is done twice."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django_q.models import OrmQ

from organisasi.models import BerkasTugas, Pengguna, Tugas
from organisasi.tugas import start
from tests.base import make_user
from tests.organisasi.pekerjaan_uji.actions import JENIS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds until a step that never comes fails the test


class TestWorker(TransactionTestCase):
    def setUp(self):
        self.log = self.enterContext(tempfile.TemporaryFile())

    def start_worker(self) -> subprocess.Popen:
        """Start `manage.py qcluster` in a process group of its own, with short times."""
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.organisasi.pengaturan_pekerja",
            "POKIN_UJI_BASISDATA": str(connection.settings_dict["NAME"]),
            "SECRET_KEY": settings.SECRET_KEY,
            "Q_TIMEOUT": "4",
            "Q_RETRY": "5",
            "TUGAS_DENYUT": "0.2",
        }
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "qcluster"],
            cwd=ROOT,
            env=env,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.addCleanup(worker.wait)
        self.addCleanup(self.kill, worker)
        return worker

    def kill(self, worker: subprocess.Popen) -> None:
        """kill -9 the worker with all its children."""
        try:
            os.killpg(worker.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def wait_for(self, condition, what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                self.log.seek(0)
                self.fail(f"{what} did not come; the worker said:\n{self.log.read().decode()}")
            time.sleep(0.05)

    def test_it_finishes_the_job_of_a_killed_worker_once(self):
        with override_settings(TUGAS_SYNC=False):
            tugas = start(
                jenis=JENIS,
                judul="Uji",
                pengguna=make_user("peminta"),
                instansi=None,
                argumen={"awalan": "langkah"},
            )
        row = Tugas.objects.filter(pk=tugas.pk)
        first = self.start_worker()
        self.wait_for(lambda: row.filter(pesan="langkah 2").exists(), "the second step")
        self.kill(first)
        first.wait()
        self.assertEqual(row.get().status, Tugas.Status.BERJALAN)

        self.start_worker()
        self.wait_for(lambda: row.filter(status=Tugas.Status.SELESAI).exists(), "the end")
        self.wait_for(lambda: not OrmQ.objects.exists(), "the acknowledgement")
        done = row.get()
        self.assertEqual((done.percobaan, done.kemajuan), (2, 100))
        self.assertEqual(Pengguna.objects.filter(username__startswith="langkah").count(), 4)
        self.assertEqual(bytes(BerkasTugas.objects.get(tugas=done).isi), b"empat langkah")
