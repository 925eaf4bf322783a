"""Importing nomenclature: the form, the preview of a checked file, applying it, its findings as Excel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lib import berkas, xlsx
from lib.daftar import search_text
from lib.forms import add_errors
from organisasi import tugas as jobs
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_nomenklatur
from organisasi.models import Tugas
from perencanaan.actions.impor_nomenklatur import FILE_KEPT, drop_files
from perencanaan.exporters.temuan_nomenklatur import changes_table, findings_table
from perencanaan.forms import ImporNomenklaturForm
from perencanaan.importers.simpan import unpack_temuan
from perencanaan.models import ImporNomenklatur, Nomenklatur, VersiNomenklatur

MOST_LINES = 200
PAST = "Pratinjau ini sudah lewat sehari, jadi berkasnya tidak disimpan lagi. Unggah sekali lagi."
RECENT = 5
JOBS = ("periksa_nomenklatur", "terapkan_nomenklatur")


def impor_nomenklatur(request: SignedInRequest) -> HttpResponse:
    """Take a file; it is read and checked in the background, and nothing is saved here."""
    require_nomenklatur(request.user)
    drop_files()
    sent = request.method == "POST"
    form = ImporNomenklaturForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        row = _keep(request, form)
        try:
            _start(row, "periksa_nomenklatur", "Periksa nomenklatur")
        except ValidationError as error:
            row.delete()
            add_errors(form, error)
        else:
            return redirect("perencanaan:pratinjau_nomenklatur", row.pk)
    recent = ImporNomenklatur.objects.visible_to(request.user).defer("isi", "baris", "temuan")
    context = {"form": form, "terakhir": list(recent[:RECENT]), "hari_simpan": jobs.KEPT_DAYS}
    return render(request, "perencanaan/impor_nomenklatur.html", context)


def _keep(request: SignedInRequest, form: ImporNomenklaturForm) -> ImporNomenklatur:
    """Record the file."""
    data = form.cleaned_data
    return ImporNomenklatur.objects.create(
        pengguna=request.user,
        pilihan=form.pilihan.to_json(),
        nama=data["berkas"].name[:200],
        isi=data["berkas"].read(),
        teks_hapus=data["teks_hapus"],
        isi_hapus=data["berkas_hapus"].read() if data["berkas_hapus"] else b"",
    )


def _start(row: ImporNomenklatur, jenis: str, judul: str) -> None:
    jobs.start(
        jenis=jenis,
        judul=f"{judul}: {row.pilihan['peraturan']}",
        pengguna=row.pengguna,
        instansi=None,
        argumen={"impor": row.pk},
    )


@never_cache
@require_safe
def pratinjau_nomenklatur(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how far the job is; then what the file would change, and every refused row (`?q=`, `?jenis=`)."""
    drop_files()
    row = _get(request, pk)
    tugas = _job(request, row)
    context: dict[str, Any] = {
        "impor": row,
        "tugas": tugas,
        "terhenti": tugas is not None and jobs.is_stale(tugas),
        "gagal": tugas is not None and tugas.status in (Tugas.Status.GAGAL, Tugas.Status.BATAL),
        "lewat": _is_past(row),
        "dasar": VersiNomenklatur.objects.filter(pk=row.pilihan.get("dasar")).first(),
    }
    if row.ringkasan:
        context |= _preview(request, row)
    return render(request, "perencanaan/pratinjau_nomenklatur.html", context)


