"""The registry of alignment rules, shaped like Django's system checks.

A rule is a function with a stable id (`B-05`), a severity, the stage from which it applies, and its source. It reads a
prepared context (made by the app whose trees are checked) and yields `Finding`s. Each app registers its own rules in
its `aturan.py`; whoever shows findings runs them here.
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


@dataclass(frozen=True)
class Finding:
    """What a rule found: on which node (None: the tree), the sentence, and what mends it."""

    rule: str
    severity: Severity
    simpul: int | None
    message: str
    fix: str
    source: str
    tahap: int


@dataclass(frozen=True)
class Rule:
    """A registered rule. `tahap` is the stage it belongs to: a galat of stage n keeps stage n+1 closed."""

    id: str
    severity: Severity
    tahap: int
    source: str
    check: Callable[[Any], Iterable[tuple[int | None, str, str]]]


_rules: dict[str, Rule] = {}


def rule(
    id: str, *, severity: Severity, tahap: int, source: str
) -> Callable[[Callable[[Any], Iterable[tuple[int | None, str, str]]]], Rule]:
    """Register a function as a rule. It yields (simpul id or None, message, fix) for each thing it finds.

    Raises ValueError when the id is taken.
    """

    def register(check: Callable[[Any], Iterable[tuple[int | None, str, str]]]) -> Rule:
        if id in _rules:
            raise ValueError(f"rule {id} is registered twice")
        _rules[id] = Rule(id, severity, tahap, source, check)
        return _rules[id]

    return register


def rules() -> list[Rule]:
    """Return all rules in the order of their ids."""
    return [_rules[id] for id in sorted(_rules)]


def run(context: Any, *, up_to: int, only: Iterable[str] | None = None) -> list[Finding]:
    """Run the rules of the stages 1 to `up_to` over a context; findings come in the order of rule and tree."""
    wanted = set(only) if only is not None else None
    return [
        Finding(r.id, r.severity, simpul, message, fix, r.source, r.tahap)
        for r in rules()
        if r.tahap <= up_to and (wanted is None or r.id in wanted)
        for simpul, message, fix in r.check(context)
    ]
