"""Who does it: positions, holders, kinerja per jabatan, PK.

Beside the usual files of a room, a package per noun: `struktur` (positions and terms of office), `sebaran` (who should
carry what), `teknik` (BKN's techniques), `peran` (matriks peran hasil), `mutu` (quality of indikator), `pk`, `renaksi`,
`skp` and `proses` (steps of SOP).
"""

from django.apps import AppConfig


class JabatanConfig(AppConfig):
    """Configuration of jabatan; its rules of alignment join the registry when it is ready."""

    name = "jabatan"
    verbose_name = "Jabatan"

    def ready(self) -> None:
        """Register the rules of this room."""
        from jabatan import aturan  # noqa: F401
