"""Writes on the holders of a position, under the lock of the instansi."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from jabatan.actions.jabatan import count_up, load_jabatan, lock_instansi, touch
from jabatan.models import Jabatan, Pejabat, Skp
from organisasi.izin import require_edit
from organisasi.models import LAST_YEAR

if TYPE_CHECKING:
    from organisasi.models import AnyUser

FIRST_TERM = 1950
FIELDS = ("nama", "nip", "pangkat", "status", "mulai", "selesai")


def check_years(pejabat: Pejabat) -> None:
    """Refuse a term of an absurd year, such as 0201 for 2010; raises ValidationError."""
    for field in ("mulai", "selesai"):
        date = getattr(pejabat, field)
        if date and not FIRST_TERM <= date.year <= LAST_YEAR:
            raise ValidationError(
                {field: f"Isi tanggal antara tahun {FIRST_TERM} dan {LAST_YEAR}."}
            )


def _save(pejabat: Pejabat) -> Pejabat:
    check_years(pejabat)
    pejabat.full_clean()
    pejabat.save()
    touch(pejabat.jabatan_id)
    count_up(pejabat.jabatan.instansi_id)
    return pejabat


def _load(user: AnyUser, pejabat: Pejabat) -> Pejabat:
    """Lock the instansi, check the right on the position and return the holder as it is now."""
    instansi = lock_instansi(user, pejabat.jabatan.instansi_id)
    jabatan = load_jabatan(user, instansi.pk, pejabat.jabatan_id)
    require_edit(user, instansi.pk, jabatan.unit)
    fresh = Pejabat.objects.visible_to(user).filter(pk=pejabat.pk, jabatan=jabatan).first()
    if fresh is None:
        raise ValidationError("Pejabat itu sudah dihapus orang lain. Muat ulang halaman.")
    return fresh


@transaction.atomic
def add_pejabat(*, user: AnyUser, jabatan: Jabatan, data: Mapping[str, Any]) -> Pejabat:
    """Record who holds a position from `mulai` on; `data` holds the fields of Pejabat."""
    instansi = lock_instansi(user, jabatan.instansi_id)
    jabatan = load_jabatan(user, instansi.pk, jabatan.pk)
    require_edit(user, instansi.pk, jabatan.unit)
    return _save(Pejabat(jabatan=jabatan, **{k: v for k, v in data.items() if k in FIELDS}))


@transaction.atomic
def change_pejabat(*, user: AnyUser, pejabat: Pejabat, data: Mapping[str, Any]) -> Pejabat:
    """Correct what is recorded about a holder."""
    fresh = _load(user, pejabat)
    for field in FIELDS:
        if field in data:
            setattr(fresh, field, data[field])
    return _save(fresh)


@transaction.atomic
def end_pejabat(*, user: AnyUser, pejabat: Pejabat, selesai: datetime.date) -> Pejabat:
    """End a holder's term; `selesai` is the last day in office."""
    fresh = _load(user, pejabat)
    fresh.selesai = selesai
    return _save(fresh)


@transaction.atomic
def delete_pejabat(*, user: AnyUser, pejabat: Pejabat) -> None:
    """Delete a holder recorded by mistake; signed PK keep their own copy of the name.

    Raises ValidationError when the person has an SKP in this position.
    """
    fresh = _load(user, pejabat)
    if skp := Skp.objects.filter(pejabat=fresh).order_by("tahun").first():
        raise ValidationError(
            f"{fresh.nama} memiliki SKP tahun {skp.tahun} di jabatan ini. Hapus dahulu drafnya; "
            "bila sudah ditetapkan, akhiri masa jabatannya."
        )
    fresh.delete()
    touch(pejabat.jabatan_id)
    count_up(pejabat.jabatan.instansi_id)
