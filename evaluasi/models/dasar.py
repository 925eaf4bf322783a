"""What all rows about a tree share: who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

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
