"""What is planned: nomenklatur with versions, documents, their components, and the mapping from the
tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce

from lib.fields import LongTextField
from lib.tree import TreeManager, TreeNode, TreeQuerySet
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS, Instansi, Pengguna, Periode, Unit
from perencanaan import kodefikasi, susunan
from pohon.models import Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class VersiNomenklatur(models.Model):
    """A state of the law on nomenclature; national, so shared by all instansi. Never overwritten by
    another decree.
    """

    nama = models.CharField("nama", max_length=200, unique=True)
    regulasi = models.CharField("regulasi", max_length=200)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    berlaku_mulai = models.DateField("berlaku mulai", null=True, blank=True)
    dasar = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="perubahan",
        verbose_name="mengubah",
    )
    keterangan = LongTextField("keterangan", blank=True, max_length=1000)

    class Meta:
        verbose_name = "versi nomenklatur"
        verbose_name_plural = "daftar versi nomenklatur"
        ordering: ClassVar = ["-tanggal", "nama"]

    def __str__(self) -> str:
        return self.nama


class Nomenklatur(models.Model):
    """One row of the nomenclature; the key is (versi, tingkat, kode), never the code alone."""

    class Tingkat(models.TextChoices):
        PROVINSI = "provinsi", "Provinsi"
        KABKOTA = "kabkota", "Kabupaten/Kota"

    class Jenjang(models.TextChoices):
        URUSAN = "urusan", "Urusan"
        BIDANG = "bidang", "Bidang urusan"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUBKEGIATAN = "subkegiatan", "Subkegiatan"

    versi = models.ForeignKey(
        VersiNomenklatur,
        on_delete=models.CASCADE,
        related_name="daftar_baris",
        verbose_name="versi",
    )
    tingkat = models.CharField("tingkat", max_length=8, choices=Tingkat)
    jenjang = models.CharField("jenjang", max_length=12, choices=Jenjang)
    kode = models.CharField("kode", max_length=24)
    nama = models.TextField("nama")
    kinerja = models.TextField("kinerja", blank=True)
    indikator = models.TextField("indikator", blank=True)
    satuan = models.CharField("satuan", max_length=60, blank=True)
    keterangan = models.TextField("keterangan", blank=True)
    sebelumnya = models.TextField("subkegiatan sebelumnya", blank=True)
    induk = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="anak",
        verbose_name="induk",
    )

    class Meta:
        verbose_name = "nomenklatur"
        verbose_name_plural = "daftar nomenklatur"
        ordering: ClassVar = ["versi", "tingkat", "kode"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["versi", "tingkat", "kode"], name="nomenklatur_kunci_unik"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["versi", "tingkat", "jenjang", "kode"], name="nomenklatur_jenjang")
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class ImporNomenklaturQuerySet(models.QuerySet["ImporNomenklatur"]):
    """Questions about imports."""

    def visible_to(self, user: AnyUser) -> ImporNomenklaturQuerySet:
        """Return the user's own imports, as long as they may load nomenclature."""
        return self.filter(pengguna=user.pk) if izin(user).may_load_nomenklatur else self.none()


