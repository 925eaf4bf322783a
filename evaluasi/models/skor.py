"""Scores kept: that of a frozen version, which never changes again, and the last one reckoned of each tree."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from evaluasi.models.dasar import MilikPohonQuerySet, MilikVersiQuerySet, stale_q
from pohon.models import Pohon, VersiPohon


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


class SkorPohon(models.Model):
    """The score of a tree as it was last reckoned, so that the league of many trees need not reckon them all.

    `bagian` is as in SkorVersi; `rincian` holds how far each stage is (`tahapan`), findings by letter (`temuan`) and
    how many nodes have what (`hitungan`).
    """

    pohon = models.OneToOneField(
        Pohon, on_delete=models.CASCADE, related_name="skor", verbose_name="pohon"
    )
    nomor = models.PositiveBigIntegerField("nomor perubahan")
    total = models.DecimalField("skor", max_digits=5, decimal_places=2, null=True)
    bagian = models.JSONField("bagian", encoder=DjangoJSONEncoder)
    rincian = models.JSONField("rincian", encoder=DjangoJSONEncoder)
    dihitung = models.DateTimeField("dihitung")

    objects = MilikPohonQuerySet["SkorPohon"].as_manager()

    class Meta:
        verbose_name = "skor pohon"
        verbose_name_plural = "daftar skor pohon"
        ordering: ClassVar = ["pohon"]

    def __str__(self) -> str:
        return f"{self.pohon}: {self.total}"

    @staticmethod
    def stale_q() -> Q:
        """Return the condition "not reckoned, or out of date" on rows of Pohon."""
        return stale_q("skor", "dihitung")
