"""The user's background jobs: how far they are, their files, cancel and repeat."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lib.berkas import answer
from lib.daftar import paginate
from organisasi import tugas as jobs
from organisasi.aktif import SignedInRequest
from organisasi.models import BerkasTugas, Instansi, Tugas


def start_job(
    request: SignedInRequest,
    *,
    jenis: str,
    judul: str,
    instansi: Instansi,
    argumen: dict[str, Any],
    back: str,
) -> HttpResponse:
    """Start a job and lead to the page that shows its progress; refused, go `back` with the sentence."""
    try:
        job = jobs.start(
            jenis=jenis, judul=judul, pengguna=request.user, instansi=instansi, argumen=argumen
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    return redirect("organisasi:tugas", pk=job.pk)


def daftar_tugas(request: SignedInRequest) -> HttpResponse:
    """List the user's jobs, latest first."""
    berkas = BerkasTugas.objects.filter(tugas=OuterRef("pk"))
    own = Tugas.objects.visible_to(request.user).select_related("instansi")
    halaman = paginate(request, own.annotate(ada_berkas=Exists(berkas)).order_by("-dibuat"))
    for row in halaman:
        row.terhenti = jobs.is_stale(row)  # type: ignore[attr-defined]
    context = {"halaman": halaman, "hari_simpan": jobs.KEPT_DAYS}
    return render(request, "organisasi/daftar_tugas.html", context)


def _files(row: Tugas) -> QuerySet[BerkasTugas]:
    """Return the file of a finished job, if it made one."""
    return BerkasTugas.objects.filter(tugas=row, tugas__status=Tugas.Status.SELESAI)


@never_cache
def tugas(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one job; an htmx request gets the changing part only, and polls on while it is open."""
    row = get_object_or_404(Tugas.objects.visible_to(request.user), pk=pk)
    terhenti = jobs.is_stale(row)
    context = {
        "tugas": row,
        "terhenti": terhenti,
        "boleh_ulang": terhenti or row.status in (Tugas.Status.GAGAL, Tugas.Status.BATAL),
        "nama_berkas": _files(row).values_list("nama", flat=True).first(),
    }
    template = "organisasi/_tugas.html" if request.htmx else "organisasi/tugas.html"
    return render(request, template, context)


@never_cache
def unduh_tugas(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Send the file a finished job made."""
    row = get_object_or_404(Tugas.objects.visible_to(request.user), pk=pk)
    berkas = _files(row).first()
    if berkas is None:
        raise Http404
    return answer(berkas.nama, bytes(berkas.isi), tipe=berkas.tipe)


@require_POST
def batal_tugas(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Cancel a job that waits or runs."""
    row = get_object_or_404(Tugas.objects.visible_to(request.user), pk=pk)
    if jobs.cancel(row):
        messages.success(request, "Tugas dibatalkan.")
    else:
        messages.info(request, "Tugas ini sudah berakhir.")
    return redirect("organisasi:tugas", pk=row.pk)


@require_POST
def ulang_tugas(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Queue a failed, cancelled or dead job again."""
    row = get_object_or_404(Tugas.objects.visible_to(request.user), pk=pk)
    if not jobs.repeat(row):
        messages.info(request, "Tugas ini sudah selesai atau masih dikerjakan.")
    return redirect("organisasi:tugas", pk=row.pk)
