"""A sheet beside that of the year before, subkomponen by subkomponen; a year without a sheet is said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluasi.lke.hak import Sisi
from evaluasi.lke.isi import IsiLke, IsiSubkomponen, read_isi
from evaluasi.models import Lke

ARAH = {1: ("▲", "naik"), -1: ("▼", "turun"), 0: ("＝", "tetap")}


@dataclass(frozen=True)
class BarisBanding:
    """A subkomponen then and now; None where one of the two is missing."""

    kode: str
    nama: str
    huruf_lalu: str
    lalu: Decimal | None
    huruf_kini: str
    kini: Decimal | None

    @property
    def selisih(self) -> Decimal | None:
        """How much more it is now."""
        return None if self.lalu is None or self.kini is None else self.kini - self.lalu

    @property
    def arah(self) -> tuple[str, str]:
        """An arrow and the word for it."""
        return direction(self.selisih)


@dataclass(frozen=True)
class Banding:
    """Two years of one unit. `lalu` is None when there was no sheet the year before."""

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
    def arah(self) -> tuple[str, str]:
        """An arrow and the word for it."""
        return direction(self.selisih)


def direction(selisih: Decimal | None) -> tuple[str, str]:
    """Return an arrow and the word for a difference."""
    if selisih is None:
        return "–", "belum dapat dibandingkan"
    return ARAH[(selisih > 0) - (selisih < 0)]


def side_of(lke: Lke) -> Sisi:
    """Whose answers count: the evaluator's once they are settled, the unit's own before."""
    settled = lke.status in {Lke.Status.DINILAI, Lke.Status.SELESAI}
    return Sisi.EVALUATOR if settled else Sisi.MANDIRI


def compare(kini: IsiLke) -> Banding:
    """Put a sheet beside that of the same unit in the year before."""
    lke = kini.lke
    rows = Lke.objects.filter(instansi=lke.instansi_id, unit=lke.unit_id, tahun=lke.tahun - 1)
    before = rows.select_related("versi", "instansi", "unit").first()
    lalu = read_isi(before) if before else None
    then = {s.subkomponen.kode: s for s in lalu.subkomponen} if lalu else {}
    now = {s.subkomponen.kode: s for s in kini.subkomponen}
    codes = sorted({*then, *now})
    return Banding(
        tahun_lalu=lke.tahun - 1,
        lalu=lalu,
        kini=kini,
        baris=[_row(code, then.get(code), lalu, now.get(code), kini) for code in codes],
        total_lalu=_total(lalu) if lalu else None,
        total_kini=_total(kini),
    )


def _total(isi: IsiLke) -> Decimal | None:
    total = isi.total(side_of(isi.lke))
    return total.bulat if total.is_complete else None


def _row(
    code: str,
    then: IsiSubkomponen | None,
    lalu: IsiLke | None,
    now: IsiSubkomponen | None,
    kini: IsiLke,
) -> BarisBanding:
    newest = now or then
    assert newest is not None
    old = side_of(lalu.lke) if lalu else Sisi.MANDIRI
    new = side_of(kini.lke)
    return BarisBanding(
        kode=code,
        nama=newest.subkomponen.nama,
        huruf_lalu=then.letter(old) if then else "",
        lalu=then.worth(old) if then else None,
        huruf_kini=now.letter(new) if now else "",
        kini=now.worth(new) if now else None,
    )
