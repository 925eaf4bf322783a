"""The structure as a whole: as a workbook out and back in by way of a preview, and as a chart."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jabatan import importers
from jabatan.exporters import bagan
from jabatan.exporters.struktur import structure_file, structure_name
from jabatan.forms.struktur import ImporStrukturForm
from jabatan.struktur.bagan import chart_rows, nest
from lib import berkas
from lib.masukan import number_of
from lib.pratinjau import preview_upload
from lib.tabel import Kertas
from lib.teks import format_number
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Instansi, Unit
from organisasi.views.tugas import start_job

AT_ONCE = 150  # positions; a PDF of more takes long enough to be a Tugas
LEGENDA = (
    ("puncak", "Kepala daerah/Menteri"),
    ("jpt", "JPT"),
    ("administrator", "Administrator"),
    ("pengawas", "Pengawas"),
    ("jf", "Jabatan fungsional"),
    ("pelaksana", "Pelaksana"),
)
MOST_LINES = 200  # of each list of the preview
KINDS = {"templat": True, "struktur": False}


def _require_writer(request: SignedInRequest) -> Instansi:
    """Return the instansi at work if the user may write some of its structure."""
    instansi = require_instansi(request)
    if not izin(request.user).may_edit_some(instansi.pk):
        require_edit(request.user, instansi.pk, None)
    return instansi


@require_safe
def unduh_struktur(request: SignedInRequest, jenis: str) -> HttpResponseBase:
    """Download the structure as it is, or the empty template with examples."""
    instansi = require_instansi(request)
    if jenis not in KINDS:
        raise Http404
    return berkas.download(
        request,
        name=structure_name(instansi, kosong=KINDS[jenis]),
        make=lambda: structure_file(instansi, kosong=KINDS[jenis]),
        back=reverse("jabatan:daftar_jabatan"),
    )


def impor_struktur(request: SignedInRequest) -> HttpResponse:
    """Take a workbook and show what it would change; nothing is written here."""
    instansi = _require_writer(request)
    context = {
        **preview_upload(
            request, ImporStrukturForm, lambda file: _preview(request, instansi, file)
        ),
        "is_admin": izin(request.user).is_admin(instansi.pk),
    }
    return render(request, "jabatan/impor_struktur.html", context)


def _preview(request: SignedInRequest, instansi: Instansi, file: Any) -> dict[str, Any]:
    # What is sealed belongs to the state that was read: a change in between makes the preview stale, never wrong.
    fresh = Instansi.objects.visible_to(request.user).get(pk=instansi.pk)
    terbaca = importers.parse(file)
    rencana = importers.check(terbaca, fresh, request.user)
    problems = rencana.sorted_problems()
    is_ready = not problems and not rencana.is_empty
    return {
        "rencana": rencana,
        "masalah": problems,
        "jumlah_masalah": len(set(rencana.masalah)),
        "tambah": [
            (name, list(rows)) for name, rows in groupby(rencana.tambah, lambda t: t.lembar)
        ],
        "paling_banyak": MOST_LINES,
        "tersegel": importers.seal(request.user, fresh, terbaca) if is_ready else "",
    }


@require_POST
def terapkan_struktur(request: SignedInRequest) -> HttpResponse:
    """Write what the preview showed, all of it or nothing."""
    instansi = _require_writer(request)
    try:
        terbaca, nomor = importers.unseal(request.user, instansi, request.POST.get("tersegel", ""))
        rencana = importers.save(request.user, instansi.pk, terbaca, nomor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("jabatan:impor_struktur")
    except importers.Basi as stale:
        context = {
            "form": ImporStrukturForm(),
            "basi": str(stale),
            "masalah_basi": stale.masalah,
            "is_admin": izin(request.user).is_admin(instansi.pk),
        }
        return render(request, "jabatan/impor_struktur.html", context, status=409)
    messages.success(request, f"Struktur disimpan: {_summary(rencana)}.")
    return redirect("jabatan:daftar_jabatan")


def _summary(rencana: importers.Rencana) -> str:
    parts = [
        f"{format_number(count.baru)} {name.lower()} baru dan {format_number(count.ubah)} diubah"
        for name, count in rencana.hitungan.items()
        if count.baru or count.ubah
    ]
    return "; ".join(parts) or "tidak ada yang berubah"


def _unit(request: SignedInRequest, instansi: Instansi) -> Unit | None:
    """Return the unit named by `?unit=`, or 404 when it is not one of the instansi."""
    pk = number_of(request.GET.get("unit"))
    if not pk:
        return None
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi)
    unit: Unit = get_object_or_404(units, pk=pk)
    return unit


@require_safe
def bagan_struktur(request: SignedInRequest) -> HttpResponse:
    """Show the positions of the instansi, or of one unit, as a chart with their holders."""
    instansi = require_instansi(request)
    unit = _unit(request, instansi)
    daftar = nest(chart_rows(request.user, instansi, unit))
    for row in daftar:
        row.kelompok, row.label = bagan.KELOMPOK[row.jenjang], bagan.label_of(row)
    context = {
        "daftar": daftar,
        "unit": unit,
        "ada_jabatan": bool(daftar) or unit is not None,
        "daftar_unit": Unit.objects.visible_to(request.user)
        .filter(instansi=instansi)
        .order_by("lft"),
        "legenda": LEGENDA,
    }
    return render(request, "jabatan/bagan_struktur.html", context)


@require_safe
def unduh_bagan_struktur(request: SignedInRequest) -> HttpResponseBase:
    """Download the chart as PDF; ?kertas=A4 or A3, ?unit= for one unit."""
    instansi = require_instansi(request)
    unit = _unit(request, instansi)
    paper = request.GET.get("kertas", "").upper()
    kertas = Kertas.A3 if paper == Kertas.A3.value else Kertas.A4
    daftar = chart_rows(request.user, instansi, unit)
    back = reverse("jabatan:bagan_struktur")
    if not daftar:
        messages.error(request, "Belum ada jabatan untuk digambar.")
        return redirect(back)
    name = bagan.chart_name(instansi, unit, kertas.value)
    if len(daftar) > AT_ONCE:
        return start_job(
            request,
            jenis="bagan_struktur_pdf",
            judul=f"Bagan struktur {kertas.value} (PDF): {unit.nama if unit else instansi.nama}",
            instansi=instansi,
            argumen={
                "instansi": instansi.pk,
                "unit": unit.pk if unit else 0,
                "kertas": kertas.value,
            },
            back=back,
        )
    return berkas.download(
        request,
        name=name,
        make=lambda: bagan.draw(daftar, instansi, unit, kertas),
        back=back,
    )
