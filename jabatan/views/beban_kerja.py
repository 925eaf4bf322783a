"""Workload at a glance: positions without kinerja, overloaded positions, nodes without a carrier; also as Excel."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jabatan.exporters.beban_kerja import workload_file
from jabatan.proses.langkah import JAM_PER_HARI
from jabatan.sebaran.beban_kerja import (
    MOST_HOURS,
    MOST_KINERJA,
    BebanKerja,
    default_period,
)
from lib import berkas
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.models import Periode, Unit

TAMPIL = {
    "": "Semua jabatan",
    "kosong": "Belum mengampu kinerja",
    "berat": "Melebihi batas",
    "simpul": "Simpul tanpa pengampu",
}
PER_PAGE = 50
LARGEST_LIMIT = 1000


def _beban(request: SignedInRequest) -> BebanKerja | None:
    """Return the workload asked for by ?periode=, ?unit= and ?batas=; None while the instansi has no period."""
    user, instansi = request.user, require_instansi(request)
    periode = default_period(user, instansi, timezone.localdate().year)
    if pk := number_of(request.GET.get("periode")):
        periode = get_object_or_404(
            Periode.objects.visible_to(user).filter(instansi=instansi), pk=pk
        )
    unit = None
    if pk := number_of(request.GET.get("unit")):
        unit = get_object_or_404(Unit.objects.visible_to(user).filter(instansi=instansi), pk=pk)
    if periode is None:
        return None
    batas = min(number_of(request.GET.get("batas")), LARGEST_LIMIT) or MOST_KINERJA
    return BebanKerja(user, instansi, periode, unit, batas)


@require_safe
def beban_kerja(request: SignedInRequest) -> HttpResponse:
    """Show what each position carries, or (`?tampil=simpul`) which nodes nobody carries."""
    beban = _beban(request)
    if beban is None:
        return render(request, "jabatan/beban_kerja.html", {"beban": None})
    tampil = request.GET.get("tampil", "")
    tampil = tampil if tampil in TAMPIL else ""
    rows = beban.simpul_lepas if tampil == "simpul" else beban.kept(tampil)
    instansi = beban.instansi
    context = {
        "beban": beban,
        "tampil": tampil,
        "daftar_tampil": [
            ("", TAMPIL[""], len(beban.daftar)),
            ("kosong", TAMPIL["kosong"], len(beban.kept("kosong"))),
            ("berat", TAMPIL["berat"], len(beban.kept("berat"))),
            ("simpul", TAMPIL["simpul"], len(beban.simpul_lepas)),
        ],
        "halaman": Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman")),
        "daftar_periode": [
            (str(row.pk), str(row))
            for row in Periode.objects.visible_to(request.user).filter(instansi=instansi)
        ],
        "periode_terpilih": str(beban.periode.pk),
        "daftar_unit": Unit.objects.visible_to(request.user)
        .filter(instansi=instansi)
        .order_by("lft"),
        "batas_jam": MOST_HOURS,
        "jam_sehari": JAM_PER_HARI,
    }
    return render(request, "jabatan/beban_kerja.html", context)


@require_safe
def unduh_beban_kerja(request: SignedInRequest) -> HttpResponseBase:
    """Download the workload as Excel."""
    beban = _beban(request)
    if beban is None:
        return render(request, "jabatan/beban_kerja.html", {"beban": None})
    whose = beban.unit.nama if beban.unit else beban.instansi.nama
    return berkas.download(
        request,
        name=berkas.safe_name(f"Beban kerja {whose} {beban.periode}", "xlsx"),
        make=lambda: workload_file(beban),
        back=reverse("jabatan:beban_kerja"),
    )
