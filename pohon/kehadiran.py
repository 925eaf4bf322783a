"""Who is looking at a tree right now. No content: nothing here is locked, logged or kept."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from organisasi.models import Pengguna
from pohon.models import Kehadiran, Pohon

LONGEST_KEY = 40
MOST_ID = 2**63 - 1


def announce(*, user: Pengguna, pohon: Pohon, data: Any) -> None:
    """Note that one open editor of a user is at a node (`simpul` or None), or that it has closed (`pergi`).

    `kunci` names the editor. A database that is busy, or a tree that has just gone, loses the note. Raises
    ValidationError.
    """
    data = data if isinstance(data, dict) else {}
    kunci, simpul = data.get("kunci"), data.get("simpul")
    if not isinstance(kunci, str) or not 0 < len(kunci) <= LONGEST_KEY or not kunci.isalnum():
        raise ValidationError(
            {"kunci": "Sebutkan kunci tab ini: huruf dan angka, paling banyak 40."}
        )
    if isinstance(simpul, bool) or not isinstance(simpul, int | None):
        raise ValidationError({"simpul": "Sebutkan simpul dengan nomornya."})
    if simpul is not None and not 0 < simpul <= MOST_ID:
        raise ValidationError({"simpul": "Sebutkan simpul dengan nomornya."})
    now = timezone.now()
    try:
        if data.get("pergi"):
            Kehadiran.objects.filter(pohon=pohon, pengguna=user, kunci=kunci).delete()
            return
        Kehadiran.objects.filter(pohon=pohon, waktu__lt=now - Kehadiran.MOMENT).delete()
        Kehadiran.objects.bulk_create(
            [Kehadiran(pohon=pohon, pengguna=user, kunci=kunci, simpul=simpul, waktu=now)],
            update_conflicts=True,
            unique_fields=["pohon", "pengguna", "kunci"],
            update_fields=["simpul", "waktu"],
        )
    except (OperationalError, IntegrityError):
        return


def others(*, user: Pengguna, pohon: Pohon) -> list[dict[str, Any]]:
    """Return where everybody else is, one entry for each open editor, in a steady order. One query."""
    rows = (
        Kehadiran.objects.filter(pohon=pohon, waktu__gte=timezone.now() - Kehadiran.MOMENT)
        .exclude(pengguna=user)
        .select_related("pengguna")
        .order_by("pengguna__nama", "pk")
    )
    return [
        {
            "id": row.pengguna_id,
            "nama": row.pengguna.nama,
            "inisial": row.pengguna.inisial,
            "simpul": row.simpul,
        }
        for row in rows
    ]
