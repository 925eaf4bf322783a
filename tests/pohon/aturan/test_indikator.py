"""How often the rules that guess from the name of an indicator are right: measured on a table of judged indicators.

`indikator.csv` beside this file was written as planners write, each row judged by hand before the rule was asked.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.pohon.aturan.ukur import found, konteks, node

RULES = ("D-07", "D-08", "D-09", "E-02", "E-03", "E-05")
FLOOR = 0.9  # of precision and recall, each rule for itself
LEAST = 150  # rows


def judged() -> list[dict[str, str]]:
    """The rows of the table."""
    with (Path(__file__).parent / "indikator.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(row: dict[str, str]) -> set[str]:
    """The rules that find something in a node with this level, statement and indicator."""
    card = [{"nama": row["indikator"], "satuan": "satuan"}]
    return found(konteks(node(1, None, row["pernyataan"], row["level"], indikator=card)), RULES)


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    """Right, missed and false, by rule."""
    result = {rule: Counter[str]() for rule in RULES}
    for row in judged():
        wanted, got = set(row["temuan"].split()), told(row)
        for rule in RULES:
            result[rule]["benar"] += rule in wanted & got
            result[rule]["luput"] += rule in wanted - got
            result[rule]["keliru"] += rule in got - wanted
    return result


def test_the_table_is_large_and_names_known_rules() -> None:
    rows = judged()
    assert len(rows) >= LEAST
    assert {rule for row in rows for rule in row["temuan"].split()} == set(RULES)
    assert len({(r["level"], r["pernyataan"], r["indikator"]) for r in rows}) == len(rows)


@pytest.mark.parametrize("rule", RULES)
def test_what_a_rule_says_is_mostly_right(rule: str, counts: dict[str, Counter[str]]) -> None:
    count = counts[rule]
    assert count["benar"] / (count["benar"] + count["keliru"]) >= FLOOR, count


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_misses_little(rule: str, counts: dict[str, Counter[str]]) -> None:
    count = counts[rule]
    assert count["benar"] / (count["benar"] + count["luput"]) >= FLOOR, count
