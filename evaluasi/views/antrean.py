"""The queue: what was submitted, how far its judging is and who leads it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluasi.models import (
    Komentar,
    Pemeriksaan,
    PenilaianHubungan,
    PenilaianIndikator,
    Penugasan,
    Reviu,
    TanggapanUsulan,
    TemuanTersimpan,
)
from lib.aturan import Severity
from lib.daftar import paginate, search, sort
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import Izin, izin
from organisasi.models import Instansi, Pengguna, Periode, Unit
from pohon.models import Indikator, Pohon, Simpul, VersiPohon

Status = Pohon.Status
STATUS = (
    (Status.DIAJUKAN.value, "Diajukan"),
    (Status.DIKEMBALIKAN.value, "Dikembalikan"),
    (Status.DISETUJUI.value, "Disetujui"),
)
TIM = (("saya", "Yang saya nilai"), ("bebas", "Belum diambil"))
ORDERS = {
    "pohon": "outcome",
    "unit": "unit__nama",
    "periode": "periode__tahun_awal",
    "diajukan": "diajukan_pada",
    "temuan": ["galat", "jumlah_temuan"],
    "kemajuan": ["terbuka_nilai"],
}


@require_safe
def antrean(request: SignedInRequest) -> HttpResponse:
    """List the trees of the instansi at work that were submitted, the longest waiting first."""
    instansi = require_instansi(request)
    rights = izin(request.user)
    if not rights.may_judge_some(instansi.pk) and not rights.is_admin(instansi.pk):
        raise PermissionDenied(
            "Antrean penilaian hanya untuk evaluator, pimpinan, dan admin instansi."
        )
    rows = _filtered(request, _ours(request.user, rights, instansi))
    rows = _with_progress(request.user, rows.with_outcome())
    found = search(request, rows, "outcome", "unit__nama", "ketua")
    page = paginate(request, sort(request, found, ORDERS, default="diajukan"))
    now = timezone.now()
    for pohon in page:
        pohon.hari = (now - pohon.diajukan_pada).days if pohon.diajukan_pada else None
        pohon.boleh_nilai = rights.may_judge(instansi.pk, pohon.unit)
    context = {
        "halaman": page,
        "status": _status(request),
        "daftar_status": STATUS,
        "daftar_tim": TIM,
        "daftar_unit": Unit.objects.visible_to(request.user)
        .filter(instansi=instansi, daftar_pohon__in=_ours(request.user, rights, instansi))
        .distinct()
        .order_by("lft"),
        "daftar_periode": Periode.objects.visible_to(request.user).filter(instansi=instansi),
    }
    return render(request, "evaluasi/antrean.html", context)


def _ours(user: Pengguna, rights: Izin, instansi: Instansi) -> QuerySet[Pohon]:
    """Return the trees of the instansi that the user judges; an admin, who sets up teams, sees all."""
    rows = Pohon.objects.visible_to(user).filter(instansi=instansi)
    return rows if rights.is_admin(instansi.pk) else rows.filter(rights.judge_q())


def _status(request: SignedInRequest) -> str:
    asked = request.GET.get("status", Status.DIAJUKAN.value)
    return asked if asked in dict(STATUS) else Status.DIAJUKAN.value


def _filtered(request: SignedInRequest, rows: QuerySet[Pohon]) -> Any:
    rows = rows.filter(status=_status(request))
    for name in ("unit", "periode"):
        if value := request.GET.get(name, ""):
            rows = rows.filter(**{name: number_of(value)})
    if request.GET.get("tim") == "saya":
        rows = rows.filter(daftar_penugasan__evaluator=request.user)
    elif request.GET.get("tim") == "bebas":
        rows = rows.filter(daftar_penugasan=None)
    return rows.select_related("unit", "periode", "instansi")


def _with_progress(user: Pengguna, rows: Any) -> Any:
    """Add the submission, the team, and how much of it is judged; one query whatever the length of the list."""
    submitted = Reviu.objects.filter(
        pohon=OuterRef("pk"), keputusan=Reviu.Keputusan.DIAJUKAN
    ).order_by("-waktu")
    last = Reviu.objects.filter(pohon=OuterRef("pk")).order_by("-waktu")
    versi = VersiPohon.objects.filter(pohon=OuterRef("pk"), status=Status.DIAJUKAN).order_by(
        "-nomor"
    )
    lead = Penugasan.objects.filter(pohon=OuterRef("pk"), ketua=True)
    mine = Penugasan.objects.filter(pohon=OuterRef("pk"), evaluator=user)
    rows = rows.annotate(
        diajukan_pada=Subquery(submitted.values("waktu")[:1]),
        pengaju=Subquery(submitted.values("oleh__nama")[:1]),
        diputuskan_pada=Subquery(last.values("waktu")[:1]),
        pemutus=Subquery(last.values("oleh__nama")[:1]),
        versi_nomor=Subquery(versi.values("nomor")[:1]),
        versi_pk=Subquery(versi.values("pk")[:1]),
        ketua=Coalesce(
            Subquery(lead.values("evaluator__nama")[:1]), Value(""), output_field=TextField()
        ),
        ketua_id=Subquery(lead.values("evaluator")[:1]),
        penugasan_saya=Subquery(mine.values("pk")[:1]),
    )
    edges = Simpul.objects.filter(pohon=OuterRef("pk")).exclude(induk=None)
    cards = Indikator.objects.filter(simpul__pohon=OuterRef("pk"))
    complete = Q(**{f"{name}__isnull": False for name in PenilaianIndikator.KRITERIA})
    judged = PenilaianHubungan.objects.filter(versi=OuterRef("versi_pk"))
    judged_cards = PenilaianIndikator.objects.filter(complete, versi=OuterRef("versi_pk"))
    people = Penugasan.objects.filter(pohon=OuterRef("pk"))
    talk = Komentar.objects.filter(pohon=OuterRef("pk"), atas=None, selesai=None)
    return rows.annotate(
        jumlah_hubungan=_count(edges, "pohon"),
        jumlah_indikator=_count(cards, "simpul__pohon"),
        hubungan_tim=_count(judged, "versi", "simpul"),
        hubungan_saya=_count(judged.filter(oleh=user), "versi", "simpul"),
        indikator_tim=_count(judged_cards, "versi", "indikator"),
        indikator_saya=_count(judged_cards.filter(oleh=user), "versi", "indikator"),
        jumlah_tim=_count(people, "pohon"),
        jumlah_komentar=_count(talk, "pohon"),
        **_findings(),
    ).annotate(
        terbuka_nilai=Coalesce("hubungan_tim", 0) + Coalesce("indikator_tim", 0),
    )


def _findings() -> dict[str, Any]:
    """Count what the last check of a tree found and what was made of it; `diperiksa` is None where none was made."""
    checked = Pemeriksaan.objects.filter(pohon=OuterRef("pk"))
    found = TemuanTersimpan.objects.filter(pohon=OuterRef("pk"))
    answered = TanggapanUsulan.objects.filter(versi=OuterRef("versi_pk"))
    return {
        "diperiksa": Subquery(checked.values("diperiksa")[:1]),
        "jumlah_temuan": _count(found, "pohon"),
        "galat": _count(found.filter(tingkat=Severity.GALAT), "pohon"),
        "jumlah_alasan": _count(found.with_reason().filter(Q(beralasan=True)), "pohon"),
        "usulan_dijawab": _count(answered, "versi"),
    }


def _count(rows: Any, owner: str, of: str = "pk") -> Any:
    """Return a subquery that counts the rows of an owner, each `of` once."""
    counted = rows.order_by().values(owner).annotate(n=Count(of, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
