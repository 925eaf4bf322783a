"""Addresses of the room evaluasi: findings, reasons, the steps of a review, thresholds, and the list of rules."""

from django.urls import path

from evaluasi.views import ambang, aturan, daftar_temuan, pengecualian, temuan

urlpatterns = [
    path("temuan/", daftar_temuan.daftar_temuan, name="daftar_temuan"),
    path("temuan/periksa-ulang/", daftar_temuan.periksa_ulang, name="periksa_ulang"),
    path("temuan/unduh.<str:ext>", daftar_temuan.unduh_temuan, name="unduh_temuan"),
    path("temuan/<int:pohon_id>/", temuan.temuan, name="temuan"),
    path("temuan/<int:pohon_id>/alasan/", pengecualian.alasan, name="alasan"),
    path("temuan/<int:pohon_id>/alasan/cabut/", pengecualian.cabut_alasan, name="cabut_alasan"),
    path(
        "temuan/<int:pohon_id>/alasan/<slug:sidik>/tanggapan/",
        pengecualian.tanggapan,
        name="tanggapan_alasan",
    ),
    path("temuan/<int:pohon_id>/ajukan/", temuan.ajukan, name="ajukan"),
    path("temuan/<int:pohon_id>/kembalikan/", temuan.kembalikan, name="kembalikan"),
    path("temuan/<int:pohon_id>/setujui/", temuan.setujui, name="setujui"),
    path("temuan/<int:pohon_id>/buka/", temuan.buka, name="buka"),
    path("aturan/", aturan.aturan, name="aturan"),
    path("ambang/", ambang.ambang, name="ambang"),
    path("ambang/kembalikan/", ambang.kembalikan_ambang, name="kembalikan_ambang"),
]
