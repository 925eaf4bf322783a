"""Writes on the years of the budget: when their documents were approved. For an admin of the instansi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from jabatan.actions.jabatan import lock_instansi
from jabatan.models import TahunAnggaran
from organisasi.izin import require_admin

if TYPE_CHECKING:
    from organisasi.models import AnyUser


@transaction.atomic
def save_tahun_anggaran(*, user: AnyUser, tahun_anggaran: TahunAnggaran) -> TahunAnggaran:
    """Add or change a year; raises ValidationError with sentences."""
    lock_instansi(user, tahun_anggaran.instansi_id)
    require_admin(user, tahun_anggaran.instansi_id)
    _check(tahun_anggaran)
    tahun_anggaran.full_clean()
    tahun_anggaran.save()
    return tahun_anggaran


def _check(row: TahunAnggaran) -> None:
    """Refuse dates that cannot belong to the year."""
    if row.tanggal_dpa and row.tanggal_dpa.year not in (row.tahun - 1, row.tahun):
        raise ValidationError(
            {"tanggal_dpa": f"Isi tanggal pada tahun {row.tahun - 1} atau {row.tahun}."}
        )
    if row.tanggal_dppa and row.tanggal_dppa.year != row.tahun:
        raise ValidationError({"tanggal_dppa": f"Isi tanggal pada tahun {row.tahun}."})
    if row.tanggal_dpa and row.tanggal_dppa and row.tanggal_dppa <= row.tanggal_dpa:
        raise ValidationError({"tanggal_dppa": "DPPA disahkan sesudah DPA; periksa kedua tanggal."})


@transaction.atomic
def delete_tahun_anggaran(*, user: AnyUser, tahun_anggaran: TahunAnggaran) -> None:
    """Delete a year; PK of that year then have no last day."""
    lock_instansi(user, tahun_anggaran.instansi_id)
    require_admin(user, tahun_anggaran.instansi_id)
    tahun_anggaran.delete()
