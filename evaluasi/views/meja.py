"""The evaluator's desk: the page, what it saves, the tables of a node, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import actions
from evaluasi.actions import penilaian, usulan
from evaluasi.actions.penugasan import why_not_judge
from evaluasi.actions.reviu import require_lead
from evaluasi.catatan import notes
from evaluasi.forms.meja import PutusanForm, read_entries, read_json
from evaluasi.meja import carried, load_pohon, nodes, state, version
from evaluasi.models import Komentar, Penugasan, TanggapanUsulan
from evaluasi.temuan import Temuan, check
from jabatan import telusur as jabatan
from lib.aturan import rules
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin
from perencanaan import telusur as perencanaan
from pohon.models import Pohon, Simpul, VersiPohon

ONLY_JUDGES = "Meja evaluator hanya untuk evaluator dan pimpinan unit ini."


def get_judged(request: SignedInRequest, pohon_id: int) -> Pohon:
    """Return a tree whose desk the user may see; 404 when not visible, 403 with a sentence when not theirs to judge."""
    pohon = load_pohon(request.user, pohon_id)
    if not izin(request.user).may_judge(pohon.instansi_id, pohon.unit):
        raise PermissionDenied(ONLY_JUDGES)
    if reason := why_not_judge(request.user, pohon):
        raise PermissionDenied(reason.replace(str(request.user), "Anda", 1))
    return pohon


@require_safe
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
    talk: dict[str, int] = {}
    for simpul in open_threads.values_list("simpul", flat=True):
        key = str(simpul or 0)
        talk[key] = talk.get(key, 0) + 1
    return {
        "pengguna": request.user.pk,
        "csrf": get_token(request),
        "boleh": may,
        "tahun": versi.isi["periode"]["tahun"],
        "versi": {"id": versi.pk, "nomor": versi.nomor},
        "simpul": nodes(versi),
        "lalu": carried(request.user, versi) if may else {},
        "usulan": _suggestions(pohon, versi) if is_open else [],
        "sumber": {one.id: one.source for one in rules()} if is_open else {},
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


def _suggestions(pohon: Pohon, versi: VersiPohon) -> list[dict[str, Any]]:
    """Return what the rules found in the tree, which is locked while it is submitted, with the answers given."""
    answers = {
        row.sidik: row for row in TanggapanUsulan.objects.filter(versi=versi).select_related("oleh")
    }
    return [_suggestion(one, answers.get(one.sidik)) for one in check(pohon).daftar]


def _suggestion(one: Temuan, answer: TanggapanUsulan | None) -> dict[str, Any]:
    reason = one.pengecualian
    return {
        "sidik": one.sidik,
        "aturan": one.finding.rule,
        "tingkat": one.finding.severity.value,
        "label": one.label,
        "simpul": one.finding.simpul,
        "pesan": one.finding.message,
        "saran": one.finding.fix,
        "alasan": reason
        and {
            "isi": reason.alasan,
            "oleh": reason.oleh.nama,
            "ditolak": not reason.is_valid,
            "tanggapan": reason.tanggapan,
        },
        "tanggapan": answer
        and {
            "keputusan": answer.keputusan,
            "oleh": answer.oleh.nama,
            "catatan": answer.catatan,
        },
    }


def _get_versi(request: SignedInRequest, versi_id: int) -> VersiPohon:
    """Return a version whose desk the user may see."""
    rows = VersiPohon.objects.filter(pohon__in=Pohon.objects.visible_to(request.user))
    versi: VersiPohon = get_object_or_404(rows, pk=versi_id)
    versi.pohon = get_judged(request, versi.pohon_id)
    return versi


@require_http_methods(["GET", "HEAD", "POST"])
def nilai(request: SignedInRequest, versi_id: int) -> JsonResponse:
    """Give what is said of a version now; POST keeps judgements and gives what is said of these.

    200 with `tersimpan` and `tolakan` (key -> sentence), 400 for an unreadable body, 403, 409 when it was decided.
    """
    versi = _get_versi(request, versi_id)
    if request.method != "POST":
        return JsonResponse(state(request.user, versi))
    try:
        daftar = read_entries(request.body)
    except ValidationError as error:
        return _refusal(error, 400)
    try:
        hasil = penilaian.judge(user=request.user, versi_id=versi_id, daftar=daftar)
    except PermissionDenied as error:
        return JsonResponse({"pesan": str(error)}, status=403)
    except ValidationError as error:
        return _refusal(error, 409)
    now = state(request.user, versi, only=hasil.tersimpan)
    return JsonResponse({"tersimpan": hasil.tersimpan, "tolakan": hasil.tolakan, **now})


def _refusal(error: ValidationError, status: int) -> JsonResponse:
    return JsonResponse({"pesan": " ".join(error.messages)}, status=status)


@require_POST
def jawab_usulan(request: SignedInRequest, versi_id: int) -> JsonResponse:
    """Confirm or reject a suggested finding, or take the answer back (`keputusan` empty)."""
    _get_versi(request, versi_id)
    try:
        body = read_json(request.body)
        sidik, keputusan = str(body.get("sidik", ""))[:32], str(body.get("keputusan") or "")
        if not keputusan:
            usulan.withdraw_answer(user=request.user, versi_id=versi_id, sidik=sidik)
            return JsonResponse({"tanggapan": None})
        row = usulan.answer_suggestion(
            user=request.user,
            versi_id=versi_id,
            sidik=sidik,
            keputusan=keputusan,
            catatan=str(body.get("catatan") or ""),
        )
    except PermissionDenied as error:
        return JsonResponse({"pesan": str(error)}, status=403)
    except ValidationError as error:
        return _refusal(error, 400)
    answer = {"keputusan": row.keputusan, "oleh": row.oleh.nama, "catatan": row.catatan}
    return JsonResponse({"tanggapan": answer})


@require_POST
def tolak_alasan(request: SignedInRequest, versi_id: int) -> JsonResponse:
    """Reject the planner's reason for a finding, or accept it again."""
    versi = _get_versi(request, versi_id)
    try:
        body = read_json(request.body)
        row = actions.answer_reason(
            user=request.user,
            pohon_id=versi.pohon_id,
            sidik=str(body.get("sidik", ""))[:32],
            tolak=body.get("tolak") is True,
            tanggapan=str(body.get("tanggapan") or ""),
        )
    except PermissionDenied as error:
        return JsonResponse({"pesan": str(error)}, status=403)
    except ValidationError as error:
        return _refusal(error, 400)
    return JsonResponse({"ditolak": not row.is_valid, "tanggapan": row.tanggapan})


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


