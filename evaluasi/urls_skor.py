"""Addresses of the room evaluasi: scores of trees, the league of units, and their charts."""

from django.urls import path

from evaluasi.views import grafik, liga, skor

urlpatterns = [
    path("skor/", liga.liga, name="liga"),
    path("skor/unduh.<slug:ext>", liga.unduh_liga, name="unduh_liga"),
    path("skor/hitung/", liga.hitung_skor, name="hitung_skor"),
    path("skor/ringkasan/", grafik.ringkasan, name="ringkasan"),
    path("skor/grafik/", grafik.grafik, name="grafik"),
    path("skor/pohon/<int:pohon_id>/", skor.skor, name="skor"),
    path("skor/pohon/<int:pohon_id>/unduh.<slug:ext>", skor.unduh_skor, name="unduh_skor"),
]
