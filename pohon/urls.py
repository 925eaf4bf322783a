"""Addresses of the room pohon."""

from django.urls import path

from pohon import views

app_name = "pohon"
urlpatterns = [
    path("pohon/", views.daftar_pohon, name="daftar_pohon"),
    path("pohon/baru/", views.tambah_pohon, name="tambah_pohon"),
    path("pohon/contoh/", views.contoh_pohon, name="contoh_pohon"),
    path("pohon/<int:pk>/", views.editor, name="editor"),
    path("pohon/<int:pk>/dasar/", views.dasar, name="dasar"),
    path("pohon/<int:pk>/tinjauan/", views.tinjauan, name="tinjauan"),
    path("pohon/<int:pk>/hapus/", views.hapus_pohon, name="hapus_pohon"),
    path("pohon/<int:pk>/pulihkan/", views.pulihkan_pohon, name="pulihkan_pohon"),
    path("pohon/<int:pk>/unduh/tahap.<str:ext>", views.unduh_tahap, name="unduh_tahap"),
    path("pohon/<int:pk>/unduh/bagan.pdf", views.unduh_bagan, name="unduh_bagan"),
    path("pohon/<int:pk>/unduh/lembar.xlsx", views.unduh_lembar, name="unduh_lembar"),
    path("pohon/<int:pk>/impor/", views.impor, name="impor"),
    path("pohon/<int:pk>/impor/terapkan/", views.terapkan_impor, name="terapkan_impor"),
    path("crosscutting/", views.daftar_crosscutting, name="daftar_crosscutting"),
    path("crosscutting/<int:pk>/", views.jawab_crosscutting, name="jawab_crosscutting"),
    path("pustaka-indikator/", views.daftar_pustaka, name="daftar_pustaka"),
    path("pustaka-indikator/baru/", views.tambah_pustaka, name="tambah_pustaka"),
    path("pustaka-indikator/impor/", views.impor_pustaka, name="impor_pustaka"),
    path("pustaka-indikator/impor/terapkan/", views.terapkan_pustaka, name="terapkan_pustaka"),
    path("pustaka-indikator/unduh/<str:jenis>.xlsx", views.unduh_pustaka, name="unduh_pustaka"),
    path("pustaka-indikator/<int:pk>/", views.pustaka, name="pustaka"),
    path("pustaka-indikator/<int:pk>/ubah/", views.ubah_pustaka, name="ubah_pustaka"),
    path("pustaka-indikator/<int:pk>/hapus/", views.hapus_pustaka, name="hapus_pustaka"),
    path("indikator/<int:pk>/ke-pustaka/", views.simpan_pustaka, name="simpan_pustaka"),
]
