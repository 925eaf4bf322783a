"""What a search finds in planning: komponen, dokumen, and the nomenklatur in force."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse

from lib.cari import Hasil, Pencarian
from organisasi.models import Instansi
from perencanaan.models import Dokumen, Komponen, Nomenklatur, VersiNomenklatur

if TYPE_CHECKING:
    from organisasi.models import AnyUser


def cari_komponen(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find komponen of current documents by name, sasaran, and the beginning of their code."""
    rows = Komponen.objects.visible_to(user).filter(dokumen__instansi=instansi)
    rows = rows.filter(dokumen__perubahan=None)
    rows = pencarian.saring(rows, "nama", "sasaran", kode=["kode"])
    rows = rows.select_related("dokumen").order_by("tree_id", "lft")
    return [
        Hasil(
            judul=str(row),
            keterangan=f"{row.get_jenis_display()} · {row.dokumen}",
            alamat=f"{reverse('perencanaan:dokumen', args=[row.dokumen_id])}#komponen-{row.pk}",
        )
        for row in rows[: pencarian.batas]
    ]


def cari_dokumen(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find planning documents by name and unit; what a perubahan took the place of stands last and says so."""
    rows = Dokumen.objects.visible_to(user).filter(instansi=instansi)
    rows = pencarian.saring(rows, "nama", "unit__nama", "unit__singkatan")
    rows = rows.select_related("unit", "periode", "perubahan")
    order = ("-periode__tahun_awal", "jenis", "nama")
    rows = rows.order_by(F("perubahan").asc(nulls_first=True), *order)
    return [
        Hasil(
            judul=row.nama,
            keterangan=_about(row),
            alamat=reverse("perencanaan:dokumen", args=[row.pk]),
        )
        for row in rows[: pencarian.batas]
    ]


def _about(dokumen: Dokumen) -> str:
    parts = [dokumen.get_jenis_display(), dokumen.unit or "Tingkat instansi", dokumen.periode]
    if hasattr(dokumen, "perubahan"):
        parts.append("digantikan")
    return " · ".join(map(str, parts))


def cari_nomenklatur(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find rows of the newest nomenklatur by name and the beginning of their code; a ministry has none."""
    if instansi is None or not instansi.is_pemda:
        return []
    versi = VersiNomenklatur.objects.first()
    provinsi = instansi.jenis == Instansi.Jenis.PROVINSI
    tingkat = Nomenklatur.Tingkat.PROVINSI if provinsi else Nomenklatur.Tingkat.KABKOTA
    rows = Nomenklatur.objects.filter(versi=versi, tingkat=tingkat).order_by("kode")
    page = reverse("perencanaan:daftar_nomenklatur")
    return [
        Hasil(
            judul=str(row),
            keterangan=row.get_jenjang_display(),
            alamat=f"{page}?{urlencode({'versi': row.versi_id, 'tingkat': tingkat, 'di': row.kode})}",
        )
        for row in pencarian.saring(rows, "nama", kode=["kode"])[: pencarian.batas]
    ]
