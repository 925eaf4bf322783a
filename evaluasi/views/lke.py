"""Pages of the LKE: the list, beginning a sheet, the sheet as a whole with its steps, and deleting one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evaluasi.actions import lke as actions
from evaluasi.actions import lke_usulan
from evaluasi.forms import CatatanForm
from evaluasi.forms.lke import LkeBaruForm
from evaluasi.lke.banding import compare
from evaluasi.lke.hak import Sisi, is_judge, require_filler, require_fresh, rights_of
from evaluasi.lke.isi import read_isi
from evaluasi.lke.nilai import PEMBULATAN, predikat_of
from evaluasi.models import Lke, PredikatLke
from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Instansi, Pengguna, Unit

COLUMNS = {
    "unit": ("unit__lft", "-tahun"),
    "tahun": ("tahun", "unit__lft"),
    "status": ("status", "-tahun"),
    "mandiri": ("total_mandiri", "-tahun"),
    "evaluator": ("total_evaluator", "-tahun"),
}
STEPS: dict[str, tuple[Callable[..., Lke], str]] = {
    "ajukan": (actions.submit_lke, "LKE diajukan kepada evaluator."),
    "kembalikan": (actions.return_lke, "LKE dikembalikan untuk dilengkapi."),
    "tetapkan": (actions.settle_lke, "Nilai LKE ditetapkan."),
    "lanjutkan": (actions.resume_lke, "Penilaian LKE dilanjutkan."),
    "selesai": (actions.finish_lke, "LKE selesai dan terkunci."),
    "buka": (actions.reopen_lke, "LKE dibuka kembali."),
}


def year_of(request: HttpRequest) -> int | None:
    """Return the year of `?tahun=`; None for anything but four digits."""
    tahun = request.GET.get("tahun", "")
    return int(tahun) if tahun.isascii() and tahun.isdigit() and len(tahun) == 4 else None


def filtered(request: SignedInRequest, instansi: Instansi) -> QuerySet[Lke]:
    """Return the sheets the address asks for, in its order."""
    rows = Lke.objects.visible_to(request.user).filter(instansi=instansi)
    if tahun := year_of(request):
        rows = rows.filter(tahun=tahun)
    if (status := request.GET.get("status", "")) in Lke.Status.values:
        rows = rows.filter(status=status)
    if unit := number_of(request.GET.get("unit")):
        branch = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
        rows = rows.filter(unit__in=Unit.objects.in_branch(branch))
    found = search(request, rows, "unit__nama", "unit__singkatan", "versi__nama")
    found = found.select_related("unit", "instansi", "versi")
    return sort(request, found, COLUMNS, default="-tahun")


def with_predikat(rows: list[Lke]) -> list[tuple[Lke, PredikatLke | None, PredikatLke | None]]:
    """Return each sheet with its own predikat and the evaluator's, once each is complete. One query."""
    scales: dict[int, list[PredikatLke]] = {}
    for row in PredikatLke.objects.filter(versi__in={lke.versi_id for lke in rows}):
        scales.setdefault(row.versi_id, []).append(row)
    found = []
    for lke in rows:
        scale = scales.get(lke.versi_id, [])
        own, theirs = lke.total_mandiri, lke.total_evaluator
        submitted = lke.status != Lke.Status.DIISI
        found.append(
            (
                lke,
                predikat_of(scale, own) if submitted and own is not None else None,
                predikat_of(scale, theirs) if lke.is_settled and theirs is not None else None,
            )
        )
    return found


def daftar_lke(request: SignedInRequest) -> HttpResponse:
    """List the sheets of the instansi at work, and the units that have none in the chosen year."""
    instansi = require_instansi(request)
    everything = Lke.objects.visible_to(request.user).filter(instansi=instansi)
    years = list(everything.order_by("-tahun").values_list("tahun", flat=True).distinct())
    halaman = paginate(request, filtered(request, instansi))
    tahun = year_of(request) or (years[0] if years else None)
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi).order_by("lft")
    have = everything.filter(tahun=tahun or 0).exclude(unit=None).values("unit")
    context = {
        "halaman": halaman,
        "baris": with_predikat(list(halaman.object_list)),
        "daftar_tahun": years,
        "daftar_unit": units,
        "daftar_status": Lke.Status.choices,
        "tahun_dilihat": tahun,
        "belum": list(units.filter(induk=None).exclude(pk__in=have)) if tahun else [],
        "unit_sendiri": set(units.editable_by(request.user).values_list("pk", flat=True)),
        "boleh_tambah": izin(request.user).may_edit_some(instansi.pk),
        "menunggu": _waiting(request.user, everything),
        "disaring": any(request.GET.get(k) for k in ("q", "tahun", "status", "unit")),
    }
    return render(request, "evaluasi/lke_daftar.html", context)


