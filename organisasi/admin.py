"""Django's own admin, for superusers in an emergency; daily work never needs it.

Units are left out: their tree is written through organisasi.actions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from organisasi.models import Instansi, Keanggotaan, Pengguna, Periode, Tugas

if TYPE_CHECKING:
    _People = UserAdmin[Pengguna]
    _Roles = admin.ModelAdmin[Keanggotaan]
    _Tenants = admin.ModelAdmin[Instansi]
    _Periods = admin.ModelAdmin[Periode]
    _Jobs = admin.ModelAdmin[Tugas]
else:  # Django's classes take no parameters when they run
    _People = UserAdmin
    _Roles = _Tenants = _Periods = _Jobs = admin.ModelAdmin


@admin.register(Pengguna)
class PenggunaAdmin(_People):
    """People, with our one name field in the place of Django's two."""

    list_display = ("username", "nama", "email", "is_active", "pengelola", "is_superuser")
    list_filter = ("is_active", "pengelola", "is_superuser")
    search_fields = ("username", "nama", "email")
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Orang", {"fields": ("nama", "email")}),
        ("Hak", {"fields": ("is_active", "pengelola", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "nama", "password1", "password2")}),)


@admin.register(Keanggotaan)
class KeanggotaanAdmin(_Roles):
    """Roles."""

    list_display = ("pengguna", "instansi", "unit", "peran")
    list_filter = ("peran",)
    search_fields = ("pengguna__username", "pengguna__nama", "instansi__nama")
    autocomplete_fields = ("pengguna", "instansi")
    raw_id_fields = ("unit",)


@admin.register(Instansi)
class InstansiAdmin(_Tenants):
    """Tenants."""

    list_display = ("nama", "jenis", "zona_waktu")
    search_fields = ("nama",)


@admin.register(Periode)
class PeriodeAdmin(_Periods):
    """Periods."""

    list_display = ("nama", "instansi", "tahun_awal", "tahun_akhir", "terkunci")
    search_fields = ("nama", "instansi__nama")


@admin.register(Tugas)
class TugasAdmin(_Jobs):
    """Background jobs, to read what went wrong."""

    list_display = ("judul", "jenis", "pengguna", "status", "percobaan", "dibuat")
    list_filter = ("status", "jenis")
    search_fields = ("judul", "pengguna__username")

    def has_add_permission(self, request: object) -> bool:
        """Jobs are started by pages only."""
        return False
