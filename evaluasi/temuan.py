"""The one door to findings: what the rules say of a tree, joined with the reasons people gave for leaving it so.

`check` asks all rules of the tree; `check_since` only what the operations after a number can have changed. Whoever
shows findings comes here, so that a reason given once is known everywhere.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from evaluasi.models import Pengecualian
from lib.aturan import Finding, Lingkup, Severity, rules, run
from lib.memory import collector_paused
from pohon import potret
from pohon.aturan import KonteksPohon
from pohon.models import Perubahan, Pohon

LABELS = {Severity.GALAT: "Galat", Severity.PERINGATAN: "Peringatan", Severity.INFO: "Saran"}
MOST_OPERATIONS = 100  # a longer log is asked for as a whole tree
MOST_TOUCHED = 0.34  # of the nodes; beyond it the whole costs hardly more
WIDE = (Perubahan.Jenis.POHON, Perubahan.Jenis.TAHAP, Perubahan.Jenis.STATUS)


@dataclass(frozen=True)
class Temuan:
    """A finding, and the reason given for it (None: none)."""

    finding: Finding
    pengecualian: Pengecualian | None = None

    @property
    def sidik(self) -> str:
        """By which the finding is known again."""
        return self.finding.sidik

    @property
    def label(self) -> str:
        """Its weight as a word."""
        return LABELS[self.finding.severity]

    @property
    def kunci_penyelesai(self) -> str:
        """The act of the editor that settles it, without its field: "isi" of "isi:level_kinerja"."""
        return self.finding.by.settle.split(":")[0]

    @property
    def is_excused(self) -> bool:
        """Whether a reason for it stands."""
        return (
            self.finding.needs_reason
            and self.pengecualian is not None
            and self.pengecualian.is_valid
        )

    @property
    def is_rejected(self) -> bool:
        """Whether the evaluator rejected the reason."""
        return self.pengecualian is not None and not self.pengecualian.is_valid

    @property
    def wants_reason(self) -> bool:
        """Whether the tree cannot be submitted before a reason is given (or the finding settled)."""
        return self.finding.needs_reason and not self.is_excused


@dataclass
class Laporan:
    """All findings of a tree in the order of rule and tree, and the reasons whose findings are gone."""

    pohon: Pohon
    daftar: list[Temuan]
    alasan_lama: list[Pengecualian] = field(default_factory=list)
    nama_simpul: dict[int, str] = field(default_factory=dict)
    waktu: datetime.datetime = field(
        default_factory=timezone.now
    )  # what changes later is not in it

    @property
    def blocking(self) -> list[Temuan]:
        """What keeps the tree from being submitted whatever is said of it."""
        return [one for one in self.daftar if one.finding.blocks]

    @property
    def wanting(self) -> list[Temuan]:
        """What keeps the tree from being submitted until a reason is given."""
        return [one for one in self.daftar if one.wants_reason]


@collector_paused()
def check(pohon: Pohon, *, up_to: int | None = None) -> Laporan:
    """Ask all rules up to a stage (default: the tree's) and join the reasons; the queries do not grow with the tree."""
    begun = timezone.now()
    context = _context(pohon)
    findings = run(context, up_to=up_to or pohon.tahap)
    return replace(_report(pohon, context, findings), waktu=begun)


def _context(pohon: Pohon) -> KonteksPohon:
    whole = potret.whole(pohon)
    return KonteksPohon(whole, whole["simpul"])


def _report(pohon: Pohon, context: KonteksPohon, findings: Iterable[Finding]) -> Laporan:
    reasons = {
        row.sidik: row
        for row in Pengecualian.objects.filter(pohon=pohon).select_related(
            "oleh", "ditanggapi_oleh"
        )
    }
    daftar = [Temuan(one, reasons.get(one.sidik)) for one in findings]
    shown = {one.sidik for one in daftar}
    return Laporan(
        pohon,
        daftar,
        [row for sidik, row in reasons.items() if sidik not in shown],
        {node["id"]: node["pernyataan"] for node in context.semua},
    )


# --- only what an operation touched ---------------------------------------------------------------------------


@dataclass
class Sebagian:
    """What the rules say after some operations.

    The findings take the place of all earlier ones of the rules `aturan` and on the nodes `simpul` (gone ones too),
    those of the rules `tetap` excepted, which stay as they were; `lengkap`: of all there were.
    """

    laporan: Laporan
    lengkap: bool
    aturan: Sequence[str] = ()
    simpul: Sequence[int] = ()
    tetap: Sequence[str] = ()


@collector_paused()
def check_since(pohon: Pohon, since: int) -> Sebagian:
    """Ask again only what the operations after number `since` can have changed.

    Rules of the scope POHON are asked of the whole tree, those of the scope SIMPUL of the touched nodes with their
    parents, siblings and children. Where nodes were only edited, rules that read none of the changed data are not
    asked. Too much, or a change of the tree's own data: everything.
    """
    log = _log(pohon, since)
    context = _context(pohon)
    touched = None if log is None else _touched(context, log)
    if touched is None or len(touched) > MOST_TOUCHED * len(context.semua):
        return Sebagian(
            _report(pohon, context, run(context, up_to=pohon.tahap)),
            lengkap=True,
        )
    changed = _changed(log or [])
    tetap = [
        r.id for r in rules() if changed is not None and r.isi is not None and not r.isi & changed
    ]
    wide = [r.id for r in rules() if r.lingkup == Lingkup.POHON and r.id not in tetap]
    near = [r.id for r in rules() if r.lingkup == Lingkup.SIMPUL and r.id not in tetap]
    findings = run(context, up_to=pohon.tahap, only=wide)
    findings += run(_focused(context, touched), up_to=pohon.tahap, only=near)
    findings.sort(key=lambda one: one.rule)
    return Sebagian(_report(pohon, context, findings), False, wide, sorted(touched), tetap)


def _focused(context: KonteksPohon, ids: set[int]) -> KonteksPohon:
    """Return the same tree, asked of these nodes alone; what the rules already read of it is kept."""
    focused = copy.copy(context)
    focused.fokus = ids
    focused.simpul = [node for node in context.semua if node["id"] in ids]
    return focused


def _log(pohon: Pohon, since: int) -> list[dict[str, Any]] | None:
    """Return the operations after a number; None where they cannot say what changed."""
    if since > pohon.nomor:
        return None
    rows = Perubahan.objects.filter(pohon=pohon, nomor__gt=since).order_by("nomor")
    log: list[Any] = list(
        rows.values("jenis", "simpul", "sebelum__simpul", "sesudah__simpul", "sesudah__dihapus")[
            : MOST_OPERATIONS + 1
        ]
    )
    complete = len(log) == pohon.nomor - since and len(log) <= MOST_OPERATIONS
    return log if complete and not any(row["jenis"] in WIDE for row in log) else None


def _changed(log: list[dict[str, Any]]) -> set[str] | None:
    """Return which data of nodes the operations changed; None where they did more than edit nodes."""
    changed: set[str] = set()
    for row in log:
        before: list[dict[str, Any]] = row["sebelum__simpul"] or []
        after: list[dict[str, Any]] = row["sesudah__simpul"] or []
        if row["jenis"] != Perubahan.Jenis.UBAH or len(before) != 1 or len(after) != 1:
            return None
        old, new = before[0], after[0]
        changed |= {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    return changed


def _touched(context: KonteksPohon, log: list[dict[str, Any]]) -> set[int]:
    """Return the nodes the operations name with all around them: parents before and after, siblings, children."""
    named: set[int] = set()
    parents: set[int] = set()
    for row in log:
        named.add(row["simpul"])
        named.update(row["sesudah__dihapus"] or ())
        for node in (*(row["sebelum__simpul"] or ()), *(row["sesudah__simpul"] or ())):
            named.add(node["id"])
            if node["induk"]:
                parents.add(node["induk"])
    parents |= {node["induk"] for pk in named if (node := context.by_id.get(pk)) and node["induk"]}
    around = {node["id"] for pk in (*named, *parents) for node in context.anak.get(pk, ())}
    return named | parents | around
