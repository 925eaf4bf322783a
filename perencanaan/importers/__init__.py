"""The official nomenclature as it is published: read, checked against a version, and saved.

`parse(file, pilihan) -> Terbaca` (plain rows with their row numbers), `check(terbaca, isi) -> Pemeriksaan` (accepted
rows, refused rows and warnings, what would change), then `save` in one transaction. `pekerjaan` runs them as
background jobs; between preview and save the rows stand in an ImporNomenklatur.
"""

from perencanaan.importers.baca import parse
from perencanaan.importers.bentuk import BarisBaca, Hapus, Pilihan, Temuan, Terbaca, Ubahan
from perencanaan.importers.hapus import parse_deletions
from perencanaan.importers.pekerjaan import apply_import, check_import
from perencanaan.importers.periksa import Pemeriksaan, check
from perencanaan.importers.simpan import Isi, find_base, find_versi, load_isi, save

__all__ = [
    "BarisBaca",
    "Hapus",
    "Isi",
    "Pemeriksaan",
    "Pilihan",
    "Temuan",
    "Terbaca",
    "Ubahan",
    "apply_import",
    "check",
    "check_import",
    "find_base",
    "find_versi",
    "load_isi",
    "parse",
    "parse_deletions",
    "save",
]
