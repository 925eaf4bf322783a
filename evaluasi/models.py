"""Judging: the rounds of review of a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from lib.fields import LongTextField
from organisasi.models import Pengguna
from pohon.models import Pohon, VersiPohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class ReviuQuerySet(models.QuerySet["Reviu"]):
    """Questions about rounds of review."""

    def visible_to(self, user: AnyUser) -> ReviuQuerySet:
        """Return the rounds of trees the user may read."""
        return self.filter(pohon__in=Pohon.objects.visible_to(user))


class Reviu(models.Model):
    """One step of a review: submitted, returned with notes, approved, or reopened, on a frozen version."""

    class Keputusan(models.TextChoices):
        DIAJUKAN = "diajukan", "Diajukan"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        DISETUJUI = "disetujui", "Disetujui"
        DIBUKA = "dibuka", "Dibuka kembali"

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_reviu", verbose_name="pohon"
    )
    versi = models.ForeignKey(
        VersiPohon,
        on_delete=models.PROTECT,
        null=True,
        related_name="daftar_reviu",
        verbose_name="versi",
    )
    keputusan = models.CharField("keputusan", max_length=14, choices=Keputusan)
    catatan = LongTextField("catatan", blank=True, max_length=5000)
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    objects = ReviuQuerySet.as_manager()

    class Meta:
        verbose_name = "reviu"
        verbose_name_plural = "daftar reviu"
        ordering: ClassVar = ["-waktu"]

    def __str__(self) -> str:
        return f"{self.pohon}: {self.get_keputusan_display()}"
