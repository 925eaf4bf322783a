"""By what findings of one tree are narrowed and grouped, all of it in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from evaluasi.temuan import LABELS, Laporan, Temuan
from lib.aturan import KELOMPOK, Severity
from pohon.models import Pohon

TANPA, BERALASAN, DITOLAK = "tanpa", "ada", "ditolak"
ALASAN = [
    (TANPA, "Perlu alasan, belum ada"),
    (BERALASAN, "Sudah diberi alasan"),
    (DITOLAK, "Alasan ditolak"),
]
SUSUNAN = [
    ("tingkat", "Menurut tingkat"),
    ("huruf", "Menurut kelompok aturan"),
    ("aturan", "Menurut aturan"),
    ("simpul", "Menurut simpul"),
]
WEIGHT = {severity: number for number, severity in enumerate(Severity)}
REASON: Mapping[str, Callable[[Temuan], bool]] = {
    TANPA: lambda one: one.wants_reason,
    BERALASAN: lambda one: one.is_excused,
    DITOLAK: lambda one: one.is_rejected and one.finding.needs_reason,
}


@dataclass(frozen=True)
class Saringan:
    """What the address asks for; a value nobody offers counts as not asked."""

    tingkat: str = ""
    huruf: str = ""
    tahap: int = 0
    alasan: str = ""
    saya: bool = False
    susunan: str = "tingkat"
    kata: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Mapping[str, str], kata: str = "") -> Saringan:
        """Read it from the query of an address."""
        tahap = query.get("tahap", "")
        return cls(
            tingkat=_known(query.get("tingkat"), set(Severity)),
            huruf=_known(query.get("huruf"), KELOMPOK),
            tahap=int(tahap) if tahap in {str(n) for n in Pohon.Tahap.values} else 0,
            alasan=_known(query.get("alasan"), REASON),
            saya=query.get("saya") == "1",
            susunan=_known(query.get("susunan"), dict(SUSUNAN)) or "tingkat",
            kata=tuple(kata.casefold().split()),
        )

    @property
    def is_active(self) -> bool:
        """Whether anything is left out."""
        return bool(
            self.tingkat or self.huruf or self.tahap or self.alasan or self.saya or self.kata
        )

    def keep(self, laporan: Laporan, own: frozenset[int]) -> list[Temuan]:
        """Return what passes; `own` are the nodes the user worked on."""
        return [
            one
            for one in laporan.daftar
            if (not self.tingkat or one.finding.severity == self.tingkat)
            and (not self.huruf or one.finding.rule.startswith(self.huruf))
            and (not self.tahap or one.finding.by.tahap == self.tahap)
            and (not self.alasan or REASON[self.alasan](one))
            and (not self.saya or one.finding.simpul in own)
            and all(word in _text(laporan, one) for word in self.kata)
        ]

    def arrange(self, laporan: Laporan, daftar: Iterable[Temuan]) -> list[Temuan]:
        """Return findings in the order of their groups; inside a group the heaviest first."""
        place = {pk: number for number, pk in enumerate(laporan.nama_simpul, start=1)}
        keys: dict[str, Callable[[Temuan], Any]] = {
            "tingkat": lambda one: WEIGHT[one.finding.severity],
            "huruf": lambda one: (one.finding.rule[0], WEIGHT[one.finding.severity]),
            "aturan": lambda one: one.finding.rule,
            "simpul": lambda one: (
                place.get(one.finding.simpul or 0, 0),
                WEIGHT[one.finding.severity],
            ),
        }
        return sorted(daftar, key=keys[self.susunan])

    def groups(self, laporan: Laporan, daftar: Iterable[Temuan]) -> list[dict[str, Any]]:
        """Split findings that are already arranged: title, key, what is in it."""
        names: dict[str, Callable[[Temuan], tuple[str, str]]] = {
            "tingkat": lambda one: (one.finding.severity.value, one.label),
            "huruf": lambda one: (
                one.finding.rule[0],
                f"{one.finding.rule[0]}. {one.finding.by.kelompok}",
            ),
            "aturan": lambda one: (
                one.finding.rule,
                " ".join(filter(None, (one.finding.rule, one.finding.by.judul))),
            ),
            "simpul": lambda one: (
                str(one.finding.simpul or 0),
                laporan.nama_simpul.get(one.finding.simpul or 0, "Seluruh pohon"),
            ),
        }
        return [
            {"kunci": kunci, "judul": judul, "daftar": list(inside)}
            for (kunci, judul), inside in groupby(daftar, key=names[self.susunan])
        ]


def _known(value: str | None, offered: Iterable[str]) -> str:
    return str(value) if value is not None and value in set(offered) else ""


def _text(laporan: Laporan, one: Temuan) -> str:
    node = laporan.nama_simpul.get(one.finding.simpul or 0, "")
    return f"{one.finding.rule} {one.finding.message} {node}".casefold()


def counts(laporan: Laporan) -> list[tuple[str, str, int]]:
    """Return each weight with its name and how many findings have it."""
    return [
        (level.value, LABELS[level], sum(one.finding.severity == level for one in laporan.daftar))
        for level in Severity
    ]


def reason_counts(laporan: Laporan) -> list[tuple[str, str, int]]:
    """Return each state of reasons with its name and how many findings are in it."""
    return [(key, name, sum(map(REASON[key], laporan.daftar))) for key, name in ALASAN]
