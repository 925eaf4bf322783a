"""The history of a node: who, when, and in words what stood there before and after."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pohon import actions
from pohon.models import Simpul
from tests.base import Cast


class RiwayatTest(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, tahap=5)
        self.csf = self.make_simpul(self.pohon, "Kapasitas jalan meningkat")
        self.csf2 = self.make_simpul(self.pohon, "Pelanggaran menurun")
        self.antara = self.make_simpul(self.pohon, "Volume kendaraan berkurang", self.csf)
        self.client.force_login(self.perencana_a)

    def apply(self, jenis: str, simpul: Simpul, **more: Any) -> Any:
        versi = Simpul.objects.get(pk=simpul.pk).versi
        operation = {"jenis": jenis, "simpul": simpul.pk, "versi": versi, **more}
        return actions.apply(user=self.perencana_a, pohon_id=self.pohon.pk, operasi=[operation])[
            "hasil"
        ][0]

    def history(self, simpul: Simpul, **query: Any) -> Any:
        url = reverse("api:riwayat_simpul", args=[self.pohon.pk, simpul.pk])
        return self.client.get(url, query).json()

    def changes(self, simpul: Simpul) -> list[tuple[str, str, str]]:
        entry = self.history(simpul)["riwayat"][0]
        return [(u["label"], u["dari"], u["ke"]) for u in entry["ubahan"]]

    def test_it_tells_who_changed_what_from_what_to_what(self) -> None:
        self.apply(
            "ubah", self.antara, data={"pernyataan": "Volume truk berkurang", "bobot": "tinggi"}
        )
        entry = self.history(self.antara)["riwayat"][0]
        self.assertEqual((entry["apa"], entry["oleh"]), ("Diubah", self.perencana_a.nama))
        self.assertEqual(
            self.changes(self.antara),
            [
                ("Pernyataan", "Volume kendaraan berkurang", "Volume truk berkurang"),
                ("Derajat kepentingan", "", "Tinggi"),
            ],
        )
        self.assertEqual(
            (entry["ubahan"][0]["medan"], entry["ubahan"][0]["nilai"]),
            ("pernyataan", "Volume kendaraan berkurang"),
        )

    def test_it_names_units_indikator_and_targets_as_the_screen_does(self) -> None:
        indikator = {"nama": "Volume", "target": {"2026": "1.234,5"}}
        self.apply("ubah", self.antara, data={"pengampu": self.unit_a.pk, "indikator": [indikator]})
        self.assertEqual(
            self.changes(self.antara),
            [("Pengampu", "", self.unit_a.nama), ("Indikator", "", "Volume")],
        )
        row = self.antara.daftar_indikator.get()
        self.apply(
            "ubah",
            self.antara,
            data={"indikator": [{"id": row.pk, "satuan": "unit", "target": {"2026": ""}}]},
        )
        self.assertEqual(
            self.changes(self.antara),
            [
                ("Indikator “Volume”: satuan", "", "unit"),
                ("Indikator “Volume”: target 2026", "1.234,5", ""),
            ],
        )

    def test_it_tells_from_where_to_where_a_simpul_was_moved(self) -> None:
        self.apply("pindah", self.antara, induk=self.csf2.pk)
        self.assertEqual(
            self.changes(self.antara), [("Induk", self.csf.pernyataan, self.csf2.pernyataan)]
        )

    def test_it_tells_what_befell_a_simpul_as_part_of_a_branch(self) -> None:
        gone = self.apply("hapus", self.csf)
        actions.apply(
            user=self.admin,
            pohon_id=self.pohon.pk,
            operasi=[{"jenis": "pulihkan", "perubahan": gone["nomor"]}],
        )
        whats = [entry["apa"] for entry in self.history(self.antara)["riwayat"]]
        self.assertEqual(
            whats[:2], ["Dipulihkan bersama cabangnya", "Dihapus bersama cabang di atasnya"]
        )
        self.assertNotIn("Dihapus", [e["apa"] for e in self.history(self.csf2)["riwayat"]])

    def test_it_comes_by_pages_with_a_fixed_number_of_queries(self) -> None:
        with CaptureQueriesContext(connection) as few:
            self.history(self.antara)
        for number in range(35):
            self.apply("ubah", self.antara, data={"keterangan": f"Catatan {number}"})
        with CaptureQueriesContext(connection) as many:
            first = self.history(self.antara)
        self.assertEqual(len(few), len(many))
        self.assertEqual((len(first["riwayat"]), first["masih_ada"]), (30, True))
        rest = self.history(self.antara, sebelum=first["riwayat"][-1]["nomor"])
        self.assertEqual((len(rest["riwayat"]), rest["masih_ada"]), (6, False))

    def test_a_number_that_is_none_gets_a_sentence(self) -> None:
        url = reverse("api:riwayat_simpul", args=[self.pohon.pk, self.antara.pk])
        self.assertEqual(self.client.get(url, {"sebelum": "x"}).status_code, 400)
