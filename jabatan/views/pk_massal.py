"""The PK of a whole unit: all letters in one file, and all drafts signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from jabatan import actions
from jabatan.exporters.massal import PK
from jabatan.exporters.penetapan import report
from jabatan.forms import TetapkanSemuaForm, UnduhSemuaForm
from jabatan.views.sekaligus import download_all, scope_of
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Instansi
from organisasi.views.tugas import start_job

AT_ONCE = 20  # drafts; more take long enough to be a Tugas


def unduh_semua_pk(request: SignedInRequest) -> HttpResponse:
    """Ask which letters, then make them as a job."""
    return download_all(request, PK, UnduhSemuaForm)


def tetapkan_semua_pk(request: SignedInRequest) -> HttpResponse:
    """Ask for the data of the letters, then sign all drafts that can be and list the others with their reasons."""
    user, instansi = request.user, require_instansi(request)
    if not izin(user).may_edit_some(instansi.pk):
        require_edit(user, instansi.pk, None)
    initial = {**scope_of(request), "tempat": instansi.tempat, "tanggal": timezone.localdate()}
    form = TetapkanSemuaForm(submitted(request), user=user, instansi=instansi, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _sign(request, instansi, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "jabatan/tetapkan_semua_pk.html", {"form": form})


def _sign(request: SignedInRequest, instansi: Instansi, data: dict[str, Any]) -> HttpResponse:
    unit, tahun = data["unit"], data["tahun"]
    count = len(actions.drafts_of(request.user, instansi, unit, tahun))
    if not count:
        raise ValidationError(f"Tidak ada draf PK tahun {tahun} pada cakupan ini.")
    letter = {"tempat": data["tempat"], "tanggal": data["tanggal"], "pola": data["pola"]}
    if count > AT_ONCE:
        return start_job(
            request,
            jenis="pk_tetapkan",
            judul=f"Tetapkan PK {unit or instansi} {tahun}",
            instansi=instansi,
            argumen={
                "instansi": instansi.pk,
                "tahun": tahun,
                "unit": unit and unit.pk,
                **letter,
                "tanggal": data["tanggal"].isoformat(),
            },
            back=reverse("jabatan:tetapkan_semua_pk"),
        )
    daftar = actions.tetapkan_semua(
        user=request.user,
        instansi=instansi,
        unit=unit,
        tahun=tahun,
        data=actions.DataSurat(**letter),
    )
    signed = sum(row.is_ditetapkan for row in daftar)
    missing = len(daftar) - signed
    messages.success(request, f"{signed} PK ditetapkan, {missing} belum.")
    context = {
        "daftar": daftar,
        "tabel": report(daftar, tahun),
        "tahun": tahun,
        "kurang": missing,
    }
    return render(request, "jabatan/hasil_tetapkan_pk.html", context)
