"""A branch made in one operation: its shape, its limits, its undo and what others hear of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pohon.models import Indikator, Perubahan, Pohon, Simpul, Target
from tests.pohon.operasi_uji import OperasiCase


class TestTambahCabang(OperasiCase):
    """`tambah` with `turunan`: a whole pasted branch as one operation."""

    def cabang(self, *turunan: dict[str, Any], **data: Any) -> dict[str, Any]:
        return {
            "jenis": "tambah",
            "induk": self.csf.pk,
            "setelah": self.antara.pk,
            "data": {"pernyataan": "Puncak tempelan", **data},
            "turunan": list(turunan),
        }

    def test_it_builds_the_branch_in_place_with_one_log_entry(self) -> None:
        nomor = Pohon.objects.get(pk=self.pohon.pk).nomor
        hasil = self.apply(
            self.cabang(
                {"ref": "a", "data": {"pernyataan": "Anak satu"}},
                {"ref": "b", "induk": "a", "data": {"pernyataan": "Cucu", "jenis": "operasional"}},
                {"data": {"pernyataan": "Anak dua"}},
            )
        )
        self.assertEqual(hasil["nomor"], nomor + 1)
        nodes = hasil["hasil"][0]["simpul"]
        self.assertEqual(
            [n["pernyataan"] for n in nodes], ["Puncak tempelan", "Anak satu", "Cucu", "Anak dua"]
        )
        self.assertEqual([n["induk"] for n in nodes[1:]], [nodes[i]["id"] for i in (0, 1, 0)])
        self.assertEqual(nodes[0]["setelah"], self.antara.pk)
        self.assertEqual(nodes[2]["level_kinerja"], "operasional")
        log = Perubahan.objects.get(pohon=self.pohon, nomor=hasil["nomor"])
        self.assertEqual((log.jenis, len(log.sesudah["simpul"])), ("tambah", 4))
        self.assert_sound()

    def test_it_writes_indikator_and_targets_of_every_simpul(self) -> None:
        indikator = [
            {"nama": "Angka satu", "satuan": "%", "target": {"2026": "1.234,5"}},
            {"nama": "Angka dua", "baseline_nilai": "3"},
        ]
        self.apply(
            self.cabang(
                {"data": {"pernyataan": "Anak", "indikator": indikator}}, indikator=indikator[:1]
            )
        )
        rows = Indikator.objects.filter(simpul__pernyataan="Anak").order_by("urutan")
        self.assertEqual([(r.nama, r.urutan) for r in rows], [("Angka satu", 1), ("Angka dua", 2)])
        target = Target.objects.filter(indikator__nama="Angka satu").values_list("nilai", flat=True)
        self.assertEqual([float(nilai) for nilai in target], [1234.5, 1234.5])

    def test_it_names_row_and_field_of_every_fault_and_writes_nothing(self) -> None:
        before = self.statements()
        good = {"ref": "a", "data": {"pernyataan": "Anak"}}
        faults: list[tuple[Any, str]] = [
            ({"data": {"pernyataan": " "}}, "operasi.0.turunan.1.pernyataan"),
            ({"data": {"pernyataan": "x", "jenis": "csf"}}, "operasi.0.turunan.1.jenis"),
            ({"induk": "tidak ada", "data": {"pernyataan": "x"}}, "operasi.0.turunan.1.induk"),
            ("bukan objek", "operasi.0.turunan.1"),
            ({"data": []}, "operasi.0.turunan.1"),
            (
                {
                    "data": {
                        "pernyataan": "x",
                        "indikator": [{"nama": "i", "target": {"1999": 1}}],
                    }
                },
                "operasi.0.turunan.1.indikator.0.target.1999",
            ),
        ]
        for fault, field in faults:
            with self.subTest(field=field, fault=fault):
                self.assertIn(field, self.refused(self.cabang(good, fault)))
        self.assertEqual(self.statements(), before)

    def test_it_refuses_indikator_before_their_stage(self) -> None:
        self.pohon.tahap = 3
        self.pohon.save()
        entry = {"data": {"pernyataan": "Anak", "indikator": [{"nama": "i"}]}}
        (sentence,) = self.refused(self.cabang(entry)).values()
        self.assertIn("Indikator dibuka pada Tahap 4", sentence[0])

    def test_it_refuses_more_than_it_can_carry(self) -> None:
        entry = {"data": {"pernyataan": "Anak"}}
        (sentence,) = self.refused(self.cabang(*[entry] * 2001)).values()
        self.assertIn("Paling banyak 2.000 turunan", sentence[0])

    def test_the_number_of_queries_does_not_grow_with_the_branch(self) -> None:
        entry = {
            "data": {"pernyataan": "Anak", "indikator": [{"nama": "i", "target": {"2026": 1}}]}
        }
        counts = []
        self.apply(self.cabang(entry))  # what a person may do is asked once
        for size in (2, 30):  # more indikator than that SQLite takes in two statements
            with CaptureQueriesContext(connection) as seen:
                self.apply(self.cabang(*[entry] * size))
            counts.append(len(seen))
        self.assertEqual(counts[0], counts[1])

    def test_several_branches_come_as_several_operations_and_name_each_other(self) -> None:
        first = {**self.cabang({"ref": "b", "data": {"pernyataan": "Anak"}}), "ref": "a"}
        second = {
            **self.cabang({"ref": "d", "data": {"pernyataan": "Anak lain"}}, pernyataan="Kedua"),
            "setelah": "a",
        }
        third = {"jenis": "tambah", "induk": "b", "data": {"pernyataan": "Cucu"}}
        self.apply(first, second, third)
        anak = Simpul.objects.filter(induk=self.csf).order_by("lft")
        self.assertEqual(
            [s.pernyataan for s in anak][:3],
            ["Volume kendaraan berkurang", "Puncak tempelan", "Kedua"],
        )
        self.assertEqual(Simpul.objects.get(pernyataan="Cucu").induk.pernyataan, "Anak")
        self.assert_sound()

    def test_others_hear_of_every_simpul_and_may_not_write_it_themselves(self) -> None:
        operasi = self.cabang({"data": {"pernyataan": "Anak"}})
        for user in (self.pembaca_a, self.evaluator, self.perencana_b):
            with self.subTest(user=user), self.assertRaises(PermissionDenied):
                self.apply(operasi, user=user)
        since = Pohon.objects.get(pk=self.pohon.pk).nomor
        self.apply(operasi)
        url = f"/api/v1/pohon/{self.pohon.pk}/perubahan/?sejak={since}"
        (change,) = self.client_for(self.pembaca_a).get(url).json()["perubahan"]
        heard = [node["pernyataan"] for node in change["hasil"]["simpul"]]
        self.assertEqual(heard, ["Puncak tempelan", "Anak"])

    def test_a_repeated_key_does_not_paste_twice(self) -> None:
        operasi = self.cabang({"data": {"pernyataan": "Anak"}})
        first = self.apply(operasi, kunci="tempel")
        self.assertEqual(self.apply(operasi, kunci="tempel"), first)
        self.assertEqual(Simpul.objects.filter(pernyataan="Anak").count(), 1)

    def test_one_deletion_takes_the_branch_back(self) -> None:
        before = self.statements()
        hasil = self.apply(self.cabang({"data": {"pernyataan": "Anak"}}))
        top = hasil["hasil"][0]["simpul"][0]
        self.apply({"jenis": "hapus", "simpul": top["id"], "versi": top["versi"]})
        self.assertEqual(self.statements(), before)
