"""The tree that the tests of the operations write in, and their words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from lib import tree
from pohon import actions
from pohon.models import Simpul
from tests.base import Cast


class OperasiCase(Cast):
    """A tree of stage 5 with two CSF, one of them broken down."""

    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, tahap=5)
        self.root = Simpul.objects.get(pohon=self.pohon)
        self.csf = self.make_simpul(self.pohon, "Kapasitas jalan meningkat")
        self.csf2 = self.make_simpul(self.pohon, "Pelanggaran menurun")
        self.antara = self.make_simpul(self.pohon, "Volume kendaraan berkurang", self.csf)
        self.antara2 = self.make_simpul(self.pohon, "Lajur bertambah", self.csf)
        self.op = self.make_simpul(
            self.pohon, "Terlaksananya ganjil-genap", self.antara, jenis="operasional"
        )

    def apply(self, *operasi: dict[str, Any], user: Any = None, **more: Any) -> Any:
        user = user or self.perencana_a
        return actions.apply(user=user, pohon_id=self.pohon.pk, operasi=list(operasi), **more)

    def refused(self, *operasi: dict[str, Any]) -> dict[str, list[str]]:
        with self.assertRaises(ValidationError) as caught:
            self.apply(*operasi)
        self.assert_sound()
        return caught.exception.message_dict

    def assert_sound(self) -> None:
        self.assertEqual(tree.check(Simpul), [])

    def statements(self) -> list[str]:
        return list(Simpul.objects.order_by("lft").values_list("pernyataan", flat=True))
