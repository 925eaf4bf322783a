"""Pages of the steps of a kegiatan: the table to read or fill, pasting rows into it, and its downloads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jabatan import actions
from jabatan.exporters.proses import proses_file, proses_name, proses_table
from jabatan.forms.proses import LangkahFormSet, TandaForm, TempelForm, initial_of, langkah_of
from jabatan.models import Jabatan, LangkahProses, Pejabat
from jabatan.proses.langkah import BERPROSES, JAM_KERJA, per_person, steps_of, tanda_of
from jabatan.proses.tempel import BarisTempel, known_names, read_pasted
from lib import berkas
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.forms import indented
from organisasi.izin import izin, require_edit
from organisasi.models import Unit
from perencanaan.models import Komponen


def load(request: SignedInRequest, pk: int) -> Komponen:
    """Return a kegiatan the user may see; 404 for any other, and for a komponen of a kind without steps."""
    rows = Komponen.objects.visible_to(request.user).filter(jenis__in=BERPROSES)
    return get_object_or_404(
        rows.select_related("dokumen__instansi", "dokumen__unit", "dokumen__periode"), pk=pk
    )


def people_of(komponen: Komponen, daftar: Sequence[LangkahProses] = ()) -> list[Jabatan]:
    """Return who may do a step: the positions of the document's unit and those below it, and who does one already."""
    dokumen = komponen.dokumen
    rows = Jabatan.objects.filter(instansi=dokumen.instansi_id)
    if dokumen.unit:
        inside = rows.filter(unit__in=Unit.objects.in_branch(dokumen.unit))
        rows = inside | rows.filter(pk__in=[row.jabatan_id for row in daftar if row.jabatan_id])
    return list(rows.select_related("unit").order_by("lft"))


def _choices(people: Sequence[Jabatan]) -> list[tuple[str, str]]:
    first = min((row.kedalaman for row in people), default=0)
    rows = []
    for row in people:
        row.kedalaman -= first
        rows.append((str(row.pk), indented(row, row.nama)))
    return [("", "(belum ditentukan)"), *rows]


def proses(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the steps; who may write them gets the form, all of which is saved or nothing."""
    komponen = load(request, pk)
    dokumen = komponen.dokumen
    if request.method == "POST":
        require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    may = izin(request.user).may_edit(dokumen.instansi_id, dokumen.unit)
    daftar = steps_of(komponen)
    form = rows = None
    if may and not dokumen.periode.terkunci:
        form = TandaForm(submitted(request), initial={"tanda": tanda_of(daftar)})
        rows = LangkahFormSet(
            submitted(request),
            initial=initial_of(daftar),
            form_kwargs={"pelaksana": _choices(people_of(komponen, daftar))},
        )
    if request.method == "POST" and _saved(request, komponen, form, rows):
        return redirect("jabatan:proses", pk)
    context = {
        "komponen": komponen,
        "dokumen": dokumen,
        "daftar": daftar,
        "tabel": proses_table(komponen, daftar),
        "per_orang": per_person(daftar),
        "jam_kerja": JAM_KERJA,
        "form": form,
        "baris": rows,
        "terkunci": dokumen.periode if dokumen.periode.terkunci else None,
    }
    return render(request, "jabatan/proses.html", context)


def _saved(
    request: SignedInRequest,
    komponen: Komponen,
    form: TandaForm | None,
    rows: BaseFormSet[Any] | None,
) -> bool:
    """Save what was sent; False when the page has errors to show."""
    if form is None or rows is None:
        messages.error(request, "Periode terkunci; langkah proses hanya dapat dibaca.")
        return True
    if not all([form.is_valid(), rows.is_valid()]):
        return False
    try:
        count = actions.save_langkah(
            user=request.user,
            komponen=komponen.pk,
            tanda=form.cleaned_data["tanda"],
            daftar=langkah_of(rows),
        )
    except ValidationError as error:
        add_errors(form, ValidationError(error.messages))
        return False
    messages.success(request, f"{count} langkah disimpan.")
    return True


def tempel_proses(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how pasted rows are understood; with `terapkan` add them, all or none."""
    komponen = load(request, pk)
    dokumen = komponen.dokumen
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    form = TempelForm(submitted(request), initial={"tanda": tanda_of(steps_of(komponen))})
    baris: list[BarisTempel] = []
    if request.method == "POST" and form.is_valid():
        try:
            baris = read_pasted(form.cleaned_data["teks"], _known(komponen))
            if "terapkan" in request.POST and not any(row.galat for row in baris):
                return _appended(request, komponen, form.cleaned_data["tanda"], baris)
        except ValidationError as error:
            add_errors(form, ValidationError(error.messages))
    context = {
        "komponen": komponen,
        "dokumen": dokumen,
        "form": form,
        "baris": baris,
        "jumlah_galat": sum(bool(row.galat) for row in baris),
    }
    return render(request, "jabatan/tempel_proses.html", context)


def _known(komponen: Komponen) -> dict[str, set[int]]:
    people = people_of(komponen)
    holders = Pejabat.objects.filter(jabatan__in=[row.pk for row in people])
    now = holders.on(timezone.localdate()).values_list("jabatan", "nama")
    return dict(known_names(people, now))


def _appended(
    request: SignedInRequest, komponen: Komponen, tanda: str, baris: Sequence[BarisTempel]
) -> HttpResponse:
    count = actions.append_langkah(
        user=request.user, komponen=komponen.pk, tanda=tanda, daftar=[row.data for row in baris]
    )
    messages.success(request, f"{count} langkah ditambahkan.")
    return redirect("jabatan:proses", komponen.pk)


@require_safe
def unduh_proses(request: SignedInRequest, pk: int, ext: str) -> HttpResponseBase:
    """Download the steps as PDF or Excel."""
    if ext not in berkas.TIPE:
        raise Http404
    komponen = load(request, pk)
    tabel = proses_table(komponen, steps_of(komponen))
    return berkas.download(
        request,
        name=proses_name(komponen, ext),
        make=lambda: proses_file(tabel, ext),
        back=reverse("jabatan:proses", args=[pk]),
    )
