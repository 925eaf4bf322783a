"""Comparing a workbook with the structure as it is: three queries, whatever its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from jabatan.importers.baca import Baris, Terbaca
from jabatan.importers.kolom import JABATAN, PEJABAT, UNIT
from jabatan.importers.masa_jabatan import PenyusunPejabat
from jabatan.importers.rencana import Butir, Rencana
from jabatan.importers.susun import PenyusunJabatan, PenyusunUnit
from jabatan.models import Jabatan, Pejabat
from organisasi.izin import Izin, izin
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import Pengguna

T = TypeVar("T", Unit, Jabatan)


def check(terbaca: Terbaca, instansi: Instansi, user: Pengguna) -> Rencana:
    """Return what the rows would do, with everything that keeps them from being taken."""
    rencana = Rencana(masalah=list(terbaca.masalah), contoh=terbaca.contoh)
    units = {row.pk: row for row in Unit.objects.filter(instansi=instansi).order_by("lft")}
    rows = list(Jabatan.objects.filter(instansi=instansi).order_by("lft"))
    before = {row.pk: units.get(row.unit_id or 0) for row in rows}
    for row in rows:
        row.unit = before[row.pk]
    penyusun_unit = PenyusunUnit(rencana, instansi, units.values())
    penyusun_unit.run(terbaca.of(UNIT))
    penyusun = PenyusunJabatan(rencana, instansi, rows, penyusun_unit.daftar)
    penyusun.run(terbaca.of(JABATAN))
    for number, butir in enumerate(penyusun.new, start=1):
        butir.obj.pk = -number  # until it is saved: terms are told apart by it
    positions = {row.pk: row for row in rows}
    terms = list(Pejabat.objects.filter(jabatan__instansi=instansi).order_by("mulai", "pk"))
    held = {row.pk: row.jabatan_id for row in terms}
    for term in terms:
        term.jabatan = positions[term.jabatan_id]
    holders = PenyusunPejabat(rencana, terms, penyusun.daftar)
    holders.run(terbaca.of(PEJABAT))
    rencana.unit = _written(penyusun_unit.daftar)
    rencana.jabatan = _written(penyusun.daftar)
    _check_rights(rencana, izin(user), instansi, before)
    _check_holder_rights(
        rencana, izin(user), instansi, holders, {k: before[v] for k, v in held.items()}
    )
    return rencana


def _written(daftar: list[Butir[T]]) -> list[Butir[T]]:
    return [butir for butir in daftar if butir.baris and (butir.is_new or butir.ubah)]


def _may(rights: Izin, instansi: Instansi, unit: Unit | None) -> bool:
    if unit is not None and unit.pk is None:
        return rights.is_admin(instansi.pk)
    return rights.may_edit(instansi.pk, unit)


def _refuse(rencana: Rencana, baris: Baris, kolom: str, unit: Unit | None) -> None:
    whose = f"unit {unit.nama}" if unit else "tingkat instansi"
    rencana.note(
        baris,
        kolom,
        f"Anda tidak berhak mengubah jabatan dan pejabat {whose}. Hapus baris ini, atau minta admin instansi.",
    )


def _check_rights(
    rencana: Rencana, rights: Izin, instansi: Instansi, before: dict[int, Unit | None]
) -> None:
    """Refuse units from anyone but an admin, and positions of units that are not the user's."""
    if rights.is_admin(instansi.pk):
        return
    for row in rencana.unit:
        assert row.baris is not None
        rencana.note(
            row.baris,
            "nama",
            "Unit hanya ditambah atau diubah oleh admin instansi. Hapus baris ini, atau minta admin mengimpornya.",
        )
    for jabatan in rencana.jabatan:
        assert jabatan.baris is not None
        whose = [jabatan.obj.unit, *([] if jabatan.is_new else [before[jabatan.obj.pk]])]
        for unit in whose:
            if not _may(rights, instansi, unit):
                _refuse(rencana, jabatan.baris, "unit", unit)
                break


def _check_holder_rights(
    rencana: Rencana,
    rights: Izin,
    instansi: Instansi,
    holders: PenyusunPejabat,
    before: dict[int, Unit | None],
) -> None:
    if rights.is_admin(instansi.pk):
        return
    for term in holders.touched:
        whose = [term.jabatan.unit, *([] if term.pk is None else [before[term.pk]])]
        for unit in whose:
            if not _may(rights, instansi, unit):
                _refuse(rencana, holders.rows[id(term)], "jabatan", unit)
                break
