"""Addresses of the room evaluasi."""

from evaluasi.urls_kertas import urlpatterns as kertas
from evaluasi.urls_lke import urlpatterns as lke
from evaluasi.urls_meja import urlpatterns as meja
from evaluasi.urls_skor import urlpatterns as skor
from evaluasi.urls_temuan import urlpatterns as temuan

app_name = "evaluasi"
urlpatterns = [*temuan, *skor, *meja, *kertas, *lke]
