"""Saving an import: twice as good as once, amendments made whole, other versions never touched."""

from __future__ import annotations

import datetime
import io
import unittest
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from organisasi.models import Pengguna
from perencanaan.importers import (
    Pemeriksaan,
    Pilihan,
    check,
    find_base,
    find_versi,
    load_isi,
    parse,
    parse_deletions,
    save,
)
from perencanaan.models import Nomenklatur, VersiNomenklatur
from tests.base import Cast, make_user
from tests.perencanaan.dasar import Perencanaan
from tests.perencanaan.dasar_impor import HEAD_B, HEAD_C, ROW_B, ROWS_C, SUB, workbook

NAMA = "Kepmendagri 900.1-2850/2025"
BARU = "Kepmendagri 900.1-861/2026"
# The official file is large and not ours to copy: it lies beside the checkout, where it lies at all.
OFFICIAL = Path(__file__).parents[3] / "shared/nomenklatur/sipd-2027.xlsx"


class ImporDasar(Cast):
    def run_import(
        self,
        rows: list[list[Any]],
        head: list[str] = HEAD_C,
        *,
        hapus: str = "",
        user: Pengguna | None = None,
        **asked: Any,
    ) -> Pemeriksaan:
        """Read, check and save rows, as the two jobs do."""
        pilihan = Pilihan(**{"peraturan": NAMA, "tingkat": "kabkota", **asked})
        terbaca = parse(io.BytesIO(workbook([head, *rows])), pilihan)
        gone, _ = parse_deletions(hapus, None, pilihan)
        versi = find_versi(pilihan.peraturan)
        hasil = check(terbaca, load_isi(versi, find_base(pilihan, versi)), gone, pilihan.mode)
        save(
            hasil.baris,
            hasil.hapus,
            pilihan=pilihan,
            jumlah=hasil.rencana.total(),
            user=user or self.admin,
        )
        return hasil

    def amend(self, rows: list[list[Any]], hapus: str = "", **asked: Any) -> Pemeriksaan:
        """Import an amendment of the first decree."""
        dasar = asked.pop("dasar", VersiNomenklatur.objects.get(nama=NAMA).pk)
        return self.run_import(
            rows, hapus=hapus, peraturan=BARU, mode="perubahan", dasar=dasar, **asked
        )

    def codes(self, nama: str, **where: Any) -> list[str]:
        """Return the codes of a version."""
        rows = Nomenklatur.objects.filter(versi__nama=nama, **where)
        return list(rows.order_by("tingkat", "kode").values_list("kode", flat=True))

    def total(self, hasil: Pemeriksaan) -> tuple[int, ...]:
        return tuple(hasil.rencana.total().values())


