"""Simpul, one condition of a tree, and Crosscutting, a condition that needs another unit or body."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from lib.fields import LongTextField
from lib.tree import TreeManager, TreeNode, TreeQuerySet
from organisasi.izin import izin
from organisasi.models import Pengguna, Unit
from pohon.models.pohon import Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

LONGEST_STATEMENT = 1000


class SimpulQuerySet(TreeQuerySet["Simpul"]):
    """Questions about nodes."""

    def visible_to(self, user: AnyUser) -> SimpulQuerySet:
        """Return the nodes of trees the user may read."""
        return self.filter(pohon__instansi__in=izin(user).daftar_instansi, pohon__dihapus=None)

    def editable_by(self, user: AnyUser) -> SimpulQuerySet:
        """Return the nodes of trees the user may write."""
        return self.visible_to(user).filter(izin(user).content_q("pohon__instansi", "pohon__unit"))


class Simpul(TreeNode):
    """One box of the tree: outcome, CSF, kondisi antara or kondisi operasional. Its tree_id is its pohon's id."""

    OWNER = "pohon"

    class Jenis(models.TextChoices):
        OUTCOME = "outcome", "Outcome"
        CSF = "csf", "CSF"
        ANTARA = "antara", "Kondisi antara"
        OPERASIONAL = "operasional", "Kondisi operasional"

    class LevelKinerja(models.TextChoices):
        """Levels of PermenPANRB 89/2021 B.IV: five strategic kinds, two tactical, one operational."""

        STRATEGIS_NASIONAL = "strategis_nasional", "Strategis nasional"
        STRATEGIS_DAERAH = "strategis_daerah", "Strategis daerah"
        STRATEGIS_SEKTOR = "strategis_sektor", "Strategis sektor"
        STRATEGIS_SUBSEKTOR = "strategis_subsektor", "Strategis subsektor"
        STRATEGIS_URUSAN = "strategis_urusan", "Strategis urusan/bidang urusan"
        TAKTIKAL_INTERMEDIATE = "taktikal_intermediate", "Taktikal intermediate"
        TAKTIKAL_IMMEDIATE = "taktikal_immediate", "Taktikal immediate"
        OPERASIONAL = "operasional", "Operasional"

    class Sifat(models.TextChoices):
        FAKTUAL = "faktual", "Faktual"
        ANTISIPATIF = "antisipatif", "Antisipatif"
        PERUBAHAN_LINGKUNGAN = "perubahan_lingkungan", "Perubahan lingkungan"

    class Metode(models.TextChoices):
        FAKTOR_PEMBENTUK = "faktor_pembentuk", "Mencari faktor pembentuk"
        URAI_MASALAH = "urai_masalah", "Mengurai masalah/penyebab"
        EMPAT_M = "empat_m", "4M"

    class Unsur4M(models.TextChoices):
        MAN = "man", "Man (SDM/pemangku kepentingan)"
        MACHINE = "machine", "Machine (sarana prasarana/kebijakan)"
        MATERIAL = "material", "Material (faktor pembentuk/prakondisi)"
        METHOD = "method", "Method (proses/tata cara)"

    class Bobot(models.TextChoices):
        TINGGI = "tinggi", "Tinggi"
        SEDANG = "sedang", "Sedang"
        RENDAH = "rendah", "Rendah"

    class Hubungan(models.TextChoices):
        """Answer to "jika ini tercapai, maka induknya tercapai?" (PermenPANRB 89/2021 B.II A.1)."""

        YA = "ya", "Ya"
        KURANG = "kurang", "Kurang"
        TIDAK = "tidak", "Tidak"

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="daftar_simpul", verbose_name="pohon"
    )
    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    pernyataan = LongTextField(
        "pernyataan",
        max_length=LONGEST_STATEMENT,
        error_messages={"blank": "Pernyataan belum diisi. Tulis kondisi yang ingin dicapai."},
    )
    faktor_penyebab = LongTextField("faktor penyebab", blank=True, max_length=1000)
    sifat = models.CharField("sifat CSF", max_length=20, choices=Sifat, blank=True)
    metode = models.CharField("metode", max_length=16, choices=Metode, blank=True)
    unsur_4m = models.CharField("unsur 4M", max_length=8, choices=Unsur4M, blank=True)
    level_kinerja = models.CharField(
        "level kinerja", max_length=22, choices=LevelKinerja, blank=True
    )
    pengampu = models.ForeignKey(
        Unit,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="simpul_diampu",
        verbose_name="pengampu",
    )
    bobot = models.CharField("derajat kepentingan", max_length=6, choices=Bobot, blank=True)
    hubungan = models.CharField("hubungan dengan induk", max_length=6, choices=Hubungan, blank=True)
    hubungan_alasan = LongTextField("alasan", blank=True, max_length=1000)
    keterangan = LongTextField("keterangan", blank=True, max_length=2000)
    versi = models.PositiveIntegerField("versi", default=1, editable=False)

    objects = TreeManager.from_queryset(SimpulQuerySet)()

    class Meta:
        verbose_name = "simpul"
        verbose_name_plural = "daftar simpul"
        indexes: ClassVar = [models.Index(fields=["tree_id", "lft"], name="simpul_tree_lft")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tree_id"],
                condition=Q(induk=None),
                name="simpul_satu_outcome",
                violation_error_message="Satu pohon hanya boleh memuat satu outcome.",
            ),
            models.CheckConstraint(
                condition=~Q(pernyataan=""),
                name="simpul_pernyataan_terisi",
                violation_error_message="Pernyataan belum diisi.",
            ),
            models.CheckConstraint(
                condition=Q(jenis="outcome", induk=None) | (~Q(jenis="outcome") & ~Q(induk=None)),
                name="simpul_outcome_di_puncak",
                violation_error_message="Outcome hanya di puncak pohon, dan puncak pohon adalah outcome.",
            ),
        ]

    def __str__(self) -> str:
        return self.pernyataan

    def clean(self) -> None:
        """Refuse blank text, a 4M element without the 4M method, and a pengampu of another instansi."""
        if not self.pernyataan.strip():
            raise ValidationError(
                {"pernyataan": "Pernyataan belum diisi. Tulis kondisi yang ingin dicapai."}
            )
        if self.unsur_4m and self.metode != self.Metode.EMPAT_M:
            raise ValidationError({"unsur_4m": "Unsur 4M hanya diisi bila metodenya 4M."})
        if self.pengampu and self.pengampu.instansi_id != self.pohon.instansi_id:
            raise ValidationError({"pengampu": "Pilih pengampu dari instansi ini."})

    @property
    def tingkat(self) -> str:
        """The level without its kind: strategis, taktikal, operasional, or empty."""
        return self.level_kinerja.split("_")[0]


