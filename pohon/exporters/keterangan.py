"""What stands at the head and foot of every export of a tree: whose it is, which period, which state."""

from __future__ import annotations

from django.utils import timezone

from lib.teks import format_date
from pohon.models import Pohon


def owner_name(pohon: Pohon) -> str:
    """Return the name of the unit, or of the instansi where the tree is of all of it."""
    return pohon.unit.nama if pohon.unit else pohon.instansi.nama


def footer(pohon: Pohon) -> list[str]:
    """Return unit, instansi, period, version and state, and the day of printing."""
    names = [pohon.unit.nama] if pohon.unit else []
    return [
        *names,
        pohon.instansi.nama,
        pohon.periode.nama,
        f"{pohon.get_status_display()}, perubahan ke-{pohon.nomor}",
        f"Dicetak {format_date(timezone.localdate())}",
    ]
