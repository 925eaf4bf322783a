"""Signing the reviews of a tree, taking a signature back, and saying which node of a superior tree it continues."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from organisasi.models import Pengguna, Unit
from pohon import potret
from pohon.actions.isi import assign
from pohon.actions.sesi import Sesi, lock_pohon
from pohon.models import Perubahan, Pohon, Simpul, SimpulQuerySet, TinjauanPohon


@transaction.atomic
def sign_tinjauan(*, user: Pengguna, pohon_id: int, jenis: str, catatan: str = "") -> TinjauanPohon:
    """Sign a review; signing again takes the place of the first signature.

    Raises ValidationError for an unknown review or a tree that has not reached Tahap 3, Http404 and PermissionDenied as
    every write.
    """
    pohon = lock_pohon(user, pohon_id)
    if jenis not in TinjauanPohon.Jenis.values:
        raise ValidationError({"jenis": "Pilih tinjauan redundansi atau kealpaan."})
    if pohon.tahap < Pohon.Tahap.KONDISI:
        raise ValidationError(
            {"jenis": "Tinjauan dilakukan setelah pohon diurai. Buka Tahap 3 dahulu."}
        )
    before = potret.head(pohon)
    row = TinjauanPohon.objects.filter(pohon=pohon, jenis=jenis).first()
    row = row or TinjauanPohon(pohon=pohon, jenis=jenis)
    row.oleh, row.waktu = user, timezone.now()
    row.susunan = potret.shape(Simpul.objects.filter(pohon=pohon).values("id", "induk"))
    assign(row, {"catatan": catatan}, ("catatan",))
    row.save()
    _record(user, pohon, before)
    return row


@transaction.atomic
def withdraw_tinjauan(*, user: Pengguna, pohon_id: int, jenis: str) -> None:
    """Take a signature back; raises ValidationError where there is none."""
    pohon = lock_pohon(user, pohon_id)
    before = potret.head(pohon)
    deleted, _ = TinjauanPohon.objects.filter(pohon=pohon, jenis=jenis).delete()
    if not deleted:
        raise ValidationError({"jenis": "Tinjauan ini belum ditandatangani."})
    _record(user, pohon, before)


def _record(user: Pengguna, pohon: Pohon, before: dict[str, Any]) -> None:
    sesi = Sesi(pohon, user)
    sesi.record(Perubahan.Jenis.POHON, None, before=before, after={"pohon": potret.head(pohon)})
    sesi.close()


def superior_simpul(user: Pengguna, pohon: Pohon) -> SimpulQuerySet:
    """Return the nodes a unit's tree may continue: of the instansi's trees and of those of all units above it.

    Kondisi operasional have nothing below them to continue (PermenPANRB 89/2021 B.III T3 e).
    """
    rows = Simpul.objects.visible_to(user).filter(pohon__instansi=pohon.instansi_id)
    if pohon.unit is None:
        return rows.none()
    above = Unit.objects.filter(
        tree_id=pohon.unit.tree_id, lft__lt=pohon.unit.lft, rght__gt=pohon.unit.rght
    )
    rows = rows.filter(Q(pohon__unit=None) | Q(pohon__unit__in=above)).exclude(pohon=pohon)
    rows = rows.exclude(jenis=Simpul.Jenis.OPERASIONAL)
    return rows.filter(pohon__periode=pohon.periode_id).order_by("tree_id", "lft")


def read_superior(user: Pengguna, pohon: Pohon, value: Any) -> Simpul | None:
    """Return the node of a superior tree that a value names, None for none; raises ValidationError for another."""
    if value in (None, ""):
        return None
    key = value.pk if isinstance(value, Simpul) else value
    known = isinstance(key, int) and not isinstance(key, bool)
    row = superior_simpul(user, pohon).filter(pk=key).first() if known else None
    if row is None:
        raise ValidationError({"induk_simpul": "Pilih simpul dari pohon unit di atasnya."})
    return row
