"""The house itself: instansi, unit, periode, pengguna, peran, izin."""

from django.apps import AppConfig


class OrganisasiConfig(AppConfig):
    """Configuration of organisasi."""

    name = "organisasi"
    verbose_name = "Organisasi"
