"""The SKP of a person in a position (PermenPANRB 6/2022)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from jabatan.models.kinerja import KinerjaJabatan
from jabatan.models.peran import LangkahProses, PeranHasil
from jabatan.models.struktur import Pejabat
from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class SkpQuerySet(models.QuerySet["Skp"]):
    """Questions about SKP."""

    def visible_to(self, user: AnyUser) -> SkpQuerySet:
        """Return the SKP of every instansi in which the user has a role."""
        return self.filter(pejabat__jabatan__instansi__in=izin(user).daftar_instansi)

    def editable_by(self, user: AnyUser) -> SkpQuerySet:
        """Return the SKP the user may write."""
        return self.visible_to(user).filter(
            izin(user).content_q("pejabat__jabatan__instansi", "pejabat__jabatan__unit")
        )


class Skp(models.Model):
    """What one person promises in one position within a year; a mutation closes it and opens another."""

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DITETAPKAN = "ditetapkan", "Ditetapkan"
        DITUTUP = "ditutup", "Ditutup"

    pejabat = models.ForeignKey(
        Pejabat, on_delete=models.PROTECT, related_name="daftar_skp", verbose_name="pegawai"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    mulai = models.DateField("mulai")
    selesai = models.DateField("sampai")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAF)
    tempat = models.CharField("tempat", max_length=100, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    alasan_tutup = models.CharField("alasan ditutup", max_length=300, blank=True)
    sebelumnya = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lanjutan",
        verbose_name="melanjutkan",
    )
    isi = models.JSONField(
        "isi yang ditetapkan", default=dict, blank=True, editable=False, encoder=DjangoJSONEncoder
    )
    versi = models.PositiveIntegerField("versi", default=1, editable=False)

    objects = SkpQuerySet.as_manager()

    class Meta:
        verbose_name = "SKP"
        verbose_name_plural = "daftar SKP"
        ordering: ClassVar = ["-tahun", "pejabat", "mulai"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pejabat", "tahun", "mulai"],
                name="skp_unik",
                violation_error_message="SKP pegawai ini untuk masa itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")),
                name="skp_masa_urut",
                violation_error_message="Tanggal sampai tidak boleh sebelum tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"SKP {self.pejabat} {self.tahun}"

    @property
    def is_frozen(self) -> bool:
        """Whether the SKP must not change any more."""
        return self.status != self.Status.DRAF


class RencanaHasilKerja(models.Model):
    """A result a person plans; `kinerja`, `peran` or `langkah` is where it comes from."""

    class Jenis(models.TextChoices):
        UTAMA = "utama", "Utama"
        TAMBAHAN = "tambahan", "Tambahan"

    class Perspektif(models.TextChoices):
        PENERIMA_LAYANAN = "penerima_layanan", "Penerima layanan"
        PROSES_BISNIS = "proses_bisnis", "Proses bisnis"
        PENGUATAN_INTERNAL = "penguatan_internal", "Penguatan internal"
        ANGGARAN = "anggaran", "Anggaran"

    skp = models.ForeignKey(
        Skp, on_delete=models.CASCADE, related_name="daftar_rhk", verbose_name="SKP"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    jenis = models.CharField("jenis", max_length=8, choices=Jenis, default=Jenis.UTAMA)
    rhk_atasan = LongTextField(
        "rencana hasil kerja pimpinan yang diintervensi", blank=True, max_length=1000
    )
    rumusan = LongTextField(
        "rencana hasil kerja",
        max_length=1000,
        error_messages={"blank": "Rencana hasil kerja belum diisi."},
    )
    perspektif = models.CharField("perspektif", max_length=18, choices=Perspektif, blank=True)
    kinerja = models.ForeignKey(
        KinerjaJabatan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    peran = models.ForeignKey(
        PeranHasil, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    langkah = models.ForeignKey(
        LangkahProses, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "rencana hasil kerja"
        verbose_name_plural = "daftar rencana hasil kerja"
        ordering: ClassVar = ["skp", "-jenis", "urutan", "pk"]

    def __str__(self) -> str:
        return self.rumusan[:80]


class IndikatorIndividu(models.Model):
    """An indicator of one aspect of a result, with its target as written."""

    class Aspek(models.TextChoices):
        KUANTITAS = "kuantitas", "Kuantitas"
        KUALITAS = "kualitas", "Kualitas"
        WAKTU = "waktu", "Waktu"
        BIAYA = "biaya", "Biaya"

    rhk = models.ForeignKey(
        RencanaHasilKerja,
        on_delete=models.CASCADE,
        related_name="daftar_indikator",
        verbose_name="rencana hasil kerja",
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    aspek = models.CharField("aspek", max_length=9, choices=Aspek)
    nama = LongTextField(
        "indikator kinerja individu",
        max_length=500,
        error_messages={"blank": "Indikator belum diisi."},
    )
    target = models.CharField("target", max_length=200, blank=True)

    class Meta:
        verbose_name = "indikator individu"
        verbose_name_plural = "daftar indikator individu"
        ordering: ClassVar = ["rhk", "urutan", "pk"]

    def __str__(self) -> str:
        return self.nama[:80]


class PerilakuKerja(models.Model):
    """What the superior expects of one of the seven BerAKHLAK behaviours."""

    class Nilai(models.TextChoices):
        PELAYANAN = "pelayanan", "Berorientasi pelayanan"
        AKUNTABEL = "akuntabel", "Akuntabel"
        KOMPETEN = "kompeten", "Kompeten"
        HARMONIS = "harmonis", "Harmonis"
        LOYAL = "loyal", "Loyal"
        ADAPTIF = "adaptif", "Adaptif"
        KOLABORATIF = "kolaboratif", "Kolaboratif"

    skp = models.ForeignKey(
        Skp, on_delete=models.CASCADE, related_name="daftar_perilaku", verbose_name="SKP"
    )
    nilai = models.CharField("perilaku kerja", max_length=12, choices=Nilai)
    ekspektasi = LongTextField("ekspektasi khusus pimpinan", blank=True, max_length=1000)

    class Meta:
        verbose_name = "perilaku kerja"
        verbose_name_plural = "daftar perilaku kerja"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["skp", "nilai"], name="perilaku_satu")
        ]

    def __str__(self) -> str:
        return self.get_nilai_display()


class LampiranSkp(models.Model):
    """A line of one of the three attachments of an SKP."""

    class Jenis(models.TextChoices):
        DUKUNGAN = "dukungan", "Dukungan sumber daya"
        PERTANGGUNGJAWABAN = "pertanggungjawaban", "Skema pertanggungjawaban"
        KONSEKUENSI = "konsekuensi", "Konsekuensi"

    skp = models.ForeignKey(
        Skp, on_delete=models.CASCADE, related_name="daftar_lampiran", verbose_name="SKP"
    )
    jenis = models.CharField("lampiran", max_length=18, choices=Jenis)
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    isi = LongTextField("isi", max_length=1000, error_messages={"blank": "Isi belum diisi."})

    class Meta:
        verbose_name = "lampiran SKP"
        verbose_name_plural = "daftar lampiran SKP"
        ordering: ClassVar = ["skp", "jenis", "urutan", "pk"]

    def __str__(self) -> str:
        return self.isi[:80]
