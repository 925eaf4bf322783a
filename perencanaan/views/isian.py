"""The grid of a document: pagu, values of indicators and texts, typed or pasted, saved all or nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin
from perencanaan import actions
from perencanaan.actions.isian import IsianDitolak, IsianUsang
from perencanaan.forms.isian import read_body
from perencanaan.isian import read_isian
from perencanaan.models import Dokumen
from perencanaan.views.dokumen import get_dokumen, tone_of

NO_RIGHT = (
    "Anda melihat isian dokumen ini. Yang dapat mengubahnya: perencana unitnya dan admin instansi."
)


@require_http_methods(["GET", "HEAD", "POST"])
def isian_dokumen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the grid of a document, read-only with the reason where it cannot be written; POST saves it.

    `?komponen=` begins at that row. POST takes and gives JSON: 200 with the fresh rows, 400 with the refused cells,
    403, 409 with the komponen others changed.
    """
    dokumen = get_dokumen(request, pk)
    if request.method == "POST":
        return _save(request, dokumen)
    halangan = why_read_only(request, dokumen)
    context = {
        "dokumen": dokumen,
        "data": _data(dokumen),
        "halangan": halangan,
        "mulai": number_of(request.GET.get("komponen")),
    }
    return render(request, "perencanaan/isian_dokumen.html", context)


@require_safe
def data_isian(request: SignedInRequest, pk: int) -> JsonResponse:
    """Give the rows of the grid as they are now, for a page that was opened earlier."""
    return JsonResponse(_data(get_dokumen(request, pk)))


def why_read_only(request: SignedInRequest, dokumen: Dokumen) -> str:
    """Return why the user cannot write the document now, as a sentence; empty when they can."""
    if not izin(request.user).may_edit(dokumen.instansi_id, dokumen.unit):
        return NO_RIGHT
    return dokumen.lock_reason


def _save(request: SignedInRequest, dokumen: Dokumen) -> JsonResponse:
    try:
        daftar = read_body(request.body)
        saved = actions.save_isian(user=request.user, dokumen=dokumen.pk, daftar=daftar)
    except PermissionDenied as error:
        return JsonResponse({"pesan": str(error)}, status=403)
    except IsianUsang as error:
        answer = {
            "pesan": " ".join(error.messages),
            "usang": error.komponen,
            "hilang": error.hilang,
        }
        return JsonResponse(answer, status=409)
    except IsianDitolak as error:
        cells = [vars(row) for row in error.daftar]
        text = f"Belum ada yang disimpan: {len(cells)} sel ditolak."
        return JsonResponse({"pesan": text, "tolakan": cells}, status=400)
    except ValidationError as error:
        return JsonResponse({"pesan": " ".join(error.messages)}, status=400)
    except ValueError as error:
        return JsonResponse({"pesan": str(error)}, status=400)
    saved.refresh_from_db(fields=["nomor"])
    return JsonResponse(_data(saved, [row.komponen for row in daftar]))


def _data(dokumen: Dokumen, only: Collection[int] | None = None) -> dict[str, Any]:
    data = read_isian(dokumen, only)
    for row in data["komponen"]:
        row["nada"] = tone_of(row.pop("macam"))
    return data
