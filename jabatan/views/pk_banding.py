"""A PK beside an earlier one of the same position and year, on screen and on paper."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jabatan.models import PerjanjianKinerja
from jabatan.pk.banding import compare, count_changes
from jabatan.pk.susun import read
from jabatan.views.pk import load
from lib import berkas, pdf, xlsx
from lib.masukan import number_of
from lib.tabel import Tabel
from organisasi.aktif import SignedInRequest


def _earlier(request: SignedInRequest, row: PerjanjianKinerja) -> PerjanjianKinerja:
    """Return the PK to compare with: `?dengan=`, else the one before; 404 where there is none."""
    others = PerjanjianKinerja.objects.visible_to(request.user).filter(
        jabatan=row.jabatan, tahun=row.tahun
    )
    others = others.select_related("jabatan__instansi", "jabatan__unit", "jabatan__induk__unit")
    if wanted := number_of(request.GET.get("dengan")):
        return get_object_or_404(others.exclude(pk=row.pk), pk=wanted)
    before = others.filter(urutan__lt=row.urutan).order_by("-urutan").first()
    if before is None:
        raise Http404
    return before


def _tables(request: SignedInRequest, pk: int) -> tuple[PerjanjianKinerja, list[Tabel]]:
    row = load(request, pk)
    lama = _earlier(request, row)
    return row, compare(read(lama).isi, read(row).isi)


@require_safe
def banding_pk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a PK perubahan changes."""
    row, daftar = _tables(request, pk)
    context = {"pk": row, "daftar_tabel": daftar, "jumlah": count_changes(daftar)}
    return render(request, "jabatan/banding_pk.html", context)


@require_safe
def unduh_banding_pk(request: SignedInRequest, pk: int, ext: str) -> HttpResponseBase:
    """Download the comparison as PDF or Excel."""
    if ext not in berkas.TIPE:
        raise Http404
    row, daftar = _tables(request, pk)
    return berkas.download(
        request,
        name=berkas.safe_name(f"Perbandingan PK {row.jabatan.nama} {row.tahun}", ext),
        make=lambda: xlsx.write(daftar) if ext == "xlsx" else pdf.table(daftar),
        back=reverse("jabatan:banding_pk", args=[pk]),
    )
