"""The evaluator's desk: the page, the judgements it saves, and the tables of a node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluasi.actions import penilaian
from evaluasi.actions.penugasan import why_not_judge
from evaluasi.forms.meja import read_entries
from evaluasi.meja import carried, nodes, number_before, state, version
from evaluasi.models import Komentar, Penugasan
from evaluasi.usulan import answers, suggestions
from jabatan import telusur as jabatan
from lib.aturan import rules
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin
from perencanaan import telusur as perencanaan
from pohon.baca import load_pohon
from pohon.models import Pohon, Simpul, VersiPohon

ONLY_JUDGES = "Meja evaluator hanya untuk evaluator dan pimpinan unit ini."


def get_judged(request: SignedInRequest, pohon_id: int) -> Pohon:
    """Return a tree whose desk the user may see; 404 when not visible, 403 with a sentence when not theirs to judge."""
    pohon = load_pohon(request.user, pohon_id)
    if not izin(request.user).may_judge(pohon.instansi_id, pohon.unit):
        raise PermissionDenied(ONLY_JUDGES)
    if reason := why_not_judge(request.user, pohon, nama="Anda"):
        raise PermissionDenied(reason)
    return pohon


@require_safe
@never_cache  # Back would show the judgements as they were when the page was first opened
def meja(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Show the desk of the version last submitted (`?versi=` an earlier one, to read)."""
    pohon = get_judged(request, pohon_id)
    last = version(pohon)
    if last is None:
        messages.info(request, "Pohon ini belum pernah diajukan, jadi belum ada yang dinilai.")
        return redirect("evaluasi:antrean")
    asked = number_of(request.GET.get("versi"))
    versi = last if not asked else version(pohon, asked)
    if versi is None:
        raise Http404("Versi ini tidak ada.")
    team = list(Penugasan.objects.filter(pohon=pohon).select_related("evaluator"))
    mine = next((row for row in team if row.evaluator_id == request.user.pk), None)
    is_open = (
        pohon.status == Pohon.Status.DIAJUKAN and versi.pk == last.pk and not pohon.periode.terkunci
    )
    context = {
        "pohon": pohon,
        "versi": versi,
        "terakhir": last,
        "sebelum": number_before(versi),
        "tim": team,
        "saya": mine,
        "terbuka": is_open,
        "data": _data(request, pohon, versi, may=is_open and mine is not None, is_open=is_open),
    }
    return render(request, "evaluasi/meja.html", context)


def _data(
    request: SignedInRequest, pohon: Pohon, versi: VersiPohon, *, may: bool, is_open: bool
) -> dict[str, Any]:
    """Return all that the script of the page works on."""
    open_threads = Komentar.objects.filter(pohon=pohon, atas=None, selesai=None)
    talk = Counter(str(simpul or 0) for simpul in open_threads.values_list("simpul", flat=True))
    return {
        "pengguna": request.user.pk,
        "csrf": get_token(request),
        "boleh": may,
        "tahun": versi.isi["periode"]["tahun"],
        "versi": {"id": versi.pk, "nomor": versi.nomor},
        "simpul": nodes(versi),
        "lalu": carried(request.user, versi) if may else {},
        "usulan": suggestions(versi, is_open=is_open),
        "sumber": {one.id: one.source for one in rules()},
        "komentar": talk,
        "alamat": {
            "nilai": reverse("evaluasi:nilai", args=[versi.pk]),
            "usulan": reverse("evaluasi:usulan", args=[versi.pk]),
            "alasan": reverse("evaluasi:tolak_alasan", args=[versi.pk]),
            "tabel": reverse("evaluasi:tabel_simpul", args=[0]),
            "komentar": reverse("evaluasi:bagian_komentar", args=[0]) + "?asal=meja",
            "telusur": reverse("telusur_simpul", args=[0]),
            "masuk": reverse("organisasi:masuk"),
        },
        **state(request.user, versi),
    }


def get_versi(request: SignedInRequest, versi_id: int) -> VersiPohon:
    """Return a version whose desk the user may see."""
    rows = VersiPohon.objects.filter(pohon__in=Pohon.objects.visible_to(request.user))
    versi: VersiPohon = get_object_or_404(rows, pk=versi_id)
    versi.pohon = get_judged(request, versi.pohon_id)
    return versi


def refused_as_json(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Answer a refusal of a view as {pesan}: 403 who may not, 400 what cannot be kept as it was sent."""

    @wraps(view)
    def answer(request: SignedInRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as error:
            return JsonResponse({"pesan": str(error)}, status=403)
        except ValidationError as error:
            return JsonResponse({"pesan": " ".join(error.messages)}, status=400)

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@refused_as_json
def nilai(request: SignedInRequest, versi_id: int) -> JsonResponse:
    """Give what is said of a version now; POST keeps judgements and gives what is said of these.

    200 with `tersimpan` and `tolakan` (key -> sentence), 400 for an unreadable body, 403, 409 when it was decided.
    """
    versi = get_versi(request, versi_id)
    if request.method != "POST":
        return JsonResponse({**state(request.user, versi), "tanggapan": answers(versi)})
    daftar = read_entries(request.body)
    try:
        hasil = penilaian.judge(user=request.user, versi_id=versi_id, daftar=daftar)
    except penilaian.Decided as error:
        return JsonResponse({"pesan": " ".join(error.messages)}, status=409)
    now = state(request.user, versi, only=hasil.tersimpan)
    return JsonResponse({"tersimpan": hasil.tersimpan, "tolakan": hasil.tolakan, **now})


@require_safe
def tabel_simpul(request: SignedInRequest, simpul_id: int) -> HttpResponse:
    """Give the tables beside a node: what it became in the plans, its budget, its positions and their PK."""
    rows = Simpul.objects.visible_to(request.user)
    simpul = get_object_or_404(rows.select_related("pohon__unit", "pohon__instansi"), pk=simpul_id)
    if not izin(request.user).may_judge(simpul.pohon.instansi_id, simpul.pohon.unit):
        raise PermissionDenied(ONLY_JUDGES)
    rincian = perencanaan.of_simpul(request.user, simpul_id)
    context = {
        "simpul": simpul,
        "daftar_rincian": [one for one in rincian if not one.lama],
        "daftar_pagu": perencanaan.sums_once(rincian),
        "daftar_pemegang": jabatan.of_simpul(request.user, [simpul_id]),
    }
    return render(request, "evaluasi/_meja_tabel.html", context)
