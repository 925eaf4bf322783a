"""What a tujuan or sasaran refers to: sasaran of the RPJMD or RPJMN, and NSPK."""

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
from perencanaan.arah import proposed_acuan, takes_acuan, upper_komponen
from perencanaan.forms.acuan import AcuanForm
from perencanaan.models import Acuan, Nspk
from perencanaan.views.komponen import get_komponen


def acuan_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose what a tujuan or sasaran refers to; what its tree leads up to is chosen beforehand, until saved."""
    komponen = get_komponen(request, pk)
    dokumen = komponen.dokumen
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    if not takes_acuan(komponen):
        raise Http404
    chosen = Acuan.objects.filter(komponen=komponen)
    sasaran = [row.sasaran_id for row in chosen if row.sasaran_id]
    usulan = [row.pk for row in proposed_acuan(komponen)]
    form = AcuanForm(
        submitted(request),
        daftar_atas=upper_komponen(dokumen, sasaran),
        daftar_nspk=list(Nspk.objects.filter(instansi=dokumen.instansi_id)),
        usulan=usulan,
        initial={
            "versi": komponen.versi,
            "sasaran": sasaran or usulan,
            "nspk": [row.nspk_id for row in chosen if row.nspk_id],
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_acuan(
                user=request.user,
                komponen=pk,
                sasaran=form.keys("sasaran"),
                nspk=form.keys("nspk"),
                versi=form.cleaned_data["versi"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Acuan tersimpan.")
            return redirect("perencanaan:ubah_komponen", pk=pk)
    context = {
        "form": form,
        "komponen": komponen,
        "dokumen": dokumen,
        "atas": "RPJMD" if dokumen.instansi.is_pemda else "RPJMN",
        "dipilihkan": bool(usulan) and request.method != "POST",
    }
    return render(request, "perencanaan/acuan_komponen.html", context)
