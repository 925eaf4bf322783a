"""Writes on the steps of a kegiatan: for whoever may edit the unit of its document, under the document's lock.

The steps are not part of the plan that is established, so a document that is ditetapkan still takes them; one of a
locked period does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from jabatan.models import Jabatan, LangkahProses
from jabatan.proses.langkah import BERPROSES, MOST, steps_of, tanda_of
from lib.tree import lock
from organisasi.izin import require_edit
from perencanaan.models import Dokumen, Komponen

if TYPE_CHECKING:
    from organisasi.models import AnyUser

FIELDS = ("nama", "output", "jumlah", "satuan", "waktu", "satuan_waktu")
LABEL = {
    "nama": "langkah",
    "output": "output",
    "jumlah": "jumlah",
    "satuan": "satuan",
    "waktu": "waktu",
    "satuan_waktu": "satuan waktu",
}
STALE = (
    "Langkah proses ini baru saja diubah. Muat ulang halaman, lalu masukkan lagi perubahan Anda."
)
GONE = "Kegiatan itu sudah dihapus orang lain."
WRONG_KIND = "Langkah proses dicatat pada kegiatan, subkegiatan, sasaran kegiatan, KRO, atau RO."


def _lock(user: AnyUser, komponen: int) -> Komponen:
    """Lock the document of a kegiatan, check the right on its unit and return the kegiatan as it is now."""
    rows = Dokumen.objects.visible_to(user).select_related("instansi", "unit", "periode")
    try:
        dokumen = lock(rows.filter(daftar_komponen=komponen))
        fresh: Komponen = Komponen.objects.get(pk=komponen, dokumen=dokumen)
    except (Dokumen.DoesNotExist, Komponen.DoesNotExist):
        raise ValidationError(GONE) from None
    require_edit(user, dokumen.instansi_id, dokumen.unit)
    if dokumen.periode.terkunci:
        raise ValidationError(f"Periode {dokumen.periode} terkunci; hubungi admin instansi.")
    if fresh.jenis not in BERPROSES:
        raise ValidationError(WRONG_KIND)
    fresh.dokumen = dokumen
    return fresh


@transaction.atomic
def save_langkah(
    *, user: AnyUser, komponen: int, tanda: str, daftar: Sequence[Mapping[str, Any]]
) -> int:
    """Put these steps, in this order, in the place of those there were; all or nothing. Returns how many there are.

    A row holds the fields of LangkahProses with `jabatan` as key, and `pk` where it is a step that exists: that one
    keeps its row, to which results in SKP refer. Raises ValidationError when the steps are no longer those the caller
    saw (`tanda`) or a row is wrong.
    """
    fresh = _lock(user, komponen)
    stored = steps_of(fresh)
    if tanda != tanda_of(stored):
        raise ValidationError(STALE)
    known = {row.pk: row for row in stored}
    rows = [_filled(fresh, known, number, data) for number, data in enumerate(daftar, start=1)]
    _check(fresh, rows)
    kept = {row.pk for row in rows if row.pk}
    LangkahProses.objects.filter(pk__in=set(known) - kept).delete()
    LangkahProses.objects.bulk_update([r for r in rows if r.pk], ["urutan", "jabatan", *FIELDS])
    LangkahProses.objects.bulk_create([row for row in rows if not row.pk])
    return len(rows)


@transaction.atomic
def append_langkah(
    *, user: AnyUser, komponen: int, tanda: str, daftar: Sequence[Mapping[str, Any]]
) -> int:
    """Add steps behind those there are, all or nothing; returns how many were added."""
    fresh = _lock(user, komponen)
    kept = [
        {"pk": row.pk, "jabatan": row.jabatan_id, **{name: getattr(row, name) for name in FIELDS}}
        for row in steps_of(fresh)
    ]
    save_langkah(user=user, komponen=komponen, tanda=tanda, daftar=[*kept, *daftar])
    return len(daftar)


def _filled(
    komponen: Komponen, known: dict[int, LangkahProses], number: int, data: Mapping[str, Any]
) -> LangkahProses:
    pk = data.get("pk")
    if pk and pk not in known:
        raise ValidationError(STALE)
    row = known.pop(pk) if pk else LangkahProses(komponen=komponen)
    row.urutan, row.jabatan_id = number, data.get("jabatan")
    for name in FIELDS:
        setattr(row, name, data.get(name) if name in ("jumlah", "waktu") else data.get(name) or "")
    try:
        row.clean_fields(exclude=["komponen", "jabatan"])
    except ValidationError as error:
        raise ValidationError(_named(number, error)) from error
    return row


def _named(number: int, error: ValidationError) -> list[str]:
    """Say in which row each mistake stands."""
    daftar: list[str] = []
    for field, sentences in error.message_dict.items():
        label = f", {LABEL[field]}" if field in LABEL else ""
        daftar += [f"Baris {number}{label}: {sentence}" for sentence in sentences]
    return daftar


def _check(komponen: Komponen, rows: Sequence[LangkahProses]) -> None:
    """Refuse too many steps, and a person of another instansi."""
    if len(rows) > MOST:
        raise ValidationError(f"Paling banyak {MOST} langkah untuk satu kegiatan.")
    people = {row.jabatan_id for row in rows} - {None}
    own = Jabatan.objects.filter(pk__in=people, instansi=komponen.dokumen.instansi_id)
    if own.count() != len(people):
        raise ValidationError("Pilih pelaksana dari jabatan instansi ini; muat ulang halaman.")
