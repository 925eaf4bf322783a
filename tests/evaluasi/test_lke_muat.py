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

    def test_weights_that_do_not_add_up_are_refused_and_nothing_is_kept(self) -> None:
        VersiLke.objects.all().delete()
        data = self.data()
        data["komponen"][0]["bobot"] = "31"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "versi.json"
            for text, sentence in (
                (json.dumps(data), "Jumlah bobot komponen 101"),
                ("{", "tidak dapat dibaca"),
                ('{"kode": "x"}', "tidak lengkap"),
                ("[]", "tidak lengkap"),
            ):
                file.write_text(text)
                with self.assertRaisesMessage(CommandError, sentence):
                    call_command("muat_lke", str(file))
        self.assertFalse(VersiLke.objects.exists())

    def test_the_command_says_what_it_did(self) -> None:
        VersiLke.objects.all().delete()
        said = StringIO()
        call_command("muat_lke", stdout=said)
        call_command("muat_lke", stdout=said)
        self.assertIn("dimuat.", said.getvalue())
        self.assertIn("sudah ada", said.getvalue())
