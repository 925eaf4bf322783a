"""Before Tahap 4: looking through the tree for what stands twice and for what is missing, and signing that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lib.aturan import Finding
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin, require_edit
from pohon import actions, potret
from pohon.aturan import check_pohon
from pohon.forms import TinjauanForm
from pohon.models import Pohon, Simpul, TinjauanPohon

Jenis = TinjauanPohon.Jenis
QUESTIONS = {
    Jenis.REDUNDANSI: "Apakah ada kondisi yang dituangkan berulang kali dalam pohon ini?",
    Jenis.KEALPAAN: "Apakah ada sebab yang terlewat, atau kondisi yang belum cukup diurai?",
}
# What the rules can say of each question.
HINTS = {
    Jenis.REDUNDANSI: ("B-07", "B-08", "B-09", "C-15"),
    Jenis.KEALPAAN: ("B-03", "B-04", "B-05", "B-06", "C-16"),
}


@dataclass
class Lembar:
    """One review on the page: its question, what the rules hint at, the signature, and the form to sign."""

    jenis: Jenis
    soal: str
    daftar_temuan: list[Finding]
    tanda_tangan: TinjauanPohon | None
    berubah: bool  # whether nodes came, went or moved since it was signed
    form: TinjauanForm | None


def tinjauan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show both reviews and, with the right to, sign one or take a signature back."""
    pohon = get_object_or_404(
        Pohon.objects.visible_to(request.user).select_related("unit", "periode", "instansi"), pk=pk
    )
    editable = izin(request.user).may_edit(pohon.instansi_id, pohon.unit) and not pohon.is_locked
    sent = request.POST.get("jenis", "")
    form = TinjauanForm(submitted(request), prefix=sent or None)
    if request.method == "POST":
        require_edit(request.user, pohon.instansi_id, pohon.unit)
        if form.is_valid() and _written(request, pk, sent, form):
            return redirect("pohon:tinjauan", pk)
    return render(
        request,
        "pohon/tinjauan.html",
        {
            "pohon": pohon,
            "outcome": Simpul.objects.visible_to(request.user).get(pohon=pohon, induk=None),
            "daftar_lembar": _sheets(pohon, {sent: form}),
            "boleh_tanda_tangan": editable and pohon.tahap >= Pohon.Tahap.KONDISI,
            "boleh_ubah": editable,
        },
    )


def _written(request: SignedInRequest, pk: int, jenis: str, form: TinjauanForm) -> bool:
    """Sign or take back as the button says; a refusal goes to the form."""
    try:
        if "cabut" in request.POST:
            actions.withdraw_tinjauan(user=request.user, pohon_id=pk, jenis=jenis)
            messages.success(request, "Tanda tangan tinjauan dicabut.")
        else:
            catatan: Any = form.cleaned_data["catatan"]
            actions.sign_tinjauan(user=request.user, pohon_id=pk, jenis=jenis, catatan=catatan)
            messages.success(request, "Tinjauan ditandatangani.")
    except ValidationError as error:
        add_errors(form, error)
        messages.error(request, " ".join(error.messages))
        return False
    return True


def _sheets(pohon: Pohon, sent: dict[str, TinjauanForm]) -> list[Lembar]:
    signed = {row.jenis: row for row in pohon.daftar_tinjauan.select_related("oleh")}
    found = check_pohon(pohon, up_to=Pohon.Tahap.KONDISI)
    shape = potret.shape(Simpul.objects.filter(pohon=pohon).values("id", "induk"))
    return [
        Lembar(
            jenis=jenis,
            soal=soal,
            daftar_temuan=[one for one in found if one.rule in HINTS[jenis]],
            tanda_tangan=(row := signed.get(jenis)),
            berubah=row is not None and row.susunan not in ("", shape),
            form=sent.get(jenis) or TinjauanForm(instance=row, prefix=jenis),
        )
        for jenis, soal in QUESTIONS.items()
    ]
