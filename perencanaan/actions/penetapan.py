"""Establishing a document and changing an established one: Murni, Perubahan, Perubahan Ke-2."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from lib.teks import format_date
from organisasi.izin import izin, require_edit
from perencanaan.actions.bawaan import Bawaan, Hasil, copy_all, current_of
from perencanaan.actions.salin import (
    hold,
    latest,
    lock_instansi,
    new_dokumen,
    require_writable,
    successor,
    without_perubahan,
)
from perencanaan.exporters.rujukan import freeze_rujukan
from perencanaan.models import Acuan, Dokumen, Komponen, NilaiKomponen
from perencanaan.ukuran import freeze

if TYPE_CHECKING:
    from organisasi.models import AnyUser


@transaction.atomic
def establish(
    *, user: AnyUser, dokumen: int, tanggal: datetime.date, dasar: str, nomor: int | None = None
) -> Dokumen:
    """Establish a document: from now on it says what it said that day, whatever becomes of the trees.

    `nomor`: the document's as the user saw it. Raises ValidationError with a sentence for a day to come, an empty
    document, a missing basis, or one that somebody changed since.
    """
    (row,) = hold(user, dokumen)
    require_writable(user, row)
    if nomor is not None and nomor != row.nomor:
        raise ValidationError(
            "Dokumen ini berubah sejak Anda membukanya. Periksa isinya, lalu tetapkan."
        )
    if not dasar.strip():
        raise ValidationError(
            {"dasar": "Isi peraturan atau keputusan yang menetapkan dokumen ini."}
        )
    if tanggal > timezone.localdate():
        raise ValidationError({"tanggal": "Tanggal penetapan tidak boleh setelah hari ini."})
    before = row.sebelumnya
    if before is not None and before.ditetapkan and tanggal < before.ditetapkan:
        raise ValidationError(
            {
                "tanggal": f"{before} ditetapkan {format_date(before.ditetapkan)}; "
                "perubahannya tidak dapat ditetapkan lebih awal."
            }
        )
    if not Komponen.objects.filter(dokumen=row).exists():
        raise ValidationError("Dokumen tanpa komponen tidak dapat ditetapkan. Isi dahulu.")
    row.ditetapkan, row.dasar_penetapan = tanggal, " ".join(dasar.split())
    row.clean_fields(exclude={f.name for f in Dokumen._meta.fields} - {"dasar_penetapan"})
    row.beku = freeze(row) | freeze_rujukan(row)
    return _save_state(row)


@transaction.atomic
def withdraw(*, user: AnyUser, dokumen: int) -> Dokumen:
    """Take an establishing back, so that the document may be written again; for an admin, without a perubahan."""
    (row,) = hold(user, dokumen)
    require_edit(user, row.instansi_id, row.unit)
    if not izin(user).is_admin(row.instansi_id):
        raise PermissionDenied("Penetapan hanya dapat dibatalkan oleh admin instansi.")
    if reason := refuse_withdrawal(row):
        raise ValidationError(reason)
    row.ditetapkan, row.dasar_penetapan, row.beku = None, "", {}
    return _save_state(row)


def _save_state(row: Dokumen) -> Dokumen:
    """Save whether a document is established, and count it up in the same statement.

    A second UPDATE of the row would let PostgreSQL check its foreign keys and wait for the instansi, which others lock
    before a document.
    """
    row.nomor += 1
    row.save(update_fields=["ditetapkan", "dasar_penetapan", "beku", "nomor", "diubah"])
    return row


def refuse_withdrawal(dokumen: Dokumen) -> str:
    """Say why an establishing cannot be taken back; empty when it can."""
    if not dokumen.ditetapkan:
        return f"{dokumen} belum ditetapkan."
    if (after := successor(dokumen)) is not None:
        return f"{dokumen} sudah diubah dengan {after}. Hapus perubahan itu dahulu."
    if dokumen.periode.terkunci:
        return dokumen.lock_reason
    return ""


def refuse_perubahan(dokumen: Dokumen) -> str:
    """Say why no perubahan can be made of a document; empty when it can."""
    if (after := successor(dokumen)) is not None:
        return f"{dokumen} sudah digantikan oleh {after}. Buat perubahan dari dokumen itu."
    if not dokumen.ditetapkan:
        return f"{dokumen} belum ditetapkan, jadi masih dapat diubah langsung."
    if dokumen.periode.terkunci:
        return dokumen.lock_reason
    return ""


@transaction.atomic
def create_perubahan(*, user: AnyUser, dokumen: int, alasan: str) -> tuple[Dokumen, Hasil]:
    """Make the next version of an established document, with everything in it; return it and what was copied.

    What refers to the old version and is not established itself refers to the new one from now on: acuan, and
    documents below. Raises ValidationError with a sentence.
    """
    lock_instansi(user, dokumen)
    old, *_ = hold(user, dokumen, *referring(dokumen))
    require_edit(user, old.instansi_id, old.unit)
    if reason := refuse_perubahan(old):
        raise ValidationError(reason)
    if not alasan.strip():
        raise ValidationError({"alasan": "Isi alasan dokumen ini diubah."})
    number = old.perubahan_ke + 1
    suffix = " Perubahan" if number == 1 else f" Perubahan Ke-{number}"
    new = new_dokumen(
        user,
        old,
        nama=without_perubahan(old)[: 200 - len(suffix)] + suffix,
        perubahan_ke=number,
        sebelumnya=old,
        alasan_perubahan=alasan.strip(),
        induk=latest(old.induk),
    )
    years = {tahun: tahun for tahun in old.daftar_tahun_pagu}
    hasil = copy_all(old, new, Bawaan(tahun=years, nilai=tuple(NilaiKomponen.Jenis.values)))
    _refer_onward(old, new)
    return new, hasil


def _refer_onward(old: Dokumen, new: Dokumen) -> None:
    """Let what is not established refer to the new version: acuan by the origin of the komponen, and documents."""
    rows = list(
        Acuan.objects.filter(sasaran__dokumen=old, komponen__dokumen__ditetapkan=None).exclude(
            komponen__dokumen=new
        )
    )
    _point(rows, current_of({row.sasaran_id for row in rows if row.sasaran_id}))
    Dokumen.objects.filter(induk=old, ditetapkan=None).exclude(pk=new.pk).update(induk=new)


def referring(dokumen: int) -> list[int]:
    """Return the documents, not established, that refer to a document: they are locked with it."""
    rows = Dokumen.objects.filter(ditetapkan=None).exclude(pk=dokumen)
    by_acuan = Acuan.objects.filter(sasaran__dokumen=dokumen).values("komponen__dokumen")
    return list(rows.filter(Q(induk=dokumen) | Q(pk__in=by_acuan)).values_list("pk", flat=True))


def return_references(perubahan: Dokumen) -> None:
    """Before a perubahan is deleted, let everything refer to the version before it; for `delete_dokumen`."""
    origin = dict(
        Komponen.objects.filter(
            dokumen=perubahan, asal__dokumen=perubahan.sebelumnya_id
        ).values_list("pk", "asal_id")
    )
    rows = Acuan.objects.filter(sasaran__dokumen=perubahan).exclude(komponen__dokumen=perubahan)
    _point(list(rows), origin)
    Dokumen.objects.filter(induk=perubahan).update(induk=perubahan.sebelumnya)
    before = Komponen.objects.filter(pk=OuterRef("asal_id")).values("asal_id")[:1]
    Komponen.objects.filter(asal__dokumen=perubahan).update(asal=Subquery(before))


def _point(rows: list[Acuan], onto: dict[int, int]) -> None:
    """Point acuan to other sasaran; one whose komponen names that sasaran already stays as it is.

    Who has such a komponen open learns that it changed.
    """
    there = set(
        Acuan.objects.filter(komponen__in={row.komponen_id for row in rows})
        .exclude(sasaran=None)
        .values_list("komponen_id", "sasaran_id")
    )
    changed = []
    for row in rows:
        sasaran = onto.get(row.sasaran_id or 0)
        if sasaran is None or (row.komponen_id, sasaran) in there:
            continue
        row.sasaran_id = sasaran
        there.add((row.komponen_id, sasaran))
        changed.append(row)
    Acuan.objects.bulk_update(changed, ["sasaran"], batch_size=500)
    komponen = Komponen.objects.filter(pk__in={row.komponen_id for row in changed})
    komponen.update(versi=F("versi") + 1)
    Dokumen.objects.filter(pk__in=komponen.values("dokumen")).update(
        nomor=F("nomor") + 1, diubah=timezone.now()
    )
