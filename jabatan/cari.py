"""What a search finds among positions: the positions and the people who hold or held them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone

from jabatan.models import Jabatan, Pejabat
from lib.cari import Hasil, Pencarian
from lib.teks import format_date

if TYPE_CHECKING:
    from organisasi.models import AnyUser, Instansi


def cari_jabatan(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find positions by name and unit."""
    rows = Jabatan.objects.visible_to(user).filter(instansi=instansi)
    rows = pencarian.saring(rows, "nama", "unit__nama", "unit__singkatan")
    rows = rows.select_related("unit").order_by("lft")
    return [
        Hasil(
            judul=row.nama,
            keterangan=" · ".join(filter(None, [row.get_jenjang_display(), str(row.unit or "")])),
            alamat=reverse("jabatan:jabatan", args=[row.pk]),
        )
        for row in rows[: pencarian.batas]
    ]


def cari_pejabat(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find holders by name and the beginning of their NIP, those in office first."""
    rows = Pejabat.objects.visible_to(user).filter(jabatan__instansi=instansi)
    rows = pencarian.saring(rows, "nama", kode=["nip"]).select_related("jabatan")
    past = Case(When(selesai__lt=timezone.localdate(), then=Value(1)), default=Value(0))
    rows = rows.order_by(past, "nama", "-mulai", "pk")
    return [_pejabat(row) for row in rows[: pencarian.batas]]


def _pejabat(row: Pejabat) -> Hasil:
    past = row.selesai and row.selesai < timezone.localdate()
    return Hasil(
        judul=row.nama,
        keterangan=row.sebutan_jabatan + (f" · sampai {format_date(row.selesai)}" if past else ""),
        alamat=reverse("jabatan:jabatan", args=[row.jabatan_id]),
    )
