"""Indikator with the whole indicator card, and its targets per year."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS
from pohon.models.simpul import Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class IndikatorQuerySet(models.QuerySet["Indikator"]):
    """Questions about indicators."""

    def visible_to(self, user: AnyUser) -> IndikatorQuerySet:
        """Return the indicators of trees the user may read."""
        return self.filter(
            simpul__pohon__instansi__in=izin(user).daftar_instansi, simpul__pohon__dihapus=None
        )


class Kartu(models.Model):
    """The card of an indicator: what it measures, how, from where and by whom (definition, formula, polarity)."""

    class Kategori(models.TextChoices):
        IKU = "iku", "IKU"
        IKK = "ikk", "IKK"
        IKP = "ikp", "IKP"
        IKD = "ikd", "IKD"
        IKI = "iki", "IKI"

    class Jenis(models.TextChoices):
        DAMPAK = "dampak", "Dampak"
        OUTCOME = "outcome", "Outcome"
        OUTPUT = "output", "Output"
        PROSES = "proses", "Proses"
        INPUT = "input", "Input"

    class Polaritas(models.TextChoices):
        MAXIMIZE = "maximize", "Makin besar makin baik"
        MINIMIZE = "minimize", "Makin kecil makin baik"
        STABILIZE = "stabilize", "Dalam rentang"

    class Konsolidasi(models.TextChoices):
        SUM = "sum", "Penjumlahan (sum)"
        AVERAGE = "average", "Rata-rata (average)"
        TLK = "tlk", "Nilai akhir (take last known)"

    class KonsolidasiLokasi(models.TextChoices):
        SUM = "sum", "Penjumlahan (sum)"
        AVERAGE = "average", "Rata-rata (average)"
        RAW = "raw", "Data mentah (raw)"

    class Frekuensi(models.TextChoices):
        BULANAN = "bulanan", "Bulanan"
        TRIWULAN = "triwulan", "Triwulan"
        SEMESTER = "semester", "Semester"
        TAHUNAN = "tahunan", "Tahunan"

    class Validitas(models.TextChoices):
        EXACT = "exact", "Exact"
        PROXY = "proxy", "Proxy"
        ACTIVITY = "activity", "Activity"

    class Kendali(models.TextChoices):
        HIGH = "high", "Tinggi (high)"
        MODERATE = "moderate", "Sedang (moderate)"
        LOW = "low", "Rendah (low)"

    class MetodeCascading(models.TextChoices):
        DIRECT = "direct", "Direct"
        INDIRECT = "indirect", "Indirect"
        NON_CASCADING = "non_cascading", "Non-cascading"

    kode = models.CharField("kode", max_length=40, blank=True)
    nama = models.CharField(
        "nama indikator",
        max_length=500,
        error_messages={"blank": "Nama indikator belum diisi."},
    )
    satuan = models.CharField("satuan", max_length=60, blank=True)
    definisi_operasional = LongTextField("definisi operasional", blank=True, max_length=3000)
    tujuan_pengukuran = LongTextField("tujuan pengukuran", blank=True, max_length=2000)
    formula = LongTextField("formula", blank=True, max_length=2000)
    variabel = LongTextField("variabel", blank=True, max_length=2000)
    kategori = models.CharField("kategori", max_length=4, choices=Kategori, blank=True)
    jenis = models.CharField("jenis", max_length=8, choices=Jenis, blank=True)
    polaritas = models.CharField(
        "polaritas", max_length=10, choices=Polaritas, default=Polaritas.MAXIMIZE
    )
    konsolidasi_periode = models.CharField(
        "konsolidasi periode", max_length=8, choices=Konsolidasi, blank=True
    )
    konsolidasi_lokasi = models.CharField(
        "konsolidasi lokasi", max_length=8, choices=KonsolidasiLokasi, blank=True
    )
    sumber_data = models.CharField("sumber data", max_length=300, blank=True)
    mekanisme = models.CharField("mekanisme pengumpulan data", max_length=300, blank=True)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=200, blank=True)
    penyedia_data = models.CharField("unit penyedia data", max_length=200, blank=True)
    frekuensi = models.CharField("frekuensi pelaporan", max_length=8, choices=Frekuensi, blank=True)
    validitas = models.CharField("validitas", max_length=8, choices=Validitas, blank=True)
    kendali = models.CharField("tingkat kendali", max_length=8, choices=Kendali, blank=True)
    metode_cascading = models.CharField(
        "metode cascading", max_length=13, choices=MetodeCascading, blank=True
    )
    referensi = models.CharField("referensi/dasar", max_length=300, blank=True)

    class Meta:
        abstract = True


class Indikator(Kartu):
    """A measure of a node's success with its card (definition, formula, source, polarity, baseline)."""

    simpul = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="daftar_indikator", verbose_name="simpul"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    pustaka = models.ForeignKey(
        "PustakaIndikator",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="daftar_indikator",
        verbose_name="pustaka indikator",
        help_text="Kartu pustaka yang dipakai; tautannya tetap walau isinya disesuaikan.",
    )
    baseline_tahun = models.PositiveSmallIntegerField(
        "tahun kondisi awal", null=True, blank=True, validators=YEAR_VALIDATORS
    )
    baseline_nilai = models.DecimalField(
        "kondisi awal", max_digits=20, decimal_places=4, null=True, blank=True
    )
    kondisi_akhir = models.DecimalField(
        "kondisi akhir periode", max_digits=20, decimal_places=4, null=True, blank=True
    )
    keterangan = models.CharField("keterangan", max_length=300, blank=True)

    objects = IndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "daftar indikator"
        ordering: ClassVar = ["simpul", "urutan", "pk"]

    def __str__(self) -> str:
        return self.nama


class Target(models.Model):
    """The value to be reached in one year of the period, in the indicator's unit."""

    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="daftar_target", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "daftar target"
        ordering: ClassVar = ["indikator", "tahun"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indikator", "tahun"],
                name="target_satu_per_tahun",
                violation_error_message="Target tahun ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.nilai}"
