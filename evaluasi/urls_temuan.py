"""Addresses of the room evaluasi: findings of a tree and the steps of its review."""

from django.urls import path

from evaluasi.views import temuan

urlpatterns = [
    path("temuan/<int:pohon_id>/", temuan.temuan, name="temuan"),
    path("temuan/<int:pohon_id>/ajukan/", temuan.ajukan, name="ajukan"),
    path("temuan/<int:pohon_id>/kembalikan/", temuan.kembalikan, name="kembalikan"),
    path("temuan/<int:pohon_id>/setujui/", temuan.setujui, name="setujui"),
    path("temuan/<int:pohon_id>/buka/", temuan.buka, name="buka"),
]
