"""Suggested findings: what the rules found in a submitted tree, confirmed into a finding of the report or rejected."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from evaluasi.actions.penilaian import open_version
from evaluasi.models import TanggapanUsulan, TemuanEvaluasi
from evaluasi.temuan import check
from lib.aturan import Finding
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
    *, user: Pengguna, versi_id: int, sidik: str, keputusan: str, catatan: str = ""
) -> TanggapanUsulan:
    """Confirm or reject a suggested finding; confirming drafts a finding of the report with the next number.

    The same answer again changes nothing; another answer takes the place of the first. Raises as
    `penilaian.open_version`, and ValidationError for a finding that is gone or a rejection without its reason.
    """
    versi = open_version(user, versi_id)
    old = TanggapanUsulan.objects.filter(versi=versi, sidik=sidik).first()
    if old is not None and old.keputusan == keputusan:
        return old
    finding = next((f.finding for f in check(versi.pohon).daftar if f.sidik == sidik), None)
    if finding is None:
        raise ValidationError(GONE)
    if keputusan == Keputusan.DITOLAK and not catatan.strip():
        raise ValidationError("Tulis mengapa usulan temuan ini ditolak.")
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
    row.save()
    if keputusan == Keputusan.DIBENARKAN:
        _draft(user, versi, finding)
    return row


@transaction.atomic
def withdraw_answer(*, user: Pengguna, versi_id: int, sidik: str) -> None:
    """Take an answer back, with the drafted finding while nobody worked on it; nothing to take back is no error."""
    versi = open_version(user, versi_id)
    old = TanggapanUsulan.objects.filter(versi=versi, sidik=sidik).first()
    if old is not None:
        _undo(old)


def _undo(row: TanggapanUsulan) -> None:
    if row.keputusan == Keputusan.DIBENARKAN:
        for drafted in drafted_findings(row):
            if drafted.status != TemuanEvaluasi.Status.TERBUKA or drafted.sebab or drafted.akibat:
                raise ValidationError(WORKED_ON.format(nomor=drafted.nomor))
            drafted.delete()
    row.delete()


def drafted_findings(row: TanggapanUsulan) -> list[TemuanEvaluasi]:
    """Return the findings of the report that a confirmation drafted."""
    same = TemuanEvaluasi.objects.filter(versi=row.versi_id, aturan=row.aturan, simpul=row.simpul)
    return list(same.filter(kondisi=row.pesan))


def _draft(user: Pengguna, versi: VersiPohon, finding: Finding) -> TemuanEvaluasi:
    row = TemuanEvaluasi(
        pohon=versi.pohon,
        versi=versi,
        nomor=next_number(versi.pohon),
        aturan=finding.rule,
        simpul=finding.simpul,
        kondisi=finding.message,
        kriteria=finding.source,
        rekomendasi=finding.fix,
        dibuat_oleh=user,
    )
    row.full_clean(exclude=["pohon", "versi", "dibuat_oleh"])
    row.save()
    return row


def next_number(pohon: Pohon) -> int:
    """Return the next number of a finding of a tree; to be asked while the tree is locked."""
    last = TemuanEvaluasi.objects.filter(pohon=pohon).aggregate(n=Max("nomor"))["n"]
    return (last or 0) + 1
