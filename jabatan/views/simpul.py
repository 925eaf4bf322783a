"""The carriers of one node: the part for the editor's panel and the writes behind it.

The part is the same on the distribution page; `asal=pembagian` says it was asked for there, so
that the whole line of the list is answered. Without htmx a write goes back to the node's page.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from jabatan import actions
from jabatan.actions.kinerja import closed_reason
from jabatan.forms import BagiForm, KinerjaForm, own_positions
from jabatan.models import KinerjaJabatan
from jabatan.sebaran.pohon import Sebaran
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin, require_edit
from pohon.models import Simpul

LONGEST = 1001  # characters of a statement that are looked at; one more than it may have


def load_simpul(request: SignedInRequest, pk: int) -> Simpul:
    """Return a visible node with its tree, or 404."""
    queryset = Simpul.objects.visible_to(request.user)
    simpul: Simpul = get_object_or_404(
        queryset.select_related("pohon__instansi", "pohon__unit", "pohon__periode"), pk=pk
    )
    return simpul


def part(
    request: SignedInRequest, simpul: Simpul, galat: list[str] | None = None
) -> dict[str, Any]:
    """Return the context of the part: carriers with their forms, proposals, and the form to add."""
    pohon = simpul.pohon
    reason = closed_reason(pohon)
    may = not reason and izin(request.user).may_edit(pohon.instansi_id, pohon.unit)
    asal = request.POST.get("asal") or request.GET.get("asal", "")
    whole = asal == "pembagian"  # its answer carries the counts of the whole tree
    sebaran = Sebaran(request.user, pohon, path_to=None if whole else simpul)
    baris = sebaran.row(simpul.pk)
    rights = izin(request.user)
    own = {
        row.pk
        for row in baris.pengampu
        if may and rights.may_edit(pohon.instansi_id, row.jabatan.unit)
    }
    jenis = KinerjaJabatan.Jenis.SHARING if baris.pengampu else KinerjaJabatan.Jenis.DIRECT
    choices = own_positions(request.user, pohon.instansi)
    context: dict[str, Any] = {
        "pohon": pohon,
        "baris": baris,
        "tertutup": reason,
        "boleh_ubah": may,
        "kinerja_sendiri": own,
        "galat": galat or [],
        "asal": asal,
        "jenis_cascading": KinerjaJabatan.Jenis.choices,
    }
    if may:
        taken = [row.jabatan_id for row in baris.pengampu]
        context["form"] = BagiForm(
            initial={"jenis": jenis}, queryset=choices.exclude(pk__in=taken), prefix=f"s{simpul.pk}"
        )
    if whole:
        context["hitungan"] = sebaran.counts()
    return context


def bagian_simpul(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer with the part of a node for the editor's panel, or the open line of the list."""
    return _answer(request, load_simpul(request, pk))


def _answer(
    request: SignedInRequest, simpul: Simpul, galat: list[str] | None = None
) -> HttpResponse:
    """Render the part, or for the distribution page the whole line: open, or closed if asked."""
    context = part(request, simpul, galat)
    if context["asal"] != "pembagian":
        return render(request, "jabatan/_simpul.html", {**context, "mandiri": True})
    folded = (request.POST.get("lipat") or request.GET.get("lipat")) and not galat
    name = "jabatan/_baris_tertutup.html" if folded else "jabatan/_baris_terbuka.html"
    return render(request, name, context)


def _done(request: SignedInRequest, simpul: Simpul, galat: list[str], done: str) -> HttpResponse:
    """Answer a write: the part again for htmx, else back to the node's page with a message."""
    if request.htmx:
        return _answer(request, simpul, galat)
    if galat:
        messages.error(request, " ".join(galat))
    else:
        messages.success(request, done)
    return redirect("jabatan:bagi_simpul", simpul.pohon_id, simpul.pk)


