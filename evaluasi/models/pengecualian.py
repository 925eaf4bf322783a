"""Pengecualian: a finding that is left as it is, with the reason, and what the evaluator says of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from evaluasi.models.dasar import MilikPohonQuerySet
from lib.fields import LongTextField
from organisasi.models import Pengguna
from pohon.models import Pohon


class Pengecualian(models.Model):
    """A finding acknowledged with a reason. One the evaluator rejected no longer counts; the planner may give another.

    `sidik` names the finding (lib.aturan); `pesan` keeps what it said, for those who read the reason later.
    """

    class Status(models.TextChoices):
        BERLAKU = "berlaku", "Berlaku"
        DITOLAK = "ditolak", "Ditolak evaluator"

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_pengecualian", verbose_name="pohon"
    )
    aturan = models.CharField("aturan", max_length=8)
    simpul = models.PositiveBigIntegerField("nomor simpul", null=True, blank=True)
    sidik = models.CharField("sidik temuan", max_length=32)
    pesan = models.TextField("temuan")
    alasan = LongTextField(
        "alasan",
        max_length=1000,
        error_messages={"blank": "Alasan belum diisi. Tulis mengapa temuan ini dibiarkan."},
    )
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    waktu = models.DateTimeField("waktu", auto_now=True)
    status = models.CharField("status", max_length=8, choices=Status, default=Status.BERLAKU)
    tanggapan = LongTextField("tanggapan evaluator", blank=True, max_length=1000)
    ditanggapi_oleh = models.ForeignKey(
        Pengguna,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditanggapi oleh",
    )
    waktu_tanggapan = models.DateTimeField("waktu tanggapan", null=True, blank=True)

    objects = MilikPohonQuerySet["Pengecualian"].as_manager()

    class Meta:
        verbose_name = "pengecualian"
        verbose_name_plural = "daftar pengecualian"
        ordering: ClassVar = ["aturan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pohon", "sidik"],
                name="pengecualian_satu_per_temuan",
                violation_error_message="Temuan ini sudah diberi alasan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.aturan}: {self.alasan}"

    @property
    def is_valid(self) -> bool:
        """Whether the reason still stands."""
        return self.status == self.Status.BERLAKU
