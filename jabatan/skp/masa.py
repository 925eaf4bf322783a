"""The days an SKP covers: within the year and the term of its holder, and whether the holder has gone since."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone

from jabatan.models import Pejabat, Skp
from lib.teks import format_date

S = Skp.Status


def term_in(pejabat: Pejabat, tahun: int) -> tuple[datetime.date, datetime.date] | None:
    """Return first and last day of a holder's term within a year; None when it has none there."""
    first = max(pejabat.mulai, datetime.date(tahun, 1, 1))
    last = min(pejabat.selesai or datetime.date.max, datetime.date(tahun, 12, 31))
    return (first, last) if first <= last else None


def in_year(tahun: int) -> Q:
    """Return the condition "holders whose term touches a year" on Pejabat rows."""
    return Q(mulai__lte=datetime.date(tahun, 12, 31)) & (
        Q(selesai=None) | Q(selesai__gte=datetime.date(tahun, 1, 1))
    )


def same_person(pejabat: Pejabat) -> Q:
    """Return the condition "terms of the same person" on Pejabat rows: by NIP, by name where there is none."""
    inside = Q(jabatan__instansi=pejabat.jabatan.instansi_id)
    if pejabat.nip:
        return inside & Q(nip=pejabat.nip)
    return inside & Q(nip="", nama__iexact=pejabat.nama)


def replaced_q(today: datetime.date | None = None) -> Q:
    """Return the condition "the holder has gone, and the SKP is not closed" on Skp rows (rule I-17)."""
    day = today or timezone.localdate()
    gone = Q(pejabat__selesai__lt=day)
    early = Q(pejabat__selesai__lt=F("selesai")) | Q(pejabat__selesai__year=F("tahun"))
    return ~Q(status=S.DITUTUP) & gone & early


def is_replaced(skp: Skp, today: datetime.date | None = None) -> bool:
    """Whether the holder has gone and the SKP is not closed; the same as `replaced_q` for one row."""
    end = skp.pejabat.selesai
    if skp.status == S.DITUTUP or end is None or end >= (today or timezone.localdate()):
        return False
    return end < skp.selesai or end.year == skp.tahun


def check_days(skp: Skp) -> None:
    """Refuse days outside the year or the holder's term; raises ValidationError beside the field."""
    term = term_in(skp.pejabat, skp.tahun)
    if term is None:
        raise ValidationError(f"{skp.pejabat.nama} tidak menjabat pada tahun {skp.tahun}.")
    first, last = (format_date(day) for day in term)
    sentence = f"Isi tanggal dari {first} sampai {last}, masa jabatannya pada tahun {skp.tahun}."
    if not term[0] <= skp.mulai <= term[1]:
        raise ValidationError({"mulai": sentence})
    if not term[0] <= skp.selesai <= term[1]:
        raise ValidationError({"selesai": sentence})
    if skp.tanggal and skp.tanggal.year not in (skp.tahun - 1, skp.tahun):
        raise ValidationError(
            {"tanggal": f"Isi tanggal pada tahun {skp.tahun - 1} atau {skp.tahun}."}
        )