def _preview(request: SignedInRequest, row: ImporNomenklatur) -> dict[str, Any]:
    jenis, text = request.GET.get("jenis", ""), search_text(request).casefold()
    temuan, ubahan = unpack_temuan(bytes(row.temuan))
    found = [
        satu
        for satu in temuan
        if jenis not in ("tolak", "peringatan") or satu.tolak == (jenis == "tolak")
    ]
    if text:
        found = [s for s in found if text in f"{s} {s.kolom} {s.kode}".casefold()]
    tingkat, jenjang = dict(Nomenklatur.Tingkat.choices), dict(Nomenklatur.Jenjang.choices)
    levels = [
        {**level, "tingkat": tingkat[level["tingkat"]], "jenjang": jenjang[level["jenjang"]]}
        for level in row.ringkasan["jenjang"]
    ]
    total = row.ringkasan["jumlah"]
    return {
        "ringkasan": row.ringkasan,
        "daftar_jenjang": levels,
        "daftar_temuan": found[:MOST_LINES],
        "banyak_temuan": len(found),
        "paling_banyak": MOST_LINES,
        "jenis": jenis,
        "daftar_ubahan": ubahan[:MOST_LINES],
        "banyak_ubahan": len(ubahan),
        "ada_baris": any(total.values()),
        "ada_perubahan": any(total[name] for name in ("baru", "berubah", "dihapus")),
    }


@require_POST
def terapkan_nomenklatur(request: SignedInRequest, pk: int) -> HttpResponse:
    """Start saving what the preview showed; refused rows are left out only when the user says so."""
    row = _get(request, pk)
    tugas = _job(request, row)
    answer = redirect("perencanaan:pratinjau_nomenklatur", pk)
    if row.diterapkan or (tugas and tugas.is_open and not jobs.is_stale(tugas)):
        return answer
    reason = _why_not(row, agreed=request.POST.get("kecuali") == "1")
    if not reason:
        try:
            _start(row, "terapkan_nomenklatur", "Impor nomenklatur")
        except ValidationError as error:
            reason = " ".join(error.messages)
    if reason:
        messages.error(request, reason)
    return answer


def _why_not(row: ImporNomenklatur, *, agreed: bool) -> str:
    if not row.ringkasan:
        return "Berkas ini belum selesai diperiksa."
    if _is_past(row):
        return PAST
    if row.ringkasan["terhalang"]:
        return str(row.ringkasan["terhalang"])
    if not any(row.ringkasan["jumlah"].values()):
        return "Tidak ada baris yang dapat disimpan. Perbaiki berkasnya, lalu unggah lagi."
    if row.ringkasan["tolak"] and not agreed:
        return "Centang dahulu bahwa baris yang ditolak tidak ikut disimpan."
    return ""


@require_POST
def tugas_nomenklatur(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel (`aksi=batal`) or repeat (`aksi=ulang`) the job of an import."""
    row = _get(request, pk)
    tugas = _job(request, row)
    if tugas is not None:
        done = jobs.cancel(tugas) if request.POST.get("aksi") == "batal" else jobs.repeat(tugas)
        if not done:
            messages.info(request, "Tugas ini sudah berakhir atau masih dikerjakan.")
    return redirect("perencanaan:pratinjau_nomenklatur", pk)


@require_safe
def unduh_temuan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download every refused row and warning as Excel."""
    row = _get(request, pk)
    temuan, ubahan = unpack_temuan(bytes(row.temuan))
    judul = f"Temuan impor {row.pilihan['peraturan']}"
    return berkas.download(
        request,
        name=berkas.safe_name(judul, "xlsx"),
        make=lambda: xlsx.write([findings_table(judul, temuan), changes_table(judul, ubahan)]),
        back=reverse("perencanaan:pratinjau_nomenklatur", args=[pk]),
    )


def _is_past(row: ImporNomenklatur) -> bool:
    """Whether the file of a preview was let go of before it was applied."""
    return not row.diterapkan and row.dibuat < timezone.now() - FILE_KEPT


def _get(request: SignedInRequest, pk: int) -> ImporNomenklatur:
    require_nomenklatur(request.user)
    rows = ImporNomenklatur.objects.visible_to(request.user).select_related("versi", "pengguna")
    return get_object_or_404(rows.defer("isi", "isi_hapus", "baris"), pk=pk)


def _job(request: SignedInRequest, row: ImporNomenklatur) -> Tugas | None:
    """Return the latest job of an import."""
    own = Tugas.objects.visible_to(request.user).filter(jenis__in=JOBS, argumen__impor=row.pk)
    return own.order_by("-dibuat").first()
