"""The quality of indikator: the list with scores, and the judgement of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jabatan.actions.mutu import mark_of, save_mutu, why_not_judge
from jabatan.exporters.kartu import quality_file
from jabatan.forms.mutu import PenilaianForm
from jabatan.models import MutuIndikator
from jabatan.mutu.daftar import KURANG, listed
from jabatan.mutu.kartu import KartuIndikator, read_cards
from jabatan.mutu.penilaian import (
    KELOMPOK,
    LIMA,
    SEPULUH,
    Bahan,
    hints,
    score,
    suggested,
    with_scores,
)
from lib import berkas
from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.models import Instansi, Unit
from pohon.models import Indikator

COLUMNS = {
    "pohon": ("simpul__pohon__unit__lft", "simpul__tree_id", "simpul__lft", "urutan"),
    "nama": "nama",
    "kategori": ("kategori", "nama"),
    "skor": ("urut_skor", "nama"),
    "smart": ("urut_smart", "nama"),
    "dinilai": ("dinilai", "nama"),
}
SEARCHED = ("nama", "kode", "satuan", "simpul__pernyataan", "sumber_data", "penanggung_jawab")


def unit_of(request: SignedInRequest, instansi: Instansi) -> Unit | None:
    """Return the unit named by `?unit=`, or 404 when it is not one of the instansi."""
    pk = number_of(request.GET.get("unit"))
    if not pk:
        return None
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi)
    unit: Unit = get_object_or_404(units, pk=pk)
    return unit


def saring_of(request: SignedInRequest) -> dict[str, str]:
    """Return what the list is narrowed to, as `listed` takes it."""
    return {name: request.GET.get(name, "")[:20] for name in ("kategori", "kurang")}


def filters(request: SignedInRequest, instansi: Instansi) -> dict[str, Any]:
    """Return what the filters of a list offer."""
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi)
    return {
        "daftar_unit": units.order_by("lft"),
        "daftar_kategori": [*Indikator.Kategori.choices, ("kosong", "Tanpa kategori")],
        "daftar_kurang": list(KURANG.items()),
        "disaring": any(request.GET.get(n) for n in ("q", "unit", "kategori", "kurang")),
    }


def _rows(request: SignedInRequest, instansi: Instansi) -> QuerySet[Indikator]:
    rows = listed(
        request.user, instansi, unit=unit_of(request, instansi), saring=saring_of(request)
    )
    rows = with_scores(search(request, rows, *SEARCHED))
    return sort(request, rows, COLUMNS, default="pohon")


@require_safe
def daftar_indikator(request: SignedInRequest) -> HttpResponse:
    """List the indikator of the instansi at work with the scores of their judgement."""
    instansi = require_instansi(request)
    context = {
        "halaman": paginate(request, _rows(request, instansi)),
        "jumlah_bkn": len(SEPULUH),
        "jumlah_smart": len(LIMA),
        **filters(request, instansi),
    }
    return render(request, "jabatan/daftar_indikator.html", context)


@require_safe
def unduh_indikator(request: SignedInRequest) -> HttpResponseBase:
    """Download the list as it is narrowed, as Excel."""
    instansi = require_instansi(request)
    unit = unit_of(request, instansi)
    rows = _rows(request, instansi).select_related(
        "simpul__pohon__unit", "simpul__pohon__instansi", "mutu__oleh"
    )
    owner = unit.nama if unit else instansi.nama
    return berkas.download(
        request,
        name=berkas.safe_name(f"Mutu indikator {owner}", "xlsx"),
        make=lambda: quality_file(list(rows), owner),
        back=reverse("jabatan:daftar_indikator"),
    )


def load_card(request: SignedInRequest, pk: int) -> KartuIndikator:
    """Return the card of an indikator the user may see, or 404."""
    rows = Indikator.objects.visible_to(request.user).select_related(
        "simpul__pohon__unit", "simpul__pohon__instansi", "simpul__pohon__periode", "pustaka"
    )
    return read_cards(request.user, [get_object_or_404(rows, pk=pk)])[0]


def mutu_indikator(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the ten questions and SMART with what the card tells; who may, answers."""
    kartu = load_card(request, pk)
    row = kartu.indikator
    lama = MutuIndikator.objects.filter(indikator=row).select_related("oleh").first()
    reason = why_not_judge(request.user, row, lama)
    if request.method == "POST" and reason:
        raise PermissionDenied(reason)
    bahan = Bahan(row, kartu.periode.tahun, kartu.target, kartu.outcome, len(kartu.komponen))
    petunjuk = hints(bahan)
    jawaban = lama.jawaban if lama else suggested(petunjuk)
    form = PenilaianForm(submitted(request), initial=_initial(jawaban, lama))
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_mutu(
                user=request.user,
                indikator=row,
                jawaban=form.jawaban,
                catatan=form.cleaned_data["catatan"],
                tanda=form.cleaned_data["tanda"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            skor = f"{score(saved.jawaban)} dari {len(SEPULUH)}"
            messages.success(request, f"Penilaian tersimpan: skor {skor}.")
            return redirect("jabatan:mutu_indikator", pk)
    context = {
        "kartu": kartu,
        "indikator": row,
        "mutu": lama,
        "form": form,
        "alasan": reason,
        "skor": score(jawaban),
        "skor_smart": score(jawaban, LIMA),
        "jumlah_bkn": len(SEPULUH),
        "jumlah_smart": len(LIMA),
        "kelompok": [
            (group, [(one, form[one.kode], petunjuk.get(one.kode)) for one in group.daftar])
            for group in KELOMPOK
        ],
    }
    return render(request, "jabatan/mutu_indikator.html", context)


def _initial(jawaban: dict[str, Any], lama: MutuIndikator | None) -> dict[str, str]:
    answers = {kode: "ya" if value else "tidak" for kode, value in jawaban.items()}
    return {**answers, "catatan": lama.catatan if lama else "", "tanda": mark_of(lama)}
