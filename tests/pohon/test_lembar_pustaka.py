"""The fill-in sheet leaves the link of an indikator to its card alone."""

from __future__ import annotations

from pohon.models import Indikator, PustakaIndikator
from tests.pohon.lembar_uji import LembarTest


class TestLembarPustaka(LembarTest):
    def test_a_changed_indikator_keeps_its_card(self) -> None:
        card = PustakaIndikator.objects.create(instansi=self.instansi, nama="Umur armada")
        Indikator.objects.filter(nama="Umur armada").update(pustaka=card, formula="a / b")
        isian = self.download()
        row = isian.row_of("Indikator", "Umur armada")
        isian.set(row, Indikator="Umur rata-rata armada", Satuan="bulan")
        self.preview(isian)
        self.apply()
        changed = Indikator.objects.get(nama="Umur rata-rata armada")
        self.assertEqual((changed.pustaka, changed.formula), (card, "a / b"))
        self.assertEqual(changed.satuan, "bulan")
