"""Addresses of the steps of a kegiatan and of SKP; part of `jabatan.urls`."""

from django.urls import path

from jabatan.views import proses, skp, skp_isi, skp_mutasi, skp_unduh

urlpatterns = [
    path("komponen/<int:pk>/proses/", proses.proses, name="proses"),
    path("komponen/<int:pk>/proses/tempel/", proses.tempel_proses, name="tempel_proses"),
    path("komponen/<int:pk>/proses/unduh/<str:ext>/", proses.unduh_proses, name="unduh_proses"),
    path("skp/", skp.daftar_skp, name="daftar_skp"),
    path("skp/baru/", skp.tambah_skp, name="tambah_skp"),
    path("skp/unduh-semua/", skp_unduh.unduh_semua_skp, name="unduh_semua_skp"),
    path("skp/<int:pk>/", skp.skp, name="skp"),
    path("skp/<int:pk>/ubah/", skp.ubah_skp, name="ubah_skp"),
    path("skp/<int:pk>/tetapkan/", skp.tetapkan_skp, name="tetapkan_skp"),
    path("skp/<int:pk>/hapus/", skp.hapus_skp, name="hapus_skp"),
    path("skp/<int:pk>/usulan/", skp_isi.usulan_skp, name="usulan_skp"),
    path("skp/<int:pk>/rhk/baru/", skp_isi.tambah_rhk, name="tambah_rhk"),
    path("skp/<int:pk>/rhk/<int:rhk_pk>/", skp_isi.ubah_rhk, name="ubah_rhk"),
    path("skp/<int:pk>/rhk/<int:rhk_pk>/hapus/", skp_isi.hapus_rhk, name="hapus_rhk"),
    path("skp/<int:pk>/rhk/<int:rhk_pk>/geser/", skp_isi.geser_rhk, name="geser_rhk"),
    path("skp/<int:pk>/perilaku/", skp_isi.perilaku_skp, name="perilaku_skp"),
    path("skp/<int:pk>/lampiran/", skp_isi.lampiran_skp, name="lampiran_skp"),
    path("skp/<int:pk>/tutup/", skp_mutasi.tutup_skp, name="tutup_skp"),
    path("skp/<int:pk>/lanjutkan/", skp_mutasi.lanjutkan_skp, name="lanjutkan_skp"),
    path("skp/<int:pk>/buka-kembali/", skp_mutasi.buka_kembali_skp, name="buka_kembali_skp"),
    path("skp/<int:pk>/unduh/<str:ext>/", skp_unduh.unduh_skp, name="unduh_skp"),
]
