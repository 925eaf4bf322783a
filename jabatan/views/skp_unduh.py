"""Downloads of SKP: one as PDF, Word or Excel, and those of a unit as a job."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from jabatan.exporters import kertas_of
from jabatan.exporters.skp import BENTUK, skp_file, skp_name
from jabatan.exporters.skp_massal import SKP
from jabatan.forms.skp import UnduhSemuaSkpForm
from jabatan.skp.susun import read_skp
from jabatan.views.sekaligus import download_all
from jabatan.views.skp import load
from lib import berkas
from organisasi.aktif import SignedInRequest


@require_safe
def unduh_skp(request: SignedInRequest, pk: int, ext: str) -> HttpResponseBase:
    """Download one SKP; `?kertas=F4` for folio."""
    if ext not in BENTUK:
        raise Http404
    row = load(request, pk)
    isi = read_skp(row).isi
    kertas = kertas_of(request.GET.get("kertas", ""))
    return berkas.download(
        request,
        name=skp_name(isi, ext),
        make=lambda: skp_file(isi, ext, draf=not row.is_frozen, kertas=kertas),
        back=reverse("jabatan:skp", args=[pk]),
    )


def unduh_semua_skp(request: SignedInRequest) -> HttpResponse:
    """Ask which SKP, then make them as a job."""
    return download_all(request, SKP, UnduhSemuaSkpForm)
