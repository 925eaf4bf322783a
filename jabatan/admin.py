"""Django's own admin, for superusers in an emergency; daily work never needs it.

Positions are left out: their tree is written through jabatan.actions only. A PK is read there, never
written, so that what was signed stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from jabatan.models import KinerjaJabatan, Pejabat, PerjanjianKinerja

if TYPE_CHECKING:
    _Holders = admin.ModelAdmin[Pejabat]
    _Kinerja = admin.ModelAdmin[KinerjaJabatan]
    _Pk = admin.ModelAdmin[PerjanjianKinerja]
else:  # Django's classes take no parameters when they run
    _Holders = _Kinerja = _Pk = admin.ModelAdmin


@admin.register(Pejabat)
class PejabatAdmin(_Holders):
    """Holders."""

    list_display = ("nama", "jabatan", "status", "mulai", "selesai")
    list_filter = ("status",)
    search_fields = ("nama", "nip", "jabatan__nama")
    raw_id_fields = ("jabatan",)


@admin.register(KinerjaJabatan)
class KinerjaJabatanAdmin(_Kinerja):
    """Who carries which node."""

    list_display = ("jabatan", "simpul", "jenis")
    list_filter = ("jenis",)
    search_fields = ("jabatan__nama", "simpul__pernyataan")
    raw_id_fields = ("jabatan", "simpul")


@admin.register(PerjanjianKinerja)
class PerjanjianKinerjaAdmin(_Pk):
    """PK, to read."""

    list_display = ("jabatan", "tahun", "jenis", "urutan", "status")
    list_filter = ("status", "jenis", "tahun")
    search_fields = ("jabatan__nama", "nomor")

    def has_add_permission(self, request: object) -> bool:
        """PK are begun by pages only."""
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """What was signed stays."""
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """What was signed stays."""
        return False
