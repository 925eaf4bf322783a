"""What follows a change of the tree or a joining of nodes: take words over, mark as looked at, give a reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from perencanaan import actions
from perencanaan.models import Pemetaan
from perencanaan.views.pemetaan import answer, load_pohon, load_simpul


def _pemetaan(request: SignedInRequest, pk: int) -> Pemetaan:
    return get_object_or_404(Pemetaan.objects.visible_to(request.user), pk=pk)


@require_POST
def sesuaikan_pemetaan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the node's statement over into the komponen; `?versi=` and `?simpul=` are the versions the user saw."""
    simpul = load_simpul(request, _pemetaan(request, pk).simpul_id)
    try:
        komponen = actions.adjust(
            user=request.user,
            pemetaan=pk,
            versi=number_of(request.GET.get("versi")) or None,
            versi_simpul=number_of(request.GET.get("simpul")) or None,
        )
    except ValidationError as error:
        return answer(request, simpul.pohon, simpul, galat=" ".join(error.messages))
    except ObjectDoesNotExist as error:
        raise Http404 from error
    text = f"Rumusan {komponen.get_jenis_display().lower()} menjadi “{komponen.hasil}”."
    return answer(request, simpul.pohon, simpul, pesan=text)


@require_POST
def periksa_pemetaan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say of one mapping that it was looked at: the komponen stays, the copy of the node is renewed."""
    simpul = load_simpul(request, _pemetaan(request, pk).simpul_id)
    try:
        actions.mark_checked(user=request.user, daftar=[pk])
    except ValidationError as error:
        return answer(request, simpul.pohon, simpul, galat=" ".join(error.messages))
    return answer(request, simpul.pohon, simpul, pesan="Ditandai sudah diperiksa.")


@require_POST
def periksa_banyak(request: SignedInRequest, pohon_pk: int) -> HttpResponse:
    """Say the same of every mapping ticked (`periksa`), all or none."""
    pohon = load_pohon(request, pohon_pk)
    chosen = {number_of(text) for text in request.POST.getlist("periksa")}
    try:
        count = actions.mark_checked(user=request.user, daftar=chosen)
    except ValidationError as error:
        return answer(request, pohon, galat=" ".join(error.messages))
    return answer(request, pohon, pesan=f"{count} pemetaan ditandai sudah diperiksa.")


@require_POST
def alasan_pemetaan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the reason for joining nodes of different level or parent (G-03).

    `alasan_<pk>` holds the words; `pemetaan` names further mappings of the same joining. With `asal=bentuk` the answer
    goes back to the drawn shapes.
    """
    simpul = load_simpul(request, _pemetaan(request, pk).simpul_id)
    others = {number_of(text) for text in request.POST.getlist("pemetaan")}
    galat = ""
    try:
        actions.give_reason(
            user=request.user,
            daftar={pk, *others},
            alasan=request.POST.get(f"alasan_{pk}", ""),
        )
    except ValidationError as error:
        galat = " ".join(error.messages)
    if request.POST.get("asal") == "bentuk":
        (messages.error if galat else messages.success)(request, galat or "Alasan tersimpan.")
        url = reverse("perencanaan:bentuk_pemetaan", args=[simpul.pohon_id])
        return redirect(f"{url}?dokumen={number_of(request.POST.get('dokumen'))}")
    return answer(
        request, simpul.pohon, simpul, galat=galat, pesan="" if galat else "Alasan tersimpan."
    )
