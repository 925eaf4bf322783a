"""Copying a document, or all of a kind, to another period or year."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import require_admin, require_edit
from organisasi.views.tugas import start_job
from perencanaan import actions
from perencanaan.forms.versi import SalinForm, SalinSemuaForm
from perencanaan.models import Dokumen
from perencanaan.views.dokumen import get_dokumen


def salin_dokumen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Copy a document to another period, or a Renja to another year."""
    dokumen = get_dokumen(request, pk)
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    form = SalinForm(submitted(request), user=request.user, dokumen=dokumen)
    ada: Dokumen | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            new, hasil = actions.copy_dokumen(
                user=request.user,
                dokumen=pk,
                periode=data["periode"],
                tahun=data.get("tahun"),
                versi_nomenklatur=data.get("versi_nomenklatur"),
                pagu=data["pagu"],
            )
        except actions.SudahAda as error:
            add_errors(form, error)
            ada = error.ada
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{new} dibuat: {hasil.kalimat}")
            return redirect("perencanaan:dokumen", pk=new.pk)
    context = {"dokumen": dokumen, "form": form, "ada": ada}
    return render(request, "perencanaan/salin_dokumen.html", context)


def salin_semua(request: SignedInRequest) -> HttpResponse:
    """Copy all Renstra of the instansi at work to another period, in the background; for its admin."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    form = SalinSemuaForm(submitted(request), user=request.user, instansi=instansi)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        pemda = instansi.is_pemda
        versi = data.get("versi_nomenklatur")
        return start_job(
            request,
            jenis="salin_semua",
            judul=f"Salin semua Renstra ke {data['ke']}",
            instansi=instansi,
            argumen={
                "jenis": Dokumen.Jenis.RENSTRA_PD if pemda else Dokumen.Jenis.RENSTRA_KL,
                "dari": data["dari"].pk,
                "ke": data["ke"].pk,
                "versi": versi.pk if versi else None,
                "pagu": data["pagu"],
            },
            back=reverse("perencanaan:salin_semua"),
        )
    return render(request, "perencanaan/salin_semua.html", {"form": form})
