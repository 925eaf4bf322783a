"""The roof: settings, addresses, start page, health, error pages; nothing imports it."""

from django.apps import AppConfig


class CascadingConfig(AppConfig):
    """Configuration of the roof."""

    name = "cascading"
    verbose_name = "Pokin"
