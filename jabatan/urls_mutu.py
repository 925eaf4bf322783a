"""Addresses of the quality of indikator: list, judgement, card and kamus; part of `jabatan.urls`."""

from django.urls import path

from jabatan.views import kamus, mutu

urlpatterns = [
    path("indikator/", mutu.daftar_indikator, name="daftar_indikator"),
    path("indikator/unduh.xlsx", mutu.unduh_indikator, name="unduh_indikator"),
    path("indikator/kamus/", kamus.kamus_indikator, name="kamus_indikator"),
    path("indikator/kamus/unduh/<str:ext>/", kamus.unduh_kamus, name="unduh_kamus"),
    path("indikator/<int:pk>/mutu/", mutu.mutu_indikator, name="mutu_indikator"),
    path("indikator/<int:pk>/kartu/", kamus.kartu_indikator, name="kartu_indikator"),
    path("indikator/<int:pk>/kartu/unduh.pdf", kamus.unduh_kartu, name="unduh_kartu"),
]
