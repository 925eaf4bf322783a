"""The nomenclature of programs with its versions, and files on their way into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import Pengguna

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class VersiNomenklatur(models.Model):
    """A state of the law on nomenclature; national, so shared by all instansi. Never overwritten by
    another decree.
    """

    nama = models.CharField("nama", max_length=200, unique=True)
    regulasi = models.CharField("regulasi", max_length=200)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    berlaku_mulai = models.DateField("berlaku mulai", null=True, blank=True)
    dasar = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="perubahan",
        verbose_name="mengubah",
    )
    keterangan = LongTextField("keterangan", blank=True, max_length=1000)

    class Meta:
        verbose_name = "versi nomenklatur"
        verbose_name_plural = "daftar versi nomenklatur"
        ordering: ClassVar = [models.F("tanggal").desc(nulls_last=True), "nama"]

    def __str__(self) -> str:
        return self.nama


class Nomenklatur(models.Model):
    """One row of the nomenclature; the key is (versi, tingkat, kode), never the code alone."""

    class Tingkat(models.TextChoices):
        PROVINSI = "provinsi", "Provinsi"
        KABKOTA = "kabkota", "Kabupaten/Kota"

    class Jenjang(models.TextChoices):
        URUSAN = "urusan", "Urusan"
        BIDANG = "bidang", "Bidang urusan"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUBKEGIATAN = "subkegiatan", "Subkegiatan"

    versi = models.ForeignKey(
        VersiNomenklatur,
        on_delete=models.CASCADE,
        related_name="daftar_baris",
        verbose_name="versi",
    )
    tingkat = models.CharField("tingkat", max_length=8, choices=Tingkat)
    jenjang = models.CharField("jenjang", max_length=12, choices=Jenjang)
    kode = models.CharField("kode", max_length=24)
    nama = models.TextField("nama")
    kinerja = models.TextField("kinerja", blank=True)
    indikator = models.TextField("indikator", blank=True)
    satuan = models.CharField("satuan", max_length=60, blank=True)
    keterangan = models.TextField("keterangan", blank=True)
    sebelumnya = models.TextField("subkegiatan sebelumnya", blank=True)
    induk = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="anak",
        verbose_name="induk",
    )

    class Meta:
        verbose_name = "nomenklatur"
        verbose_name_plural = "daftar nomenklatur"
        ordering: ClassVar = ["versi", "tingkat", "kode"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["versi", "tingkat", "kode"], name="nomenklatur_kunci_unik"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["versi", "tingkat", "jenjang", "kode"], name="nomenklatur_jenjang")
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class ImporNomenklaturQuerySet(models.QuerySet["ImporNomenklatur"]):
    """Questions about imports."""

    def visible_to(self, user: AnyUser) -> ImporNomenklaturQuerySet:
        """Return the user's own imports, as long as they may load nomenclature."""
        return self.filter(pengguna=user.pk) if izin(user).may_load_nomenklatur else self.none()


class ImporNomenklatur(models.Model):
    """A file on its way into a version: as sent, then its checked rows until they are applied."""

    pengguna = models.ForeignKey(
        Pengguna, on_delete=models.CASCADE, related_name="+", verbose_name="pengguna"
    )
    pilihan = models.JSONField("pilihan")
    nama = models.CharField("nama berkas", max_length=200)
    isi = models.BinaryField("isi berkas")
    teks_hapus = models.TextField("daftar hapus", blank=True)
    isi_hapus = models.BinaryField("berkas daftar hapus", default=bytes)
    baris = models.BinaryField("baris yang diperiksa", default=bytes)
    temuan = models.BinaryField("temuan", default=bytes)
    ringkasan = models.JSONField("ringkasan", default=dict)
    versi = models.ForeignKey(
        VersiNomenklatur, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    diterapkan = models.DateTimeField("diterapkan", null=True)

    objects = ImporNomenklaturQuerySet.as_manager()

    class Meta:
        verbose_name = "impor nomenklatur"
        verbose_name_plural = "daftar impor nomenklatur"
        ordering: ClassVar = ["-dibuat"]

    def __str__(self) -> str:
        return f"{self.pilihan.get('peraturan', '')} ({self.nama})"
