"""Addresses of this room's API."""

from django.urls import path

from jabatan import api

app_name = "api_jabatan"
urlpatterns = [path("pohon/<int:pohon_id>/jabatan/", api.jabatan, name="jabatan")]
