"""What an LKE asks, as data: a version of the regulation with its weights, criteria, answer scale and predikat.

A version is loaded from a file (evaluasi.lke.muat); another can be loaded beside it, and an LKE keeps the version it
was begun with.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lib.fields import LongTextField
from organisasi.models import YEAR_VALIDATORS


class VersiLkeQuerySet(models.QuerySet["VersiLke"]):
    """Questions about versions; they are national, so everybody reads them."""

    def in_force(self, tahun: int) -> VersiLkeQuerySet:
        """Return the versions that apply to a year, the newest first."""
        until = Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=tahun)
        return self.filter(until, berlaku_mulai__lte=tahun).order_by("-berlaku_mulai", "-pk")


class VersiLke(models.Model):
    """A version of the evaluation sheet: which regulation, from which year to which."""

    kode = models.CharField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=200)
    sumber = models.CharField("sumber", max_length=200)
    tahun = models.PositiveSmallIntegerField("tahun peraturan", validators=YEAR_VALIDATORS)
    berlaku_mulai = models.PositiveSmallIntegerField(
        "berlaku mulai tahun", validators=YEAR_VALIDATORS
    )
    berlaku_sampai = models.PositiveSmallIntegerField(
        "berlaku sampai tahun", null=True, blank=True, validators=YEAR_VALIDATORS
    )
    catatan = LongTextField("catatan", blank=True, max_length=2000)

    objects = VersiLkeQuerySet.as_manager()

    class Meta:
        verbose_name = "versi LKE"
        verbose_name_plural = "daftar versi LKE"
        ordering: ClassVar = ["-berlaku_mulai", "-pk"]

    def __str__(self) -> str:
        return self.nama


class KomponenLke(models.Model):
    """One of the four parts of the sheet with its weight."""

    versi = models.ForeignKey(
        VersiLke, on_delete=models.CASCADE, related_name="daftar_komponen", verbose_name="versi"
    )
    kode = models.CharField("kode", max_length=8)
    nama = models.CharField("komponen", max_length=200)
    bobot = models.DecimalField("bobot", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "komponen LKE"
        verbose_name_plural = "daftar komponen LKE"
        ordering: ClassVar = ["versi", "kode"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["versi", "kode"], name="komponen_lke_kode")
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class SubkomponenLke(models.Model):
    """A part of a komponen that gets one letter: whether it is there, how good it is, or what it is used for."""

    class Jenis(models.TextChoices):
        KEBERADAAN = "keberadaan", "Keberadaan"
        KUALITAS = "kualitas", "Kualitas"
        PEMANFAATAN = "pemanfaatan", "Pemanfaatan"

    komponen = models.ForeignKey(
        KomponenLke,
        on_delete=models.CASCADE,
        related_name="daftar_subkomponen",
        verbose_name="komponen",
    )
    kode = models.CharField("kode", max_length=8)
    nama = LongTextField("subkomponen", max_length=600)
    jenis = models.CharField("jenis", max_length=11, choices=Jenis)
    bobot = models.DecimalField("bobot", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "subkomponen LKE"
        verbose_name_plural = "daftar subkomponen LKE"
        ordering: ClassVar = ["komponen", "kode"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["komponen", "kode"], name="subkomponen_lke_kode")
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class KriteriaLke(models.Model):
    """One question under a subkomponen. `menyangkut_pohon`: what the tree of performance has to answer (a star)."""

    subkomponen = models.ForeignKey(
        SubkomponenLke,
        on_delete=models.CASCADE,
        related_name="daftar_kriteria",
        verbose_name="subkomponen",
    )
    nomor = models.PositiveSmallIntegerField("nomor")
    kode = models.CharField("kode", max_length=12)
    uraian = LongTextField("kriteria", max_length=600)
    bukti = models.CharField("bukti yang lazim", max_length=300, blank=True)
    menyangkut_pohon = models.BooleanField("menyangkut penyelarasan", default=False)

    class Meta:
        verbose_name = "kriteria LKE"
        verbose_name_plural = "daftar kriteria LKE"
        ordering: ClassVar = ["subkomponen", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subkomponen", "nomor"], name="kriteria_lke_nomor")
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.uraian}"


class SkalaLke(models.Model):
    """A letter of the answer scale: its value, what it asks for, and from which share of criteria Pokin suggests it.

    `usul_di_atas` is left out of the span, `usul_mulai` belongs to it; a letter with neither is never suggested,
    because it asks for what only people can judge.
    """

    versi = models.ForeignKey(
        VersiLke, on_delete=models.CASCADE, related_name="daftar_skala", verbose_name="versi"
    )
    huruf = models.CharField("huruf", max_length=2)
    nilai = models.DecimalField("nilai", max_digits=5, decimal_places=2)
    keberadaan = LongTextField("penjelasan untuk keberadaan", max_length=600)
    mutu = LongTextField("penjelasan untuk kualitas dan pemanfaatan", max_length=600)
    usul_di_atas = models.DecimalField(
        "diusulkan di atas (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    usul_mulai = models.DecimalField(
        "diusulkan mulai (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "skala jawaban LKE"
        verbose_name_plural = "daftar skala jawaban LKE"
        ordering: ClassVar = ["versi", "-nilai"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["versi", "huruf"], name="skala_lke_huruf")
        ]

    def __str__(self) -> str:
        return f"{self.huruf} ({self.nilai:f})"

    def suits(self, persen: Decimal) -> bool:
        """Whether a share of fulfilled criteria, in percent, reaches the letter."""
        if self.usul_mulai is not None:
            return persen >= self.usul_mulai
        return self.usul_di_atas is not None and persen > self.usul_di_atas


class PredikatLke(models.Model):
    """A predikat and the total it begins above; the lowest one begins at 0 and takes 0 in (`di_atas` empty)."""

    versi = models.ForeignKey(
        VersiLke, on_delete=models.CASCADE, related_name="daftar_predikat", verbose_name="versi"
    )
    huruf = models.CharField("predikat", max_length=2)
    sebutan = models.CharField("sebutan", max_length=60)
    di_atas = models.DecimalField(
        "nilai di atas", max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "predikat LKE"
        verbose_name_plural = "daftar predikat LKE"
        ordering: ClassVar = ["versi", models.F("di_atas").desc(nulls_last=True)]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["versi", "huruf"], name="predikat_lke_huruf")
        ]

    def __str__(self) -> str:
        return f"{self.huruf} ({self.sebutan})"
