"""The last columns of Tahap 5, which the roof fills from the rooms of planning and positions."""

from __future__ import annotations

import io

from django.urls import reverse
from openpyxl import load_workbook

from cascading import ekspor
from jabatan.models import Jabatan, KinerjaJabatan
from lib import tree
from perencanaan.models import Pemetaan
from tests.perencanaan.dasar import Perencanaan


class TestTahap5(Perencanaan):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon, cls.nodes = cls.make_tree()
        chain = cls.make_chain()
        for jenis in ("kegiatan", "subkegiatan"):
            Pemetaan.objects.create(simpul=cls.nodes["keg1"], komponen=chain[jenis])
        kepala = Jabatan(instansi=cls.instansi, unit=cls.unit_a, nama="Kepala Dinas", jenjang="jf")
        tree.insert(kepala, tree_id=cls.instansi.pk, parent=None)
        KinerjaJabatan.objects.create(simpul=cls.nodes["keg1"], jabatan=kepala)

    def test_a_simpul_shows_its_komponen_and_positions(self):
        answer = self.client_for(self.pembaca_a).get(
            reverse("pohon:unduh_tahap", args=[self.pohon.pk, "xlsx"])
        )
        sheet = load_workbook(io.BytesIO(answer.content))["Tahap 5"]
        rows = list(sheet.iter_rows(values_only=True))
        row = next(row for row in rows if row[1] == "Armada angkutan umum terawat")
        self.assertEqual(
            row[4:], ("Kegiatan: kegiatan satu\nSubkegiatan: subkegiatan satu", "Kepala Dinas")
        )
        heads = next(row for row in rows if row[0] == "Rujukan Tahapan")
        self.assertEqual(heads[4:], ("Komponen perencanaan", "Pemegang kinerja (PK)"))

    def test_someone_of_another_instansi_gets_nothing(self):
        self.assertEqual(ekspor.kolom_komponen(self.asing, self.pohon).teks, {})
        self.assertEqual(ekspor.kolom_jabatan(self.asing, self.pohon).teks, {})

    def test_each_column_is_one_query(self):
        ekspor.kolom_komponen(self.admin, self.pohon)
        for kolom in (ekspor.kolom_komponen, ekspor.kolom_jabatan):
            with self.assertNumQueries(1):
                kolom(self.admin, self.pohon)
