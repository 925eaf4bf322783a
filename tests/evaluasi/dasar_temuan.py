"""A tree with findings of each weight, for the tests of findings and reasons."""

from __future__ import annotations

from evaluasi.temuan import Temuan, check
from pohon.models import Pohon
from tests.base import Cast


class TemuanTest(Cast):
    """A draft of unit A by perencana_a at stage 1: A-06 is a galat, A-08 asks for a reason."""

    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, user=self.perencana_a)
        self.url = f"/temuan/{self.pohon.pk}/"

    def fresh(self) -> Pohon:
        return Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)

    def of(self, rule: str) -> list[Temuan]:
        return [one for one in check(self.fresh()).daftar if one.finding.rule == rule]

    def one(self, rule: str) -> Temuan:
        return self.of(rule)[0]

    def set_status(self, status: str) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(status=status)
