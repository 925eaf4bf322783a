"""The API of the mapping: which components a tree is offered, which pairs stand, linking one pair."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisasi.models import Periode
from perencanaan import actions
from perencanaan.models import Dokumen, Pemetaan
from pohon.models import Pohon, Simpul
from tests.perencanaan.dasar import Perencanaan


class TestKomponenApi(Perencanaan):
    def setUp(self) -> None:
        self.pohon, self.simpul = self.make_tree()
        self.chain = self.make_chain()
        self.url = f"/api/v1/pohon/{self.pohon.pk}/komponen/"

    def get(self, user: Any = None) -> Any:
        return self.client_for(user or self.perencana_a).get(self.url)

    def post(self, user: Any = None, **body: Any) -> Any:
        body = {
            "simpul": self.simpul["prog1"].pk,
            "kolom": self.chain["program"].pk,
            "tertaut": True,
            **body,
        }
        client = self.client_for(user or self.perencana_a)
        return client.post(self.url, body, content_type="application/json")

    def groups(self, user: Any = None) -> list[str]:
        return [group["nama"] for group in self.get(user).json()["kelompok"]]

    def test_it_answers_the_components_of_the_units_document_in_tree_order(self) -> None:
        body = self.get().json()
        self.assertEqual(
            [column["label"] for column in body["kolom"]],
            ["Tujuan", "Sasaran", "Program", "Kegiatan", "Subkegiatan"],
        )
        self.assertEqual([column["dalam"] for column in body["kolom"]], [0, 1, 2, 3, 4])
        self.assertEqual(body["kolom"][1]["induk"], self.chain["tujuan"].pk)
        self.assertEqual(body["tautan"], [])
        self.assertTrue(body["boleh_ubah"])

    def test_a_document_of_a_strange_unit_is_offered_once_its_unit_carries_a_simpul(self) -> None:
        self.assertNotIn("Renstra Disdik", self.groups())
        Simpul.objects.filter(pk=self.simpul["sub1"].pk).update(pengampu=self.unit_b)
        self.assertIn("Renstra Disdik", self.groups())
        group = self.get().json()["kelompok"][-1]
        self.assertEqual((group["nama"], group["boleh_ubah"]), ("Renstra Disdik", False))
        self.assertIn("bukan dokumen unit Anda", group["alasan"])

    def test_a_document_of_other_years_is_offered_only_where_it_is_linked(self) -> None:
        late = Periode.objects.create(
            instansi=self.instansi, nama="RPJMD 2030-2034", tahun_awal=2030, tahun_akhir=2034
        )
        Dokumen.objects.filter(pk=self.renstra.pk).update(periode=late)
        self.assertNotIn("Renstra Dishub", self.groups())
        Pemetaan.objects.create(simpul=self.simpul["prog1"], komponen=self.chain["program"])
        self.assertIn("Renstra Dishub", self.groups())

    def test_the_document_of_the_whole_instansi_is_offered_to_a_unit(self) -> None:
        self.make_dokumen(unit=None, jenis=Dokumen.Jenis.RPJMD, nama="RPJMD Kota")
        self.assertEqual(self.groups(), ["Renstra Dishub", "RPJMD Kota"])

    def test_links_from_other_trees_are_counted_apart(self) -> None:
        other, nodes = self.make_tree()
        Pemetaan.objects.create(simpul=nodes["prog1"], komponen=self.chain["program"])
        Pemetaan.objects.create(simpul=self.simpul["prog1"], komponen=self.chain["program"])
        body = self.get().json()
        self.assertEqual([column["lain"] for column in body["kolom"]], [0, 0, 1, 0, 0])
        self.assertEqual(len(body["tautan"]), 1)
        Pohon.objects.filter(pk=other.pk).update(dihapus="2026-01-01T00:00:00Z")
        self.assertEqual([column["lain"] for column in self.get().json()["kolom"]], [0] * 5)

    def test_one_pair_is_linked_and_unlinked(self) -> None:
        pair = {"simpul": self.simpul["prog1"].pk, "kolom": self.chain["program"].pk}
        answer = self.post(rincian={"alasan": "Satu maksud"})
        self.assertEqual(answer.json(), {**pair, "tertaut": True, "rincian": {}})
        self.assertEqual(self.get().json()["tautan"], [pair])
        gone = self.post(tertaut=False).json()
        self.assertEqual(gone["rincian"], {"alasan": "Satu maksud"})
        self.assertFalse(Pemetaan.objects.exists())
        self.post(rincian=gone["rincian"])
        self.assertEqual(Pemetaan.objects.get().alasan, "Satu maksud")

    def test_a_pair_that_stands_as_asked_stays(self) -> None:
        self.assertEqual(self.post(tertaut=False).status_code, 200)
        self.post()
        self.assertEqual(self.post().status_code, 200)
        self.assertEqual(Pemetaan.objects.count(), 1)

    def test_a_reader_sees_the_pairs_and_why_they_may_not_write(self) -> None:
        for user in (self.pembaca_a, self.perencana_b):
            with self.subTest(user=user):
                body = self.get(user).json()
                self.assertFalse(body["boleh_ubah"])
                self.assertIn("tidak berhak", body["alasan"])
                self.assertEqual(self.post(user).status_code, 403)
        self.assertFalse(Pemetaan.objects.exists())

    def test_before_tahap_5_nothing_is_linked(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=4)
        self.assertIn("tahap 5", self.get().json()["alasan"])
        answer = self.post()
        self.assertEqual(answer.status_code, 400)
        self.assertIn("tahap 5", answer.json()["pesan"])

    def test_a_submitted_tree_is_closed(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(status=Pohon.Status.DIAJUKAN)
        self.assertIn("diajukan", self.get().json()["alasan"])
        self.assertEqual(self.post().status_code, 400)

    def test_a_document_of_another_unit_is_not_written(self) -> None:
        theirs = self.make_komponen("tujuan", "Murid tamat", dokumen=self.renstra_b)
        self.assertEqual(self.post(kolom=theirs.pk).status_code, 403)

    def test_a_simpul_of_another_tree_and_a_missing_component_are_refused(self) -> None:
        _, other = self.make_tree()
        for body in ({"simpul": other["prog1"].pk}, {"kolom": 999_999}):
            with self.subTest(body=body):
                answer = self.post(**body)
                self.assertEqual(answer.status_code, 400)
                self.assertIn("Muat ulang", answer.json()["pesan"])

    def test_another_instansi_finds_no_tree(self) -> None:
        self.assertEqual(self.get(self.asing).status_code, 404)
        self.assertEqual(self.post(self.asing).status_code, 404)

    def test_what_is_no_pair_is_refused_with_a_sentence(self) -> None:
        for body in (
            {"simpul": True},
            {"simpul": "1"},
            {"kolom": 2**70},
            {"tertaut": 1},
            {"rincian": {"alasan": 5}},
            {"rincian": {"jenis": "x"}},
            {"rincian": {"alasan": "a\x00"}},
            {"rincian": {"alasan": "a" * 5000}},
        ):
            with self.subTest(body=str(body)[:50]):
                answer = self.post(**body)
                self.assertEqual(answer.status_code, 400)
                self.assertTrue(answer.json()["pesan"])

    def test_the_queries_do_not_grow(self) -> None:
        client = self.client_for(self.perencana_a)
        client.get(self.url)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(self.url)
        for number in range(8):
            upper = self.make_komponen("tujuan", f"Tujuan {number}")
            node = self.make_simpul(self.pohon, f"CSF {number}")
            actions.map_simpul(user=self.admin, simpul=node.pk, komponen=upper.pk)
        with self.assertNumQueries(len(few)):
            client.get(self.url)
