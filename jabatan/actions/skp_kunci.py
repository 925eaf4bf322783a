"""What every write on an SKP asks first: the lock, the right, the period, and whether it is what the user saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError

from jabatan.actions.rencana_aksi import locked_period
from jabatan.models import Skp
from jabatan.skp.susun import with_position
from lib import tree
from organisasi.izin import require_edit

if TYPE_CHECKING:
    from organisasi.models import AnyUser

STALE = "SKP ini baru saja diubah. Muat ulang halaman, lalu masukkan lagi perubahan Anda."
GONE = "SKP itu sudah dihapus orang lain. Muat ulang halaman."
FROZEN = "SKP yang sudah ditetapkan tidak dapat diubah."


def require_open(instansi: int, tahun: int) -> None:
    """Refuse when the period of the year is locked."""
    if periode := locked_period(instansi, tahun):
        raise PermissionDenied(f"Periode {periode} terkunci; hubungi admin instansi.")


def lock_skp(user: AnyUser, skp: Skp, versi: int | None = None, *, draft: bool = True) -> Skp:
    """Lock an SKP, check the right on its position and return it as it is now.

    Raises ValidationError when it is gone, was changed since `versi` was seen, or (`draft`) is no draft any more.
    """
    try:
        fresh = tree.lock(with_position(Skp.objects.visible_to(user)).filter(pk=skp.pk))
    except Skp.DoesNotExist:
        raise ValidationError(GONE) from None
    jabatan = fresh.pejabat.jabatan
    require_edit(user, jabatan.instansi_id, jabatan.unit)
    require_open(jabatan.instansi_id, fresh.tahun)
    if draft and fresh.is_frozen:
        raise ValidationError(FROZEN)
    if versi is not None and fresh.versi != versi:
        raise ValidationError(STALE)
    return fresh


def bump(skp: Skp) -> Skp:
    """Check a locked SKP and save it as a newer version."""
    skp.versi += 1
    skp.full_clean()
    skp.save()
    return skp
