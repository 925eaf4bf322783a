"""A round of review: submit, return with notes, approve, reopen. Each step is a row of Reviu on a frozen version."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from evaluasi.actions.pemeriksaan import keep
from evaluasi.actions.skor import keep_score
from evaluasi.models import Penugasan, Reviu
from evaluasi.temuan import Laporan, check
from lib.kalimat import require_sentence
from organisasi.izin import izin, require_edit
from organisasi.models import Pengguna
from pohon.actions import freeze_version, lock_pohon, require_open_period, set_status
from pohon.models import Perubahan, Pohon, VersiPohon

Keputusan = Reviu.Keputusan
Status = Pohon.Status
GALAT, TANPA_ALASAN = "galat", "tanpa_alasan"  # why a tree cannot be submitted yet


def _require_status(pohon: Pohon, *legal: str, what: str) -> None:
    if pohon.status not in legal:
        raise ValidationError(f"Pohon berstatus {pohon.get_status_display()}; {what}.")


def drafted(user: Pengguna, pohon: Pohon) -> bool:
    """Whether the user made the tree or changed anything of its content."""
    if pohon.dibuat_oleh_id == user.pk:
        return True
    own = Perubahan.objects.filter(pohon=pohon, pengguna=user)
    return own.exclude(jenis=Perubahan.Jenis.STATUS).exists()


def _step(
    user: Pengguna, pohon: Pohon, status: str, keputusan: str, catatan: str, *, freeze: bool
) -> Reviu:
    """Set the state, freeze a version where the step asks for one, and keep the step."""
    changed = set_status(user=user, pohon_id=pohon.pk, status=status)
    versi: VersiPohon | None = (
        freeze_version(user=user, pohon=changed)
        if freeze
        else VersiPohon.objects.filter(pohon=pohon).order_by("-nomor").first()
    )
    if freeze and versi is not None:
        keep_score(versi)
    reviu = Reviu(pohon=pohon, versi=versi, keputusan=keputusan, catatan=catatan.strip(), oleh=user)
    reviu.full_clean()
    reviu.save()
    return reviu


def _locked(user: Pengguna, pohon_id: int) -> Pohon:
    """Lock and load a tree, so that two decisions cannot both find the old state.

    Raises Http404 when the user may not see it, PermissionDenied in a locked period, which can only be read.
    """
    pohon = lock_pohon(user, pohon_id, ignore_lock=True)
    require_open_period(pohon)
    return pohon


@transaction.atomic
def submit(*, user: Pengguna, pohon_id: int, catatan: str = "") -> Reviu:
    """Submit a tree for review; refuses while a galat stands or a finding lacks its reason, and what is no draft."""
    pohon = _locked(user, pohon_id)
    require_edit(user, pohon.instansi_id, pohon.unit)
    _require_status(pohon, Status.DRAF, Status.DIKEMBALIKAN, what="hanya draf yang dapat diajukan")
    laporan = check(pohon)
    _require_settled(laporan)
    step = _step(user, pohon, Status.DIAJUKAN, Keputusan.DIAJUKAN, catatan, freeze=True)
    pohon.refresh_from_db(fields=["nomor"])
    keep(laporan)  # what was submitted is what the lists of findings show
    return step


def _require_settled(laporan: Laporan) -> None:
    """Refuse while a galat stands, and while a finding that needs a reason has none that holds."""
    blocking = [one.finding.message for one in laporan.blocking]
    if blocking:
        told = f"Selesaikan {len(blocking)} temuan galat sebelum mengajukan pohon."
        raise ValidationError([ValidationError(told, code=GALAT), *blocking[:20]])
    wanting = laporan.wanting
    if wanting:
        rejected = sum(one.is_rejected for one in wanting)
        told = f" ({rejected} alasannya ditolak evaluator)" if rejected else ""
        raise ValidationError(
            f"{len(wanting)} temuan belum diselesaikan dan belum diberi alasan{told}. "
            "Perbaiki, atau tulis mengapa dibiarkan.",
            code=TANPA_ALASAN,
        )


@transaction.atomic
def send_back(*, user: Pengguna, pohon_id: int, catatan: str) -> Reviu:
    """Return a submitted tree with notes; for evaluator and pimpinan, never for who drafted it."""
    pohon = _locked(user, pohon_id)
    if not izin(user).may_judge(pohon.instansi_id, pohon.unit):
        raise PermissionDenied("Hanya evaluator atau pimpinan yang dapat mengembalikan pohon.")
    _refuse_own(user, pohon)
    if reason := why_not_return(user, pohon):
        raise PermissionDenied(reason)
    _require_status(pohon, Status.DIAJUKAN, what="hanya pohon yang diajukan dapat dikembalikan")
    require_sentence(catatan, "catatan", "Tulis apa yang perlu diperbaiki.")
    return _step(user, pohon, Status.DIKEMBALIKAN, Keputusan.DIKEMBALIKAN, catatan, freeze=False)


@transaction.atomic
def approve(*, user: Pengguna, pohon_id: int, catatan: str = "") -> Reviu:
    """Approve a submitted tree and freeze it; for pimpinan, never for who drafted it."""
    pohon = _locked(user, pohon_id)
    if not izin(user).may_approve(pohon.instansi_id, pohon.unit):
        raise PermissionDenied("Hanya pimpinan yang dapat menyetujui pohon.")
    _refuse_own(user, pohon)
    _require_status(pohon, Status.DIAJUKAN, what="hanya pohon yang diajukan dapat disetujui")
    return _step(user, pohon, Status.DISETUJUI, Keputusan.DISETUJUI, catatan, freeze=True)


@transaction.atomic
def reopen(*, user: Pengguna, pohon_id: int, catatan: str) -> Reviu:
    """Open an approved tree for amendment; the reason is kept, the approved version stays."""
    pohon = _locked(user, pohon_id)
    require_edit(user, pohon.instansi_id, pohon.unit)
    _require_status(pohon, Status.DISETUJUI, what="hanya pohon yang disetujui dapat dibuka kembali")
    require_sentence(catatan, "catatan", "Tulis alasan membuka kembali.")
    return _step(user, pohon, Status.DRAF, Keputusan.DIBUKA, catatan, freeze=False)


def _refuse_own(user: Pengguna, pohon: Pohon) -> None:
    if drafted(user, pohon):
        raise PermissionDenied("Anda ikut menyusun pohon ini, jadi tidak dapat mereviunya.")


def why_not_return(user: Pengguna, pohon: Pohon) -> str:
    """Return why others return the tree, who lead its judging, unless the user is pimpinan; empty when the user may."""
    if izin(user).may_approve(pohon.instansi_id, pohon.unit):
        return ""
    lead = Penugasan.objects.filter(pohon=pohon, ketua=True).select_related("evaluator").first()
    if lead is None or lead.evaluator_id == user.pk:
        return ""
    return (
        f"Tim evaluator pohon ini dipimpin {lead.evaluator}; hanya ketua tim atau pimpinan "
        "yang dapat mengembalikannya."
    )