@require_POST
def tambah_kinerja(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a position carry the node."""
    simpul = load_simpul(request, pk)
    require_edit(request.user, simpul.pohon.instansi_id, simpul.pohon.unit)
    queryset = own_positions(request.user, simpul.pohon.instansi)
    form = BagiForm(request.POST, queryset=queryset, prefix=f"s{pk}")
    if not form.is_valid():
        return _done(request, simpul, _sentences(form), "")
    data, galat = form.cleaned_data, []
    try:
        actions.assign(
            user=request.user,
            simpul=simpul,
            jabatan=data["jabatan"],
            pernyataan=data["pernyataan"],
            jenis=data["jenis"],
        )
    except ValidationError as error:
        galat = error.messages
    return _done(request, simpul, galat, f"Kinerja dibagikan ke {data['jabatan'].nama}.")


def _sentences(form: BagiForm | KinerjaForm) -> list[str]:
    return [str(text) for errors in form.errors.values() for text in errors]


def _load_kinerja(request: SignedInRequest, pk: int) -> KinerjaJabatan:
    queryset = KinerjaJabatan.objects.visible_to(request.user)
    kinerja = get_object_or_404(queryset.select_related("simpul__pohon__unit", "jabatan"), pk=pk)
    pohon = kinerja.simpul.pohon
    require_edit(request.user, pohon.instansi_id, pohon.unit)
    return kinerja


@require_POST
def ubah_kinerja(request: SignedInRequest, pk: int) -> HttpResponse:
    """Narrow the statement to the position's scope, or change the kind of cascading.

    For htmx the answer is the carrier's block alone: what is typed in another block stays.
    """
    kinerja = _load_kinerja(request, pk)
    form = KinerjaForm(request.POST, prefix=f"k{pk}")
    galat = [] if form.is_valid() else _sentences(form)
    if not galat:
        try:
            actions.change_kinerja(user=request.user, kinerja=kinerja, **form.cleaned_data)
        except ValidationError as error:
            galat = error.messages
    simpul = load_simpul(request, kinerja.simpul_id)
    context = part(request, simpul)
    now = next((row for row in context["baris"].pengampu if row.pk == pk), None)
    if not request.htmx or now is None:
        return _done(request, simpul, galat, "Rumusan disimpan.")
    if galat:
        now.pernyataan = request.POST.get(f"k{pk}-pernyataan", "")
    context |= {"kinerja": now, "galat_pengampu": galat, "tersimpan": not galat}
    return render(request, "jabatan/_pengampu_tersimpan.html", context)


@require_POST
def lingkup_kinerja(request: SignedInRequest, pk: int) -> HttpResponse:
    """Narrow the statements of all carriers of a shared node at once; what is refused stays as it was typed."""
    simpul = load_simpul(request, pk)
    require_edit(request.user, simpul.pohon.instansi_id, simpul.pohon.unit)
    carriers = KinerjaJabatan.objects.visible_to(request.user).filter(simpul=simpul)
    typed = {
        key: text[:LONGEST]
        for key in carriers.values_list("pk", flat=True)
        if (text := request.POST.get(f"k{key}-pernyataan")) is not None
    }
    try:
        actions.narrow(user=request.user, simpul=simpul, rumusan=typed)
    except ValidationError as error:
        if not request.htmx:
            return _done(request, simpul, error.messages, "")
        context = part(request, simpul, error.messages)
        context["baris"].isian = typed
        whole = context["asal"] == "pembagian"
        name = "jabatan/_baris_terbuka.html" if whole else "jabatan/_simpul.html"
        return render(request, name, {**context, "mandiri": not whole})
    return _done(request, simpul, [], "Rumusan tiap jabatan disimpan.")


@require_POST
def lepas_kinerja(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the node off a position."""
    kinerja, galat = _load_kinerja(request, pk), []
    try:
        actions.unassign(user=request.user, kinerja=kinerja)
    except ValidationError as error:
        galat = error.messages
    simpul = load_simpul(request, kinerja.simpul_id)
    return _done(request, simpul, galat, f"Kinerja dilepas dari {kinerja.jabatan.nama}.")
