"""When a PK is due: at the latest one month after the budget document was approved (PermenPANRB 53/2014).

The first PK of a year follows the DPA (or DIPA), a PK perubahan the DPPA. Without the date of the document nothing is
late (rule H-11).
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass

from django.utils import timezone

from jabatan.models import PerjanjianKinerja, TahunAnggaran

SOON = 7  # days
Jenis = PerjanjianKinerja.Jenis


@dataclass(frozen=True)
class Tenggat:
    """The last day for a PK, and the day it was signed or (a draft) today."""

    batas: datetime.date
    tanggal: datetime.date
    is_draf: bool

    @property
    def is_terlambat(self) -> bool:
        """Whether the PK was signed, or a draft still waits, after the last day."""
        return self.tanggal > self.batas

    @property
    def is_dekat(self) -> bool:
        """Whether a draft has a week at most."""
        return self.is_draf and not self.is_terlambat and (self.batas - self.tanggal).days <= SOON

    @property
    def sebutan(self) -> str:
        """The state in a word or two; empty when there is nothing to say."""
        if self.is_terlambat:
            return "Terlambat"
        return "Jatuh tempo" if self.is_dekat else ""


@dataclass(frozen=True)
class DaftarTenggat:
    """The last days of an instansi by year and kind."""

    batas: dict[tuple[int, str], datetime.date]

    def of(self, pk: PerjanjianKinerja) -> Tenggat | None:
        """Return when a PK is due; None where the date of the budget document is not known."""
        last = self.batas.get((pk.tahun, pk.jenis))
        if last is None:
            return None
        day = pk.tanggal if pk.is_frozen and pk.tanggal else timezone.localdate()
        return Tenggat(last, day, not pk.is_frozen)


def month_after(date: datetime.date) -> datetime.date:
    """Return the same day of the next month, or its last day where it is shorter."""
    year, month = (date.year + 1, 1) if date.month == 12 else (date.year, date.month + 1)
    return datetime.date(year, month, min(date.day, monthrange(year, month)[1]))


def due_dates(instansi_id: int) -> DaftarTenggat:
    """Return the last days of an instansi; one query. The caller has checked who may read."""
    found: dict[tuple[int, str], datetime.date] = {}
    for row in TahunAnggaran.objects.filter(instansi=instansi_id):
        for jenis, date in ((Jenis.MURNI, row.tanggal_dpa), (Jenis.PERUBAHAN, row.tanggal_dppa)):
            if date:
                found[row.tahun, jenis] = month_after(date)
    return DaftarTenggat(found)


def due_of(pk: PerjanjianKinerja, instansi_id: int) -> Tenggat | None:
    """Return when one PK is due; one query."""
    return due_dates(instansi_id).of(pk)
