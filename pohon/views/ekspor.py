"""Downloads of a tree: the tables of Tahap 1 to 5, and the tree drawn on paper.

A large PDF is long work: it becomes a Tugas, whose page the answer leads to.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib import berkas
from lib.tabel import Kertas
from organisasi.aktif import SignedInRequest
from organisasi.views.tugas import start_job
from pohon import exporters
from pohon.models import Pohon, Simpul

AT_ONCE = 150  # simpul; a PDF of more takes long enough to be a Tugas


def _get(request: SignedInRequest, pk: int) -> Pohon:
    rows = Pohon.objects.visible_to(request.user).select_related("unit", "periode", "instansi")
    return get_object_or_404(rows, pk=pk)


@require_safe
def unduh_tahap(request: SignedInRequest, pk: int, ext: str) -> HttpResponseBase:
    """Download the tables of the stages the tree has reached, as .xlsx or .pdf."""
    if ext not in berkas.TIPE:
        raise Http404
    pohon = _get(request, pk)
    if ext == "pdf" and _is_large(pohon):
        return _start(request, pohon, "tahap_pdf", "Tabel tahapan (PDF)")
    return berkas.download(
        request,
        name=exporters.tables_name(pohon, ext),
        make=lambda: exporters.tables_file(pohon, request.user, ext),
        back=reverse("pohon:editor", args=[pk]),
    )


@require_safe
def unduh_bagan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download the tree as a drawing; ?kertas=A4 or A3."""
    pohon = _get(request, pk)
    kertas = request.GET.get("kertas", "A4").upper()
    if kertas not in exporters.PAPERS:
        kertas = Kertas.A4.value
    if _is_large(pohon):
        return _start(request, pohon, "bagan_pdf", f"Bagan pohon {kertas} (PDF)", kertas=kertas)
    return berkas.download(
        request,
        name=exporters.drawing_name(pohon, kertas),
        make=lambda: exporters.draw(pohon, Kertas(kertas)),
        back=reverse("pohon:editor", args=[pk]),
    )


def _is_large(pohon: Pohon) -> bool:
    return bool(Simpul.objects.filter(pohon=pohon).count() > AT_ONCE)


def _start(
    request: SignedInRequest, pohon: Pohon, jenis: str, title: str, **more: Any
) -> HttpResponseBase:
    return start_job(
        request,
        jenis=jenis,
        judul=f"{title}: {exporters.owner_name(pohon)}",
        instansi=pohon.instansi,
        argumen={"pohon": pohon.pk, **more},
        back=reverse("pohon:editor", args=[pohon.pk]),
    )
