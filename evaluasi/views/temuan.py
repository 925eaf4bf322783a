"""The findings of a tree with its round of review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from evaluasi import actions
from evaluasi.forms import CatatanForm
from evaluasi.models import Reviu
from lib.aturan import Finding, Severity
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin
from pohon.aturan import check_pohon
from pohon.models import Pohon

LABELS = {Severity.GALAT: "Galat", Severity.PERINGATAN: "Peringatan", Severity.INFO: "Saran"}


def temuan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """List what the rules found, the heaviest first, and the steps of the review with what the user may do next."""
    pohon = get_object_or_404(
        Pohon.objects.visible_to(request.user)
        .with_outcome()
        .select_related("instansi", "unit", "periode"),
        pk=pohon_id,
    )
    findings = check_pohon(pohon)
    return render(
        request,
        "evaluasi/temuan.html",
        {
            "pohon": pohon,
            "kelompok": _groups(findings, request.GET.get("tingkat", "")),
            "jumlah": [
                (level.value, LABELS[level], sum(f.severity == level for f in findings))
                for level in Severity
            ],
            "ada_galat": any(f.blocks for f in findings),
            "daftar_reviu": Reviu.objects.visible_to(request.user)
            .filter(pohon=pohon)
            .select_related("oleh", "versi"),
            "form": CatatanForm(),
            **_steps(request, pohon),
        },
    )


def _groups(findings: list[Finding], chosen: str) -> list[dict[str, Any]]:
    """Group findings by severity, the heaviest first; `chosen` keeps one group."""
    return [
        {
            "tingkat": level.value,
            "judul": LABELS[level],
            "daftar": [f for f in findings if f.severity == level],
        }
        for level in Severity
        if chosen in ("", level.value)
    ]


def _steps(request: SignedInRequest, pohon: Pohon) -> dict[str, bool]:
    """Say which steps of the review the user may take now; none in a locked period."""
    if pohon.periode.terkunci:
        return {}
    rights = izin(request.user)
    own = actions.drafted(request.user, pohon)
    where = (pohon.instansi_id, pohon.unit)
    submitted = pohon.status == Pohon.Status.DIAJUKAN
    return {
        "boleh_ajukan": rights.may_edit(*where)
        and pohon.status in {Pohon.Status.DRAF, Pohon.Status.DIKEMBALIKAN},
        "boleh_kembalikan": submitted and not own and rights.may_judge(*where),
        "boleh_setujui": submitted and not own and rights.may_approve(*where),
        "boleh_buka": rights.may_edit(*where) and pohon.status == Pohon.Status.DISETUJUI,
    }


def _take(
    request: SignedInRequest, pohon_id: int, action: Callable[..., Reviu], done: str
) -> HttpResponse:
    """Run a step of the review and go back to the findings with its outcome in a sentence."""
    form = CatatanForm(request.POST)
    catatan = form.cleaned_data["catatan"] if form.is_valid() else ""
    try:
        if not form.is_valid():
            raise ValidationError(list(form.errors["catatan"]))
        action(user=request.user, pohon_id=pohon_id, catatan=catatan)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, done)
    return redirect("evaluasi:temuan", pohon_id)


@require_POST
def ajukan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Submit the tree."""
    return _take(
        request, pohon_id, actions.submit, "Pohon diajukan dan terkunci sampai ada hasil reviu."
    )


@require_POST
def kembalikan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Return the tree with notes."""
    return _take(request, pohon_id, actions.send_back, "Pohon dikembalikan kepada perencana.")


@require_POST
def setujui(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Approve the tree."""
    return _take(request, pohon_id, actions.approve, "Pohon disetujui; versinya dibekukan.")


@require_POST
def buka(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Open an approved tree for amendment."""
    return _take(request, pohon_id, actions.reopen, "Pohon dibuka kembali sebagai draf.")
