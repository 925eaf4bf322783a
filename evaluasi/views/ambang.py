"""What the rules of an instansi measure against; for its admin."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from evaluasi.actions.ambang import key, set_thresholds
from evaluasi.daftar_temuan import by_id
from evaluasi.forms.ambang import AmbangForm
from lib.aturan import thresholds
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import require_admin
from organisasi.models import AmbangAturan


def ambang(request: SignedInRequest) -> HttpResponse:
    """Show and change all thresholds of the instansi at work."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    rows = AmbangAturan.objects.filter(instansi=instansi)
    own = {f"{row.aturan}-{row.nama}": row.nilai for row in rows}
    form = AmbangForm(submitted(request), initial=own)
    if request.method == "POST" and form.is_valid():
        try:
            nilai = {name: form.cleaned_data[name] for name in form.changed_data}
            changed = set_thresholds(user=request.user, instansi=instansi, nilai=nilai)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request,
                f"{changed} ambang berubah dan dipakai pada pemeriksaan berikutnya."
                if changed
                else "Tidak ada ambang yang berubah.",
            )
            return redirect("evaluasi:ambang")
    known = by_id()
    daftar = [
        {
            "ambang": one,
            "aturan": known[one.aturan],
            "medan": form[key(one)],
            "disetel": key(one) in own,
        }
        for one in thresholds()
        if one.aturan in known
    ]
    context = {"form": form, "daftar": daftar, "ada_sendiri": bool(own)}
    return render(request, "evaluasi/ambang.html", context)


@require_POST
def kembalikan_ambang(request: SignedInRequest) -> HttpResponse:
    """Go back to the usual value of every threshold."""
    instansi = require_instansi(request)
    changed = set_thresholds(
        user=request.user, instansi=instansi, nilai={key(one): None for one in thresholds()}
    )
    messages.success(request, f"{changed} ambang kembali ke nilai lazim.")
    return redirect("evaluasi:ambang")
