"""The registry of alignment rules, shaped like Django's system checks.

A rule is a function with a stable id (`B-05`), a severity, the stage from which it applies, its source and what
settles it. It reads a prepared context (made by the app whose trees are checked) and yields what it found as
`(simpul id or None, message, fix)`, with a severity as a fourth where one rule weighs differently. Each app registers
its own rules in its `aturan`; whoever shows findings runs them here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How heavy a finding weighs: a galat blocks the next stage, a peringatan asks for a reason, an info advises."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    INFO = "info"


Found = tuple[int | None, str, str] | tuple[int | None, str, str, Severity]
Check = Callable[[Any], Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """A registered rule. `tahap` is the stage it belongs to: a galat of stage n keeps stage n+1 closed.

    `settle` names the act of the editor that settles a finding (static/js/pohon/settling.js). A `heuristic` rule
    guesses from the wording and may be wrong.
    """

    id: str
    severity: Severity
    tahap: int
    source: str
    settle: str
    heuristic: bool
    check: Check


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


_rules: dict[str, Rule] = {}


def rule(
    id: str,
    *,
    severity: Severity,
    tahap: int,
    source: str,
    settle: str = "",
    heuristic: bool = False,
) -> Callable[[Check], Rule]:
    """Register a function as a rule; raises ValueError when the id is taken."""

    def register(check: Check) -> Rule:
        if id in _rules:
            raise ValueError(f"rule {id} is registered twice")
        _rules[id] = Rule(id, severity, tahap, source, settle, heuristic, check)
        return _rules[id]

    return register


def rules() -> list[Rule]:
    """Return all rules in the order of their ids."""
    return [_rules[id] for id in sorted(_rules)]


def run(context: Any, *, up_to: int, only: Iterable[str] | None = None) -> list[Finding]:
    """Run the rules of the stages 1 to `up_to` over a context; findings come in the order of rule and tree."""
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
