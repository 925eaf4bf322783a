"""Findings of all trees of the instansi at work: lists, sums, downloads, and checking again."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from evaluasi import actions
from evaluasi.daftar_temuan import FILTERS, Pilihan, by_id, choose, name_nodes
from evaluasi.exporters import temuan as exporter
from evaluasi.models import Pemeriksaan, TemuanTersimpan
from evaluasi.saringan import ALASAN
from evaluasi.temuan import check
from lib import berkas
from lib.aturan import KELOMPOK
from lib.daftar import paginate, sort
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_recheck
from organisasi.models import Periode, Unit
from organisasi.views.tugas import start_job
from pohon.models import Pohon

PER_PAGE = 25
AT_ONCE = 1000  # findings; a PDF or Word file of more takes long enough to be a Tugas
SUSUNAN = [
    ("pohon", "Per pohon"),
    ("aturan", "Per aturan"),
    ("unit", "Per unit"),
    ("rincian", "Satu per satu"),
]
OF_POHON = {
    "pohon": "outcome",
    "unit": "unit__nama",
    "galat": "galat",
    "peringatan": "peringatan",
    "tanpa": "tanpa",
    "ditolak": "ditolak",
    "saran": "saran",
    "diperiksa": "pemeriksaan__diperiksa",
}
OF_SUM = ("jumlah", "galat", "peringatan", "tanpa", "saran", "di")
OF_TEMUAN = {
    "aturan": ("aturan", "pohon", "urutan"),
    "pohon": ("pohon", "urutan"),
    "tingkat": ("tingkat", "aturan", "pohon", "urutan"),
}


@require_safe
def daftar_temuan(request: SignedInRequest) -> HttpResponse:
    """Show what the last checks found in the trees of the instansi: per tree, rule or unit, or one by one."""
    instansi = require_instansi(request)
    pilihan = choose(request.user, instansi, request.GET)
    susunan = request.GET.get("susunan", "")
    if susunan not in dict(SUSUNAN):
        susunan = "pohon"
    mine = Pohon.objects.visible_to(request.user).filter(instansi=instansi)
    context = {
        "susunan": susunan,
        "daftar_susunan": SUSUNAN,
        "halaman": _page(request, pilihan, susunan),
        "jumlah": pilihan.totals(),
        "boleh_periksa": izin(request.user).may_recheck(instansi.pk),
        "usang": mine.filter(Pemeriksaan.stale_q()).count(),
        "daftar_unit": Unit.objects.visible_to(request.user)
        .filter(instansi=instansi)
        .order_by("lft"),
        "daftar_periode": Periode.objects.visible_to(request.user).filter(instansi=instansi),
        "daftar_huruf": [(huruf, f"{huruf}. {nama}") for huruf, nama in KELOMPOK.items()],
        "daftar_tingkat": TemuanTersimpan.TINGKAT,
        "daftar_alasan": ALASAN,
        "disaring": any(request.GET.get(name) for name in FILTERS),
        "aturan_terpilih": by_id().get(request.GET.get("aturan", "")),
    }
    return render(request, "evaluasi/daftar_temuan.html", context)


def _page(request: SignedInRequest, pilihan: Pilihan, susunan: str) -> Any:
    if susunan == "rincian":
        return _one_by_one(request, pilihan)
    if susunan == "pohon":
        trees = pilihan.by_pohon().annotate(usang=Pemeriksaan.stale_q())
        return paginate(request, sort(request, trees, OF_POHON, default="-galat"))
    rows, name = (
        (pilihan.by_unit(), "pohon__unit__nama")
        if susunan == "unit"
        else (pilihan.by_aturan(), "aturan")
    )
    lines: Any = rows.order_by(*_order(request, name))
    sums: Page[Any] = Paginator(lines, PER_PAGE).get_page(request.GET.get("halaman"))
    known = by_id()
    for line in sums:
        line["oleh_aturan"] = known.get(line.get("aturan", ""))
    return sums


def _order(request: SignedInRequest, name: str) -> tuple[str, str]:
    """Return by what sums are ordered (`?urut=`): the name or one of the numbers, the greatest first by default."""
    chosen = request.GET.get("urut", "-jumlah")
    if chosen.removeprefix("-") not in (*OF_SUM, "nama"):
        chosen = "-jumlah"
    request.urut = chosen  # type: ignore[attr-defined]
    return chosen.replace("nama", name), name


def _one_by_one(request: SignedInRequest, pilihan: Pilihan) -> Any:
    page = paginate(request, sort(request, pilihan.one_by_one(), OF_TEMUAN, default="pohon"))
    name_nodes(page)
    return page


@require_POST
def periksa_ulang(request: SignedInRequest) -> HttpResponse:
    """Check the trees of the instansi at work again as a background job: the changed ones, or (`semua`) all."""
    instansi = require_instansi(request)
    require_recheck(request.user, instansi.pk)
    semua = request.POST.get("semua") == "1"
    return start_job(
        request,
        jenis=actions.PERIKSA_TEMUAN,
        judul="Memeriksa semua pohon" if semua else "Memeriksa pohon yang berubah",
        instansi=instansi,
        argumen={"instansi": instansi.pk, "semua": semua},
        back=reverse("evaluasi:daftar_temuan"),
    )


@require_safe
def unduh_temuan(request: SignedInRequest, ext: str) -> HttpResponseBase:
    """Download the findings the address asks for, as Excel, PDF or Word; one tree (`?pohon=`) is checked first."""
    if ext not in berkas.BENTUK_TABEL:
        raise Http404
    instansi = require_instansi(request)
    if pk := number_of(request.GET.get("pohon")):
        rows = Pohon.objects.visible_to(request.user)
        pohon = rows.select_related("instansi", "unit", "periode").filter(pk=pk).first()
        if pohon is None:
            raise Http404
        instansi = pohon.instansi
        actions.keep(check(pohon))
    query = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    pilihan = choose(request.user, instansi, query)
    if ext != "xlsx" and pilihan.temuan.count() > AT_ONCE:
        return start_job(
            request,
            jenis=exporter.JOB,
            judul=f"Temuan {instansi.nama} ({ext.upper()})",
            instansi=instansi,
            argumen={"instansi": instansi.pk, "saringan": query, "ext": ext},
            back=reverse("evaluasi:daftar_temuan"),
        )
    return berkas.download(
        request,
        name=exporter.file_name(instansi, ext),
        make=lambda: exporter.write(pilihan, instansi, ext),
        back=reverse("evaluasi:daftar_temuan"),
    )
