"""The league of an instansi: what its trees and units came to, who stands where, and how fresh each number is.

A unit is a perangkat daerah (or eselon I) with all below it; its score is the mean of its trees. The number of a tree
is the one last reckoned, else that of its last frozen version. Four queries, however many trees and units.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from evaluasi.models import SkorPohon, SkorVersi
from evaluasi.skor.bagian import CENT
from evaluasi.skor.jenis import BAGIAN, name_of
from lib.teks import format_date
from organisasi.models import Instansi, Periode, Unit
from pohon.models import Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

Nilai = Decimal | None
RANKED_FROM = Pohon.Tahap.PENUANGAN


def mean(values: Iterable[Nilai]) -> Nilai:
    """Return the mean of the values there are, with two decimals; None without any."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    return (sum(known, Decimal(0)) / len(known)).quantize(CENT, ROUND_HALF_UP)


def _decimal(value: Any) -> Nilai:
    return None if value is None else Decimal(str(value)).quantize(CENT)


@dataclass
class BarisPohon:
    """A tree with the number it stands with. `sumber` is "hitung" (reckoned), "versi" (frozen) or empty (none yet)."""

    pohon: Pohon
    sumber: str = ""
    total: Nilai = None
    bagian: dict[str, Nilai] = field(default_factory=dict)
    rincian: dict[str, Any] = field(default_factory=dict)
    dihitung: datetime.datetime | None = None
    segar: bool = False
    versi: int = 0
    total_versi: Nilai = None

    @property
    def perubahan(self) -> Nilai:
        """What it gained or lost since its last frozen version."""
        if self.total is None or self.total_versi is None:
            return None
        return self.total - self.total_versi

    @property
    def sebutan(self) -> str:
        """What its score is called."""
        return name_of(self.total)

    @property
    def asal(self) -> str:
        """Where the number comes from, and how fresh it is."""
        if self.dihitung is not None:
            day = format_date(timezone.localdate(self.dihitung))
            return f"Dihitung {day}" if self.segar else f"Dihitung {day}, perlu diperbarui"
        return f"Dari versi {self.versi}" if self.sumber else "Belum dihitung"

    @property
    def outcome(self) -> str:
        """The statement of its root."""
        return str(getattr(self.pohon, "outcome", "") or "")


@dataclass
class BarisUnit:
    """A unit with its trees; `unit` is None for the trees of the instansi as a whole. `peringkat` 0: not ranked."""

    unit: Unit | None
    nama: str
    daftar: list[BarisPohon] = field(default_factory=list)
    peringkat: int = 0

    @cached_property
    def total(self) -> Nilai:
        """The mean of its trees."""
        return mean(row.total for row in self.daftar)

    @cached_property
    def bagian(self) -> dict[str, Nilai]:
        """The mean of each part over the trees in which it is judged."""
        return {kunci: mean(row.bagian.get(kunci) for row in self.daftar) for kunci in BAGIAN}

    @cached_property
    def perubahan(self) -> Nilai:
        """The mean change of its trees since their last frozen versions."""
        return mean(row.perubahan for row in self.daftar)

    @property
    def sebutan(self) -> str:
        """What its score is called."""
        return name_of(self.total)

    @property
    def tahap(self) -> int:
        """The furthest stage of its trees; 0 without any."""
        return max((row.pohon.tahap for row in self.daftar), default=0)

    @property
    def usang(self) -> int:
        """How many of its trees changed since they were reckoned, or never were."""
        return sum(not row.segar for row in self.daftar)

    @property
    def is_ranked(self) -> bool:
        """Whether it takes part in the league: it has a score, and a tree in which every part is judged."""
        return self.unit is not None and self.total is not None and self.tahap >= RANKED_FROM

    @property
    def keterangan(self) -> str:
        """Why it has no rank; empty when it has one."""
        if not self.daftar:
            return "Belum ada pohon"
        if self.total is None:
            return "Belum dinilai"
        if self.unit is None:
            return "Tingkat instansi, tidak diperingkat"
        return "" if self.is_ranked else f"Baru Tahap {self.tahap}, belum diperingkat"