@require_http_methods(["GET", "HEAD", "POST"])
def putuskan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Show the decision with its notes drafted; POST returns the tree or approves it."""
    pohon = get_judged(request, pohon_id)
    versi = version(pohon)
    if versi is None or pohon.status != Pohon.Status.DIAJUKAN:
        messages.info(
            request, f"Pohon ini {pohon.get_status_display().lower()}; tidak ada yang diputuskan."
        )
        return redirect("evaluasi:antrean")
    form = PutusanForm(submitted(request), initial={"catatan": notes(pohon, versi)})
    if request.method == "POST" and form.is_valid() and _decide(request, pohon, form):
        return redirect("evaluasi:antrean")
    context = {
        "pohon": pohon,
        "versi": versi,
        "form": form,
        "halangan": _why_not_return(request, pohon),
        "boleh_setujui": izin(request.user).may_approve(pohon.instansi_id, pohon.unit),
        "hitungan": state(request.user, versi, only=["p"]),
        "jumlah": _counts(versi),
    }
    return render(request, "evaluasi/meja_putuskan.html", context)


def _counts(versi: VersiPohon) -> dict[str, int]:
    daftar = versi.isi["simpul"]
    return {
        "hubungan": sum(node["induk"] is not None for node in daftar),
        "indikator": sum(len(node.get("indikator", ())) for node in daftar),
    }


def _why_not_return(request: SignedInRequest, pohon: Pohon) -> str:
    try:
        require_lead(request.user, pohon)
    except PermissionDenied as error:
        return str(error)
    return ""


def _decide(request: SignedInRequest, pohon: Pohon, form: PutusanForm) -> bool:
    """Run the decision; False with the sentences on the form when it is refused."""
    approves = request.POST.get("keputusan") == "setujui"
    try:
        if approves:
            actions.approve(
                user=request.user, pohon_id=pohon.pk, catatan=form.cleaned_data["catatan"]
            )
        else:
            actions.send_back(
                user=request.user, pohon_id=pohon.pk, catatan=form.cleaned_data["catatan"]
            )
    except ValidationError as error:
        for text in error.messages:
            form.add_error("catatan", text)
        return False
    done = (
        "Pohon disetujui; versinya dibekukan."
        if approves
        else "Pohon dikembalikan kepada perencana."
    )
    messages.success(request, done)
    return True
