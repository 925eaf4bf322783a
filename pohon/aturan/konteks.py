"""What the rules read of a tree, and the words they share."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone

from lib.aturan import Ambang, Found, Lingkup, Severity
from organisasi.models import AmbangAturan, Unit
from pohon.milik import carried_elsewhere
from pohon.models import Crosscutting, Simpul

Temuan = Iterator[Found]
Jenis = Simpul.Jenis
GALAT, PERINGATAN, INFO = Severity.GALAT, Severity.PERINGATAN, Severity.INFO
SIMPUL, POHON = Lingkup.SIMPUL, Lingkup.POHON
LAMPIRAN = "PermenPANRB 89/2021, Lampiran"
LONGEST_QUOTE = 80


@dataclass
class KonteksPohon:
    """A tree prepared for its rules: its own data, its nodes in tree order, and who hangs under whom.

    `simpul` are the nodes to say something of: all, or those of the `fokus`. `semua`, `by_id` and `anak` always know
    the whole tree. A rule of the scope SIMPUL goes through `simpul`, any other through `semua` too.
    """

    head: dict[str, Any]
    semua: list[dict[str, Any]]
    fokus: Set[int] | None = None
    hari_ini: datetime.date = field(default_factory=timezone.localdate)
    simpul: list[dict[str, Any]] = field(init=False)
    by_id: dict[int, dict[str, Any]] = field(init=False)
    anak: dict[int | None, list[dict[str, Any]]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {node["id"]: node for node in self.semua}
        self.anak = defaultdict(list)
        for node in self.semua:
            self.anak[node["induk"]].append(node)
        wanted = self.fokus
        self.simpul = self.semua if wanted is None else [n for n in self.semua if n["id"] in wanted]

    @cached_property
    def _ambang(self) -> dict[tuple[str, str], float]:
        rows = AmbangAturan.objects.filter(instansi=self.head["instansi"]["id"])
        return {
            (aturan, nama): float(nilai)
            for aturan, nama, nilai in rows.values_list("aturan", "nama", "nilai")
        }

    def nilai(self, ambang: Ambang) -> float:
        """Return a threshold as the instansi set it, else its usual value; one query, once."""
        return self._ambang.get((ambang.aturan, ambang.nama), ambang.bawaan)

    @property
    def tahun(self) -> list[int]:
        """The years of the period."""
        years: list[int] = self.head["periode"]["tahun"]
        return years

    def of(self, *jenis: str) -> list[dict[str, Any]]:
        """Return the nodes of these kinds in tree order."""
        return [node for node in self.simpul if node["jenis"] in jenis]

    def induk(self, node: dict[str, Any]) -> dict[str, Any] | None:
        """Return the parent of a node; None for the outcome."""
        return self.by_id.get(node["induk"])

    @cached_property
    def own_units(self) -> set[int] | None:
        """The keys of the tree's unit and those below it, None for the whole instansi; one query, once."""
        if self.head["unit"] is None:
            return None
        top = Unit.objects.filter(pk=self.head["unit"]["id"])
        below = Unit.objects.filter(
            tree_id=top.values("tree_id")[:1],
            lft__gte=top.values("lft")[:1],
            rght__lte=top.values("rght")[:1],
        )
        return set(below.values_list("pk", flat=True))

    @cached_property
    def units(self) -> dict[int, dict[str, Any]]:
        """The units of the instansi by key, each with nama, induk_id and bidang_urusan; one query, once."""
        rows = Unit.objects.filter(instansi=self.head["instansi"]["id"])
        return {row["pk"]: row for row in rows.values("pk", "nama", "induk_id", "bidang_urusan")}

    @cached_property
    def unit_names(self) -> frozenset[str]:
        """The names of the units of the instansi in small letters; one query, once."""
        return frozenset(row["nama"].lower() for row in self.units.values())

    def is_own(self, node: dict[str, Any]) -> bool:
        """Whether the tree's own unit carries the node (see pohon.milik)."""
        own = self.own_units
        steps = ((up.get("pengampu"), _marks(up)) for up in self._upward(node))
        return carried_elsewhere(steps, lambda unit: own is None or unit in own) is None

    def _upward(self, node: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
        while node is not None:
            yield node
            node = self.induk(node)


def _marks(node: dict[str, Any]) -> list[tuple[int | None, str]]:
    return [
        (mark.get("mitra"), mark["nama_mitra"])
        for mark in node.get("crosscutting", ())
        if mark["status"] != Crosscutting.Status.DITOLAK
    ]


def quote(node: dict[str, Any]) -> str:
    """Return the start of a statement in quotation marks."""
    text = node["pernyataan"]
    return f"“{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + '…'}”"
