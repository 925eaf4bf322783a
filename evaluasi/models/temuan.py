"""TemuanEvaluasi: a finding of the evaluation report, from condition to follow-up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from evaluasi.models.dasar import MilikPohonQuerySet
from lib.fields import LongTextField, WebField
from organisasi.models import Pengguna
from pohon.models import Pohon, VersiPohon


class TemuanEvaluasi(models.Model):
    """A finding as an inspectorate reports it: kondisi, kriteria, sebab, akibat, rekomendasi, tindak lanjut."""

    class Status(models.TextChoices):
        TERBUKA = "terbuka", "Belum ditindaklanjuti"
        DIJAWAB = "dijawab", "Menunggu verifikasi"
        SELESAI = "selesai", "Selesai"

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_temuan", verbose_name="pohon"
    )
    versi = models.ForeignKey(
        VersiPohon, on_delete=models.PROTECT, related_name="+", verbose_name="versi"
    )
    nomor = models.PositiveSmallIntegerField("nomor")
    aturan = models.CharField("aturan", max_length=8, blank=True)
    simpul = models.PositiveBigIntegerField("nomor simpul", null=True, blank=True)
    kondisi = LongTextField(
        "kondisi", max_length=3000, error_messages={"blank": "Kondisi belum diisi."}
    )
    kriteria = LongTextField("kriteria", blank=True, max_length=3000)
    sebab = LongTextField("sebab", blank=True, max_length=3000)
    akibat = LongTextField("akibat", blank=True, max_length=3000)
    rekomendasi = LongTextField("rekomendasi", blank=True, max_length=3000)
    batas = models.DateField("batas waktu", null=True, blank=True)
    status = models.CharField("status", max_length=8, choices=Status, default=Status.TERBUKA)
    tindak_lanjut = LongTextField("tindak lanjut", blank=True, max_length=3000)
    tautan = WebField("tautan bukti", blank=True, max_length=400)
    ditindaklanjuti_oleh = models.ForeignKey(
        Pengguna,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditindaklanjuti oleh",
    )
    waktu_tindak_lanjut = models.DateTimeField("waktu tindak lanjut", null=True, blank=True)
    verifikasi = LongTextField("catatan verifikasi", blank=True, max_length=2000)
    dibuat_oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    objects = MilikPohonQuerySet["TemuanEvaluasi"].as_manager()

    class Meta:
        verbose_name = "temuan evaluasi"
        verbose_name_plural = "daftar temuan evaluasi"
        ordering: ClassVar = ["pohon", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pohon", "nomor"],
                name="temuan_evaluasi_nomor",
                violation_error_message="Nomor temuan ini sudah dipakai.",
            )
        ]

    def __str__(self) -> str:
        return f"Temuan {self.nomor}: {self.kondisi}"
