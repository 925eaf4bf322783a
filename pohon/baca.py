"""Reading the tree that a page or an endpoint is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from pohon.models import Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser


def load_pohon(user: AnyUser, pk: int) -> Pohon:
    """Return a tree the user may read, with what pages and permissions ask: outcome, instansi, unit, period.

    Http404 otherwise. One query.
    """
    rows = Pohon.objects.visible_to(user).with_outcome()
    return get_object_or_404(rows.select_related("instansi", "unit", "periode"), pk=pk)
