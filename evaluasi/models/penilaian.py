"""Judging a submitted version: who judges, edge by edge (KKE-2), indicator by indicator (KKE-1), and as a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from evaluasi.models.dasar import MilikPohonQuerySet, MilikVersiQuerySet
from evaluasi.models.temuan import TemuanEvaluasi
from lib.fields import LongTextField
from organisasi.models import Pengguna
from pohon.models import Pohon, VersiPohon


class Penugasan(models.Model):
    """An evaluator of a tree; one of them leads, and the lead's judgement is the one that counts where they differ."""

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_penugasan", verbose_name="pohon"
    )
    evaluator = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="penugasan", verbose_name="evaluator"
    )
    ketua = models.BooleanField("ketua tim", default=False)
    ditugaskan_oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="ditugaskan oleh"
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    objects = MilikPohonQuerySet["Penugasan"].as_manager()

    class Meta:
        verbose_name = "penugasan evaluator"
        verbose_name_plural = "daftar penugasan evaluator"
        ordering: ClassVar = ["-ketua", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pohon", "evaluator"],
                name="penugasan_satu_per_evaluator",
                violation_error_message="Evaluator ini sudah ditugaskan pada pohon ini.",
            ),
            models.UniqueConstraint(
                fields=["pohon"],
                condition=Q(ketua=True),
                name="penugasan_satu_ketua",
                violation_error_message="Pohon ini sudah punya ketua tim.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluator} pada {self.pohon}"


class Penilaian(models.Model):
    """What one evaluator says of something in a submitted version."""

    versi = models.ForeignKey(
        VersiPohon, on_delete=models.CASCADE, related_name="+", verbose_name="versi"
    )
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    catatan = LongTextField("keterangan", blank=True, max_length=2000)
    waktu = models.DateTimeField("waktu", auto_now=True)

    class Meta:
        abstract = True


class PenilaianHubungan(Penilaian):
    """Whether a node follows logically from its parent: 1 logis, 0,5 kurang logis, 0 tidak logis (KKE-2)."""

    class Nilai(models.TextChoices):
        LOGIS = "1", "Logis"
        KURANG = "0.5", "Kurang logis"
        TIDAK = "0", "Tidak logis"

    simpul = models.PositiveBigIntegerField("nomor simpul")
    nilai = models.CharField("ketepatan cascading", max_length=3, choices=Nilai)

    objects = MilikVersiQuerySet["PenilaianHubungan"].as_manager()

    class Meta:
        verbose_name = "penilaian hubungan"
        verbose_name_plural = "daftar penilaian hubungan"
        ordering: ClassVar = ["versi", "simpul", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["versi", "simpul", "oleh"],
                name="penilaian_hubungan_satu",
                violation_error_message="Hubungan ini sudah Anda nilai.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.simpul}: {self.get_nilai_display()}"

    @property
    def angka(self) -> Decimal:
        """The value as a number: 1, 0.5 or 0."""
        return Decimal(self.nilai)


class PenilaianIndikator(Penilaian):
    """An indicator held against SMART-C (KKE-1): each letter yes, no, or not judged yet."""

    KRITERIA: ClassVar = (
        "spesifik",
        "terukur",
        "tercapai",
        "relevan",
        "berbatas_waktu",
    )

    simpul = models.PositiveBigIntegerField("nomor simpul")
    indikator = models.PositiveBigIntegerField("nomor indikator")
    spesifik = models.BooleanField("spesifik", null=True, blank=True)
    terukur = models.BooleanField("dapat diukur", null=True, blank=True)
    tercapai = models.BooleanField("dapat dicapai", null=True, blank=True)
    relevan = models.BooleanField("relevan", null=True, blank=True)
    berbatas_waktu = models.BooleanField("berbatas waktu", null=True, blank=True)
    menantang = models.BooleanField("menantang", null=True, blank=True)

    objects = MilikVersiQuerySet["PenilaianIndikator"].as_manager()

    class Meta:
        verbose_name = "penilaian indikator"
        verbose_name_plural = "daftar penilaian indikator"
        ordering: ClassVar = ["versi", "indikator", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["versi", "indikator", "oleh"],
                name="penilaian_indikator_satu",
                violation_error_message="Indikator ini sudah Anda nilai.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indikator}: {self.jumlah}"

    @property
    def jumlah(self) -> int:
        """How many of the five letters hold; "menantang" stands beside them."""
        return sum(bool(getattr(self, nama)) for nama in self.KRITERIA)

    @property
    def is_complete(self) -> bool:
        """Whether every letter of SMART is judged."""
        return all(getattr(self, nama) is not None for nama in self.KRITERIA)


class PenilaianPohon(Penilaian):
    """The evaluator's own rating of a version, 0 to 100, beside the score that Pokin reckons."""

    nilai = models.DecimalField(
        "nilai evaluator",
        max_digits=5,
        decimal_places=2,
        validators=[
            MinValueValidator(0, "Nilai paling kecil 0."),
            MaxValueValidator(100, "Nilai paling besar 100."),
        ],
    )

    objects = MilikVersiQuerySet["PenilaianPohon"].as_manager()

    class Meta:
        verbose_name = "nilai evaluator"
        verbose_name_plural = "daftar nilai evaluator"
        ordering: ClassVar = ["versi", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["versi", "oleh"],
                name="penilaian_pohon_satu",
                violation_error_message="Pohon ini sudah Anda nilai.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.versi}: {self.nilai}"


class TanggapanUsulan(Penilaian):
    """What an evaluator made of a suggested finding of the rules: confirmed, or rejected.

    Confirmed it stands in the report as `temuan`; `cetakan` marks what this answer wrote there (empty: it found the
    finding of an earlier version and wrote nothing).
    """

    class Keputusan(models.TextChoices):
        DIBENARKAN = "dibenarkan", "Dibenarkan"
        DITOLAK = "ditolak", "Ditolak"

    sidik = models.CharField("sidik temuan", max_length=32)
    aturan = models.CharField("aturan", max_length=8)
    simpul = models.PositiveBigIntegerField("nomor simpul", null=True, blank=True)
    pesan = models.TextField("temuan")
    keputusan = models.CharField("keputusan", max_length=10, choices=Keputusan)
    temuan = models.ForeignKey(
        TemuanEvaluasi,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="temuan di laporan",
    )
    cetakan = models.CharField("cetakan temuan saat ditulis", max_length=16, blank=True)

    objects = MilikVersiQuerySet["TanggapanUsulan"].as_manager()

    class Meta:
        verbose_name = "tanggapan usulan temuan"
        verbose_name_plural = "daftar tanggapan usulan temuan"
        ordering: ClassVar = ["versi", "aturan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["versi", "sidik"],
                name="tanggapan_satu_per_temuan",
                violation_error_message="Temuan ini sudah ditanggapi.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.aturan}: {self.get_keputusan_display()}"
