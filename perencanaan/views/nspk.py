"""The catalogue of NSPK of an instansi."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin
from perencanaan import actions
from perencanaan.actions.acuan import NO_NSPK_RIGHT
from perencanaan.forms.acuan import NspkForm
from perencanaan.models import Nspk

COLUMNS = {"nama": "nama", "peraturan": ("peraturan", "nama"), "jumlah": ("jumlah", "nama")}


def daftar_nspk(request: SignedInRequest) -> HttpResponse:
    """List the NSPK of the instansi at work with how many komponen refer to each."""
    instansi = require_instansi(request)
    rows: Any = Nspk.objects.visible_to(request.user).filter(instansi=instansi)
    rows = rows.annotate(jumlah=Count("diacu_oleh"))
    rows = search(request, rows, "nama", "peraturan")
    context = {
        "halaman": paginate(request, sort(request, rows, COLUMNS, default="nama")),
        "boleh_ubah": izin(request.user).may_edit_some(instansi.pk),
    }
    return render(request, "perencanaan/daftar_nspk.html", context)


def tambah_nspk(request: SignedInRequest) -> HttpResponse:
    """Add an NSPK."""
    instansi = require_instansi(request)
    _require_right(request, instansi.pk)
    form = NspkForm(submitted(request), instance=Nspk(instansi=instansi))
    if request.method == "POST" and _save(request, form):
        messages.success(request, "NSPK ditambahkan.")
        return redirect("perencanaan:daftar_nspk")
    return render(request, "perencanaan/tambah_nspk.html", {"form": form})


def ubah_nspk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an NSPK; whoever refers to it refers to the new wording."""
    nspk = _get(request, pk)
    form = NspkForm(submitted(request), instance=nspk)
    if request.method == "POST" and _save(request, form):
        messages.success(request, "NSPK tersimpan.")
        return redirect("perencanaan:daftar_nspk")
    return render(request, "perencanaan/ubah_nspk.html", {"form": form, "pk": pk})


def hapus_nspk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete an NSPK after asking; refused while something refers to it."""
    nspk = _get(request, pk)
    halangan = ""
    if request.method == "POST":
        try:
            actions.delete_nspk(user=request.user, nspk=pk)
        except ValidationError as error:
            halangan = " ".join(error.messages)
        else:
            messages.success(request, "NSPK dihapus.")
            return redirect("perencanaan:daftar_nspk")
    return render(request, "perencanaan/hapus_nspk.html", {"nspk": nspk, "halangan": halangan})


def _get(request: SignedInRequest, pk: int) -> Nspk:
    nspk = get_object_or_404(Nspk.objects.visible_to(request.user), pk=pk)
    _require_right(request, nspk.instansi_id)
    return nspk


def _require_right(request: SignedInRequest, instansi_id: int) -> None:
    if not izin(request.user).may_edit_some(instansi_id):
        raise PermissionDenied(NO_NSPK_RIGHT)


def _save(request: SignedInRequest, form: NspkForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.save_nspk(user=request.user, nspk=form.instance)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True
