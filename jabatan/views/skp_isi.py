"""Pages that fill a draft of an SKP: proposals, one result with its indicators, behaviours, attachments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jabatan import actions
from jabatan.forms.skp import (
    IndikatorFormSet,
    LampiranForm,
    PerilakuForm,
    RhkForm,
    UsulanForm,
    VersiForm,
    indikator_of,
)
from jabatan.models import IndikatorIndividu, RencanaHasilKerja, Skp
from jabatan.skp.isi import LAMPIRAN
from jabatan.skp.susun import is_pimpinan
from jabatan.skp.usulan import propose, superior_results
from jabatan.views.skp import load_writable
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest

ASPEK = dict(IndikatorIndividu.Aspek.choices)


def _closed(request: SignedInRequest, skp: Skp) -> HttpResponse | None:
    """Lead back from the form of an SKP that is no draft any more."""
    if not skp.is_frozen:
        return None
    messages.error(request, actions.SKP_FROZEN)
    return redirect("jabatan:skp", skp.pk)


def usulan_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what may be taken over from the tree, the matriks and the steps; take what is chosen."""
    skp = load_writable(request, pk)
    if answer := _closed(request, skp):
        return answer
    daftar = propose(skp)
    form = UsulanForm(submitted(request), daftar=daftar, initial={"versi": skp.versi})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            count = actions.take_usulan(
                user=request.user, skp=skp, versi=data["versi"], kunci=set(data["kunci"])
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{count} rencana hasil kerja ditambahkan.")
            return redirect("jabatan:skp", pk)
    context = {
        "skp": skp,
        "form": form,
        "daftar": [(one, [(ASPEK[i.aspek], i) for i in one.indikator]) for one in daftar],
        "is_jpt": is_pimpinan(skp.pejabat.jabatan),
    }
    return render(request, "jabatan/usulan_skp.html", context)


# --- a result ------------------------------------------------------------------------------------------------
def tambah_rhk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a result with its indicators."""
    return _result(request, pk, None)


def ubah_rhk(request: SignedInRequest, pk: int, rhk_pk: int) -> HttpResponse:
    """Change a result with its indicators."""
    return _result(request, pk, rhk_pk)


def _result(request: SignedInRequest, pk: int, rhk_pk: int | None) -> HttpResponse:
    skp = load_writable(request, pk)
    if answer := _closed(request, skp):
        return answer
    row = get_object_or_404(RencanaHasilKerja, pk=rhk_pk, skp=skp) if rhk_pk else None
    form = RhkForm(
        submitted(request),
        is_jpt=is_pimpinan(skp.pejabat.jabatan),
        atasan=superior_results(skp),
        initial={"versi": skp.versi, **_initial(row)},
    )
    rows = IndikatorFormSet(submitted(request), prefix="indikator", initial=_indicators(row))
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        try:
            _save(request, skp, rhk_pk, form.cleaned_data, indikator_of(rows))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Rencana hasil kerja disimpan.")
            return redirect("jabatan:skp", pk)
    return render(
        request, "jabatan/rhk_skp.html", {"skp": skp, "rhk": row, "form": form, "baris": rows}
    )


def _save(
    request: SignedInRequest,
    skp: Skp,
    rhk: int | None,
    data: dict[str, Any],
    daftar: list[dict[str, Any]],
) -> None:
    names = ("jenis", "rhk_atasan", "rumusan", "perspektif")
    actions.save_rhk(
        user=request.user,
        skp=skp,
        versi=data["versi"],
        rhk=rhk,
        data={name: data[name] for name in names if name in data},
        indikator=daftar,
    )


def _initial(row: RencanaHasilKerja | None) -> dict[str, Any]:
    if row is None:
        return {"jenis": RencanaHasilKerja.Jenis.UTAMA}
    return {
        "jenis": row.jenis,
        "rhk_atasan": row.rhk_atasan,
        "rumusan": row.rumusan,
        "perspektif": row.perspektif,
    }


def _indicators(row: RencanaHasilKerja | None) -> list[dict[str, Any]]:
    if row is None:
        return []
    return [
        {"urutan": number, "aspek": one.aspek, "nama": one.nama, "target": one.target}
        for number, one in enumerate(row.daftar_indikator.all(), start=1)
    ]


def hapus_rhk(request: SignedInRequest, pk: int, rhk_pk: int) -> HttpResponse:
    """Ask, then delete a result."""
    skp = load_writable(request, pk)
    if answer := _closed(request, skp):
        return answer
    row = get_object_or_404(RencanaHasilKerja, pk=rhk_pk, skp=skp)
    if request.method == "POST":
        try:
            actions.delete_rhk(user=request.user, skp=skp, versi=skp.versi, rhk=row.pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Rencana hasil kerja dihapus.")
        return redirect("jabatan:skp", pk)
    context = {
        "skp": skp,
        "tanya": f"Hapus rencana hasil kerja “{row}”?",
        "akibat": "Indikatornya ikut terhapus. Yang berasal dari pohon dapat diambil lagi dari usulan.",
        "batal": reverse("jabatan:skp", args=[pk]),
    }
    return render(request, "jabatan/hapus_rhk.html", context)


@require_POST
def geser_rhk(request: SignedInRequest, pk: int, rhk_pk: int) -> HttpResponse:
    """Put a result one place up, or down with `arah=turun`."""
    skp = load_writable(request, pk)
    form = VersiForm(request.POST)
    versi = form.cleaned_data["versi"] if form.is_valid() else -1
    turun = request.POST.get("arah") == "turun"
    try:
        actions.move_rhk(user=request.user, skp=skp, versi=versi, rhk=rhk_pk, turun=turun)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('jabatan:skp', args=[pk])}#isi-skp")


# --- behaviours and attachments ------------------------------------------------------------------------------
def perilaku_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fill what the superior expects of the seven behaviours."""
    skp = load_writable(request, pk)
    if answer := _closed(request, skp):
        return answer
    stored = dict(skp.daftar_perilaku.values_list("nilai", "ekspektasi"))
    form = PerilakuForm(submitted(request), initial={"versi": skp.versi, **stored})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_perilaku(
                user=request.user,
                skp=skp,
                versi=form.cleaned_data["versi"],
                ekspektasi=form.ekspektasi,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Perilaku kerja disimpan.")
            return redirect("jabatan:skp", pk)
    return render(request, "jabatan/perilaku_skp.html", {"skp": skp, "form": form})


def lampiran_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fill the three attachments, a line each."""
    skp = load_writable(request, pk)
    if answer := _closed(request, skp):
        return answer
    stored: dict[str, list[str]] = {jenis: [] for jenis in LAMPIRAN}
    for row in skp.daftar_lampiran.order_by("urutan", "pk"):
        stored[row.jenis].append(row.isi)
    lines = {jenis: "\n".join(rows) for jenis, rows in stored.items()}
    form = LampiranForm(submitted(request), initial={"versi": skp.versi, **lines})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_lampiran(
                user=request.user, skp=skp, versi=form.cleaned_data["versi"], daftar=form.daftar
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Lampiran SKP disimpan.")
            return redirect("jabatan:skp", pk)
    return render(request, "jabatan/lampiran_skp.html", {"skp": skp, "form": form})
