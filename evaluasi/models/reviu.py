"""Judging: the rounds of review of a tree."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from evaluasi.models.dasar import MilikPohonQuerySet
from lib.fields import LongTextField
from organisasi.models import Pengguna
from pohon.models import Pohon, VersiPohon


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

    objects = MilikPohonQuerySet["Reviu"].as_manager()

    class Meta:
        verbose_name = "reviu"
        verbose_name_plural = "daftar reviu"
        ordering: ClassVar = ["-waktu"]

    def __str__(self) -> str:
        return f"{self.pohon}: {self.get_keputusan_display()}"
