"""What the tests of scores share: a tree whose parts are reckoned by hand, under rules that do not move."""

from __future__ import annotations

from typing import Any
from unittest import mock

from evaluasi.skor import Skor, reckon
from lib import aturan
from pohon.models import Pohon, Simpul
from tests.jabatan.dasar import Pembagian

# The rules the numbers of the tests were reckoned with; the catalogue may grow beside them.
ATURAN = (
    *("B-03", "B-04", "B-05", "B-06", "B-11"),
    *("E-01", "E-03", "E-12"),
    *("G-01", "G-02", "G-03", "G-04"),
    *("H-01", "H-03", "H-04", "H-05", "H-06"),
)


def known_rules(context: Any, *, up_to: int, only: Any = None) -> list[aturan.Finding]:
    """Run the rules of ATURAN alone."""
    return aturan.run(context, up_to=up_to, only=ATURAN)


class SkorCast(Pembagian):
    """The tree of jabatan's tests: outcome > CSF > program > kegiatan > subkegiatan, mapped below the outcome."""

    def setUp(self) -> None:
        super().setUp()
        patch = mock.patch("evaluasi.skor.bahan.run", known_rules)
        patch.start()
        self.addCleanup(patch.stop)

    @staticmethod
    def loaded(pohon: Pohon) -> Pohon:
        return Pohon.objects.select_related("instansi", "unit", "periode").get(pk=pohon.pk)

    def reckon(self, pohon: Pohon | None = None) -> Skor:
        """Return the score of a tree as it is now."""
        return reckon(self.loaded(pohon or self.pohon))

    def at_stage(self, tahap: int) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=tahap)

    def answer_edges(self, value: str = "ya") -> None:
        """Answer the question of every edge."""
        Simpul.objects.filter(pohon=self.pohon).exclude(induk=None).update(hubungan=value)
