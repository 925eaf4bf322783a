"""Addresses of this room's API."""

from django.urls import path

from evaluasi import api

app_name = "api_evaluasi"
urlpatterns = [
    path("pohon/<int:pohon_id>/temuan/", api.temuan, name="temuan"),
    path("pohon/<int:pohon_id>/temuan/alasan/", api.alasan, name="alasan"),
]
