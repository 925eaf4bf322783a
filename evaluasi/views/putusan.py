"""The decision at the end of judging: the tree goes back with notes, or is approved."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evaluasi import actions
from evaluasi.actions.reviu import why_not_return
from evaluasi.catatan import notes
from evaluasi.forms.meja import PutusanForm
from evaluasi.meja import state, version
from evaluasi.models import Reviu
from evaluasi.views.meja import get_judged
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin
from pohon.models import Pohon, VersiPohon

DECISIONS: dict[str, tuple[Callable[..., Reviu], str]] = {
    "kembalikan": (actions.send_back, "Pohon dikembalikan kepada perencana."),
    "setujui": (actions.approve, "Pohon disetujui; versinya dibekukan."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def putuskan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Show the decision with its notes drafted; POST returns the tree or approves it.

    Decided by somebody else meanwhile, what was typed stays on the page; sent twice, it is once.
    """
    pohon = get_judged(request, pohon_id)
    versi = version(pohon)
    is_open = pohon.status == Pohon.Status.DIAJUKAN
    if versi is None or (not is_open and request.method != "POST"):
        messages.info(request, _why_closed(pohon))
        return redirect("evaluasi:antrean")
    form = PutusanForm(submitted(request), initial={"catatan": notes(pohon, versi)})
    if request.method == "POST" and form.is_valid():
        if not is_open and _is_own(request, pohon, form.cleaned_data["catatan"]):
            return redirect("evaluasi:antrean")
        if not is_open:
            form.add_error(None, f"{_why_closed(pohon)} Catatan Anda tidak terkirim.")
        elif _decide(request, pohon, form):
            return redirect("evaluasi:antrean")
    context = {
        "pohon": pohon,
        "versi": versi,
        "form": form,
        "terbuka": is_open,
        "halangan": why_not_return(request.user, pohon),
        "boleh_setujui": izin(request.user).may_approve(pohon.instansi_id, pohon.unit),
        "hitungan": state(request.user, versi, only=["p"]),
        "jumlah": _counts(versi),
    }
    return render(request, "evaluasi/meja_putuskan.html", context)


def _is_own(request: SignedInRequest, pohon: Pohon, catatan: str) -> bool:
    """Whether the last step of the tree is what the user sends again."""
    last = Reviu.objects.filter(pohon=pohon).order_by("-waktu", "-pk").first()
    return last is not None and (last.oleh_id, last.catatan) == (request.user.pk, catatan.strip())


def _why_closed(pohon: Pohon) -> str:
    return f"Pohon ini berstatus {pohon.get_status_display().lower()}; tidak ada yang diputuskan."


def _counts(versi: VersiPohon) -> dict[str, int]:
    daftar = versi.isi["simpul"]
    return {
        "hubungan": sum(node["induk"] is not None for node in daftar),
        "indikator": sum(len(node.get("indikator", ())) for node in daftar),
    }


def _decide(request: SignedInRequest, pohon: Pohon, form: PutusanForm) -> bool:
    """Run the decision of the button; False with the sentences on the form when it is refused."""
    decision = DECISIONS.get(request.POST.get("keputusan", ""))
    if decision is None:
        form.add_error(None, "Pilih Kembalikan untuk diperbaiki atau Setujui.")
        return False
    action, done = decision
    try:
        action(user=request.user, pohon_id=pohon.pk, catatan=form.cleaned_data["catatan"])
    except ValidationError as error:
        form.add_error("catatan", error.messages)
        return False
    messages.success(request, done)
    return True
