"""BuktiLke: what shows that a criterion of an evaluation sheet is fulfilled."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from evaluasi.models.lke import Lke
from evaluasi.models.lke_acuan import KriteriaLke
from organisasi.models import Pengguna

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class BuktiLkeQuerySet(models.QuerySet["BuktiLke"]):
    """Questions about evidence."""

    def visible_to(self, user: AnyUser) -> BuktiLkeQuerySet:
        """Return the evidence of sheets the user may read, without the content of files."""
        return self.filter(lke__in=Lke.objects.visible_to(user)).defer("isi")


class BuktiLke(models.Model):
    """Evidence for a criterion: an https link, or a file kept in the database (no process needs a disk)."""

    lke = models.ForeignKey(
        Lke, on_delete=models.CASCADE, related_name="daftar_bukti", verbose_name="LKE"
    )
    kriteria = models.ForeignKey(
        KriteriaLke, on_delete=models.PROTECT, related_name="+", verbose_name="kriteria"
    )
    nama = models.CharField("nama bukti", max_length=200)
    tautan = models.URLField("tautan", max_length=500, blank=True)
    isi = models.BinaryField("isi berkas", null=True, blank=True)
    tipe = models.CharField("jenis berkas", max_length=8, blank=True)
    ukuran = models.PositiveIntegerField("ukuran (byte)", default=0)
    oleh = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    objects = BuktiLkeQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti LKE"
        verbose_name_plural = "daftar bukti LKE"
        ordering: ClassVar = ["kriteria", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(tautan="") & Q(tipe="")) | (Q(tautan="") & ~Q(tipe="")),
                name="bukti_tautan_atau_berkas",
                violation_error_message="Isi tautan atau unggah berkas, salah satu saja.",
            )
        ]

    def __str__(self) -> str:
        return self.nama
