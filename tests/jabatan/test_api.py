"""The API of the distribution: which positions a tree is offered, who carries what, linking one pair."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jabatan import actions
from jabatan.models import Jabatan, KinerjaJabatan
from pohon.models import Pohon, Simpul
from tests.jabatan.dasar import Pembagian


class TestJabatanApi(Pembagian):
    def setUp(self) -> None:
        self.url = f"/api/v1/pohon/{self.pohon.pk}/jabatan/"

    def get(self, user: Any = None) -> Any:
        return self.client_for(user or self.perencana_a).get(self.url)

    def post(self, user: Any = None, **body: Any) -> Any:
        body = {
            "simpul": self.simpul["prog"].pk,
            "kolom": self.jabatan["kabid"].pk,
            "tertaut": True,
            **body,
        }
        client = self.client_for(user or self.perencana_a)
        return client.post(self.url, body, content_type="application/json")

    def names(self, user: Any = None) -> list[str]:
        return [column["nama"] for column in self.get(user).json()["kolom"]]

    def test_it_answers_the_positions_of_the_unit_and_below_in_tree_order(self) -> None:
        body = self.get().json()
        self.assertEqual(
            [(column["label"], column["dalam"]) for column in body["kolom"]],
            [
                ("JPT pratama (Eselon II)", 1),
                ("Administrator (Eselon III)", 2),
                ("Pengawas (Eselon IV)", 3),
                ("Pelaksana", 4),
            ],
        )
        self.assertEqual(
            [group["nama"] for group in body["kelompok"]], ["Dishub", "Bidang Lalu Lintas"]
        )
        self.assertTrue(body["boleh_ubah"])

    def test_positions_of_a_unit_that_carries_a_simpul_are_offered_but_not_written(self) -> None:
        Simpul.objects.filter(pk=self.simpul["sub"].pk).update(pengampu=self.unit_b)
        body = self.get().json()
        self.assertIn("Kepala Dinas Pendidikan", [column["nama"] for column in body["kolom"]])
        group = next(one for one in body["kelompok"] if one["nama"] == "Disdik")
        self.assertFalse(group["boleh_ubah"])
        self.assertIn("di luar unit Anda", group["alasan"])

    def test_a_position_already_linked_is_offered_wherever_it_stands(self) -> None:
        self.assertNotIn("Wali Kota Contoh", self.names())
        self.assign("csf", "walikota")
        self.assertIn("Wali Kota Contoh", self.names())

    def test_a_tree_of_the_whole_instansi_is_offered_all_positions(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(unit=None)
        self.assertEqual(len(self.names()), Jabatan.objects.count())

    def test_one_pair_is_linked_and_unlinked(self) -> None:
        pair = {"simpul": self.simpul["prog"].pk, "kolom": self.jabatan["kabid"].pk}
        self.assertEqual(self.post().json(), {**pair, "tertaut": True, "rincian": {}})
        self.assertEqual(KinerjaJabatan.objects.get().jenis, "direct")
        self.assertEqual(self.get().json()["tautan"], [pair])
        actions.change_kinerja(
            user=self.admin,
            kinerja=KinerjaJabatan.objects.get(),
            pernyataan="Di kota",
            jenis="sharing",
        )
        gone = self.post(tertaut=False).json()
        self.assertEqual(gone["rincian"], {"pernyataan": "Di kota", "jenis": "sharing"})
        self.assertFalse(KinerjaJabatan.objects.exists())
        self.post(rincian=gone["rincian"])
        again = KinerjaJabatan.objects.get()
        self.assertEqual((again.pernyataan, again.jenis), ("Di kota", "sharing"))

    def test_a_second_carrier_shares(self) -> None:
        self.post()
        self.post(kolom=self.jabatan["kasi"].pk)
        kinds = KinerjaJabatan.objects.order_by("pk").values_list("jenis", flat=True)
        self.assertEqual(list(kinds), ["direct", "sharing"])

    def test_a_pair_that_stands_as_asked_stays(self) -> None:
        self.assertEqual(self.post(tertaut=False).status_code, 200)
        self.post()
        self.assertEqual(self.post().status_code, 200)
        self.assertEqual(KinerjaJabatan.objects.count(), 1)

    def test_a_reader_sees_the_pairs_and_why_they_may_not_write(self) -> None:
        for user in (self.pembaca_a, self.perencana_b):
            with self.subTest(user=user):
                body = self.get(user).json()
                self.assertFalse(body["boleh_ubah"])
                self.assertIn("tidak berhak", body["alasan"])
                self.assertEqual(self.post(user).status_code, 403)
        self.assertFalse(KinerjaJabatan.objects.exists())

    def test_before_tahap_5_and_while_submitted_nothing_is_linked(self) -> None:
        for fields, words in (({"tahap": 4}, "tahap 5"), ({"status": "diajukan"}, "diajukan")):
            with self.subTest(fields=fields):
                Pohon.objects.filter(pk=self.pohon.pk).update(**{"tahap": 5, **fields})
                self.assertIn(words, self.get().json()["alasan"])
                answer = self.post()
                self.assertEqual(answer.status_code, 400)
                self.assertIn(words, answer.json()["pesan"])

    def test_positions_outside_the_users_unit_are_refused_with_a_sentence(self) -> None:
        answer = self.post(kolom=self.jabatan["walikota"].pk)
        self.assertEqual(answer.status_code, 400)
        self.assertIn("di luar unit Anda", answer.json()["pesan"])

    def test_a_missing_position_and_an_unknown_kind_are_refused(self) -> None:
        for body in ({"kolom": 999_999}, {"rincian": {"jenis": "lain"}}):
            with self.subTest(body=body):
                answer = self.post(**body)
                self.assertEqual(answer.status_code, 400)
                self.assertTrue(answer.json()["pesan"])

    def test_another_instansi_finds_no_tree(self) -> None:
        self.assertEqual(self.get(self.asing).status_code, 404)
        self.assertEqual(self.post(self.asing).status_code, 404)

    def test_the_queries_do_not_grow(self) -> None:
        client = self.client_for(self.perencana_a)
        with CaptureQueriesContext(connection) as few:
            client.get(self.url)
        for number in range(8):
            made = actions.add_jabatan(
                user=self.admin,
                jabatan=self.new(nama=f"Pelaksana {number}", unit=self.unit_a1),
                induk_id=self.jabatan["kasi"].pk,
            )
            actions.assign(user=self.admin, simpul=self.simpul["sub"], jabatan=made)
        with self.assertNumQueries(len(few)):
            client.get(self.url)
