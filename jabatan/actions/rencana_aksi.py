"""Writes on action plans: for whoever may edit the position's unit, while the period is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jabatan.actions.jabatan import carriers_of, load_jabatan, lock_instansi
from jabatan.models import Aksi, Jabatan, RencanaAksi, TargetTriwulan
from jabatan.renaksi.isi import Key, year_targets
from jabatan.renaksi.triwulan import Nilai, propose
from lib import tree
from organisasi.izin import require_edit
from organisasi.models import Periode, Unit
from perencanaan.models import Komponen

if TYPE_CHECKING:
    from organisasi.models import AnyUser

STALE = "Rencana aksi ini baru saja diubah orang lain. Muat ulang halaman, lalu masukkan lagi perubahan Anda."


@dataclass(frozen=True)
class HasilRencana:
    """What making action plans for a whole unit did."""

    dibuat: int
    sudah_ada: int


def locked_period(instansi_id: int, tahun: int) -> Periode | None:
    """Return the period of a year when it is locked; None while one is open (or the year has none)."""
    rows = list(
        Periode.objects.filter(
            instansi=instansi_id, tahun_awal__lte=tahun, tahun_akhir__gte=tahun
        ).order_by("pk")
    )
    return rows[0] if rows and all(row.terkunci for row in rows) else None


def _require_open(instansi_id: int, tahun: int) -> None:
    if periode := locked_period(instansi_id, tahun):
        raise PermissionDenied(f"Periode {periode} terkunci; hubungi admin instansi.")


@transaction.atomic
def add_rencana_aksi(*, user: AnyUser, jabatan: Jabatan, tahun: int) -> RencanaAksi:
    """Begin the action plan of a position for a year, with the proposed targets of its quarters."""
    instansi = lock_instansi(user, jabatan.instansi_id)
    jabatan = load_jabatan(user, instansi.pk, jabatan.pk)
    require_edit(user, instansi.pk, jabatan.unit)
    _require_open(instansi.pk, tahun)
    if RencanaAksi.objects.filter(jabatan=jabatan, tahun=tahun).exists():
        raise ValidationError(
            f"Rencana aksi {jabatan.nama} tahun {tahun} sudah ada; buka dari daftar."
        )
    made = _begin(jabatan, tahun)
    if made is None:
        raise ValidationError(
            f"{jabatan.nama} belum mengampu kinerja tahun {tahun}; bagikan dahulu dari pohon."
        )
    return made


@transaction.atomic
def add_rencana_aksi_of_unit(*, user: AnyUser, unit: Unit, tahun: int) -> HasilRencana:
    """Begin the action plan of every position in a unit and the units below it that carries kinerja."""
    instansi = lock_instansi(user, unit.instansi_id)
    require_edit(user, instansi.pk, unit)
    _require_open(instansi.pk, tahun)
    wanted = carriers_of(unit, tahun)
    have = set(
        RencanaAksi.objects.filter(jabatan__in=wanted, tahun=tahun).values_list(
            "jabatan", flat=True
        )
    )
    made = [_begin(row, tahun) for row in wanted if row.pk not in have]
    return HasilRencana(dibuat=sum(row is not None for row in made), sudah_ada=len(have))


def _begin(jabatan: Jabatan, tahun: int) -> RencanaAksi | None:
    """Make the plan with proposed quarters; None for a position that carries nothing."""
    carried, rows = year_targets(jabatan, tahun)
    if not carried:
        return None
    rencana = RencanaAksi(jabatan=jabatan, tahun=tahun)
    rencana.full_clean()
    rencana.save()
    proposed = {
        (row.kinerja, row.ukuran.kunci): propose(row.ukuran.target, row.konsolidasi)
        for row in rows
        if row.ukuran.target is not None
    }
    TargetTriwulan.objects.bulk_create(_targets(rencana, proposed))
    return rencana


def _targets(rencana: RencanaAksi, nilai: Mapping[Key, Sequence[Nilai]]) -> list[TargetTriwulan]:
    return [
        TargetTriwulan(
            rencana=rencana,
            kinerja_id=kinerja,
            indikator_id=indikator,
            triwulan=triwulan,
            nilai=value,
        )
        for (kinerja, indikator), quarters in nilai.items()
        for triwulan, value in enumerate(quarters, start=1)
        if value is not None
    ]


def _lock(user: AnyUser, rencana: RencanaAksi) -> RencanaAksi:
    """Lock a plan, check the right on its position and return it as it is now."""
    rows = RencanaAksi.objects.visible_to(user).select_related("jabatan__unit", "jabatan__instansi")
    try:
        fresh = tree.lock(rows.filter(pk=rencana.pk))
    except RencanaAksi.DoesNotExist:
        raise ValidationError("Rencana aksi itu sudah dihapus orang lain.") from None
    require_edit(user, fresh.jabatan.instansi_id, fresh.jabatan.unit)
    _require_open(fresh.jabatan.instansi_id, fresh.tahun)
    return fresh


@transaction.atomic
def save_rencana_aksi(
    *,
    user: AnyUser,
    rencana: RencanaAksi,
    versi: int,
    target: Mapping[Key, Sequence[Nilai]],
    aksi: Sequence[Mapping[str, Any]],
) -> RencanaAksi:
    """Put these quarters and aksi in the place of those there were, all or nothing.

    `target` holds four values for each kinerja and indikator; `aksi` are the fields of Aksi in their order, with
    `kinerja`, `penanggung_jawab` and `komponen` as keys. Raises ValidationError when somebody saved in between
    (`versi` is what the caller saw) or a value does not belong to this position.
    """
    fresh = _lock(user, rencana)
    if versi != fresh.versi:
        raise ValidationError(STALE)
    carried, rows = year_targets(fresh.jabatan, fresh.tahun)
    known = {(row.kinerja, row.ukuran.kunci) for row in rows}
    if not set(target) <= known:
        raise ValidationError(STALE)
    new = [_aksi(fresh, number, data) for number, data in enumerate(aksi, start=1)]
    _check_aksi(fresh, new, {row.pk for row in carried})
    fresh.daftar_target.all().delete()
    fresh.daftar_aksi.all().delete()
    TargetTriwulan.objects.bulk_create(_checked(_targets(fresh, target)))
    Aksi.objects.bulk_create(new)
    fresh.versi += 1
    fresh.save(update_fields=["versi"])
    return fresh


def _aksi(rencana: RencanaAksi, number: int, data: Mapping[str, Any]) -> Aksi:
    row = Aksi(
        rencana=rencana,
        urutan=number,
        kinerja_id=data["kinerja"],
        penanggung_jawab_id=data.get("penanggung_jawab"),
        komponen_id=data.get("komponen"),
        uraian=data["uraian"].strip(),
        **{name: data.get(name, "") for name in ("tw1", "tw2", "tw3", "tw4")},
    )
    row.clean_fields(exclude=["kinerja", "penanggung_jawab", "komponen", "rencana"])
    return row


def _check_aksi(rencana: RencanaAksi, daftar: Sequence[Aksi], carried: set[int]) -> None:
    """Refuse a kinerja the position does not carry, a person outside its branch, a komponen of elsewhere."""
    if any(row.kinerja_id not in carried for row in daftar):
        raise ValidationError(STALE)
    people = {row.penanggung_jawab_id for row in daftar} - {None}
    below = Jabatan.objects.in_branch(rencana.jabatan).filter(pk__in=people)
    if below.count() != len(people):
        raise ValidationError("Pilih penanggung jawab dari jabatan ini atau jabatan di bawahnya.")
    komponen = {row.komponen_id for row in daftar} - {None}
    own = Komponen.objects.filter(pk__in=komponen, dokumen__instansi=rencana.jabatan.instansi_id)
    if own.count() != len(komponen):
        raise ValidationError("Pilih program, kegiatan, atau subkegiatan dari daftar.")


def _checked(daftar: list[TargetTriwulan]) -> list[TargetTriwulan]:
    for row in daftar:
        row.clean_fields(exclude=["rencana", "kinerja", "indikator"])
    return daftar


@transaction.atomic
def delete_rencana_aksi(*, user: AnyUser, rencana: RencanaAksi) -> None:
    """Delete an action plan with its quarters and aksi."""
    _lock(user, rencana).delete()
