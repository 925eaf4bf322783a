"""Moving the codes of a document to another version of the nomenclature, each confirmed by the user."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin, require_edit
from perencanaan.actions.penyesuaian_kode import Hasil, adopt_former, adopt_rows, adopt_unchanged
from perencanaan.models import Dokumen, VersiNomenklatur
from perencanaan.penyesuaian import kode as penyesuaian
from perencanaan.views.dokumen import get_dokumen

PER_PAGE = 100
CHOICE = "pilih_"
NOTHING = "Belum ada yang dipilih. Pilih kode baru pada barisnya, atau cari baris lain."


def penyesuaian_kode(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what version `?ke=` makes of the codes of a document; POST takes what was confirmed.

    `?komponen=` searches another row for one komponen. A frozen document shows it all without acts.
    """
    dokumen = get_dokumen(request, pk)
    daftar = list(penyesuaian.daftar_versi(dokumen)) if dokumen.tingkat_nomenklatur else []
    asked = number_of(request.POST.get("ke") or request.GET.get("ke"))
    ke = next((versi for versi in daftar if versi.pk == asked), daftar[0] if daftar else None)
    if request.method == "POST":
        require_edit(request.user, dokumen.instansi_id, dokumen.unit)
        if ke is not None:
            _act(request, dokumen, ke)
        back = reverse("perencanaan:penyesuaian_kode", args=[pk])
        return redirect(f"{back}?ke={ke.pk}" if ke else back)
    context: dict[str, Any] = {
        "dokumen": dokumen,
        "ke": ke,
        "daftar_versi": daftar,
        "halangan": dokumen.lock_reason,
        "boleh_ubah": izin(request.user).may_edit(dokumen.instansi_id, dokumen.unit)
        and not dokumen.lock_reason,
    }
    if ke is not None:
        context |= _shown(request, dokumen, ke)
    return render(request, "perencanaan/penyesuaian_kode.html", context)


def _shown(request: SignedInRequest, dokumen: Dokumen, ke: VersiNomenklatur) -> dict[str, Any]:
    found = penyesuaian.load(dokumen, ke)
    wanted = number_of(request.GET.get("komponen"))
    halaman = Paginator(found.perlu, PER_PAGE).get_page(request.GET.get("halaman"))
    return {
        "penyesuaian": found,
        "halaman": halaman,
        "dicari": next((satu for satu in found.butir if satu.komponen.pk == wanted), None),
    }


def _act(request: SignedInRequest, dokumen: Dokumen, ke: VersiNomenklatur) -> None:
    """Carry out `aksi` (tetap, sebelumnya, pilih) and say what came of it."""
    bulk: dict[str, Callable[..., Hasil]] = {"tetap": adopt_unchanged, "sebelumnya": adopt_former}
    aksi = request.POST.get("aksi", "")
    given: dict[str, Any] = {"user": request.user, "dokumen": dokumen.pk, "ke": ke.pk}
    try:
        if aksi in bulk:
            hasil = bulk[aksi](**given, jumlah=number_of(request.POST.get("jumlah")))
        elif chosen := _choices(request):
            hasil = adopt_rows(**given, pilihan=chosen)
        else:
            messages.error(request, NOTHING)
            return
    except ValidationError as error:
        messages.error(request, "Belum ada yang diubah. " + " ".join(error.messages[:10]))
        return
    text = f"{hasil.jumlah} komponen kini memakai {ke}."
    if hasil.pindah:
        text += f" Semua kodenya sudah dari versi itu, jadi versi dokumen ini kini {ke}."
    messages.success(request, text)


def _choices(request: HttpRequest) -> dict[int, tuple[int, int]]:
    """Return what was chosen: `pilih_<komponen>` is "<nomenklatur>:<versi seen>", or the row of the picker."""
    found: dict[int, tuple[int, int]] = {}
    for name, value in request.POST.items():
        if name.startswith(CHOICE):
            komponen = number_of(name.removeprefix(CHOICE))
            row, _, versi = str(value).partition(":")
            if komponen and number_of(row):
                found[komponen] = (number_of(row), number_of(versi))
    picked = request.POST.get("nomenklatur") or request.POST.get("pilihan_nomenklatur")
    komponen = number_of(request.POST.get("komponen"))
    if komponen and number_of(picked):
        found[komponen] = (number_of(picked), number_of(request.POST.get("versi")))
    return found
