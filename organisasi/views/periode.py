"""The periods of the instansi: everyone with a role reads, its admin writes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lib.forms import add_errors
from lib.masukan import submitted
from organisasi import actions
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.forms import PeriodeForm
from organisasi.izin import izin, require_admin
from organisasi.models import Periode


def daftar_periode(request: SignedInRequest) -> HttpResponse:
    """List the periods, latest first (there are a handful in an instansi's lifetime)."""
    instansi = require_instansi(request)
    context = {
        "daftar": Periode.objects.visible_to(request.user).filter(instansi=instansi),
        "boleh_ubah": izin(request.user).is_admin(instansi.pk),
    }
    return render(request, "organisasi/daftar_periode.html", context)


def tambah_periode(request: SignedInRequest) -> HttpResponse:
    """Add a period."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    return _form(request, Periode(instansi=instansi), "organisasi/tambah_periode.html")


def ubah_periode(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change or lock a period."""
    periode = get_object_or_404(Periode.objects.visible_to(request.user), pk=pk)
    require_admin(request.user, periode.instansi_id)
    return _form(request, periode, "organisasi/ubah_periode.html")


def _form(request: SignedInRequest, periode: Periode, template: str) -> HttpResponse:
    nama = periode.nama
    form = PeriodeForm(submitted(request), instance=periode)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_periode(user=request.user, periode=form.instance)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Periode {periode} tersimpan.")
            return redirect("organisasi:daftar_periode")
    return render(request, template, {"form": form, "periode": periode, "nama": nama})


def hapus_periode(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a period that nothing refers to; say what does otherwise."""
    periode = get_object_or_404(Periode.objects.visible_to(request.user), pk=pk)
    require_admin(request.user, periode.instansi_id)
    halangan = actions.periode_in_use(periode)
    if request.method == "POST" and not halangan:
        try:
            actions.delete_periode(user=request.user, periode=periode)
        except ValidationError as error:
            halangan = " ".join(error.messages)
        else:
            messages.success(request, f"Periode {periode.nama} dihapus.")
            return redirect("organisasi:daftar_periode")
    context = {"periode": periode, "halangan": halangan}
    return render(request, "organisasi/hapus_periode.html", context)
