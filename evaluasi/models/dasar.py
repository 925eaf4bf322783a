"""What all rows about a tree share: who may see them, and when what was reckoned of a tree is out of date."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from jabatan.models import Jabatan
from perencanaan.models import Dokumen
from pohon.models import Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

T = TypeVar("T", bound=models.Model)


class MilikPohonQuerySet(models.QuerySet[T]):
    """Questions about rows that belong to a tree. `POHON` is the lookup from the row to its tree."""

    POHON = "pohon"

    def visible_to(self, user: AnyUser) -> Self:
        """Return the rows of trees the user may read."""
        return self.filter(**{f"{self.POHON}__in": Pohon.objects.visible_to(user)})


class MilikVersiQuerySet(MilikPohonQuerySet[T]):
    """Questions about rows that belong to a frozen version of a tree."""

    POHON = "versi__pohon"


USIA = datetime.timedelta(hours=24)


def stale_q(row: str, waktu: str) -> Q:
    """Return, on rows of Pohon, the condition that what is kept of a tree in `row` no longer says how it stands.

    There is none, the tree changed since, or a plan or position near it did after the moment kept in `waktu`. What else
    is read (answers of other trees, SKP, the nomenclature) has no such mark: after USIA nothing is called fresh.
    """
    since = f"{row}__{waktu}"
    return (
        Q(**{row: None})
        | ~Q(**{f"{row}__nomor": F("nomor")})
        | Q(**{f"{since}__lt": timezone.now() - USIA})
        | _near_changed(since)
    )


def _near_changed(since: str) -> Q:
    """Return the condition that a document or a position changed after a moment.

    Near are those of the instansi as a whole, of the tree's unit, and of the units above and below it; near a tree of
    the whole instansi are all.
    """
    lft, rght = OuterRef("unit__lft"), OuterRef("unit__rght")
    above = Q(unit__lft__lte=lft, unit__rght__gte=rght)
    below = Q(unit__lft__gte=lft, unit__rght__lte=rght)
    near = Q(unit=None) | above | below
    found = Q()
    for rows in (Dokumen.objects.all(), Jabatan.objects.all()):
        newer = rows.filter(instansi=OuterRef("instansi"), diubah__gt=OuterRef(since))
        found |= Exists(newer.filter(near)) | (Q(unit=None) & Exists(newer))
    return found
