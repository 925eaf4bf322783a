"""Lke: the evaluation sheet of one unit (or a whole instansi) in one year, with its answers, evidence and proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Coalesce

from evaluasi.models.lke_acuan import KriteriaLke, SubkomponenLke, VersiLke
from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS, Instansi, Pengguna, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class LkeQuerySet(models.QuerySet["Lke"]):
    """Questions about evaluation sheets."""

    def visible_to(self, user: AnyUser) -> LkeQuerySet:
        """Return the sheets of every instansi in which the user has a role."""
        return self.filter(instansi__in=izin(user).daftar_instansi)


class Lke(models.Model):
    """The sheet of one unit in one year. Its row is the lock of its answers."""

    class Status(models.TextChoices):
        DIISI = "diisi", "Diisi perangkat daerah"
        DIAJUKAN = "diajukan", "Diajukan"
        DINILAI = "dinilai", "Dinilai"
        SELESAI = "selesai", "Selesai"

    versi = models.ForeignKey(
        VersiLke, on_delete=models.PROTECT, related_name="daftar_lke", verbose_name="versi LKE"
    )
    instansi = models.ForeignKey(
        Instansi, on_delete=models.PROTECT, related_name="daftar_lke", verbose_name="instansi"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_lke",
        verbose_name="unit",
        help_text="Kosong berarti seluruh instansi.",
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    status = models.CharField("status", max_length=8, choices=Status, default=Status.DIISI)
    pengisi = models.ManyToManyField(
        Pengguna,
        related_name="+",
        editable=False,
        verbose_name="pengisi penilaian mandiri",
        help_text="Siapa saja yang pernah mengisi; mereka tidak menilai LKE ini.",
    )
    dibuat_oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
    )
    total_mandiri = models.DecimalField(
        "nilai mandiri", max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    total_evaluator = models.DecimalField(
        "nilai evaluator", max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    usulan_dihitung = models.DateTimeField("usulan dihitung", null=True, blank=True, editable=False)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    diubah = models.DateTimeField("diubah", auto_now=True)

    objects = LkeQuerySet.as_manager()

    class Meta:
        verbose_name = "LKE"
        verbose_name_plural = "daftar LKE"
        ordering: ClassVar = ["-tahun", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "instansi",
                Coalesce("unit", 0),
                "tahun",
                name="lke_satu_per_tahun",
                violation_error_message="LKE unit ini untuk tahun itu sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"LKE {self.nama_pemilik} {self.tahun}"

    def clean(self) -> None:
        """Refuse a unit of another instansi."""
        if self.unit and self.unit.instansi_id != self.instansi_id:
            raise ValidationError({"unit": "Pilih unit dari instansi ini."})

    @property
    def is_settled(self) -> bool:
        """Whether the evaluator's verdict stands: before that it is still being written."""
        return self.status in {self.Status.DINILAI, self.Status.SELESAI}

    @property
    def nama_pemilik(self) -> str:
        """Whose sheet it is: the unit's, or the whole instansi's."""
        return self.unit.nama if self.unit else self.instansi.nama


class Jawaban(models.Model):
    """What both sides say of something asked: `versi` counts the changes, so that nobody overwrites unseen."""

    versi = models.PositiveIntegerField("versi", default=0, editable=False)
    diisi_oleh = models.ForeignKey(
        Pengguna,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diisi oleh",
    )
    dinilai_oleh = models.ForeignKey(
        Pengguna,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dinilai oleh",
    )
    waktu = models.DateTimeField("diubah", auto_now=True)

    class Meta:
        abstract = True


class JawabanLke(Jawaban):
    """The letter of a subkomponen by the unit itself and by the evaluator, each with the reason for it."""

    lke = models.ForeignKey(
        Lke, on_delete=models.CASCADE, related_name="daftar_jawaban", verbose_name="LKE"
    )
    subkomponen = models.ForeignKey(
        SubkomponenLke, on_delete=models.PROTECT, related_name="+", verbose_name="subkomponen"
    )
    huruf = models.CharField("jawaban", max_length=2, blank=True)
    alasan = LongTextField("alasan", blank=True, max_length=2000)
    huruf_evaluator = models.CharField("jawaban evaluator", max_length=2, blank=True)
    catatan_evaluator = LongTextField("catatan evaluator", blank=True, max_length=2000)

    class Meta:
        verbose_name = "jawaban LKE"
        verbose_name_plural = "daftar jawaban LKE"
        ordering: ClassVar = ["lke", "subkomponen"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lke", "subkomponen"], name="jawaban_lke_satu")
        ]

    def __str__(self) -> str:
        return f"{self.subkomponen_id}: {self.huruf or '-'}"


