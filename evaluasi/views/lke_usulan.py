"""Proposals of a sheet: counting them anew, taking them over, and the list behind a figure."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from evaluasi.actions import lke_usulan as actions
from evaluasi.lke.nilai import suggested_letter
from evaluasi.lke.usulan.dasar import MOST_KEPT
from evaluasi.models import SkalaLke, UsulanLke
from evaluasi.views.lke import load_lke
from evaluasi.views.lke_bukti import load_kriteria, place_of
from lib.daftar import paginate
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest


def _back(request: HttpRequest, pk: int) -> str:
    """Return the page of ours that asked, else the sheet."""
    wanted = request.POST.get("kembali", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("evaluasi:lke", args=[pk])


@require_POST
def hitung_usulan_lke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Count the proposals anew; for many trees as a job whose page tells how far it is."""
    lke = load_lke(request, pk)
    try:
        job = actions.count_proposals(user=request.user, lke=lke)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        if job is not None:
            messages.info(request, "Usulan dihitung di latar; buka LKE lagi setelah tugas selesai.")
            return redirect("organisasi:tugas", job.pk)
        messages.success(request, "Usulan dihitung dari pohon kinerja terbaru.")
    return redirect(_back(request, pk))


@require_POST
def pakai_usulan_lke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take over one proposal or all; nothing a person answered is overwritten."""
    lke = load_lke(request, pk)
    one = number_of(request.POST.get("kriteria")) or None
    try:
        hasil = actions.use_proposals(user=request.user, lke_id=lke.pk, kriteria_id=one)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        left = (
            f" {hasil.dibiarkan} kriteria dibiarkan karena sudah dijawab."
            if hasil.dibiarkan
            else ""
        )
        messages.success(request, f"{hasil.dipakai} usulan dipakai.{left}")
    place = f"#k{one}" if one else ""
    return redirect(f"{_back(request, pk)}{place}")


@require_safe
def usulan_lke(request: SignedInRequest, pk: int, kriteria_id: int) -> HttpResponse:
    """Show the list behind a figure, what does not hold first."""
    lke = load_lke(request, pk)
    kriteria = load_kriteria(lke, kriteria_id)
    usulan = get_object_or_404(UsulanLke, lke=lke, kriteria=kriteria)
    skala = SkalaLke.objects.filter(versi=lke.versi_id)
    context = {
        "lke": lke,
        "kriteria": kriteria,
        "usulan": usulan,
        "kalimat": actions.sentence_of(usulan),
        "huruf": suggested_letter(list(skala), actions.percent_of(usulan)),
        "halaman": paginate(request, usulan.rincian, per_page=50),
        "terpotong": MOST_KEPT if usulan.penyebut > MOST_KEPT else 0,
        "kembali": place_of(lke, kriteria),
    }
    return render(request, "evaluasi/lke_usulan.html", context)
