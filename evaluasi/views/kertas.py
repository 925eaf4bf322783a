"""Working papers: the list of what was submitted, the papers of one version, and those of a unit or instansi."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluasi import kertas as papers
from evaluasi.exporters import kertas as exporter
from evaluasi.exporters.kertas import Cakupan
from evaluasi.kertas.lembar import read
from evaluasi.models import Penugasan, TemuanEvaluasi
from lib import berkas
from lib.daftar import paginate, search, sort
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.models import Instansi, Periode, Unit
from organisasi.views.tugas import start_job
from perencanaan.aturan.skor import consistency
from pohon.aturan import KonteksPohon
from pohon.models import Pohon, Simpul, VersiPohon

PAGE = 200  # rows of one paper
TREES = 10  # whose papers stand on one page
COLUMNS = {
    "unit": ("pohon__unit__lft", "pohon"),
    "pohon": "outcome",
    "waktu": "waktu",
}


# --- What is asked ---------------------------------------------------------------------------------
class Pilihan:
    """The periode, unit and year an address asks for in the instansi at work; `cakupan` is None without a periode."""

    def __init__(self, request: SignedInRequest, instansi: Instansi) -> None:
        periods = Periode.objects.visible_to(request.user).filter(instansi=instansi)
        self.daftar_periode = list(periods)
        units = Unit.objects.visible_to(request.user).filter(instansi=instansi)
        self.daftar_unit = list(units.order_by("lft"))
        self.periode = self._periode(request)
        self.unit = _unit(request, self.daftar_unit)
        self.tahun = year_of(request, self.periode) if self.periode else None
        self.cakupan = Cakupan(instansi, self.periode, self.unit) if self.periode else None

    def _periode(self, request: SignedInRequest) -> Periode | None:
        wanted = number_of(request.GET.get("periode"))
        chosen = next((row for row in self.daftar_periode if row.pk == wanted), None)
        this = timezone.localdate().year
        now = next((row for row in self.daftar_periode if this in row.tahun), None)
        return chosen or now or next(iter(self.daftar_periode), None)

    @property
    def alamat(self) -> str:
        """The choice as the query of an address."""
        parts: dict[str, Any] = {}
        if self.periode:
            parts = {"periode": self.periode.pk, "tahun": self.tahun}
        if self.unit:
            parts["unit"] = self.unit.pk
        return urlencode(parts)


def _unit(request: SignedInRequest, units: list[Unit]) -> Unit | None:
    """Return the unit asked for; 404 for one the user does not see."""
    wanted = number_of(request.GET.get("unit"))
    if not wanted:
        return None
    found = next((row for row in units if row.pk == wanted), None)
    if found is None:
        raise Http404
    return found


def year_of(request: SignedInRequest, periode: Periode) -> int:
    """Return the year of `?tahun=` if it lies in the periode, else the present one or the nearest in it."""
    asked = number_of(request.GET.get("tahun"))
    if asked in periode.tahun:
        return asked
    return min(max(timezone.localdate().year, periode.tahun_awal), periode.tahun_akhir)


def load(request: SignedInRequest, versi_id: int) -> VersiPohon:
    """Return a version of a tree the user may read, else Http404."""
    rows = VersiPohon.objects.filter(pohon__in=Pohon.objects.visible_to(request.user))
    related = ("pohon__unit", "pohon__instansi", "pohon__periode")
    return get_object_or_404(rows.select_related(*related), pk=versi_id)


# --- The list --------------------------------------------------------------------------------------
@require_safe
def daftar_kertas(request: SignedInRequest) -> HttpResponse:
    """List the last version of each tree with its team and findings, and offer the papers of all of them."""
    instansi = require_instansi(request)
    pilihan = Pilihan(request, instansi)
    rows = VersiPohon.objects.none()
    if pilihan.cakupan:
        rows = pilihan.cakupan.versions(request.user)
    rows = _with_outcome(rows)
    rows = search(request, rows, "outcome", "pohon__unit__nama", "pohon__unit__singkatan")
    rows = sort(request, rows.defer("isi"), COLUMNS, default="unit")
    halaman = paginate(request, rows)
    _add_teams(halaman.object_list)
    context = {
        "pilihan": pilihan,
        "halaman": halaman,
        "disaring": bool(request.GET.get("q") or pilihan.unit),
    }
    return render(request, "evaluasi/kertas_daftar.html", context)


def _with_outcome(rows: QuerySet[VersiPohon]) -> QuerySet[VersiPohon]:
    root = Simpul.objects.filter(pohon=OuterRef("pohon"), induk=None)
    found = TemuanEvaluasi.objects.filter(pohon=OuterRef("pohon")).order_by().values("pohon")
    counted: QuerySet[VersiPohon] = rows.annotate(
        outcome=Subquery(root.values("pernyataan")[:1]),
        jumlah_temuan=Subquery(found.annotate(n=Count("pk")).values("n")),
    )
    return counted


def _add_teams(rows: Any) -> None:
    """Give each version its `tim`; one query."""
    teams: dict[int, list[str]] = {}
    wanted = [row.pohon_id for row in rows]
    for row in Penugasan.objects.filter(pohon__in=wanted).select_related("evaluator"):
        teams.setdefault(row.pohon_id, []).append(str(row.evaluator))
    for row in rows:
        row.tim = teams.get(row.pohon_id, [])


# --- One version -----------------------------------------------------------------------------------
@require_safe
def kertas_pohon(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Lead to the papers of a tree's last version, or say that there is none yet."""
    pohon = get_object_or_404(Pohon.objects.visible_to(request.user).with_outcome(), pk=pohon_id)
    last = VersiPohon.objects.filter(pohon=pohon).order_by("-nomor").values_list("pk", flat=True)
    if pk := last.first():
        return redirect("evaluasi:kertas", pk, papers.DAFTAR[0].kunci)
    return render(request, "evaluasi/kertas_belum.html", {"pohon": pohon})


