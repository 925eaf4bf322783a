"""The documents of a whole unit in one file: what is asked, and the job that makes them. PK and SKP share it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from jabatan.exporters.sekaligus import Macam, Permintaan
from jabatan.forms.pk_massal import UnduhSemuaForm
from jabatan.views.saring import year_of
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.models import Instansi
from organisasi.views.tugas import start_job


def scope_of(request: SignedInRequest) -> dict[str, Any]:
    """Return year and unit of the address as a form begins with them; without a year the present one."""
    tahun = year_of(request) or timezone.localdate().year
    return {"tahun": tahun, "unit": request.GET.get("unit")}


def download_all(
    request: SignedInRequest, macam: Macam[Any], form_class: type[UnduhSemuaForm]
) -> HttpResponse:
    """Ask which documents, then make them as a job."""
    instansi = require_instansi(request)
    form = form_class(
        submitted(request), user=request.user, instansi=instansi, initial=scope_of(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _start(request, macam, instansi, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
    return render(request, f"jabatan/unduh_semua_{macam.kunci}.html", {"form": form})


def _start(
    request: SignedInRequest, macam: Macam[Any], instansi: Instansi, data: dict[str, Any]
) -> HttpResponse:
    unit = data["unit"]
    minta = Permintaan(instansi.pk, data["tahun"], unit and unit.pk, data["ditetapkan"])
    macam.collect(request.user, minta)
    return start_job(
        request,
        jenis=f"{macam.kunci}_semua",
        judul=f"{macam.kunci.upper()} {unit or instansi} {data['tahun']}",
        instansi=instansi,
        argumen={
            "instansi": instansi.pk,
            "tahun": data["tahun"],
            "unit": unit and unit.pk,
            "ditetapkan": data["ditetapkan"],
            "kertas": data["kertas"],
            "bentuk": data["bentuk"],
        },
        back=reverse(f"jabatan:unduh_semua_{macam.kunci}"),
    )
