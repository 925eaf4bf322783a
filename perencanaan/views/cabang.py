"""Copying a branch to the documents of other units: choose, preview, then a job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin
from organisasi.models import Unit
from organisasi.views.tugas import start_job
from perencanaan.actions.cabang import name_of, read_branch
from perencanaan.forms.versi import CabangForm
from perencanaan.models import Dokumen, Komponen
from perencanaan.salin.cabang import (
    Cabang,
    Opsi,
    Rencana,
    default_pairs,
    plan_all,
    targets_for,
    units_without,
)

SHOWN = 30  # komponen of the example


def salin_cabang(request: SignedInRequest, pk: int) -> HttpResponse:
    """Copy the branch of a komponen to other units: POST `pratinjau` shows what it would do, `salin` starts the job."""
    komponen = _komponen(request, pk)
    back = reverse("perencanaan:dokumen", args=[komponen.dokumen_id])
    if not izin(request.user).may_edit_some(komponen.dokumen.instansi_id):
        raise PermissionDenied("Anda tidak berhak menyusun dokumen perencanaan di instansi ini.")
    context: dict[str, Any] = {"komponen": komponen, "dokumen": komponen.dokumen, "batal": back}
    try:
        cabang = read_branch(request.user, pk)
    except ValidationError as error:
        context["halangan"] = " ".join(error.messages)
        return render(request, "perencanaan/salin_cabang.html", context)
    dokumen, unit = _targets(request, cabang)
    assert cabang.dokumen.unit is not None
    form = CabangForm(
        submitted(request),
        daftar_dokumen=dokumen,
        daftar_unit=unit,
        pasangan=default_pairs(cabang.dokumen.unit),
    )
    context |= {"form": form, "ada_tujuan": bool(dokumen or unit), "jumlah": len(cabang.isi)}
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["tujuan"]
        if "salin" in request.POST:
            return start_job(
                request,
                jenis="salin_cabang",
                judul=f"Salin {komponen} ke {len(chosen)} unit",
                instansi=komponen.dokumen.instansi,
                argumen={
                    "komponen": pk,
                    "tujuan": chosen,
                    "ganti": [list(pair) for pair in form.ganti()],
                    "pagu": form.cleaned_data["pagu"],
                },
                back=request.path,
            )
        context |= _preview(cabang, dokumen, unit, form)
    return render(request, "perencanaan/salin_cabang.html", context)


def _komponen(request: SignedInRequest, pk: int) -> Komponen:
    rows = Komponen.objects.visible_to(request.user).select_related("dokumen__instansi")
    komponen: Komponen | None = rows.filter(pk=pk).first()
    if komponen is None:
        raise Http404
    return komponen


def _targets(request: SignedInRequest, cabang: Cabang) -> tuple[list[Dokumen], list[Unit]]:
    documents = targets_for(cabang, Dokumen.objects.editable_by(request.user))
    units = units_without(cabang, Unit.objects.editable_by(request.user))
    return documents, units


def _preview(
    cabang: Cabang, dokumen: Sequence[Dokumen], unit: Sequence[Unit], form: CabangForm
) -> dict[str, Any]:
    """Return what the copy does with each chosen target, and one of them in full as the example."""
    chosen = set(form.cleaned_data["tujuan"])
    rows = [row for row in dokumen if f"d{row.pk}" in chosen]
    rows += [_unmade(cabang.dokumen, row) for row in unit if f"u{row.pk}" in chosen]
    plans = plan_all(cabang, rows, Opsi(form.ganti(), form.cleaned_data["pagu"]))
    example: Rencana | None = next((plan for plan in plans if plan.baru), None)
    return {
        "daftar_rencana": plans,
        "contoh": example,
        "butir_contoh": example.daftar[:SHOWN] if example else [],
        "jumlah_baru": sum(len(plan.baru) for plan in plans),
    }


def _unmade(source: Dokumen, unit: Unit) -> Dokumen:
    """Return the Renstra that would be made for a unit, unsaved."""
    return Dokumen(
        instansi=source.instansi,
        unit=unit,
        periode=source.periode,
        jenis=source.jenis,
        nama=name_of(source, unit),
    )