@require_safe
def kertas(request: SignedInRequest, versi_id: int, kunci: str) -> HttpResponse:
    """Show one working paper of a version."""
    if kunci not in {paper.kunci for paper in papers.DAFTAR}:
        raise Http404
    versi = load(request, versi_id)
    tahun = year_of(request, versi.pohon.periode)
    isi = read(request.user, [versi], tahun)
    tabel = papers.BY_KEY[kunci].tabel(isi)
    halaman = paginate(request, tabel.baris, PAGE)  # type: ignore[type-var]
    others = VersiPohon.objects.filter(pohon=versi.pohon_id).defer("isi").order_by("-nomor")
    context: dict[str, Any] = {
        "versi": versi,
        "lembar": isi.satu,
        "daftar_versi": others,
        "daftar_kertas": papers.DAFTAR,
        "kunci": kunci,
        "tahun": tahun,
        "halaman": halaman,
        "tabel": replace(tabel, baris=list(halaman.object_list)),
    }
    if kunci == papers.CASCADING:
        frozen = versi.isi
        context["konsistensi"] = consistency(KonteksPohon(frozen, frozen["simpul"]))
    return render(request, "evaluasi/kertas.html", context)


@require_safe
def unduh_kertas(request: SignedInRequest, versi_id: int, kunci: str, ext: str) -> HttpResponseBase:
    """Download one paper of a version, or all of them (`semua`), as Excel, PDF or Word."""
    known = {paper.kunci for paper in papers.DAFTAR} | {papers.WHOLE}
    if ext not in berkas.BENTUK_TABEL or kunci not in known:
        raise Http404
    versi = load(request, versi_id)
    tahun = year_of(request, versi.pohon.periode)
    isi = read(request.user, [versi], tahun)
    owner = versi.pohon.unit or versi.pohon.instansi
    return berkas.download(
        request,
        name=exporter.file_name(owner.nama, kunci, tahun, ext),
        make=lambda: berkas.write_tables(papers.tables(isi, kunci), ext, penulis=owner.nama),
        back=reverse("evaluasi:kertas", args=[versi_id, papers.DAFTAR[0].kunci]),
    )


# --- A unit, or the whole instansi -----------------------------------------------------------------
@require_safe
def kertas_semua(request: SignedInRequest, kunci: str) -> HttpResponse:
    """Show one paper of all trees of a unit or instansi, some trees a page."""
    if kunci not in papers.BY_KEY:
        raise Http404
    pilihan = Pilihan(request, require_instansi(request))
    rows = VersiPohon.objects.none()
    if pilihan.cakupan:
        rows = pilihan.cakupan.versions(request.user)
    halaman = paginate(request, rows, TREES)
    tabel = None
    if pilihan.cakupan and pilihan.tahun and halaman.object_list:
        name = pilihan.cakupan.nama
        if halaman.has_other_pages():
            name = f"{name} (pohon pada halaman ini)"
        isi = read(request.user, list(halaman.object_list), pilihan.tahun, cakupan=name)
        tabel = papers.BY_KEY[kunci].tabel(isi)
    context = {
        "pilihan": pilihan,
        "daftar_kertas": list(papers.BY_KEY.values()),
        "kunci": kunci,
        "halaman": halaman,
        "tabel": tabel,
    }
    return render(request, "evaluasi/kertas_semua.html", context)


@require_safe
def unduh_kertas_semua(request: SignedInRequest, ext: str) -> HttpResponseBase:
    """Download all papers of a unit or instansi: one workbook with a sheet a paper; of many trees as a Tugas."""
    if ext not in berkas.BENTUK_TABEL:
        raise Http404
    instansi = require_instansi(request)
    pilihan = Pilihan(request, instansi)
    cakupan, tahun = pilihan.cakupan, pilihan.tahun
    if cakupan is None or tahun is None:
        raise Http404
    count = cakupan.versions(request.user).count()
    if not count:
        raise Http404
    back = f"{reverse('evaluasi:daftar_kertas')}?{pilihan.alamat}"
    if count > exporter.LONG:
        return start_job(
            request,
            jenis=exporter.JOB,
            judul=f"Kertas kerja {cakupan.nama} {tahun} ({ext.upper()})",
            instansi=instansi,
            argumen={
                "periode": cakupan.periode.pk,
                "unit": cakupan.unit.pk if cakupan.unit else None,
                "tahun": tahun,
                "ext": ext,
            },
            back=back,
        )
    return berkas.download(
        request,
        name=exporter.file_name(cakupan.nama, papers.WHOLE, tahun, ext),
        make=lambda: berkas.write_tables(
            exporter.make(request.user, cakupan, tahun), ext, penulis=cakupan.nama
        ),
        back=back,
    )
