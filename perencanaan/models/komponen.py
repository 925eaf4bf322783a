"""The tree of komponen of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from lib.fields import LongTextField
from lib.tree import TreeManager, TreeNode, TreeQuerySet
from organisasi.izin import izin
from organisasi.models import Unit
from perencanaan import kodefikasi
from perencanaan.models.dokumen import Dokumen
from perencanaan.models.nomenklatur import Nomenklatur
from pohon.models import Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class KomponenQuerySet(TreeQuerySet["Komponen"]):
    """Questions about planning components."""

    def visible_to(self, user: AnyUser) -> KomponenQuerySet:
        """Return the components of documents the user may read."""
        return self.filter(dokumen__instansi__in=izin(user).daftar_instansi)

    def editable_by(self, user: AnyUser) -> KomponenQuerySet:
        """Return the components of documents the user may write."""
        return self.visible_to(user).filter(
            izin(user).content_q("dokumen__instansi", "dokumen__unit")
        )


class Komponen(TreeNode):
    """A planning component of a document. Its tree_id is its dokumen's id; a document has several
    roots (tujuan).
    """

    OWNER = "dokumen"

    class Jenis(models.TextChoices):
        TUJUAN = "tujuan", "Tujuan"
        SASARAN = "sasaran", "Sasaran"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUBKEGIATAN = "subkegiatan", "Subkegiatan"
        SASARAN_STRATEGIS = "sasaran_strategis", "Sasaran strategis"
        SASARAN_PROGRAM = "sasaran_program", "Sasaran program"
        SASARAN_KEGIATAN = "sasaran_kegiatan", "Sasaran kegiatan"
        KRO = "kro", "KRO"
        RO = "ro", "RO"

    dokumen = models.ForeignKey(
        Dokumen, on_delete=models.CASCADE, related_name="daftar_komponen", verbose_name="dokumen"
    )
    jenis = models.CharField("jenis", max_length=18, choices=Jenis)
    kode = models.CharField("kode", max_length=40, blank=True)
    nama = LongTextField(
        "nama",
        max_length=1000,
        help_text="Rumusan tujuan/sasaran, atau nama program, kegiatan, subkegiatan.",
        error_messages={"blank": "Nama komponen belum diisi."},
    )
    sasaran = LongTextField(
        "sasaran",
        blank=True,
        max_length=1000,
        help_text="Hasil yang dituju program, kegiatan, atau subkegiatan.",
    )
    nomenklatur = models.ForeignKey(
        Nomenklatur,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="daftar_komponen",
        verbose_name="nomenklatur",
    )
    salinan_nomenklatur = models.JSONField(
        "salinan nomenklatur",
        default=dict,
        blank=True,
        editable=False,
        help_text="Baris nomenklatur seperti saat dipilih; tidak berubah oleh aturan baru.",
    )
    penanggung_jawab = models.ForeignKey(
        Unit,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit penanggung jawab",
    )
    lokasi = models.CharField("lokasi", max_length=200, blank=True)
    kelompok_sasaran = models.CharField("kelompok sasaran", max_length=200, blank=True)
    prioritas_nasional = models.CharField("prioritas nasional", max_length=300, blank=True)
    prioritas_daerah = models.CharField("prioritas daerah", max_length=300, blank=True)
    keterangan = models.CharField("keterangan", max_length=300, blank=True)
    misi = models.ForeignKey(
        "Misi",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="daftar_tujuan",
        verbose_name="misi",
        help_text="Hanya untuk tujuan.",
    )
    asal = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="salinan",
        verbose_name="disalin dari",
    )
    versi = models.PositiveIntegerField("versi", default=1, editable=False)
    simpul = models.ManyToManyField(
        Simpul, through="Pemetaan", related_name="daftar_komponen", verbose_name="simpul"
    )

    objects = TreeManager.from_queryset(KomponenQuerySet)()

    class Meta:
        verbose_name = "komponen perencanaan"
        verbose_name_plural = "daftar komponen perencanaan"
        indexes: ClassVar = [models.Index(fields=["tree_id", "lft"], name="komponen_tree_lft")]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}".strip()

    def clean(self) -> None:
        """Refuse a kind out of place, a code outside its parent's (G-06), and what is of another
        instansi.
        """
        if not self.nama.strip():
            raise ValidationError({"nama": "Nama komponen belum diisi."})
        self._clean_place()
        self._clean_code()
        if self.penanggung_jawab and self.penanggung_jawab.instansi_id != self.dokumen.instansi_id:
            raise ValidationError({"penanggung_jawab": "Pilih unit dari instansi ini."})
        if self.misi and (
            self.jenis != self.Jenis.TUJUAN or self.misi.dokumen_id != self.dokumen_id
        ):
            raise ValidationError({"misi": "Misi dipilih untuk tujuan, dari dokumen yang sama."})

    def _clean_place(self) -> None:
        if self.induk and self.induk.dokumen_id != self.dokumen_id:
            raise ValidationError({"induk": "Pilih induk dari dokumen yang sama."})
        if self.jenis in self.dokumen.children_of(self.induk):
            return
        where = f"di bawah {self.induk.get_jenis_display()}" if self.induk else "di puncak dokumen"
        raise ValidationError(
            {"jenis": f"{self.get_jenis_display()} tidak dapat diletakkan {where} {self.dokumen}."}
        )

    def _clean_code(self) -> None:
        upper = self.induk
        if self.nomenklatur and self.nomenklatur.jenjang != self.jenis:
            raise ValidationError(
                {"nomenklatur": f"Pilih nomenklatur berjenjang {self.get_jenis_display()}."}
            )
        if (
            upper is not None
            and kodefikasi.jenjang_of(self.kode) == self.jenis
            and kodefikasi.jenjang_of(upper.kode) == upper.jenis
            and not kodefikasi.is_under(self.kode, upper.kode)
        ):
            raise ValidationError(
                {
                    "kode": f"{self.get_jenis_display()} {self.kode} bukan bagian "
                    f"{upper.get_jenis_display().lower()} {upper.kode}."
                }
            )

    @property
    def is_lowest(self) -> bool:
        """Whether nothing lies below it, so that it carries its own pagu."""
        return bool(self.rght - self.lft == 1)

    @property
    def hasil(self) -> str:
        """The result this component stands for: its sasaran, or its name where the name is the
        result.
        """
        return str(self.sasaran or self.nama)
