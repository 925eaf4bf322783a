"""One komponen: its form, its place, its pagu, its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_edit
from perencanaan import actions, susunan
from perencanaan.arah import takes_acuan
from perencanaan.forms import KomponenForm, PaguForm, PindahForm
from perencanaan.forms.komponen import initial_of
from perencanaan.isian import sources_of
from perencanaan.models import Acuan, Dokumen, Komponen, Pagu, Strategi
from perencanaan.ukuran import read_ukuran
from perencanaan.views.dokumen import get_dokumen, tone_of
from pohon.models import Simpul

LABEL = dict(Komponen.Jenis.choices)


def tambah_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a komponen of the kind `?jenis=` under `?induk=` (absent: at the top)."""
    dokumen = get_dokumen(request, pk)
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    induk = None
    if text := request.GET.get("induk", ""):
        induk = get_object_or_404(Komponen, pk=number_of(text), dokumen=dokumen)
    kinds = dokumen.children_of(induk)
    jenis = request.GET.get("jenis", kinds[0] if kinds else "")
    if jenis not in LABEL:
        raise Http404
    form = KomponenForm(submitted(request), dokumen=dokumen, jenis=jenis)
    if request.method == "POST" and form.is_valid():
        try:
            komponen = actions.create_komponen(
                user=request.user,
                dokumen=pk,
                jenis=jenis,
                induk=induk.pk if induk else None,
                **form.data_for_action(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{LABEL[jenis]} “{komponen}” ditambahkan.")
            return _to_row(komponen)
    context = _form_context(dokumen, jenis, form, induk)
    return render(request, "perencanaan/tambah_komponen.html", context)


def ubah_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the fields of a komponen."""
    komponen = get_komponen(request, pk)
    dokumen = komponen.dokumen
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    form = KomponenForm(
        submitted(request),
        dokumen=dokumen,
        jenis=komponen.jenis,
        initial=initial_of(komponen),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_komponen(
                user=request.user,
                komponen=pk,
                versi=form.cleaned_data["versi"],
                **form.data_for_action(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Komponen tersimpan.")
            return _to_row(komponen)
    context = {
        **_form_context(dokumen, komponen.jenis, form, komponen.induk),
        "komponen": komponen,
        "anak": [(kind, LABEL[kind]) for kind in dokumen.children_of(komponen)],
        "boleh_pagu": komponen.is_lowest and komponen.jenis in susunan.WITH_PAGU,
        **_around(komponen),
        "daftar_simpul": Simpul.objects.visible_to(request.user)
        .filter(daftar_pemetaan__komponen=komponen)
        .order_by("tree_id", "lft"),
    }
    return render(request, "perencanaan/ubah_komponen.html", context)


def hapus_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a komponen with everything below it, after saying what goes along."""
    komponen = get_komponen(request, pk)
    require_edit(request.user, komponen.dokumen.instansi_id, komponen.dokumen.unit)
    halangan = ""
    if request.method == "POST":
        try:
            count = actions.delete_komponen(user=request.user, komponen=pk)
        except ValidationError as error:
            halangan = " ".join(error.messages)
        else:
            messages.success(request, f"{count} komponen dihapus.")
            return redirect("perencanaan:dokumen", pk=komponen.dokumen_id)
    context = {
        "komponen": komponen,
        "dokumen": komponen.dokumen,
        "akibat": _losses(komponen),
        "halangan": halangan,
    }
    return render(request, "perencanaan/hapus_komponen.html", context)


def pindah_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hang a komponen elsewhere in its document."""
    komponen = get_komponen(request, pk)
    require_edit(request.user, komponen.dokumen.instansi_id, komponen.dokumen.unit)
    daftar = list(Komponen.objects.filter(dokumen=komponen.dokumen).order_by("lft"))
    form = PindahForm(
        submitted(request),
        komponen=komponen,
        daftar=daftar,
        initial={"versi": komponen.versi, "letak": _present_place(komponen, daftar)},
    )
    if request.method == "POST" and form.is_valid():
        induk, setelah = form.place()
        try:
            actions.move_komponen(
                user=request.user,
                komponen=pk,
                induk=induk,
                setelah=setelah,
                versi=form.cleaned_data["versi"],
            )
        except ValidationError as error:
            add_errors(form, error)
        except ObjectDoesNotExist as error:
            raise Http404 from error
        else:
            messages.success(request, f"{komponen.get_jenis_display()} dipindahkan.")
            return _to_row(komponen)
    context = {"form": form, "komponen": komponen, "dokumen": komponen.dokumen}
    return render(request, "perencanaan/pindah_komponen.html", context)


def pagu_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fill the pagu of a lowest komponen for every year of its document."""
    komponen = get_komponen(request, pk)
    require_edit(request.user, komponen.dokumen.instansi_id, komponen.dokumen.unit)
    daftar_pagu = list(Pagu.objects.filter(komponen=komponen).order_by("sumber_dana", "tahun"))
    form = PaguForm(submitted(request), komponen=komponen, daftar_pagu=daftar_pagu)
    halangan = ""
    try:
        actions.refuse_pagu(komponen)
    except ValidationError as error:
        halangan = " ".join(error.messages)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_pagu(
                user=request.user,
                komponen=pk,
                daftar=form.daftar(),
                versi=form.cleaned_data["versi"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Pagu tersimpan.")
            return _to_row(komponen)
    context = {
        "form": form,
        "komponen": komponen,
        "dokumen": komponen.dokumen,
        "halangan": halangan,
        "sumber_dana": sources_of(komponen.dokumen),
    }
    return render(request, "perencanaan/pagu_komponen.html", context)


def get_komponen(request: SignedInRequest, pk: int) -> Komponen:
    """Return a komponen the user may see; otherwise 404."""
    komponen: Komponen = get_object_or_404(
        Komponen.objects.visible_to(request.user).select_related(
            "dokumen__instansi", "dokumen__unit", "dokumen__periode", "induk"
        ),
        pk=pk,
    )
    return komponen


def _around(komponen: Komponen) -> dict[str, Any]:
    """Return what a komponen refers to, how it is to be reached, and its indicators beside their trees'."""
    strategi = Strategi.objects.filter(komponen=komponen).prefetch_related("daftar_arah_kebijakan")
    acuan = Acuan.objects.filter(komponen=komponen).select_related("nspk", "sasaran")
    return {
        "boleh_acuan": takes_acuan(komponen),
        "daftar_acuan": list(acuan),
        "boleh_strategi": komponen.jenis in susunan.NAMED_BY_RESULT - {susunan.TUJUAN},
        "daftar_strategi": list(strategi),
        "daftar_ukuran": read_ukuran(komponen.dokumen).get(komponen.pk, []),
        "daftar_tahun": komponen.dokumen.daftar_tahun_pagu,
    }


def _form_context(
    dokumen: Dokumen, jenis: str, form: KomponenForm, induk: Komponen | None
) -> dict[str, Any]:
    return {
        "dokumen": dokumen,
        "jenis": jenis,
        "label": LABEL[jenis],
        "nada": tone_of(jenis),
        "form": form,
        "induk": induk,
        "pakai_nomenklatur": "nomenklatur" in form.fields,
    }


def _losses(komponen: Komponen) -> list[str]:
    known = {
        "turunan": "komponen di bawahnya ikut terhapus.",
        "pemetaan": "pemetaan simpul pohon kinerja dilepas; simpulnya tetap ada.",
        "pagu": "baris pagu ikut terhapus.",
    }
    counts = actions.count_below(komponen)
    return [
        f"{count} {known.get(key, f'{key} ikut terhapus.')}"
        for key, count in counts.items()
        if count
    ]


def _present_place(komponen: Komponen, daftar: list[Komponen]) -> str:
    before = [row for row in daftar if row.induk_id == komponen.induk_id and row.lft < komponen.lft]
    return f"{komponen.induk_id or ''}:{before[-1].pk if before else ''}"


def _to_row(komponen: Komponen) -> HttpResponseRedirect:
    url = reverse("perencanaan:dokumen", args=[komponen.dokumen_id])
    return HttpResponseRedirect(f"{url}#komponen-{komponen.pk}")
