"""Reading what the pages of the room are about."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from organisasi.models import Pengguna
from pohon.models import Pohon


def load_pohon(user: Pengguna, pohon_id: int) -> Pohon:
    """Return a tree the user may read, with what its pages name: outcome, instansi, unit, period; else Http404."""
    rows = Pohon.objects.visible_to(user).with_outcome()
    return get_object_or_404(rows.select_related("instansi", "unit", "periode"), pk=pohon_id)
