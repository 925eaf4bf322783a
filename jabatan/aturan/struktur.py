"""Rules of the structure: whether its positions have work, and are named and ordered as they should."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from jabatan.aturan.dasar import LAMPIRAN, Temuan, name_some
from jabatan.models import Jabatan, KinerjaJabatan
from lib.aturan import Severity, rule
from pohon.aturan import KonteksPohon


@rule("H-05", severity=Severity.PERINGATAN, tahap=5, source=f"{LAMPIRAN} Bab I")
def position_has_kinerja(k: KonteksPohon) -> Temuan:
    """Every position of the tree's unit carries some kinerja."""
    idle = Jabatan.objects.filter(
        ~Exists(KinerjaJabatan.objects.living().filter(jabatan=OuterRef("pk"))),
        instansi=k.head["instansi"]["id"],
    )
    if k.own_units is not None:
        idle = idle.filter(unit__in=k.own_units)
    names = list(idle.order_by("lft").values_list("nama", flat=True))
    if names:
        yield (
            None,
            f"{name_some(names)} belum memiliki kontribusi kinerja.",
            "Bagikan kinerja ke tiap jabatan, atau hapus jabatan yang tidak ada lagi.",
        )
