"""Taking times and printing them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Measure:
    """One line of the table. `value`, `floor` and `budget` are in `unit`; None where there is none."""

    name: str
    value: float
    unit: str = "ms"
    floor: float | None = None
    floor_name: str = ""
    budget: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.value / self.floor if self.floor else None

    @property
    def verdict(self) -> str:
        """Whether the budget of this machine is kept; empty where none is set."""
        if self.budget is None:
            return ""
        return "within" if self.value <= self.budget else "OVER"


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long one call takes, with the garbage collector out of the way."""
    gc.collect()
    gc.disable()
    try:
        start = clock()
        work()
        return clock() - start
    finally:
        gc.enable()


def milliseconds(
    work: Callable[[], object],
    *,
    repeat: int = 7,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return the best of several calls, after one that warms up: what the work costs undisturbed."""
    work()
    return min(seconds(work, clock) for _ in range(repeat)) * 1000


def processor(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time, which other work on the machine hardly changes."""
    return milliseconds(work, clock=time.process_time)


def queries(work: Callable[[], object]) -> int:
    """Return how many queries a call makes once warm."""
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def _cell(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if unit == "queries" or value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def print_table(title: str, measures: list[Measure]) -> None:
    """Print one group of measures."""
    head = ("", "measured", "floor", "ratio", "budget", "")
    rows = [
        (
            m.name,
            _cell(m.value, m.unit),
            _cell(m.floor, m.unit) + (f" ({m.floor_name})" if m.floor_name else ""),
            f"{m.ratio:.1f}x" if m.ratio else "–",
            _cell(m.budget, m.unit),
            m.verdict,
        )
        for m in measures
    ]
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    print(f"\n{title}")
    for row in [head, *rows]:
        first, *rest = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        print(f"  {first}  {'  '.join(rest)}".rstrip())
