"""What the door for writes refuses: skipped and closed stages, endless copies, values of the wrong kind."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError

from organisasi.models import Periode
from pohon import actions
from pohon.models import Crosscutting, Pohon, Simpul
from tests.base import Cast


class TestTahap(Cast):
    pohon: Pohon

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon = cls.make_pohon(unit=cls.unit_a, tahap=3)
        cls.csf = cls.make_simpul(cls.pohon, "Armada terawat", jenis="csf")
        cls.antara = cls.make_simpul(cls.pohon, "Bengkel siap", cls.csf, jenis="antara")

    def apply(self, pohon: Pohon, **operasi: Any) -> dict[str, Any]:
        return actions.apply(user=self.admin, pohon_id=pohon.pk, operasi=[operasi])

    def test_copying_a_branch_does_not_skip_a_stage(self) -> None:
        early = self.make_pohon(unit=self.unit_b, tahap=1)
        root = Simpul.objects.get(pohon=early)
        for tahap in (1, 2):
            Pohon.objects.filter(pk=early.pk).update(tahap=tahap)
            with self.assertRaisesMessage(ValidationError, "Tahapan tidak boleh dilompati"):
                self.apply(early, jenis="salin", simpul=self.csf.pk, induk=root.pk)
        self.assertEqual(Simpul.objects.filter(pohon=early).count(), 1)
        Pohon.objects.filter(pk=early.pk).update(tahap=3)
        self.apply(early, jenis="salin", simpul=self.csf.pk, induk=root.pk)
        self.assertEqual(Simpul.objects.filter(pohon=early).count(), 3)

    def test_what_a_closed_stage_left_cannot_be_changed(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=2)
        seen = {"simpul": self.antara.pk, "versi": 1}
        for operasi in (
            {"jenis": "ubah", **seen, "data": {"pernyataan": "Lain"}},
            {"jenis": "pindah", **seen, "induk": self.csf.pk},
            {"jenis": "hapus", **seen},
        ):
            with self.assertRaisesMessage(ValidationError, "Tahapan tidak boleh dilompati"):
                self.apply(self.pohon, **operasi)
        self.apply(
            self.pohon, jenis="ubah", simpul=self.csf.pk, versi=1, data={"pernyataan": "Lain"}
        )

    def test_a_move_does_not_make_a_kind_of_a_closed_stage(self) -> None:
        other = self.make_simpul(self.pohon, "Jalan lapang", jenis="csf")
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=2)
        with self.assertRaisesMessage(ValidationError, "Tahapan tidak boleh dilompati"):
            self.apply(self.pohon, jenis="pindah", simpul=other.pk, versi=1, induk=self.csf.pk)

    def test_copies_of_copies_come_to_an_end(self) -> None:
        twice = {"jenis": "salin", "simpul": self.antara.pk, "induk": self.antara.pk}
        with (
            mock.patch("pohon.actions.bangun.MOST_SIMPUL", 40),
            self.assertRaisesMessage(ValidationError, "melewati 40 simpul"),
        ):
            actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[twice] * 20)
        self.assertEqual(Simpul.objects.filter(pohon=self.pohon).count(), 3)


class TestPeriodeTerkunci(Cast):
    def setUp(self) -> None:
        super().setUp()
        self.pohon = self.make_pohon(unit=self.unit_a, tahap=3)

    def lock_period(self) -> None:
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)

    def test_a_partner_does_not_answer_in_it(self) -> None:
        row = Crosscutting.objects.create(
            simpul=Simpul.objects.get(pohon=self.pohon), mitra=self.unit_b
        )
        self.lock_period()
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            actions.answer_crosscutting(
                user=self.perencana_b, crosscutting_id=row.pk, status="disetujui", alasan=""
            )

    def test_a_deleted_tree_does_not_come_back_in_it(self) -> None:
        actions.delete_pohon(user=self.admin, pohon_id=self.pohon.pk)
        self.lock_period()
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            actions.restore_pohon(user=self.admin, pohon_id=self.pohon.pk)


class TestBentukIsi(Cast):
    """Values of the wrong kind anywhere in a request give a 400 with a sentence."""

    pohon: Pohon

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon = cls.make_pohon(unit=cls.unit_a, tahap=4)
        cls.root = Simpul.objects.get(pohon=cls.pohon)

    def send(self, body: Any, *, path: str = "operasi/", method: str = "POST") -> Any:
        text = body if isinstance(body, str) else json.dumps(body)
        client = self.client_for(self.perencana_a)
        return client.generic(
            method, f"/api/v1/pohon/{self.pohon.pk}/{path}", text, "application/json"
        )

    def change(self, data: Any, **more: Any) -> int:
        operasi = {"jenis": "ubah", "simpul": self.root.pk, "versi": 1, "data": data, **more}
        return int(self.send({"operasi": [operasi]}).status_code)

    def test_no_value_breaks_a_field_of_a_node(self) -> None:
        wild: tuple[Any, ...] = (
            "\x00",
            "\ud800",
            "9" * 5000,
            10**30,
            -1,
            1.5,
            True,
            [],
            {},
            [[]],
            {"id": []},
        )
        for value in wild:
            for data in (
                *({name: value} for name in ("pernyataan", "jenis", "pengampu", "bobot", "lain")),
                {"indikator": value},
                {"indikator": [value]},
                {"indikator": [{"id": value}]},
                {"indikator": [{"nama": value}]},
                {"indikator": [{"nama": "n", "baseline_tahun": value}]},
                {"indikator": [{"nama": "n", "baseline_nilai": value}]},
                {"indikator": [{"nama": "n", "urutan": value}]},
                {"indikator": [{"nama": "n", "target": value}]},
                {"indikator": [{"nama": "n", "target": {"2026": value}}]},
                {"crosscutting": [{"id": value}]},
                {"crosscutting": [{"mitra": value}]},
                {"crosscutting": [{"mitra_luar": value}]},
            ):
                with self.subTest(data=str(data)[:60]):
                    self.assertLess(self.change(data), 500)
            self.assertLess(self.change(value), 500)
            for name in ("simpul", "versi", "jenis"):
                with self.subTest(name=name, value=str(value)[:30]):
                    status = self.change({"bobot": "sedang"}, **{name: value})
                    self.assertIn(status, {400, 404, 409})
            for jenis, name in (
                ("tambah", "induk"),
                ("tambah", "setelah"),
                ("salin", "simpul"),
                ("pulihkan", "perubahan"),
            ):
                operasi = {"jenis": jenis, "induk": self.root.pk, name: value}
                with self.subTest(jenis=jenis, value=str(value)[:30]):
                    answer = self.send({"operasi": [operasi]})
                    self.assertIn(answer.status_code, {400, 404})
            with self.subTest(dasar=str(value)[:30]):
                answer = self.send({"dasar": [{"id": value}]}, path="", method="PATCH")
                self.assertEqual(answer.status_code, 400)

    def test_taking_away_a_basis_that_was_never_kept_changes_nothing(self) -> None:
        answer = self.send({"dasar": [{"hapus": True}]}, path="", method="PATCH")
        self.assertEqual((answer.status_code, answer.json()["dasar"]), (200, []))

    def test_a_year_nobody_can_read_is_outside_the_period(self) -> None:
        for tahun in ("9" * 5000, "2024", "x", "", "２０２６"):
            data = {"indikator": [{"nama": "Lama perjalanan", "target": {tahun: 1}}]}
            self.assertEqual(self.change(data), 400)

    def test_a_body_nested_beyond_reason_is_no_json(self) -> None:
        answer = self.send("[" * 200_000 + "]" * 200_000)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(answer.json()["pesan"], "Isi permintaan bukan JSON yang sah.")

    def test_a_body_beyond_the_limit_is_not_read(self) -> None:
        answer = self.send(f'{{"operasi": "{"a" * 6_000_000}"}}')
        self.assertEqual(answer.status_code, 413)
        self.assertIn("terlalu besar", answer.json()["pesan"])

    def test_half_a_surrogate_pair_is_no_json_even_in_a_name(self) -> None:
        for body in ('{"operasi": "\\ud800"}', '{"\\ud800": 1}'):
            self.assertEqual(self.send(body).status_code, 400)

    def test_a_list_gives_no_more_than_500_at_once(self) -> None:
        client = self.client_for(self.perencana_a)
        for limit in ("1" * 30, "100000", "0", "-5", "x"):
            answer = client.get("/api/v1/pohon/", {"limit": limit, "offset": "0"})
            self.assertEqual(answer.status_code, 200)
