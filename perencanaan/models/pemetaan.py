"""Which node of a tree became which komponen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from lib.fields import LongTextField
from organisasi.izin import izin
from perencanaan.models.komponen import Komponen
from pohon.models import Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class PemetaanQuerySet(models.QuerySet["Pemetaan"]):
    """Questions about the mapping."""

    def visible_to(self, user: AnyUser) -> PemetaanQuerySet:
        """Return the mappings of living trees inside every instansi in which the user has a role."""
        return self.living().filter(komponen__dokumen__instansi__in=izin(user).daftar_instansi)

    def living(self) -> PemetaanQuerySet:
        """Leave out what belongs to a deleted tree, which may come back."""
        return self.filter(simpul__pohon__dihapus=None)

    def current(self) -> PemetaanQuerySet:
        """Leave out deleted trees, and documents a later perubahan has taken the place of."""
        return self.living().filter(komponen__dokumen__perubahan=None)


class Pemetaan(models.Model):
    """A node becomes a component: one to one, one to many, or many to one (PermenPANRB 89/2021 B.IV
    A-C).
    """

    simpul = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="daftar_pemetaan", verbose_name="simpul"
    )
    komponen = models.ForeignKey(
        Komponen, on_delete=models.CASCADE, related_name="daftar_pemetaan", verbose_name="komponen"
    )
    alasan = LongTextField("alasan", blank=True, max_length=1000)
    salinan = models.JSONField(
        "simpul saat dituangkan",
        default=dict,
        blank=True,
        editable=False,
        help_text="Untuk mengetahui apa yang berubah di pohon sesudahnya.",
    )

    objects = PemetaanQuerySet.as_manager()

    class Meta:
        verbose_name = "pemetaan"
        verbose_name_plural = "daftar pemetaan"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["simpul", "komponen"],
                name="pemetaan_unik",
                violation_error_message="Simpul ini sudah dituangkan ke komponen itu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id} -> {self.komponen_id}"

    def clean(self) -> None:
        """Refuse a node and a component of two instansi."""
        if self.simpul.pohon.instansi_id != self.komponen.dokumen.instansi_id:
            raise ValidationError("Simpul dan komponen harus dari instansi yang sama.")
