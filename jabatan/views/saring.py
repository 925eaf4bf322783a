"""By what the lists of this room are narrowed alike: a year, and a unit with the units below it."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.models import Unit

M = TypeVar("M", bound=Model)


def year_of(request: HttpRequest) -> int | None:
    """Return the year of `?tahun=`; None for anything but four digits."""
    tahun = request.GET.get("tahun", "")
    return int(tahun) if tahun.isdecimal() and len(tahun) == 4 else None


def in_year_and_unit(request: SignedInRequest, rows: QuerySet[M], jabatan: str) -> QuerySet[M]:
    """Keep what `?tahun=` and `?unit=` ask for; `jabatan` is the lookup of the position. 404 for a unit not seen."""
    if tahun := year_of(request):
        rows = rows.filter(tahun=tahun)
    if unit := number_of(request.GET.get("unit")):
        branch = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
        rows = rows.filter(**{f"{jabatan}__unit__in": Unit.objects.in_branch(branch)})
    return rows
