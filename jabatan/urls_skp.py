"""Addresses of the steps of a kegiatan and of SKP; part of `jabatan.urls`."""

from django.urls import path

from jabatan.views import proses

urlpatterns = [
    path("komponen/<int:pk>/proses/", proses.proses, name="proses"),
    path("komponen/<int:pk>/proses/tempel/", proses.tempel_proses, name="tempel_proses"),
    path("komponen/<int:pk>/proses/unduh/<str:ext>/", proses.unduh_proses, name="unduh_proses"),
]
