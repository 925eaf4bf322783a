"""Trees without a database for the rules A to C, and the rules asked one by one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from lib.aturan import Finding, run
from pohon.aturan import KonteksPohon

JENIS = {
    "outcome": "outcome",
    "strategis": "csf",
    "taktikal": "antara",
    "operasional": "operasional",
}
LEVEL = {
    "outcome": "strategis_daerah",
    "strategis": "strategis_urusan",
    "taktikal": "taktikal_intermediate",
    "operasional": "operasional",
}
UNITS = frozenset({"dinas komunikasi dan informatika", "bidang lalu lintas", "kecamatan batumandi"})


def head(**more: Any) -> dict[str, Any]:
    """The head of a tree of the whole instansi."""
    return {
        "id": 1,
        "tahap": 5,
        "instansi": {"id": 1},
        "unit": None,
        "periode": {"id": 1, "tahun": [2025, 2026, 2027, 2028, 2029]},
        "dasar": [],
        "kesepakatan_tanggal": None,
        "kesepakatan_peserta": "",
        "tinjauan": [],
        **more,
    }


def node(
    id: int, induk: int | None, pernyataan: str, level: str = "taktikal", **more: Any
) -> dict[str, Any]:
    """A node of the kind that a level usually has."""
    return {
        "id": id,
        "induk": induk,
        "jenis": JENIS[level],
        "level_kinerja": LEVEL[level],
        "pernyataan": pernyataan,
        "bobot": "tinggi",
        "hubungan": "ya",
        **more,
    }


def konteks(*simpul: dict[str, Any], **more: Any) -> KonteksPohon:
    """A context whose questions to the database are answered: units as in UNITS, no thresholds."""
    made = KonteksPohon(head(**more), list(simpul))
    made.__dict__.update(unit_names=UNITS, _ambang={})
    return made


def ask(id: str, k: KonteksPohon) -> list[Finding]:
    """What one rule finds."""
    return run(k, up_to=5, only=[id])


def places(id: str, k: KonteksPohon) -> list[int | None]:
    """Where one rule finds something."""
    return [finding.simpul for finding in ask(id, k)]


def found(k: KonteksPohon, ids: Iterable[str]) -> set[str]:
    """Which of some rules find something."""
    return {finding.rule for finding in run(k, up_to=5, only=ids)}


def days_ago(days: int, today: datetime.date) -> datetime.date:
    """A day before another."""
    return today - datetime.timedelta(days=days)
