"""The API of findings: everything, only what operations touched, and the reasons."""

from __future__ import annotations

import random
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi import actions as reviewing
from evaluasi.temuan import check, check_since
from pohon import actions
from pohon.models import Simpul
from tests.evaluasi.dasar_temuan import TemuanTest

WORDS = (
    "Meningkatnya kualitas jalan",
    "Pelaksanaan sosialisasi rambu",
    "Kemacetan berkurang",
    "Armada terawat dan jadwal terbit",
    "Rendahnya kepatuhan pengendara",
    "Meningkatnya kepatuhan pengendara",
    "Tersedianya halte",
    "Indeks kepuasan 80 persen",
)


class ApiTest(TemuanTest):
    def setUp(self):
        super().setUp()
        self.api = f"/api/v1/pohon/{self.pohon.pk}/temuan/"
        self.client = self.client_for(self.perencana_a)

    def get(self, query="", client=None):
        answer = (client or self.client).get(self.api + query)
        self.assertEqual(answer.status_code, 200)
        return answer.json()

    def operate(self, *operasi):
        return actions.apply(user=self.perencana_a, pohon_id=self.pohon.pk, operasi=list(operasi))

    def set_tahap(self, tahap):
        type(self.pohon).objects.filter(pk=self.pohon.pk).update(tahap=tahap)


class TestTemuan(ApiTest):
    def test_a_finding_has_its_print_its_title_and_its_reason(self):
        found = {one["aturan"]: one for one in self.get()["temuan"]}
        self.assertTrue(found["A-06"]["menghalangi"])
        self.assertFalse(found["A-06"]["perlu_alasan"])
        self.assertEqual(found["A-08"]["sidik"], self.one("A-08").sidik)
        self.assertIsNone(found["A-08"]["alasan"])
        reviewing.give_reason(
            user=self.perencana_a,
            pohon_id=self.pohon.pk,
            sidik=[found["A-08"]["sidik"]],
            alasan="Berita acara menyusul",
        )
        (reason,) = (one["alasan"] for one in self.get()["temuan"] if one["aturan"] == "A-08")
        self.assertEqual((reason["teks"], reason["berlaku"]), ("Berita acara menyusul", True))

    def test_it_says_who_may_give_reasons(self):
        self.assertTrue(self.get()["boleh_alasan"])
        self.assertFalse(self.get(client=self.client_for(self.evaluator))["boleh_alasan"])
        self.set_status("diajukan")
        self.assertFalse(self.get()["boleh_alasan"])

    def test_a_wrong_number_is_refused_with_a_sentence(self):
        for query in ("?sejak=x", "?sejak=-1", "?sejak=" + "9" * 30):
            answer = self.client.get(self.api + query)
            self.assertEqual(answer.status_code, 400)
            self.assertIn("bilangan bulat", answer.json()["pesan"])


class TestSejak(ApiTest):
    def setUp(self):
        super().setUp()
        self.set_tahap(4)
        for number in range(5):
            csf = self.make_simpul(self.pohon, f"Faktor {number} membaik", jenis="csf")
            for other in range(3):
                self.make_simpul(self.pohon, f"Kondisi {number}{other} membaik", csf)
        self.nomor = self.fresh().nomor

    def change(self, pernyataan="Pelaksanaan sosialisasi rambu"):
        node = Simpul.objects.get(pohon=self.pohon, pernyataan="Kondisi 11 membaik")
        self.operate(
            {
                "jenis": "ubah",
                "simpul": node.pk,
                "versi": node.versi,
                "data": {"pernyataan": pernyataan},
            }
        )
        return node

    def test_only_what_is_near_the_change_is_asked_again(self):
        node = self.change()
        answer = self.get(f"?sejak={self.nomor}")
        self.assertFalse(answer["lengkap"])
        csf = Simpul.objects.get(pk=node.induk_id)
        near = {csf.pk, *Simpul.objects.filter(induk=csf).values_list("pk", flat=True)}
        self.assertEqual(set(answer["diganti"]["simpul"]), near)
        self.assertIn("C-02", {one["aturan"] for one in answer["temuan"]})

    def test_nothing_changed_asks_no_node_again(self):
        answer = self.get(f"?sejak={self.nomor}")
        self.assertEqual(answer["diganti"]["simpul"], [])

    def test_a_change_of_the_tree_itself_asks_for_everything(self):
        actions.update_pohon(
            user=self.perencana_a, pohon_id=self.pohon.pk, data={"kesepakatan_peserta": "Camat"}
        )
        self.assertTrue(self.get(f"?sejak={self.nomor}")["lengkap"])

    def test_a_number_that_never_was_asks_for_everything(self):
        self.assertTrue(self.get("?sejak=999999")["lengkap"])

    def test_too_much_changed_asks_for_everything(self):
        nodes = Simpul.objects.filter(pohon=self.pohon, kedalaman=2)
        self.operate(
            *(
                {"jenis": "ubah", "simpul": n.pk, "versi": n.versi, "data": {"keterangan": "x"}}
                for n in nodes
            )
        )
        self.assertTrue(self.get(f"?sejak={self.nomor}")["lengkap"])

    def test_it_takes_no_more_queries_than_everything_and_one(self):
        self.change()
        with CaptureQueriesContext(connection) as whole:
            self.get()
        with CaptureQueriesContext(connection) as part:
            self.get(f"?sejak={self.nomor}")
        self.assertLessEqual(len(part), len(whole) + 1)