class FullTest(ImporDasar):
    def test_who_is_neither_admin_nor_pengelola_may_not(self) -> None:
        for user in (self.perencana_a, self.evaluator, self.pimpinan, self.pembaca_a):
            with self.assertRaises(PermissionDenied):
                self.run_import(ROWS_C, user=user)
        self.assertFalse(VersiNomenklatur.objects.exists())

    def test_a_new_version_has_the_rows_their_parents_and_the_urusan(self) -> None:
        hasil = self.run_import(ROWS_C, tanggal=datetime.date(2025, 7, 31), user=self.pengelola)
        self.assertEqual(self.total(hasil), (5, 0, 0, 0))
        sub = Nomenklatur.objects.select_related("induk", "versi").get(kode="2.15.02.2.02.0001")
        self.assertEqual((sub.jenjang, sub.induk.kode), ("subkegiatan", "2.15.02.2.02"))
        self.assertEqual((sub.versi.nama, sub.versi.tanggal), (NAMA, datetime.date(2025, 7, 31)))
        self.assertIn("Tidak Berkaitan", Nomenklatur.objects.get(kode="2").nama)

    def test_the_same_file_again_changes_nothing(self) -> None:
        for head, rows in ((HEAD_C, ROWS_C), (HEAD_B, [ROW_B])):
            self.run_import(rows, head, peraturan=f"{NAMA} {len(rows)}")
            again = self.run_import(rows, head, peraturan=f" {NAMA.upper()}  {len(rows)}")
            self.assertEqual(self.total(again)[:2], (0, 0))
        self.assertEqual(VersiNomenklatur.objects.count(), 2)

    def test_a_decree_is_known_however_it_is_written(self) -> None:
        versi = VersiNomenklatur.objects.create(nama="Awal", regulasi="Permendagri 90/2019")
        for nama in ("permendagri  90/2019", "Permendagri Nomor 90 Tahun 2019", "awal"):
            self.assertEqual(find_versi(nama), versi)
        self.assertIsNone(find_versi("Permendagri 9/2019"))

    def test_a_corrected_file_corrects_and_what_it_does_not_say_stays(self) -> None:
        self.run_import(ROWS_C)
        fixed = [row[1:3] for row in ROWS_C]
        fixed[1] = ["2.15.02", "PROGRAM LALU LINTAS"]
        self.assertEqual(self.total(self.run_import(fixed, ["KODE", "NAMA"])), (0, 1, 3, 0))
        self.assertEqual(Nomenklatur.objects.get(kode="2.15.02").nama, "PROGRAM LALU LINTAS")
        self.assertEqual(Nomenklatur.objects.get(kode="2.15.02.2.02.0001").satuan, "Unit")

    def test_a_changed_printing_of_a_code_is_a_correction(self) -> None:
        old = [*ROWS_C[:3], [4, "2.15.02.2.02.01", *ROWS_C[3][2:]]]
        self.run_import(old)
        self.assertIn("2.15.02.2.02.01", self.codes(NAMA))
        self.assertEqual(self.total(self.run_import(ROWS_C)), (0, 1, 3, 0))
        self.assertIn("2.15.02.2.02.0001", self.codes(NAMA))

    def test_what_changed_since_the_preview_is_refused(self) -> None:
        pilihan = Pilihan(NAMA, tingkat="kabkota")
        hasil = check(parse(io.BytesIO(workbook([HEAD_C, *ROWS_C])), pilihan), load_isi(None))
        self.run_import(ROWS_C[:2])
        with self.assertRaisesMessage(ValidationError, "sudah berubah sejak pratinjau"):
            save(hasil.baris, [], pilihan=pilihan, jumlah=hasil.rencana.total(), user=self.admin)
        self.assertEqual(len(self.codes(NAMA)), 3)


