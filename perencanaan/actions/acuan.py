"""Writing what tujuan and sasaran refer to: sasaran of the upper document, and NSPK with their catalogue."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from lib.tree import lock
from organisasi.izin import izin
from organisasi.models import Instansi
from perencanaan.actions.komponen import _dokumen_of
from perencanaan.actions.kunci import lock_dokumen, require_fresh, touch
from perencanaan.models import Acuan, Komponen, Nspk

if TYPE_CHECKING:
    from organisasi.models import AnyUser

NO_NSPK_RIGHT = "Anda tidak berhak mengubah daftar NSPK instansi ini. Hubungi admin instansi Anda."
GONE = "Acuan yang dipilih sudah tidak ada. Muat ulang halaman, lalu pilih lagi."


@transaction.atomic
def set_acuan(
    *,
    user: AnyUser,
    komponen: int,
    sasaran: Collection[int] = (),
    nspk: Collection[int] = (),
    versi: int | None = None,
) -> list[Acuan]:
    """Let a tujuan or sasaran refer to exactly these komponen of the RPJMD or RPJMN and these NSPK; return the rows.

    Those that stay keep their row. Raises ValidationError when stale, for a komponen that carries no acuan, and for
    what is of another instansi or no upper document.
    """
    owner = lock_dokumen(user, _dokumen_of(user, komponen))
    target = require_fresh(owner, komponen, versi)
    upper = {
        row.pk: row
        for row in Komponen.objects.visible_to(user)
        .filter(pk__in=sasaran)
        .select_related("dokumen")
    }
    norms = {row.pk: row for row in Nspk.objects.visible_to(user).filter(pk__in=nspk)}
    if len(upper) < len(set(sasaran)) or len(norms) < len(set(nspk)):
        raise ValidationError(GONE)
    rows = [Acuan(komponen=target, sasaran=row) for row in upper.values()]
    rows += [Acuan(komponen=target, nspk=row) for row in norms.values()]
    for row in rows:
        row.full_clean(exclude=["komponen", "sasaran", "nspk"], validate_unique=False)
    before = {(row.sasaran_id, row.nspk_id): row for row in Acuan.objects.filter(komponen=target)}
    wanted = {(row.sasaran_id, row.nspk_id) for row in rows}
    leaving = [row.pk for key, row in before.items() if key not in wanted]
    Acuan.objects.filter(pk__in=leaving).delete()
    Acuan.objects.bulk_create([row for row in rows if (row.sasaran_id, row.nspk_id) not in before])
    Komponen.objects.filter(pk=target.pk).update(versi=target.versi + 1)
    touch(owner)
    return rows


@transaction.atomic
def save_nspk(*, user: AnyUser, nspk: Nspk) -> Nspk:
    """Save a new or changed NSPK of an instansi in which the user writes something; raises ValidationError."""
    _require_nspk(user, nspk.instansi_id)
    nspk.nama = " ".join(nspk.nama.split())
    nspk.peraturan = " ".join(nspk.peraturan.split())
    nspk.full_clean()
    nspk.save()
    return nspk


@transaction.atomic
def delete_nspk(*, user: AnyUser, nspk: int) -> None:
    """Delete an NSPK; refused with a sentence while a tujuan or sasaran refers to it."""
    row = Nspk.objects.visible_to(user).get(pk=nspk)
    _require_nspk(user, row.instansi_id)
    used = Acuan.objects.filter(nspk=row).select_related("komponen__dokumen").order_by("pk")
    if (first := used.first()) is not None:
        komponen = first.komponen
        raise ValidationError(
            f"NSPK ini masih diacu {used.count()} komponen, antara lain "
            f"{komponen.get_jenis_display().lower()} “{komponen}” pada {komponen.dokumen}. "
            "Lepas acuannya dahulu."
        )
    row.delete()


def _require_nspk(user: AnyUser, instansi_id: int) -> None:
    """Refuse whoever writes nothing in the instansi, and lock it: one NSPK of a wording."""
    lock(Instansi.objects.visible_to(user).filter(pk=instansi_id))
    if not izin(user).may_edit_some(instansi_id):
        raise PermissionDenied(NO_NSPK_RIGHT)
