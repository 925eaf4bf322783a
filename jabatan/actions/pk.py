"""Writes on PK: drafts that follow the tree, and the signature that freezes them.

Drafting and signing are for whoever may edit the position's unit: the perencana of the unit or an
admin of the instansi. A draft keeps only what the tree does not know (number, place, date).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jabatan.actions.jabatan import carriers_of, load_jabatan, lock_instansi, touch
from jabatan.models import Jabatan, PerjanjianKinerja
from jabatan.pk.susun import compose
from jabatan.pk.target import Rencana
from lib import tree
from organisasi.izin import require_edit
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser

FROZEN = (
    "PK yang sudah ditetapkan tidak dapat diubah; buat PK perubahan bila isinya harus berganti."
)


@dataclass(frozen=True)
class HasilDraf:
    """What drafting for a whole unit did."""

    dibuat: int
    sudah_ada: int


def lock_pk(user: AnyUser, pk: PerjanjianKinerja) -> PerjanjianKinerja:
    """Lock a PK, check the right on its position and return it as it is now."""
    queryset = PerjanjianKinerja.objects.visible_to(user).select_related(
        "jabatan__instansi", "jabatan__unit", "jabatan__induk__unit"
    )
    try:
        fresh = tree.lock(queryset.filter(pk=pk.pk))
    except PerjanjianKinerja.DoesNotExist:
        raise ValidationError("PK itu sudah dihapus orang lain. Muat ulang halaman.") from None
    require_edit(user, fresh.jabatan.instansi_id, fresh.jabatan.unit)
    return fresh


def _draft(instansi: Instansi, jabatan: Jabatan, tahun: int) -> PerjanjianKinerja:
    pk = PerjanjianKinerja(jabatan=jabatan, tahun=tahun, tempat=instansi.tempat)
    pk.full_clean()
    pk.save()
    touch(jabatan.pk)
    return pk


@transaction.atomic
def draft_pk(*, user: AnyUser, jabatan: Jabatan, tahun: int) -> PerjanjianKinerja:
    """Begin the PK of a position for a year; refuse when there is one already."""
    instansi = lock_instansi(user, jabatan.instansi_id)
    jabatan = load_jabatan(user, instansi.pk, jabatan.pk)
    require_edit(user, instansi.pk, jabatan.unit)
    if PerjanjianKinerja.objects.filter(jabatan=jabatan, tahun=tahun).exists():
        raise ValidationError(
            f"PK {jabatan.nama} tahun {tahun} sudah ada; buka dari daftar, atau buat PK perubahan "
            "bila sudah ditetapkan."
        )
    return _draft(instansi, jabatan, tahun)


@transaction.atomic
def draft_pk_of_unit(*, user: AnyUser, unit: Unit, tahun: int) -> HasilDraf:
    """Begin the PK of every position in a unit and the units below it that carries kinerja."""
    instansi = lock_instansi(user, unit.instansi_id)
    require_edit(user, instansi.pk, unit)
    wanted = carriers_of(unit, tahun)
    have = set(
        PerjanjianKinerja.objects.filter(jabatan__in=wanted, tahun=tahun).values_list(
            "jabatan", flat=True
        )
    )
    new = [
        PerjanjianKinerja(jabatan=jabatan, tahun=tahun, tempat=instansi.tempat)
        for jabatan in wanted
        if jabatan.pk not in have
    ]
    if new:
        new[0].clean_fields()
    PerjanjianKinerja.objects.bulk_create(new)
    touch(*(pk.jabatan_id for pk in new))
    return HasilDraf(dibuat=len(new), sudah_ada=len(have))


@transaction.atomic
def change_pk(
    *, user: AnyUser, pk: PerjanjianKinerja, data: Mapping[str, Any]
) -> PerjanjianKinerja:
    """Set number, place, date or the reasons of a draft."""
    fresh = lock_pk(user, pk)
    if fresh.is_frozen:
        raise ValidationError(FROZEN)
    for field in ("nomor", "tempat", "tanggal", "alasan_target"):
        if field in data:
            setattr(fresh, field, data[field])
    if fresh.jenis == PerjanjianKinerja.Jenis.PERUBAHAN and "alasan_perubahan" in data:
        fresh.alasan_perubahan = data["alasan_perubahan"]
    _check_date(fresh)
    fresh.full_clean()
    fresh.save()
    touch(fresh.jabatan_id)
    return fresh


def _check_date(pk: PerjanjianKinerja) -> None:
    """Refuse a date that cannot belong to the year: signed from the December before to its end."""
    if pk.tanggal and pk.tanggal.year not in (pk.tahun - 1, pk.tahun):
        raise ValidationError(
            {"tanggal": f"Isi tanggal pada tahun {pk.tahun - 1} atau {pk.tahun} untuk PK ini."}
        )


@transaction.atomic
def delete_pk(*, user: AnyUser, pk: PerjanjianKinerja) -> None:
    """Delete a draft; a signed PK stays for good."""
    fresh = lock_pk(user, pk)
    if fresh.is_frozen:
        raise ValidationError("PK yang sudah ditetapkan tidak dapat dihapus.")
    fresh.delete()
    touch(fresh.jabatan_id)


@transaction.atomic
def tetapkan_pk(*, user: AnyUser, pk: PerjanjianKinerja) -> PerjanjianKinerja:
    """Sign a draft: freeze its content as it is now. Doing it twice changes nothing.

    Raises ValidationError with a sentence for everything that is missing: holder, superior, rows,
    indicators, targets, place, date.
    """
    fresh = lock_pk(user, pk)
    return fresh if fresh.is_frozen else sign(user, fresh)


def sign(
    user: AnyUser, fresh: PerjanjianKinerja, rencana: Rencana | None = None
) -> PerjanjianKinerja:
    """Freeze a locked draft; raises ValidationError with a sentence for each obstacle."""
    naskah = compose(fresh, rencana)
    if naskah.halangan:
        raise ValidationError(naskah.halangan)
    fresh.isi = naskah.isi.as_json()
    fresh.status = PerjanjianKinerja.Status.DITETAPKAN
    fresh.ditetapkan_oleh_id = user.pk
    fresh.ditetapkan_pada = timezone.now()
    fresh.full_clean()
    fresh.save()
    touch(fresh.jabatan_id)
    return fresh


@transaction.atomic
def revise_pk(*, user: AnyUser, pk: PerjanjianKinerja, alasan: str) -> PerjanjianKinerja:
    """Begin a PK perubahan after a signed one, for one of the reasons of PermenPANRB 53/2014.

    The instansi is locked before the PK: two of a family may be revised at once, and need two numbers.
    """
    lock_instansi(user, pk.jabatan.instansi_id)
    fresh = lock_pk(user, pk)
    family = PerjanjianKinerja.objects.filter(jabatan=fresh.jabatan, tahun=fresh.tahun)
    last = family.order_by("-urutan")[0]
    if not last.is_frozen:
        raise ValidationError(
            "PK perubahan dibuat sesudah PK terakhir tahun itu ditetapkan; masih ada draf."
        )
    new = PerjanjianKinerja(
        jabatan=fresh.jabatan,
        tahun=fresh.tahun,
        jenis=PerjanjianKinerja.Jenis.PERUBAHAN,
        urutan=last.urutan + 1,
        tempat=fresh.tempat,
        alasan_perubahan=alasan,
    )
    if not alasan:
        raise ValidationError({"alasan_perubahan": "Pilih alasan perubahan PK."})
    new.full_clean()
    new.save()
    touch(new.jabatan_id)
    return new
