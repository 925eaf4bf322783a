"""Taking a tree to judge it, and its team."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from evaluasi.actions import penugasan as actions
from evaluasi.forms.meja import TimForm
from evaluasi.models import Penugasan
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin, judges
from pohon.baca import load_pohon
from pohon.models import Pohon


@require_POST
def ambil(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Take a submitted tree and go to its desk; the first who does leads."""
    load_pohon(request.user, pohon_id)
    try:
        row = actions.take(user=request.user, pohon_id=pohon_id)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("evaluasi:antrean")
    role = "ketua tim" if row.ketua else "anggota tim"
    messages.success(request, f"Pohon Anda ambil sebagai {role}.")
    return redirect("evaluasi:meja", pohon_id)


@require_http_methods(["GET", "HEAD", "POST"])
def tim(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Show the team of a tree; the lead and an admin change it, anybody of it leaves."""
    pohon = load_pohon(request.user, pohon_id)
    rights = izin(request.user)
    if not rights.may_judge(pohon.instansi_id, pohon.unit) and not rights.is_admin(
        pohon.instansi_id
    ):
        raise PermissionDenied("Tim evaluator hanya untuk evaluator, pimpinan, dan admin instansi.")
    if request.method == "POST":
        _change(request, pohon)
        return redirect("evaluasi:tim", pohon_id)
    rows = list(
        Penugasan.objects.filter(pohon=pohon).select_related("evaluator", "ditugaskan_oleh")
    )
    may = actions.may_manage(request.user, pohon, rows) and not pohon.periode.terkunci
    context = {
        "pohon": pohon,
        "daftar_tim": rows,
        "boleh_ubah": may,
        "form": TimForm(daftar=_candidates(pohon, rows)) if may else None,
    }
    return render(request, "evaluasi/penugasan.html", context)


def _change(request: SignedInRequest, pohon: Pohon) -> None:
    """Run what the form asks for and say what came of it."""
    kinds = {
        "tambah": (actions.assign, "Evaluator ditambahkan ke tim."),
        "keluar": (
            actions.unassign,
            "Evaluator dikeluarkan dari tim; penilaiannya tetap tersimpan.",
        ),
        "ketua": (actions.pass_lead, "Ketua tim berganti; penilaiannya yang menentukan."),
    }
    kind = kinds.get(request.POST.get("tindakan", ""))
    if kind is None:
        messages.error(request, "Tindakan tidak dikenal. Muat ulang halaman.")
        return
    action, done = kind
    try:
        action(
            user=request.user,
            pohon_id=pohon.pk,
            evaluator_id=number_of(request.POST.get("evaluator")),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)


def _candidates(pohon: Pohon, rows: list[Penugasan]) -> list[tuple[int, str]]:
    """Return who could be added; the action refuses who drafted the tree. One query."""
    known = [row.evaluator_id for row in rows]
    people = judges(pohon.instansi_id, pohon.unit).exclude(pk__in=known)
    return [(row.pk, row.nama) for row in people]
