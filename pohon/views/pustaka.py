"""Pages of the library of indicators: the list, one card with who uses it, and writing cards."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lib.api import Conflict
from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_admin
from pohon import actions
from pohon.actions.pustaka import require_add, why_kept
from pohon.forms import KartuForm
from pohon.models import Indikator, PustakaIndikator
from pohon.pustaka import KARTU, label_of, read_uses, uses, with_uses

COLUMNS = {
    "nama": "nama",
    "kode": ("kode", "nama"),
    "kategori": ("kategori", "nama"),
    "satuan": ("satuan", "nama"),
    "pakai": ("jumlah_pakai", "nama"),
}
PER_PAGE = 50


@require_safe
def daftar_pustaka(request: SignedInRequest) -> HttpResponse:
    """List the cards of the instansi at work."""
    instansi = require_instansi(request)
    rows = with_uses(PustakaIndikator.objects.visible_to(request.user).filter(instansi=instansi))
    kategori = request.GET.get("kategori", "")
    if kategori in PustakaIndikator.Kategori.values:
        rows = rows.filter(kategori=kategori)
    rows = search(request, rows, "nama", "kode", "satuan", "definisi_operasional", "sumber_data")
    rows = sort(request, rows, COLUMNS, default="nama")
    context = {
        "halaman": paginate(request, rows),
        "daftar_kategori": PustakaIndikator.Kategori.choices,
        "boleh_tambah": izin(request.user).may_edit_some(instansi.pk),
        "disaring": any(request.GET.get(name) for name in ("q", "kategori")),
    }
    return render(request, "pohon/daftar_pustaka.html", context)


def _load(request: SignedInRequest, pk: int) -> PustakaIndikator:
    rows = PustakaIndikator.objects.visible_to(request.user).select_related("instansi")
    return get_object_or_404(rows, pk=pk)


def pustaka(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a card and the indikator that use it; POST makes chosen ones the same, or drops their link."""
    row = _load(request, pk)
    status = 200
    if request.method == "POST":
        require_add(request.user, row.instansi_id)
        try:
            return _align(request, row)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("pohon:pustaka", pk)
        except Conflict as conflict:
            messages.error(request, f"Tidak ada yang diubah. {conflict.message}")
            status = 409
    halaman = paginate(request, uses(request.user, row), PER_PAGE)
    rights = izin(request.user)
    context = {
        "pustaka": row,
        "halaman": halaman,
        "pemakaian": read_uses(request.user, row, list(halaman)),
        "isian": [(label_of(name), _shown(row, name)) for name in KARTU[2:]],
        "is_admin": rights.is_admin(row.instansi_id),
        "boleh_tambah": rights.may_edit_some(row.instansi_id),
    }
    return render(request, "pohon/pustaka.html", context, status=status)


def _shown(row: PustakaIndikator, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else getattr(row, name))


def _align(request: SignedInRequest, row: PustakaIndikator) -> HttpResponse:
    chosen: dict[int, int] = {}
    for text in request.POST.getlist("pilih"):
        key, _, versi = text.partition(":")
        if number_of(key):
            chosen[number_of(key)] = number_of(versi)
    lepas = request.POST.get("aksi") == "lepas"
    count = actions.align(
        user=request.user,
        pustaka=row,
        pilihan=chosen,
        versi=number_of(request.POST.get("versi")),
        lepas=lepas,
    )
    if lepas:
        messages.success(request, f"Tautan {count} indikator dilepas; isinya tetap.")
    else:
        messages.success(request, f"{count} indikator disamakan dengan kartu.")
    return redirect("pohon:pustaka", row.pk)


def tambah_pustaka(request: SignedInRequest) -> HttpResponse:
    """Add a card."""
    instansi = require_instansi(request)
    require_add(request.user, instansi.pk)
    return _form(request, PustakaIndikator(instansi=instansi), "pohon/tambah_pustaka.html")


def ubah_pustaka(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a card."""
    row = _load(request, pk)
    require_admin(request.user, row.instansi_id)
    return _form(request, row, "pohon/ubah_pustaka.html")


def _form(request: SignedInRequest, row: PustakaIndikator, template: str) -> HttpResponse:
    nama = row.nama
    form = KartuForm(submitted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_pustaka(
                user=request.user, pustaka=form.instance, versi=form.cleaned_data["tanda"] or 0
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Kartu “{saved.nama}” tersimpan.")
            return redirect("pohon:pustaka", saved.pk)
    return render(request, template, {"form": form, "nama": nama, "pk": row.pk})


def hapus_pustaka(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a card; one in use is kept, with the reason."""
    row = _load(request, pk)
    require_admin(request.user, row.instansi_id)
    if request.method == "POST":
        try:
            actions.delete_pustaka(user=request.user, pustaka=row)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("pohon:pustaka", pk)
        messages.success(request, f"Kartu “{row.nama}” dihapus dari pustaka.")
        return redirect("pohon:daftar_pustaka")
    context = {
        "tanya": f"Hapus kartu “{row.nama}” dari pustaka?",
        "halangan": why_kept(row),
        "batal": reverse("pohon:pustaka", args=[pk]),
        "pustaka": row,
    }
    return render(request, "pohon/hapus_pustaka.html", context)


@require_POST
def simpan_pustaka(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Make a card of an indikator of a tree and link the two."""
    rows = Indikator.objects.visible_to(request.user).select_related("simpul__pohon__unit")
    indikator = get_object_or_404(rows, pk=pk)
    back = redirect(settings.POKIN_KARTU_INDIKATOR, pk)
    try:
        row = actions.keep_indikator(user=request.user, indikator=indikator)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back
    except Conflict as conflict:
        messages.error(request, conflict.message)
        return back
    messages.success(request, f"Indikator “{row.nama}” kini bertaut ke kartu pustaka ini.")
    return redirect("pohon:pustaka", row.pk)
