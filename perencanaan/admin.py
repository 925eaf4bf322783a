"""Django's own admin, for superusers in an emergency; daily work never needs it.

Komponen, their pagu and mappings are left out: they are written through perencanaan.actions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from perencanaan.models import Dokumen, Nomenklatur, VersiNomenklatur

if TYPE_CHECKING:
    _Versions = admin.ModelAdmin[VersiNomenklatur]
    _Rows = admin.ModelAdmin[Nomenklatur]
    _Documents = admin.ModelAdmin[Dokumen]
else:  # Django's classes take no parameters when they run
    _Versions = _Rows = _Documents = admin.ModelAdmin


@admin.register(VersiNomenklatur)
class VersiNomenklaturAdmin(_Versions):
    """Versions of the nomenclature; their rows come through the actions."""

    list_display = ("nama", "regulasi", "tanggal", "berlaku_mulai")
    search_fields = ("nama", "regulasi")


@admin.register(Nomenklatur)
class NomenklaturAdmin(_Rows):
    """Rows of the nomenclature."""

    list_display = ("kode", "nama", "jenjang", "tingkat", "versi")
    list_filter = ("versi", "tingkat", "jenjang")
    search_fields = ("kode", "nama")
    raw_id_fields = ("induk",)


@admin.register(Dokumen)
class DokumenAdmin(_Documents):
    """Planning documents."""

    list_display = ("nama", "jenis", "instansi", "unit", "periode")
    list_filter = ("jenis", "instansi")
    search_fields = ("nama",)
    raw_id_fields = ("unit", "periode", "induk")
