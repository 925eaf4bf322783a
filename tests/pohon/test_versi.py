"""The API of frozen versions: who reads them, what stands in them, how long a browser may keep them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pohon import actions
from pohon.models import Pohon, VersiPohon
from tests.base import Cast


class TestVersi(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, tahap=5)
        self.csf = self.make_simpul(self.pohon, "Kapasitas jalan meningkat")
        self.url = f"/api/v1/pohon/{self.pohon.pk}/versi/"

    def freeze(self) -> VersiPohon:
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        return actions.freeze_version(user=self.perencana_a, pohon=pohon)

    def get(self, path: str = "", user: Any = None, **headers: str) -> Any:
        return self.client_for(user or self.perencana_a).get(self.url + path, headers=headers)

    def rename(self, pernyataan: str) -> None:
        self.csf.refresh_from_db()
        ubah = {"jenis": "ubah", "simpul": self.csf.pk, "versi": self.csf.versi}
        actions.apply(
            user=self.perencana_a,
            pohon_id=self.pohon.pk,
            operasi=[{**ubah, "data": {"pernyataan": pernyataan}}],
        )

    def test_another_instansi_finds_nothing(self) -> None:
        self.freeze()
        self.assertEqual(self.get(user=self.asing).status_code, 404)
        self.assertEqual(self.get("1/", user=self.asing).status_code, 404)

    def test_a_number_of_another_tree_is_not_found(self) -> None:
        self.freeze()
        other = self.make_pohon(unit=self.unit_a)
        for number in (1, 2):
            VersiPohon.objects.create(
                pohon=other, nomor=number, status="draf", isi={}, oleh=self.admin
            )
        self.assertEqual(self.get("1/").json()["id"], self.pohon.pk)
        self.assertEqual(self.get("2/").status_code, 404)
        self.assertTrue(self.get("2/").json()["pesan"])

    def test_a_deleted_tree_takes_its_versions_along(self) -> None:
        self.freeze()
        Pohon.objects.filter(pk=self.pohon.pk).update(dihapus=timezone.now())
        self.assertEqual(self.get().status_code, 404)
        self.assertEqual(self.get("1/").status_code, 404)

    def test_a_tree_that_was_never_submitted_has_none(self) -> None:
        self.assertEqual(self.get().json(), [])

    def test_they_come_newest_first_with_who_and_when(self) -> None:
        self.freeze()
        Pohon.objects.filter(pk=self.pohon.pk).update(status=Pohon.Status.DISETUJUI)
        self.freeze()
        newest, first = self.get(user=self.pembaca_a).json()
        self.assertEqual((newest["nomor"], newest["status"]), (2, "disetujui"))
        self.assertEqual((first["nama"], first["status"]), ("Versi 1", "draf"))
        self.assertEqual(first["oleh"], self.perencana_a.nama)
        self.assertRegex(first["kapan"], r"^\d+ \w+ \d{4} \d\d\.\d\d$")

    def test_a_version_stays_as_it_was_and_has_the_shape_of_the_tree(self) -> None:
        self.freeze()
        before = self.client_for(self.pembaca_a).get(f"/api/v1/pohon/{self.pohon.pk}/").json()
        self.rename("Kapasitas jalan cukup")
        frozen = self.get("1/", user=self.pembaca_a).json()
        self.assertEqual(frozen, before)

    def test_a_browser_keeps_it_but_not_for_the_next_person(self) -> None:
        self.freeze()
        answer = self.get("1/")
        self.assertEqual(answer["Cache-Control"], "private, max-age=31536000, immutable")
        self.assertIn("Cookie", answer["Vary"])
        self.assertEqual(self.get("1/", if_none_match=answer["ETag"]).status_code, 304)
        self.assertEqual(
            self.get("1/", user=self.asing, if_none_match=answer["ETag"]).status_code, 404
        )

    def test_the_number_of_queries_is_fixed(self) -> None:
        def count(path: str) -> int:
            with CaptureQueriesContext(connection) as caught:
                self.assertEqual(self.get(path).status_code, 200)
            return len(caught)

        self.freeze()
        small = [count(""), count("1/")]
        for number in range(12):
            self.make_simpul(self.pohon, f"Simpul {number}")
            self.freeze()
        self.assertEqual([count(""), count("13/")], small)
