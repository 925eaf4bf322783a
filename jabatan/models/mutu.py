"""How good an indicator is: BKN's ten questions for an IKU, and SMART."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from lib.fields import LongTextField
from organisasi.models import Pengguna
from pohon.models import Indikator


class MutuIndikator(models.Model):
    """What a person answered about an indicator; the questions stand in `jabatan.mutu.penilaian`.

    `jawaban` holds {"J-01": true, ...} and {"S": true, ...}: yes or no per question, absent when not answered.
    """

    indikator = models.OneToOneField(
        Indikator, on_delete=models.CASCADE, related_name="mutu", verbose_name="indikator"
    )
    jawaban = models.JSONField("jawaban", default=dict, blank=True)
    catatan = LongTextField("catatan", blank=True, max_length=1000)
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="oleh"
    )
    pada = models.DateTimeField("pada", auto_now=True)

    class Meta:
        verbose_name = "mutu indikator"
        verbose_name_plural = "daftar mutu indikator"
        ordering: ClassVar = ["indikator"]

    def __str__(self) -> str:
        return f"{self.indikator_id}"
