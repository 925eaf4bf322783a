"""Addresses of the room evaluasi: the queue, the desk, the team, comments."""

from __future__ import annotations

from django.urls import URLPattern, path

from evaluasi.views import antrean, komentar, meja, penugasan, putusan, usulan

urlpatterns: list[URLPattern] = [
    path("meja/", antrean.antrean, name="antrean"),
    path("meja/<int:pohon_id>/", meja.meja, name="meja"),
    path("meja/<int:pohon_id>/ambil/", penugasan.ambil, name="ambil"),
    path("meja/<int:pohon_id>/tim/", penugasan.tim, name="tim"),
    path("meja/<int:pohon_id>/putuskan/", putusan.putuskan, name="putuskan"),
    path("meja/versi/<int:versi_id>/nilai/", meja.nilai, name="nilai"),
    path("meja/versi/<int:versi_id>/usulan/", usulan.jawab_usulan, name="usulan"),
    path("meja/versi/<int:versi_id>/alasan/", usulan.tolak_alasan, name="tolak_alasan"),
    path("meja/simpul/<int:simpul_id>/", meja.tabel_simpul, name="tabel_simpul"),
    path("komentar/<int:pohon_id>/", komentar.komentar, name="komentar"),
    path("komentar/<int:pohon_id>/tulis/", komentar.tulis_komentar, name="tulis_komentar"),
    path("komentar/<int:pohon_id>/orang/", komentar.orang, name="orang_komentar"),
    path("komentar/simpul/<int:simpul_id>/", komentar.bagian_komentar, name="bagian_komentar"),
    path("komentar/<int:komentar_id>/balas/", komentar.balas_komentar, name="balas_komentar"),
    path(
        "komentar/<int:komentar_id>/selesai/",
        komentar.selesaikan_komentar,
        name="selesaikan_komentar",
    ),
    path("komentar/<int:komentar_id>/buka/", komentar.buka_komentar, name="buka_komentar"),
    path("sebutan/", komentar.sebutan, name="sebutan"),
]
