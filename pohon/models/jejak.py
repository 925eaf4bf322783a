"""The trail: every change of a tree, frozen versions, answers kept for repeated requests, and who is here now."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from organisasi.models import Pengguna
from pohon.models.pohon import Pohon


class Perubahan(models.Model):
    """One operation on a tree, with before and after: audit trail, undo, restore, and news for other editors."""

    class Jenis(models.TextChoices):
        TAMBAH = "tambah", "Menambah simpul"
        UBAH = "ubah", "Mengubah simpul"
        PINDAH = "pindah", "Memindah simpul"
        HAPUS = "hapus", "Menghapus simpul"
        PULIHKAN = "pulihkan", "Memulihkan simpul"
        SALIN = "salin", "Menyalin simpul"
        POHON = "pohon", "Mengubah data pohon"
        TAHAP = "tahap", "Mengubah tahap"
        STATUS = "status", "Mengubah status"

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_perubahan", verbose_name="pohon"
    )
    nomor = models.PositiveBigIntegerField("nomor")
    jenis = models.CharField("jenis", max_length=8, choices=Jenis)
    simpul = models.PositiveBigIntegerField(
        "simpul", null=True, help_text="Kunci simpul; barisnya bisa sudah terhapus."
    )
    pengguna = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="pengguna"
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)
    sebelum = models.JSONField("sebelum", default=dict, encoder=DjangoJSONEncoder)
    sesudah = models.JSONField("sesudah", default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "perubahan"
        verbose_name_plural = "daftar perubahan"
        ordering: ClassVar = ["pohon", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pohon", "nomor"], name="perubahan_nomor_unik")
        ]
        indexes: ClassVar = [models.Index(fields=["pohon", "simpul"], name="perubahan_simpul")]

    def __str__(self) -> str:
        return f"{self.nomor}: {self.get_jenis_display()}"


class VersiPohon(models.Model):
    """A frozen picture of a tree, taken at each submission and approval."""

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_versi", verbose_name="pohon"
    )
    nomor = models.PositiveIntegerField("nomor versi")
    status = models.CharField("status", max_length=14, choices=Pohon.Status)
    isi = models.JSONField("isi", encoder=DjangoJSONEncoder)
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "versi pohon"
        verbose_name_plural = "daftar versi pohon"
        ordering: ClassVar = ["pohon", "-nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pohon", "nomor"], name="versi_nomor_unik")
        ]

    def __str__(self) -> str:
        return f"Versi {self.nomor}"


class KunciIdempotensi(models.Model):
    """The answer to a request that carried an Idempotency-Key, so that a repeat changes nothing."""

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="+", verbose_name="pohon"
    )
    pengguna = models.ForeignKey(
        Pengguna, on_delete=models.CASCADE, related_name="+", verbose_name="pengguna"
    )
    kunci = models.CharField("kunci", max_length=80)
    sidik = models.CharField("sidik permintaan", max_length=64)
    jawaban = models.JSONField("jawaban", encoder=DjangoJSONEncoder)
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "kunci idempotensi"
        verbose_name_plural = "daftar kunci idempotensi"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pohon", "pengguna", "kunci"], name="kunci_unik")
        ]

    def __str__(self) -> str:
        return self.kunci


class Kehadiran(models.Model):
    """An open editor: who looks at which node of a tree. It speaks for MOMENT after its last sign of life."""

    MOMENT: ClassVar = datetime.timedelta(seconds=30)

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="+", verbose_name="pohon"
    )
    pengguna = models.ForeignKey(
        Pengguna, on_delete=models.CASCADE, related_name="+", verbose_name="pengguna"
    )
    kunci = models.CharField("kunci", max_length=40, help_text="Satu untuk tiap tab yang terbuka.")
    simpul = models.PositiveBigIntegerField("simpul", null=True)
    waktu = models.DateTimeField("waktu", default=timezone.now)

    class Meta:
        verbose_name = "kehadiran"
        verbose_name_plural = "daftar kehadiran"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pohon", "pengguna", "kunci"], name="kehadiran_unik")
        ]

    def __str__(self) -> str:
        return self.kunci
