"""Addresses of the room evaluasi."""

from django.urls import path

from evaluasi import views

app_name = "evaluasi"
urlpatterns = [
    path("temuan/<int:pohon_id>/", views.temuan, name="temuan"),
    path("temuan/<int:pohon_id>/ajukan/", views.ajukan, name="ajukan"),
    path("temuan/<int:pohon_id>/kembalikan/", views.kembalikan, name="kembalikan"),
    path("temuan/<int:pohon_id>/setujui/", views.setujui, name="setujui"),
    path("temuan/<int:pohon_id>/buka/", views.buka, name="buka"),
]
