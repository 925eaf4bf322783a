"""Comments: the page of a tree, the part of a node for the panel and the desk, writing, and one's own mentions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from evaluasi.actions import komentar as actions
from evaluasi.komentar import (
    Utas,
    label_of,
    may_comment,
    mentions_of,
    name_mentions,
    people,
    split_target,
    targets,
    threads,
    waiting,
)
from evaluasi.models import Komentar
from lib.daftar import paginate, search, search_text
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from pohon.baca import load_pohon
from pohon.models import Indikator, Pohon, Simpul, VersiPohon

MOST_PEOPLE = 8
PER_PAGE = 20
STATES = (("terbuka", "Terbuka"), ("selesai", "Selesai"), ("semua", "Semua"))


@require_safe
def komentar(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Show the threads of a tree, the open ones unless `?status=` says otherwise."""
    return _page(request, load_pohon(request.user, pohon_id))


def _page(
    request: SignedInRequest, pohon: Pohon, galat: str = "", utas: int | None = None
) -> HttpResponse:
    """Show the threads; after a refusal with its sentence and what was typed (in the thread `utas`, or a new one)."""
    status = request.GET.get("status", "semua" if galat else "terbuka")
    rows = Komentar.objects.filter(pohon=pohon, atas=None)
    counts = {
        "terbuka": rows.filter(selesai=None).count(),
        "selesai": rows.exclude(selesai=None).count(),
    }
    shown: QuerySet[Komentar] = rows
    if status == "selesai":
        shown = rows.exclude(selesai=None)
    elif status != "semua":
        shown = rows.filter(selesai=None)
    if search_text(request):
        shown = search(request, shown, "isi", "kutipan", "oleh__nama", "daftar_balasan__isi")
    page = _page_of(request, shown.order_by("-waktu", "-pk"))
    keys = [row.pk for row in page]
    daftar = threads(
        request.user, pohon, Komentar.objects.filter(pk__in=keys).order_by("-waktu", "-pk")
    )
    _place(pohon, daftar)
    context = {
        "pohon": pohon,
        "halaman": page,
        "daftar_utas": daftar,
        "jumlah": counts,
        "daftar_status": STATES,
        "status": status,
        "boleh_tulis": may_comment(request.user, pohon),
        "asal": "halaman",
        **_typed(request, galat, utas),
        **_last_version(pohon),
    }
    return render(request, "evaluasi/komentar.html", context)


