"""What comes into a tree as a file: the fill-in sheet, read, compared with the tree, and applied through its one door.

`parse(file, pohon) -> Terbaca`, `check(terbaca, pohon, user) -> Rencana` with problems and what would change, then
`save(user, pohon_id, tersegel)`. In between the steps travel sealed (`seal`, `unseal`) with the page of the preview:
nothing is kept on the server, and nobody can send others than those they were shown.
"""

from pohon.importers.baca import parse
from pohon.importers.periksa import check
from pohon.importers.rencana import Langkah, Rencana
from pohon.importers.simpan import Basi, Tersegel, save, seal, unseal

__all__ = [
    "Basi",
    "Langkah",
    "Rencana",
    "Tersegel",
    "check",
    "parse",
    "save",
    "seal",
    "unseal",
]
