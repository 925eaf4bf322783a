"""Pages of the holders of a position: recording them, the positions without one, and the way of a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jabatan import actions
from jabatan.forms import AkhiriForm, PejabatForm
from jabatan.models import Jabatan, Pejabat
from jabatan.struktur.masa import vacant_since
from jabatan.views.jabatan import in_unit
from jabatan.views.jabatan import load as load_jabatan
from lib.daftar import paginate, search
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Unit

ISIAN = {"kosong": "Tanpa pejabat", "sementara": "Dijabat Plt., Plh., atau Pj."}


def _load(request: SignedInRequest, pk: int) -> Pejabat:
    """Return a holder to write: 404 when not visible, 403 when the position is not the user's."""
    queryset = Pejabat.objects.visible_to(request.user).select_related(
        "jabatan__unit", "jabatan__instansi"
    )
    pejabat = get_object_or_404(queryset, pk=pk)
    require_edit(request.user, pejabat.jabatan.instansi_id, pejabat.jabatan.unit)
    return pejabat


def tambah_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a new holder of a position."""
    jabatan = load_jabatan(request, pk)
    form = PejabatForm(submitted(request), jabatan=jabatan)
    if request.method == "POST" and form.is_valid():
        try:
            pejabat = actions.add_pejabat(
                user=request.user, jabatan=jabatan, data=form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{pejabat.nama} dicatat sebagai {jabatan.nama}.")
            return redirect("jabatan:jabatan", pk)
    return render(request, "jabatan/tambah_pejabat.html", {"form": form, "jabatan": jabatan})


def ubah_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is recorded about a holder."""
    pejabat = _load(request, pk)
    jabatan = pejabat.jabatan
    form = PejabatForm(submitted(request), instance=pejabat, jabatan=jabatan)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_pejabat(user=request.user, pejabat=pejabat, data=form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Data pejabat disimpan.")
            return redirect("jabatan:jabatan", jabatan.pk)
    context = {"form": form, "jabatan": jabatan, "pejabat": pejabat}
    return render(request, "jabatan/ubah_pejabat.html", context)


def akhiri_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a holder's term."""
    pejabat = _load(request, pk)
    form = AkhiriForm(submitted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_pejabat(
                user=request.user, pejabat=pejabat, selesai=form.cleaned_data["selesai"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Masa jabatan {pejabat.nama} diakhiri.")
            return redirect("jabatan:jabatan", pejabat.jabatan_id)
    context = {"form": form, "jabatan": pejabat.jabatan, "pejabat": pejabat}
    return render(request, "jabatan/akhiri_pejabat.html", context)


def hapus_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a holder recorded by mistake."""
    pejabat = _load(request, pk)
    if request.method == "POST":
        try:
            actions.delete_pejabat(user=request.user, pejabat=pejabat)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            done = f"{pejabat.nama} dihapus dari riwayat {pejabat.jabatan.nama}."
            messages.success(request, done)
        return redirect("jabatan:jabatan", pejabat.jabatan_id)
    context = {
        "jabatan": pejabat.jabatan,
        "pejabat": pejabat,
        "tanya": f"Hapus {pejabat.nama} dari riwayat pejabat?",
        "akibat": "Hapus hanya bila salah catat; pejabat yang sudah selesai cukup diakhiri. "
        "PK yang sudah ditetapkan tidak berubah.",
        "batal": reverse("jabatan:jabatan", args=[pejabat.jabatan_id]),
    }
    return render(request, "jabatan/hapus_pejabat.html", context)


@require_safe
def daftar_lowong(request: SignedInRequest) -> HttpResponse:
    """List the positions without a definitive holder today: empty since when, or held for the time being."""
    instansi = require_instansi(request)
    rights = izin(request.user)
    rows = _without_definitive(request, Jabatan.objects.visible_to(request.user))
    halaman = paginate(request, rows.filter(instansi=instansi), per_page=50)
    for row in halaman:
        row.boleh_ubah = rights.may_edit(instansi.pk, row.unit)
        _describe_vacancy(row)
    context = {
        "halaman": halaman,
        "isian": ISIAN.items(),
        "daftar_unit": Unit.objects.visible_to(request.user)
        .filter(instansi=instansi)
        .order_by("lft"),
        "disaring": any(request.GET.get(name) for name in ("q", "unit", "isian")),
    }
    return render(request, "jabatan/daftar_lowong.html", context)


def _without_definitive(request: SignedInRequest, queryset: QuerySet[Jabatan]) -> QuerySet[Jabatan]:
    today = Pejabat.objects.on(timezone.localdate()).order_by().filter(jabatan=OuterRef("pk"))
    rows = queryset.filter(~Exists(today.filter(status=Pejabat.Status.DEFINITIF)))
    if request.GET.get("isian") == "kosong":
        rows = rows.filter(~Exists(today))
    if request.GET.get("isian") == "sementara":
        rows = rows.filter(Exists(today))
    rows = search(request, in_unit(request, rows), "nama", "unit__nama", "unit__singkatan")
    terms = Prefetch("daftar_pejabat", Pejabat.objects.order_by("mulai", "pk"), to_attr="masa")
    return rows.select_related("unit").prefetch_related(terms).order_by("lft")


def _describe_vacancy(row: Any) -> None:
    """Say on a position since when it is without a definitive holder, who was the last and who is there now."""
    today = timezone.localdate()
    definitive = [term for term in row.masa if term.status == Pejabat.Status.DEFINITIF]
    past = [term for term in definitive if term.selesai and term.selesai < today]
    row.sejak = vacant_since(definitive, today)
    row.terakhir = max(past, key=lambda term: term.selesai, default=None)
    acting = [term for term in row.masa if term.mulai <= today <= (term.selesai or today)]
    row.sementara = acting[-1] if acting else None


@require_safe
def riwayat_pejabat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show which positions of the instansi a person held, from when to when; known again by the NIP."""
    holders = Pejabat.objects.visible_to(request.user).select_related("jabatan__unit")
    pejabat = get_object_or_404(holders, pk=pk)
    same = {"nip": pejabat.nip} if pejabat.nip else {"pk": pejabat.pk}
    rows = holders.filter(jabatan__instansi=pejabat.jabatan.instansi_id, **same)
    context = {
        "pejabat": pejabat,
        "daftar_masa": rows.order_by("-mulai", "-pk"),
        "hari_ini": timezone.localdate(),
    }
    return render(request, "jabatan/riwayat_pejabat.html", context)
