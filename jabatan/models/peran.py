"""Who contributes what: the matriks peran hasil, and the steps of a kegiatan's SOP."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from jabatan.models.kinerja import KinerjaJabatan
from jabatan.models.struktur import Jabatan
from lib.fields import LongTextField
from organisasi.izin import izin
from perencanaan.models import Komponen

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class PeranHasilQuerySet(models.QuerySet["PeranHasil"]):
    """Questions about the matriks peran hasil."""

    def visible_to(self, user: AnyUser) -> PeranHasilQuerySet:
        """Return the cells of living trees inside every instansi in which the user has a role."""
        return self.filter(
            jabatan__instansi__in=izin(user).daftar_instansi, kinerja__simpul__pohon__dihapus=None
        )

    def shown(self) -> PeranHasilQuerySet:
        """Leave out what only hides an entry of the tree."""
        return self.filter(disembunyikan=False)


class PeranHasil(models.Model):
    """A cell of the matriks peran hasil: what a position contributes to a result of its superior."""

    class Jenis(models.TextChoices):
        OUTCOME_ANTARA = "outcome_antara", "Outcome antara"
        OUTPUT = "output", "Output"
        LAYANAN = "layanan", "Layanan"

    kinerja = models.ForeignKey(
        KinerjaJabatan,
        on_delete=models.CASCADE,
        related_name="daftar_peran",
        verbose_name="hasil pimpinan",
    )
    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.CASCADE, related_name="daftar_peran", verbose_name="jabatan"
    )
    jenis = models.CharField("jenis", max_length=14, choices=Jenis, default=Jenis.OUTPUT)
    hasil = LongTextField("hasil", max_length=1000, error_messages={"blank": "Hasil belum diisi."})
    asal = models.ForeignKey(
        KinerjaJabatan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kinerja jabatan itu sendiri",
        help_text="Terisi bila sel berasal dari pohon kinerja.",
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    disembunyikan = models.BooleanField(
        "tidak ditampilkan",
        default=False,
        help_text="Isi dari pohon yang dihapus dari matriks; dapat dikembalikan.",
    )

    objects = PeranHasilQuerySet.as_manager()

    class Meta:
        verbose_name = "peran hasil"
        verbose_name_plural = "daftar peran hasil"
        ordering: ClassVar = ["kinerja", "jabatan", "urutan", "pk"]

    def __str__(self) -> str:
        return self.hasil[:80]


class LangkahProses(models.Model):
    """A step of a kegiatan's SOP: who does it, with which output, how much, in which time."""

    class SatuanWaktu(models.TextChoices):
        MENIT = "menit", "menit"
        JAM = "jam", "jam"
        HARI = "hari", "hari kerja"

    komponen = models.ForeignKey(
        Komponen, on_delete=models.CASCADE, related_name="daftar_langkah", verbose_name="kegiatan"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    nama = LongTextField(
        "langkah", max_length=500, error_messages={"blank": "Langkah belum diisi."}
    )
    jabatan = models.ForeignKey(
        Jabatan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="daftar_langkah",
        verbose_name="pelaksana",
    )
    output = models.CharField("output", max_length=300, blank=True)
    jumlah = models.DecimalField(
        "jumlah",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "Jumlah tidak boleh negatif.")],
    )
    satuan = models.CharField("satuan", max_length=60, blank=True)
    waktu = models.DecimalField(
        "waktu",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "Waktu tidak boleh negatif.")],
    )
    satuan_waktu = models.CharField("satuan waktu", max_length=5, choices=SatuanWaktu, blank=True)

    class Meta:
        verbose_name = "langkah proses"
        verbose_name_plural = "daftar langkah proses"
        ordering: ClassVar = ["komponen", "urutan", "pk"]

    def __str__(self) -> str:
        return self.nama[:80]