class JawabanKriteria(Jawaban):
    """Whether a criterion is fulfilled, by the unit and by the evaluator; `dari_usulan`: the figures it came from."""

    class Terpenuhi(models.TextChoices):
        YA = "ya", "Ya"
        SEBAGIAN = "sebagian", "Sebagian"
        TIDAK = "tidak", "Tidak"

    lke = models.ForeignKey(
        Lke, on_delete=models.CASCADE, related_name="daftar_jawaban_kriteria", verbose_name="LKE"
    )
    kriteria = models.ForeignKey(
        KriteriaLke, on_delete=models.PROTECT, related_name="+", verbose_name="kriteria"
    )
    terpenuhi = models.CharField("terpenuhi", max_length=8, choices=Terpenuhi, blank=True)
    catatan = LongTextField("catatan", blank=True, max_length=2000)
    terpenuhi_evaluator = models.CharField(
        "terpenuhi menurut evaluator", max_length=8, choices=Terpenuhi, blank=True
    )
    catatan_evaluator = LongTextField("catatan evaluator", blank=True, max_length=2000)
    dari_usulan = models.JSONField(
        "usulan yang dipakai", default=dict, blank=True, editable=False, encoder=DjangoJSONEncoder
    )

    class Meta:
        verbose_name = "jawaban kriteria"
        verbose_name_plural = "daftar jawaban kriteria"
        ordering: ClassVar = ["lke", "kriteria"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lke", "kriteria"], name="jawaban_kriteria_satu")
        ]

    def __str__(self) -> str:
        return f"{self.kriteria_id}: {self.terpenuhi or '-'}"

    @property
    def is_typed(self) -> bool:
        """Whether a person answered: then a proposal never takes its place."""
        return bool(self.terpenuhi or self.catatan) and not self.dari_usulan


class UsulanLke(models.Model):
    """What Pokin last counted for a criterion: how many of how many, and what lies behind the figure."""

    lke = models.ForeignKey(
        Lke, on_delete=models.CASCADE, related_name="daftar_usulan", verbose_name="LKE"
    )
    kriteria = models.ForeignKey(
        KriteriaLke, on_delete=models.PROTECT, related_name="+", verbose_name="kriteria"
    )
    pembilang = models.DecimalField("yang terpenuhi", max_digits=9, decimal_places=1)
    penyebut = models.DecimalField("seluruhnya", max_digits=9, decimal_places=1)
    dihitung = models.CharField("yang dihitung", max_length=300)
    rincian = models.JSONField("rincian", default=list, encoder=DjangoJSONEncoder)
    waktu = models.DateTimeField("waktu", auto_now=True)

    class Meta:
        verbose_name = "usulan LKE"
        verbose_name_plural = "daftar usulan LKE"
        ordering: ClassVar = ["lke", "kriteria"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lke", "kriteria"], name="usulan_lke_satu")
        ]

    def __str__(self) -> str:
        return f"{self.kriteria_id}: {self.pembilang:f}/{self.penyebut:f}"


class RiwayatLke(models.Model):
    """A step of a sheet: who took it, when, and what they said."""

    class Langkah(models.TextChoices):
        DIAJUKAN = "diajukan", "Diajukan"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        DINILAI = "dinilai", "Penilaian ditetapkan"
        DILANJUTKAN = "dilanjutkan", "Penilaian dilanjutkan"
        SELESAI = "selesai", "Diselesaikan"
        DIBUKA = "dibuka", "Dibuka kembali"

    lke = models.ForeignKey(
        Lke, on_delete=models.CASCADE, related_name="daftar_riwayat", verbose_name="LKE"
    )
    langkah = models.CharField("langkah", max_length=12, choices=Langkah)
    catatan = LongTextField("catatan", blank=True, max_length=2000)
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "riwayat LKE"
        verbose_name_plural = "daftar riwayat LKE"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_langkah_display()}"
