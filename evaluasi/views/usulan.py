"""What the desk saves of suggested findings: the answer to one, and the answer to the planner's reason for it."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from evaluasi import actions
from evaluasi.actions import usulan
from evaluasi.actions.pengecualian import stamp
from evaluasi.forms.meja import read_json
from evaluasi.usulan import answer
from evaluasi.views.meja import get_versi, refused_as_json
from organisasi.aktif import SignedInRequest

LONGEST_SIDIK = 32


@require_POST
@refused_as_json
def jawab_usulan(request: SignedInRequest, versi_id: int) -> JsonResponse:
    """Confirm or reject a suggested finding, or take the answer back (`keputusan` empty)."""
    get_versi(request, versi_id)
    body = read_json(request.body)
    sidik, keputusan = str(body.get("sidik", ""))[:LONGEST_SIDIK], str(body.get("keputusan") or "")
    seen = str(body["dikenal"]) if "dikenal" in body else None
    if not keputusan:
        usulan.withdraw_answer(user=request.user, versi_id=versi_id, sidik=sidik, dikenal=seen)
        return JsonResponse({"tanggapan": None})
    row = usulan.answer_suggestion(
        user=request.user,
        versi_id=versi_id,
        sidik=sidik,
        keputusan=keputusan,
        catatan=str(body.get("catatan") or ""),
        dikenal=seen,
    )
    return JsonResponse({"tanggapan": answer(row)})


@require_POST
@refused_as_json
def tolak_alasan(request: SignedInRequest, versi_id: int) -> JsonResponse:
    """Reject the planner's reason for a finding, or accept it again."""
    versi = get_versi(request, versi_id)
    body = read_json(request.body)
    row = actions.answer_reason(
        user=request.user,
        pohon_id=versi.pohon_id,
        sidik=str(body.get("sidik", ""))[:LONGEST_SIDIK],
        tolak=body.get("tolak") is True,
        tanggapan=str(body.get("tanggapan") or ""),
        dikenal=str(body["dikenal"]) if "dikenal" in body else None,
    )
    said = {"ditolak": not row.is_valid, "tanggapan": row.tanggapan, "dikenal": stamp(row)}
    return JsonResponse(said)