class Crosscutting(models.Model):
    """A mark that the condition needs another unit or an outside body (PermenPANRB 89/2021 B.III T3 f)."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu jawaban"
        DISETUJUI = "disetujui", "Disetujui"
        DITOLAK = "ditolak", "Ditolak"

    simpul = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="daftar_crosscutting", verbose_name="simpul"
    )
    mitra = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="crosscutting_masuk",
        verbose_name="unit mitra",
    )
    mitra_luar = models.CharField("mitra luar instansi", max_length=200, blank=True)
    kontribusi = LongTextField("kontribusi yang diminta", blank=True, max_length=1000)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.MENUNGGU)
    alasan = LongTextField("alasan", blank=True, max_length=1000)
    simpul_mitra = models.ForeignKey(
        Simpul,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="crosscutting_asal",
        verbose_name="simpul mitra",
    )
    dijawab_oleh = models.ForeignKey(
        Pengguna,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dijawab oleh",
    )

    class Meta:
        verbose_name = "crosscutting"
        verbose_name_plural = "daftar crosscutting"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(mitra=None) & ~Q(mitra_luar="")) | (~Q(mitra=None) & Q(mitra_luar="")),
                name="crosscutting_satu_mitra",
                violation_error_message="Isi unit mitra atau mitra luar instansi, salah satu saja.",
            )
        ]

    def __str__(self) -> str:
        return f"Crosscutting dengan {self.nama_mitra}"

    @property
    def nama_mitra(self) -> str:
        """The partner's name: the unit's or the outside body's."""
        return self.mitra.nama_pendek if self.mitra else self.mitra_luar

    def clean(self) -> None:
        """Refuse a partner unit of another instansi."""
        if self.mitra and self.mitra.instansi_id != self.simpul.pohon.instansi_id:
            raise ValidationError(
                {
                    "mitra": "Unit mitra harus dari instansi ini; selain itu tulis sebagai mitra luar."
                }
            )
