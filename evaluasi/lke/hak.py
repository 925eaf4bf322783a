"""Who may do what on a sheet, by its state and its period. The roles themselves stand in organisasi.izin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied, ValidationError

from evaluasi.models import Lke
from jabatan.actions import locked_period
from organisasi.izin import izin, require_edit
from organisasi.models import Pengguna

Status = Lke.Status
OWN = "Anda ikut mengisi penilaian mandiri LKE ini, jadi tidak dapat menilainya."
NOT_A_JUDGE = "Hanya evaluator yang dapat menilai LKE."
SUBMITTED = (
    "LKE yang pernah diajukan memuat penilaian evaluator dan riwayatnya, jadi tidak dapat dihapus."
)


class Sisi(StrEnum):
    """Whose answers: the unit's own, or the evaluator's."""

    MANDIRI = "mandiri"
    EVALUATOR = "evaluator"


@dataclass(frozen=True)
class Hak:
    """What the user may do with a sheet now; `terkunci` is the sentence why nobody may do anything."""

    isi: bool = False
    ajukan: bool = False
    hapus: bool = False
    nilai: bool = False
    kembalikan: bool = False
    tetapkan: bool = False
    lanjutkan: bool = False
    selesaikan: bool = False
    buka: bool = False
    terkunci: str = ""


def is_judge(user: Pengguna, lke: Lke) -> bool:
    """Whether the user evaluates the unit of the sheet."""
    return izin(user).may_evaluate(lke.instansi_id, lke.unit)


def filled(user: Pengguna, lke: Lke) -> bool:
    """Whether the user began the sheet or ever wrote in its self-assessment. At most one query."""
    return lke.dibuat_oleh_id == user.pk or lke.pengisi.filter(pk=user.pk).exists()


def lock_of(instansi_id: int, tahun: int) -> str:
    """Return why nothing of this year may be written; empty while its period is open. One query."""
    periode = locked_period(instansi_id, tahun)
    if periode is None:
        return ""
    return f"Periode {periode} terkunci, jadi LKE tahun {tahun} hanya dapat dibaca. Admin instansi dapat membukanya."


def is_fresh(lke: Lke) -> bool:
    """Whether the sheet was never handed in: only then its unit may throw it away. One query."""
    return not lke.daftar_riwayat.exists()


def require_fresh(lke: Lke) -> None:
    """Raise ValidationError for a sheet that was handed in before: it holds the evaluator's words and its trail."""
    if not is_fresh(lke):
        raise ValidationError(SUBMITTED)


def rights_of(user: Pengguna, lke: Lke) -> Hak:
    """Return what the user may do with the sheet in its present state."""
    if locked := lock_of(lke.instansi_id, lke.tahun):
        return Hak(terkunci=locked)
    edit = izin(user).may_edit(lke.instansi_id, lke.unit)
    judge = is_judge(user, lke) and not filled(user, lke)
    filling, submitted = lke.status == Status.DIISI, lke.status == Status.DIAJUKAN
    judged, done = lke.status == Status.DINILAI, lke.status == Status.SELESAI
    return Hak(
        isi=edit and filling,
        ajukan=edit and filling,
        hapus=edit and filling and is_fresh(lke),
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
    require_time(lke, Status.DIISI, what="penilaian mandiri tidak dapat diubah lagi")


def require_judge(user: Pengguna, lke: Lke, *, status: str, what: str) -> None:
    """Raise PermissionDenied for whom does not judge the sheet, ValidationError when it is not the time."""
    if not is_judge(user, lke):
        raise PermissionDenied(NOT_A_JUDGE)
    if filled(user, lke):
        raise PermissionDenied(OWN)
    require_time(lke, status, what=what)


def require_time(lke: Lke, status: str, *, what: str) -> None:
    """Raise ValidationError unless the sheet is in this state and its period is open."""
    if locked := lock_of(lke.instansi_id, lke.tahun):
        raise ValidationError(locked)
    if lke.status != status:
        raise ValidationError(f"LKE berstatus {lke.get_status_display().lower()}; {what}.")
