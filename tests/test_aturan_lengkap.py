"""Every rule of alignment has a test class named after its id: B-05 in B05Test or TestB05."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from django.test import SimpleTestCase

from lib.aturan import rules

HERE = Path(__file__).parent
ID = re.compile(r"(?<![A-Z])([A-K])(\d\d)(?!\d)")


def named_after(source: str) -> set[str]:
    """Return the ids of rules that the classes of a file are named after, where such a class has a test of its own."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and any(
            isinstance(one, ast.FunctionDef) and one.name.startswith("test_") for one in node.body
        ):
            found |= {f"{letter}-{number}" for letter, number in ID.findall(node.name)}
    return found


def lacking(ids: Iterable[str], sources: Iterable[str]) -> list[str]:
    """Return the rules that no class is named after."""
    tested = {id for source in sources for id in named_after(source)}
    return [id for id in ids if id not in tested]


class RulesTest(SimpleTestCase):
    def test_every_rule_has_a_class_of_its_own(self) -> None:
        ids = [rule.id for rule in rules()]
        self.assertGreater(len(ids), 100)
        sources = (file.read_text(encoding="utf-8") for file in sorted(HERE.rglob("test_*.py")))
        missing = lacking(ids, sources)
        self.assertEqual(
            missing, [], f"Add a test class named after each of these rules: {', '.join(missing)}."
        )

    def test_a_class_counts_by_its_whole_id_and_its_tests(self) -> None:
        source = (
            "class B05Test:\n    def test_one(self): ...\n"
            "class TestH10:\n    def test_one(self): ...\n"
            "class TestK031:\n    def test_one(self): ...\n"
            "class C12Base:\n    def found(self): ...\n"
        )
        self.assertEqual(
            lacking(["B-05", "C-12", "H-10", "K-03", "K-04"], [source]), ["C-12", "K-03", "K-04"]
        )
