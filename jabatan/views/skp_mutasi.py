"""Pages for a mutation: closing an SKP, opening the one of the new position, taking back a closing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jabatan import actions
from jabatan.forms.skp import BukaKembaliForm, LanjutkanForm, TutupForm
from jabatan.views.skp import load, load_writable
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_admin


def tutup_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a signed SKP on its last day."""
    skp = load_writable(request, pk)
    today = timezone.localdate()
    last = skp.pejabat.selesai or min(max(today, skp.mulai), skp.selesai)
    initial = {"versi": skp.versi, "selesai": min(last, skp.selesai)}
    form = TutupForm(submitted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_skp(user=request.user, skp=skp, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "SKP ditutup. Nilai dahulu, lalu buka SKP di jabatan baru.")
            return redirect("jabatan:skp", pk)
    return render(request, "jabatan/tutup_skp.html", {"skp": skp, "form": form})


def lanjutkan_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the SKP of the new position, which continues the closed one."""
    skp = load_writable(request, pk)
    daftar = actions.next_terms(skp)
    form = LanjutkanForm(submitted(request), daftar=daftar)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.continue_skp(
                user=request.user, skp=skp, pejabat=form.cleaned_data["pejabat"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "SKP baru dibuka; isinya diusulkan dari jabatan baru.")
            return redirect("jabatan:skp", new.pk)
    return render(
        request, "jabatan/lanjutkan_skp.html", {"skp": skp, "form": form, "daftar": daftar}
    )


def buka_kembali_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a closing; the admin's."""
    skp = load(request, pk)
    require_admin(request.user, skp.pejabat.jabatan.instansi_id)
    form = BukaKembaliForm(submitted(request), initial={"versi": skp.versi})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_skp(user=request.user, skp=skp, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "SKP dibuka kembali; alasannya tersimpan.")
            return redirect("jabatan:skp", pk)
    return render(request, "jabatan/buka_kembali_skp.html", {"skp": skp, "form": form})
