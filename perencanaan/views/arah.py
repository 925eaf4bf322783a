"""Visi and misi of an RPJMD, strategi and arah kebijakan of a sasaran."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_edit
from perencanaan import actions
from perencanaan.actions.arah import fingerprint, refuse_strategi
from perencanaan.forms.arah import MisiForm, StrategiForm
from perencanaan.models import Dokumen, Misi, Strategi
from perencanaan.views.dokumen import get_dokumen
from perencanaan.views.komponen import get_komponen


def visi_misi(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the visi of an RPJMD and its misi: add, change, put in order, delete."""
    dokumen = get_dokumen(request, pk)
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    if dokumen.jenis != Dokumen.Jenis.RPJMD:
        raise Http404
    form = MisiForm(
        submitted(request),
        daftar_misi=list(Misi.objects.filter(dokumen=dokumen)),
        initial={"visi": dokumen.visi, "dilihat": fingerprint(dokumen)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_misi(
                user=request.user,
                dokumen=pk,
                visi=form.cleaned_data["visi"],
                daftar=form.daftar(),
                dilihat=form.cleaned_data["dilihat"] or None,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Visi dan misi tersimpan.")
            return redirect("perencanaan:dokumen", pk=pk)
    return render(request, "perencanaan/visi_misi.html", {"form": form, "dokumen": dokumen})


def strategi_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the strategi of a sasaran with their arah kebijakan."""
    komponen = get_komponen(request, pk)
    require_edit(request.user, komponen.dokumen.instansi_id, komponen.dokumen.unit)
    try:
        refuse_strategi(komponen)
    except ValidationError as error:
        raise Http404 from error
    rows = Strategi.objects.filter(komponen=komponen).prefetch_related("daftar_arah_kebijakan")
    form = StrategiForm(
        submitted(request), daftar_strategi=list(rows), initial={"versi": komponen.versi}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_strategi(
                user=request.user,
                komponen=pk,
                daftar=form.daftar(),
                versi=form.cleaned_data["versi"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Strategi dan arah kebijakan tersimpan.")
            return redirect("perencanaan:ubah_komponen", pk=pk)
    context = {"form": form, "komponen": komponen, "dokumen": komponen.dokumen}
    return render(request, "perencanaan/strategi_komponen.html", context)
