"""The tree: pohon, simpul, indikator, target, crosscutting, changes, versions, editor."""

from django.apps import AppConfig


class PohonConfig(AppConfig):
    """Configuration of pohon; its rules of alignment join the registry when it is ready."""

    name = "pohon"
    verbose_name = "Pohon kinerja"

    def ready(self) -> None:
        """Register the rules of this room."""
        from pohon import aturan  # noqa: F401
