"""Eight processes write one tree at once: no fault, no lost operation, no deadlock; without the lock it breaks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from lib import tree
from pohon import actions
from pohon.models import Perubahan, Pohon, Simpul
from tests import base

REPO = Path(__file__).resolve().parents[2]
WRITERS = 8


def database_url() -> str:
    """The test database of this process, as another process reaches it."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    secret = f":{values['PASSWORD']}" if values["PASSWORD"] else ""
    return f"postgres://{values['USER']}{secret}@{values['HOST']}:{values['PORT'] or 5432}/{values['NAME']}"


class TestPenulisSerentak(TransactionTestCase):
    """On PostgreSQL and SQLite alike; each writer is a process of its own."""

    pohon: Pohon

    def setUp(self) -> None:
        base.fill(self)
        self.pohon = base.make_pohon(
            user=self.admin, unit=self.unit_a, instansi=self.instansi, periode=self.periode, tahap=5
        )
        nodes = [{"kunci": f"c{i}", "jenis": "csf", "pernyataan": f"CSF {i}"} for i in range(4)] + [
            {
                "kunci": f"a{i}",
                "induk_kunci": f"c{i % 4}",
                "jenis": "antara",
                "pernyataan": f"Antara {i}",
            }
            for i in range(24)
        ]
        actions.build_pohon(user=self.admin, pohon=self.pohon, simpul=nodes)
        self.start = Pohon.objects.get(pk=self.pohon.pk).nomor

    def write(self, count: int, *flags: str) -> list[dict[str, Any]]:
        """Let eight processes do `count` operations each; return what they report."""
        environment = {**os.environ, "DATABASE_URL": database_url(), "PYTHONPATH": str(REPO)}
        environment.update(DJANGO_SETTINGS_MODULE="tests.settings", SECRET_KEY=settings.SECRET_KEY)
        command = [sys.executable, "-m", "tests.pohon.penulis", str(self.pohon.pk)]
        running = [
            subprocess.Popen(
                [*command, "perencana_a", str(count), str(seed), *flags],
                cwd=REPO,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for seed in range(WRITERS)
        ]
        reports = []
        for process in running:
            output, errors = process.communicate(timeout=300)
            self.assertEqual(process.returncode, 0, errors[-2000:])
            reports.append(json.loads(output))
        return reports

    def test_1600_operations_leave_a_sound_tree_and_lose_nothing(self) -> None:
        reports = self.write(200)
        self.assertEqual([text for report in reports for text in report["galat"]], [])
        self.assertEqual(tree.check(Simpul), [])
        done = sum(
            report[name] for report in reports for name in ("tambah", "ubah", "pindah", "hapus")
        )
        told = sum(report["usang"] for report in reports)
        self.assertEqual(done + told, 200 * WRITERS)
        self.assertGreater(done, 1000)
        log = Perubahan.objects.filter(pohon=self.pohon, nomor__gt=self.start)
        self.assertEqual(log.count(), done)
        self.assertEqual(Pohon.objects.get(pk=self.pohon.pk).nomor, self.start + done)
        self.assert_every_new_node_is_accounted_for(reports)

    def assert_every_new_node_is_accounted_for(self, reports: list[dict[str, Any]]) -> None:
        """Each node a writer was told of stands in the tree or in the log of a deletion."""
        made = {pk for report in reports for pk in report["dibuat"]}
        here = set(Simpul.objects.filter(pohon=self.pohon).values_list("pk", flat=True))
        gone = {
            pk
            for row in Perubahan.objects.filter(pohon=self.pohon, jenis=Perubahan.Jenis.HAPUS)
            for pk in row.sesudah["dihapus"]
        }
        self.assertEqual(made - here - gone, set())

    def test_without_the_lock_the_same_writers_break_the_tree(self) -> None:
        self.write(15, "--tanpa-kunci")
        self.assertNotEqual(tree.check(Simpul), [])