def _page_of(request: SignedInRequest, shown: QuerySet[Komentar]) -> Page[Komentar]:
    """Return the page of `?halaman=`, or the one on which the thread `?utas=` stands."""
    utas = number_of(request.GET.get("utas"))
    if not utas or "halaman" in request.GET:
        return paginate(request, shown, PER_PAGE)
    keys = list(shown.values_list("pk", flat=True))
    place = keys.index(utas) if utas in keys else 0
    return Paginator(shown, PER_PAGE).get_page(place // PER_PAGE + 1)


def _typed(request: SignedInRequest, galat: str, utas: int | None) -> dict[str, Any]:
    """Return a refusal with what was typed, so that it stands in its field again."""
    typed = request.POST.get("isi", "") if galat else ""
    return {
        "galat": galat,
        "isian": typed,
        "isian_utas": utas if galat else None,
        "isian_tentang": request.POST.get("tentang", "") if galat else "",
    }


def _last_version(pohon: Pohon) -> dict[str, Any]:
    rows = VersiPohon.objects.filter(pohon=pohon).order_by("-nomor")
    return {"versi_kini": rows.values_list("nomor", flat=True).first()}


def _place(pohon: Pohon, daftar: list[Utas]) -> None:
    """Say of each thread what it is about and whether the node is still there; one query."""
    wanted = {utas.awal.simpul for utas in daftar if utas.awal.simpul}
    here = dict(Simpul.objects.filter(pohon=pohon, pk__in=wanted).values_list("pk", "pernyataan"))
    for utas in daftar:
        utas.label = label_of(utas.awal)  # type: ignore[attr-defined]
        utas.pernyataan = here.get(utas.awal.simpul or 0, "")  # type: ignore[attr-defined]


@require_safe
def bagian_komentar(request: SignedInRequest, simpul_id: int) -> HttpResponse:
    """Answer with the threads of a node, for the editor's panel and the desk."""
    return _part(request, _simpul(request, simpul_id))


def _simpul(request: SignedInRequest, simpul_id: int) -> Simpul:
    rows = Simpul.objects.visible_to(request.user)
    simpul: Simpul = get_object_or_404(
        rows.select_related("pohon__instansi", "pohon__unit", "pohon__periode"), pk=simpul_id
    )
    return simpul


def _part(
    request: SignedInRequest, simpul: Simpul, galat: str = "", utas: int | None = None
) -> HttpResponse:
    pohon = simpul.pohon
    rows = Komentar.objects.filter(pohon=pohon, simpul=simpul.pk, atas=None)
    daftar = threads(request.user, pohon, rows.order_by("-waktu", "-pk"))
    _place(pohon, daftar)
    may = may_comment(request.user, pohon)
    cards = Indikator.objects.filter(simpul=simpul).order_by("urutan", "pk") if may else ()
    context = {
        "pohon": pohon,
        "simpul": simpul,
        "daftar_terbuka": [one for one in daftar if one.is_open],
        "daftar_selesai": [one for one in daftar if not one.is_open],
        "boleh_tulis": may,
        "sasaran": targets(simpul, cards) if may else [],
        "asal": "bagian",
        **_typed(request, galat, utas),
        **_last_version(pohon),
    }
    return render(request, "evaluasi/_komentar_bagian.html", context)


def _act(
    request: SignedInRequest,
    pohon_id: int,
    act: Callable[[], Komentar],
    done: str,
    utas: int | None = None,
) -> HttpResponse:
    """Run a write and answer: the part again for htmx, else back to the page; what was refused stays typed."""
    galat, row = "", None
    try:
        row = act()
    except ValidationError as error:
        galat = " ".join(error.messages)
    if request.htmx and (simpul := number_of(request.POST.get("simpul"))):
        return _part(request, _simpul(request, simpul), galat, utas)
    if row is None:
        return _page(request, load_pohon(request.user, pohon_id), galat, utas)
    messages.success(request, done)
    url = reverse("evaluasi:komentar", args=[pohon_id])
    first = row.atas or row
    status = "selesai" if first.selesai else "terbuka"
    return redirect(f"{url}?status={status}&utas={first.pk}#utas-{first.pk}")


@require_POST
def tulis_komentar(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Begin a thread."""
    load_pohon(request.user, pohon_id)
    target = split_target(request.POST.get("tentang") or "pohon")
    simpul = number_of(request.POST.get("simpul")) or None
    return _act(
        request,
        pohon_id,
        lambda: actions.begin_thread(
            user=request.user,
            pohon_id=pohon_id,
            isi=request.POST.get("isi", ""),
            simpul=simpul,
            **target,
        ),
        "Komentar disimpan.",
    )


def _thread(request: SignedInRequest, komentar_id: int) -> Komentar:
    rows = Komentar.objects.visible_to(request.user).filter(atas=None)
    row: Komentar = get_object_or_404(rows, pk=komentar_id)
    return row


@require_POST
def balas_komentar(request: SignedInRequest, komentar_id: int) -> HttpResponse:
    """Answer a thread."""
    row = _thread(request, komentar_id)
    isi = request.POST.get("isi", "")
    return _act(
        request,
        row.pohon_id,
        lambda: actions.reply(user=request.user, komentar_id=komentar_id, isi=isi),
        "Balasan disimpan.",
        komentar_id,
    )


@require_POST
def selesaikan_komentar(request: SignedInRequest, komentar_id: int) -> HttpResponse:
    """Resolve a thread."""
    row = _thread(request, komentar_id)
    return _act(
        request,
        row.pohon_id,
        lambda: actions.resolve(user=request.user, komentar_id=komentar_id),
        "Utas diselesaikan.",
        komentar_id,
    )


@require_POST
def buka_komentar(request: SignedInRequest, komentar_id: int) -> HttpResponse:
    """Open a resolved thread again."""
    row = _thread(request, komentar_id)
    return _act(
        request,
        row.pohon_id,
        lambda: actions.reopen_thread(user=request.user, komentar_id=komentar_id),
        "Utas dibuka kembali.",
        komentar_id,
    )


@require_safe
def orang(request: SignedInRequest, pohon_id: int) -> JsonResponse:
    """Give the people who may be mentioned on a tree and whose name or username has `?q=`; for who may write."""
    pohon = load_pohon(request.user, pohon_id)
    if not may_comment(request.user, pohon):
        return JsonResponse({"orang": []})
    text = search_text(request)
    rows = people(pohon).filter(Q(nama__icontains=text) | Q(username__icontains=text))
    found = rows.order_by("nama").values("username", "nama")[:MOST_PEOPLE]
    return JsonResponse({"orang": list(found)})


@require_safe
def sebutan(request: SignedInRequest) -> HttpResponse:
    """List the comments that mention the user, those that wait for them unless `?semua=1`."""
    everything = request.GET.get("semua") == "1"
    rows = mentions_of(request.user) if everything else waiting(request.user)
    page = paginate(request, search(request, rows, "isi", "oleh__nama", "kutipan"), PER_PAGE)
    shown = list(page)
    name_mentions(shown)
    for row in shown:
        row.label = label_of(row)  # type: ignore[attr-defined]
    context = {"halaman": page, "daftar_sebutan": shown, "semua": everything}
    return render(request, "evaluasi/komentar_sebutan.html", context)
