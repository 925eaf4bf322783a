"""Evidence of a sheet: adding a link or a file, handing a file back to be saved, deleting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from evaluasi.actions import lke_bukti as actions
from evaluasi.forms.lke import BerkasBuktiForm, TautanForm
from evaluasi.lke.berkas import TIPE
from evaluasi.lke.hak import require_filler
from evaluasi.models import BuktiLke, KriteriaLke, Lke
from evaluasi.views.lke import load_lke
from lib import berkas
from lib.forms import PokinForm, add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest


def place_of(lke: Lke, kriteria: KriteriaLke) -> str:
    """Return where a criterion stands on the page of its komponen."""
    kode = kriteria.subkomponen.komponen.kode
    return f"{reverse('evaluasi:isi_lke', args=[lke.pk, kode])}#k{kriteria.pk}"


def load_kriteria(lke: Lke, pk: int) -> KriteriaLke:
    """Return a criterion of the sheet's version, else Http404."""
    rows = KriteriaLke.objects.filter(subkomponen__komponen__versi=lke.versi_id)
    return get_object_or_404(rows.select_related("subkomponen__komponen"), pk=pk)


def tambah_bukti(request: SignedInRequest, pk: int, kriteria_id: int) -> HttpResponse:
    """Add a link or a file to a criterion, one of the two forms."""
    lke = load_lke(request, pk)
    kriteria = load_kriteria(lke, kriteria_id)
    try:
        require_filler(request.user, lke)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(place_of(lke, kriteria))
    by_file = request.POST.get("cara") == "berkas"
    link = TautanForm(None if by_file else submitted(request))
    file = BerkasBuktiForm(
        submitted(request) if by_file else None, request.FILES if by_file else None
    )
    form: PokinForm = file if by_file else link
    if request.method == "POST" and form.is_valid() and _added(request, lke, kriteria, form):
        messages.success(request, f"Bukti kriteria {kriteria.kode} ditambahkan.")
        return redirect(place_of(lke, kriteria))
    context = {
        "lke": lke,
        "kriteria": kriteria,
        "form_tautan": link,
        "form_berkas": file,
        "kembali": place_of(lke, kriteria),
    }
    return render(request, "evaluasi/lke_bukti.html", context)


def _added(request: SignedInRequest, lke: Lke, kriteria: KriteriaLke, form: PokinForm) -> bool:
    where: dict[str, Any] = {"user": request.user, "lke_id": lke.pk, "kriteria_id": kriteria.pk}
    by_file = isinstance(form, BerkasBuktiForm)
    try:
        if by_file:
            upload = form.cleaned_data["berkas"]
            actions.add_file(**where, nama=upload.name, isi=upload.read())
        else:
            actions.add_link(**where, **form.cleaned_data)
    except ValidationError as error:
        if by_file and not hasattr(error, "error_dict"):
            error = ValidationError({"berkas": error.messages})
        add_errors(form, error)
        return False
    return True


@require_safe
def unduh_bukti(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand a file back, only ever to be saved; a link has nothing to hand back."""
    bukti = get_object_or_404(BuktiLke.objects.visible_to(request.user).defer(None), pk=pk)
    if not bukti.tipe or bukti.isi is None:
        raise Http404
    response = berkas.answer(bukti.nama, bytes(bukti.isi), tipe=TIPE[bukti.tipe])
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def hapus_bukti(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a piece of evidence."""
    rows = BuktiLke.objects.visible_to(request.user).select_related(
        "lke__unit", "lke__instansi", "kriteria__subkomponen__komponen"
    )
    bukti = get_object_or_404(rows, pk=pk)
    lke, kriteria = bukti.lke, bukti.kriteria
    try:
        require_filler(request.user, lke)
        if request.method == "POST":
            actions.delete_evidence(user=request.user, bukti_id=pk)
            messages.success(request, "Bukti dihapus.")
            return redirect(place_of(lke, kriteria))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(place_of(lke, kriteria))
    context = {
        "lke": lke,
        "tanya": f"Hapus bukti “{bukti.nama}” dari kriteria {kriteria.kode}?",
        "akibat": "Berkas atau tautannya tidak dapat dikembalikan.",
        "batal": place_of(lke, kriteria),
    }
    return render(request, "evaluasi/lke_hapus.html", context)
