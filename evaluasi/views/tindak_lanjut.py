"""Follow-up of findings: monitoring over the instansi, the planner's answer, the evaluator's verification."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluasi.actions import temuan as actions
from evaluasi.forms.temuan import TindakLanjutForm, VerifikasiForm
from evaluasi.kertas import pantau
from evaluasi.kertas.bingkai import today
from evaluasi.models import TemuanEvaluasi
from evaluasi.views.laporan import load_finding
from lib import berkas
from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import require_edit
from organisasi.models import Instansi, Periode, Unit
from pohon.models import Pohon

COLUMNS = {
    "unit": ("pohon__unit__lft", "pohon", "nomor"),
    "batas": ("batas", "pohon", "nomor"),
    "status": ("status", "batas", "nomor"),
}
SEARCHED = (
    "kondisi",
    "rekomendasi",
    "tindak_lanjut",
    "pohon__unit__nama",
    "pohon__unit__singkatan",
)


# --- Monitoring ------------------------------------------------------------------------------------
def _rows(
    request: SignedInRequest, instansi: Instansi
) -> tuple[QuerySet[TemuanEvaluasi], QuerySet[TemuanEvaluasi]]:
    """Return the findings of the unit, periode and trees asked for, and those of them the other filters keep."""
    rows = TemuanEvaluasi.objects.visible_to(request.user).filter(pohon__instansi=instansi)
    if request.GET.get("saya") == "1":
        rows = rows.filter(pohon__in=Pohon.objects.editable_by(request.user))
    if unit := number_of(request.GET.get("unit")):
        branch = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
        rows = rows.filter(pohon__unit__in=Unit.objects.in_branch(branch))
    if periode := number_of(request.GET.get("periode")):
        rows = rows.filter(pohon__periode=periode)
    kept = search(request, rows, *SEARCHED)
    status = request.GET.get("status", "")
    if status == pantau.TERLAMBAT:
        kept = kept.filter(pantau.overdue_q(timezone.localdate()))
    elif status in pantau.Status.values:
        kept = kept.filter(status=status)
    return rows, kept.select_related("pohon__unit", "pohon__instansi", "ditindaklanjuti_oleh")


@require_safe
def tindak_lanjut(request: SignedInRequest) -> HttpResponse:
    """List the findings of the instansi with their follow-up, and how far each unit is."""
    instansi = require_instansi(request)
    rows, kept = _rows(request, instansi)
    kept = sort(request, kept, COLUMNS, default="unit")
    halaman = paginate(request, kept)
    now = timezone.localdate()
    for row in halaman:
        row.terlambat = pantau.is_overdue(row, now)  # type: ignore[attr-defined]
    per_unit = pantau.per_unit(rows, instansi.nama)
    periods = Periode.objects.visible_to(request.user).filter(instansi=instansi)
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi).order_by("lft")
    context = {
        "instansi": instansi,
        "halaman": halaman,
        "per_unit": per_unit,
        "jumlah": pantau.total(per_unit, instansi.nama),
        "daftar_unit": units,
        "daftar_periode": periods,
        "daftar_status": [*pantau.Status.choices, (pantau.TERLAMBAT, "Terlambat")],
        "disaring": any(request.GET.get(k) for k in ("q", "unit", "status", "periode", "saya")),
        "alamat": request.GET.urlencode(),
    }
    return render(request, "evaluasi/tindak_lanjut.html", context)


@require_safe
def unduh_tindak_lanjut(request: SignedInRequest, ext: str) -> HttpResponseBase:
    """Download what the list shows, with the percentages per unit, as Excel, PDF or Word."""
    if ext not in berkas.BENTUK_TABEL:
        raise Http404
    instansi = require_instansi(request)
    rows, kept = _rows(request, instansi)
    kept = sort(request, kept, COLUMNS, default="unit")
    per_unit = pantau.per_unit(rows, instansi.nama)
    footer = ["Tindak lanjut temuan evaluasi", instansi.nama, f"Dicetak {today()}"]
    found = list(kept)
    daftar = [
        pantau.tabel_unit(per_unit, pantau.total(per_unit, instansi.nama), footer),
        pantau.tabel(
            found,
            judul="Tindak Lanjut Temuan Evaluasi",
            subjudul=[instansi.nama],
            kaki=footer,
            longest=pantau.LONGEST if ext == "xlsx" else 0,
        ),
    ]
    if ext == "xlsx":
        whole = pantau.tabel_lengkap(
            found, judul="Temuan Evaluasi", subjudul=[instansi.nama], kaki=footer
        )
        daftar.append(whole)
    return berkas.download(
        request,
        name=berkas.safe_name(f"Tindak lanjut temuan {instansi.nama}", ext),
        make=lambda: berkas.write_tables(daftar, ext, penulis=instansi.nama),
        back=reverse("evaluasi:tindak_lanjut"),
    )


# --- Answer and verification -----------------------------------------------------------------------
def _back(row: TemuanEvaluasi) -> str:
    return f"{reverse('evaluasi:laporan', args=[row.pohon_id])}#temuan-{row.pk}"


def jawab_temuan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the planner say what was done about a finding, with a link to the evidence."""
    row = load_finding(request, pk)
    require_edit(request.user, row.pohon.instansi_id, row.pohon.unit)
    initial = {
        "tindak_lanjut": row.tindak_lanjut,
        "tautan": row.tautan,
        "seen": actions.seen_of(row),
    }
    form = TindakLanjutForm(submitted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_finding(
                user=request.user,
                pk=pk,
                **form.cleaned_data,
            )
        except ValidationError as error:
            add_errors(form, error)
            _renew(form, pk)
        else:
            messages.success(
                request, f"Tindak lanjut temuan {row.nomor} dikirim untuk diverifikasi."
            )
            return redirect(_back(row))
    return render(request, "evaluasi/tindak_lanjut_jawab.html", _context(pk, row, form))


def verifikasi_temuan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the evaluator settle a finding or send its follow-up back with a sentence."""
    row = load_finding(request, pk)
    actions.require_write(request.user, row.pohon)
    form = VerifikasiForm(submitted(request), initial={"seen": actions.seen_of(row)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            saved = actions.verify_finding(
                user=request.user,
                pk=pk,
                seen=data["seen"],
                selesai=data["keputusan"] == "selesai",
                catatan=data["catatan"],
            )
        except ValidationError as error:
            add_errors(form, error)
            _renew(form, pk)
        else:
            said = "selesai" if saved.status == pantau.Status.SELESAI else "dikembalikan"
            messages.success(request, f"Tindak lanjut temuan {row.nomor} dinyatakan {said}.")
            return redirect(_back(row))
    return render(request, "evaluasi/tindak_lanjut_verifikasi.html", _context(pk, row, form))


def _renew(form: Any, pk: int) -> None:
    """Let a refused form carry the mark of what the page now shows."""
    row = TemuanEvaluasi.objects.get(pk=pk)
    form.data = {**form.data.dict(), "seen": actions.seen_of(row)}


def _context(pk: int, row: TemuanEvaluasi, form: Any) -> dict[str, Any]:
    if form.is_bound:
        row.refresh_from_db()
    return {"temuan": row, "pohon": row.pohon, "form": form, "batal": _back(row)}
