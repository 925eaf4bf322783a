"""Rows put aside and brought back when what they refer to has changed meanwhile (lib.arsip)."""

from __future__ import annotations

from lib import arsip
from perencanaan.models import Acuan, Komponen
from tests.perencanaan.dasar import Perencanaan


class ArsipTest(Perencanaan):
    def setUp(self) -> None:
        self.chain = self.make_chain()
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        self.atas = self.make_komponen("tujuan", "Kota nyaman", dokumen=rpjmd)
        self.acuan = Acuan.objects.create(komponen=self.chain["sasaran"], sasaran=self.atas)

    def test_it_brings_everything_back_with_its_keys(self) -> None:
        packed = arsip.pack(Acuan.objects.filter(pk=self.acuan.pk))
        Acuan.objects.all().delete()
        self.assertEqual(arsip.unpack(packed, skip=""), 0)
        row = Acuan.objects.get()
        self.assertEqual((row.pk, row.sasaran_id), (self.acuan.pk, self.atas.pk))

    def test_what_would_break_a_rule_with_an_emptied_reference_is_left_out(self) -> None:
        packed = arsip.pack(Acuan.objects.filter(pk=self.acuan.pk))
        Acuan.objects.all().delete()
        Komponen.objects.filter(pk=self.atas.pk).delete()
        self.assertEqual(arsip.unpack(packed, skip=""), 1)
        self.assertFalse(Acuan.objects.exists())

    def test_a_link_to_what_is_gone_stays_empty(self) -> None:
        program = self.chain["program"]
        Komponen.objects.filter(pk=program.pk).update(penanggung_jawab=self.unit_a1)
        link = {"model": "perencanaan.komponen", "pk": program.pk, "field": "penanggung_jawab"}
        Komponen.objects.filter(pk=program.pk).update(penanggung_jawab=None)
        for value, expected in ((999_999, None), (self.unit_a1.pk, self.unit_a1.pk)):
            arsip.unpack({"baris": [], "tautan": [{**link, "value": value}]}, skip="")
            self.assertEqual(Komponen.objects.get(pk=program.pk).penanggung_jawab_id, expected)
