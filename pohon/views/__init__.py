"""Pages of the tree."""

from pohon.views.crosscutting import daftar_crosscutting, jawab_crosscutting
from pohon.views.daftar import contoh_pohon, daftar_pohon, hapus_pohon, pulihkan_pohon, tambah_pohon
from pohon.views.dasar import dasar
from pohon.views.editor import editor
from pohon.views.ekspor import unduh_bagan, unduh_tahap
from pohon.views.lembar import impor, terapkan_impor, unduh_lembar

__all__ = [
    "contoh_pohon",
    "daftar_crosscutting",
    "daftar_pohon",
    "dasar",
    "editor",
    "hapus_pohon",
    "impor",
    "jawab_crosscutting",
    "pulihkan_pohon",
    "tambah_pohon",
    "terapkan_impor",
    "unduh_bagan",
    "unduh_lembar",
    "unduh_tahap",
]
