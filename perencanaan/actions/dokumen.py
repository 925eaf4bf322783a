"""Writing planning documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from lib.tree import lock
from organisasi.izin import require_edit
from organisasi.models import Instansi
from perencanaan.actions.kunci import lock_dokumen
from perencanaan.models import Dokumen, Komponen

if TYPE_CHECKING:
    from organisasi.models import AnyUser


@transaction.atomic
def save_dokumen(*, user: AnyUser, dokumen: Dokumen) -> Dokumen:
    """Save a new or changed document; raises PermissionDenied or ValidationError with sentences.

    A document that already has komponen keeps its kind, since the kind says what may lie under
    what.
    """
    lock(
        Instansi.objects.visible_to(user).filter(pk=dokumen.instansi_id)
    )  # one of a kind, unit and period
    if dokumen.pk:
        before = lock_dokumen(user, dokumen.pk)
        if before.jenis != dokumen.jenis and Komponen.objects.filter(dokumen=before).exists():
            raise ValidationError(
                {"jenis": "Jenis tidak dapat diganti: dokumen ini sudah memuat komponen."}
            )
    if dokumen.periode.terkunci:
        raise ValidationError({"periode": f"Periode {dokumen.periode} terkunci."})
    dokumen.full_clean()
    require_edit(user, dokumen.instansi_id, dokumen.unit)
    dokumen.save()
    return dokumen


@transaction.atomic
def delete_dokumen(*, user: AnyUser, dokumen: int) -> None:
    """Delete a document with its komponen, pagu and mappings; refused while others refer to it."""
    owner = lock_dokumen(user, dokumen)
    if (count := owner.turunan.count()) > 0:
        raise ValidationError(
            f"{count} dokumen lain mengacu pada dokumen ini; ubah acuannya dahulu."
        )
    owner.delete()
