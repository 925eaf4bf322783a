"""The report of findings of a tree: reading it, writing its findings, and downloading it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from evaluasi.actions import temuan as actions
from evaluasi.exporters import laporan as exporter
from evaluasi.forms.temuan import TemuanEvaluasiForm
from evaluasi.kertas import pantau
from evaluasi.kertas.laporan import Naskah, read_reports
from evaluasi.kertas.pola import letters, pola_of
from evaluasi.models import TemuanEvaluasi
from evaluasi.views.kertas import Pilihan, year_of
from lib import berkas
from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin
from organisasi.views.tugas import start_job
from pohon.baca import load_pohon
from pohon.models import Pohon, VersiPohon

RELATED = ("pohon__unit", "pohon__instansi", "pohon__periode")


def load_finding(request: SignedInRequest, pk: int) -> TemuanEvaluasi:
    """Return a finding of a tree the user may read, else Http404."""
    rows = TemuanEvaluasi.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("versi", *RELATED), pk=pk)


def last_version(pohon: Pohon) -> VersiPohon | None:
    """Return the last frozen version of a tree, None while there is none; one query."""
    rows = VersiPohon.objects.filter(pohon=pohon).select_related(*RELATED)
    return rows.order_by("-nomor").first()


def may_write(request: SignedInRequest, pohon: Pohon) -> bool:
    """Whether the user may write the report of the tree now."""
    return not pohon.periode.terkunci and not actions.why_not_write(request.user, pohon)


def may_answer(request: SignedInRequest, pohon: Pohon) -> bool:
    """Whether the user answers findings of the tree now."""
    rights = izin(request.user).may_edit(pohon.instansi_id, pohon.unit)
    return rights and not pohon.periode.terkunci


@require_safe
def laporan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Show the report of a tree's last version: results, findings with their follow-up, and what the user may do."""
    pohon = load_pohon(request.user, pohon_id)
    versi = last_version(pohon)
    if versi is None:
        return render(request, "evaluasi/kertas_belum.html", {"pohon": pohon})
    tahun = year_of(request, pohon.periode)
    isi = read_reports(request.user, [versi], tahun)[0]
    rows = [
        {
            "temuan": row,
            "tentang": isi.about(row),
            "bagian": [(label, getattr(row, name)) for label, name in pantau.PARTS],
            "terlambat": pantau.is_overdue(row),
        }
        for row in isi.daftar
    ]
    context = {
        "pohon": pohon,
        "versi": versi,
        "tahun": tahun,
        "laporan": isi,
        "daftar": rows,
        "boleh_tulis": may_write(request, pohon),
        "boleh_jawab": may_answer(request, pohon),
    }
    return render(request, "evaluasi/laporan.html", context)


