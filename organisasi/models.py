"""Instansi (the tenant), its units and periods, the people and their roles, and background jobs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from lib.tree import TreeManager, TreeNode, TreeQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.izin import Izin

    AnyUser: TypeAlias = "Pengguna | AnonymousUser"

FIRST_YEAR, LAST_YEAR = 2000, 2100
DIGIT_KHUSUS = {
    "papua": frozenset("34"),
    "diy": frozenset("5"),
    "dki": frozenset("6"),
    "aceh": frozenset("7"),
    "bali": frozenset("8"),
}
YEAR_VALIDATORS = [
    MinValueValidator(FIRST_YEAR, "Tahun paling awal %(limit_value)s."),
    MaxValueValidator(LAST_YEAR, "Tahun paling akhir %(limit_value)s."),
]


class InstansiQuerySet(models.QuerySet["Instansi"]):
    """Questions about instansi."""

    def visible_to(self, user: AnyUser) -> InstansiQuerySet:
        """Return the instansi in which the user has a role."""
        from organisasi.izin import izin

        return self.filter(pk__in=izin(user).daftar_instansi)


class Instansi(models.Model):
    """A government agency: the tenant. Nothing of one instansi is visible to another."""

    class Jenis(models.TextChoices):
        KEMENTERIAN_LEMBAGA = "kementerian_lembaga", "Kementerian/Lembaga"
        PROVINSI = "provinsi", "Pemerintah Provinsi"
        KABUPATEN = "kabupaten", "Pemerintah Kabupaten"
        KOTA = "kota", "Pemerintah Kota"

    class Kekhususan(models.TextChoices):
        PAPUA = "papua", "Papua"
        DIY = "diy", "Daerah Istimewa Yogyakarta"
        DKI = "dki", "Daerah Khusus Jakarta"
        ACEH = "aceh", "Aceh"
        BALI = "bali", "Bali"

    class Zona(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    nama = models.CharField("nama", max_length=200, unique=True)
    jenis = models.CharField("jenis", max_length=24, choices=Jenis)
    zona_waktu = models.CharField("zona waktu", max_length=24, choices=Zona, default=Zona.WIB)
    tempat = models.CharField(
        "tempat", max_length=100, blank=True, help_text="Kota tempat surat ditandatangani."
    )
    alamat = models.CharField("alamat", max_length=300, blank=True)
    kekhususan = models.CharField(
        "daerah khusus",
        max_length=8,
        choices=Kekhususan,
        blank=True,
        help_text="Membuka kegiatan nomenklatur yang hanya berlaku di daerah itu.",
    )
    nomor = models.PositiveBigIntegerField("nomor perubahan", default=0, editable=False)

    objects = InstansiQuerySet.as_manager()

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "daftar instansi"
        ordering: ClassVar = ["nama"]

    def __str__(self) -> str:
        return self.nama

    @property
    def is_pemda(self) -> bool:
        """Whether this is a local government (the tables of PermenPANRB 89/2021 B.IV differ from a K/L's)."""
        return self.jenis != self.Jenis.KEMENTERIAN_LEMBAGA

    @property
    def digit_khusus(self) -> frozenset[str]:
        """The first digits of kegiatan that only this region uses (nomenclature of programs); else empty."""
        return DIGIT_KHUSUS.get(self.kekhususan, frozenset())


class LogoInstansi(models.Model):
    """The emblem in an instansi's letterhead, kept in the database: no process needs a disk of its own."""

    instansi = models.OneToOneField(
        Instansi, on_delete=models.CASCADE, related_name="logo", verbose_name="instansi"
    )
    isi = models.BinaryField("gambar")
    tipe = models.CharField("jenis gambar", max_length=20)
    diubah = models.DateTimeField("diubah", auto_now=True)

    class Meta:
        verbose_name = "logo instansi"
        verbose_name_plural = "daftar logo instansi"

    def __str__(self) -> str:
        return str(self.instansi)


class AmbangAturan(models.Model):
    """What an instansi measures against in a rule of alignment, where it differs from the usual (lib.aturan)."""

    instansi = models.ForeignKey(
        Instansi, on_delete=models.CASCADE, related_name="daftar_ambang", verbose_name="instansi"
    )
    aturan = models.CharField("aturan", max_length=8)
    nama = models.CharField("nama", max_length=40)
    nilai = models.DecimalField("nilai", max_digits=10, decimal_places=4)

    class Meta:
        verbose_name = "ambang aturan"
        verbose_name_plural = "daftar ambang aturan"
        ordering: ClassVar = ["aturan", "nama"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instansi", "aturan", "nama"],
                name="ambang_satu_per_instansi",
                violation_error_message="Ambang aturan ini sudah disetel.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.aturan} {self.nama}"


class UnitQuerySet(TreeQuerySet["Unit"]):
    """Questions about units."""

    def visible_to(self, user: AnyUser) -> UnitQuerySet:
        """Return the units of the instansi in which the user has a role."""
        from organisasi.izin import izin

        return self.filter(instansi__in=izin(user).daftar_instansi)

    def editable_by(self, user: AnyUser) -> UnitQuerySet:
        """Return the units whose trees, plans and positions the user may write (not the unit rows themselves)."""
        from organisasi.izin import izin

        return self.filter(izin(user).unit_q())


class Unit(TreeNode):
    """A perangkat daerah or eselon I unit and, below it, its bidang, seksi and UPTD."""

    OWNER = "instansi"

    class Jenis(models.TextChoices):
        PERANGKAT_DAERAH = "perangkat_daerah", "Perangkat daerah"
        UNIT_ESELON_I = "unit_eselon_i", "Unit eselon I"
        UNIT_ESELON_II = "unit_eselon_ii", "Unit eselon II"
        SEKRETARIAT = "sekretariat", "Sekretariat"
        BIDANG = "bidang", "Bidang/Bagian"
        SEKSI = "seksi", "Seksi/Subbagian"
        UPTD = "uptd", "UPTD/Satuan kerja"

    class Profil(models.TextChoices):
        UMUM = "umum", "Umum"
        KECAMATAN = "kecamatan", "Kecamatan"
        SEKRETARIAT_DAERAH = "sekretariat_daerah", "Sekretariat daerah"

    instansi = models.ForeignKey(
        Instansi, on_delete=models.PROTECT, related_name="daftar_unit", verbose_name="instansi"
    )
    nama = models.CharField("nama", max_length=200)
    singkatan = models.CharField("singkatan", max_length=40, blank=True)
    kode = models.CharField("kode", max_length=40, blank=True)
    jenis = models.CharField("jenis", max_length=24, choices=Jenis, default=Jenis.PERANGKAT_DAERAH)
    profil = models.CharField("profil", max_length=24, choices=Profil, default=Profil.UMUM)
    bidang_urusan = models.CharField(
        "bidang urusan",
        max_length=100,
        blank=True,
        help_text="Kode bidang urusan dipisah koma, misalnya 2.15 atau 1.03, 1.04.",
    )
    alamat = models.CharField("alamat", max_length=300, blank=True)

    objects = TreeManager.from_queryset(UnitQuerySet)()

    class Meta:
        verbose_name = "unit"
        verbose_name_plural = "daftar unit"
        indexes: ClassVar = [models.Index(fields=["tree_id", "lft"], name="unit_tree_lft")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "instansi",
                Coalesce("induk", 0),
                "nama",
                name="unit_nama_unik",
                violation_error_message="Unit dengan nama ini sudah ada di bawah induk yang sama.",
            )
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def nama_pendek(self) -> str:
        """The abbreviation, or the name where there is none."""
        return self.singkatan or self.nama


class PeriodeQuerySet(models.QuerySet["Periode"]):
    """Questions about periods."""

    def visible_to(self, user: AnyUser) -> PeriodeQuerySet:
        """Return the periods of the instansi in which the user has a role."""
        from organisasi.izin import izin

        return self.filter(instansi__in=izin(user).daftar_instansi)


class Periode(models.Model):
    """The years of an RPJMD or Renstra, both ends included."""

    instansi = models.ForeignKey(
        Instansi, on_delete=models.PROTECT, related_name="daftar_periode", verbose_name="instansi"
    )
    nama = models.CharField("nama", max_length=100)
    tahun_awal = models.PositiveSmallIntegerField("tahun awal", validators=YEAR_VALIDATORS)
    tahun_akhir = models.PositiveSmallIntegerField("tahun akhir", validators=YEAR_VALIDATORS)
    terkunci = models.BooleanField(
        "terkunci", default=False, help_text="Periode terkunci hanya dapat dibaca."
    )

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = "periode"
        verbose_name_plural = "daftar periode"
        ordering: ClassVar = ["-tahun_awal", "nama"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instansi", "nama"],
                name="periode_nama_unik",
                violation_error_message="Periode dengan nama ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(tahun_akhir__gte=F("tahun_awal")),
                name="periode_urut",
                violation_error_message="Tahun akhir tidak boleh sebelum tahun awal.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        """Refuse a span that no plan has (more than ten years)."""
        if self.tahun_awal and self.tahun_akhir and self.tahun_akhir - self.tahun_awal > 9:
            raise ValidationError({"tahun_akhir": "Periode paling lama sepuluh tahun."})

    @property
    def tahun(self) -> range:
        """The years of the period, first to last."""
        return range(self.tahun_awal, self.tahun_akhir + 1)


class Pengguna(AbstractUser):
    """A person who signs in. What they may do follows from their Keanggotaan."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    nama = models.CharField("nama lengkap", max_length=150)
    email = models.EmailField("surel", blank=True)
    pengelola = models.BooleanField(
        "pengelola",
        default=False,
        help_text="Mengelola instalasi: membuat instansi dan admin pertamanya, tanpa hak atas isi.",
    )

    REQUIRED_FIELDS: ClassVar = ["nama"]
    _izin: Izin  # what organisasi.izin keeps for the length of a request

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "daftar pengguna"
        ordering: ClassVar = ["nama"]

    def __str__(self) -> str:
        return self.nama

    def get_full_name(self) -> str:
        """Return the name (Django's admin and the presence list ask for it)."""
        return self.nama

    @property
    def inisial(self) -> str:
        """Up to two letters that stand for the person beside a node they are on."""
        return "".join(word[0] for word in self.nama.split()[:2]).upper()


class Keanggotaan(models.Model):
    """A role of a person in an instansi, for one unit with the units below it or (unit empty) for all of it."""

    class Peran(models.TextChoices):
        ADMIN = "admin", "Admin"
        PERENCANA = "perencana", "Perencana"
        EVALUATOR = "evaluator", "Evaluator"
        PIMPINAN = "pimpinan", "Pimpinan"
        PEMBACA = "pembaca", "Pembaca"

    pengguna = models.ForeignKey(
        Pengguna, on_delete=models.CASCADE, related_name="keanggotaan", verbose_name="pengguna"
    )
    instansi = models.ForeignKey(
        Instansi, on_delete=models.CASCADE, related_name="keanggotaan", verbose_name="instansi"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="keanggotaan",
        verbose_name="unit",
        help_text="Kosong berarti seluruh instansi.",
    )
    peran = models.CharField("peran", max_length=12, choices=Peran)

    class Meta:
        verbose_name = "keanggotaan"
        verbose_name_plural = "daftar keanggotaan"
        constraints: ClassVar = [
            models.UniqueConstraint(
                "pengguna",
                "instansi",
                Coalesce("unit", 0),
                "peran",
                name="keanggotaan_unik",
                violation_error_message="Pengguna sudah memiliki peran ini.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pengguna}: {self.get_peran_display()}"

    def clean(self) -> None:
        """Refuse a unit of another instansi, and an admin of one unit (an admin serves the whole instansi)."""
        if self.unit and self.unit.instansi_id != self.instansi_id:
            raise ValidationError({"unit": "Pilih unit dari instansi ini."})
        if self.unit and self.peran == self.Peran.ADMIN:
            raise ValidationError({"unit": "Admin berlaku untuk seluruh instansi; kosongkan unit."})


class TugasQuerySet(models.QuerySet["Tugas"]):
    """Questions about background jobs."""

    def visible_to(self, user: AnyUser) -> TugasQuerySet:
        """Return the jobs the user started, but for those of an instansi they have left since."""
        from organisasi.izin import izin

        still_there = Q(instansi=None) | Q(instansi__in=izin(user).daftar_instansi)
        return self.filter(still_there & Q(pengguna=user.pk))


class Tugas(models.Model):
    """A background job: who asked for what, how far it is, and what came of it. Run by organisasi.tugas."""

    class Status(models.TextChoices):
        ANTRE = "antre", "Menunggu giliran"
        BERJALAN = "berjalan", "Sedang dikerjakan"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"
        BATAL = "batal", "Dibatalkan"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instansi = models.ForeignKey(
        Instansi, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="instansi"
    )
    pengguna = models.ForeignKey(
        Pengguna, on_delete=models.CASCADE, related_name="daftar_tugas", verbose_name="pengguna"
    )
    jenis = models.CharField("jenis", max_length=60)
    judul = models.CharField("judul", max_length=200)
    argumen = models.JSONField("argumen", default=dict)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.ANTRE)
    kemajuan = models.PositiveSmallIntegerField("kemajuan (%)", default=0)
    pesan = models.CharField("pesan", max_length=200, blank=True)
    galat = models.TextField("galat", blank=True)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    mulai = models.DateTimeField("mulai", null=True)
    denyut = models.DateTimeField("denyut", null=True)
    selesai = models.DateTimeField("selesai", null=True)

    objects = TugasQuerySet.as_manager()

    class Meta:
        verbose_name = "tugas"
        verbose_name_plural = "daftar tugas"
        ordering: ClassVar = ["-dibuat"]
        indexes: ClassVar = [
            models.Index(fields=["pengguna", "-dibuat"], name="tugas_pengguna_dibuat")
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def is_open(self) -> bool:
        """Whether the job still waits or runs."""
        return self.status in {self.Status.ANTRE, self.Status.BERJALAN}


class BerkasTugas(models.Model):
    """The file a job made. In the database, so that web and worker need no common disk."""

    tugas = models.OneToOneField(
        Tugas, on_delete=models.CASCADE, related_name="berkas", verbose_name="tugas"
    )
    nama = models.CharField("nama berkas", max_length=200)
    tipe = models.CharField("tipe", max_length=100)
    isi = models.BinaryField("isi")

    class Meta:
        verbose_name = "berkas tugas"
        verbose_name_plural = "daftar berkas tugas"

    def __str__(self) -> str:
        return self.nama
