"""The structure from a workbook: `parse(file)`, `check(rows)`, then `save(user, ...)` all or nothing.

Nothing is written before the user has seen what would be. The rows travel sealed with the page of the preview (`seal`,
`unseal`) and are checked again under the lock of the instansi. What the file does not name stays as it is.
"""

from jabatan.importers.baca import parse
from jabatan.importers.periksa import check
from jabatan.importers.rencana import Rencana
from jabatan.importers.simpan import Basi, save, seal, unseal

__all__ = ["Basi", "Rencana", "check", "parse", "save", "seal", "unseal"]