# --- Writing ---------------------------------------------------------------------------------------
def tambah_temuan_evaluasi(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Write a new finding; `?simpul=` names the node it is about."""
    pohon = load_pohon(request.user, pohon_id)
    actions.require_write(request.user, pohon)
    versi = last_version(pohon)
    if versi is None:
        raise Http404
    initial = {"simpul": number_of(request.GET.get("simpul")) or None}
    form = TemuanEvaluasiForm(submitted(request), versi=versi, initial=initial)
    if wanted := request.POST.get("pola"):
        form = TemuanEvaluasiForm(versi=versi, initial=_typical(form, wanted))
    context = {"pohon": pohon, "form": form, "daftar_pola": letters()}
    return _write(
        request,
        form,
        lambda data: actions.add_finding(user=request.user, pohon_id=pohon_id, data=data),
        "evaluasi/laporan_tambah.html",
        context,
    )


def ubah_temuan_evaluasi(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a finding."""
    row = load_finding(request, pk)
    actions.require_write(request.user, row.pohon)
    initial = {"seen": actions.seen_of(row)}
    form = TemuanEvaluasiForm(submitted(request), instance=row, versi=row.versi, initial=initial)
    if wanted := request.POST.get("pola"):
        typical = _typical(form, wanted)
        form = TemuanEvaluasiForm(instance=row, versi=row.versi, initial=typical)
    context = {"pohon": row.pohon, "temuan": row, "form": form, "daftar_pola": letters()}
    return _write(
        request,
        form,
        lambda data: actions.change_finding(
            user=request.user, pk=pk, seen=str(data.get("seen", "")), data=data
        ),
        "evaluasi/laporan_ubah.html",
        context,
    )


def _typical(form: TemuanEvaluasiForm, huruf: str) -> dict[str, Any]:
    """Return what was typed, with typical sentences of a group of rules where nothing stands; nothing is saved."""
    typed = {name: form.data.get(name, "") for name in form.fields}
    fill = {name: text for name, text in pola_of(huruf).items() if not typed[name].strip()}
    return {**typed, **fill}


def _write(
    request: SignedInRequest,
    form: TemuanEvaluasiForm,
    act: Callable[[dict[str, Any]], TemuanEvaluasi],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Let an action keep what the form says and go to the finding; else show the form with its sentences."""
    if form.is_bound and form.is_valid():
        try:
            row = act(form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            context["terbaru"] = _newest(form)
        else:
            messages.success(request, f"Temuan {row.nomor} disimpan.")
            return redirect(f"{reverse('evaluasi:laporan', args=[row.pohon_id])}#temuan-{row.pk}")
    return render(request, template, context)


def _newest(form: TemuanEvaluasiForm) -> TemuanEvaluasi | None:
    """Return the finding as it is now, where the form was refused for what another person changed.

    The form then carries the newest mark, so that who has read it can save again.
    """
    row = TemuanEvaluasi.objects.filter(pk=form.instance.pk).first() if form.instance.pk else None
    if row is None or form.cleaned_data.get("seen") == actions.seen_of(row):
        return None
    form.data = {**form.data.dict(), "seen": actions.seen_of(row)}  # type: ignore[attr-defined]
    return row


def hapus_temuan_evaluasi(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a finding nobody answered."""
    row = load_finding(request, pk)
    actions.require_write(request.user, row.pohon)
    back = reverse("evaluasi:laporan", args=[row.pohon_id])
    if request.method == "POST":
        try:
            actions.delete_finding(user=request.user, pk=pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Temuan {row.nomor} dihapus.")
        return redirect(back)
    context = {
        "pohon": row.pohon,
        "tanya": f"Hapus temuan {row.nomor}?",
        "akibat": "Temuan sesudahnya maju satu nomor. Temuan yang dihapus tidak dapat dikembalikan.",
        "halangan": "Temuan ini sudah ditindaklanjuti, jadi tidak dapat dihapus."
        if row.tindak_lanjut
        else "",
        "batal": back,
    }
    return render(request, "evaluasi/laporan_hapus.html", context)


@require_POST
def pindah_temuan_evaluasi(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a finding one place up or down."""
    try:
        row = actions.move_finding(user=request.user, pk=pk, arah=request.POST.get("arah", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        row = load_finding(request, pk)
    return redirect(f"{reverse('evaluasi:laporan', args=[row.pohon_id])}#temuan-{row.pk}")


# --- Downloads -------------------------------------------------------------------------------------
@require_safe
def unduh_laporan(request: SignedInRequest, pohon_id: int, ext: str) -> HttpResponseBase:
    """Download the report of a tree as PDF or Word, or its findings as Excel."""
    if ext not in berkas.BENTUK_TABEL:
        raise Http404
    pohon = load_pohon(request.user, pohon_id)
    versi = last_version(pohon)
    if versi is None:
        raise Http404
    tahun = year_of(request, pohon.periode)
    owner = (pohon.unit or pohon.instansi).nama
    daftar = read_reports(request.user, [versi], tahun)
    naskah = Naskah(pohon.instansi, owner, tahun, daftar)
    return berkas.download(
        request,
        name=exporter.file_name(owner, tahun, ext),
        make=lambda: exporter.write(naskah, ext),
        back=reverse("evaluasi:laporan", args=[pohon_id]),
    )


@require_safe
def unduh_laporan_semua(request: SignedInRequest, ext: str) -> HttpResponseBase:
    """Make the report of a unit or of the whole instansi as a Tugas."""
    if ext not in berkas.BENTUK_TABEL:
        raise Http404
    instansi = require_instansi(request)
    pilihan = Pilihan(request, instansi)
    cakupan = pilihan.cakupan
    if cakupan is None or not cakupan.versions(request.user).exists():
        raise Http404
    return start_job(
        request,
        jenis=exporter.JOB,
        judul=f"Laporan hasil evaluasi {cakupan.nama} {pilihan.tahun} ({ext.upper()})",
        instansi=instansi,
        argumen={
            "periode": cakupan.periode.pk,
            "unit": cakupan.unit.pk if cakupan.unit else None,
            "tahun": pilihan.tahun,
            "ext": ext,
        },
        back=f"{reverse('evaluasi:daftar_kertas')}?{pilihan.alamat}",
    )
