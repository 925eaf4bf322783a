"""Which position carries which node, and by which technique its superior's work comes down to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from jabatan.models.struktur import Jabatan
from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS
from pohon.models import Indikator, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class KinerjaJabatanQuerySet(models.QuerySet["KinerjaJabatan"]):
    """Questions about the distribution."""

    def visible_to(self, user: AnyUser) -> KinerjaJabatanQuerySet:
        """Return the distribution of living trees inside every instansi in which the user has a role."""
        return self.living().filter(jabatan__instansi__in=izin(user).daftar_instansi)

    def living(self) -> KinerjaJabatanQuerySet:
        """Leave out what belongs to a deleted tree, which may come back."""
        return self.filter(simpul__pohon__dihapus=None)


# What the kinds of PANRB's "Jenis cascading" say, for who does not know the English words.
ARTI_JENIS = {
    "direct": "memegang seluruh kinerja ini sendiri",
    "sharing": "memegang sebagian, bersama jabatan lain",
    "contributing": "hasilnya menjadi sebab tercapainya kinerja ini",
}


class KinerjaJabatan(models.Model):
    """A position carries a node, with the statement narrowed to its scope (PermenPANRB 89/2021 B.IV C)."""

    class Jenis(models.TextChoices):
        DIRECT = "direct", "Direct/full"
        SHARING = "sharing", "Sharing/partial"
        CONTRIBUTING = "contributing", "Cause-effect/contributing"

    class Teknik(models.TextChoices):
        DUPLICATE = "duplicate", "Duplicate"
        CLUSTER = "cluster", "Cluster"
        SUPPORTIVE = "supportive", "Supportive"
        UNIQUE = "unique", "Unique"

    class Pendekatan(models.TextChoices):
        ASPEK = "aspek", "Langsung: aspek"
        WILAYAH = "wilayah", "Langsung: wilayah"
        BEBAN_TARGET = "beban_target", "Langsung: beban target"
        LAYANAN = "layanan", "Tidak langsung: layanan"
        MILESTONE = "milestone", "Tidak langsung: output milestone"

    simpul = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="daftar_kinerja", verbose_name="simpul"
    )
    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.CASCADE, related_name="daftar_kinerja", verbose_name="jabatan"
    )
    pernyataan = LongTextField(
        "pernyataan menurut lingkup jabatan",
        blank=True,
        max_length=1000,
        help_text="Kosong berarti sama dengan pernyataan simpul.",
    )
    jenis = models.CharField("jenis cascading", max_length=12, choices=Jenis, default=Jenis.DIRECT)
    teknik = models.CharField("teknik (BKN)", max_length=10, choices=Teknik, blank=True)
    pendekatan = models.CharField("pendekatan (BKN)", max_length=12, choices=Pendekatan, blank=True)
    aspek = models.CharField(
        "aspek atau tahapan",
        max_length=300,
        blank=True,
        help_text="Bagian jabatan ini dalam pendekatan aspek.",
    )
    wilayah = models.CharField(
        "wilayah", max_length=300, blank=True, help_text="Dalam pendekatan pembagian wilayah."
    )

    objects = KinerjaJabatanQuerySet.as_manager()

    class Meta:
        verbose_name = "kinerja jabatan"
        verbose_name_plural = "daftar kinerja jabatan"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["simpul", "jabatan"],
                name="kinerja_jabatan_unik",
                violation_error_message="Jabatan ini sudah mengampu simpul itu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.jabatan_id}: {self.simpul_id}"

    def clean(self) -> None:
        """Refuse a node and a position of two instansi."""
        if self.simpul.pohon.instansi_id != self.jabatan.instansi_id:
            raise ValidationError("Simpul dan jabatan harus dari instansi yang sama.")

    @property
    def arti_jenis(self) -> str:
        """What the kind of cascading says in plain words."""
        return ARTI_JENIS.get(self.jenis, "")

    @property
    def rumusan(self) -> str:
        """The statement this position answers for."""
        return self.pernyataan or self.simpul.pernyataan


class TargetJabatan(models.Model):
    """The share of a position in the target of a node's indicator in one year (cluster; beban target)."""

    kinerja = models.ForeignKey(
        KinerjaJabatan,
        on_delete=models.CASCADE,
        related_name="daftar_target",
        verbose_name="kinerja jabatan",
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="+", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = "target jabatan"
        verbose_name_plural = "daftar target jabatan"
        ordering: ClassVar = ["kinerja", "indikator", "tahun"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kinerja", "indikator", "tahun"],
                name="target_jabatan_satu",
                violation_error_message="Target jabatan tahun ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.nilai}"


class PasanganIndikator(models.Model):
    """What a planner declares about an indicator of a superior and one of a subordinate (BKN, teknik cascading)."""

    atasan = models.ForeignKey(
        KinerjaJabatan, on_delete=models.CASCADE, related_name="+", verbose_name="kinerja atasan"
    )
    indikator_atasan = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="+", verbose_name="indikator atasan"
    )
    bawahan = models.ForeignKey(
        KinerjaJabatan,
        on_delete=models.CASCADE,
        related_name="daftar_pasangan",
        verbose_name="kinerja bawahan",
    )
    indikator_bawahan = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="+", verbose_name="indikator bawahan"
    )
    teknik = models.CharField("teknik (BKN)", max_length=10, choices=KinerjaJabatan.Teknik)
    alasan = LongTextField("alasan", blank=True, max_length=1000)

    class Meta:
        verbose_name = "pasangan indikator"
        verbose_name_plural = "daftar pasangan indikator"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["atasan", "indikator_atasan", "bawahan", "indikator_bawahan"],
                name="pasangan_indikator_unik",
                violation_error_message="Pasangan indikator ini sudah dinyatakan.",
            ),
            models.CheckConstraint(
                condition=~models.Q(teknik="unique") | ~models.Q(alasan=""),
                name="unik_beralasan",
                violation_error_message="Indikator unik tidak mendukung langsung atasan: beri alasan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator_atasan_id} -> {self.indikator_bawahan_id}"


class Layanan(models.Model):
    """The seven steps of the service approach of a team's kinerja (BKN, non-direct cascading 1)."""

    kinerja = models.OneToOneField(
        KinerjaJabatan,
        on_delete=models.CASCADE,
        related_name="layanan",
        verbose_name="kinerja jabatan",
    )
    layanan = LongTextField("layanan yang dihasilkan", blank=True, max_length=1000)
    penerima = LongTextField("penerima layanan", blank=True, max_length=1000)
    masalah = LongTextField("permasalahan layanan", blank=True, max_length=1000)
    ekspektasi = LongTextField("ekspektasi penerima layanan", blank=True, max_length=1000)
    penguatan = LongTextField("penguatan internal", blank=True, max_length=1000)
    korespondensi = LongTextField("korespondensi dan advokasi", blank=True, max_length=1000)
    rencana = LongTextField("rencana kinerja tim", blank=True, max_length=1000)

    class Meta:
        verbose_name = "pendekatan layanan"
        verbose_name_plural = "daftar pendekatan layanan"

    def __str__(self) -> str:
        return self.layanan[:80]


class Milestone(models.Model):
    """A step towards the main output of a team's kinerja with its own output (BKN, non-direct cascading 2)."""

    kinerja = models.ForeignKey(
        KinerjaJabatan,
        on_delete=models.CASCADE,
        related_name="daftar_milestone",
        verbose_name="kinerja jabatan",
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    nama = LongTextField(
        "milestone", max_length=500, error_messages={"blank": "Milestone belum diisi."}
    )
    output = LongTextField("output milestone", blank=True, max_length=500)
    ekspektasi = LongTextField("ekspektasi", blank=True, max_length=500)

    class Meta:
        verbose_name = "milestone"
        verbose_name_plural = "daftar milestone"
        ordering: ClassVar = ["kinerja", "urutan", "pk"]

    def __str__(self) -> str:
        return self.nama
