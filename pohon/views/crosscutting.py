"""Crosscutting requests: what others ask of this instansi's units, and the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lib.daftar import paginate, search
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from pohon import actions
from pohon.forms import JawabanForm
from pohon.models import Crosscutting, Simpul


def daftar_crosscutting(request: SignedInRequest) -> HttpResponse:
    """List the marks of the instansi at work; those that wait for the user's unit come first."""
    instansi = require_instansi(request)
    rows = Crosscutting.objects.filter(
        simpul__in=Simpul.objects.visible_to(request.user).filter(pohon__instansi=instansi)
    ).select_related("simpul__pohon__unit", "simpul__pohon__instansi", "mitra", "dijawab_oleh")
    status = request.GET.get("status", "")
    if status in Crosscutting.Status.values:
        rows = rows.filter(status=status)
    rows = search(request, rows, "simpul__pernyataan", "mitra__nama", "mitra_luar", "kontribusi")
    page = paginate(request, rows.order_by("-status", "-pk"))
    rights = izin(request.user)
    answerable = {row.pk for row in page if row.mitra and rights.may_edit(instansi.pk, row.mitra)}
    return render(
        request,
        "pohon/daftar_crosscutting.html",
        {
            "halaman": page,
            "boleh_jawab": answerable,
            "daftar_status": Crosscutting.Status.choices,
        },
    )


def jawab_crosscutting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a request for the partner unit."""
    row = get_object_or_404(
        Crosscutting.objects.filter(
            simpul__in=Simpul.objects.visible_to(request.user)
        ).select_related("simpul__pohon__unit", "simpul__pohon__instansi", "mitra"),
        pk=pk,
        mitra__isnull=False,
    )
    require_edit(request.user, row.simpul.pohon.instansi_id, row.mitra)
    form = JawabanForm(submitted(request), instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.answer_crosscutting(user=request.user, crosscutting_id=pk, **form.cleaned_data)
        messages.success(request, "Jawaban disimpan dan tampak pada pohon peminta.")
        return redirect("pohon:daftar_crosscutting")
    return render(request, "pohon/jawab_crosscutting.html", {"form": form, "crosscutting": row})
