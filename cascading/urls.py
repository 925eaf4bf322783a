"""All addresses of Pokin. Paths are Indonesian; every name stands in the URL x role test."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from cascading import api, telusur, views

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("sehat/", views.sehat, name="sehat"),
    path("telusur/", telusur.telusur, name="telusur"),
    path("telusur/simpul/<int:pk>/", telusur.telusur_simpul, name="telusur_simpul"),
    path("telusur/komponen/<int:pk>/", telusur.telusur_komponen, name="telusur_komponen"),
    path("", include("organisasi.urls")),
    path("", include("pohon.urls")),
    path("", include("perencanaan.urls")),
    path("", include("jabatan.urls")),
    path("", include("evaluasi.urls")),
    path("api/v1/", include("pohon.urls_api")),
    path("api/v1/", include("perencanaan.urls_api")),
    path("api/v1/", include("jabatan.urls_api")),
    path("api/v1/", include("evaluasi.urls_api")),
    path("api/v1/cari/", api.cari, name="cari"),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("admin/", admin.site.urls),
]

handler400 = views.galat_400
handler403 = views.galat_403
handler404 = views.galat_404
handler500 = views.galat_500
