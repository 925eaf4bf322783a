"""What the tests of quality share: a tree with one IKU, to be judged."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jabatan.actions.mutu import save_mutu
from jabatan.models import MutuIndikator
from jabatan.mutu.penilaian import Bahan
from pohon.models import Indikator, Simpul, Target
from tests.base import Cast


class MutuCase(Cast):
    """A tree of unit A with one indikator, whole but for its definition."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon = cls.make_pohon(unit=cls.unit_a, tahap=4)
        cls.simpul = Simpul.objects.get(pohon=cls.pohon, induk=None)
        cls.row = Indikator.objects.create(
            simpul=cls.simpul,
            nama="Persentase kemacetan",
            satuan="%",
            formula="ruas macet / seluruh ruas x 100",
            sumber_data="Survei lalu lintas",
            kategori="iku",
            baseline_tahun=2024,
            baseline_nilai=Decimal(40),
            frekuensi="tahunan",
        )
        for year in cls.periode.tahun:
            Target.objects.create(indikator=cls.row, tahun=year, nilai=Decimal(2064 - year))

    def bahan(self, **more: Any) -> Bahan:
        """Return what the hints are drawn from, with fields of the indikator changed."""
        targets = {t.tahun: t.nilai for t in self.row.daftar_target.all()}
        for name, value in more.items():
            setattr(self.row, name, value)
        return Bahan(self.row, self.periode.tahun, targets, "Kemacetan berkurang")

    def judge(self, user: Any, jawaban: dict[str, bool], tanda: str = "") -> MutuIndikator:
        """Answer questions about the indikator."""
        return save_mutu(user=user, indikator=self.row, jawaban=jawaban, tanda=tanda)
