"""The library as a workbook: out, and back in by way of a preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lib import berkas
from lib.pratinjau import preview_upload
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin
from pohon.actions.pustaka import require_add
from pohon.exporters.pustaka import library_file, library_name
from pohon.forms import ImporPustakaForm
from pohon.importers import pustaka as importer

MOST_LINES = 200  # of each list of the preview
KINDS = {"templat": True, "pustaka": False}


@require_safe
def unduh_pustaka(request: SignedInRequest, jenis: str) -> HttpResponseBase:
    """Download the library as it is, or the empty template."""
    instansi = require_instansi(request)
    if jenis not in KINDS:
        raise Http404
    return berkas.download(
        request,
        name=library_name(instansi, kosong=KINDS[jenis]),
        make=lambda: library_file(instansi, kosong=KINDS[jenis]),
        back=reverse("pohon:daftar_pustaka"),
    )


def impor_pustaka(request: SignedInRequest) -> HttpResponse:
    """Take a workbook and show what it would add and change; nothing is written here."""
    instansi = require_instansi(request)
    require_add(request.user, instansi.pk)
    context = {
        **preview_upload(
            request, ImporPustakaForm, lambda file: _preview(request, instansi.pk, file)
        ),
        "is_admin": izin(request.user).is_admin(instansi.pk),
    }
    return render(request, "pohon/impor_pustaka.html", context)


def _preview(request: SignedInRequest, instansi_id: int, file: Any) -> dict[str, Any]:
    rows, unread = importer.parse(file)
    rencana = importer.check(rows, instansi_id, request.user)
    problems = sorted([*unread, *rencana.masalah], key=lambda one: one.baris or 0)
    ready = not problems and not rencana.is_empty
    sealed = importer.seal(request.user, instansi_id, rows, rencana.sidik) if ready else ""
    return {
        "rencana": rencana,
        "masalah": problems[: importer.MOST_PROBLEMS],
        "jumlah_masalah": len(problems),
        "paling_banyak": MOST_LINES,
        "tersegel": sealed,
    }


@require_POST
def terapkan_pustaka(request: SignedInRequest) -> HttpResponse:
    """Write what the preview showed, all of it or nothing."""
    instansi = require_instansi(request)
    require_add(request.user, instansi.pk)
    try:
        rows, sidik = importer.unseal(request.user, instansi.pk, request.POST.get("tersegel", ""))
        rencana = importer.save(request.user, instansi.pk, rows, sidik)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("pohon:impor_pustaka")
    except importer.Basi as stale:
        context = {
            "form": ImporPustakaForm(),
            "basi": str(stale),
            "is_admin": izin(request.user).is_admin(instansi.pk),
        }
        return render(request, "pohon/impor_pustaka.html", context, status=409)
    messages.success(
        request, f"Pustaka disimpan: {len(rencana.baru)} kartu baru, {len(rencana.berubah)} diubah."
    )
    return redirect("pohon:daftar_pustaka")
