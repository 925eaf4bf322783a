"""Positions in their structure, and who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When

from jabatan.struktur.masa import clash
from lib.tree import TreeManager, TreeNode, TreeQuerySet
from organisasi.izin import izin
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    import datetime

    from organisasi.models import AnyUser


class JabatanQuerySet(TreeQuerySet["Jabatan"]):
    """Questions about positions."""

    def visible_to(self, user: AnyUser) -> JabatanQuerySet:
        """Return the positions of every instansi in which the user has a role."""
        return self.filter(instansi__in=izin(user).daftar_instansi)

    def editable_by(self, user: AnyUser) -> JabatanQuerySet:
        """Return the positions the user may write."""
        return self.visible_to(user).filter(izin(user).content_q())


class Jabatan(TreeNode):
    """A position in the structure of an instansi, whose id is its tree_id; an instansi may have several roots."""

    OWNER = "instansi"

    class Jenjang(models.TextChoices):
        KEPALA_DAERAH = "kepala_daerah", "Kepala daerah"
        MENTERI = "menteri", "Menteri/Kepala lembaga"
        JPT_MADYA = "jpt_madya", "JPT madya (Eselon I)"
        JPT_PRATAMA = "jpt_pratama", "JPT pratama (Eselon II)"
        ADMINISTRATOR = "administrator", "Administrator (Eselon III)"
        PENGAWAS = "pengawas", "Pengawas (Eselon IV)"
        JF = "jf", "Jabatan fungsional"
        PELAKSANA = "pelaksana", "Pelaksana"

    class LevelJf(models.TextChoices):
        AHLI_UTAMA = "ahli_utama", "Ahli utama"
        AHLI_MADYA = "ahli_madya", "Ahli madya"
        AHLI_MUDA = "ahli_muda", "Ahli muda"
        AHLI_PERTAMA = "ahli_pertama", "Ahli pertama"
        PENYELIA = "penyelia", "Penyelia"
        MAHIR = "mahir", "Mahir"
        TERAMPIL = "terampil", "Terampil"
        PEMULA = "pemula", "Pemula"

    instansi = models.ForeignKey(
        Instansi, on_delete=models.PROTECT, related_name="daftar_jabatan", verbose_name="instansi"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_jabatan",
        verbose_name="unit",
        help_text="Kosong untuk kepala daerah atau menteri.",
    )
    nama = models.CharField(
        "nama jabatan", max_length=200, error_messages={"blank": "Nama jabatan belum diisi."}
    )
    jenjang = models.CharField("jenjang", max_length=14, choices=Jenjang)
    level_jf = models.CharField("jenjang fungsional", max_length=12, choices=LevelJf, blank=True)
    supervisi = models.BooleanField(
        "dengan fungsi supervisi",
        default=False,
        help_text="Jabatan fungsional yang membimbing jabatan fungsional di bawahnya.",
    )
    diubah = models.DateTimeField(
        "diubah",
        auto_now=True,
        help_text="Termasuk perubahan pejabat, kinerja, dan PK jabatan ini.",
    )

    objects = TreeManager.from_queryset(JabatanQuerySet)()

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "daftar jabatan"
        indexes: ClassVar = [
            models.Index(fields=["tree_id", "lft"], name="jabatan_tree_lft"),
            models.Index(fields=["instansi", "diubah"], name="jabatan_diubah"),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        """Refuse a unit of another instansi and a functional level on a structural position."""
        if self.unit and self.unit.instansi_id != self.instansi_id:
            raise ValidationError({"unit": "Pilih unit dari instansi ini."})
        if self.jenjang != self.Jenjang.JF and (self.level_jf or self.supervisi):
            raise ValidationError(
                {"level_jf": "Jenjang fungsional dan supervisi hanya untuk jabatan fungsional."}
            )

    @property
    def is_one_party(self) -> bool:
        """Whether the PK has one party only: the head of a region or a ministry."""
        return self.jenjang in {self.Jenjang.KEPALA_DAERAH, self.Jenjang.MENTERI}


class PejabatQuerySet(models.QuerySet["Pejabat"]):
    """Questions about holders."""

    def visible_to(self, user: AnyUser) -> PejabatQuerySet:
        """Return the holders of positions the user may read."""
        return self.filter(jabatan__instansi__in=izin(user).daftar_instansi)

    def on(self, date: datetime.date) -> PejabatQuerySet:
        """Return those who hold their position on a day; a Plt., Plh. or Pj. stands before the definitive holder."""
        definitive_last = Case(When(status=Pejabat.Status.DEFINITIF, then=1), default=0)
        return self.filter(Q(selesai=None) | Q(selesai__gte=date), mulai__lte=date).order_by(
            "jabatan", definitive_last, "-mulai"
        )


class Pejabat(models.Model):
    """A person in a position from one day to another."""

    class Status(models.TextChoices):
        DEFINITIF = "definitif", "Definitif"
        PLT = "plt", "Plt."
        PLH = "plh", "Plh."
        PJ = "pj", "Pj."

    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.CASCADE, related_name="daftar_pejabat", verbose_name="jabatan"
    )
    nama = models.CharField("nama dan gelar", max_length=200)
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka tanpa spasi.")],
    )
    pangkat = models.CharField("pangkat/golongan", max_length=60, blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DEFINITIF)
    mulai = models.DateField("TMT")
    selesai = models.DateField("sampai", null=True, blank=True)

    objects = PejabatQuerySet.as_manager()

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "daftar pejabat"
        ordering: ClassVar = ["jabatan", "-mulai"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(selesai=None) | Q(selesai__gte=F("mulai")),
                name="pejabat_masa_urut",
                violation_error_message="Tanggal sampai tidak boleh sebelum TMT.",
            )
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        """Refuse a term that cannot stand beside another of the position or of the person (jabatan.struktur.masa)."""
        if not self.mulai or not self.jabatan_id:
            return
        if self.selesai and self.selesai < self.mulai:
            return  # the constraint says so
        beside = Q(jabatan=self.jabatan_id)
        if self.nip:
            beside |= Q(nip=self.nip, jabatan__instansi=self.jabatan.instansi_id)
        others = Pejabat.objects.filter(beside).exclude(pk=self.pk).select_related("jabatan")
        if found := clash(self, others.order_by("mulai", "pk")):
            raise ValidationError({found[0]: found[1]})

    @property
    def sebutan_jabatan(self) -> str:
        """The position as signed: with Plt., Plh. or Pj. in front where it applies."""
        prefix = "" if self.status == self.Status.DEFINITIF else f"{self.get_status_display()} "
        return f"{prefix}{self.jabatan.nama}"
