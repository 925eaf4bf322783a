"""Addresses of the room evaluasi: working papers, the report of findings, and their follow-up."""

from __future__ import annotations

from django.urls import URLPattern, path

from evaluasi.views import kertas, laporan, tindak_lanjut

urlpatterns: list[URLPattern] = [
    path("kertas-kerja/", kertas.daftar_kertas, name="daftar_kertas"),
    path("kertas-kerja/semua.<slug:ext>", kertas.unduh_kertas_semua, name="unduh_kertas_semua"),
    path("kertas-kerja/semua/<slug:kunci>/", kertas.kertas_semua, name="kertas_semua"),
    path("kertas-kerja/pohon/<int:pohon_id>/", kertas.kertas_pohon, name="kertas_pohon"),
    path("kertas-kerja/<int:versi_id>/<slug:kunci>/", kertas.kertas, name="kertas"),
    path(
        "kertas-kerja/<int:versi_id>/<slug:kunci>.<slug:ext>",
        kertas.unduh_kertas,
        name="unduh_kertas",
    ),
    path(
        "laporan-evaluasi/semua.<slug:ext>", laporan.unduh_laporan_semua, name="unduh_laporan_semua"
    ),
    path("laporan-evaluasi/<int:pohon_id>/", laporan.laporan, name="laporan"),
    path("laporan-evaluasi/<int:pohon_id>.<slug:ext>", laporan.unduh_laporan, name="unduh_laporan"),
    path(
        "laporan-evaluasi/<int:pohon_id>/tambah/",
        laporan.tambah_temuan_evaluasi,
        name="tambah_temuan_evaluasi",
    ),
    path(
        "temuan-evaluasi/<int:pk>/ubah/",
        laporan.ubah_temuan_evaluasi,
        name="ubah_temuan_evaluasi",
    ),
    path(
        "temuan-evaluasi/<int:pk>/hapus/",
        laporan.hapus_temuan_evaluasi,
        name="hapus_temuan_evaluasi",
    ),
    path(
        "temuan-evaluasi/<int:pk>/pindah/",
        laporan.pindah_temuan_evaluasi,
        name="pindah_temuan_evaluasi",
    ),
    path("tindak-lanjut/", tindak_lanjut.tindak_lanjut, name="tindak_lanjut"),
    path(
        "tindak-lanjut/unduh.<slug:ext>",
        tindak_lanjut.unduh_tindak_lanjut,
        name="unduh_tindak_lanjut",
    ),
    path("tindak-lanjut/<int:pk>/jawab/", tindak_lanjut.jawab_temuan, name="jawab_temuan"),
    path(
        "tindak-lanjut/<int:pk>/verifikasi/",
        tindak_lanjut.verifikasi_temuan,
        name="verifikasi_temuan",
    ),
]