class AmendmentTest(ImporDasar):
    def setUp(self) -> None:
        self.run_import(ROWS_C)
        provinsi = [[1, "2.15", "URUSAN PERHUBUNGAN"]]
        self.run_import(provinsi, tingkat="provinsi")

    def test_it_needs_a_base_and_keeps_it(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Pilih versi dasar"):
            self.amend(ROWS_C, dasar=None)
        self.amend(ROWS_C)
        lain = VersiNomenklatur.objects.create(nama="Lain", regulasi="Lain")
        with self.assertRaisesMessage(ValidationError, "dibentuk dari"):
            self.amend(ROWS_C, dasar=lain.pk)

    def test_it_is_made_whole_and_its_base_stays(self) -> None:
        before = list(Nomenklatur.objects.filter(versi__nama=NAMA).order_by("pk").values())
        new = [1, "2.15.02.2.02.0002", "Rehabilitasi", *SUB]
        renamed = [2, "2.15.02", "PROGRAM LALU LINTAS"]
        hasil = self.amend([new, renamed], hapus="2.15.02.2.02.0001 Pembangunan")
        self.assertEqual(self.total(hasil), (1, 1, 0, 1))
        self.assertEqual(
            self.codes(BARU, tingkat="kabkota"),
            ["2", "2.15", "2.15.02", "2.15.02.2.02", "2.15.02.2.02.0002"],
        )
        self.assertEqual(self.codes(BARU, tingkat="provinsi"), ["2", "2.15"])
        self.assertEqual(
            list(Nomenklatur.objects.filter(versi__nama=NAMA).order_by("pk").values()), before
        )
        child = Nomenklatur.objects.select_related("induk").get(versi__nama=BARU, kode=new[1])
        self.assertEqual(child.induk.versi_id, child.versi_id)
        self.assertEqual(child.versi.dasar, VersiNomenklatur.objects.get(nama=NAMA))

    def test_the_same_amendment_again_changes_nothing(self) -> None:
        new = [1, "2.15.02.2.02.0002", "Rehabilitasi", *SUB]
        for expected in ((1, 0, 0, 1), (0, 0, 1, 0)):
            self.assertEqual(self.total(self.amend([new], hapus="2.15.02.2.02.0001")), expected)

    def test_a_code_that_is_deleted_and_listed_anew_is_a_change(self) -> None:
        reused = [1, "2.15.02.2.02.0001", "Arti lain sama sekali", *SUB]
        self.assertEqual(self.total(self.amend([reused], "2.15.02.2.02.0001")), (0, 1, 0, 0))


class OthersPlanTest(Perencanaan):
    def change(self, user: Pengguna, nama: str, kode: str = "2.15.02") -> None:
        pilihan = Pilihan("kepmendagri  UJI", tingkat="kabkota")
        terbaca = parse(io.BytesIO(workbook([["KODE", "NAMA"], [kode, nama]])), pilihan)
        hasil = check(terbaca, load_isi(find_versi(pilihan.peraturan)))
        save(hasil.baris, [], pilihan=pilihan, jumlah=hasil.rencana.total(), user=user)

    def test_what_others_plan_with_is_corrected_by_the_pengelola_alone(self) -> None:
        outsider = make_user("admin_asing", "admin", self.instansi_asing)
        with self.assertRaisesMessage(ValidationError, "sudah dipakai instansi lain"):
            self.change(outsider, "Nama lain")
        self.change(outsider, "PROGRAM BARU", "2.15.04")  # adding harms nobody
        self.change(self.pengelola, "Nama lain")
        self.assertEqual(self.nomenklatur("2.15.02").nama, "Nama lain")
        self.change(self.admin, "Nama ketiga")
        self.assertEqual(self.nomenklatur("2.15.02").nama, "Nama ketiga")


@unittest.skipUnless(OFFICIAL.exists(), "berkas SIPD resmi tidak ada di sini")
class OfficialFileTest(ImporDasar):
    def test_it_comes_in_without_an_error_and_in_the_known_numbers(self) -> None:
        pilihan = Pilihan(BARU)
        for expected_new in (9727, 0):
            with OFFICIAL.open("rb") as berkas:
                hasil = check(parse(berkas, pilihan), load_isi(find_versi(BARU)))
            self.assertEqual(hasil.tolak, [])
            self.assertEqual(len(hasil.peringatan), 1)
            self.assertEqual(self.new_and_changed(hasil), (expected_new, 0))
            save(hasil.baris, [], pilihan=pilihan, jumlah=hasil.rencana.total(), user=self.admin)
        for tingkat, counts in (
            ("provinsi", {"bidang": 50, "program": 217, "kegiatan": 912, "subkegiatan": 4031}),
            ("kabkota", {"bidang": 45, "program": 189, "kegiatan": 713, "subkegiatan": 3550}),
        ):
            rows = Nomenklatur.objects.filter(tingkat=tingkat)
            found = {j: rows.filter(jenjang=j).count() for j in counts}
            self.assertEqual(found, counts)

    def new_and_changed(self, hasil: Pemeriksaan) -> tuple[int, int]:
        return len(hasil.rencana.baru), len(hasil.rencana.berubah)
