"""Downloads of a planning document: Excel at once, a long PDF as a Tugas."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib import berkas
from organisasi.aktif import SignedInRequest
from organisasi.views.tugas import start_job
from perencanaan import exporters
from perencanaan.models import Dokumen


@require_safe
def unduh_tabel(request: SignedInRequest, pk: int, tabel: str, ext: str) -> HttpResponseBase:
    """Download one table of a document (or all: `semua`) as .xlsx or .pdf."""
    if ext not in berkas.TIPE:
        raise Http404
    rows = Dokumen.objects.visible_to(request.user)
    dokumen = get_object_or_404(rows.select_related("unit", "instansi", "periode", "induk"), pk=pk)
    daftar = exporters.tables(request.user, dokumen, tabel)
    if ext == "pdf" and exporters.is_long(tabel, daftar):
        return start_job(
            request,
            jenis="renstra_pdf",
            judul=f"{dokumen.nama}: {exporters.title_of(dokumen, tabel)} (PDF)",
            instansi=dokumen.instansi,
            argumen={"dokumen": dokumen.pk, "tabel": tabel},
            back=reverse("perencanaan:dokumen", args=[pk]),
        )
    return berkas.download(
        request,
        name=exporters.file_name(dokumen, tabel, ext),
        make=lambda: exporters.write(daftar, ext),
        back=reverse("perencanaan:dokumen", args=[pk]),
    )
