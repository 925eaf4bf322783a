"""Who may do what on a sheet, by its state. The roles themselves stand in organisasi.izin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied, ValidationError

from evaluasi.models import Lke
from organisasi.izin import Peran, izin, require_edit
from organisasi.models import Pengguna

Status = Lke.Status
OWN = "Anda ikut mengisi penilaian mandiri LKE ini, jadi tidak dapat menilainya."
NOT_A_JUDGE = "Hanya evaluator yang dapat menilai LKE."


class Sisi(StrEnum):
    """Whose answers: the unit's own, or the evaluator's."""

    MANDIRI = "mandiri"
    EVALUATOR = "evaluator"


@dataclass(frozen=True)
class Hak:
    """What the user may do with a sheet now. A pimpinan decides on trees and reads here: judging is the evaluator's."""

    isi: bool = False
    ajukan: bool = False
    hapus: bool = False
    nilai: bool = False
    kembalikan: bool = False
    tetapkan: bool = False
    lanjutkan: bool = False
    selesaikan: bool = False
    buka: bool = False


def is_judge(user: Pengguna, lke: Lke) -> bool:
    """Whether the user evaluates the unit of the sheet."""
    return izin(user).may((Peran.EVALUATOR,), lke.instansi_id, lke.unit)


def filled(user: Pengguna, lke: Lke) -> bool:
    """Whether the user began the sheet or ever wrote in its self-assessment. At most one query."""
    return lke.dibuat_oleh_id == user.pk or lke.pengisi.filter(pk=user.pk).exists()


def rights_of(user: Pengguna, lke: Lke) -> Hak:
    """Return what the user may do with the sheet in its present state."""
    edit = izin(user).may_edit(lke.instansi_id, lke.unit)
    judge = is_judge(user, lke) and not filled(user, lke)
    filling, submitted = lke.status == Status.DIISI, lke.status == Status.DIAJUKAN
    judged, done = lke.status == Status.DINILAI, lke.status == Status.SELESAI
    return Hak(
        isi=edit and filling,
        ajukan=edit and filling,
        hapus=edit and filling,
        nilai=judge and submitted,
        kembalikan=judge and submitted,
        tetapkan=judge and submitted,
        lanjutkan=judge and judged,
        selesaikan=judge and judged,
        buka=judge and done,
    )


def require_filler(user: Pengguna, lke: Lke) -> None:
    """Raise PermissionDenied for whom does not write for the unit, ValidationError when it is not the time."""
    require_edit(user, lke.instansi_id, lke.unit)
    require_status(lke, Status.DIISI, what="penilaian mandiri tidak dapat diubah lagi")


def require_judge(user: Pengguna, lke: Lke, *, status: str, what: str) -> None:
    """Raise PermissionDenied for whom does not judge the sheet, ValidationError when it is not the time."""
    if not is_judge(user, lke):
        raise PermissionDenied(NOT_A_JUDGE)
    if filled(user, lke):
        raise PermissionDenied(OWN)
    require_status(lke, status, what=what)


def require_status(lke: Lke, status: str, *, what: str) -> None:
    """Raise ValidationError unless the sheet is in this state."""
    if lke.status != status:
        raise ValidationError(f"LKE berstatus {lke.get_status_display().lower()}; {what}.")
