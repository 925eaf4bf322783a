"""Several people copy, establish and change plans at once. On both databases."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from lib import tree
from perencanaan import actions
from perencanaan.models import Acuan, Dokumen, Komponen
from perencanaan.salin.cabang import Opsi
from tests.test_serentak import WRITERS, Serentak, together

DAY = datetime.date(2025, 9, 1)


class TestVersiSerentak(Serentak):
    def setUp(self) -> None:
        super().setUp()
        self.rpjmd = self.dokumen("rpjmd", "RPJMD")
        self.renstra = self.dokumen("renstra_pd", "Renstra", unit=self.unit_a, induk=self.rpjmd)
        self.atas = self.chain(self.rpjmd, "tujuan", "sasaran")[-1]
        _, sasaran, self.program = self.chain(self.renstra, "tujuan", "sasaran", "program")
        Acuan.objects.create(komponen=sasaran, sasaran=self.atas)

    def dokumen(self, jenis: str, nama: str, **fields: Any) -> Dokumen:
        return Dokumen.objects.create(
            instansi=self.instansi, periode=self.periode, jenis=jenis, nama=nama, **fields
        )

    def chain(self, dokumen: Dokumen, *kinds: str) -> list[Komponen]:
        """Add komponen, one under the other."""
        made: list[Komponen] = []
        for jenis in kinds:
            made.append(
                actions.create_komponen(
                    user=self.user(),
                    dokumen=dokumen.pk,
                    jenis=jenis,
                    induk=made[-1].pk if made else None,
                    nama=f"Satu {jenis}",
                )
            )
        return made

    def establish(self, dokumen: Dokumen) -> Dokumen:
        return actions.establish(
            user=self.user(), dokumen=dokumen.pk, tanggal=DAY, dasar="Perwal 1"
        )

    def perubahan(self) -> Any:
        return actions.create_perubahan(user=self.user(), dokumen=self.rpjmd.pk, alasan="Uji")

    def renja(self, tahun: int) -> Any:
        return actions.create_renja(user=self.user(), renstra=self.renstra.pk, tahun=tahun)

    def branch(self) -> Any:
        return actions.copy_branch(
            user=self.user(),
            komponen=self.program.pk,
            tujuan=f"u{self.unit_b.pk}",
            opsi=Opsi(),
        )

    def test_a_year_gets_one_renja(self) -> None:
        results = together(*[lambda: self.renja(2026)] * WRITERS)
        refused = [row for row in results if isinstance(row, actions.SudahAda)]
        self.assertEqual(len(refused), WRITERS - 1)
        self.assertEqual(Komponen.objects.filter(dokumen__jenis="renja").count(), 3)
        self.assertEqual(tree.check(Komponen), [])

    def test_a_branch_is_copied_once(self) -> None:
        results = together(*[self.branch] * WRITERS)
        self.assertEqual(sorted(len(plan.baru) for plan in results), [0] * (WRITERS - 1) + [3])
        self.assertEqual(Komponen.objects.filter(dokumen__unit=self.unit_b).count(), 3)
        self.assertEqual(tree.check(Komponen), [])

    def test_nobody_waits_for_each_other_forever(self) -> None:
        self.establish(self.rpjmd)
        results = together(
            self.perubahan,
            self.perubahan,
            lambda: self.establish(self.renstra),
            lambda: self.renja(2026),
            lambda: self.renja(2027),
            self.branch,
        )
        failed = [row for row in results if isinstance(row, Exception)]
        self.assertEqual([type(row) for row in failed], [ValidationError], failed)
        new = Dokumen.objects.get(sebelumnya=self.rpjmd)
        self.renstra.refresh_from_db()
        # Established first it refers to the murni, else to the perubahan; document and acuan agree.
        acuan = Acuan.objects.get(komponen__dokumen=self.renstra).sasaran
        assert acuan is not None
        self.assertEqual(acuan.dokumen, self.renstra.induk)
        self.assertIn(self.renstra.induk, [self.rpjmd, new])
        self.assertEqual(tree.check(Komponen), [])
