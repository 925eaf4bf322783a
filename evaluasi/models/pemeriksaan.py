"""Pemeriksaan: what the rules last said of each tree, so that lists of many trees need not check them all."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from evaluasi.models.dasar import MilikPohonQuerySet, stale_q
from evaluasi.models.pengecualian import Pengecualian
from lib.aturan import Severity
from pohon.models import Pohon


class Pemeriksaan(models.Model):
    """The last check of a tree: at which number of its changes, when, and the print of what was found."""

    pohon = models.OneToOneField(
        Pohon, on_delete=models.CASCADE, related_name="pemeriksaan", verbose_name="pohon"
    )
    nomor = models.PositiveBigIntegerField("nomor perubahan")
    cetakan = models.CharField("cetakan temuan", max_length=64)
    diperiksa = models.DateTimeField("diperiksa")

    objects = MilikPohonQuerySet["Pemeriksaan"].as_manager()

    class Meta:
        verbose_name = "pemeriksaan"
        verbose_name_plural = "daftar pemeriksaan"
        ordering: ClassVar = ["pohon"]

    def __str__(self) -> str:
        return f"{self.pohon}: perubahan {self.nomor}"

    @staticmethod
    def stale_q() -> Q:
        """Return the condition "not checked, or out of date" on rows of Pohon."""
        return stale_q("pemeriksaan", "diperiksa")


class TemuanTersimpanQuerySet(MilikPohonQuerySet["TemuanTersimpan"]):
    """Questions about stored findings."""

    def with_reason(self) -> TemuanTersimpanQuerySet:
        """Add `beralasan` (a reason for it stands) and `alasan_ditolak` (the evaluator rejected the one there is)."""
        reasons = Pengecualian.objects.filter(pohon=OuterRef("pohon"), sidik=OuterRef("sidik"))
        status = Pengecualian.Status
        return self.annotate(
            beralasan=Q(perlu_alasan=True) & Exists(reasons.filter(status=status.BERLAKU)),
            alasan_ditolak=Exists(reasons.filter(status=status.DITOLAK)),
        )


class TemuanTersimpan(models.Model):
    """A finding as the last check of its tree left it, to be searched, counted and listed; never judged by."""

    TINGKAT: ClassVar = [
        (Severity.GALAT.value, "Galat"),
        (Severity.PERINGATAN.value, "Peringatan"),
        (Severity.INFO.value, "Saran"),
    ]

    pohon = models.ForeignKey(
        Pohon, on_delete=models.CASCADE, related_name="temuan_tersimpan", verbose_name="pohon"
    )
    urutan = models.PositiveIntegerField("urutan")
    aturan = models.CharField("aturan", max_length=8)
    tingkat = models.CharField("tingkat", max_length=10, choices=TINGKAT)
    tahap = models.PositiveSmallIntegerField("tahap")
    simpul = models.PositiveBigIntegerField("nomor simpul", null=True)
    sidik = models.CharField("sidik temuan", max_length=32)
    pesan = models.TextField("temuan")
    saran = models.TextField("saran")
    perlu_alasan = models.BooleanField("perlu alasan")
    menghalangi = models.BooleanField("menghalangi pengajuan")

    objects = TemuanTersimpanQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan tersimpan"
        verbose_name_plural = "daftar temuan tersimpan"
        ordering: ClassVar = ["pohon", "urutan"]
        indexes: ClassVar = [
            models.Index(fields=["pohon", "sidik"], name="temuan_tersimpan_sidik"),
            models.Index(fields=["aturan"], name="temuan_tersimpan_aturan"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pohon", "urutan"], name="temuan_tersimpan_urutan")
        ]

    def __str__(self) -> str:
        return f"{self.aturan}: {self.pesan}"
