"""The public API of the tree: shapes, ETag, errors in one form, queries that do not grow."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pohon import actions
from pohon.models import Pohon, Simpul
from tests.base import Cast


class TestApi(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, tahap=5)
        self.csf = self.make_simpul(self.pohon, "Kapasitas jalan meningkat")
        self.url = f"/api/v1/pohon/{self.pohon.pk}/"

    def get(self, path: str = "", user: Any = None, **headers: str) -> Any:
        return self.client_for(user or self.perencana_a).get(self.url + path, headers=headers)

    def post(self, path: str, body: Any, user: Any = None, **headers: str) -> Any:
        client = self.client_for(user or self.perencana_a)
        return client.post(self.url + path, body, content_type="application/json", headers=headers)

    def tambah(self, **data: Any) -> dict[str, Any]:
        data = {"pernyataan": "Baru", **data}
        return {"operasi": [{"jenis": "tambah", "induk": self.csf.pk, "data": data}]}

    def test_it_answers_the_whole_tree_in_tree_order(self) -> None:
        body = self.get().json()
        self.assertEqual([n["jenis"] for n in body["simpul"]], ["outcome", "csf"])
        self.assertEqual(body["periode"]["tahun"], [2025, 2026, 2027, 2028, 2029])
        self.assertTrue(body["boleh_ubah"])
        self.assertFalse(self.get(user=self.pembaca_a).json()["boleh_ubah"])

    def test_an_unchanged_tree_is_not_sent_again(self) -> None:
        etag = self.get()["ETag"]
        self.assertEqual(self.get(if_none_match=etag).status_code, 304)
        self.post("operasi/", self.tambah())
        self.assertEqual(self.get(if_none_match=etag).status_code, 200)

    def test_another_instansi_finds_nothing(self) -> None:
        for path in ("", "perubahan/", "temuan/", "terhapus/"):
            self.assertEqual(self.get(path, user=self.asing).status_code, 404, path)
        self.assertEqual(self.post("operasi/", self.tambah(), user=self.asing).status_code, 404)
        self.assertEqual(self.post("tahap/", {"tahap": 2}, user=self.asing).status_code, 404)

    def test_without_signing_in_nothing_is_answered(self) -> None:
        from django.test import Client

        for path in (self.url, "/api/v1/pohon/"):
            response = Client().get(path)
            self.assertEqual(response.status_code, 401)
            self.assertTrue(response.json()["pesan"])

    def test_errors_name_operation_field_and_what_to_do(self) -> None:
        for data, words in (
            ({"pernyataan": ""}, "belum diisi"),
            ({"pernyataan": "a" * 5000}, "paling banyak 1000"),
            ({"indikator": [{"nama": "I", "target": {"2025": "abc"}}]}, "harus berupa angka"),
            ({"indikator": [{"nama": "I", "target": {"1990": 1}}]}, "di luar periode"),
        ):
            with self.subTest(data=str(data)[:60]):
                response = self.post("operasi/", self.tambah(**data))
                self.assertEqual(response.status_code, 400)
                body = response.json()
                self.assertIn(words, body["pesan"])
                self.assertTrue(body["galat"][0]["medan"].startswith("operasi.0."))
        self.assertEqual(Simpul.objects.count(), 2)

    def test_malformed_requests_get_a_sentence(self) -> None:
        for body in ("[]", "{", '{"operasi": 5}', '{"operasi": ["x"]}', "null", '{"operasi": []}'):
            with self.subTest(body=body):
                response = self.post("operasi/", body)
                self.assertEqual(response.status_code, 400)
                self.assertTrue(response.json()["pesan"])

    def test_a_stale_version_is_409_with_the_current_node(self) -> None:
        ubah = {"jenis": "ubah", "simpul": self.csf.pk, "versi": 1, "data": {"keterangan": "a"}}
        self.assertEqual(self.post("operasi/", {"operasi": [ubah]}).status_code, 200)
        response = self.post("operasi/", {"operasi": [ubah]})
        self.assertEqual(response.status_code, 409)
        self.assertEqual(response.json()["simpul"]["keterangan"], "a")
        self.assertEqual(response.json()["operasi"], 0)

    def test_a_repeated_key_is_harmless(self) -> None:
        first = self.post("operasi/", self.tambah(), idempotency_key="satu").json()
        second = self.post("operasi/", self.tambah(), idempotency_key="satu").json()
        self.assertEqual(first, second)
        self.assertEqual(Simpul.objects.count(), 3)

    def test_readers_get_403_with_a_sentence(self) -> None:
        response = self.post("operasi/", self.tambah(), user=self.pembaca_a)
        self.assertEqual(response.status_code, 403)
        self.assertIn("tidak berhak", response.json()["pesan"])

    def test_changes_since_a_number_tell_who_did_what(self) -> None:
        start = self.get().json()["nomor"]
        self.post("operasi/", self.tambah())
        body = self.get(f"perubahan/?sejak={start}", user=self.pembaca_a).json()
        self.assertEqual([c["jenis"] for c in body["perubahan"]], ["tambah"])
        self.assertEqual(body["perubahan"][0]["oleh"]["nama"], self.perencana_a.nama)
        self.assertEqual(self.get("perubahan/?sejak=abc").status_code, 400)

    def test_deleted_branches_are_listed_until_restored(self) -> None:
        nomor = self.post(
            "operasi/", {"operasi": [{"jenis": "hapus", "simpul": self.csf.pk, "versi": 1}]}
        ).json()["nomor"]
        self.assertEqual([row["nomor"] for row in self.get("terhapus/").json()], [nomor])
        self.post("operasi/", {"operasi": [{"jenis": "pulihkan", "perubahan": nomor}]})
        self.assertEqual(self.get("terhapus/").json(), [])

    def test_stages_open_one_after_another_when_their_rules_hold(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=1)
        blocked = self.post("tahap/", {"tahap": 2})
        self.assertEqual(blocked.status_code, 400)
        self.assertIn("Pilih dasar penentuan outcome", json.dumps(blocked.json()))
        dasar = {"dasar": [{"jenis": "mandat", "masalah": "Tugas perhubungan"}]}
        client = self.client_for(self.perencana_a)
        self.assertEqual(
            client.patch(self.url, dasar, content_type="application/json").status_code, 200
        )
        self.assertEqual(self.post("tahap/", {"tahap": 2}).json()["tahap"], 2)
        self.assertEqual(self.post("tahap/", {"tahap": 4}).status_code, 400)
        for wrong in (0, 6, "dua", None, True):
            self.assertEqual(self.post("tahap/", {"tahap": wrong}).status_code, 400)

    def test_going_back_says_what_stays(self) -> None:
        body = self.post("tahap/", {"tahap": 1}).json()
        self.assertIn("1 CSF tetap tersimpan", body["tertinggal"][0])

    def test_the_number_of_queries_does_not_grow_with_the_tree(self) -> None:
        def count(path: str) -> int:
            client = self.client_for(self.perencana_a)
            with CaptureQueriesContext(
                connection,
            ) as caught:
                self.assertEqual(client.get(self.url + path).status_code, 200)
            return len(caught)

        small = {path: count(path) for path in ("", "temuan/", "perubahan/")}
        nodes = [
            {
                "kunci": str(i),
                "jenis": "antara" if i else "csf",
                "pernyataan": f"Simpul {i}",
                "induk_kunci": str((i - 1) // 3) if i else None,
                "indikator": [{"nama": f"Indikator {i}", "target": {"2025": i}}],
            }
            for i in range(1000)
        ]
        actions.build_pohon(user=self.admin, pohon=self.pohon, simpul=nodes)
        large = {path: count(path) for path in small}
        self.assertEqual(small, large)
        self.assertLessEqual(max(large[""], large["perubahan/"]), 12)

    def test_the_schema_describes_the_tree(self) -> None:
        response = self.client_for(self.perencana_a).get("/api/v1/schema/?format=json")
        self.assertEqual(response.status_code, 200)
        self.assertIn("/api/v1/pohon/{pohon_id}/operasi/", response.content.decode())
