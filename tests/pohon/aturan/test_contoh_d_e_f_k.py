"""Rules D, E, F, K-01 and K-02 over the example trees: the whole list of what they find.

Batumandi stands here twice: as its document prints it, without a number anywhere, and as the example data have it, with
invented numbers. Where an inconsistency of the document is known, the comment names it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from django.test import SimpleTestCase

from jabatan.aturan import indikator_sama
from lib.aturan import rules, run
from pohon import potret
from pohon.actions import freeze_version
from pohon.aturan import KonteksPohon
from pohon.models import Pohon, Simpul
from tests.cascading.memuat import LoadedTest
from tests.pohon.aturan.ukur import head

TABLE = Path(__file__).parents[2] / "cascading" / "batumandi.csv"
LEVELS = {
    "kinerja strategis skpd": "strategis_urusan",
    "kinerja strategis": "strategis_urusan",
    "kinerja taktikal intermediate": "taktikal_intermediate",
    "kinerja taktikal immediate": "taktikal_immediate",
    "kinerja operasional": "operasional",
}
# The levels its Tahap 5 table prints where they differ from Tahap 4: 15 of 26 rows.
TAHAP_5 = {
    **dict.fromkeys((6, 10, 11, 13, 18, 21, 22), "operasional"),
    **dict.fromkeys((9, 12, 20, 24), "taktikal_immediate"),
    **dict.fromkeys((8, 19, 23), "taktikal_intermediate"),
    7: "strategis_urusan",
}
ALL: list[int | None] = [*range(1, 27)]
Table = dict[str, list[int | None]]


def own_rules() -> list[str]:
    """The rules of these letters."""
    return [r.id for r in rules() if r.id[0] in "DEF" or r.id in {"K-01", "K-02"}]


def table_of(k: KonteksPohon) -> Table:
    """What these rules find: the numbers of the nodes in tree order, by rule."""
    number = {node["id"]: n for n, node in enumerate(k.semua, 1)}
    found: Table = defaultdict(list)
    for finding in run(k, up_to=5, only=own_rules()):
        place = number[finding.simpul] if finding.simpul else None
        if place not in found[finding.rule]:
            found[finding.rule].append(place)
    return dict(found)


class PrintedBatumandiTest(SimpleTestCase):
    """The document as printed: names of indicators, no satuan, target, formula or source."""

    maxDiff = None
    # Found 18 to 23, 26 and 27 of the list of known inconsistencies.
    ALWAYS: Table = {
        "E-02": [4, 6, 13, 16, 21, 22, 24],  # "Jumlah waktu"; keuangan dan aset
        "E-03": ALL,
        "E-04": ALL,
        # IKM for reform; musrenbang for empowerment; Perda for order; desa for pemerintahan umum; 19 repeats 20
        "E-05": [1, 10, 16, 18, 19],
        "E-06": ALL,
        "E-07": ALL,
        "E-08": [2, 8, 22],
        "E-12": ALL,
        "F-05": [7, 15, 17],
        "F-08": [None],
    }

    def konteks(self, levels: dict[int, str]) -> KonteksPohon:
        with TABLE.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        nodes: list[dict[str, Any]] = [
            {
                "id": int(row["no"]),
                "induk": int(row["induk"]) if row["induk"] else None,
                "jenis": row["jenis"],
                "pernyataan": row["pernyataan"],
                "level_kinerja": levels.get(int(row["no"]), LEVELS[row["level"]]),
                "indikator": [{"id": int(row["no"]), "nama": row["indikator"]}],
            }
            for row in rows
        ]
        instansi = {"id": 1, "nama": "Kabupaten Balangan", "jenis": "kabupaten"}
        unit = {"id": 1, "nama": "Kecamatan Batumandi"}
        k = KonteksPohon(head(id=None, instansi=instansi, unit=unit), nodes)
        k.__dict__.update(_ambang={}, own_units={1})
        return k

    def found(self, levels: dict[int, str]) -> Table:
        nobody = SimpleNamespace(kinerja=())
        with (
            mock.patch.object(indikator_sama, "_declared", return_value=set()),
            mock.patch.object(indikator_sama, "sebaran_of", return_value=nobody),
        ):
            return table_of(self.konteks(levels))

    def test_with_the_levels_of_tahap_4(self) -> None:
        # 20 and 21: time of doing and shares of doing, at the tactical level
        expected = {**self.ALWAYS, "D-08": [4, 6, 10, 11, 13, 15, 16, 18, 19]}
        self.assertEqual(self.found({}), dict(sorted(expected.items())))

    def test_with_the_levels_of_tahap_5(self) -> None:
        expected = {
            **self.ALWAYS,
            "D-02": [7, 12, 19, 23, 24],  # 2
            "D-03": [10, 18, 21],  # 2
            "D-07": [7],  # 4
            "D-08": [4, 9, 12, 15, 16, 19, 20, 23, 24],
        }
        self.assertEqual(self.found(TAHAP_5), dict(sorted(expected.items())))


class ExampleTest(LoadedTest):
    """The examples as they are loaded: their numbers are invented, their wording is that of the documents."""

    maxDiff = None
    EXPECTED: dict[str, Table] = {
        "Kabupaten Contoh": {"F-08": [None]},
        "Kementerian Pendidikan (contoh)": {},
        "Kota Contoh": {
            "E-04": [4, 5],
            "F-06": [8, 15],
            "F-07": [6, 15, 16, 21, 24, 25],
        },
        "Kabupaten Balangan": {
            "D-08": [4, 6, 10, 11, 13, 15, 16, 18, 19],
            "E-02": [4, 6, 13, 16, 21, 22, 24],
            "E-05": [1, 10, 16, 18, 19],
            "E-08": [2, 8, 22],
            "F-05": [7, 15, 17],
            "F-08": [None],
        },
    }

    def konteks(self, pohon: Pohon) -> KonteksPohon:
        whole = potret.whole(pohon)
        return KonteksPohon(whole, whole["simpul"])

    def test_every_example_gives_this_list_and_no_other(self) -> None:
        for instansi, expected in self.EXPECTED.items():
            with self.subTest(instansi=instansi):
                self.assertEqual(table_of(self.konteks(self.pohon_of(instansi))), expected)

    def test_nothing_of_it_blocks(self) -> None:
        for pohon in Pohon.objects.all():
            with self.subTest(pohon=str(pohon)):
                found = run(self.konteks(pohon), up_to=5, only=own_rules())
                self.assertEqual([f.message for f in found if f.blocks], [])

    def test_batumandi_frozen_in_tahap_4_shows_the_15_rows_of_tahap_5(self) -> None:
        pohon = self.pohon_of("Kabupaten Balangan")
        assert pohon.dibuat_oleh is not None
        freeze_version(user=pohon.dibuat_oleh, pohon=pohon)
        keys = list(Simpul.objects.filter(pohon=pohon).order_by("lft").values_list("pk", flat=True))
        for number, level in TAHAP_5.items():
            Simpul.objects.filter(pk=keys[number - 1]).update(level_kinerja=level)
        found = table_of(self.konteks(pohon))
        self.assertEqual(found["K-01"], sorted(TAHAP_5))
        self.assertEqual(len(found["K-01"]), 15)
        self.assertEqual(found["D-02"], [7, 12, 19, 23, 24])
        self.assertEqual(found["D-03"], [10, 18, 21])
        self.assertEqual(found["D-07"], [7])
        self.assertNotIn("K-02", found)

    def test_the_same_tree_gives_the_same_sentences_in_the_same_order(self) -> None:
        pohon = self.pohon_of("Kota Contoh")
        first, second = (
            [(f.sidik, f.message) for f in run(self.konteks(pohon), up_to=5, only=own_rules())]
            for _ in range(2)
        )
        self.assertEqual(first, second)
