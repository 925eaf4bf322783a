"""Findings of the report: written by evaluators, answered by planners, verified by evaluators.

Every write locks the tree, so that numbers stay in order and two people cannot answer the same state. A page sends the
mark of what it showed (`seen`); what another person changed since is not overwritten but said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from evaluasi.actions.nomor import ROOM, next_number, remove
from evaluasi.actions.penugasan import why_not_judge
from evaluasi.models import Penugasan, TemuanEvaluasi
from jabatan.tanda import mark, require_same
from lib.kalimat import require_sentence
from lib.teks import format_date
from organisasi.izin import require_edit
from organisasi.models import Pengguna
from pohon.actions import lock_pohon, require_open_period
from pohon.models import Pohon, VersiPohon

Status = TemuanEvaluasi.Status
PARTS = ("kondisi", "kriteria", "sebab", "akibat", "rekomendasi")
FIELDS = (*PARTS, "aturan", "simpul", "batas")
NAIK, TURUN = "naik", "turun"


def seen_of(row: TemuanEvaluasi) -> str:
    """Return the mark of a finding as it is now, for a page to send back."""
    values = [getattr(row, name) for name in FIELDS]
    return mark(*values, row.status, row.tindak_lanjut, row.tautan, row.verifikasi)


def why_not_write(user: Pengguna, pohon: Pohon) -> str:
    """Return why the user does not write the report of a tree; empty when they do. At most two queries.

    Who judges the tree writes it, where it has a team its members only; never who drafted the tree.
    """
    if reason := why_not_judge(user, pohon, nama="Anda"):
        return reason
    team = set(Penugasan.objects.filter(pohon=pohon).values_list("evaluator_id", flat=True))
    if team and user.pk not in team:
        return "Anda tidak termasuk tim evaluator pohon ini."
    return ""


def require_write(user: Pengguna, pohon: Pohon) -> None:
    """Raise PermissionDenied with a sentence unless the user writes the report of the tree, in an open period."""
    require_open_period(pohon)
    if reason := why_not_write(user, pohon):
        raise PermissionDenied(reason)


def _locked(user: Pengguna, pk: int) -> TemuanEvaluasi:
    """Lock the tree of a finding and return the finding as it is now; Http404 when it is not visible."""
    rows = TemuanEvaluasi.objects.visible_to(user).filter(pk=pk)
    pohon_id = rows.values_list("pohon_id", flat=True).first()
    if pohon_id is None:
        raise Http404("Temuan tidak ditemukan.")
    pohon = lock_pohon(user, pohon_id, ignore_lock=True)
    require_open_period(pohon)
    row = rows.first()
    if row is None:
        raise Http404("Temuan tidak ditemukan.")
    row.pohon = pohon
    return row


def _written(user: Pengguna, pk: int) -> TemuanEvaluasi:
    row = _locked(user, pk)
    require_write(user, row.pohon)
    return row


def _set(row: TemuanEvaluasi, data: Mapping[str, Any]) -> None:
    """Put what was written into a finding, with spaces at the ends left out; raises ValidationError."""
    due = data.get("batas")
    if due is not None and due != row.batas and due < timezone.localdate():
        raise ValidationError(
            {"batas": f"Batas waktu paling awal hari ini, {format_date(timezone.localdate())}."}
        )
    for name in FIELDS:
        if name in data:
            value = data[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    known = {node["id"] for node in row.versi.isi["simpul"]}
    if row.simpul is not None and row.simpul not in known:
        raise ValidationError({"simpul": "Pilih simpul dari versi yang dinilai."})
    row.full_clean(exclude=["pohon", "versi", "dibuat_oleh"], validate_constraints=False)


@transaction.atomic
def add_finding(*, user: Pengguna, pohon_id: int, data: Mapping[str, Any]) -> TemuanEvaluasi:
    """Add a finding to the report of a tree's last version, with the next number.

    Sent twice, it is there once. Raises ValidationError for a tree that was never submitted and for bad input.
    """
    pohon = lock_pohon(user, pohon_id, ignore_lock=True)
    require_write(user, pohon)
    versi = VersiPohon.objects.filter(pohon=pohon).order_by("-nomor").first()
    if versi is None:
        raise ValidationError("Pohon ini belum pernah diajukan, jadi belum dapat diberi temuan.")
    row = TemuanEvaluasi(pohon=pohon, versi=versi, nomor=next_number(pohon), dibuat_oleh=user)
    _set(row, data)
    same = {name: getattr(row, name) for name in (*PARTS, "simpul")}
    if (
        twin := TemuanEvaluasi.objects.filter(pohon=pohon, versi=versi, **same).first()
    ) is not None:
        return twin
    row.save()
    return row


@transaction.atomic
def change_finding(
    *, user: Pengguna, pk: int, seen: str, data: Mapping[str, Any]
) -> TemuanEvaluasi:
    """Change what a finding says; refuses what another person changed since, and a finding that is settled."""
    row = _written(user, pk)
    require_same(seen, seen_of(row), f"Temuan {row.nomor}")
    if row.status == Status.SELESAI:
        raise ValidationError("Temuan ini sudah selesai. Buka kembali dahulu untuk mengubahnya.")
    _set(row, data)
    row.save(update_fields=list(FIELDS))
    return row


@transaction.atomic
def delete_finding(*, user: Pengguna, pk: int) -> int:
    """Delete a finding nobody answered yet and close the gap in the numbers; returns the key of its tree."""
    row = _written(user, pk)
    if row.tindak_lanjut:
        raise ValidationError(
            f"Temuan {row.nomor} sudah ditindaklanjuti, jadi tidak dapat dihapus. Selesaikan lewat verifikasi."
        )
    remove(row)
    return row.pohon_id


@transaction.atomic
def move_finding(*, user: Pengguna, pk: int, arah: str) -> TemuanEvaluasi:
    """Let a finding change places with the one before (`naik`) or after it (`turun`); at the end nothing moves."""
    row = _written(user, pk)
    if arah not in {NAIK, TURUN}:
        raise ValidationError("Pilih naik atau turun.")
    rows = TemuanEvaluasi.objects.filter(pohon=row.pohon_id)
    if arah == NAIK:
        other = rows.filter(nomor__lt=row.nomor).order_by("-nomor").first()
    else:
        other = rows.filter(nomor__gt=row.nomor).order_by("nomor").first()
    if other is None:
        return row
    here, there = row.nomor, other.nomor
    for moved, nomor in ((other, ROOM), (row, there), (other, here)):
        moved.nomor = nomor
        moved.save(update_fields=["nomor"])
    return row


@transaction.atomic
def answer_finding(
    *, user: Pengguna, pk: int, seen: str, tindak_lanjut: str, tautan: str = ""
) -> TemuanEvaluasi:
    """Say what was done about a finding, with the address of the evidence; until it is settled.

    For who writes the content of the unit.

    The same answer again changes nothing.
    """
    row = _locked(user, pk)
    require_edit(user, row.pohon.instansi_id, row.pohon.unit)
    text, link = tindak_lanjut.strip(), tautan.strip()
    if row.status == Status.DIJAWAB and (row.tindak_lanjut, row.tautan) == (text, link):
        return row
    if row.status == Status.SELESAI:
        raise ValidationError(
            "Temuan ini sudah dinyatakan selesai; tindak lanjutnya tidak berubah."
        )
    require_same(seen, seen_of(row), f"Temuan {row.nomor}")
    if not text:
        raise ValidationError({"tindak_lanjut": "Tulis apa yang sudah dilakukan atas temuan ini."})
    row.tindak_lanjut, row.tautan, row.status = text, link, Status.DIJAWAB
    row.ditindaklanjuti_oleh, row.waktu_tindak_lanjut = user, timezone.now()
    row.full_clean(exclude=["pohon", "versi", "dibuat_oleh"], validate_constraints=False)
    row.save()
    return row


@transaction.atomic
def verify_finding(
    *, user: Pengguna, pk: int, seen: str, selesai: bool, catatan: str = ""
) -> TemuanEvaluasi:
    """Settle a finding after its follow-up, or send it back with a sentence; a settled one can be sent back too.

    The same verdict again changes nothing.
    """
    row = _written(user, pk)
    text = catatan.strip()
    wanted = Status.SELESAI if selesai else Status.TERBUKA
    if row.status == wanted and row.verifikasi == text and row.tindak_lanjut:
        return row
    require_same(seen, seen_of(row), f"Temuan {row.nomor}")
    if row.status == Status.TERBUKA:
        raise ValidationError("Temuan ini belum ditindaklanjuti, jadi belum dapat diverifikasi.")
    if not selesai:
        require_sentence(text, "catatan", "Tulis apa yang masih kurang dari tindak lanjutnya.")
    if selesai and row.status == Status.SELESAI:
        raise ValidationError("Temuan ini sudah selesai.")
    row.status, row.verifikasi = wanted, text
    row.full_clean(exclude=["pohon", "versi", "dibuat_oleh"], validate_constraints=False)
    row.save(update_fields=["status", "verifikasi"])
    return row
