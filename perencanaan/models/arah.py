"""What stands above and beside tujuan and sasaran: misi, NSPK, what a sasaran refers to, strategi, arah kebijakan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import Instansi
from perencanaan import susunan
from perencanaan.models.dokumen import Dokumen
from perencanaan.models.komponen import Komponen

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class Misi(models.Model):
    """A misi of the head of a region; tujuan of the document serve it."""

    dokumen = models.ForeignKey(
        Dokumen, on_delete=models.CASCADE, related_name="daftar_misi", verbose_name="dokumen"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    nama = LongTextField(
        "misi", max_length=1000, error_messages={"blank": "Rumusan misi belum diisi."}
    )

    class Meta:
        verbose_name = "misi"
        verbose_name_plural = "daftar misi"
        ordering: ClassVar = ["dokumen", "urutan", "pk"]

    def __str__(self) -> str:
        return self.nama


class NspkQuerySet(models.QuerySet["Nspk"]):
    """Questions about NSPK."""

    def visible_to(self, user: AnyUser) -> NspkQuerySet:
        """Return the NSPK of every instansi in which the user has a role."""
        return self.filter(instansi__in=izin(user).daftar_instansi)


class Nspk(models.Model):
    """Norma, standar, prosedur, kriteria of the central government that a sasaran of an OPD carries out."""

    instansi = models.ForeignKey(
        Instansi, on_delete=models.CASCADE, related_name="daftar_nspk", verbose_name="instansi"
    )
    nama = LongTextField(
        "NSPK", max_length=1000, error_messages={"blank": "Rumusan NSPK belum diisi."}
    )
    peraturan = models.CharField("peraturan", max_length=200, blank=True)

    objects = NspkQuerySet.as_manager()

    class Meta:
        verbose_name = "NSPK"
        verbose_name_plural = "daftar NSPK"
        ordering: ClassVar = ["nama"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instansi", "nama"],
                name="nspk_unik",
                violation_error_message="NSPK dengan rumusan ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.peraturan})" if self.peraturan else self.nama


class Acuan(models.Model):
    """What a tujuan or sasaran refers to: a sasaran of the RPJMD or RPJMN, or an NSPK (G-11, Inmendagri 2/2025)."""

    komponen = models.ForeignKey(
        Komponen, on_delete=models.CASCADE, related_name="daftar_acuan", verbose_name="komponen"
    )
    sasaran = models.ForeignKey(
        Komponen,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="diacu_oleh",
        verbose_name="sasaran RPJMD/RPJMN",
    )
    nspk = models.ForeignKey(
        Nspk,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="diacu_oleh",
        verbose_name="NSPK",
    )

    class Meta:
        verbose_name = "acuan"
        verbose_name_plural = "daftar acuan"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["komponen", "sasaran"],
                name="acuan_sasaran_unik",
                violation_error_message="Sasaran itu sudah diacu.",
            ),
            models.UniqueConstraint(
                fields=["komponen", "nspk"],
                name="acuan_nspk_unik",
                violation_error_message="NSPK itu sudah diacu.",
            ),
            models.CheckConstraint(
                condition=models.Q(sasaran=None) ^ models.Q(nspk=None),
                name="acuan_satu",
                violation_error_message="Pilih sasaran RPJMD/RPJMN atau NSPK.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.sasaran or self.nspk)

    def clean(self) -> None:
        """Refuse what carries no acuan, and what is of another instansi or no upper document."""
        if self.komponen.jenis not in susunan.NAMED_BY_RESULT:
            raise ValidationError("Acuan diisi pada tujuan dan sasaran.")
        owner = self.komponen.dokumen
        if self.nspk and self.nspk.instansi_id != owner.instansi_id:
            raise ValidationError({"nspk": "Pilih NSPK dari instansi ini."})
        if self.sasaran is None:
            return
        upper = self.sasaran.dokumen
        if upper.instansi_id != owner.instansi_id or upper.jenis not in susunan.TOP_LEVELS:
            raise ValidationError(
                {"sasaran": "Pilih tujuan atau sasaran RPJMD/RPJMN instansi ini."}
            )
        if self.sasaran.jenis not in susunan.NAMED_BY_RESULT or upper.pk == owner.pk:
            raise ValidationError({"sasaran": "Pilih tujuan atau sasaran dari dokumen di atasnya."})


class Strategi(models.Model):
    """How a sasaran is to be reached (T-C.26)."""

    komponen = models.ForeignKey(
        Komponen, on_delete=models.CASCADE, related_name="daftar_strategi", verbose_name="sasaran"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    nama = LongTextField(
        "strategi", max_length=1000, error_messages={"blank": "Rumusan strategi belum diisi."}
    )

    class Meta:
        verbose_name = "strategi"
        verbose_name_plural = "daftar strategi"
        ordering: ClassVar = ["komponen", "urutan", "pk"]

    def __str__(self) -> str:
        return self.nama


class ArahKebijakan(models.Model):
    """The policy direction that carries out a strategi (T-C.26)."""

    strategi = models.ForeignKey(
        Strategi,
        on_delete=models.CASCADE,
        related_name="daftar_arah_kebijakan",
        verbose_name="strategi",
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    nama = LongTextField(
        "arah kebijakan",
        max_length=1000,
        error_messages={"blank": "Rumusan arah kebijakan belum diisi."},
    )

    class Meta:
        verbose_name = "arah kebijakan"
        verbose_name_plural = "daftar arah kebijakan"
        ordering: ClassVar = ["strategi", "urutan", "pk"]

    def __str__(self) -> str:
        return self.nama
