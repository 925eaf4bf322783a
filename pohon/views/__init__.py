"""Pages of the tree."""

from pohon.views.crosscutting import daftar_crosscutting, jawab_crosscutting
from pohon.views.daftar import contoh_pohon, daftar_pohon, hapus_pohon, pulihkan_pohon, tambah_pohon
from pohon.views.dasar import dasar
from pohon.views.editor import editor
from pohon.views.ekspor import unduh_bagan, unduh_tahap
from pohon.views.impor_pustaka import impor_pustaka, terapkan_pustaka, unduh_pustaka
from pohon.views.lembar import impor, terapkan_impor, unduh_lembar
from pohon.views.pustaka import (
    daftar_pustaka,
    hapus_pustaka,
    pustaka,
    simpan_pustaka,
    tambah_pustaka,
    ubah_pustaka,
)
from pohon.views.tinjauan import tinjauan

__all__ = [
    "contoh_pohon",
    "daftar_crosscutting",
    "daftar_pohon",
    "daftar_pustaka",
    "dasar",
    "editor",
    "hapus_pohon",
    "hapus_pustaka",
    "impor",
    "impor_pustaka",
    "jawab_crosscutting",
    "pulihkan_pohon",
    "pustaka",
    "simpan_pustaka",
    "tambah_pohon",
    "tambah_pustaka",
    "terapkan_impor",
    "terapkan_pustaka",
    "tinjauan",
    "ubah_pustaka",
    "unduh_bagan",
    "unduh_lembar",
    "unduh_pustaka",
    "unduh_tahap",
]
