"""Answers after edits of a tree with mapping and positions, put together, say what a whole check says."""

from __future__ import annotations

import random

from evaluasi.temuan import check, check_since
from jabatan.models import KinerjaJabatan
from pohon import actions
from pohon.models import Pohon, Simpul
from tests.jabatan.dasar_teknik import MONEY, PERCENT, Tim

TEXTS = ("Pendapatan naik", "Pelaksanaan sosialisasi", "Layanan parkir tertib", "Terminal bersih")
CARDS = (
    MONEY,
    PERCENT,
    {"nama": "Jumlah titik parkir", "satuan": "titik", "target": {"2026": "9"}},
)
EDITS = (
    *({"pernyataan": text} for text in TEXTS),
    *({"indikator": [dict(card)]} for card in CARDS),
    {"indikator": []},
    {"level_kinerja": "operasional"},
    {"level_kinerja": "taktikal_immediate"},
    {"bobot": "rendah"},
    {"hubungan": "kurang"},
    {"keterangan": "Dibahas lagi"},
)


class SejakPenuhTest(Tim):
    def setUp(self):
        super().setUp()
        approaches = KinerjaJabatan.Pendekatan
        fields = (
            {"pendekatan": approaches.ASPEK, "aspek": "Pungutan"},
            {"pendekatan": approaches.MILESTONE, "teknik": "unique"},
            {"pendekatan": approaches.BEBAN_TARGET, "teknik": "supportive"},
        )
        for number, kasi in enumerate(("kasi", "kasi2", "kasi3")):
            card = CARDS[number]
            self.simpul[f"k{number}"] = self.node(f"Bagian {number}", "uang", dict(card))
            self.carry(f"k{number}", kasi, 30 + number, **fields[number])
        for number in range(12):
            self.node(f"Kondisi lain {number}", "prog", dict(CARDS[number % 3]))
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=5)

    def fresh_pohon(self):
        rows = Pohon.objects.select_related("instansi", "unit", "periode")
        return rows.get(pk=self.pohon.pk)

    def edit(self, node, data):
        operation = {"jenis": "ubah", "simpul": node.pk, "versi": node.versi, "data": data}
        actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[operation])

    def prints(self, daftar):
        return sorted((one.finding.rule, one.finding.simpul or 0, one.sidik) for one in daftar)

    def merge(self, known, part):
        if part.lengkap:
            return self.prints(part.laporan.daftar)
        kept = [
            one
            for one in known
            if one[0] in part.tetap or (one[0] not in part.aturan and one[1] not in part.simpul)
        ]
        return sorted([*kept, *self.prints(part.laporan.daftar)])

    def test_increments_equal_a_whole_check(self):
        told, stayed = set(), set()
        for seed in (1, 2, 3):
            dice = random.Random(seed)
            known = self.prints(check(self.fresh_pohon()).daftar)
            since = self.fresh_pohon().nomor
            for _ in range(20):
                nodes = list(Simpul.objects.filter(pohon=self.pohon, induk__isnull=False))
                carried = [node for node in nodes if node.daftar_kinerja.exists()]
                self.edit(dice.choice(dice.choice((nodes, carried))), dice.choice(EDITS))
                pohon = self.fresh_pohon()
                part = check_since(pohon, since)
                known = self.merge(known, part)
                whole = self.prints(check(pohon).daftar)
                self.assertEqual(known, whole)
                told |= {rule for rule, _, _ in whole}
                stayed |= {rule for rule, _, _ in whole if rule in part.tetap}
                since = pohon.nomor
        self.assertLessEqual({"H-05", "I-04", "I-06", "I-08", "I-11"}, told)
        self.assertTrue(stayed & {"H-05", "I-01", "I-04", "I-05", "I-08"})

    def test_an_edit_of_a_statement_leaves_the_techniques_alone(self):
        node = Simpul.objects.get(pk=self.simpul["k0"].pk)
        since = self.fresh_pohon().nomor
        self.edit(node, {"pernyataan": "Pungutan parkir tertib"})
        part = check_since(self.fresh_pohon(), since)
        self.assertIn("I-04", part.tetap)
        self.assertNotIn("I-04", part.aturan)
        self.assertNotIn("I-06", part.tetap)

    def test_an_edit_of_an_indicator_asks_the_techniques_again(self):
        node = Simpul.objects.get(pk=self.simpul["k0"].pk)
        since = self.fresh_pohon().nomor
        self.edit(node, {"indikator": [dict(PERCENT)]})
        part = check_since(self.fresh_pohon(), since)
        self.assertNotIn("I-04", part.tetap)
        self.assertIn("I-04", part.aturan)

    def test_more_than_edits_asks_every_rule(self):
        node = Simpul.objects.get(pk=self.simpul["k0"].pk)
        since = self.fresh_pohon().nomor
        operation = {"jenis": "hapus", "simpul": node.pk, "versi": node.versi}
        actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[operation])
        self.assertEqual(list(check_since(self.fresh_pohon(), since).tetap), [])
