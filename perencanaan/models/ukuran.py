"""What a komponen carries in numbers: pagu, and where its indicators deviate from the tree."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from lib.fields import LongTextField
from organisasi.models import YEAR_VALIDATORS
from perencanaan.models.komponen import Komponen
from pohon.models import Indikator


class Pagu(models.Model):
    """Budget ceiling of a lowest component in one year, in rupiah; upper components are sums of
    these.
    """

    komponen = models.ForeignKey(
        Komponen, on_delete=models.CASCADE, related_name="daftar_pagu", verbose_name="komponen"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    nilai = models.DecimalField(
        "nilai (Rp)",
        max_digits=18,
        decimal_places=2,
        validators=[MinValueValidator(0, "Pagu tidak boleh negatif.")],
    )
    sumber_dana = models.CharField("sumber dana", max_length=60, blank=True)

    class Meta:
        verbose_name = "pagu"
        verbose_name_plural = "daftar pagu"
        ordering: ClassVar = ["komponen", "tahun"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["komponen", "tahun", "sumber_dana"],
                name="pagu_satu_per_tahun",
                violation_error_message="Pagu tahun dan sumber dana ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.nilai}"


class Penyimpangan(models.Model):
    """Where a komponen says something else about an indicator than its tree, and why (G-08).

    What is left empty is as in the tree. Targets that deviate are `NilaiKomponen` beside it.
    """

    komponen = models.ForeignKey(
        Komponen,
        on_delete=models.CASCADE,
        related_name="daftar_penyimpangan",
        verbose_name="komponen",
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="+", verbose_name="indikator"
    )
    nama = models.CharField("nama indikator", max_length=500, blank=True)
    satuan = models.CharField("satuan", max_length=60, blank=True)
    baseline_nilai = models.DecimalField(
        "kondisi awal", max_digits=20, decimal_places=4, null=True, blank=True
    )
    kondisi_akhir = models.DecimalField(
        "kondisi akhir periode", max_digits=20, decimal_places=4, null=True, blank=True
    )
    alasan = LongTextField(
        "alasan",
        max_length=1000,
        error_messages={"blank": "Isi alasan mengapa berbeda dari pohon kinerja."},
    )

    class Meta:
        verbose_name = "penyimpangan"
        verbose_name_plural = "daftar penyimpangan"
        ordering: ClassVar = ["komponen", "indikator"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["komponen", "indikator"], name="penyimpangan_satu")
        ]

    def __str__(self) -> str:
        return f"{self.komponen_id}: {self.indikator_id}"


class NilaiKomponen(models.Model):
    """A value of an indicator that belongs to the komponen and not to the tree.

    A target that deviates, and for a Renja what was realised (n-2) and is expected (n-1), in the indicator's unit.
    """

    class Jenis(models.TextChoices):
        TARGET = "target", "Target"
        REALISASI = "realisasi", "Realisasi"
        PRAKIRAAN = "prakiraan", "Prakiraan capaian"

    komponen = models.ForeignKey(
        Komponen, on_delete=models.CASCADE, related_name="daftar_nilai", verbose_name="komponen"
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="+", verbose_name="indikator"
    )
    jenis = models.CharField("jenis", max_length=9, choices=Jenis)
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = "nilai komponen"
        verbose_name_plural = "daftar nilai komponen"
        ordering: ClassVar = ["komponen", "indikator", "tahun"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["komponen", "indikator", "jenis", "tahun"],
                name="nilai_komponen_satu",
                violation_error_message="Nilai tahun ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.nilai}"
