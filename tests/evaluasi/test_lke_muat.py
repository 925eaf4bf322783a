"""Loading versions of the LKE: idempotent, beside each other, refused whole when wrong."""

from __future__ import annotations

import json
import tempfile
from io import StringIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from evaluasi.actions.lke import create_lke
from evaluasi.lke import muat
from evaluasi.models import KriteriaLke, VersiLke
from tests.base import Cast


class TestMuat(Cast):
    def data(self) -> dict:
        return muat.read(muat.default_file())

    def test_the_same_version_twice_changes_nothing(self) -> None:
        first, _ = muat.load(self.data())
        again, made = muat.load(self.data())
        self.assertEqual((again.pk, made), (first.pk, False))
        self.assertEqual(VersiLke.objects.count(), 1)
        self.assertEqual(KriteriaLke.objects.count(), 80)

    def test_another_version_stands_beside_it_and_serves_the_years_it_covers(self) -> None:
        muat.load(self.data())
        muat.load({**self.data(), "kode": "uji-2027", "nama": "Uji 2027", "berlaku_mulai": 2027})
        self.assertEqual(KriteriaLke.objects.count(), 160)
        for tahun, kode in ((2026, "permenpanrb-88-2021"), (2027, "uji-2027")):
            lke = create_lke(
                user=self.perencana_a, instansi=self.instansi, unit=self.unit_a, tahun=tahun
            )
            self.assertEqual(lke.versi.kode, kode)

    def test_a_year_without_a_version_is_refused(self) -> None:
        muat.load(self.data())
        with self.assertRaisesMessage(ValidationError, "Belum ada versi LKE"):
            create_lke(user=self.perencana_a, instansi=self.instansi, unit=self.unit_a, tahun=2019)

    def refused(self, text: str) -> str:
        """What the command says of a file with this text; nothing of it may stay."""
        VersiLke.objects.all().delete()
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "versi.json"
            file.write_text(text, encoding="utf-8")
            with self.assertRaises(CommandError) as caught:
                call_command("muat_lke", str(file))
        self.assertFalse(VersiLke.objects.exists())
        return str(caught.exception)

    def test_weights_that_do_not_add_up_are_refused_and_nothing_is_kept(self) -> None:
        data = self.data()
        data["komponen"][0]["bobot"] = "31"
        said = self.refused(json.dumps(data, indent=1))
        self.assertIn("Baris 1 kolom 1 (versi): jumlah bobot komponen 101, seharusnya 100.", said)
        self.assertIn("jumlah bobot subkomponen 30, seharusnya 31.", said)

    def test_what_is_no_json_says_its_line_and_column(self) -> None:
        self.assertIn("Baris 2 kolom 5", self.refused('{\n"a" 1}'))
        self.assertIn("seharusnya objek", self.refused("[]"))
        with self.assertRaisesMessage(CommandError, "tidak dapat dibuka"):
            call_command("muat_lke", "tidak-ada.json")

    def test_every_fault_is_said_with_its_place(self) -> None:
        data = self.data()
        second = data["komponen"][1]
        second["subkomponen"][0]["kriteria"][2] = {"uraian": "", "catatn": "x"}
        second["subkomponen"][1]["jenis"] = "mutu"
        second["subkomponen"][2]["kriteria"] = []
        second["bobot"] = "tiga puluh"
        del data["skala"][0]["mutu"]
        text = json.dumps(data, indent=1, ensure_ascii=False)
        said = self.refused(text).split("\n")
        line = text[: text.index('"catatn"')].count("\n")  # the object begins a line above
        place = f"Baris {line - 1} kolom 7 (kriteria ke-3)"
        self.assertIn(f"{place}: isian “catatn” tidak dikenal.", said)
        self.assertIn(f"{place}: isian “uraian”: Field ini tidak boleh kosong.", " ".join(said))
        for sentence in (
            "(subkomponen 2.b): isian “jenis”",
            "(subkomponen 2.c): “kriteria” harus berupa daftar yang berisi.",
            "(komponen 2): isian “bobot”",
            "(skala AA): isian “mutu” tidak ada.",
        ):
            self.assertIn(sentence, " ".join(said))
        self.assertEqual(len(said), 6)

    def test_codes_that_stand_twice_and_bounds_that_cannot_be_are_refused(self) -> None:
        data = self.data()
        data["komponen"][0]["subkomponen"][1]["kode"] = "1.a"
        data["komponen"][1]["kode"] = "2/x"
        data["skala"][0]["nilai"] = "101"
        data["predikat"][0]["di_atas"] = None
        data["berlaku_sampai"] = 2020
        said = self.refused(json.dumps(data))
        for sentence in (
            "(subkomponen 1.a): kode ini dipakai lebih dari sekali.",
            "(komponen 2/x): kode hanya boleh huruf, angka, dan titik.",
            "(skala AA): nilai 101 di luar 0 sampai 100.",
            "tepat satu predikat",
            "berlaku_sampai mendahului berlaku_mulai.",
        ):
            self.assertIn(sentence, said)

    def test_the_command_says_what_it_did(self) -> None:
        VersiLke.objects.all().delete()
        said = StringIO()
        call_command("muat_lke", stdout=said)
        call_command("muat_lke", stdout=said)
        self.assertIn("dimuat.", said.getvalue())
        self.assertIn("sudah ada", said.getvalue())
