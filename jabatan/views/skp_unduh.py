"""Downloads of SKP: one as PDF, Word or Excel, and those of a unit as a job."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jabatan.exporters import kertas_of
from jabatan.exporters.skp import BENTUK, skp_file, skp_name
from jabatan.exporters.skp_massal import PermintaanSkp, asked_for, check_count
from jabatan.forms.skp import UnduhSemuaSkpForm
from jabatan.skp_susun import read_skp
from jabatan.views.skp import load
from lib import berkas
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.models import Instansi
from organisasi.views.tugas import start_job


@require_safe
def unduh_skp(request: SignedInRequest, pk: int, ext: str) -> HttpResponseBase:
    """Download one SKP; `?kertas=F4` for folio."""
    if ext not in BENTUK:
        raise Http404
    row = load(request, pk)
    isi = read_skp(row).isi
    kertas = kertas_of(request.GET.get("kertas", ""))
    return berkas.download(
        request,
        name=skp_name(isi, ext),
        make=lambda: skp_file(isi, ext, draf=not row.is_frozen, kertas=kertas),
        back=reverse("jabatan:skp", args=[pk]),
    )


def unduh_semua_skp(request: SignedInRequest) -> HttpResponse:
    """Ask which SKP, then make them as a job."""
    instansi = require_instansi(request)
    tahun = request.GET.get("tahun", "")
    initial = {
        "tahun": int(tahun) if tahun.isdecimal() and len(tahun) == 4 else timezone.localdate().year,
        "unit": request.GET.get("unit"),
    }
    form = UnduhSemuaSkpForm(
        submitted(request), user=request.user, instansi=instansi, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _start(request, instansi, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "jabatan/unduh_semua_skp.html", {"form": form})


def _start(request: SignedInRequest, instansi: Instansi, data: dict[str, Any]) -> HttpResponse:
    unit = data["unit"]
    minta = PermintaanSkp(instansi.pk, data["tahun"], unit and unit.pk, data["ditetapkan"])
    check_count(len(asked_for(request.user, minta)))
    return start_job(
        request,
        jenis="skp_semua",
        judul=f"SKP {unit or instansi} {data['tahun']}",
        instansi=instansi,
        argumen={
            "instansi": instansi.pk,
            "tahun": data["tahun"],
            "unit": unit and unit.pk,
            "ditetapkan": data["ditetapkan"],
            "kertas": data["kertas"],
            "bentuk": data["bentuk"],
        },
        back=reverse("jabatan:unduh_semua_skp"),
    )
