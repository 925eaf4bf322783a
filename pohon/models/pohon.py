"""Pohon, one outcome with everything below it; the basis of the outcome; the reviews signed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS, Instansi, Pengguna, Periode, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class PohonQuerySet(models.QuerySet["Pohon"]):
    """Questions about trees."""

    def visible_to(self, user: AnyUser) -> PohonQuerySet:
        """Return the trees of every instansi in which the user has a role (crosscutting needs reading all)."""
        return self.filter(instansi__in=izin(user).daftar_instansi, dihapus=None)

    def deleted_by_choice_of(self, user: AnyUser) -> PohonQuerySet:
        """Return the deleted trees the user may bring back."""
        return self.exclude(dihapus=None).filter(izin(user).content_q())

    def editable_by(self, user: AnyUser) -> PohonQuerySet:
        """Return the trees the user may write: of their unit and the units below, or of the whole instansi."""
        return self.visible_to(user).filter(izin(user).content_q())

    def with_outcome(self) -> PohonQuerySet:
        """Add `outcome`, the statement of the root, and `jumlah_simpul`."""
        from pohon.models.simpul import Simpul

        root = Simpul.objects.filter(pohon=OuterRef("pk"), induk=None)
        count = (
            Simpul.objects.filter(pohon=OuterRef("pk"))
            .order_by()
            .values("pohon")
            .annotate(n=Count("pk"))
        )
        return self.annotate(
            outcome=Subquery(root.values("pernyataan")[:1]),
            jumlah_simpul=Subquery(count.values("n")),
        )


class Pohon(models.Model):
    """A performance tree: one outcome (PermenPANRB 89/2021 B.III T1, last alinea), its stage and its state.

    The row is the lock of its simpul and counts their changes up in `nomor`.
    """

    class Tahap(models.IntegerChoices):
        OUTCOME = 1, "Outcome"
        CSF = 2, "CSF"
        KONDISI = 3, "Kondisi antara sampai operasional"
        INDIKATOR = 4, "Indikator"
        PENUANGAN = 5, "Komponen dan jabatan"

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DIAJUKAN = "diajukan", "Diajukan"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        DISETUJUI = "disetujui", "Disetujui"

    instansi = models.ForeignKey(
        Instansi, on_delete=models.PROTECT, related_name="daftar_pohon", verbose_name="instansi"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_pohon",
        verbose_name="unit",
        help_text="Kosong berarti pohon tingkat instansi.",
    )
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="daftar_pohon", verbose_name="periode"
    )
    tahap = models.PositiveSmallIntegerField("tahap", choices=Tahap, default=Tahap.OUTCOME)
    status = models.CharField("status", max_length=14, choices=Status, default=Status.DRAF)
    nomor = models.PositiveBigIntegerField("nomor perubahan", default=0, editable=False)
    induk_simpul = models.ForeignKey(
        "pohon.Simpul",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pohon_lanjutan",
        verbose_name="melanjutkan simpul",
        help_text="Simpul pohon atasan yang diteruskan pohon ini.",
    )
    kesepakatan_tanggal = models.DateField("tanggal kesepakatan", null=True, blank=True)
    kesepakatan_peserta = LongTextField(
        "peserta kesepakatan",
        blank=True,
        max_length=2000,
        help_text="Siapa saja yang menyepakati outcome, termasuk pimpinan.",
    )
    kesepakatan_catatan = LongTextField("catatan kesepakatan", blank=True, max_length=2000)
    dibuat_oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
    )
    dihapus = models.DateTimeField(
        "dihapus", null=True, blank=True, editable=False, help_text="Masih dapat dipulihkan."
    )
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    diubah = models.DateTimeField("diubah", auto_now=True)

    objects = PohonQuerySet.as_manager()

    class Meta:
        verbose_name = "pohon kinerja"
        verbose_name_plural = "daftar pohon kinerja"
        ordering: ClassVar = ["-diubah"]
        indexes: ClassVar = [
            models.Index(fields=["instansi", "periode", "unit"], name="pohon_instansi_periode")
        ]

    def __str__(self) -> str:
        return f"Pohon kinerja {self.unit or self.instansi}"

    def clean(self) -> None:
        """Refuse a unit or period of another instansi."""
        if self.unit and self.unit.instansi_id != self.instansi_id:
            raise ValidationError({"unit": "Pilih unit dari instansi ini."})
        if self.periode_id and self.periode.instansi_id != self.instansi_id:
            raise ValidationError({"periode": "Pilih periode dari instansi ini."})

    @property
    def is_locked(self) -> bool:
        """Whether the state forbids writing: submitted or approved, or the period is locked."""
        return self.lock_reason != ""

    @property
    def lock_reason(self) -> str:
        """The sentence that says why nobody may write now; empty when writing is allowed."""
        if self.status == self.Status.DIAJUKAN:
            return "Pohon sedang diajukan; tunggu hasil reviu atau minta dikembalikan."
        if self.status == self.Status.DISETUJUI:
            return "Pohon sudah disetujui; buka kembali untuk mengubahnya."
        if self.periode.terkunci:
            return f"Periode {self.periode} terkunci; hubungi admin instansi."
        return ""


class DasarOutcome(models.Model):
    """Why this outcome: strategic issue, mandate or expectation, with its evidence (PermenPANRB 89/2021 B.III T1)."""

    class Jenis(models.TextChoices):
        ISU_STRATEGIS = "isu_strategis", "Isu strategis/permasalahan"
        MANDAT = "mandat", "Mandat tugas dan fungsi"
        EKSPEKTASI = "ekspektasi", "Ekspektasi masyarakat/pemangku kepentingan"

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_dasar", verbose_name="pohon"
    )
    jenis = models.CharField("jenis", max_length=14, choices=Jenis)
    masalah = LongTextField("uraian masalah, mandat, atau ekspektasi", max_length=2000)
    data = LongTextField("data pendukung", blank=True, max_length=2000)
    sumber = models.CharField("sumber data", max_length=300, blank=True)
    tahun = models.PositiveSmallIntegerField(
        "tahun data", null=True, blank=True, validators=YEAR_VALIDATORS
    )

    class Meta:
        verbose_name = "dasar outcome"
        verbose_name_plural = "daftar dasar outcome"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(masalah=""), name="dasar_masalah_terisi")
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.masalah}"


class TinjauanPohon(models.Model):
    """A look at the whole tree before it gets its indikator, signed by who took it (B.III T3 g and h).

    `susunan` marks which nodes stood under which (`potret.shape`): what was looked for may be in the ones that came.
    """

    class Jenis(models.TextChoices):
        REDUNDANSI = "redundansi", "Redundansi"
        KEALPAAN = "kealpaan", "Kealpaan"

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_tinjauan", verbose_name="pohon"
    )
    jenis = models.CharField("jenis", max_length=10, choices=Jenis)
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    waktu = models.DateTimeField("waktu", default=timezone.now)
    catatan = LongTextField("catatan", blank=True, max_length=2000)
    susunan = models.CharField("cetakan susunan saat ditandatangani", max_length=16, blank=True)

    class Meta:
        verbose_name = "tinjauan pohon"
        verbose_name_plural = "daftar tinjauan pohon"
        ordering: ClassVar = ["pohon", "jenis"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pohon", "jenis"], name="tinjauan_satu_per_jenis")
        ]

    def __str__(self) -> str:
        return f"Tinjauan {self.get_jenis_display().lower()}"
