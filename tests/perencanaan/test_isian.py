"""The grid of a document: what it shows, what a save keeps, what it refuses cell by cell, and who may."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from perencanaan import actions
from perencanaan.actions import IsianIndikator, IsianKomponen
from perencanaan.actions.isian import IsianDitolak, IsianUsang
from perencanaan.models import Dokumen, Komponen, NilaiKomponen, Pagu, Pemetaan, Penyimpangan
from perencanaan.ukuran import read_ukuran
from pohon.models import Indikator, Target
from tests.perencanaan.dasar import Perencanaan


class Isian(Perencanaan):
    """The chain of five komponen; program and subkegiatan with an indicator of the tree: 75 in 2026, 70 before."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.chain = cls.make_chain()
        _, cls.nodes = cls.make_tree()
        cls.indikator = cls.hang("program", "prog1")
        cls.indikator_sub = cls.hang("subkegiatan", "sub1")

    @classmethod
    def hang(cls, jenis: str, key: str) -> Indikator:
        Pemetaan.objects.create(simpul=cls.nodes[key], komponen=cls.chain[jenis])
        row = Indikator.objects.create(
            simpul=cls.nodes[key], nama=f"Indikator {jenis}", satuan="%", baseline_nilai=70
        )
        Target.objects.create(indikator=row, tahun=2026, nilai=75)
        return row

    def save(self, *rows: IsianKomponen, user: Any = None, dokumen: Dokumen | None = None) -> None:
        actions.save_isian(
            user=user or self.perencana_a, dokumen=(dokumen or self.renstra).pk, daftar=rows
        )

    def part(self, **fields: Any) -> IsianKomponen:
        """What is sent for the program's indicator."""
        return IsianKomponen(
            self.chain["program"].pk, indikator=[IsianIndikator(self.indikator.pk, **fields)]
        )

    def refusals(self, *rows: IsianKomponen) -> list[str]:
        with self.assertRaises(IsianDitolak) as caught:
            self.save(*rows)
        return caught.exception.messages

    def pagu_of(self, *rows: tuple[str, dict[int, Any]], jenis: str = "subkegiatan"):
        return IsianKomponen(self.chain[jenis].pk, pagu=list(rows))

    def ukuran(self, jenis: str = "program"):
        return read_ukuran(Dokumen.objects.get(pk=self.renstra.pk))[self.chain[jenis].pk][0]


class TestPagu(Isian):
    def test_it_replaces_the_pagu_of_a_komponen_by_source(self) -> None:
        self.save(self.pagu_of(("APBD", {2026: Decimal(1000)}), ("DAK", {2026: Decimal("5.5")})))
        self.save(self.pagu_of(("APBD", {2026: Decimal(2000), 2027: None}), ("", {})))
        self.assertEqual(
            list(Pagu.objects.values_list("sumber_dana", "tahun", "nilai")),
            [("APBD", 2026, Decimal(2000))],
        )

    def test_it_refuses_every_wrong_cell_with_komponen_and_year_and_keeps_nothing(self) -> None:
        messages = self.refusals(
            self.pagu_of(
                ("APBD", {2026: Decimal(-1), 2031: Decimal(1), 2027: Decimal("0.001")}),
                ("apbd", {2028: Decimal(10) ** 16}),
            ),
            self.part(tahunan={"target": {2026: Decimal(80)}}, alasan="Dana terbatas"),
        )
        whose = "Subkegiatan “subkegiatan satu”, "
        self.assertEqual(
            messages,
            [
                f"{whose}pagu 2026: tidak boleh negatif.",
                f"{whose}pagu 2031: tahun 2031 di luar dokumen ini.",
                f"{whose}pagu 2027: paling banyak 2 angka di belakang koma.",
                f"{whose}sumber dana apbd muncul dua kali; gabungkan barisnya.",
                f"{whose}pagu 2028: angkanya terlalu besar.",
            ],
        )
        self.assertFalse(Pagu.objects.exists())
        self.assertFalse(Penyimpangan.objects.exists())

    def test_it_refuses_pagu_on_upper_komponen(self) -> None:
        rows = ("APBD", {2026: Decimal(1)})
        self.assertIn("jumlah turunannya", self.refusals(self.pagu_of(rows, jenis="program"))[0])
        self.assertIn("tidak berpagu", self.refusals(self.pagu_of(rows, jenis="sasaran"))[0])

    def test_a_renja_takes_its_year_and_the_next(self) -> None:
        renja = self.make_dokumen(jenis="renja", tahun=2027, nama="Renja", unit=self.unit_a)
        upper = None
        for jenis in ("tujuan", "sasaran", "program"):
            upper = self.make_komponen(jenis, jenis, upper, dokumen=renja)
        assert upper is not None
        self.save(
            IsianKomponen(upper.pk, pagu=[("APBD", {2027: Decimal(5), 2028: Decimal(6)})]),
            dokumen=renja,
        )
        self.assertEqual(Pagu.objects.count(), 2)
        with self.assertRaises(IsianDitolak):
            self.save(IsianKomponen(upper.pk, pagu=[("", {2026: Decimal(5)})]), dokumen=renja)


