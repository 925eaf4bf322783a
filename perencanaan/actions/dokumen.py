"""Writing planning documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from lib.tree import lock
from organisasi.izin import require_edit
from organisasi.models import Instansi
from perencanaan.actions.kunci import lock_dokumen
from perencanaan.actions.penetapan import referring, return_references
from perencanaan.actions.salin import hold, lock_instansi, require_writable, successor
from perencanaan.models import Acuan, Dokumen, Komponen

if TYPE_CHECKING:
    from organisasi.models import AnyUser

# What a form may change: not the version, nor what establishing a document leaves.
WRITTEN = [f.name for f in Dokumen._meta.concrete_fields if f.editable and not f.primary_key]
SAME_IN_PERUBAHAN = ("jenis", "unit", "periode", "tahun")


@transaction.atomic
def save_dokumen(*, user: AnyUser, dokumen: Dokumen) -> Dokumen:
    """Save a new or changed document; raises PermissionDenied or ValidationError with sentences.

    A document that already has komponen keeps its kind, since the kind says what may lie under
    what, and a perubahan stays of the kind, unit and years of the document it changes.
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
        _refuse_other_place(before, dokumen)
    if dokumen.periode.terkunci:
        raise ValidationError({"periode": f"Periode {dokumen.periode} terkunci."})
    dokumen.full_clean()
    require_edit(user, dokumen.instansi_id, dokumen.unit)
    if dokumen.pk:
        dokumen.save(update_fields=[*WRITTEN, "diubah"])
    else:
        dokumen.save()
    return dokumen


def _refuse_other_place(before: Dokumen, after: Dokumen) -> None:
    if before.sebelumnya_id is None:
        return
    for name in SAME_IN_PERUBAHAN:
        if getattr(before, name) != getattr(after, name):
            raise ValidationError(
                {name: f"Tidak dapat diganti: dokumen ini mengubah {before.sebelumnya}."}
            )


@transaction.atomic
def delete_dokumen(*, user: AnyUser, dokumen: int) -> None:
    """Delete a document with its komponen, pagu and mappings; refused while others refer to it.

    A perubahan may go: the version before it is the current one again, and what referred to the perubahan refers to
    that version. Acuan to a sasaran that only the perubahan has refuse it.
    """
    row = lock_instansi(user, dokumen)
    others = [row.sebelumnya_id, *referring(dokumen)] if row.sebelumnya_id else []
    owner, *_ = hold(user, dokumen, *others)
    require_writable(user, owner)
    if (after := successor(owner)) is not None:
        raise ValidationError(f"{owner} diubah dengan {after}; hapus perubahan itu dahulu.")
    if owner.sebelumnya_id:
        return_references(owner)
    elif (count := owner.turunan.count()) > 0:
        raise ValidationError(
            f"{count} dokumen lain mengacu pada dokumen ini; ubah acuannya dahulu."
        )
    acuan = Acuan.objects.filter(sasaran__dokumen=owner).exclude(komponen__dokumen=owner)
    if (count := acuan.count()) > 0:
        raise ValidationError(
            f"{count} acuan dari dokumen lain menunjuk sasaran dokumen ini; ubah acuannya dahulu."
        )
    owner.delete()
