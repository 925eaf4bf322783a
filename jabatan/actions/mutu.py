"""Judging an indikator. One judgement stands per indikator, with who gave it and when.

A planner may check their own indikator; once an evaluator or pimpinan has judged it, only they change the judgement.
It is no content of the tree: a locked tree can be judged, and the tree does not change by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404

from jabatan.models import MutuIndikator
from jabatan.mutu.penilaian import KODE
from lib import tree
from organisasi.izin import izin
from pohon.models import Indikator

if TYPE_CHECKING:
    from organisasi.models import Pengguna

STALE = "Penilaian ini sudah disimpan orang lain sejak Anda membukanya. Muat ulang halaman, lalu ulangi."
JUDGED = (
    "Indikator ini sudah dinilai evaluator atau pimpinan; hanya mereka yang mengubah penilaiannya."
)
NOT_YOURS = (
    "Indikator dinilai oleh evaluator dan pimpinan, atau diperiksa sendiri oleh perencana unitnya."
)


def why_not_judge(user: Pengguna, indikator: Indikator, lama: MutuIndikator | None) -> str:
    """Return why the user may not judge an indikator; empty when they may."""
    rights, pohon = izin(user), indikator.simpul.pohon
    if rights.may_judge(pohon.instansi_id, pohon.unit):
        return ""
    if not rights.may_edit(pohon.instansi_id, pohon.unit):
        return NOT_YOURS
    judge = lama.oleh if lama else None
    if judge is not None and izin(judge).may_judge(pohon.instansi_id, pohon.unit):
        return JUDGED
    return ""


def mark_of(mutu: MutuIndikator | None) -> str:
    """Return what tells one state of a judgement from another."""
    return mutu.pada.isoformat() if mutu else ""


@transaction.atomic
def save_mutu(
    *,
    user: Pengguna,
    indikator: Indikator,
    jawaban: Mapping[str, bool],
    catatan: str = "",
    tanda: str = "",
) -> MutuIndikator:
    """Keep the answers; `tanda` is the state the user saw. Raises PermissionDenied, ValidationError, Http404."""
    try:
        row = tree.lock(
            Indikator.objects.visible_to(user)
            .filter(pk=indikator.pk)
            .select_related("simpul__pohon__unit")
        )
    except Indikator.DoesNotExist:
        raise Http404("Indikator tidak ditemukan.") from None
    lama = MutuIndikator.objects.filter(indikator=row).select_related("oleh").first()
    if reason := why_not_judge(user, row, lama):
        raise PermissionDenied(reason)
    if mark_of(lama) != tanda:
        raise ValidationError(STALE)
    if unknown := set(jawaban) - set(KODE):
        raise ValidationError(f"Pertanyaan {sorted(unknown)[0]} tidak dikenal.")
    if not jawaban:
        raise ValidationError("Jawab sekurang-kurangnya satu pertanyaan.")
    mutu = lama or MutuIndikator(indikator=row)
    mutu.jawaban, mutu.catatan, mutu.oleh = dict(jawaban), catatan, user
    mutu.full_clean()
    mutu.save()
    return mutu
