"""The fill-in sheet of a tree: out as Excel, and back in by way of a preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lib import berkas
from lib.pratinjau import preview_upload
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_edit
from organisasi.views.tugas import start_job
from pohon import exporters, importers
from pohon.forms import ImporForm
from pohon.models import Pohon

MOST_LINES = 300  # of each list of the preview
AT_ONCE = 200  # steps; more take long enough to be a Tugas


def _get(request: SignedInRequest, pk: int) -> Pohon:
    rows = Pohon.objects.visible_to(request.user).with_outcome()
    return get_object_or_404(rows.select_related("unit", "periode", "instansi"), pk=pk)


def _get_writable(request: SignedInRequest, pk: int) -> Pohon:
    """Return the tree if the user may write it now; raises PermissionDenied with the reason."""
    pohon = _get(request, pk)
    require_edit(request.user, pohon.instansi_id, pohon.unit)
    if pohon.is_locked:
        raise PermissionDenied(pohon.lock_reason)
    return pohon


@require_safe
def unduh_lembar(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download the tree as a sheet to fill in."""
    pohon = _get(request, pk)
    return berkas.download(
        request,
        name=exporters.sheet_name(pohon),
        make=lambda: exporters.sheet_file(pohon, request.user),
        back=reverse("pohon:editor", args=[pk]),
    )


def impor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a filled sheet and show what it would change; nothing is written here."""
    pohon = _get_writable(request, pk)
    context = preview_upload(request, ImporForm, lambda file: _preview(request, pohon, file))
    return render(request, "pohon/impor.html", {**context, "pohon": pohon})


def _preview(request: SignedInRequest, pohon: Pohon, file: Any) -> dict[str, Any]:
    rencana = importers.check(importers.parse(file, pohon), pohon, request.user)
    steps = rencana.langkah
    return {
        "rencana": rencana,
        "paling_banyak": MOST_LINES,
        "tersegel": importers.seal(request.user, pohon.pk, steps) if steps else "",
    }


@require_POST
def terapkan_impor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what the preview showed, all of it or nothing, and open the tree."""
    pohon = _get_writable(request, pk)
    sealed = request.POST.get("tersegel", "")
    try:
        tersegel = importers.unseal(request.user, pk, sealed)
        if len(tersegel.langkah) > AT_ONCE:
            return _start(request, pohon, sealed)
        importers.save(request.user, pk, tersegel)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("pohon:impor", pk)
    except importers.Basi as stale:
        context = {
            "pohon": pohon,
            "form": ImporForm(),
            "basi": stale.masalah,
            "paling_banyak": MOST_LINES,
        }
        return render(request, "pohon/impor.html", context, status=409)
    messages.success(request, "Isi lembar diterapkan ke pohon.")
    return redirect("pohon:editor", pk)


def _start(request: SignedInRequest, pohon: Pohon, sealed: str) -> HttpResponse:
    return start_job(
        request,
        jenis="impor_lembar",
        judul=f"Impor lembar isian: {exporters.owner_name(pohon)}",
        instansi=pohon.instansi,
        argumen={"pohon": pohon.pk, "tersegel": sealed},
        back=reverse("pohon:impor", args=[pohon.pk]),
    )
