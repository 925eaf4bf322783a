"""What leaves the tree as a file: the tables of Tahap 1 to 5, and the tree drawn on paper."""

from pohon.exporters.bagan import draw
from pohon.exporters.berkas import PAPERS, drawing_name, tables_file, tables_name
from pohon.exporters.keterangan import footer, owner_name
from pohon.exporters.tahap import KolomTahap5, tables

__all__ = [
    "PAPERS",
    "KolomTahap5",
    "draw",
    "drawing_name",
    "footer",
    "owner_name",
    "tables",
    "tables_file",
    "tables_name",
]
