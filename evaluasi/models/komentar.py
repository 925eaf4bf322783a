"""Komentar: what people say of a tree, a node, an indicator, a field or an edge, as threads that can be resolved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from evaluasi.models.dasar import MilikPohonQuerySet
from lib.fields import LongTextField
from organisasi.models import Pengguna
from pohon.models import Pohon, VersiPohon


class Komentar(models.Model):
    """A comment, or an answer to one (`atas`). A thread is open until somebody resolves it, whatever the version.

    `tentang` names the thing, `kutipan` what stood there, so that the comment is understood when the thing changed or
    went. The edge of a node is the one to its parent. `versi` is the last frozen version when it was written.
    """

    class Tentang(models.TextChoices):
        POHON = "pohon", "Pohon"
        SIMPUL = "simpul", "Simpul"
        HUBUNGAN = "hubungan", "Hubungan dengan induk"
        INDIKATOR = "indikator", "Indikator"
        MEDAN = "medan", "Isian"

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_komentar", verbose_name="pohon"
    )
    versi = models.ForeignKey(
        VersiPohon,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="versi",
    )
    atas = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="daftar_balasan",
        verbose_name="balasan atas",
    )
    tentang = models.CharField("tentang", max_length=10, choices=Tentang)
    simpul = models.PositiveBigIntegerField("nomor simpul", null=True, blank=True)
    indikator = models.PositiveBigIntegerField("nomor indikator", null=True, blank=True)
    medan = models.CharField("isian", max_length=40, blank=True)
    kutipan = models.TextField("kutipan", blank=True)
    isi = LongTextField(
        "komentar",
        max_length=5000,
        error_messages={"blank": "Komentar belum diisi. Tulis komentar Anda."},
    )
    sebutan = models.ManyToManyField(
        Pengguna, blank=True, related_name="disebut_di", verbose_name="yang disebut"
    )
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)
    selesai = models.DateTimeField("selesai", null=True, blank=True)
    diselesaikan_oleh = models.ForeignKey(
        Pengguna,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diselesaikan oleh",
    )

    objects = MilikPohonQuerySet["Komentar"].as_manager()

    class Meta:
        verbose_name = "komentar"
        verbose_name_plural = "daftar komentar"
        ordering: ClassVar = ["waktu", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["pohon", "simpul"], name="komentar_pohon_simpul"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(tentang="pohon", simpul=None) | (~Q(tentang="pohon") & ~Q(simpul=None)),
                name="komentar_simpul_sesuai",
                violation_error_message="Pilih simpul yang dikomentari.",
            ),
        ]

    def __str__(self) -> str:
        return self.isi
