"""Addresses of the public API of the tree."""

from django.urls import path

from pohon import api, api_pustaka

app_name = "api"
urlpatterns = [
    path("pohon/", api.daftar_pohon, name="daftar_pohon"),
    path("pohon/<int:pohon_id>/", api.pohon, name="pohon"),
    path("pustaka-indikator/", api_pustaka.daftar_pustaka, name="daftar_pustaka"),
    path("pohon/<int:pohon_id>/operasi/", api.operasi, name="operasi"),
    path("pohon/<int:pohon_id>/perubahan/", api.perubahan, name="perubahan"),
    path("pohon/<int:pohon_id>/hadir/", api.hadir, name="hadir"),
    path("pohon/<int:pohon_id>/tahap/", api.tahap, name="tahap"),
    path(
        "pohon/<int:pohon_id>/simpul/<int:simpul_id>/riwayat/",
        api.riwayat_simpul,
        name="riwayat_simpul",
    ),
    path("pohon/<int:pohon_id>/terhapus/", api.terhapus, name="terhapus"),
    path("pohon/<int:pohon_id>/versi/", api.daftar_versi, name="daftar_versi"),
    path("pohon/<int:pohon_id>/versi/<int:nomor>/", api.versi, name="versi"),
]
