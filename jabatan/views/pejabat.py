"""Pages of the holders of a position."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from jabatan import actions
from jabatan.forms import AkhiriForm, PejabatForm
from jabatan.models import Pejabat
from jabatan.views.jabatan import load as load_jabatan
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_edit


def _load(request: SignedInRequest, pk: int) -> Pejabat:
    """Return a holder to write: 404 when not visible, 403 when the position is not the user's."""
    queryset = Pejabat.objects.visible_to(request.user).select_related(
        "jabatan__unit", "jabatan__instansi"
    )
    pejabat = get_object_or_404(queryset, pk=pk)
    require_edit(request.user, pejabat.jabatan.instansi_id, pejabat.jabatan.unit)
    return pejabat


def tambah_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a new holder of a position."""
    jabatan = load_jabatan(request, pk)
    form = PejabatForm(submitted(request), jabatan=jabatan)
    if request.method == "POST" and form.is_valid():
        try:
            pejabat = actions.add_pejabat(
                user=request.user, jabatan=jabatan, data=form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{pejabat.nama} dicatat sebagai {jabatan.nama}.")
            return redirect("jabatan:jabatan", pk)
    return render(request, "jabatan/tambah_pejabat.html", {"form": form, "jabatan": jabatan})


def ubah_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is recorded about a holder."""
    pejabat = _load(request, pk)
    jabatan = pejabat.jabatan
    form = PejabatForm(submitted(request), instance=pejabat, jabatan=jabatan)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_pejabat(user=request.user, pejabat=pejabat, data=form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Data pejabat disimpan.")
            return redirect("jabatan:jabatan", jabatan.pk)
    context = {"form": form, "jabatan": jabatan, "pejabat": pejabat}
    return render(request, "jabatan/ubah_pejabat.html", context)


def akhiri_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a holder's term."""
    pejabat = _load(request, pk)
    form = AkhiriForm(submitted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_pejabat(
                user=request.user, pejabat=pejabat, selesai=form.cleaned_data["selesai"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Masa jabatan {pejabat.nama} diakhiri.")
            return redirect("jabatan:jabatan", pejabat.jabatan_id)
    context = {"form": form, "jabatan": pejabat.jabatan, "pejabat": pejabat}
    return render(request, "jabatan/akhiri_pejabat.html", context)


def hapus_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a holder recorded by mistake."""
    pejabat = _load(request, pk)
    if request.method == "POST":
        actions.delete_pejabat(user=request.user, pejabat=pejabat)
        messages.success(request, f"{pejabat.nama} dihapus dari riwayat {pejabat.jabatan.nama}.")
        return redirect("jabatan:jabatan", pejabat.jabatan_id)
    context = {
        "jabatan": pejabat.jabatan,
        "pejabat": pejabat,
        "tanya": f"Hapus {pejabat.nama} dari riwayat pejabat?",
        "akibat": "Hapus hanya bila salah catat; pejabat yang sudah selesai cukup diakhiri. "
        "PK yang sudah ditetapkan tidak berubah.",
        "batal": reverse("jabatan:jabatan", args=[pejabat.jabatan_id]),
    }
    return render(request, "jabatan/hapus_pejabat.html", context)
