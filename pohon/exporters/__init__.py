"""What leaves the tree as a file: the tables of Tahap 1 to 5, the sheet to fill in, and the tree on paper."""

from pohon.exporters.bagan import draw
from pohon.exporters.berkas import PAPERS, drawing_name, tables_file, tables_name
from pohon.exporters.keterangan import footer, owner_name
from pohon.exporters.lembar import sheet_file, sheet_name
from pohon.exporters.tahap import KolomTahap5, tables

__all__ = [
    "PAPERS",
    "KolomTahap5",
    "draw",
    "drawing_name",
    "footer",
    "owner_name",
    "sheet_file",
    "sheet_name",
    "tables",
    "tables_file",
    "tables_name",
]
