"""What the tests of the working papers share: Batumandi submitted and judged, and expected tables."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path
from typing import Any

from evaluasi.actions.penilaian import judge
from evaluasi.actions.penugasan import take
from jabatan import actions as jabatan_actions
from jabatan.models import Jabatan
from organisasi.models import Pengguna
from pohon.actions import freeze_version, set_status
from pohon.models import Pohon, VersiPohon
from tests.cascading.memuat import LoadedTest

HERE = Path(__file__).parent / "harapan"
LETTERS = ("spesifik", "terukur", "tercapai", "relevan", "berbatas_waktu", "menantang")
TAHUN = 2026
DAY = datetime.date(2026, 3, 4)
Grid = list[list[str]]


def expected(name: str) -> Grid:
    """Return the cells of `harapan/<name>.csv`, which were written from the fixture, not from the program."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def verdicts(versi: VersiPohon) -> list[dict[str, Any]]:
    """Return judgements of a version by the place n of each node: some yes, some half, some no, some none."""
    found: list[dict[str, Any]] = []
    for n, node in enumerate(versi.isi["simpul"], start=1):
        if n > 1 and n % 7:
            nilai = {0: "0", 2: "0.5"}.get(n % 5, "1")
            note = "Sebab akibatnya belum jelas" if nilai == "0" else ""
            found.append(
                {"jenis": "hubungan", "simpul": node["id"], "nilai": nilai, "catatan": note}
            )
        if n % 6:
            letters = (True, True, n % 3 != 0, n % 4 != 0, True, n % 2 == 1)
            note = "" if n % 4 else "Indikator mengukur kegiatan"
            found += [
                {
                    "jenis": "indikator",
                    "indikator": one["id"],
                    "huruf": dict(zip(LETTERS, letters, strict=True)),
                    "catatan": note,
                }
                for one in node.get("indikator", ())
            ]
    return found


class Batumandi(LoadedTest):
    """Batumandi submitted; the evaluator of Balangan leads. `judged` gives the verdicts."""

    pohon: Pohon
    versi: VersiPohon
    evaluator: Pengguna
    perencana: Pengguna

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.evaluator = cls.person("evaluator.balangan")
        cls.perencana = cls.person("perencana.batumandi")
        pohon = Pohon.objects.get(instansi__nama="Kabupaten Balangan")
        cls.pohon = set_status(user=cls.perencana, pohon_id=pohon.pk, status=Pohon.Status.DIAJUKAN)
        cls.versi = freeze_version(user=cls.perencana, pohon=cls.pohon)
        take(user=cls.evaluator, pohon_id=cls.pohon.pk)

    @staticmethod
    def person(username: str) -> Pengguna:
        """Return an account of the example data."""
        return Pengguna.objects.get(username=username)

    def judge_all(self) -> None:
        """Give all verdicts through the desk's own action."""
        hasil = judge(user=self.evaluator, versi_id=self.versi.pk, daftar=verdicts(self.versi))
        self.assertEqual(hasil.tolakan, {})

    def promise(self) -> None:
        """Sign the PK of the camat for 2026, and leave that of a kasi a draft."""
        camat = Jabatan.objects.get(nama="Camat Batumandi")
        kasi = Jabatan.objects.get(nama="Kepala Seksi Pelayanan Umum")
        admin = self.person("admin.balangan")
        draft = jabatan_actions.draft_pk(user=admin, jabatan=camat, tahun=TAHUN)
        draft = jabatan_actions.change_pk(
            user=admin, pk=draft, data={"tempat": "Batumandi", "tanggal": datetime.date(2026, 1, 5)}
        )
        jabatan_actions.tetapkan_pk(user=admin, pk=draft)
        jabatan_actions.draft_pk(user=admin, jabatan=kasi, tahun=TAHUN)
