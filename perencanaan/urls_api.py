"""Addresses of this room's API."""

from django.urls import path

from perencanaan import api

app_name = "api_perencanaan"
urlpatterns = [path("pohon/<int:pohon_id>/komponen/", api.komponen, name="komponen")]
