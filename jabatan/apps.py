"""Who does it: positions, holders, kinerja per jabatan, PK.

Beside the usual files of a room: `usulan` (who should carry a node), `sebaran` (the distribution of
one tree), `anggaran` (the budget of a PK), `isi` (what a PK says), `susun` (composing it), `surat`
(the letter).
"""

from django.apps import AppConfig


class JabatanConfig(AppConfig):
    """Configuration of jabatan; its rules of alignment join the registry when it is ready."""

    name = "jabatan"
    verbose_name = "Jabatan"

    def ready(self) -> None:
        """Register the rules of this room."""
        from jabatan import aturan  # noqa: F401
