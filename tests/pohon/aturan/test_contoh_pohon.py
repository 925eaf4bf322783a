"""What the rules A, B and C find in the example trees, rule by rule and node by node.

For Batumandi the table is what the project's catalogue expects of that document: the inconsistencies no. 6, 7, 9 to 14,
24 and 25 of its list are named beside their row. The numbers are those of the nodes in tree order.
"""

from __future__ import annotations

from pohon.aturan import check_pohon
from pohon.models import Pohon, Simpul
from tests.cascading.memuat import LoadedTest

TREE = 0  # said of the tree, not of a node
UNSIGNED = {"A-13": [TREE, TREE]}
EXPECTED: dict[str, dict[str, list[int]]] = {
    "Kabupaten Balangan": {
        **UNSIGNED,
        "A-06": [TREE],  # 7: the basis speaks of public service, the outcome of reform
        "B-03": [1],  # 9: one CSF
        "B-04": [1, 4, 6, 8, 11, 13, 15, 16, 18, 19, 21],  # 24
        "B-08": [9, 16],  # 25: row 9 repeats row 8
        "B-09": [3, 9, 16, 19, 22],  # 10: row 3 says what row 2 says
        "B-13": [TREE],
        "C-03": [4, 6, 8, 11, 13, 16, 19, 22],  # 14
        "C-05": [3, 20, 21, 22, 24, 25],  # 13, without the names in 10, 15, 16 and 17
        "C-06": [1],  # 6: the index
        "C-10": [8],
        "C-11": [1],  # 12
        "C-15": [2],  # 11: five programmes with "Meningkatnya" before them
        "C-16": [TREE],
    },
    "Kota Contoh": {
        **UNSIGNED,
        "B-04": [3, 4, 6, 13, 21],
        "C-02": [8, 14, 19],  # activities that the slides list as conditions
        "C-05": [8, 13, 14],
    },
    "Kabupaten Contoh": {
        "B-03": [1],
        "B-04": [1, 2, 3, 4, 5],
        "B-13": [TREE],
        "C-16": [TREE],
    },
    "Kementerian Pendidikan (contoh)": {
        **UNSIGNED,
        "B-03": [1],
        "B-04": [1, 2, 3, 4],
        "C-16": [TREE],
    },
}
LETTERS = "ABC"
# These read documents, positions and money, in other rooms.
ELSEWHERE = {"A-02", "A-03", "A-04", "A-05", "C-09"}


class ExampleTreesTest(LoadedTest):
    def found(self, instansi: str) -> dict[str, list[int]]:
        """The places of the findings by rule."""
        pohon = self.pohon_of(instansi)
        nodes = Simpul.objects.filter(pohon=pohon).order_by("lft").values_list("pk", flat=True)
        numbers: dict[int | None, int] = {pk: i for i, pk in enumerate(nodes, 1)} | {None: TREE}
        places: dict[str, list[int]] = {}
        for finding in check_pohon(pohon):
            if finding.rule[0] in LETTERS and finding.rule not in ELSEWHERE:
                places.setdefault(finding.rule, []).append(numbers[finding.simpul])
        return places

    def test_every_tree_has_the_findings_of_its_table_and_no_other(self) -> None:
        for instansi, expected in EXPECTED.items():
            with self.subTest(instansi=instansi):
                self.assertEqual(self.found(instansi), expected)

    def test_no_finding_of_these_letters_blocks_an_example(self) -> None:
        self.assertEqual(Pohon.objects.count(), len(EXPECTED))
        for pohon in Pohon.objects.all():
            blocking = [f.message for f in check_pohon(pohon) if f.rule[0] in LETTERS and f.blocks]
            self.assertEqual(blocking, [])

    def test_the_same_tree_has_the_same_findings_in_the_same_order(self) -> None:
        pohon = self.pohon_of("Kabupaten Balangan")
        first, again = check_pohon(pohon), check_pohon(pohon)
        self.assertEqual([f.sidik for f in first], [f.sidik for f in again])
        own = [f.sidik for f in first if f.rule[0] in LETTERS]
        self.assertEqual(len(own), len(set(own)))
