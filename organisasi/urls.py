"""Addresses of the room organisasi."""

from django.urls import path

from organisasi.views import akun, instansi, logo, pengguna, periode, tugas, unit

app_name = "organisasi"
urlpatterns = [
    path("masuk/", akun.masuk, name="masuk"),
    path("keluar/", akun.keluar, name="keluar"),
    path("sandi/", akun.sandi, name="sandi"),
    path("sandi/selesai/", akun.sandi_selesai, name="sandi_selesai"),
    path("profil/", akun.profil, name="profil"),
    path("instansi/pilih/", akun.pilih_instansi, name="pilih_instansi"),
    path("unit/", unit.daftar_unit, name="daftar_unit"),
    path("unit/baru/", unit.tambah_unit, name="tambah_unit"),
    path("unit/<int:pk>/", unit.ubah_unit, name="ubah_unit"),
    path("unit/<int:pk>/hapus/", unit.hapus_unit, name="hapus_unit"),
    path("unit/<int:pk>/geser/", unit.geser_unit, name="geser_unit"),
    path("periode/", periode.daftar_periode, name="daftar_periode"),
    path("periode/baru/", periode.tambah_periode, name="tambah_periode"),
    path("periode/<int:pk>/", periode.ubah_periode, name="ubah_periode"),
    path("periode/<int:pk>/hapus/", periode.hapus_periode, name="hapus_periode"),
    path("pengguna/", pengguna.daftar_pengguna, name="daftar_pengguna"),
    path("pengguna/baru/", pengguna.tambah_pengguna, name="tambah_pengguna"),
    path("pengguna/<int:pk>/", pengguna.ubah_pengguna, name="ubah_pengguna"),
    path("pengguna/<int:pk>/sandi/", pengguna.sandi_pengguna, name="sandi_pengguna"),
    path("pengelola/instansi/", instansi.daftar_instansi, name="daftar_instansi"),
    path("pengelola/instansi/baru/", instansi.tambah_instansi, name="tambah_instansi"),
    path("pengelola/instansi/<int:pk>/", instansi.ubah_instansi, name="ubah_instansi"),
    path("pengelola/instansi/<int:pk>/logo/", logo.logo_instansi, name="logo_instansi"),
    path("logo/", logo.logo, name="logo"),
    path("logo/<int:pk>/gambar/", logo.gambar_logo, name="gambar_logo"),
    path("tugas/", tugas.daftar_tugas, name="daftar_tugas"),
    path("tugas/<uuid:pk>/", tugas.tugas, name="tugas"),
    path("tugas/<uuid:pk>/unduh/", tugas.unduh_tugas, name="unduh_tugas"),
    path("tugas/<uuid:pk>/batal/", tugas.batal_tugas, name="batal_tugas"),
    path("tugas/<uuid:pk>/ulang/", tugas.ulang_tugas, name="ulang_tugas"),
]
