"""Suggested findings: what the rules found in a submitted tree, confirmed into a finding of the report or rejected."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluasi.actions.nomor import next_number, remove
from evaluasi.actions.penilaian import open_version
from evaluasi.actions.temuan import seen_of
from evaluasi.models import TanggapanUsulan, TemuanEvaluasi
from evaluasi.temuan import check
from lib.aturan import Finding
from lib.kalimat import require_sentence
from organisasi.models import Pengguna
from pohon.models import Pohon, VersiPohon

GONE = "Temuan ini tidak ada lagi di pohon. Muat ulang halaman."
WORKED_ON = (
    "Temuan {nomor} sudah dikerjakan (diubah atau ditindaklanjuti), jadi tidak dapat dibatalkan "
    "dari sini. Ubah di laporan temuan."
)
Keputusan = TanggapanUsulan.Keputusan


@transaction.atomic
def answer_suggestion(
    *,
    user: Pengguna,
    versi_id: int,
    sidik: str,
    keputusan: str,
    catatan: str = "",
    dikenal: str | None = None,
) -> TanggapanUsulan:
    """Confirm or reject a suggested finding; confirming drafts a finding of the report with the next number.

    A finding of an earlier version that is not settled yet is taken up again instead of a second one. The same answer
    again changes nothing. `dikenal` is the answer the user saw (empty: none): one that somebody else gave since is not
    replaced. Raises as `penilaian.open_version`, and ValidationError for a finding that is gone or a rejection without
    its reason.
    """
    versi = open_version(user, versi_id)
    old = _answer(versi, sidik)
    if old is not None and old.keputusan == keputusan:
        return old
    _require_seen(old, dikenal)
    finding = next((f.finding for f in check(versi.pohon).daftar if f.sidik == sidik), None)
    if finding is None:
        raise ValidationError(GONE)
    if keputusan == Keputusan.DITOLAK:
        require_sentence(catatan, "catatan", "Tulis mengapa usulan temuan ini ditolak.")
    if old is not None:
        _undo(old)
    row = TanggapanUsulan(
        versi=versi,
        oleh=user,
        catatan=catatan.strip(),
        sidik=sidik,
        aturan=finding.rule,
        simpul=finding.simpul,
        pesan=finding.message,
        keputusan=keputusan,
    )
    row.full_clean(exclude=["versi", "oleh"])
    if keputusan == Keputusan.DIBENARKAN:
        _confirm(row, versi.pohon, finding)
    row.save()
    return row


@transaction.atomic
def withdraw_answer(
    *, user: Pengguna, versi_id: int, sidik: str, dikenal: str | None = None
) -> None:
    """Take an answer back, with the drafted finding while nobody worked on it; nothing to take back is no error."""
    versi = open_version(user, versi_id)
    old = _answer(versi, sidik)
    if old is not None:
        _require_seen(old, dikenal)
        _undo(old)


def _answer(versi: VersiPohon, sidik: str) -> TanggapanUsulan | None:
    rows = TanggapanUsulan.objects.filter(versi=versi, sidik=sidik)
    return rows.select_related("temuan", "oleh").first()


def _require_seen(row: TanggapanUsulan | None, dikenal: str | None) -> None:
    """Refuse when somebody else answered since the user looked."""
    if dikenal is None or dikenal == (row.keputusan if row else ""):
        return
    if row is None:
        raise ValidationError("Jawaban usulan ini baru saja dibatalkan.")
    raise ValidationError(f"Usulan ini baru saja {row.get_keputusan_display().lower()} {row.oleh}.")


def _undo(row: TanggapanUsulan) -> None:
    """Delete an answer with the finding it wrote; raises ValidationError where that was worked on."""
    drafted = row.temuan if row.cetakan else None
    if drafted is not None:
        if seen_of(drafted) != row.cetakan:
            raise ValidationError(WORKED_ON.format(nomor=drafted.nomor))
        remove(drafted)
    row.delete()


def _confirm(row: TanggapanUsulan, pohon: Pohon, finding: Finding) -> None:
    """Let a confirmation stand in the report: by the open finding of an earlier version, else by a new one."""
    before = TanggapanUsulan.objects.filter(versi__pohon=pohon, sidik=row.sidik)
    known = before.exclude(temuan=None).exclude(temuan__status=TemuanEvaluasi.Status.SELESAI)
    if (last := known.select_related("temuan").order_by("-versi__nomor").first()) is not None:
        row.temuan = last.temuan
        return
    row.temuan = _draft(row, pohon, finding)
    row.cetakan = seen_of(row.temuan)


def _draft(answer: TanggapanUsulan, pohon: Pohon, finding: Finding) -> TemuanEvaluasi:
    row = TemuanEvaluasi(
        pohon=pohon,
        versi=answer.versi,
        nomor=next_number(pohon),
        aturan=finding.rule,
        simpul=finding.simpul,
        kondisi=finding.message,
        kriteria=finding.source,
        rekomendasi=finding.fix,
        dibuat_oleh=answer.oleh,
    )
    row.full_clean(exclude=["pohon", "versi", "dibuat_oleh"])
    row.save()
    return row
