"""Who does it: positions, their holders, the kinerja each position carries, and the PK that promises it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When

from lib.fields import LongTextField
from lib.tree import TreeManager, TreeNode, TreeQuerySet
from organisasi.izin import izin
from organisasi.models import YEAR_VALIDATORS, Instansi, Pengguna, Unit
from pohon.models import Simpul

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

    objects = TreeManager.from_queryset(JabatanQuerySet)()

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "daftar jabatan"
        indexes: ClassVar = [models.Index(fields=["tree_id", "lft"], name="jabatan_tree_lft")]

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
        """Refuse a second definitive holder over the same days."""
        if self.status != self.Status.DEFINITIF or not self.mulai or not self.jabatan_id:
            return
        others = Pejabat.objects.filter(
            jabatan=self.jabatan_id, status=self.Status.DEFINITIF
        ).exclude(pk=self.pk)
        others = others.filter(Q(selesai=None) | Q(selesai__gte=self.mulai))
        if self.selesai:
            others = others.filter(mulai__lte=self.selesai)
        if other := others.first():
            raise ValidationError(
                {
                    "mulai": f"{other.nama} sudah menjabat pada masa itu; akhiri dahulu masa jabatannya."
                }
            )

    @property
    def sebutan_jabatan(self) -> str:
        """The position as signed: with Plt., Plh. or Pj. in front where it applies."""
        prefix = "" if self.status == self.Status.DEFINITIF else f"{self.get_status_display()} "
        return f"{prefix}{self.jabatan.nama}"


class KinerjaJabatanQuerySet(models.QuerySet["KinerjaJabatan"]):
    """Questions about the distribution."""

    def visible_to(self, user: AnyUser) -> KinerjaJabatanQuerySet:
        """Return the distribution of living trees inside every instansi in which the user has a role."""
        return self.living().filter(jabatan__instansi__in=izin(user).daftar_instansi)

    def living(self) -> KinerjaJabatanQuerySet:
        """Leave out what belongs to a deleted tree, which may come back."""
        return self.filter(simpul__pohon__dihapus=None)


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
    def rumusan(self) -> str:
        """The statement this position answers for."""
        return self.pernyataan or self.simpul.pernyataan


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
