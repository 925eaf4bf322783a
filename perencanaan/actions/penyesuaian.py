"""Following a tree that changed after its nodes were mapped: take its words over, or say that it was looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from lib.tree import lock
from perencanaan import susunan
from perencanaan.actions.komponen import update_komponen
from perencanaan.actions.kunci import lock_dokumen, require_fresh, touch
from perencanaan.models import Dokumen, Komponen, Pemetaan
from perencanaan.penyesuaian.simpul import copies
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST_CHECKED = 2000
GONE = "Sebagian pilihan sudah dilepas orang lain. Muat ulang halaman, lalu pilih lagi."


@transaction.atomic
def adjust(
    *, user: AnyUser, pemetaan: int, versi: int | None = None, versi_simpul: int | None = None
) -> Komponen:
    """Take the node's statement over into its komponen; return it with the next versi.

    Level, place and pengampu that changed as well stay marked: those only a person can follow. `versi` and
    `versi_simpul` are what the user saw. Raises ValidationError when either is stale, when several nodes share the
    komponen and its words are not this node's, and as `lock_dokumen` does.
    """
    row = Pemetaan.objects.visible_to(user).select_related("simpul", "komponen").get(pk=pemetaan)
    owner = _lock(user, [row])[0]
    simpul = Simpul.objects.get(pk=row.simpul_id)
    if versi_simpul is not None and simpul.versi != versi_simpul:
        raise ValidationError(
            "Simpul ini baru saja diubah lagi. Muat ulang halaman, lalu periksa rumusannya yang terbaru."
        )
    target = require_fresh(owner, row.komponen_id, versi)
    row = Pemetaan.objects.get(pk=pemetaan)
    _require_own_words(row, target)
    named = target.jenis in susunan.NAMED_BY_RESULT and not target.sasaran
    words = {"nama" if named else "sasaran": simpul.pernyataan}
    target = update_komponen(user=user, komponen=target.pk, versi=target.versi, **words)
    now = copies([simpul.pk])[simpul.pk]
    row.salinan = {**row.salinan, "pernyataan": now["pernyataan"], "indikator": now["indikator"]}
    row.save(update_fields=["salinan"])
    return target


def _require_own_words(row: Pemetaan, target: Komponen) -> None:
    """Refuse to write one node's words over a komponen that several nodes became together."""
    shared = Pemetaan.objects.living().filter(komponen=target).exclude(pk=row.pk).count()
    if shared and target.hasil != row.salinan.get("pernyataan"):
        raise ValidationError(
            f"{target.get_jenis_display()} ini menampung {shared + 1} simpul dan rumusannya sendiri. "
            "Ubah rumusannya di halaman dokumen, lalu pilih “Sudah diperiksa”."
        )


@transaction.atomic
def mark_checked(*, user: AnyUser, daftar: Collection[int]) -> int:
    """Keep the komponen as they are and renew what the mappings remember of their nodes; all or none.

    Returns how many. Raises ValidationError when one is gone or its document cannot be written, PermissionDenied when
    one is not the user's.
    """
    if not daftar:
        raise ValidationError("Pilih sekurang-kurangnya satu pemetaan.")
    if len(daftar) > MOST_CHECKED:
        raise ValidationError(f"Pilih paling banyak {MOST_CHECKED} pemetaan sekali jalan.")
    rows = _visible(user, daftar)
    owners = _lock(user, rows)
    rows = _visible(user, daftar)
    now = copies(row.simpul_id for row in rows)
    for row in rows:
        row.salinan = now[row.simpul_id]
    Pemetaan.objects.bulk_update(rows, ["salinan"], batch_size=200)
    for owner in owners:
        touch(owner)
    return len(rows)


def _visible(user: AnyUser, daftar: Collection[int]) -> list[Pemetaan]:
    rows = Pemetaan.objects.visible_to(user).filter(pk__in=daftar)
    found = list(rows.select_related("simpul", "komponen"))
    if len(found) < len(set(daftar)):
        raise ValidationError(GONE)
    return found


def _lock(user: AnyUser, rows: Iterable[Pemetaan]) -> list[Dokumen]:
    """Lock the trees for reading, then the documents for writing, each in the order of their keys."""
    rows = list(rows)
    for pk in sorted({row.simpul.pohon_id for row in rows}):
        lock(Pohon.objects.visible_to(user).filter(pk=pk))
    return [lock_dokumen(user, pk) for pk in sorted({row.komponen.dokumen_id for row in rows})]
