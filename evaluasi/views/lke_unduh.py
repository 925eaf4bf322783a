"""Downloads: a whole sheet as Excel, PDF or Word, and the list of sheets as Excel or PDF."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from evaluasi.exporters.lke import daftar_table, lke_file, lke_name
from evaluasi.views.lke import filtered, load_lke, with_predikat
from lib import berkas, pdf, xlsx
from organisasi.aktif import SignedInRequest, require_instansi

MOST_ROWS = 2000


@require_safe
def unduh_lke(request: SignedInRequest, pk: int, ext: str) -> HttpResponseBase:
    """Download a sheet with its criteria, answers, evidence and totals."""
    if ext not in {"xlsx", "pdf", "docx"}:
        raise Http404
    lke = load_lke(request, pk)
    return berkas.download(
        request,
        name=lke_name(lke, ext),
        make=lambda: lke_file(lke, ext),
        back=reverse("evaluasi:lke", args=[pk]),
    )


@require_safe
def unduh_daftar_lke(request: SignedInRequest, ext: str) -> HttpResponseBase:
    """Download the list as it is filtered and ordered on the screen."""
    if ext not in berkas.TIPE:
        raise Http404
    instansi = require_instansi(request)
    rows = with_predikat(list(filtered(request, instansi)[:MOST_ROWS]))
    tabel = daftar_table(rows, instansi.nama)
    return berkas.download(
        request,
        name=berkas.safe_name(f"Daftar LKE {instansi.nama}", ext),
        make=lambda: xlsx.write([tabel]) if ext == "xlsx" else pdf.table([tabel]),
        back=reverse("evaluasi:daftar_lke"),
    )
