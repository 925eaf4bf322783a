"""Reasons for findings that are left as they are: given and withdrawn by planners, answered by the evaluator."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from evaluasi.actions.penugasan import why_not_judge
from evaluasi.actions.skor import outdate
from evaluasi.models import Pengecualian
from evaluasi.temuan import Temuan, check
from lib.kalimat import require_sentence
from organisasi.models import Pengguna
from pohon.actions import lock_pohon, require_open_period
from pohon.models import Pohon

MOST = 200
GONE = "Temuan ini sudah tidak ada: mungkin sudah diselesaikan. Muat ulang halaman."
ONE_RULE = "Satu alasan hanya untuk temuan dari aturan yang sama. Pilih temuan dari satu aturan."


@transaction.atomic
def give_reason(
    *,
    user: Pengguna,
    pohon_id: int,
    sidik: Collection[str],
    alasan: str,
    dikenal: Mapping[str, str] | None = None,
) -> list[Pengecualian]:
    """Give one reason for findings of one rule, or change the reasons they have; the same again changes nothing.

    `dikenal` maps a finding to the stamp of the reason the user saw (see `stamp`; empty: none). Raises Http404,
    PermissionDenied (no right, tree submitted, approved or locked) and ValidationError with `alasan` or `sidik`.
    """
    pohon = lock_pohon(user, pohon_id)
    chosen = _chosen(pohon, sidik)
    outdate(pohon)
    return [
        _write(user, pohon, one, alasan, None if dikenal is None else dikenal.get(one.sidik, ""))
        for one in chosen
    ]


def _chosen(pohon: Pohon, sidik: Collection[str]) -> list[Temuan]:
    """Return the findings that are named, each once; refuse what is gone or takes no reason."""
    wanted = set(sidik)
    if not wanted:
        raise ValidationError({"sidik": "Pilih sekurang-kurangnya satu temuan."})
    if len(wanted) > MOST:
        raise ValidationError({"sidik": f"Paling banyak {MOST} temuan sekali simpan."})
    found = {one.sidik: one for one in check(pohon).daftar if one.sidik in wanted}
    if len(found) < len(wanted):
        raise ValidationError({"sidik": GONE})
    chosen = list(found.values())
    for one in chosen:
        _require_excusable(one)
    if len({one.finding.rule for one in chosen}) > 1:
        raise ValidationError({"sidik": ONE_RULE})
    return chosen


def _require_excusable(one: Temuan) -> None:
    if one.finding.blocks:
        raise ValidationError(
            {"sidik": f"{one.finding.rule} adalah galat: perbaiki, tidak dapat diberi alasan."}
        )
    if not one.finding.needs_reason:
        raise ValidationError({"sidik": f"{one.finding.rule} adalah saran: tidak perlu alasan."})


def stamp(row: Pengecualian | None) -> str:
    """Return by what a reason is known to be the one someone saw; empty where there is none."""
    return "" if row is None else f"{row.waktu.timestamp():.6f}-{row.status}"


def _write(
    user: Pengguna, pohon: Pohon, one: Temuan, alasan: str, known: str | None
) -> Pengecualian:
    old, text = one.pengecualian, alasan.strip()
    if old is not None and old.is_valid and old.alasan == text:
        return old
    if known is not None and known != stamp(old):
        raise ValidationError({"alasan": _changed(old)})
    if old is not None and not old.is_valid and old.alasan == text:
        raise ValidationError(
            {"alasan": "Alasan ini sudah ditolak evaluator. Tulis alasan lain atau perbaiki."}
        )
    require_sentence(text, "alasan", "Alasan belum diisi. Tulis mengapa temuan ini dibiarkan.")
    row = old or Pengecualian(pohon=pohon, sidik=one.sidik)
    row.aturan, row.simpul, row.pesan = one.finding.rule, one.finding.simpul, one.finding.message
    row.alasan, row.oleh, row.status = text, user, Pengecualian.Status.BERLAKU
    row.full_clean()
    row.save()
    return row


def _changed(row: Pengecualian | None) -> str:
    if row is None:
        return (
            "Alasan temuan ini baru saja dicabut. Muat ulang halaman, lalu tulis lagi bila perlu."
        )
    when = date_format(timezone.localtime(row.waktu), "j F Y H.i")
    return (
        f"Alasan temuan ini diubah {row.oleh} pada {when}: “{row.alasan}”. "
        "Muat ulang halaman untuk mengubahnya."
    )


@transaction.atomic
def withdraw_reason(*, user: Pengguna, pohon_id: int, sidik: Collection[str]) -> int:
    """Withdraw the reasons of these findings, also of findings that are gone; return how many there were."""
    pohon = lock_pohon(user, pohon_id)
    named = [one for one in sidik if one.isalnum()][:MOST]
    gone, _ = Pengecualian.objects.filter(pohon=pohon, sidik__in=named).delete()
    outdate(pohon)
    return gone


@transaction.atomic
def answer_reason(
    *,
    user: Pengguna,
    pohon_id: int,
    sidik: str,
    tolak: bool,
    tanggapan: str = "",
    dikenal: str | None = None,
) -> Pengecualian:
    """Reject a reason with a sentence, or accept it again; for evaluator and pimpinan, never for who drafted the tree.

    `dikenal` is the stamp of the reason the user saw. Raises Http404, PermissionDenied, and ValidationError where the
    sentence is missing or the reason was changed or answered meanwhile.
    """
    pohon = lock_pohon(user, pohon_id, ignore_lock=True)
    require_may_answer(user, pohon)
    row = Pengecualian.objects.filter(pohon=pohon, sidik=sidik).first()
    if row is None:
        raise ValidationError("Alasan ini sudah dicabut. Muat ulang halaman.")
    text = tanggapan.strip()
    if tolak:
        require_sentence(text, "tanggapan", "Tulis mengapa alasan ini ditolak.")
    wanted = Pengecualian.Status.DITOLAK if tolak else Pengecualian.Status.BERLAKU
    if row.status == wanted and row.tanggapan == (text or row.tanggapan):
        return row
    if dikenal is not None and dikenal != stamp(row):
        raise ValidationError(_answered(row))
    row.status, row.tanggapan, row.ditanggapi_oleh = wanted, text, user
    row.waktu_tanggapan = timezone.now()
    row.full_clean()
    row.save(update_fields=["status", "tanggapan", "ditanggapi_oleh", "waktu_tanggapan"])
    outdate(pohon)
    return row


def _answered(row: Pengecualian) -> str:
    """Say that a reason is no longer the one somebody saw, and what it is now."""
    if row.is_valid:
        return (
            f"Alasan ini baru saja diubah {row.oleh}: “{row.alasan}”. Baca dahulu, lalu tanggapi."
        )
    return f"Alasan ini baru saja ditolak {row.ditanggapi_oleh}: “{row.tanggapan}”."


def require_may_answer(user: Pengguna, pohon: Pohon) -> None:
    """Raise PermissionDenied with a sentence unless the user answers reasons of the tree now."""
    require_open_period(pohon)
    if reason := why_not_judge(user, pohon, nama="Anda"):
        raise PermissionDenied(reason)
    if pohon.status == Pohon.Status.DISETUJUI:
        raise PermissionDenied("Pohon sudah disetujui; alasannya tidak ditanggapi lagi.")
