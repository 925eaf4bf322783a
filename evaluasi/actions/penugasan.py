"""Who judges a tree: taking it, adding and removing evaluators, passing the lead.

The first who takes a tree leads. Every write locks the tree, so that two people cannot both become its lead. Nobody is
assigned to a tree they drafted.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from evaluasi.actions.reviu import drafted
from evaluasi.models import Penugasan
from organisasi.izin import izin
from organisasi.models import Pengguna
from pohon.actions import lock_pohon, require_open_period
from pohon.models import Pohon

LEAD_FIRST = (
    "{nama} adalah ketua tim. Serahkan peran ketua kepada evaluator lain dahulu, "
    "lalu keluarkan dari tim."
)


def may_manage(user: Pengguna, pohon: Pohon, rows: list[Penugasan]) -> bool:
    """Whether the user adds and removes evaluators of the tree: an admin of the instansi, or who leads."""
    leads = any(row.ketua and row.evaluator_id == user.pk for row in rows)
    return leads or izin(user).is_admin(pohon.instansi_id)


def why_not_judge(person: Pengguna, pohon: Pohon, *, nama: str = "") -> str:
    """Return why a person (called `nama`) cannot judge a tree, as a sentence about them; empty when they can."""
    if not izin(person).may_judge(pohon.instansi_id, pohon.unit):
        return f"{nama or person} bukan evaluator atau pimpinan untuk unit ini."
    if drafted(person, pohon):
        return f"{nama or person} ikut menyusun pohon ini, jadi tidak dapat menilainya."
    return ""


def _locked(user: Pengguna, pohon_id: int) -> tuple[Pohon, list[Penugasan]]:
    pohon = lock_pohon(user, pohon_id, ignore_lock=True)
    require_open_period(pohon)
    rows = Penugasan.objects.filter(pohon=pohon).select_related("evaluator")
    return pohon, list(rows)


def _managed(user: Pengguna, pohon_id: int) -> tuple[Pohon, list[Penugasan]]:
    pohon, rows = _locked(user, pohon_id)
    if not may_manage(user, pohon, rows):
        raise PermissionDenied("Hanya ketua tim atau admin instansi yang mengatur tim evaluator.")
    return pohon, rows


def _row_of(rows: list[Penugasan], evaluator_id: int) -> Penugasan:
    for row in rows:
        if row.evaluator_id == evaluator_id:
            return row
    raise ValidationError("Orang ini tidak ada di tim evaluator pohon. Muat ulang halaman.")


@transaction.atomic
def take(*, user: Pengguna, pohon_id: int) -> Penugasan:
    """Take a submitted tree to judge it; the first leads. Taking twice gives the same row.

    Raises PermissionDenied for who may not judge it, ValidationError when it is not submitted.
    """
    pohon, rows = _locked(user, pohon_id)
    if reason := why_not_judge(user, pohon, nama="Anda"):
        raise PermissionDenied(reason)
    mine = next((row for row in rows if row.evaluator_id == user.pk), None)
    if mine is not None:
        return mine
    if pohon.status != Pohon.Status.DIAJUKAN:
        raise ValidationError("Hanya pohon yang sedang diajukan dapat diambil untuk dinilai.")
    return _add(user, pohon, user, lead=not any(row.ketua for row in rows))


@transaction.atomic
def assign(*, user: Pengguna, pohon_id: int, evaluator_id: int) -> Penugasan:
    """Let a person judge a tree, as its lead when it has none; assigning twice gives the same row.

    Raises PermissionDenied unless the user manages the team, ValidationError when the person cannot judge the tree.
    """
    pohon, rows = _managed(user, pohon_id)
    person = Pengguna.objects.filter(pk=evaluator_id, is_active=True).first()
    if person is None or pohon.instansi_id not in izin(person).daftar_instansi:
        raise ValidationError("Pilih evaluator dari instansi ini.")
    if reason := why_not_judge(person, pohon):
        raise ValidationError(reason)
    known = next((row for row in rows if row.evaluator_id == person.pk), None)
    return known or _add(user, pohon, person, lead=not any(row.ketua for row in rows))


def _add(user: Pengguna, pohon: Pohon, person: Pengguna, *, lead: bool) -> Penugasan:
    row = Penugasan(pohon=pohon, evaluator=person, ketua=lead, ditugaskan_oleh=user)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def unassign(*, user: Pengguna, pohon_id: int, evaluator_id: int) -> None:
    """Take a person off the team; anybody may leave. What they judged stays.

    Raises ValidationError for a lead who has others behind them: the lead is passed first.
    """
    pohon, rows = _locked(user, pohon_id)
    if user.pk != evaluator_id and not may_manage(user, pohon, rows):
        raise PermissionDenied("Hanya ketua tim atau admin instansi yang mengatur tim evaluator.")
    row = _row_of(rows, evaluator_id)
    if row.ketua and len(rows) > 1:
        raise ValidationError(LEAD_FIRST.format(nama=row.evaluator))
    row.delete()


@transaction.atomic
def pass_lead(*, user: Pengguna, pohon_id: int, evaluator_id: int) -> Penugasan:
    """Make another person of the team its lead; from then on their judgement is the one that counts."""
    _, rows = _managed(user, pohon_id)
    row = _row_of(rows, evaluator_id)
    if not row.ketua:
        Penugasan.objects.filter(pk__in=[one.pk for one in rows if one.ketua]).update(ketua=False)
        row.ketua = True
        row.save(update_fields=["ketua"])
    return row


def require_team(user: Pengguna, pohon: Pohon) -> Penugasan:
    """Return the user's place in the team of a tree; PermissionDenied with what to do when they have none."""
    if reason := why_not_judge(user, pohon, nama="Anda"):
        raise PermissionDenied(reason)
    row = Penugasan.objects.filter(pohon=pohon, evaluator=user).first()
    if row is None:
        raise PermissionDenied("Ambil pohon ini dahulu dari antrean untuk menilainya.")
    return row
