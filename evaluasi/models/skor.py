"""SkorVersi: the score of a frozen version, kept so that the trend does not change when the rules do."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from evaluasi.models.dasar import MilikVersiQuerySet
from pohon.models import VersiPohon


class SkorVersi(models.Model):
    """What the six parts of the score came to when a version was frozen: `bagian` maps the part to 0 to 100 or null."""

    versi = models.OneToOneField(
        VersiPohon, on_delete=models.CASCADE, related_name="skor", verbose_name="versi"
    )
    total = models.DecimalField("skor", max_digits=5, decimal_places=2)
    bagian = models.JSONField("bagian", encoder=DjangoJSONEncoder)
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    objects = MilikVersiQuerySet["SkorVersi"].as_manager()

    class Meta:
        verbose_name = "skor versi"
        verbose_name_plural = "daftar skor versi"
        ordering: ClassVar = ["versi"]

    def __str__(self) -> str:
        return f"{self.versi}: {self.total}"