@dataclass
class Liga:
    """All units of an instansi in the order of the structure, with their trees of one period."""

    instansi: Instansi
    periode: Periode
    unit: Sequence[BarisUnit]
    pohon: Sequence[BarisPohon]

    @property
    def total(self) -> Nilai:
        """The mean of all trees."""
        return mean(row.total for row in self.pohon)

    @property
    def bagian(self) -> dict[str, Nilai]:
        """The mean of each part over all trees in which it is judged."""
        return {kunci: mean(row.bagian.get(kunci) for row in self.pohon) for kunci in BAGIAN}

    @property
    def sebutan(self) -> str:
        """What the mean is called."""
        return name_of(self.total)

    @property
    def usang(self) -> int:
        """How many trees changed since they were reckoned, or never were."""
        return sum(not row.segar for row in self.pohon)

    @property
    def tanpa_pohon(self) -> list[BarisUnit]:
        """The units that have no tree."""
        return [row for row in self.unit if not row.daftar]

    @property
    def terendah(self) -> list[BarisPohon]:
        """The trees with a score, the worst first."""
        scored = [row for row in self.pohon if row.total is not None]
        return sorted(scored, key=lambda row: (row.total or 0, row.pohon.pk))


def read(user: AnyUser, instansi: Instansi, periode: Periode) -> Liga:
    """Return the league of an instansi the user has a role in."""
    trees = [_tree(row) for row in _rows(user, instansi, periode)]
    units = list(Unit.objects.visible_to(user).filter(instansi=instansi).order_by("lft"))
    tops = [BarisUnit(unit, unit.nama) for unit in units if unit.induk_id is None]
    whole = BarisUnit(None, instansi.nama)
    for row in trees:
        _place(row, tops, whole).daftar.append(row)
    _rank(tops)
    return Liga(instansi, periode, [*([whole] if whole.daftar else []), *tops], trees)


def _rows(user: AnyUser, instansi: Instansi, periode: Periode) -> Iterable[Pohon]:
    frozen = SkorVersi.objects.filter(versi__pohon=OuterRef("pk")).order_by("-versi__nomor")
    rows = (
        Pohon.objects.visible_to(user)
        .filter(instansi=instansi, periode=periode)
        .with_outcome()
        .select_related("unit", "skor")
    )
    return rows.annotate(
        usang=SkorPohon.stale_q(),
        total_versi=Subquery(frozen.values("total")[:1]),
        bagian_versi=Subquery(frozen.values("bagian")[:1]),
        nomor_versi=Subquery(frozen.values("versi__nomor")[:1]),
    ).order_by("unit__lft", "pk")


def _tree(pohon: Any) -> BarisPohon:
    kept: SkorPohon | None = getattr(pohon, "skor", None)
    row = BarisPohon(pohon, versi=pohon.nomor_versi or 0, total_versi=_decimal(pohon.total_versi))
    if kept is not None:
        row.sumber, row.total = "hitung", kept.total
        row.bagian = {kunci: _decimal(value) for kunci, value in kept.bagian.items()}
        row.rincian, row.dihitung = kept.rincian, kept.dihitung
        row.segar = not pohon.usang
    elif pohon.total_versi is not None:
        row.sumber, row.total = "versi", row.total_versi
        row.bagian = {k: _decimal(value) for k, value in (pohon.bagian_versi or {}).items()}
    return row


def _place(row: BarisPohon, tops: Sequence[BarisUnit], whole: BarisUnit) -> BarisUnit:
    unit = row.pohon.unit
    if unit is None:
        return whole
    return next((top for top in tops if top.unit and unit.is_within(top.unit)), whole)


def _rank(rows: Sequence[BarisUnit]) -> None:
    """Number the ranked units by their score; equals share a rank, and the next one is passed over."""
    ranked = sorted((row for row in rows if row.is_ranked), key=lambda row: -(row.total or 0))
    for place, row in enumerate(ranked, start=1):
        before = ranked[place - 2] if place > 1 else None
        same = before is not None and before.total == row.total
        row.peringkat = before.peringkat if same and before else place
