"""Establishing a document, taking that back, and changing an established one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin, require_edit
from perencanaan import actions
from perencanaan.actions.penetapan import refuse_perubahan, refuse_withdrawal
from perencanaan.actions.renja import renstra_of
from perencanaan.forms.versi import PenetapanForm, PerubahanForm
from perencanaan.models import Dokumen
from perencanaan.views.dokumen import get_dokumen


def tetapkan_dokumen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Establish a document: ask for the day and the regulation."""
    dokumen = get_dokumen(request, pk)
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    initial = {"tanggal": timezone.localdate(), "nomor": dokumen.nomor}
    form = PenetapanForm(submitted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.establish(user=request.user, dokumen=pk, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{dokumen} ditetapkan dan sekarang hanya dapat dibaca.")
            return redirect("perencanaan:dokumen", pk=pk)
    renstra = renstra_of(dokumen) if dokumen.jenis == Dokumen.Jenis.RENJA else None
    context = {
        "dokumen": dokumen,
        "form": form,
        "halangan": dokumen.lock_reason,
        "renstra_draf": renstra if renstra and not renstra.ditetapkan else None,
    }
    return render(request, "perencanaan/tetapkan_dokumen.html", context)


def batalkan_penetapan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an establishing back after asking; for an admin of the instansi."""
    dokumen = get_dokumen(request, pk)
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    if not izin(request.user).is_admin(dokumen.instansi_id):
        raise PermissionDenied("Penetapan hanya dapat dibatalkan oleh admin instansi.")
    halangan = refuse_withdrawal(dokumen)
    if request.method == "POST":
        try:
            actions.withdraw(user=request.user, dokumen=pk)
        except ValidationError as error:
            halangan = " ".join(error.messages)
        else:
            messages.success(request, f"Penetapan {dokumen} dibatalkan; isinya dapat diubah lagi.")
            return redirect("perencanaan:dokumen", pk=pk)
    context = {"dokumen": dokumen, "halangan": halangan}
    return render(request, "perencanaan/batalkan_penetapan.html", context)


def buat_perubahan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the next version of an established document: ask for the reason."""
    dokumen = get_dokumen(request, pk)
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    form = PerubahanForm(submitted(request))
    if request.method == "POST" and form.is_valid():
        try:
            new, hasil = actions.create_perubahan(
                user=request.user, dokumen=pk, alasan=form.cleaned_data["alasan"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{new} dibuat: {hasil.kalimat}")
            return redirect("perencanaan:dokumen", pk=new.pk)
    context = {"dokumen": dokumen, "form": form, "halangan": refuse_perubahan(dokumen)}
    return render(request, "perencanaan/buat_perubahan.html", context)
