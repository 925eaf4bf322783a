"""The library of indicators of an instansi: cards to be used again on many simpul."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from organisasi.izin import izin
from organisasi.models import Instansi
from pohon.models.indikator import Kartu

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class PustakaIndikatorQuerySet(models.QuerySet["PustakaIndikator"]):
    """Questions about the library."""

    def visible_to(self, user: AnyUser) -> PustakaIndikatorQuerySet:
        """Return the cards of every instansi in which the user has a role."""
        return self.filter(instansi__in=izin(user).daftar_instansi)


class PustakaIndikator(Kartu):
    """A card that indicators of simpul take over and stay linked to (IKU, IKK)."""

    instansi = models.ForeignKey(
        Instansi,
        on_delete=models.CASCADE,
        related_name="daftar_pustaka_indikator",
        verbose_name="instansi",
    )
    versi = models.PositiveIntegerField("versi", default=1, editable=False)

    objects = PustakaIndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = "pustaka indikator"
        verbose_name_plural = "daftar pustaka indikator"
        ordering: ClassVar = ["nama"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instansi", "nama", "satuan"],
                name="pustaka_indikator_unik",
                violation_error_message="Indikator dengan nama dan satuan ini sudah ada di pustaka.",
            )
        ]

    def __str__(self) -> str:
        return self.nama
