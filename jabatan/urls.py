"""Addresses of the room jabatan."""

from django.urls import path

from jabatan.views import jabatan, pejabat, pembagian, pk, simpul

app_name = "jabatan"
urlpatterns = [
    path("jabatan/", jabatan.daftar_jabatan, name="daftar_jabatan"),
    path("jabatan/lowong/", pejabat.daftar_lowong, name="daftar_lowong"),
    path("jabatan/baru/", jabatan.tambah_jabatan, name="tambah_jabatan"),
    path("jabatan/<int:pk>/", jabatan.rincian, name="jabatan"),
    path("jabatan/<int:pk>/ubah/", jabatan.ubah_jabatan, name="ubah_jabatan"),
    path("jabatan/<int:pk>/pindah/", jabatan.pindah_jabatan, name="pindah_jabatan"),
    path("jabatan/<int:pk>/hapus/", jabatan.hapus_jabatan, name="hapus_jabatan"),
    path("jabatan/<int:pk>/pejabat/baru/", pejabat.tambah_pejabat, name="tambah_pejabat"),
    path("pejabat/<int:pk>/", pejabat.riwayat_pejabat, name="riwayat_pejabat"),
    path("pejabat/<int:pk>/ubah/", pejabat.ubah_pejabat, name="ubah_pejabat"),
    path("pejabat/<int:pk>/akhiri/", pejabat.akhiri_pejabat, name="akhiri_pejabat"),
    path("pejabat/<int:pk>/hapus/", pejabat.hapus_pejabat, name="hapus_pejabat"),
    path("pembagian/<int:pohon_pk>/", pembagian.pembagian, name="pembagian"),
    path("pembagian/<int:pohon_pk>/usulan/", pembagian.usulan, name="usulan"),
    path(
        "pembagian/<int:pohon_pk>/simpul/<int:simpul_pk>/",
        pembagian.bagi_simpul,
        name="bagi_simpul",
    ),
    path("simpul/<int:pk>/jabatan/", simpul.bagian_simpul, name="bagian_simpul"),
    path("simpul/<int:pk>/jabatan/tambah/", simpul.tambah_kinerja, name="tambah_kinerja"),
    path("kinerja/<int:pk>/ubah/", simpul.ubah_kinerja, name="ubah_kinerja"),
    path("kinerja/<int:pk>/lepas/", simpul.lepas_kinerja, name="lepas_kinerja"),
    path("pk/", pk.daftar_pk, name="daftar_pk"),
    path("pk/baru/", pk.tambah_pk, name="tambah_pk"),
    path("pk/<int:pk>/", pk.pk, name="pk"),
    path("pk/<int:pk>/tetapkan/", pk.tetapkan_pk, name="tetapkan_pk"),
    path("pk/<int:pk>/perubahan/", pk.perubahan_pk, name="perubahan_pk"),
    path("pk/<int:pk>/hapus/", pk.hapus_pk, name="hapus_pk"),
    path("pk/<int:pk>/unduh/surat.pdf", pk.unduh_surat, name="unduh_surat"),
    path("pk/<int:pk>/unduh/lampiran.xlsx", pk.unduh_lampiran, name="unduh_lampiran"),
]
