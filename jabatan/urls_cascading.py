"""Addresses of BKN's techniques and of the matriks peran hasil; part of `jabatan.urls`."""

from django.urls import path

from jabatan.views import beban, pendekatan, peran, teknik

urlpatterns = [
    path("jabatan/<int:pk>/cascading/", teknik.cascading, name="cascading"),
    path("jabatan/<int:pk>/cascading/terima/", teknik.terima_teknik, name="terima_teknik"),
    path("kinerja/<int:pk>/teknik/<int:indikator_pk>/", teknik.teknik, name="teknik"),
    path("kinerja/<int:pk>/beban/<int:indikator_pk>/", beban.beban, name="beban"),
    path("kinerja/<int:pk>/pendekatan/", pendekatan.pendekatan, name="pendekatan"),
    path("matriks-peran/", peran.matriks, name="matriks_peran"),
    path("matriks-peran/<int:kinerja_pk>/<int:jabatan_pk>/", peran.peran, name="peran"),
    path(
        "matriks-peran/<int:pk>/unduh.xlsx",
        peran.unduh_matriks,
        {"ext": "xlsx"},
        name="unduh_matriks_excel",
    ),
    path(
        "matriks-peran/<int:pk>/unduh.pdf",
        peran.unduh_matriks,
        {"ext": "pdf"},
        name="unduh_matriks_pdf",
    ),
]
