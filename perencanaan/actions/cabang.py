"""Copying a branch into the documents of other units, each in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction

from lib import tree
from organisasi.models import Instansi, Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from perencanaan.actions.bawaan import graft
from perencanaan.actions.kunci import touch
from perencanaan.actions.salin import (
    SudahAda,
    hold,
    latest,
    new_dokumen,
    require_current,
    require_writable,
)
from perencanaan.models import Dokumen, Komponen, Pagu
from perencanaan.salin.cabang import KINDS, Cabang, Opsi, Rencana, plan_all
from perencanaan.salin.hasil import DONE_BEFORE, HasilSatu, file_of

if TYPE_CHECKING:
    from organisasi.models import AnyUser

BATCH = 500
DOKUMEN, UNIT = "d", "u"  # a target is "d12", a document, or "u7", a unit whose Renstra is made


def read_branch(user: AnyUser, komponen: int) -> Cabang:
    """Return a branch the user may see; raises Komponen.DoesNotExist, or ValidationError where none can be copied."""
    rows = Komponen.objects.visible_to(user).select_related(
        "dokumen__instansi", "dokumen__unit", "dokumen__periode", "dokumen__induk__perubahan"
    )
    row: Komponen = rows.get(pk=komponen)
    if row.dokumen.jenis not in KINDS or row.dokumen.unit is None:
        raise ValidationError("Cabang disalin dari Renstra atau Renja sebuah unit.")
    return Cabang(row)


@transaction.atomic
def copy_branch(*, user: AnyUser, komponen: int, tujuan: str, opsi: Opsi) -> Rencana:
    """Copy a branch into one target ("d12", "u7") and return what was made and what was there.

    What is there stays as it is, so that a second time makes nothing. Raises ValidationError with a sentence,
    PermissionDenied, or DoesNotExist; then nothing was made, no document either.
    """
    source = read_branch(user, komponen).dokumen
    pk = _document_of(user, source, tujuan)
    held, target = hold(user, source.pk, pk)
    require_writable(user, target)
    require_current(target)
    cabang = read_branch(user, komponen)
    _require_counterpart(held, target)
    (rencana,) = plan_all(cabang, [target], opsi)
    if rencana.halangan:
        raise ValidationError(rencana.halangan)
    hosts = {row.sumber.pk: row.ada for row in rencana.daftar if row.ada is not None}
    made = graft(target, [(row.sumber, row.salinan) for row in rencana.baru], hosts)
    if opsi.pagu:
        _copy_pagu(held, made)
    if made:
        touch(target)
    return rencana


def _document_of(user: AnyUser, source: Dokumen, tujuan: str) -> int:
    """Return the key of the target document; makes the Renstra of a unit that has none."""
    kind, key = tujuan[:1], int(tujuan[1:])
    if kind == DOKUMEN:
        return key
    tree.lock(Instansi.objects.visible_to(user).filter(pk=source.instansi_id))
    unit = Unit.objects.visible_to(user).get(pk=key, instansi=source.instansi_id)
    try:
        return new_renstra(user, source, unit).pk
    except SudahAda as error:
        return error.ada.pk


def new_renstra(user: AnyUser, source: Dokumen, unit: Unit) -> Dokumen:
    """Save an empty Renstra of a unit beside another unit's."""
    if source.jenis == Dokumen.Jenis.RENJA:
        raise ValidationError("Renja dibuat dari Renstra unit itu.")
    return new_dokumen(
        user, source, unit=unit, nama=name_of(source, unit), visi="", induk=latest(source.induk)
    )


def name_of(source: Dokumen, unit: Unit) -> str:
    """Return the usual name of a unit's Renstra for the source's period."""
    periode = source.periode
    return f"Renstra {unit.nama_pendek} {periode.tahun_awal}–{periode.tahun_akhir}"


