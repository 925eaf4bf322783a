"""What is planned: nomenklatur, dokumen, komponen, pemetaan, pagu, Renstra tables.

Beside the usual files of a room: `kodefikasi` (the grammar of codes), `susunan` (which komponen lies under which, and
what a level becomes), `pagu` (the one summation), `ukuran` (indicators of komponen), and the packages `usulan`
(proposals from the tree), `penyesuaian` (what a plan must follow), `banding` (two documents side by side) and `salin`
(copying).
"""

from django.apps import AppConfig


class PerencanaanConfig(AppConfig):
    """Configuration of perencanaan; its rules of alignment join the registry when it is ready."""

    name = "perencanaan"
    verbose_name = "Perencanaan"

    def ready(self) -> None:
        """Register the rules of this room."""
        from perencanaan import aturan  # noqa: F401
