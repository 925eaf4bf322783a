"""The findings of a tree with its round of review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evaluasi import actions
from evaluasi.actions.reviu import GALAT, TANPA_ALASAN, why_not_return
from evaluasi.forms import CatatanForm
from evaluasi.models import Reviu
from evaluasi.saringan import SUSUNAN, TANPA, Saringan, counts, reason_counts
from evaluasi.temuan import Laporan, check
from lib.aturan import KELOMPOK
from lib.daftar import search_text
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin
from pohon.baca import load_pohon
from pohon.models import Perubahan, Pohon

PER_PAGE = 100
NOTE = "catatan_reviu"  # of the session: a note whose step was refused
# What an act of the editor (lib.aturan.Rule.settle) is called where it is a link; the editor offers the act itself.
ACTS = {
    "dasar": "Buka dasar outcome",
    "turunan": "Tambah turunannya",
    "operasional": "Lengkapi cabangnya",
    "sisipkan": "Sisipkan kondisi antara",
    "pernyataan": "Sunting pernyataan",
    "indikator": "Lengkapi indikator",
    "indikator_baru": "Tambah indikator",
    "isi": "Lengkapi isian",
}


def temuan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """List what the rules found, narrowed and grouped, and the steps of the review with what the user may do next."""
    pohon = load_pohon(request.user, pohon_id)
    laporan = check(pohon)
    actions.keep(laporan)
    saringan = Saringan.of(request.GET, search_text(request))
    own = _own_nodes(request, pohon) if saringan.saya else frozenset()
    shown = saringan.arrange(laporan, saringan.keep(laporan, own))
    halaman: Page[Any] = Paginator(shown, PER_PAGE).get_page(request.GET.get("halaman"))
    steps = _steps(request, pohon)
    return render(
        request,
        "evaluasi/temuan.html",
        {
            "pohon": pohon,
            "laporan": laporan,
            "halaman": halaman,
            "kelompok": saringan.groups(laporan, halaman.object_list),
            "saringan": saringan,
            "jumlah": counts(laporan),
            "jumlah_alasan": reason_counts(laporan),
            "daftar_huruf": _letters(laporan),
            "daftar_tahap": Pohon.Tahap.choices[: pohon.tahap],
            "daftar_susunan": SUSUNAN,
            "tindakan": ACTS,
            "daftar_reviu": list(
                Reviu.objects.visible_to(request.user)
                .filter(pohon=pohon)
                .select_related("oleh", "versi")
                .defer("versi__isi")
            ),
            "form": CatatanForm(initial={"catatan": _kept_note(request, pohon_id)}),
            "boleh_alasan": izin(request.user).may_edit(pohon.instansi_id, pohon.unit)
            and not pohon.is_locked,
            **steps,
        },
    )


def _kept_note(request: SignedInRequest, pohon_id: int) -> str:
    """Return what was typed before a step of this tree was refused, once."""
    note = request.session.pop(NOTE, None) or {}
    return str(note.get("catatan", "")) if note.get("pohon") == pohon_id else ""


def _own_nodes(request: SignedInRequest, pohon: Pohon) -> frozenset[int]:
    """Return the nodes the user made or changed."""
    rows = Perubahan.objects.filter(pohon=pohon, pengguna=request.user).exclude(simpul=None)
    keys = rows.order_by().values_list("simpul", flat=True).distinct()
    return frozenset(pk for pk in keys if pk is not None)


def _letters(laporan: Laporan) -> list[tuple[str, str]]:
    found = {one.finding.rule[0] for one in laporan.daftar}
    return [(huruf, f"{huruf}. {nama}") for huruf, nama in KELOMPOK.items() if huruf in found]


def _steps(request: SignedInRequest, pohon: Pohon) -> dict[str, bool]:
    """Say which steps of the review the user may take now, and whether they may answer reasons; none when locked."""
    if pohon.periode.terkunci:
        return {}
    rights = izin(request.user)
    where = (pohon.instansi_id, pohon.unit)
    judges = rights.may_judge(*where) and not actions.drafted(request.user, pohon)
    submitted = pohon.status == Pohon.Status.DIAJUKAN
    return {
        "boleh_ajukan": rights.may_edit(*where)
        and pohon.status in {Pohon.Status.DRAF, Pohon.Status.DIKEMBALIKAN},
        "boleh_kembalikan": submitted and judges and not why_not_return(request.user, pohon),
        "boleh_setujui": submitted and judges and rights.may_approve(*where),
        "boleh_tanggapi": judges and pohon.status != Pohon.Status.DISETUJUI,
        "boleh_buka": rights.may_edit(*where) and pohon.status == Pohon.Status.DISETUJUI,
    }


def _take(
    request: SignedInRequest, pohon_id: int, action: Callable[..., Reviu], done: str
) -> HttpResponse:
    """Run a step of the review and go back to the findings with its outcome in a sentence."""
    form = CatatanForm(request.POST)
    catatan = form.cleaned_data["catatan"] if form.is_valid() else ""
    try:
        if not form.is_valid():
            raise ValidationError(list(form.errors["catatan"]))
        action(user=request.user, pohon_id=pohon_id, catatan=catatan)
    except ValidationError as error:
        codes = {one.code for one in getattr(error, "error_list", [])}
        for text in error.messages[:1] if GALAT in codes else error.messages:
            messages.error(request, text)  # the page lists every galat below
        request.session[NOTE] = {"pohon": pohon_id, "catatan": request.POST.get("catatan", "")}
        return redirect(_where_to(codes, reverse("evaluasi:temuan", args=[pohon_id])))
    messages.success(request, done)
    return redirect("evaluasi:temuan", pohon_id)


def _where_to(codes: set[str | None], page: str) -> str:
    """Return the page of findings narrowed to what stands in the way of submitting."""
    if GALAT in codes:
        return f"{page}?tingkat=galat"
    return f"{page}?alasan={TANPA}" if TANPA_ALASAN in codes else page


@require_POST
def ajukan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Submit the tree."""
    return _take(
        request, pohon_id, actions.submit, "Pohon diajukan dan terkunci sampai ada hasil reviu."
    )


@require_POST
def kembalikan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Return the tree with notes."""
    return _take(request, pohon_id, actions.send_back, "Pohon dikembalikan kepada perencana.")


@require_POST
def setujui(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Approve the tree."""
    return _take(request, pohon_id, actions.approve, "Pohon disetujui; versinya dibekukan.")


@require_POST
def buka(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Open an approved tree for amendment."""
    return _take(request, pohon_id, actions.reopen, "Pohon dibuka kembali sebagai draf.")