def _require_counterpart(source: Dokumen, target: Dokumen) -> None:
    alike = ("instansi_id", "jenis", "periode_id", "tahun")
    if any(getattr(source, name) != getattr(target, name) for name in alike) or not target.unit:
        raise ValidationError("Cabang hanya disalin ke dokumen sejenis dari periode yang sama.")
    if target.unit_id == source.unit_id:
        raise ValidationError("Pilih dokumen unit lain.")


def _copy_pagu(source: Dokumen, made: dict[int, Komponen]) -> None:
    rows = Pagu.objects.filter(komponen__dokumen=source).order_by("pk")
    Pagu.objects.bulk_create(
        [
            Pagu(
                komponen=made[row.komponen_id],
                tahun=row.tahun,
                nilai=row.nilai,
                sumber_dana=row.sumber_dana,
            )
            for row in rows
            if row.komponen_id in made
        ],
        batch_size=BATCH,
    )


@pekerjaan("salin_cabang")
def copy_branches(
    job: Kemajuan, *, komponen: int, tujuan: list[str], ganti: list[list[str]], pagu: bool
) -> HasilBerkas:
    """Copy a branch into every target in the background; a retry repeats none that is done."""
    cabang = read_branch(job.pengguna, komponen)
    opsi = Opsi(tuple((old, new) for old, new in ganti), pagu)
    names = _names(job, tujuan)
    hasil = []
    for number, kunci in enumerate(tujuan):
        unit, dokumen = names.get(kunci, ("", ""))
        job.report(95 * number / len(tujuan), f"Menyalin ke {unit or dokumen}")
        hasil.append(_copy_one(job, komponen, kunci, opsi, unit, dokumen))
    rincian = [
        ("Cabang", str(cabang.komponen)),
        ("Dari", str(cabang.dokumen)),
        ("Penggantian kata", "; ".join(f"{old} → {new}" for old, new in opsi.ganti) or "tidak ada"),
    ]
    return file_of("Hasil menyalin cabang", rincian, hasil)


def _copy_one(
    job: Kemajuan, komponen: int, kunci: str, opsi: Opsi, unit: str, dokumen: str
) -> HasilSatu:
    found: list[Rencana] = []

    def work() -> None:
        found.append(copy_branch(user=job.pengguna, komponen=komponen, tujuan=kunci, opsi=opsi))

    try:
        if not job.once(kunci, work):
            return HasilSatu(unit, dokumen, "Sudah", keterangan=DONE_BEFORE)
    except ValidationError as error:
        return HasilSatu(unit, dokumen, "Ditolak", keterangan=" ".join(error.messages))
    except PermissionDenied as error:
        return HasilSatu(unit, dokumen, "Ditolak", keterangan=str(error))
    except ObjectDoesNotExist:
        return HasilSatu(unit, dokumen, "Ditolak", keterangan="Dokumen atau unit sudah tidak ada.")
    (plan,) = found
    return HasilSatu(
        str(plan.dokumen.unit or ""),
        str(plan.dokumen),
        "Disalin" if plan.baru else "Sudah lengkap",
        len(plan.baru),
        len(plan.ada),
        " ".join(plan.catatan),
    )


def _names(job: Kemajuan, tujuan: list[str]) -> dict[str, tuple[str, str]]:
    """Return unit and document of each target, for the progress and the result."""
    keys: dict[str, list[Any]] = {DOKUMEN: [], UNIT: []}
    for kunci in tujuan:
        keys[kunci[:1]].append(int(kunci[1:]))
    rows = Dokumen.objects.visible_to(job.pengguna).filter(pk__in=keys[DOKUMEN])
    names = {
        f"{DOKUMEN}{row.pk}": (str(row.unit or ""), row.nama) for row in rows.select_related("unit")
    }
    for unit in Unit.objects.visible_to(job.pengguna).filter(pk__in=keys[UNIT]):
        names[f"{UNIT}{unit.pk}"] = (unit.nama, "Renstra baru")
    return names
