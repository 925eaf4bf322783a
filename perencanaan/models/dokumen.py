"""Planning documents: RPJMD, Renstra and Renja, RPJMN; each is a version of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce

from lib.fields import LongTextField
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS, Instansi, Periode, Unit
from perencanaan import susunan
from perencanaan.models.nomenklatur import Nomenklatur, VersiNomenklatur

if TYPE_CHECKING:
    from organisasi.models import AnyUser
    from perencanaan.models.komponen import Komponen


class DokumenQuerySet(models.QuerySet["Dokumen"]):
    """Questions about planning documents."""

    def visible_to(self, user: AnyUser) -> DokumenQuerySet:
        """Return the documents of every instansi in which the user has a role."""
        return self.filter(instansi__in=izin(user).daftar_instansi)

    def editable_by(self, user: AnyUser) -> DokumenQuerySet:
        """Return the documents the user may write."""
        return self.visible_to(user).filter(izin(user).content_q())

    def current(self) -> DokumenQuerySet:
        """Leave out what a later perubahan has taken the place of."""
        return self.filter(perubahan=None)


class Dokumen(models.Model):
    """A planning document. Its row is the lock of its komponen."""

    class Jenis(models.TextChoices):
        RPJMN = "rpjmn", "RPJMN"
        RPJMD = "rpjmd", "RPJMD"
        RENSTRA_PD = "renstra_pd", "Renstra perangkat daerah"
        RENSTRA_KL = "renstra_kl", "Renstra K/L"
        RENJA = "renja", "Renja"

    instansi = models.ForeignKey(
        Instansi, on_delete=models.PROTECT, related_name="daftar_dokumen", verbose_name="instansi"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_dokumen",
        verbose_name="unit",
        help_text="Kosong berarti dokumen tingkat instansi.",
    )
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="daftar_dokumen", verbose_name="periode"
    )
    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    nama = models.CharField("nama", max_length=200)
    tahun = models.PositiveSmallIntegerField(
        "tahun", null=True, blank=True, validators=YEAR_VALIDATORS, help_text="Hanya untuk Renja."
    )
    induk = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="turunan",
        verbose_name="mengacu pada",
    )
    versi_nomenklatur = models.ForeignKey(
        VersiNomenklatur,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="versi nomenklatur",
    )
    format_tabel = models.CharField(
        "format tabel",
        max_length=40,
        blank=True,
        help_text="Peraturan yang menentukan bentuk tabel; kosong berarti menurut periode.",
    )
    visi = LongTextField("visi", blank=True, max_length=1000)
    perubahan_ke = models.PositiveSmallIntegerField(
        "perubahan ke", default=0, editable=False, help_text="0 berarti murni."
    )
    sebelumnya = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="perubahan",
        verbose_name="mengubah dokumen",
    )
    alasan_perubahan = LongTextField("alasan perubahan", blank=True, max_length=1000)
    ditetapkan = models.DateField("tanggal penetapan", null=True, blank=True, editable=False)
    dasar_penetapan = models.CharField(
        "dasar penetapan",
        max_length=200,
        blank=True,
        editable=False,
        help_text="Peraturan atau keputusan yang menetapkan dokumen ini.",
    )
    beku = models.JSONField(
        "isi saat ditetapkan",
        default=dict,
        blank=True,
        editable=False,
        help_text="Indikator dan target seperti saat ditetapkan; pohon kinerja boleh berubah sesudahnya.",
    )
    nomor = models.PositiveBigIntegerField("nomor perubahan", default=0, editable=False)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    diubah = models.DateTimeField("diubah", auto_now=True)

    objects = DokumenQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen perencanaan"
        verbose_name_plural = "daftar dokumen perencanaan"
        ordering: ClassVar = ["-periode__tahun_awal", "jenis", "nama"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "instansi",
                Coalesce("unit", 0),
                "periode",
                "jenis",
                Coalesce("tahun", 0),
                "perubahan_ke",
                name="dokumen_unik",
                violation_error_message="Dokumen jenis ini untuk unit dan periode itu sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        """Refuse rows of another instansi, a kind that does not fit the instansi, and a misplaced
        year or unit.
        """
        if self.unit and self.unit.instansi_id != self.instansi_id:
            raise ValidationError({"unit": "Pilih unit dari instansi ini."})
        if self.periode_id and self.periode.instansi_id != self.instansi_id:
            raise ValidationError({"periode": "Pilih periode dari instansi ini."})
        if self.induk and self.induk.instansi_id != self.instansi_id:
            raise ValidationError({"induk": "Pilih dokumen dari instansi ini."})
        if self.jenis in self.foreign_to(self.instansi):
            raise ValidationError(
                {"jenis": f"{self.get_jenis_display()} bukan dokumen instansi ini."}
            )
        self._check_year()
        if self.jenis == self.Jenis.RENSTRA_PD and not self.unit:
            raise ValidationError({"unit": "Renstra perangkat daerah memerlukan unit."})
        if self.jenis in (self.Jenis.RPJMD, self.Jenis.RPJMN) and self.unit:
            raise ValidationError(
                {
                    "unit": f"{self.get_jenis_display()} berlaku bagi seluruh instansi; kosongkan unitnya."
                }
            )

    def _check_year(self) -> None:
        """Ask a Renja for a year of its periode, and every other document for none."""
        if self.jenis != self.Jenis.RENJA:
            if self.tahun is not None:
                raise ValidationError({"tahun": "Tahun diisi untuk Renja saja; kosongkan."})
        elif self.tahun is None:
            raise ValidationError({"tahun": "Isi tahun Renja."})
        elif self.periode_id and self.tahun not in self.periode.tahun:
            raise ValidationError({"tahun": f"Pilih tahun di dalam {self.periode}."})

    @classmethod
    def foreign_to(cls, instansi: Instansi) -> set[str]:
        """Return the kinds of document an instansi does not have: a Pemda those of a K/L, and the other way round."""
        if instansi.is_pemda:
            return {cls.Jenis.RPJMN, cls.Jenis.RENSTRA_KL}
        return {cls.Jenis.RPJMD, cls.Jenis.RENSTRA_PD}

    @property
    def daftar_tahun(self) -> list[int]:
        """The years the document plans: its own year for a Renja, else the years of the periode."""
        return [self.tahun] if self.tahun else list(self.periode.tahun)

    @property
    def daftar_tahun_pagu(self) -> list[int]:
        """The years with pagu: those planned and, for a Renja, the year after it (prakiraan maju)."""
        return [self.tahun, self.tahun + 1] if self.tahun else self.daftar_tahun

    @property
    def lock_reason(self) -> str:
        """Say why the document cannot be written now; empty when it can."""
        if self.periode.terkunci:
            return f"Periode {self.periode} terkunci; hubungi admin instansi."
        if self.ditetapkan:
            return f"{self} sudah ditetapkan; buat perubahannya untuk mengubah isinya."
        return ""

    @property
    def tingkat_nomenklatur(self) -> str:
        """The tier of nomenklatur the document uses; empty for a K/L, which has none."""
        if not self.instansi.is_pemda:
            return ""
        provinsi = self.instansi.jenis == Instansi.Jenis.PROVINSI
        return Nomenklatur.Tingkat.PROVINSI if provinsi else Nomenklatur.Tingkat.KABKOTA

    def children_of(self, komponen: Komponen | None) -> tuple[str, ...]:
        """Return the kinds of komponen that may lie directly under one (None: at the top)."""
        return susunan.children_of(
            komponen.jenis if komponen else None,
            dokumen=self.jenis,
            is_pemda=self.instansi.is_pemda,
        )
