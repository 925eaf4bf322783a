"""What a search finds in the organisation: units."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from lib.cari import Hasil, Pencarian
from organisasi.izin import izin
from organisasi.models import Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser, Instansi


def cari_unit(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find units by name, abbreviation and the beginning of their code; an admin is led to the form."""
    if instansi is None:
        return []
    rows = Unit.objects.visible_to(user).filter(instansi=instansi)
    rows = pencarian.saring(rows, "nama", "singkatan", kode=["kode"])
    rows = rows.select_related("induk").order_by("lft")
    is_admin = izin(user).is_admin(instansi.pk)
    return [_unit(row, is_admin=is_admin) for row in rows[: pencarian.batas]]


def _unit(row: Unit, *, is_admin: bool) -> Hasil:
    page = f"{reverse('organisasi:daftar_unit')}?{urlencode({'q': row.nama})}"
    return Hasil(
        judul=row.nama + (f" ({row.singkatan})" if row.singkatan else ""),
        keterangan=row.get_jenis_display() + (f" · {row.induk}" if row.induk else ""),
        alamat=reverse("organisasi:ubah_unit", args=[row.pk]) if is_admin else page,
    )
