"""A sheet beside that of the year before, subkomponen by subkomponen; a year without a sheet is said so.

Where the two years use different versions of the LKE, only a subkomponen of the same name and weight is set off.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluasi.lke.hak import Sisi
from evaluasi.lke.isi import IsiLke, IsiSubkomponen, read_isi
from evaluasi.models import Lke

LAIN = "tidak sebanding"
ARAH = {1: ("▲", "naik"), -1: ("▼", "turun"), 0: ("=", "tetap")}


class Beda(ABC):
    """A value then and now: how much more it is now, with an arrow and a word."""

    @property
    @abstractmethod
    def selisih(self) -> Decimal | None:
        """How much more it is now; None where the two cannot be set off."""

    @property
    def arah(self) -> tuple[str, str]:
        """An arrow and the word for it."""
        return direction(self.selisih)

    @property
    def sebesar(self) -> Decimal:
        """How large the difference is, without its sign."""
        return abs(self.selisih or Decimal(0))


@dataclass(frozen=True)
class BarisBanding(Beda):
    """A subkomponen then and now; None where one of the two is missing. `sama`: both years ask the same."""

    kode: str
    nama: str
    huruf_lalu: str
    lalu: Decimal | None
    huruf_kini: str
    kini: Decimal | None
    sama: bool = True

    @property
    def selisih(self) -> Decimal | None:
        """How much more it is now; None where one year is missing or asks something else."""
        if self.lalu is None or self.kini is None or not self.sama:
            return None
        return self.kini - self.lalu

    @property
    def arah(self) -> tuple[str, str]:
        """An arrow and the word for it."""
        return super().arah if self.sama else ("–", LAIN)


@dataclass(frozen=True)
class Banding(Beda):
    """Two years of one unit by the answers of one side. `lalu` is None when there was no sheet the year before."""

    sisi: Sisi
    tahun_lalu: int
    lalu: IsiLke | None
    kini: IsiLke
    baris: Sequence[BarisBanding]
    total_lalu: Decimal | None
    total_kini: Decimal | None

    @property
    def selisih(self) -> Decimal | None:
        """How much more the whole is now; None unless both years are complete."""
        if self.total_lalu is None or self.total_kini is None:
            return None
        return self.total_kini - self.total_lalu

    @property
    def versi_lain(self) -> str:
        """A sentence when the two years use different versions of the LKE; else empty."""
        if self.lalu is None or self.lalu.lke.versi_id == self.kini.lke.versi_id:
            return ""
        return (
            f"Tahun {self.tahun_lalu} memakai {self.lalu.lke.versi}, tahun ini {self.kini.lke.versi}. "
            "Subkomponen yang nama atau bobotnya berbeda tidak dibandingkan."
        )


def direction(selisih: Decimal | None) -> tuple[str, str]:
    """Return an arrow and the word for a difference."""
    if selisih is None:
        return "–", "belum dapat dibandingkan"
    return ARAH[(selisih > 0) - (selisih < 0)]


def compare(kini: IsiLke) -> Banding:
    """Put a sheet beside that of the same unit in the year before, like beside like.

    The evaluator's answers count once they are settled in both years (or now, with no year before), else the unit's.
    """
    lke = kini.lke
    rows = Lke.objects.filter(instansi=lke.instansi_id, unit=lke.unit_id, tahun=lke.tahun - 1)
    before = rows.select_related("versi", "instansi", "unit").first()
    lalu = read_isi(before) if before else None
    settled = all(row.is_settled for row in (lke, before) if row)
    sisi = Sisi.EVALUATOR if settled else Sisi.MANDIRI
    then = {s.subkomponen.kode: s for s in lalu.subkomponen} if lalu else {}
    now = {s.subkomponen.kode: s for s in kini.subkomponen}
    return Banding(
        sisi=sisi,
        tahun_lalu=lke.tahun - 1,
        lalu=lalu,
        kini=kini,
        baris=[_row(code, then.get(code), now.get(code), sisi) for code in sorted({*then, *now})],
        total_lalu=_total(lalu, sisi) if lalu else None,
        total_kini=_total(kini, sisi),
    )


def _total(isi: IsiLke, sisi: Sisi) -> Decimal | None:
    total = isi.total(sisi)
    return total.bulat if total.is_complete else None


def _row(
    code: str, then: IsiSubkomponen | None, now: IsiSubkomponen | None, sisi: Sisi
) -> BarisBanding:
    newest = now or then
    assert newest is not None
    return BarisBanding(
        kode=code,
        nama=newest.subkomponen.nama,
        huruf_lalu=then.letter(sisi) if then else "",
        lalu=then.worth(sisi) if then else None,
        huruf_kini=now.letter(sisi) if now else "",
        kini=now.worth(sisi) if now else None,
        sama=then is None or now is None or _asks(then) == _asks(now),
    )


def _asks(isi: IsiSubkomponen) -> tuple[str, Decimal]:
    """Return by what two subkomponen of one code are told apart."""
    return " ".join(isi.subkomponen.nama.split()).casefold(), isi.subkomponen.bobot
