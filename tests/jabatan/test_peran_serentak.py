"""Two people save the same cell, or the same shares, at one moment: one is kept, the other is told."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.test import TransactionTestCase

from jabatan import actions
from jabatan.actions.peran import Ubahan
from jabatan.actions.teknik import mark_target
from jabatan.models import Jabatan, PeranHasil, TargetJabatan
from jabatan.peran.matriks import read_cell
from pohon.models import Indikator, Pohon, Simpul
from tests import base
from tests.test_serentak import together

TAHUN = 2026


class TestTogether(TransactionTestCase):
    def setUp(self):
        base.fill(self)
        head = self.position("Kepala Bidang", "administrator")
        self.lower = self.position("Kepala Seksi", "pengawas", head.pk)
        pohon = base.make_pohon(
            user=self.admin,
            unit=self.unit_a,
            instansi=self.instansi,
            periode=self.periode,
            tahap=5,
        )
        self.node = Simpul.objects.get(pohon=pohon)
        self.node.pohon = Pohon.objects.get(pk=pohon.pk)
        self.measure = Indikator.objects.create(simpul=self.node, nama="PAD", satuan="rupiah")
        self.upper, self.own = (
            actions.assign(
                user=self.admin, simpul=self.node, jabatan=Jabatan.objects.get(pk=row.pk)
            )
            for row in (head, self.lower)
        )

    def position(self, nama, jenjang, induk=None):
        row = Jabatan(instansi=self.instansi, unit=self.unit_a, nama=nama, jenjang=jenjang)
        return actions.add_jabatan(user=self.admin, jabatan=row, induk_id=induk)

    def one_of_two(self, first, second):
        results = together(first, second)
        refused = [row for row in results if isinstance(row, ValidationError)]
        self.assertEqual(len(refused), 1, results)
        self.assertIn("sudah diubah orang lain", " ".join(refused[0].messages))

    def test_one_of_two_writes_a_cell(self):
        seen = read_cell(self.upper, [self.lower.pk], TAHUN).tanda

        def write(words):
            return lambda: actions.set_peran(
                user=self.admin,
                kinerja=self.upper,
                daftar_jabatan=[self.lower.pk],
                tahun=TAHUN,
                ubahan={},
                baru=Ubahan("output", words),
                dilihat=seen,
            )

        self.one_of_two(write("Satu"), write("Dua"))
        self.assertEqual(PeranHasil.objects.count(), 1)

    def test_one_of_two_sets_a_share(self):
        key = (self.own.pk, self.measure.pk)

        def write(value):
            return lambda: actions.set_targets(
                user=self.admin,
                instansi_id=self.instansi.pk,
                tahun=TAHUN,
                bagian={key: Decimal(value)},
                semua=[key],
                dilihat=mark_target({key: None}, TAHUN),
            )

        self.one_of_two(write(1), write(2))
        self.assertEqual(TargetJabatan.objects.count(), 1)
