"""The registry of alignment rules, shaped like Django's system checks.

A rule is a function with a stable id (`B-05`), a severity, the stage from which it applies, its source and what
settles it. It reads a prepared context (made by the app whose trees are checked) and yields what it found as
`(simpul id or None, message, fix)`, with a severity as a fourth where one rule weighs differently. Each app registers
its own rules in its `aturan`; whoever shows findings runs them here.

A finding is known again by its `sidik`: the rule, the node and the sentence. The sentence names what it found, so that
a reason given for it lapses when that changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

# What a letter of the catalogue is about, as the pages of findings name it.
KELOMPOK = {
    "A": "Alur dan tahapan",
    "B": "Struktur pohon",
    "C": "Rumusan pernyataan dan CSF",
    "D": "Level kinerja",
    "E": "Indikator dan target",
    "F": "Crosscutting",
    "G": "Pemetaan ke komponen perencanaan",
    "H": "Jabatan, pengampu, dan PK",
    "I": "Teknik cascading dan SKP",
    "J": "Mutu IKU",
    "K": "Konsistensi antartahap dan antardokumen",
}


class Severity(StrEnum):
    """How heavy a finding weighs: a galat blocks the next stage, a peringatan asks for a reason, an info advises."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    INFO = "info"


class Lingkup(StrEnum):
    """How far a rule looks for what it says of one node.

    SIMPUL: at the node, its parent, its siblings and its children, and at nothing else that an edit of another node
    changes; after an edit it is asked again for these alone. POHON: at more than that, so it is asked for everything.
    """

    SIMPUL = "simpul"
    POHON = "pohon"


@dataclass(frozen=True)
class Ambang:
    """A number a rule measures against, which an instansi may set otherwise, between `terkecil` and `terbesar`."""

    aturan: str
    nama: str
    judul: str
    bawaan: float
    terkecil: float
    terbesar: float
    satuan: str = ""

    @property
    def bulat(self) -> bool:
        """Whether it counts things, so that only whole numbers fit; a share or a likeness has decimals."""
        return self.satuan not in {"", "%"}


Found = tuple[int | None, str, str] | tuple[int | None, str, str, Severity]
Check = Callable[[Any], Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """A registered rule. `tahap` is the stage it belongs to: a galat of stage n keeps stage n+1 closed.

    `isi` are the data of nodes it reads, beside where they stand and what lies outside the tree: an edit of other data
    cannot change what it says. None: any data. `judul` says in a few Indonesian words what it asks for. `settle` names
    the act of the editor that settles a finding (static/js/pohon/settling.js). A `heuristic` rule guesses from the
    wording and may be wrong.
    """

    id: str
    severity: Severity
    tahap: int
    source: str
    settle: str
    heuristic: bool
    check: Check
    judul: str = ""
    lingkup: Lingkup = Lingkup.POHON
    ambang: tuple[Ambang, ...] = ()
    isi: frozenset[str] | None = None

    @property
    def kelompok(self) -> str:
        """What the rules of its letter are about."""
        return KELOMPOK[self.id[0]]


@dataclass(frozen=True)
class Finding:
    """What a rule found: on which node (None: the tree), how heavy, the sentence, and what mends it."""

    by: Rule
    severity: Severity
    simpul: int | None
    message: str
    fix: str

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.by.id

    @property
    def source(self) -> str:
        """Where the regulation says so."""
        return self.by.source

    @property
    def blocks(self) -> bool:
        """Whether it keeps the next stage closed: a galat does, unless it is a guess, which people may overrule."""
        return self.severity == Severity.GALAT and not self.by.heuristic

    @property
    def needs_reason(self) -> bool:
        """Whether a tree is submitted only with a reason for leaving it: a peringatan, and a galat that is a guess."""
        return self.severity == Severity.PERINGATAN or (
            self.severity == Severity.GALAT and self.by.heuristic
        )

    @cached_property
    def sidik(self) -> str:
        """By which the same finding is known again (see the module)."""
        said = f"{self.rule}|{self.simpul or ''}|{' '.join(self.message.split()).casefold()}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]


_rules: dict[str, Rule] = {}


def rule(
    id: str,
    *,
    severity: Severity,
    tahap: int,
    source: str,
    settle: str = "",
    heuristic: bool = False,
    judul: str = "",
    lingkup: Lingkup = Lingkup.POHON,
    ambang: tuple[Ambang, ...] = (),
    isi: Iterable[str] | None = None,
) -> Callable[[Check], Rule]:
    """Register a function as a rule; raises ValueError when the id is taken."""

    def register(check: Check) -> Rule:
        if id in _rules:
            raise ValueError(f"rule {id} is registered twice")
        read = None if isi is None else frozenset(isi)
        _rules[id] = Rule(
            id, severity, tahap, source, settle, heuristic, check, judul, lingkup, ambang, read
        )
        return _rules[id]

    return register


def rules() -> list[Rule]:
    """Return all rules in the order of their ids."""
    return [_rules[id] for id in sorted(_rules)]


def thresholds() -> list[Ambang]:
    """Return all thresholds in the order of their rules."""
    return [ambang for r in rules() for ambang in r.ambang]


def run(context: Any, *, up_to: int, only: Iterable[str] | None = None) -> list[Finding]:
    """Run the rules of the stages 1 to `up_to` over a context; findings come in the order of rule and tree.

    `only` keeps the rules with these ids.
    """
    wanted = set(only) if only is not None else None
    return [
        _finding(r, found)
        for r in rules()
        if r.tahap <= up_to and (wanted is None or r.id in wanted)
        for found in r.check(context)
    ]


def _finding(by: Rule, found: Found) -> Finding:
    simpul, message, fix, *own = found
    return Finding(by, own[0] if own else by.severity, simpul, message, fix)
