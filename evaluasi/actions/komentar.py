"""Writing comments: a new thread, an answer, resolved, opened again."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from evaluasi.komentar import is_known_field, may_comment, may_resolve, mentioned, quote
from evaluasi.models import Komentar
from organisasi.models import Pengguna
from pohon.models import Indikator, Pohon, Simpul, VersiPohon

Tentang = Komentar.Tentang
CLOSED = "Utas ini sudah diselesaikan. Buka kembali untuk membalas."
TWIN_SECONDS = 10  # a form sent twice by a double click


def _writable(user: Pengguna, pohon_id: int) -> Pohon:
    """Return a tree the user may comment on, locked, so that two answers to one thread come one after another."""
    rows = Pohon.objects.visible_to(user).select_for_update(of=("self",))
    pohon = rows.select_related("instansi", "unit").filter(pk=pohon_id).first()
    if pohon is None:
        raise Http404("Pohon tidak ditemukan.")
    if not may_comment(user, pohon):
        raise PermissionDenied(
            "Anda hanya dapat membaca komentar. Yang menulis: perencana unit ini, evaluator, pimpinan."
        )
    found: Pohon = pohon
    return found


@transaction.atomic
def begin_thread(
    *,
    user: Pengguna,
    pohon_id: int,
    isi: str,
    tentang: str = Tentang.POHON,
    simpul: int | None = None,
    indikator: int | None = None,
    medan: str = "",
) -> Komentar:
    """Begin a thread on a tree, a node, its edge, an indicator or a field, quoting what stands there.

    Raises Http404, PermissionDenied, and ValidationError for text that is missing or too long, an unknown target, or
    a mention of someone without a role.
    """
    pohon = _writable(user, pohon_id)
    node, card = _target(pohon, tentang, simpul, indikator, medan)
    versi = VersiPohon.objects.filter(pohon=pohon).defer("isi").order_by("-nomor").first()
    return _write(
        pohon,
        user,
        isi,
        versi=versi,
        tentang=tentang,
        simpul=node.pk if node else None,
        indikator=card.pk if card else None,
        medan=medan,
        kutipan=quote(node, card, medan, tentang),
    )


def _target(
    pohon: Pohon, tentang: str, simpul: int | None, indikator: int | None, medan: str
) -> tuple[Simpul | None, Indikator | None]:
    if tentang not in Tentang.values:
        raise ValidationError("Pilih apa yang dikomentari.")
    if tentang == Tentang.POHON:
        return None, None
    rows = Simpul.objects.filter(pohon=pohon, pk=simpul or 0).select_related("induk", "pengampu")
    node = rows.first()
    if node is None:
        raise ValidationError("Simpul ini tidak ada lagi di pohon. Muat ulang halaman.")
    if tentang == Tentang.HUBUNGAN and node.induk_id is None:
        raise ValidationError("Outcome tidak punya induk; pilih yang lain untuk dikomentari.")
    wants_card = tentang == Tentang.INDIKATOR or (tentang == Tentang.MEDAN and indikator)
    card = Indikator.objects.filter(simpul=node, pk=indikator or 0).first() if wants_card else None
    if wants_card and card is None:
        raise ValidationError("Indikator ini tidak ada lagi di simpul. Muat ulang halaman.")
    if tentang == Tentang.MEDAN and not is_known_field(medan, indikator):
        raise ValidationError("Pilih isian yang dikomentari.")
    return node, card


@transaction.atomic
def reply(*, user: Pengguna, komentar_id: int, isi: str) -> Komentar:
    """Answer an open thread; raises Http404, PermissionDenied, ValidationError."""
    awal = _first(user, komentar_id)
    if awal.selesai is not None:
        raise ValidationError(CLOSED)
    return _write(
        awal.pohon,
        user,
        isi,
        atas=awal,
        versi=awal.versi,
        tentang=awal.tentang,
        simpul=awal.simpul,
        indikator=awal.indikator,
        medan=awal.medan,
    )


def _first(user: Pengguna, komentar_id: int) -> Komentar:
    """Return the comment that began a thread, its tree locked and writable to the user."""
    row = Komentar.objects.visible_to(user).filter(pk=komentar_id, atas=None).first()
    if row is None:
        raise Http404("Komentar tidak ditemukan.")
    pohon = _writable(user, row.pohon_id)
    row.refresh_from_db()
    row.pohon = pohon
    found: Komentar = row
    return found


def _write(pohon: Pohon, user: Pengguna, isi: str, **fields: Any) -> Komentar:
    text = isi.replace("\r\n", "\n").strip()
    row = Komentar(pohon=pohon, oleh=user, isi=text, **fields)
    row.full_clean(exclude=["pohon", "versi", "atas", "oleh"])
    people = mentioned(pohon, text)
    if twin := _twin(row):
        return twin
    row.save()
    row.sebutan.set(people)
    return row


def _twin(row: Komentar) -> Komentar | None:
    """Return the same comment when the same person wrote it seconds ago; the locked tree keeps the order."""
    since = timezone.now() - datetime.timedelta(seconds=TWIN_SECONDS)
    same: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("pohon", "oleh", "atas", "tentang", "simpul", "indikator", "medan", "isi")
    }
    return Komentar.objects.filter(waktu__gte=since, **same).first()


@transaction.atomic
def resolve(*, user: Pengguna, komentar_id: int) -> Komentar:
    """Resolve a thread: for who began it and who judges the tree; twice is once."""
    awal = _first(user, komentar_id)
    if not may_resolve(user, awal.pohon, awal):
        raise PermissionDenied(
            "Utas diselesaikan oleh yang memulainya atau oleh evaluator. Tulis balasan bahwa "
            "sudah diperbaiki."
        )
    if awal.selesai is None:
        awal.selesai, awal.diselesaikan_oleh = timezone.now(), user
        awal.save(update_fields=["selesai", "diselesaikan_oleh"])
    return awal


@transaction.atomic
def reopen_thread(*, user: Pengguna, komentar_id: int) -> Komentar:
    """Open a resolved thread again; for everybody who may comment."""
    awal = _first(user, komentar_id)
    if awal.selesai is not None:
        awal.selesai, awal.diselesaikan_oleh = None, None
        awal.save(update_fields=["selesai", "diselesaikan_oleh"])
    return awal
