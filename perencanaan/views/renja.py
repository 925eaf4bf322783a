"""Making the Renja of a year from a Renstra, and bringing it up to date."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_edit
from perencanaan import actions
from perencanaan.actions.renja import RENSTRA, plan_update
from perencanaan.actions.salin import successor
from perencanaan.banding.dokumen import Jenis, compare
from perencanaan.forms.versi import RenjaForm
from perencanaan.models import Dokumen
from perencanaan.views.dokumen import get_dokumen

SHOWN = 20  # differences on the page; all of them stand on the page of changes


def buat_renja(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the Renja of a year from a Renstra."""
    renstra = get_dokumen(request, pk)
    require_edit(request.user, renstra.instansi_id, renstra.unit)
    ada = list(
        Dokumen.objects.current()
        .filter(
            instansi=renstra.instansi_id,
            unit=renstra.unit_id,
            periode=renstra.periode_id,
            jenis=Dokumen.Jenis.RENJA,
        )
        .order_by("tahun")
    )
    years = [row.tahun for row in ada if row.tahun]
    form = RenjaForm(submitted(request), renstra=renstra, ada=years)
    if request.method == "POST" and form.is_valid():
        try:
            renja, hasil = actions.create_renja(
                user=request.user, renstra=pk, tahun=form.cleaned_data["tahun"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{renja} dibuat: {hasil.kalimat}")
            return redirect("perencanaan:dokumen", pk=renja.pk)
    context = {
        "dokumen": renstra,
        "form": form,
        "daftar_ada": ada,
        "penuh": len(years) == len(renstra.periode.tahun),
        "halangan": _refusal(renstra),
    }
    return render(request, "perencanaan/buat_renja.html", context)


def _refusal(renstra: Dokumen) -> str:
    """Say why no Renja is made from this document; empty when one can."""
    if renstra.jenis not in RENSTRA:
        return "Renja dibuat dari Renstra. Buka Renstra unit ini dahulu."
    if (after := successor(renstra)) is not None:
        return f"{renstra} sudah digantikan oleh {after}. Buat Renja dari dokumen itu."
    if renstra.periode.terkunci:
        return renstra.lock_reason
    return ""


def perbarui_renja(request: SignedInRequest, pk: int) -> HttpResponse:
    """Preview what the Renstra has that a Renja lacks, and where they differ; POST adds what was chosen."""
    renja = get_dokumen(request, pk)
    require_edit(request.user, renja.instansi_id, renja.unit)
    galat = renja.lock_reason
    if request.method == "POST":
        try:
            hasil = actions.update_renja(
                user=request.user,
                renja=pk,
                cap=request.POST.get("cap", ""),
                pilihan={number_of(text) for text in request.POST.getlist("komponen")},
            )
        except ValidationError as error:
            galat = " ".join(error.messages)
        else:
            messages.success(request, f"{renja} diperbarui: {hasil.kalimat}")
            return redirect("perencanaan:dokumen", pk=pk)
    context = {"dokumen": renja, "galat": galat}
    try:
        rencana = plan_update(renja)
    except ValidationError as error:
        context["galat"] = " ".join(error.messages)
    else:
        beda = compare(rencana.renstra, renja).daftar
        differing = [row for row in beda if row.jenis not in (Jenis.TAMBAH, Jenis.HAPUS)]
        context |= {
            "rencana": rencana,
            "daftar_beda": differing[:SHOWN],
            "jumlah_beda": len(differing),
            "boleh_ubah": not renja.lock_reason,
        }
    return render(request, "perencanaan/perbarui_renja.html", context)
