"""The list of trees, a new tree, deleting and bringing back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Periode, Unit
from pohon import actions
from pohon.actions.pohon import why_kept
from pohon.forms import PohonForm
from pohon.models import Pohon

ORDERS = {
    "outcome": "outcome",
    "unit": "unit__nama",
    "tahap": "tahap",
    "simpul": "jumlah_simpul",
    "diubah": "diubah",
}


def daftar_pohon(request: SignedInRequest) -> HttpResponse:
    """List the trees of the instansi at work, with their stage and state."""
    instansi = require_instansi(request)
    rows = Pohon.objects.visible_to(request.user).filter(instansi=instansi)
    for name in ("unit", "periode", "tahap", "status"):
        if value := request.GET.get(name, ""):
            rows = rows.filter(**{name: value}) if _plausible(name, value) else rows.none()
    shown = rows.with_outcome().select_related("unit", "periode", "instansi")
    found = search(request, shown, "outcome", "unit__nama")
    page = paginate(request, sort(request, found, ORDERS, default="-diubah"))
    deletable = set(
        Pohon.objects.editable_by(request.user)
        .filter(pk__in=[pohon.pk for pohon in page], daftar_versi=None, periode__terkunci=False)
        .values_list("pk", flat=True)
    )
    return render(
        request,
        "pohon/daftar_pohon.html",
        {
            "halaman": page,
            "boleh_hapus": deletable,
            "boleh_buat": izin(request.user).may_edit_some(instansi.pk),
            "daftar_periode": Periode.objects.visible_to(request.user).filter(instansi=instansi),
            "daftar_tahap": Pohon.Tahap.choices,
            "daftar_status": Pohon.Status.choices,
            "terhapus": Pohon.objects.deleted_by_choice_of(request.user)
            .filter(instansi=instansi)
            .with_outcome()
            .order_by("-dihapus")[:10],
        },
    )


def _plausible(name: str, value: str) -> bool:
    return (
        value in Pohon.Status.values if name == "status" else value.isdecimal() and len(value) < 10
    )


def tambah_pohon(request: SignedInRequest) -> HttpResponse:
    """Create a tree from its outcome and open the editor."""
    instansi = require_instansi(request)
    if not izin(request.user).may_edit_some(instansi.pk):
        require_edit(request.user, instansi.pk, None)
    form = PohonForm(submitted(request), user=request.user, instansi=instansi)
    if request.method == "POST" and form.is_valid():
        try:
            pohon = actions.create_pohon_once(
                user=request.user, instansi=instansi, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Pohon dibuat. Lengkapi dasar outcome pada Tahap 1.")
            return redirect("pohon:dasar", pohon.pk)
    return render(request, "pohon/tambah_pohon.html", {"form": form})


def hapus_pohon(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then put a draft away; it can be brought back."""
    pohon = get_object_or_404(
        Pohon.objects.visible_to(request.user)
        .with_outcome()
        .select_related("unit", "instansi", "periode"),
        pk=pk,
    )
    require_edit(request.user, pohon.instansi_id, pohon.unit)
    if request.method == "POST":
        try:
            actions.delete_pohon(user=request.user, pohon_id=pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, "Pohon dihapus. Anda dapat memulihkannya di bawah daftar pohon."
            )
        return redirect("pohon:daftar_pohon")
    context = {"pohon": pohon, "halangan": why_kept(pohon)}
    return render(request, "pohon/hapus_pohon.html", context)


@require_POST
def contoh_pohon(request: SignedInRequest) -> HttpResponse:
    """Make the example tree for the user's first unit (or the whole instansi) and open it."""
    instansi = require_instansi(request)
    unit = Unit.objects.editable_by(request.user).filter(instansi=instansi).order_by("lft").first()
    periode = (
        Periode.objects.visible_to(request.user).filter(instansi=instansi, terkunci=False).first()
    )
    if periode is None:
        messages.error(request, "Belum ada periode yang terbuka. Minta admin instansi membuatnya.")
        return redirect("pohon:daftar_pohon")
    pohon = actions.create_example(user=request.user, instansi=instansi, unit=unit, periode=periode)
    messages.success(request, "Pohon contoh dibuat. Ubah sesuka Anda, atau hapus bila tidak perlu.")
    return redirect("pohon:editor", pohon.pk)


@require_POST
def pulihkan_pohon(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a deleted tree back."""
    actions.restore_pohon(user=request.user, pohon_id=pk)
    messages.success(request, "Pohon dipulihkan.")
    return redirect("pohon:daftar_pohon")
