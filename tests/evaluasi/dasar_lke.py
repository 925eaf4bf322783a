"""What the tests of the LKE share: a sheet of unit A and lines that fill it."""

from __future__ import annotations

from typing import Any

from evaluasi.actions import lke as actions
from evaluasi.actions.lke import Isian
from evaluasi.lke import muat
from evaluasi.lke.hak import Sisi
from evaluasi.lke.isi import IsiLke, read_isi
from evaluasi.models import KriteriaLke, Lke, SubkomponenLke
from organisasi.models import Pengguna, Unit
from tests.base import Cast


def make_lke(cast: Any, *, unit: Unit | None = None, tahun: int = 2026, **fields: Any) -> Lke:
    """Begin the sheet of a unit (default: unit A) by its perencana, with the version that comes with Pokin."""
    muat.load_default()
    user = fields.pop("user", cast.perencana_a)
    instansi = fields.pop("instansi", cast.instansi)
    return actions.create_lke(user=user, instansi=instansi, unit=unit or cast.unit_a, tahun=tahun)


def fill_lke(user: Pengguna, lke: Lke, sisi: Sisi, huruf: dict[str, str] | str = "B") -> None:
    """Answer every line of one side; `huruf` is one letter for all, or letters by code (others get B)."""
    isian = []
    for sub in read_isi(lke).subkomponen:
        kode = sub.subkomponen.kode
        letter = huruf if isinstance(huruf, str) else huruf.get(kode, "B")
        isian.append(Isian("s", sub.subkomponen.pk, sub.jawaban.versi, letter, f"Alasan {kode}"))
        isian += [
            Isian("k", k.kriteria.pk, k.jawaban.versi, "ya", f"Catatan {k.kriteria.kode}")
            for k in sub.kriteria
        ]
    actions.save_answers(user=user, lke_id=lke.pk, sisi=sisi, isian=isian)


class CastLke(Cast):
    """The cast with a sheet of unit A for 2026."""

    lke: Lke

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.lke = make_lke(cls)

    def isi(self) -> IsiLke:
        """Read the sheet again."""
        return read_isi(Lke.objects.select_related("instansi", "unit", "versi").get(pk=self.lke.pk))

    def sub(self, kode: str) -> SubkomponenLke:
        """Return a subkomponen by its code."""
        return SubkomponenLke.objects.get(komponen__versi=self.lke.versi, kode=kode)

    def kriteria(self, kode: str) -> KriteriaLke:
        """Return a criterion by its code."""
        return KriteriaLke.objects.get(subkomponen__komponen__versi=self.lke.versi, kode=kode)

    def fill(self, sisi: Sisi = Sisi.MANDIRI, huruf: dict[str, str] | str = "B") -> None:
        """Answer every line of one side."""
        user = self.perencana_a if sisi == Sisi.MANDIRI else self.evaluator
        fill_lke(user, self.lke, sisi, huruf)

    def status(self) -> str:
        """The state of the sheet now."""
        return Lke.objects.values_list("status", flat=True).get(pk=self.lke.pk)

    def submit(self) -> None:
        """Fill the sheet and hand it to the evaluator."""
        self.fill()
        actions.submit_lke(user=self.perencana_a, lke_id=self.lke.pk)
