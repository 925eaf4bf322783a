"""Stage 1: the basis of the outcome and the agreement on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin, require_edit
from pohon import actions
from pohon.forms import DasarFormSet, KesepakatanForm
from pohon.models import DasarOutcome, Pohon, Simpul


def dasar(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show and, with the right to, change why this outcome was chosen."""
    pohon = get_object_or_404(
        Pohon.objects.visible_to(request.user).select_related(
            "unit", "periode", "instansi", "induk_simpul"
        ),
        pk=pk,
    )
    editable = izin(request.user).may_edit(pohon.instansi_id, pohon.unit) and not pohon.is_locked
    if request.method == "POST":
        require_edit(request.user, pohon.instansi_id, pohon.unit)
    data = submitted(request)
    form = KesepakatanForm(
        data,
        instance=Pohon.objects.select_related("unit").get(pk=pohon.pk),
        user=request.user,
    )
    formset = DasarFormSet(data, instance=pohon, prefix="dasar")
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        try:
            actions.update_pohon(user=request.user, pohon_id=pk, data=_data(form, formset))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            if DasarOutcome.objects.filter(pohon=pohon).exists():
                messages.success(request, "Dasar outcome disimpan.")
            else:
                messages.warning(request, "Belum ada dasar. Isi jenis dan uraiannya, lalu simpan.")
            return redirect("pohon:editor" if "lanjut" in request.POST else "pohon:dasar", pk)
    return render(
        request,
        "pohon/dasar.html",
        {
            "pohon": pohon,
            "outcome": Simpul.objects.visible_to(request.user).get(pohon=pohon, induk=None),
            "form": form,
            "formset": formset,
            "boleh_ubah": editable,
            "daftar_dasar": pohon.daftar_dasar.all(),
        },
    )


def _data(form: KesepakatanForm, formset: Any) -> dict[str, Any]:
    """Turn the page's forms into what the action takes: fields, and a list of entries with id or `hapus`."""
    data: dict[str, Any] = dict(form.cleaned_data)
    data["dasar"] = []
    for row in formset.forms:
        if not row.has_changed() and not row.instance.pk:
            continue
        entry = {
            name: row.cleaned_data.get(name)
            for name in ("jenis", "masalah", "data", "sumber", "tahun")
        }
        if row.instance.pk:
            entry["id"] = row.instance.pk
        if row in formset.deleted_forms:
            if not row.instance.pk:
                continue
            entry["hapus"] = True
        data["dasar"].append(entry)
    return data
