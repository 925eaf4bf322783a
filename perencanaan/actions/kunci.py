"""The locks of this room's writes, and what must hold before anything is written.

A tree's row is locked before a document's, always in this order, so that two writers never wait for
each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from lib.tree import lock
from organisasi.izin import require_edit
from perencanaan.models import Dokumen, Komponen
from pohon.models import Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

STALE = "Komponen ini sudah diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda."


def lock_dokumen(user: AnyUser, pk: int) -> Dokumen:
    """Lock a document for writing and return it.

    Raises Dokumen.DoesNotExist when the user may not see it, PermissionDenied when they may not
    write it, and ValidationError when its period is locked or the document frozen.
    """
    dokumen = lock(
        Dokumen.objects.visible_to(user)
        .filter(pk=pk)
        .select_related("instansi", "unit", "periode", "versi_nomenklatur")
    )
    require_edit(user, dokumen.instansi_id, dokumen.unit)
    if reason := dokumen.lock_reason:
        raise ValidationError(reason)
    return dokumen


def lock_pohon(user: AnyUser, pk: int) -> Pohon:
    """Lock a tree whose nodes are to be mapped and return it.

    Raises Pohon.DoesNotExist when the user may not see it, PermissionDenied when they may not write
    it, and ValidationError before stage 5 or while the tree is submitted, approved or of a locked
    period.
    """
    pohon = lock(
        Pohon.objects.visible_to(user).filter(pk=pk).select_related("instansi", "unit", "periode")
    )
    require_edit(user, pohon.instansi_id, pohon.unit)
    if reason := closed_reason(pohon):
        raise ValidationError(reason)
    return pohon


def closed_reason(pohon: Pohon) -> str:
    """Say why the nodes of a tree cannot be mapped now: too early, or the tree is locked; else empty."""
    if pohon.tahap < Pohon.Tahap.PENUANGAN:
        return (
            "Tahapan tidak boleh dilompati: penuangan ke komponen perencanaan dibuka pada tahap "
            f"{Pohon.Tahap.PENUANGAN:d}, sedangkan pohon ini masih tahap {pohon.tahap}."
        )
    return pohon.lock_reason


def touch(dokumen: Dokumen) -> None:
    """Count the document's changes up and note the time; called once per write, under the lock."""
    dokumen.nomor += 1
    Dokumen.objects.filter(pk=dokumen.pk).update(nomor=F("nomor") + 1, diubah=timezone.now())


def fresh(dokumen: Dokumen, pk: int | None, versi: int | None = None) -> Komponen | None:
    """Return a komponen of the locked document as it stands now; None for None.

    Raises Komponen.DoesNotExist for one of another document and ValidationError when `versi` is no
    longer current.
    """
    if pk is None:
        return None
    komponen: Komponen = Komponen.objects.get(pk=pk, dokumen_id=dokumen.pk)
    komponen.dokumen = dokumen
    if versi is not None and komponen.versi != versi:
        raise ValidationError(STALE)
    return komponen


def require_fresh(dokumen: Dokumen, pk: int, versi: int | None = None) -> Komponen:
    """As `fresh`, for a komponen that must be named."""
    komponen = fresh(dokumen, pk, versi)
    assert komponen is not None
    return komponen
