"""Several people at once, each in a thread with a connection of its own: komponen, pagu, PK. On both databases."""

from __future__ import annotations

import datetime
import random
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection
from django.test import TransactionTestCase

from jabatan import actions as jabatan_actions
from jabatan.models import Jabatan, PerjanjianKinerja
from lib import tree
from organisasi.models import Pengguna
from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, Pagu
from tests import base

WRITERS = 4


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run jobs at the same moment; return each one's result, or the exception it ended with."""
    results: list[Any] = [None] * len(jobs)
    ready = threading.Barrier(len(jobs))

    def run(place: int) -> None:
        try:
            ready.wait(20)
            results[place] = jobs[place]()
        except Exception as error:  # noqa: BLE001 - the test says which ones may happen
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


class Serentak(TransactionTestCase):
    """The cast, committed."""

    admin: Pengguna

    def setUp(self) -> None:
        base.fill(self)

    def user(self) -> Pengguna:
        """Return the admin as a request of its own loads them."""
        return Pengguna.objects.get(pk=self.admin.pk)


class TestKomponen(Serentak):
    def setUp(self) -> None:
        super().setUp()
        self.dokumen = Dokumen.objects.create(
            instansi=self.instansi,
            unit=self.unit_a,
            periode=self.periode,
            jenis="renstra_pd",
            nama="Renstra",
        )
        self.tujuan = self.make("tujuan", None)
        self.sasaran = [self.make("sasaran", self.tujuan.pk) for _ in range(3)]

    def make(self, jenis: str, induk: int | None, nama: str = "Satu") -> Komponen:
        return actions.create_komponen(
            user=self.user(), dokumen=self.dokumen.pk, jenis=jenis, induk=induk, nama=nama
        )

    def write(self, seed: int) -> int:
        """Add, move and delete at random; return how many of them were done."""
        chance, done = random.Random(seed), 0
        for number in range(25):
            keys = list(Komponen.objects.filter(jenis="program").values_list("pk", flat=True))
            upper = chance.choice(self.sasaran).pk
            what = chance.choice(["tambah", "tambah", "pindah", "hapus"]) if keys else "tambah"
            try:
                if what == "tambah":
                    self.make("program", upper, f"Program {seed}-{number}")
                elif what == "pindah":
                    actions.move_komponen(
                        user=self.user(), komponen=chance.choice(keys), induk=upper
                    )
                else:
                    actions.delete_komponen(user=self.user(), komponen=chance.choice(keys))
            except (ValidationError, ObjectDoesNotExist):
                continue  # somebody else was faster
            done += 1
        return done

    def test_writers_of_one_document_leave_a_sound_tree(self) -> None:
        before = Dokumen.objects.get(pk=self.dokumen.pk).nomor
        done = together(*(lambda seed=seed: self.write(seed) for seed in range(WRITERS)))
        self.assertEqual([result for result in done if not isinstance(result, int)], [])
        self.assertEqual(tree.check(Komponen), [])
        self.assertEqual(Dokumen.objects.get(pk=self.dokumen.pk).nomor, before + sum(done))

    def test_two_that_fill_the_pagu_at_once_leave_one_row_a_year(self) -> None:
        program = self.make("program", self.sasaran[0].pk)

        def fill(nilai: int) -> Callable[[], Any]:
            daftar = {"APBD": {2026: Decimal(nilai), 2027: Decimal(nilai)}}
            return lambda: actions.set_pagu(
                user=self.user(), komponen=program.pk, daftar=daftar, versi=1
            )

        results = together(fill(10), fill(20))
        refused = [result for result in results if isinstance(result, ValidationError)]
        self.assertEqual((len(refused), results.count(None)), (1, 1))
        rows = Pagu.objects.filter(komponen=program)
        self.assertEqual(rows.count(), 2)
        self.assertEqual(len(set(rows.values_list("nilai", flat=True))), 1)

    def test_a_document_sent_twice_is_made_once(self) -> None:
        def save() -> Dokumen:
            fresh = Dokumen(
                instansi=self.instansi,
                unit=self.unit_b,
                periode=self.periode,
                jenis="renstra_pd",
                nama="Renstra Disdik",
            )
            return actions.save_dokumen(user=self.user(), dokumen=fresh)

        results = together(save, save)
        kinds = sorted(type(result).__name__ for result in results)
        self.assertEqual(kinds, ["Dokumen", "ValidationError"])


class TestPk(Serentak):
    def setUp(self) -> None:
        super().setUp()
        jabatan = Jabatan(
            instansi=self.instansi, unit=self.unit_a, nama="Kepala Dinas", jenjang="jpt_pratama"
        )
        self.jabatan = jabatan_actions.add_jabatan(user=self.admin, jabatan=jabatan)

    def signed(self, urutan: int) -> PerjanjianKinerja:
        jenis, alasan = ("perubahan", "mutasi") if urutan else ("murni", "")
        return PerjanjianKinerja.objects.create(
            jabatan=self.jabatan,
            tahun=2026,
            urutan=urutan,
            jenis=jenis,
            alasan_perubahan=alasan,
            status="ditetapkan",
            tanggal=datetime.date(2026, 1, 5),
        )

    def test_two_drafts_of_one_year_become_one(self) -> None:
        def draft() -> PerjanjianKinerja:
            return jabatan_actions.draft_pk(user=self.user(), jabatan=self.jabatan, tahun=2026)

        kinds = sorted(type(result).__name__ for result in together(draft, draft))
        self.assertEqual(kinds, ["PerjanjianKinerja", "ValidationError"])

    def test_two_revisions_of_one_family_get_one_number(self) -> None:
        family = [self.signed(0), self.signed(1)]
        jobs = [
            lambda pk=pk: jabatan_actions.revise_pk(user=self.user(), pk=pk, alasan="strategi")
            for pk in family
        ]
        kinds = sorted(type(result).__name__ for result in together(*jobs))
        self.assertEqual(kinds, ["PerjanjianKinerja", "ValidationError"])
        numbers = PerjanjianKinerja.objects.order_by("urutan").values_list("urutan", flat=True)
        self.assertEqual(list(numbers), [0, 1, 2])