class TestGabungan(ApiTest):
    """Answers after random operations, put together as the editor does, say what a whole check says."""

    def setUp(self):
        super().setUp()
        self.set_tahap(4)
        for number in range(6):
            csf = self.make_simpul(self.pohon, f"Faktor {number} membaik", jenis="csf")
            for other in range(4):
                self.make_simpul(self.pohon, f"Kondisi {number}{other} membaik", csf)

    def test_increments_equal_a_whole_check(self):
        for seed in (1, 2, 3):
            dice = random.Random(seed)
            known = self.prints(check(self.fresh()).daftar)
            since, partly = self.fresh().nomor, 0
            for _ in range(25):
                self.operate(self.random_operation(dice))
                pohon = self.fresh()
                part = check_since(pohon, since)
                partly += not part.lengkap
                known = self.merge(known, part)
                self.assertEqual(known, self.prints(check(pohon).daftar))
                since = pohon.nomor
            self.assertGreater(partly, 10)

    def prints(self, daftar):
        return sorted((one.finding.rule, one.finding.simpul or 0, one.sidik) for one in daftar)

    def merge(self, known, part):
        if part.lengkap:
            return self.prints(part.laporan.daftar)
        gone_rules, gone_nodes = set(part.aturan), set(part.simpul)
        kept = [
            one
            for one in known
            if one[0] in part.tetap or (one[0] not in gone_rules and one[1] not in gone_nodes)
        ]
        return sorted([*kept, *self.prints(part.laporan.daftar)])

    def random_operation(self, dice):
        nodes = list(Simpul.objects.filter(pohon=self.pohon).order_by("lft"))
        below = [node for node in nodes if node.induk_id]
        conditions = [node for node in below if node.jenis == "antara"]
        kind = dice.choice(("tambah", "ubah", "ubah", "ubah", "pindah", "hapus"))
        if kind == "tambah" or len(conditions) < 6:
            upper = dice.choice(below)
            upper = upper if upper.jenis != "operasional" else nodes[1]
            return {
                "jenis": "tambah",
                "induk": upper.pk,
                "data": {"pernyataan": dice.choice(WORDS)},
            }
        node = dice.choice(conditions)
        base = {"simpul": node.pk, "versi": node.versi}
        if kind == "hapus":
            return {"jenis": "hapus", **base}
        if kind == "pindah":
            inside = {n.pk for n in nodes if node.lft <= n.lft < node.rght}
            upper = dice.choice([n for n in below if n.pk not in inside and n.jenis == "csf"])
            return {"jenis": "pindah", "induk": upper.pk, **base}
        data = dice.choice(
            (
                {"pernyataan": dice.choice(WORDS)},
                {"hubungan": dice.choice(("ya", "kurang", "tidak"))},
                {"indikator": [{"nama": dice.choice(WORDS), "satuan": "%"}]},
                {"bobot": "rendah"},
                {"level_kinerja": dice.choice(("taktikal_intermediate", "taktikal_immediate"))},
            )
        )
        return {"jenis": "ubah", "data": data, **base}


class TestAlasan(ApiTest):
    def send(self, method, body, client=None):
        call = getattr(client or self.client, method)
        return call(self.api + "alasan/", body, content_type="application/json")

    def test_a_reason_is_given_changed_and_withdrawn(self):
        sidik = self.one("A-08").sidik
        answer = self.send(
            "post", {"sidik": [sidik], "alasan": "Berita acara menyusul", "dikenal": {sidik: ""}}
        )
        self.assertEqual(answer.status_code, 200)
        seen = answer.json()["alasan"][sidik]["dikenal"]
        answer = self.send(
            "post", {"sidik": [sidik], "alasan": "Menyusul pekan depan", "dikenal": {sidik: seen}}
        )
        self.assertEqual(answer.json()["alasan"][sidik]["teks"], "Menyusul pekan depan")
        stale = self.send(
            "post", {"sidik": [sidik], "alasan": "Lain pekan", "dikenal": {sidik: seen}}
        )
        self.assertEqual(stale.status_code, 400)
        self.assertIn("Menyusul pekan depan", stale.json()["pesan"])
        self.assertEqual(self.send("delete", {"sidik": [sidik]}).json(), {"dicabut": 1})
        self.assertTrue(self.one("A-08").wants_reason)

    def test_a_wrong_body_is_refused_with_a_sentence(self):
        wrong: list[Any] = [{}, {"sidik": "x"}, {"sidik": [1]}, {"sidik": ["x"]}, [], "x"]
        for body in wrong:
            answer = self.send("post", body)
            self.assertEqual(answer.status_code, 400, body)
            self.assertTrue(answer.json()["pesan"])

    def test_a_reader_gives_none(self):
        sidik = self.one("A-08").sidik
        for user, status in ((self.pembaca_a, 403), (self.asing, 404), (None, 401)):
            answer = self.send(
                "post", {"sidik": [sidik], "alasan": "Berita acara menyusul"}, self.client_for(user)
            )
            self.assertEqual(answer.status_code, status)

    def test_the_schema_tells_the_shape(self):
        schema = self.client.get("/api/v1/schema/?format=json").json()
        path = next(text for name, text in schema["paths"].items() if name.endswith("/temuan/"))
        self.assertIn("sejak", [one["name"] for one in path["get"]["parameters"]])
        self.assertIn("Temuan", schema["components"]["schemas"])
