"""How the editor puts a partial answer of findings together with those it has."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
MERGE = """async ([known, answer]) => {
  const { merged } = await import("/static/js/pohon/findings-of.js");
  return merged(known, answer, (simpul) => simpul).map(({ aturan, simpul }) => [aturan, simpul]);
}"""


def test_findings_of_rules_that_stay_are_kept_on_touched_nodes_too(cast, open_page):
    known = [("B-08", 2), ("C-02", 1), ("C-02", 3), ("I-04", 1)]
    replaced = {"aturan": ["B-08"], "simpul": [1], "tetap": ["I-04"]}
    answer = {"temuan": [{"aturan": "C-05", "simpul": 1}], "diganti": replaced}
    rows = [{"aturan": aturan, "simpul": simpul} for aturan, simpul in known]
    page = open_page(None, "/masuk/")
    assert page.evaluate(MERGE, [rows, answer]) == [["C-02", 3], ["C-05", 1], ["I-04", 1]]
