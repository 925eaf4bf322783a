"""Addresses of the room evaluasi: lke."""

from __future__ import annotations

from django.urls import URLPattern, path

from evaluasi.views import lke, lke_bukti, lke_isi, lke_unduh, lke_usulan

urlpatterns: list[URLPattern] = [
    path("lke/", lke.daftar_lke, name="daftar_lke"),
    path("lke/daftar.<str:ext>", lke_unduh.unduh_daftar_lke, name="unduh_daftar_lke"),
    path("lke/baru/", lke.tambah_lke, name="tambah_lke"),
    path("lke/<int:pk>/", lke.lke, name="lke"),
    path("lke/<int:pk>/lke.<str:ext>", lke_unduh.unduh_lke, name="unduh_lke"),
    path("lke/<int:pk>/isi/<str:kode>/", lke_isi.isi_lke, name="isi_lke"),
    path("lke/<int:pk>/nilai/<str:kode>/", lke_isi.nilai_lke, name="nilai_lke"),
    path("lke/<int:pk>/langkah/<str:langkah>/", lke.langkah_lke, name="langkah_lke"),
    path("lke/<int:pk>/hapus/", lke.hapus_lke, name="hapus_lke"),
    path("lke/<int:pk>/usulan/", lke_usulan.hitung_usulan_lke, name="hitung_usulan_lke"),
    path("lke/<int:pk>/usulan/pakai/", lke_usulan.pakai_usulan_lke, name="pakai_usulan_lke"),
    path("lke/<int:pk>/usulan/<int:kriteria_id>/", lke_usulan.usulan_lke, name="usulan_lke"),
    path("lke/<int:pk>/bukti/<int:kriteria_id>/", lke_bukti.tambah_bukti, name="tambah_bukti_lke"),
    path("lke/bukti/<int:pk>/", lke_bukti.unduh_bukti, name="unduh_bukti_lke"),
    path("lke/bukti/<int:pk>/hapus/", lke_bukti.hapus_bukti, name="hapus_bukti_lke"),
]
