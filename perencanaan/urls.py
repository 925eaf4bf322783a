"""Addresses of the room perencanaan."""

from django.urls import path

from perencanaan.views import (
    banding,
    bentuk,
    dokumen,
    ekspor,
    impor_nomenklatur,
    isian,
    kesenjangan,
    komponen,
    nomenklatur,
    pemetaan,
    penyesuaian,
    penyesuaian_kode,
    tabel,
    usulan,
)

app_name = "perencanaan"
urlpatterns = [
    path("nomenklatur/", nomenklatur.daftar_nomenklatur, name="daftar_nomenklatur"),
    path("nomenklatur/cari/", nomenklatur.cari_nomenklatur, name="cari_nomenklatur"),
    path("nomenklatur/banding/", banding.banding_nomenklatur, name="banding_nomenklatur"),
    path("nomenklatur/banding/unduh/", banding.unduh_banding, name="unduh_banding"),
    path("nomenklatur/impor/", impor_nomenklatur.impor_nomenklatur, name="impor_nomenklatur"),
    path(
        "nomenklatur/impor/<int:pk>/",
        impor_nomenklatur.pratinjau_nomenklatur,
        name="pratinjau_nomenklatur",
    ),
    path(
        "nomenklatur/impor/<int:pk>/terapkan/",
        impor_nomenklatur.terapkan_nomenklatur,
        name="terapkan_nomenklatur",
    ),
    path(
        "nomenklatur/impor/<int:pk>/tugas/",
        impor_nomenklatur.tugas_nomenklatur,
        name="tugas_nomenklatur",
    ),
    path(
        "nomenklatur/impor/<int:pk>/temuan.xlsx",
        impor_nomenklatur.unduh_temuan,
        name="unduh_temuan",
    ),
    path("dokumen/", dokumen.daftar_dokumen, name="daftar_dokumen"),
    path("dokumen/baru/", dokumen.tambah_dokumen, name="tambah_dokumen"),
    path("dokumen/<int:pk>/", dokumen.dokumen, name="dokumen"),
    path("dokumen/<int:pk>/ubah/", dokumen.ubah_dokumen, name="ubah_dokumen"),
    path("dokumen/<int:pk>/hapus/", dokumen.hapus_dokumen, name="hapus_dokumen"),
    path("dokumen/<int:pk>/komponen/baru/", komponen.tambah_komponen, name="tambah_komponen"),
    path("dokumen/<int:pk>/isian/", isian.isian_dokumen, name="isian_dokumen"),
    path("dokumen/<int:pk>/isian/data/", isian.data_isian, name="data_isian"),
    path("dokumen/<int:pk>/kesenjangan/", kesenjangan.kesenjangan, name="kesenjangan"),
    path(
        "dokumen/<int:pk>/kesenjangan/unduh/",
        kesenjangan.unduh_kesenjangan,
        name="unduh_kesenjangan",
    ),
    path("dokumen/<int:pk>/kode/", penyesuaian_kode.penyesuaian_kode, name="penyesuaian_kode"),
    path("dokumen/<int:pk>/unduh/<slug:tabel>.<str:ext>", ekspor.unduh_tabel, name="unduh_tabel"),
    path("dokumen/<int:pk>/tabel/<slug:tabel>/", tabel.tabel, name="tabel"),
    path("tabel/", tabel.tabel_instansi, name="tabel_instansi"),
    path("tabel/unduh.<str:ext>", tabel.unduh_tabel_instansi, name="unduh_tabel_instansi"),
    path("komponen/<int:pk>/", komponen.ubah_komponen, name="ubah_komponen"),
    path("komponen/<int:pk>/hapus/", komponen.hapus_komponen, name="hapus_komponen"),
    path("komponen/<int:pk>/pindah/", komponen.pindah_komponen, name="pindah_komponen"),
    path("komponen/<int:pk>/pagu/", komponen.pagu_komponen, name="pagu_komponen"),
    path("pemetaan/<int:pohon_pk>/", pemetaan.pemetaan, name="pemetaan"),
    path("pemetaan/<int:pohon_pk>/usulan/", usulan.usulan_pemetaan, name="usulan_pemetaan"),
    path("pemetaan/<int:pohon_pk>/bentuk/", bentuk.bentuk_pemetaan, name="bentuk_pemetaan"),
    path("pemetaan/<int:pohon_pk>/periksa/", penyesuaian.periksa_banyak, name="periksa_banyak"),
    path("pemetaan/lepas/<int:pk>/", pemetaan.lepas_pemetaan, name="lepas_pemetaan"),
    path(
        "pemetaan/sesuaikan/<int:pk>/", penyesuaian.sesuaikan_pemetaan, name="sesuaikan_pemetaan"
    ),
    path("pemetaan/periksa/<int:pk>/", penyesuaian.periksa_pemetaan, name="periksa_pemetaan"),
    path("pemetaan/alasan/<int:pk>/", penyesuaian.alasan_pemetaan, name="alasan_pemetaan"),
    path("simpul/<int:pk>/penuangan/", pemetaan.bagian_simpul, name="bagian_simpul"),
    path("simpul/<int:pk>/komponen/", pemetaan.cari_komponen, name="cari_komponen"),
    path("simpul/<int:pk>/petakan/", pemetaan.petakan_simpul, name="petakan_simpul"),
    path("simpul/<int:pk>/tuangkan/", pemetaan.tuangkan_simpul, name="tuangkan_simpul"),
]
