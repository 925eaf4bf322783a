"""Addresses of the room jabatan."""

from django.urls import path

from jabatan.urls_cascading import urlpatterns as cascading
from jabatan.urls_mutu import urlpatterns as mutu
from jabatan.urls_skp import urlpatterns as skp
from jabatan.views import (
    beban_kerja,
    jabatan,
    pejabat,
    pembagian,
    pk,
    pk_banding,
    pk_massal,
    pk_unduh,
    rencana_aksi,
    simpul,
    struktur,
    tahun_anggaran,
)

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
    path("struktur/bagan/", struktur.bagan_struktur, name="bagan_struktur"),
    path("struktur/bagan/unduh.pdf", struktur.unduh_bagan_struktur, name="unduh_bagan_struktur"),
    path("struktur/impor/", struktur.impor_struktur, name="impor_struktur"),
    path("struktur/impor/terapkan/", struktur.terapkan_struktur, name="terapkan_struktur"),
    path("struktur/unduh/<str:jenis>.xlsx", struktur.unduh_struktur, name="unduh_struktur"),
    path("pembagian/beban/", beban_kerja.beban_kerja, name="beban_kerja"),
    path("pembagian/beban/unduh.xlsx", beban_kerja.unduh_beban_kerja, name="unduh_beban_kerja"),
    path("pembagian/<int:pohon_pk>/", pembagian.pembagian, name="pembagian"),
    path("pembagian/<int:pohon_pk>/usulan/", pembagian.usulan, name="usulan"),
    path(
        "pembagian/<int:pohon_pk>/simpul/<int:simpul_pk>/",
        pembagian.bagi_simpul,
        name="bagi_simpul",
    ),
    path("simpul/<int:pk>/jabatan/", simpul.bagian_simpul, name="bagian_simpul"),
    path("simpul/<int:pk>/jabatan/tambah/", simpul.tambah_kinerja, name="tambah_kinerja"),
    path("simpul/<int:pk>/jabatan/lingkup/", simpul.lingkup_kinerja, name="lingkup_kinerja"),
    path("kinerja/<int:pk>/ubah/", simpul.ubah_kinerja, name="ubah_kinerja"),
    path("kinerja/<int:pk>/lepas/", simpul.lepas_kinerja, name="lepas_kinerja"),
    path("pk/", pk.daftar_pk, name="daftar_pk"),
    path("pk/baru/", pk.tambah_pk, name="tambah_pk"),
    path("pk/<int:pk>/", pk.pk, name="pk"),
    path("pk/<int:pk>/tetapkan/", pk.tetapkan_pk, name="tetapkan_pk"),
    path("pk/<int:pk>/perubahan/", pk.perubahan_pk, name="perubahan_pk"),
    path("pk/<int:pk>/hapus/", pk.hapus_pk, name="hapus_pk"),
    path("pk/<int:pk>/unduh/surat.pdf", pk_unduh.unduh_surat, name="unduh_surat"),
    path("pk/<int:pk>/unduh/surat.docx", pk_unduh.unduh_word, name="unduh_word"),
    path("pk/<int:pk>/unduh/lampiran.xlsx", pk_unduh.unduh_lampiran, name="unduh_lampiran"),
    path("pk/<int:pk>/banding/", pk_banding.banding_pk, name="banding_pk"),
    path("pk/<int:pk>/banding/<str:ext>/", pk_banding.unduh_banding_pk, name="unduh_banding_pk"),
    path("pk/unduh-semua/", pk_massal.unduh_semua_pk, name="unduh_semua_pk"),
    path("pk/tetapkan-semua/", pk_massal.tetapkan_semua_pk, name="tetapkan_semua_pk"),
    path("rencana-aksi/", rencana_aksi.daftar_rencana_aksi, name="daftar_rencana_aksi"),
    path("rencana-aksi/baru/", rencana_aksi.tambah_rencana_aksi, name="tambah_rencana_aksi"),
    path("rencana-aksi/<int:pk>/", rencana_aksi.rencana_aksi, name="rencana_aksi"),
    path(
        "rencana-aksi/<int:pk>/hapus/", rencana_aksi.hapus_rencana_aksi, name="hapus_rencana_aksi"
    ),
    path(
        "rencana-aksi/<int:pk>/unduh/<str:ext>/",
        rencana_aksi.unduh_rencana_aksi,
        name="unduh_rencana_aksi",
    ),
    path("tahun-anggaran/", tahun_anggaran.daftar_tahun_anggaran, name="daftar_tahun_anggaran"),
    path(
        "tahun-anggaran/baru/", tahun_anggaran.tambah_tahun_anggaran, name="tambah_tahun_anggaran"
    ),
    path(
        "tahun-anggaran/<int:pk>/", tahun_anggaran.ubah_tahun_anggaran, name="ubah_tahun_anggaran"
    ),
    path(
        "tahun-anggaran/<int:pk>/hapus/",
        tahun_anggaran.hapus_tahun_anggaran,
        name="hapus_tahun_anggaran",
    ),
    *cascading,
    *mutu,
    *skp,
]