def _waiting(user: Pengguna, rows: QuerySet[Lke]) -> int:
    """Return how many submitted sheets the user is to judge. One query."""
    submitted_rows = rows.filter(status=Lke.Status.DIAJUKAN).select_related("unit")
    return sum(is_judge(user, lke) for lke in submitted_rows)


def tambah_lke(request: SignedInRequest) -> HttpResponse:
    """Begin a sheet, with its proposals counted."""
    user, instansi = request.user, require_instansi(request)
    if not izin(user).may_edit_some(instansi.pk):
        require_edit(user, instansi.pk, None)
    initial: dict[str, Any] = {"unit": request.GET.get("unit")}
    if tahun := year_of(request):
        initial["tahun"] = tahun
    form = LkeBaruForm(submitted(request), user=user, instansi=instansi, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_lke(user=user, instansi=instansi, **form.cleaned_data)
            job = lke_usulan.count_proposals(user=user, lke=made)
        except ValidationError as error:
            add_errors(form, error)
        else:
            prepared = "sedang dihitung di latar" if job else "sudah disiapkan"
            messages.success(request, f"LKE dibuat. Usulan dari pohon kinerja {prepared}.")
            return redirect("evaluasi:lke", made.pk)
    return render(request, "evaluasi/lke_tambah.html", {"form": form})


def load_lke(request: SignedInRequest, pk: int) -> Lke:
    """Return a sheet the user may read, else Http404."""
    rows = Lke.objects.visible_to(request.user).select_related("instansi", "unit", "versi")
    return get_object_or_404(rows, pk=pk)


def lke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a sheet as a whole: totals, both sides, last year, what is missing, and the next step."""
    return show(request, load_lke(request, pk), CatatanForm())


def show(request: SignedInRequest, sheet: Lke, form: CatatanForm) -> HttpResponse:
    """Render the sheet as a whole."""
    isi = read_isi(sheet)
    hak = rights_of(request.user, sheet)
    context = {
        "lke": sheet,
        "isi": isi,
        "banding": compare(isi),
        "hak": hak,
        "kurang": isi.missing(Sisi.MANDIRI) if hak.ajukan else [],
        "kurang_evaluator": isi.missing(Sisi.EVALUATOR) if hak.tetapkan else [],
        "riwayat": sheet.daftar_riwayat.select_related("oleh"),
        "pembulatan": PEMBULATAN,
        "form": form,
    }
    return render(request, "evaluasi/lke.html", context)


@require_POST
def langkah_lke(request: SignedInRequest, pk: int, langkah: str) -> HttpResponse:
    """Take the next step with a sheet; a refusal keeps the note that was written."""
    if langkah not in STEPS:
        raise Http404
    action, done = STEPS[langkah]
    form = CatatanForm(request.POST)
    if form.is_valid():
        try:
            action(user=request.user, lke_id=pk, catatan=form.cleaned_data["catatan"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect("evaluasi:lke", pk)
    return show(request, load_lke(request, pk), form)


def hapus_lke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a sheet that is still being filled."""
    sheet = load_lke(request, pk)
    require_edit(request.user, sheet.instansi_id, sheet.unit)
    try:
        require_filler(request.user, sheet)
        require_fresh(sheet)
        if request.method == "POST":
            actions.delete_lke(user=request.user, lke_id=pk)
            messages.success(request, f"{sheet} dihapus.")
            return redirect("evaluasi:daftar_lke")
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("evaluasi:lke", pk)
    context = {
        "lke": sheet,
        "tanya": f"Hapus {sheet}?",
        "akibat": "Semua jawaban, alasan, dan buktinya ikut terhapus dan tidak dapat dikembalikan.",
        "batal": reverse("evaluasi:lke", args=[pk]),
    }
    return render(request, "evaluasi/lke_hapus.html", context)
