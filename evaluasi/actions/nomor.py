"""The numbers of the findings of a report: without gaps, in the order they are told. All under the lock of the tree."""

from __future__ import annotations

from django.db.models import F, Max

from evaluasi.models import TemuanEvaluasi
from pohon.models import Pohon

ROOM = 10_000  # numbers are moved this far out of the way while they change places


def next_number(pohon: Pohon) -> int:
    """Return the next number of a finding of a tree."""
    last = TemuanEvaluasi.objects.filter(pohon=pohon).aggregate(n=Max("nomor"))["n"]
    return (last or 0) + 1


def remove(row: TemuanEvaluasi) -> None:
    """Delete a finding and close the gap in the numbers."""
    nomor, pohon_id = row.nomor, row.pohon_id
    row.delete()
    later = TemuanEvaluasi.objects.filter(pohon=pohon_id, nomor__gt=nomor)
    later.update(nomor=F("nomor") + ROOM)
    moved = TemuanEvaluasi.objects.filter(pohon=pohon_id, nomor__gt=ROOM)
    moved.update(nomor=F("nomor") - ROOM - 1)