class TestPenyimpangan(Isian):
    def test_a_value_of_its_own_needs_a_reason(self) -> None:
        """Which keeps G-08 without a finding: what deviates always says why."""
        messages = self.refusals(self.part(tahunan={"target": {2026: Decimal(80)}}))
        self.assertEqual(
            messages,
            [
                "Program “program satu”, indikator “Indikator program” berbeda dari pohon kinerja; "
                "isi alasannya."
            ],
        )
        self.save(self.part(tahunan={"target": {2026: Decimal(80)}}, alasan=" Dana  terbatas "))
        ukuran = self.ukuran()
        self.assertEqual((ukuran.target[2026], ukuran.alasan), (80, "Dana terbatas"))
        assert ukuran.pohon is not None
        self.assertEqual(ukuran.pohon.target[2026], 75)

    def test_the_reason_stays_while_more_is_changed(self) -> None:
        self.save(self.part(tahunan={"target": {2026: Decimal(80)}}, alasan="Dana"))
        self.save(self.part(nilai={"kondisi_awal": Decimal(60), "nama": "Nama lain"}))
        ukuran = self.ukuran()
        self.assertEqual((ukuran.kondisi_awal, ukuran.nama, ukuran.satuan), (60, "Nama lain", "%"))
        self.assertEqual((ukuran.target[2026], ukuran.alasan), (80, "Dana"))

    def test_what_is_as_in_the_tree_is_no_deviation(self) -> None:
        self.save(
            self.part(
                tahunan={"target": {2026: Decimal("75.0000")}},
                nilai={"kondisi_awal": Decimal(70), "nama": "Indikator program"},
            )
        )
        self.assertFalse(Penyimpangan.objects.exists())
        self.assertFalse(NilaiKomponen.objects.exists())

    def test_a_deviation_can_be_taken_back(self) -> None:
        own = {"target": {2026: Decimal(80), 2027: Decimal(90)}}
        self.save(self.part(tahunan=own, nilai={"kondisi_akhir": Decimal(95)}, alasan="Dana"))
        self.save(
            self.part(tahunan={"target": {2026: None, 2027: None}}, nilai={"kondisi_akhir": None})
        )
        self.assertFalse(Penyimpangan.objects.exists())
        self.assertFalse(NilaiKomponen.objects.exists())
        self.assertIsNone(self.ukuran().pohon)

    def test_realisasi_and_prakiraan_of_a_renja_need_no_reason(self) -> None:
        renja = self.make_dokumen(jenis="renja", tahun=2027, nama="Renja", unit=self.unit_a)
        tujuan = self.make_komponen("tujuan", "tujuan", dokumen=renja)
        Pemetaan.objects.create(simpul=self.nodes["prog1"], komponen=tujuan)
        values = {"realisasi": {2025: Decimal(71)}, "prakiraan": {2026: Decimal(74)}}
        part = IsianIndikator(self.indikator.pk, tahunan=values)
        self.save(IsianKomponen(tujuan.pk, indikator=[part]), dokumen=renja)
        ukuran = read_ukuran(renja)[tujuan.pk][0]
        self.assertEqual((ukuran.realisasi, ukuran.prakiraan), ({2025: 71}, {2026: 74}))
        self.assertIsNone(ukuran.pohon)

    def test_it_refuses_years_kinds_and_indicators_that_are_not_here(self) -> None:
        self.assertIn(
            "di luar dokumen",
            self.refusals(self.part(tahunan={"realisasi": {2025: Decimal(1)}}))[0],
        )
        big = {"target": {2026: Decimal(10) ** 17, 2040: Decimal(1)}}
        self.assertEqual(len(self.refusals(self.part(tahunan=big, alasan="x"))), 2)
        other = IsianIndikator(self.indikator_sub.pk, alasan="x")
        messages = self.refusals(IsianKomponen(self.chain["program"].pk, indikator=[other]))
        self.assertIn("tidak lagi dituangkan", messages[0])

    def test_texts_are_kept_and_their_length_is_minded(self) -> None:
        row = IsianKomponen(self.chain["program"].pk, teks={"lokasi": " Kota  Contoh "})
        self.save(row)
        self.chain["program"].refresh_from_db()
        self.assertEqual(self.chain["program"].lokasi, "Kota Contoh")
        long = IsianKomponen(self.chain["program"].pk, teks={"lokasi": "x" * 201})
        self.assertIn("lokasi terlalu panjang", self.refusals(long)[0])
        with self.assertRaises(ValidationError):
            self.save(IsianKomponen(self.chain["program"].pk, teks={"nama": "x"}))


