"""The years of the budget: everyone with a role reads, the admin of the instansi writes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from jabatan import actions
from jabatan.forms import TahunAnggaranForm
from jabatan.models import TahunAnggaran
from jabatan.pk.tenggat import month_after
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_admin


def daftar_tahun_anggaran(request: SignedInRequest) -> HttpResponse:
    """List the years with the last day for their PK (one a year, so never many)."""
    instansi = require_instansi(request)
    daftar = list(TahunAnggaran.objects.filter(instansi=instansi))
    for row in daftar:
        dates = (row.tanggal_dpa, row.tanggal_dppa)
        row.batas, row.batas_perubahan = (  # type: ignore[attr-defined]
            month_after(date) if date else None for date in dates
        )
    context = {"daftar": daftar, "boleh_ubah": izin(request.user).is_admin(instansi.pk)}
    return render(request, "jabatan/daftar_tahun_anggaran.html", context)


def tambah_tahun_anggaran(request: SignedInRequest) -> HttpResponse:
    """Add a year."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    row = TahunAnggaran(instansi=instansi, tahun=timezone.localdate().year)
    return _form(request, row, "jabatan/tambah_tahun_anggaran.html")


def _load(request: SignedInRequest, pk: int) -> TahunAnggaran:
    visible = izin(request.user).daftar_instansi
    row = get_object_or_404(TahunAnggaran, pk=pk, instansi__in=visible)
    require_admin(request.user, row.instansi_id)
    return row


def ubah_tahun_anggaran(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the dates of a year."""
    return _form(request, _load(request, pk), "jabatan/ubah_tahun_anggaran.html")


def _form(request: SignedInRequest, row: TahunAnggaran, template: str) -> HttpResponse:
    tahun = row.tahun
    form = TahunAnggaranForm(submitted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_tahun_anggaran(user=request.user, tahun_anggaran=form.instance)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Tahun anggaran {row.tahun} tersimpan.")
            return redirect("jabatan:daftar_tahun_anggaran")
    return render(request, template, {"form": form, "tahun": tahun})


def hapus_tahun_anggaran(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a year."""
    row = _load(request, pk)
    if request.method == "POST":
        actions.delete_tahun_anggaran(user=request.user, tahun_anggaran=row)
        messages.success(request, f"Tahun anggaran {row.tahun} dihapus.")
        return redirect("jabatan:daftar_tahun_anggaran")
    context = {
        "tanya": f"Hapus tahun anggaran {row.tahun}?",
        "akibat": "PK tahun itu tidak lagi bertenggat.",
        "batal": reverse("jabatan:daftar_tahun_anggaran"),
    }
    return render(request, "jabatan/hapus_tahun_anggaran.html", context)