class ImporNomenklatur(models.Model):
    """A file on its way into a version: as sent, then its checked rows until they are applied."""

    pengguna = models.ForeignKey(
        Pengguna, on_delete=models.CASCADE, related_name="+", verbose_name="pengguna"
    )
    pilihan = models.JSONField("pilihan")
    nama = models.CharField("nama berkas", max_length=200)
    isi = models.BinaryField("isi berkas")
    teks_hapus = models.TextField("daftar hapus", blank=True)
    isi_hapus = models.BinaryField("berkas daftar hapus", default=bytes)
    baris = models.BinaryField("baris yang diperiksa", default=bytes)
    temuan = models.BinaryField("temuan", default=bytes)
    ringkasan = models.JSONField("ringkasan", default=dict)
    versi = models.ForeignKey(
        VersiNomenklatur, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    diterapkan = models.DateTimeField("diterapkan", null=True)

    objects = ImporNomenklaturQuerySet.as_manager()

    class Meta:
        verbose_name = "impor nomenklatur"
        verbose_name_plural = "daftar impor nomenklatur"
        ordering: ClassVar = ["-dibuat"]

    def __str__(self) -> str:
        return f"{self.pilihan.get('peraturan', '')} ({self.nama})"


class DokumenQuerySet(models.QuerySet["Dokumen"]):
    """Questions about planning documents."""

    def visible_to(self, user: AnyUser) -> DokumenQuerySet:
        """Return the documents of every instansi in which the user has a role."""
        return self.filter(instansi__in=izin(user).daftar_instansi)

    def editable_by(self, user: AnyUser) -> DokumenQuerySet:
        """Return the documents the user may write."""
        return self.visible_to(user).filter(izin(user).content_q())


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
        if (self.jenis == self.Jenis.RENJA) != (self.tahun is not None):
            raise ValidationError({"tahun": "Tahun diisi untuk Renja saja."})
        if self.jenis == self.Jenis.RENSTRA_PD and not self.unit:
            raise ValidationError({"unit": "Renstra perangkat daerah memerlukan unit."})

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
        help_text="Versi, tingkat, kode, nama, dan satuan saat dipilih; tidak berubah oleh aturan baru.",
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


class PemetaanQuerySet(models.QuerySet["Pemetaan"]):
    """Questions about the mapping."""

    def visible_to(self, user: AnyUser) -> PemetaanQuerySet:
        """Return the mappings of living trees inside every instansi in which the user has a role."""
        return self.living().filter(komponen__dokumen__instansi__in=izin(user).daftar_instansi)

    def living(self) -> PemetaanQuerySet:
        """Leave out what belongs to a deleted tree, which may come back."""
        return self.filter(simpul__pohon__dihapus=None)


class Pemetaan(models.Model):
    """A node becomes a component: one to one, one to many, or many to one (PermenPANRB 89/2021 B.IV
    A-C).
    """

    simpul = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="daftar_pemetaan", verbose_name="simpul"
    )
    komponen = models.ForeignKey(
        Komponen, on_delete=models.CASCADE, related_name="daftar_pemetaan", verbose_name="komponen"
    )
    alasan = LongTextField("alasan", blank=True, max_length=1000)

    objects = PemetaanQuerySet.as_manager()

    class Meta:
        verbose_name = "pemetaan"
        verbose_name_plural = "daftar pemetaan"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["simpul", "komponen"],
                name="pemetaan_unik",
                violation_error_message="Simpul ini sudah dituangkan ke komponen itu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id} -> {self.komponen_id}"

    def clean(self) -> None:
        """Refuse a node and a component of two instansi."""
        if self.simpul.pohon.instansi_id != self.komponen.dokumen.instansi_id:
            raise ValidationError("Simpul dan komponen harus dari instansi yang sama.")


class Pagu(models.Model):
    """Budget ceiling of a lowest component in one year, in rupiah; upper components are sums of
    these.
    """

    komponen = models.ForeignKey(
        Komponen, on_delete=models.CASCADE, related_name="daftar_pagu", verbose_name="komponen"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=YEAR_VALIDATORS)
    nilai = models.DecimalField(
        "nilai (Rp)",
        max_digits=18,
        decimal_places=2,
        validators=[MinValueValidator(0, "Pagu tidak boleh negatif.")],
    )
    sumber_dana = models.CharField("sumber dana", max_length=60, blank=True)

    class Meta:
        verbose_name = "pagu"
        verbose_name_plural = "daftar pagu"
        ordering: ClassVar = ["komponen", "tahun"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["komponen", "tahun", "sumber_dana"],
                name="pagu_satu_per_tahun",
                violation_error_message="Pagu tahun dan sumber dana ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.nilai}"