class TestUsangDanIzin(Isian):
    def test_it_refuses_what_others_changed_or_deleted_meanwhile(self) -> None:
        seen = self.chain["program"].versi
        self.save(self.part(tahunan={"target": {2026: Decimal(80)}}, alasan="Dana"))
        with self.assertRaises(IsianUsang) as caught:
            self.save(IsianKomponen(self.chain["program"].pk, versi=seen, teks={"lokasi": "x"}))
        self.assertIn("“program satu” sudah diubah orang lain", caught.exception.messages[0])
        gone = self.chain["subkegiatan"].pk
        actions.delete_komponen(user=self.admin, komponen=gone)
        with self.assertRaises(IsianUsang):
            self.save(IsianKomponen(gone, teks={"lokasi": "x"}))

    def test_a_komponen_of_another_document_counts_as_gone(self) -> None:
        other = self.make_komponen("tujuan", "Lain", dokumen=self.renstra_b)
        with self.assertRaises(IsianUsang):
            self.save(IsianKomponen(other.pk, teks={"lokasi": "x"}))

    def test_only_those_who_write_the_document_save(self) -> None:
        row = IsianKomponen(self.chain["program"].pk, teks={"lokasi": "x"})
        for user in (self.pembaca_a, self.perencana_b, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.save(row, user=user)
        with self.assertRaises(Dokumen.DoesNotExist):
            self.save(row, user=self.asing)

    def test_a_frozen_document_or_locked_period_keeps_still(self) -> None:
        row = IsianKomponen(self.chain["program"].pk, teks={"lokasi": "x"})
        Dokumen.objects.filter(pk=self.renstra.pk).update(ditetapkan=datetime.date(2025, 8, 1))
        with self.assertRaisesMessage(ValidationError, "sudah ditetapkan"):
            self.save(row)
        Dokumen.objects.filter(pk=self.renstra.pk).update(ditetapkan=None)
        self.periode.terkunci = True
        self.periode.save()
        with self.assertRaisesMessage(ValidationError, "terkunci"):
            self.save(row)


class TestHalaman(Isian):
    def url(self) -> str:
        return reverse("perencanaan:isian_dokumen", args=[self.renstra.pk])

    def post(self, body: Any, user: Any = None):
        client = self.client_for(user or self.perencana_a)
        return client.post(self.url(), json.dumps(body), content_type="application/json")

    def test_the_page_carries_the_rows_and_says_why_it_is_read_only(self) -> None:
        page = self.client_for(self.perencana_a).get(self.url())
        data = page.context["data"]
        self.assertEqual([row["nama"] for row in data["komponen"]][2], "program satu")
        self.assertEqual(data["komponen"][2]["ukuran"][0]["target"], {2026: "75"})
        self.assertNotContains(page, "data-baca")
        self.assertContains(
            self.client_for(self.pembaca_a).get(self.url()), "Anda melihat isian dokumen ini."
        )
        Dokumen.objects.filter(pk=self.renstra.pk).update(ditetapkan=datetime.date(2025, 8, 1))
        frozen = self.client_for(self.perencana_a).get(self.url())
        self.assertContains(frozen, "sudah ditetapkan")
        self.assertContains(frozen, "data-baca")
        reader = self.client_for(self.pembaca_a).get(self.url())
        self.assertNotContains(reader, "buat perubahannya")
        self.assertNotContains(reader, "Cara mengisi")

    def test_a_save_answers_with_the_fresh_rows(self) -> None:
        program = self.chain["program"]
        part = {"id": self.indikator.pk, "target": {"2026": "80.5"}, "alasan": "Dana"}
        entry = {"id": program.pk, "versi": program.versi, "indikator": [part]}
        sub = self.chain["subkegiatan"]
        pagu = [{"sumber": "APBD", "tahun": {"2026": "1500.25"}}]
        answer = self.post({"komponen": [entry, {"id": sub.pk, "versi": sub.versi, "pagu": pagu}]})
        self.assertEqual(answer.status_code, 200)
        rows = {row["id"]: row for row in answer.json()["komponen"]}
        self.assertEqual(set(rows), {program.pk, sub.pk})
        self.assertEqual(rows[program.pk]["ukuran"][0]["target"]["2026"], "80.5")
        self.assertEqual(rows[program.pk]["ukuran"][0]["pohon"]["target"]["2026"], "75")
        self.assertEqual(rows[sub.pk]["pagu"], [{"sumber": "APBD", "tahun": {"2026": "1500.25"}}])
        self.assertEqual(rows[sub.pk]["versi"], sub.versi + 1)

    def test_refused_cells_come_back_with_their_place(self) -> None:
        sub = self.chain["subkegiatan"]
        pagu = [{"sumber": "APBD", "tahun": {"2026": "-5"}}]
        answer = self.post({"komponen": [{"id": sub.pk, "versi": sub.versi, "pagu": pagu}]})
        self.assertEqual(answer.status_code, 400)
        cell = answer.json()["tolakan"][0]
        self.assertEqual(
            (cell["komponen"], cell["medan"], cell["tahun"], cell["baris"]),
            (sub.pk, "pagu", 2026, 0),
        )

    def test_a_stale_save_is_a_conflict_and_others_are_refused(self) -> None:
        program = self.chain["program"]
        entry = {"id": program.pk, "versi": program.versi + 7, "teks": {"lokasi": "x"}}
        answer = self.post({"komponen": [entry]})
        self.assertEqual((answer.status_code, answer.json()["usang"]), (409, [program.pk]))
        self.assertEqual(self.post({"komponen": []}, self.pembaca_a).status_code, 403)
        self.assertEqual(self.post({"komponen": []}, self.asing).status_code, 404)

    def test_wild_bodies_are_refused_with_a_sentence(self) -> None:
        pk = self.chain["program"].pk
        for komponen in (
            None,
            [1],
            [{"id": "1", "versi": 1}],
            [{"id": pk, "versi": 1, "pagu": [{"sumber": "x", "tahun": {"2026": 5}}]}],
            [{"id": pk, "versi": 1, "pagu": [{"sumber": "x", "tahun": {"duaribu": "5"}}]}],
            [{"id": pk, "versi": 1, "teks": {"lokasi": "\ud800"}}],
            [{"id": pk, "versi": 1}, {"id": pk, "versi": 1}],
        ):
            with self.subTest(komponen=komponen):
                answer = self.post({"komponen": komponen})
                self.assertEqual(answer.status_code, 400)
                self.assertIn("tidak dapat dibaca", answer.json()["pesan"])

    def test_komponen_and_document_show_the_deviation_and_its_reason(self) -> None:
        self.save(self.part(tahunan={"target": {2026: Decimal(81)}}, alasan="Dana terbatas"))
        client = self.client_for(self.perencana_a)
        page = client.get(reverse("perencanaan:ubah_komponen", args=[self.chain["program"].pk]))
        for text in ("berbeda dari pohon: Dana terbatas", "Menurut pohon", "81", "75"):
            self.assertContains(page, text)
        self.assertContains(page, f"{self.url()}?komponen={self.chain['program'].pk}")
        page = self.client_for(self.evaluator).get(
            reverse("perencanaan:dokumen", args=[self.renstra.pk])
        )
        self.assertContains(page, "berbeda dari pohon: Dana terbatas")
        self.assertContains(page, "pohon: 75")

    def test_the_form_keeps_for_whom_and_why_and_the_pagu_of_the_next_year(self) -> None:
        renja = self.make_dokumen(jenis="renja", tahun=2027, nama="Renja", unit=self.unit_a)
        upper = None
        for jenis in ("tujuan", "sasaran", "program"):
            upper = self.make_komponen(jenis, jenis, upper, dokumen=renja)
        assert upper is not None
        client = self.client_for(self.perencana_a)
        data = {"nama": "Program", "kelompok_sasaran": "Warga", "prioritas_daerah": "Jalan"}
        client.post(reverse("perencanaan:ubah_komponen", args=[upper.pk]), data)
        upper.refresh_from_db()
        self.assertEqual((upper.kelompok_sasaran, upper.prioritas_daerah), ("Warga", "Jalan"))
        address = reverse("perencanaan:pagu_komponen", args=[upper.pk])
        client.post(address, {"nilai_0_2027": "5", "nilai_0_2028": "6"})
        self.assertEqual(
            list(Pagu.objects.order_by("tahun").values_list("tahun", "nilai")),
            [(2027, 5), (2028, 6)],
        )

    def test_the_queries_of_page_and_save_do_not_grow(self) -> None:
        def cost() -> tuple[int, int]:
            client = self.client_for(self.perencana_a)
            rows = list(Komponen.objects.filter(dokumen=self.renstra))
            body = {
                "komponen": [{"id": r.pk, "versi": r.versi, "teks": {"lokasi": "K"}} for r in rows]
            }
            with self.count() as page:
                client.get(self.url())
            with self.count() as save:
                client.post(self.url(), json.dumps(body), content_type="application/json")
            return len(page), len(save)

        first = cost()
        for n in range(12):
            row = self.make_komponen("subkegiatan", f"Lagi {n}", self.chain["kegiatan"])
            Pemetaan.objects.create(simpul=self.nodes["sub1"], komponen=row)
        self.assertEqual(cost(), first)

    def count(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        return CaptureQueriesContext(connection)
