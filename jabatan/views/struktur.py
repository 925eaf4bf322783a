"""The structure as a workbook: out as Excel, and back in by way of a preview."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jabatan import importers
from jabatan.exporters.struktur import structure_file, structure_name
from jabatan.forms.struktur import ImporStrukturForm
from lib import berkas
from lib.forms import add_errors
from lib.teks import format_number
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Instansi

MOST_LINES = 200  # of each list of the preview
KINDS = {"templat": True, "struktur": False}


def _require_writer(request: SignedInRequest) -> Instansi:
    """Return the instansi at work if the user may write some of its structure."""
    instansi = require_instansi(request)
    if not izin(request.user).may_edit_some(instansi.pk):
        require_edit(request.user, instansi.pk, None)
    return instansi


@require_safe
def unduh_struktur(request: SignedInRequest, jenis: str) -> HttpResponseBase:
    """Download the structure as it is, or the empty template with examples."""
    instansi = require_instansi(request)
    if jenis not in KINDS:
        raise Http404
    return berkas.download(
        request,
        name=structure_name(instansi, kosong=KINDS[jenis]),
        make=lambda: structure_file(instansi, kosong=KINDS[jenis]),
        back=reverse("jabatan:daftar_jabatan"),
    )


def impor_struktur(request: SignedInRequest) -> HttpResponse:
    """Take a workbook and show what it would change; nothing is written here."""
    instansi = _require_writer(request)
    sent = request.method == "POST"
    form = ImporStrukturForm(request.POST if sent else None, request.FILES if sent else None)
    context: dict[str, Any] = {"form": form, "is_admin": izin(request.user).is_admin(instansi.pk)}
    if sent and form.is_valid():
        try:
            context |= _preview(request, instansi, form.cleaned_data["berkas"])
        except ValidationError as error:
            add_errors(form, ValidationError({"berkas": error.messages}))
        else:
            context["form"] = ImporStrukturForm()
    return render(request, "jabatan/impor_struktur.html", context)


def _preview(request: SignedInRequest, instansi: Instansi, file: Any) -> dict[str, Any]:
    # What is sealed belongs to the state that was read: a change in between makes the preview stale, never wrong.
    fresh = Instansi.objects.visible_to(request.user).get(pk=instansi.pk)
    terbaca = importers.parse(file)
    rencana = importers.check(terbaca, fresh, request.user)
    problems = rencana.sorted_problems()
    is_ready = not problems and not rencana.is_empty
    return {
        "rencana": rencana,
        "masalah": problems,
        "jumlah_masalah": len(set(rencana.masalah)),
        "tambah": [
            (name, list(rows)) for name, rows in groupby(rencana.tambah, lambda t: t.lembar)
        ],
        "paling_banyak": MOST_LINES,
        "tersegel": importers.seal(request.user, fresh, terbaca) if is_ready else "",
    }


@require_POST
def terapkan_struktur(request: SignedInRequest) -> HttpResponse:
    """Write what the preview showed, all of it or nothing."""
    instansi = _require_writer(request)
    try:
        terbaca, nomor = importers.unseal(request.user, instansi, request.POST.get("tersegel", ""))
        rencana = importers.save(request.user, instansi.pk, terbaca, nomor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("jabatan:impor_struktur")
    except importers.Basi as stale:
        context = {
            "form": ImporStrukturForm(),
            "basi": str(stale),
            "masalah_basi": stale.masalah,
            "is_admin": izin(request.user).is_admin(instansi.pk),
        }
        return render(request, "jabatan/impor_struktur.html", context, status=409)
    messages.success(request, f"Struktur disimpan: {_summary(rencana)}.")
    return redirect("jabatan:daftar_jabatan")


def _summary(rencana: importers.Rencana) -> str:
    parts = [
        f"{format_number(count.baru)} {name.lower()} baru dan {format_number(count.ubah)} diubah"
        for name, count in rencana.hitungan.items()
        if count.baru or count.ubah
    ]
    return "; ".join(parts) or "tidak ada yang berubah"
