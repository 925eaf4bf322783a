"""The logo in the letterhead: for the admin of the instansi at work, and for the pengelola."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lib.forms import add_errors
from organisasi import actions
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.forms import LogoForm
from organisasi.izin import require_pengelola
from organisasi.logo import load_instansi, require_logo
from organisasi.models import Instansi, LogoInstansi


def logo(request: SignedInRequest) -> HttpResponse:
    """Show and set the logo of the instansi at work."""
    return _page(request, require_instansi(request), "organisasi:logo")


def logo_instansi(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show and set the logo of any instansi, for the pengelola."""
    require_pengelola(request.user)
    return _page(request, load_instansi(request.user, pk), "organisasi:logo_instansi", pk)


def _page(request: SignedInRequest, instansi: Instansi, nama: str, *args: int) -> HttpResponse:
    require_logo(request.user, instansi.pk)
    sent = request.method == "POST"
    if sent and request.POST.get("aksi") == "hapus":
        actions.delete_logo(user=request.user, instansi=instansi)
        messages.success(request, "Logo dihapus. Kop surat tercetak tanpa logo.")
        return redirect(nama, *args)
    form = LogoForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        try:
            isi = form.cleaned_data["berkas"].read()
            actions.set_logo(user=request.user, instansi=instansi, isi=isi)
        except ValidationError as error:
            add_errors(form, ValidationError({"berkas": error.messages}))
        else:
            messages.success(request, "Logo disimpan. Kop surat berikutnya memuatnya.")
            return redirect(nama, *args)
    context = {
        "form": form,
        "instansi_logo": instansi,
        "logo": LogoInstansi.objects.filter(instansi=instansi).defer("isi").first(),
        "untuk_pengelola": bool(args),
    }
    return render(request, "organisasi/logo.html", context)


@require_safe
def gambar_logo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the picture itself."""
    row = LogoInstansi.objects.filter(instansi=load_instansi(request.user, pk)).first()
    if row is None:
        raise Http404
    response = HttpResponse(bytes(row.isi), content_type=row.tipe)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response
