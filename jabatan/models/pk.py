"""The PK that promises what a position carries, and the action plan of its year."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from jabatan.models.kinerja import KinerjaJabatan
from jabatan.models.struktur import Jabatan
from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS, Instansi, Pengguna
from perencanaan.models import Komponen
from pohon.models import Indikator

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class PerjanjianKinerjaQuerySet(models.QuerySet["PerjanjianKinerja"]):
    """Questions about PK."""

    def visible_to(self, user: AnyUser) -> PerjanjianKinerjaQuerySet:
        """Return the PK of every instansi in which the user has a role."""
        return self.filter(jabatan__instansi__in=izin(user).daftar_instansi)

    def editable_by(self, user: AnyUser) -> PerjanjianKinerjaQuerySet:
        """Return the PK the user may write."""
        return self.visible_to(user).filter(
            izin(user).content_q("jabatan__instansi", "jabatan__unit")
        )


class PerjanjianKinerja(models.Model):
    """The PK of a position for one year. A draft follows the tree; once ditetapkan its `isi` is frozen."""

    class Jenis(models.TextChoices):
        MURNI = "murni", "Perjanjian kinerja"
        PERUBAHAN = "perubahan", "Perjanjian kinerja perubahan"

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DITETAPKAN = "ditetapkan", "Ditetapkan"

    class AlasanPerubahan(models.TextChoices):
        MUTASI = "mutasi", "Pergantian atau mutasi pejabat"
        STRATEGI = "strategi", "Perubahan strategi (program, kegiatan, alokasi anggaran)"
        PRIORITAS = "prioritas", "Perubahan prioritas atau asumsi"

    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="daftar_pk", verbose_name="jabatan"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis, default=Jenis.MURNI)
    urutan = models.PositiveSmallIntegerField("perubahan ke", default=0, editable=False)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAF)
    nomor = models.CharField("nomor", max_length=80, blank=True)
    tempat = models.CharField("tempat", max_length=100, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    alasan_perubahan = models.CharField(
        "alasan perubahan", max_length=10, choices=AlasanPerubahan, blank=True
    )
    alasan_target = LongTextField(
        "alasan target berbeda",
        blank=True,
        max_length=1000,
        help_text="Wajib bila target berbeda dari Renstra atau Renja.",
    )
    isi = models.JSONField(
        "isi yang ditetapkan",
        default=dict,
        blank=True,
        editable=False,
        encoder=DjangoJSONEncoder,
        help_text="Nama, NIP, pangkat, jabatan, kop, dan baris saat ditetapkan.",
    )
    ditetapkan_oleh = models.ForeignKey(
        Pengguna,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditetapkan oleh",
    )
    ditetapkan_pada = models.DateTimeField("ditetapkan pada", null=True, blank=True)

    objects = PerjanjianKinerjaQuerySet.as_manager()

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "daftar perjanjian kinerja"
        ordering: ClassVar = ["-tahun", "jabatan", "urutan"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["jabatan", "tahun", "urutan"],
                name="pk_urutan_unik",
                violation_error_message="PK jabatan ini untuk tahun itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(jenis="murni") | ~Q(alasan_perubahan=""),
                name="pk_perubahan_beralasan",
                violation_error_message="Pilih alasan perubahan PK.",
            ),
        ]

    def __str__(self) -> str:
        return f"PK {self.jabatan} {self.tahun}"

    @property
    def is_frozen(self) -> bool:
        """Whether the PK is ditetapkan and must not change."""
        return self.status == self.Status.DITETAPKAN


class TahunAnggaran(models.Model):
    """When the budget of a year was approved: PK are due a month after (PermenPANRB 53/2014)."""

    instansi = models.ForeignKey(
        Instansi,
        on_delete=models.CASCADE,
        related_name="daftar_tahun_anggaran",
        verbose_name="instansi",
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    tanggal_dpa = models.DateField("tanggal DPA/DIPA", null=True, blank=True)
    tanggal_dppa = models.DateField("tanggal DPPA/revisi DIPA", null=True, blank=True)

    class Meta:
        verbose_name = "tahun anggaran"
        verbose_name_plural = "daftar tahun anggaran"
        ordering: ClassVar = ["instansi", "-tahun"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                name="tahun_anggaran_satu",
                violation_error_message="Tahun anggaran ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return str(self.tahun)


class RencanaAksiQuerySet(models.QuerySet["RencanaAksi"]):
    """Questions about action plans."""

    def visible_to(self, user: AnyUser) -> RencanaAksiQuerySet:
        """Return the action plans of every instansi in which the user has a role."""
        return self.filter(jabatan__instansi__in=izin(user).daftar_instansi)


class RencanaAksi(models.Model):
    """The action plan of a position for one year, by quarter."""

    jabatan = models.ForeignKey(
        Jabatan,
        on_delete=models.PROTECT,
        related_name="daftar_rencana_aksi",
        verbose_name="jabatan",
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    versi = models.PositiveIntegerField("versi", default=1, editable=False)

    objects = RencanaAksiQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana aksi"
        verbose_name_plural = "daftar rencana aksi"
        ordering: ClassVar = ["-tahun", "jabatan"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["jabatan", "tahun"],
                name="rencana_aksi_satu",
                violation_error_message="Rencana aksi jabatan ini untuk tahun itu sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"Rencana aksi {self.jabatan} {self.tahun}"


class TargetTriwulan(models.Model):
    """The target of an indicator at the end of one quarter."""

    rencana = models.ForeignKey(
        RencanaAksi,
        on_delete=models.CASCADE,
        related_name="daftar_target",
        verbose_name="rencana aksi",
    )
    kinerja = models.ForeignKey(
        KinerjaJabatan, on_delete=models.CASCADE, related_name="+", verbose_name="kinerja jabatan"
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="+", verbose_name="indikator"
    )
    triwulan = models.PositiveSmallIntegerField(
        "triwulan", choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")]
    )
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = "target triwulan"
        verbose_name_plural = "daftar target triwulan"
        ordering: ClassVar = ["rencana", "kinerja", "indikator", "triwulan"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rencana", "kinerja", "indikator", "triwulan"],
                name="target_triwulan_satu",
                violation_error_message="Target triwulan ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.triwulan}: {self.nilai}"


class Aksi(models.Model):
    """What is done for a kinerja, by whom, in which quarters, from which komponen's budget."""

    rencana = models.ForeignKey(
        RencanaAksi,
        on_delete=models.CASCADE,
        related_name="daftar_aksi",
        verbose_name="rencana aksi",
    )
    kinerja = models.ForeignKey(
        KinerjaJabatan, on_delete=models.CASCADE, related_name="+", verbose_name="kinerja jabatan"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    uraian = LongTextField(
        "rencana aksi", max_length=1000, error_messages={"blank": "Uraian aksi belum diisi."}
    )
    penanggung_jawab = models.ForeignKey(
        Jabatan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penanggung jawab",
    )
    komponen = models.ForeignKey(
        Komponen,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="program/kegiatan/subkegiatan",
    )
    tw1 = models.CharField("triwulan I", max_length=200, blank=True)
    tw2 = models.CharField("triwulan II", max_length=200, blank=True)
    tw3 = models.CharField("triwulan III", max_length=200, blank=True)
    tw4 = models.CharField("triwulan IV", max_length=200, blank=True)

    class Meta:
        verbose_name = "aksi"
        verbose_name_plural = "daftar aksi"
        ordering: ClassVar = ["rencana", "kinerja", "urutan", "pk"]

    def __str__(self) -> str:
        return self.uraian[:80]
