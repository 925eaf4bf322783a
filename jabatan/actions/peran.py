"""Writes on the matriks peran hasil: an entry of a cell for one position, or for a group of similar ones.

The matrix belongs to the positions and not to the tree, so an approved tree does not close it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from jabatan.actions.jabatan import lock_instansi, touch
from jabatan.actions.kinerja import require_jabatan
from jabatan.models import Jabatan, KinerjaJabatan, PeranHasil
from jabatan.peran.hasil import Entri, Isi, Sel
from jabatan.peran.matriks import read_cell
from jabatan.tanda import require_same

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST_ENTRIES = 20  # per position and cell


@dataclass(frozen=True)
class Ubahan:
    """What an entry becomes; `hapus` takes it out of the cell."""

    jenis: str
    hasil: str
    hapus: bool = False


def _open(
    user: AnyUser, kinerja: KinerjaJabatan, daftar_jabatan: Sequence[int], tahun: int, dilihat: str
) -> tuple[KinerjaJabatan, list[int], Sel]:
    """Lock, check that the positions stand below the superior and may be written, and return the fresh cell."""
    lock_instansi(user, kinerja.jabatan.instansi_id)
    fresh = (
        KinerjaJabatan.objects.visible_to(user)
        .select_related("jabatan")
        .filter(pk=kinerja.pk)
        .first()
    )
    if fresh is None:
        raise ValidationError("Hasil pimpinan itu sudah dilepas orang lain. Muat ulang halaman.")
    rows = Jabatan.objects.in_branch(fresh.jabatan).exclude(pk=fresh.jabatan_id)
    daftar = list(rows.filter(pk__in=daftar_jabatan).select_related("unit"))
    if not daftar or len(daftar) != len(set(daftar_jabatan)):
        raise ValidationError(
            f"Pilih jabatan di bawah {fresh.jabatan.nama}; strukturnya mungkin baru diubah. "
            "Muat ulang halaman."
        )
    for jabatan in daftar:
        require_jabatan(user, jabatan)
    keys = [jabatan.pk for jabatan in daftar]
    sel = read_cell(fresh, keys, tahun)
    require_same(dilihat, sel.tanda, "Sel ini")
    touch(*keys)
    return fresh, keys, sel


@transaction.atomic
def set_peran(
    *,
    user: AnyUser,
    kinerja: KinerjaJabatan,
    daftar_jabatan: Sequence[int],
    tahun: int,
    ubahan: Mapping[int, Ubahan],
    baru: Ubahan | None = None,
    dilihat: str,
) -> None:
    """Change, remove and add entries of the cell of a result (`kinerja`) and one position or several similar ones.

    `ubahan` goes by the place of an entry in the cell as `matriks.read_cell` gives it; `baru` is added to every
    position. An entry of the tree that is reworded or removed can be restored (`restore_peran`).
    """
    fresh, keys, sel = _open(user, kinerja, daftar_jabatan, tahun, dilihat)
    for index, change in ubahan.items():
        if not 0 <= index < len(sel.entri):
            raise ValidationError("Isi sel tidak dikenali. Muat ulang halaman.")
        _apply(fresh, sel.entri[index], change)
    if baru is None:
        return
    for jabatan in keys:
        row = PeranHasil(kinerja=fresh, jabatan_id=jabatan, jenis=baru.jenis, hasil=baru.hasil)
        _save(row)
    written = PeranHasil.objects.filter(kinerja=fresh, jabatan__in=keys)
    if written.count() > MOST_ENTRIES * len(keys):
        raise ValidationError(f"Paling banyak {MOST_ENTRIES} isi dalam satu sel; gabungkan.")


def _apply(kinerja: KinerjaJabatan, entri: Entri, change: Ubahan) -> None:
    if not change.hapus and (change.jenis, change.hasil.strip()) == (entri.jenis, entri.hasil):
        return
    for isi in entri.daftar:
        _change(kinerja, isi, change)


def _change(kinerja: KinerjaJabatan, isi: Isi, change: Ubahan) -> None:
    row = PeranHasil.objects.filter(pk=isi.peran).first() if isi.peran else None
    if row is not None and change.hapus and isi.asal is None:
        row.delete()
        return
    if row is None:
        row = PeranHasil(kinerja=kinerja, jabatan_id=isi.jabatan, asal_id=isi.asal)
        row.jenis, row.hasil = isi.jenis, isi.hasil
    if change.hapus:
        row.disembunyikan = True
    else:
        row.jenis, row.hasil = change.jenis, change.hasil
    _save(row)


def _save(row: PeranHasil) -> None:
    row.hasil = row.hasil.strip()
    row.full_clean()
    row.save()


@transaction.atomic
def restore_peran(
    *,
    user: AnyUser,
    kinerja: KinerjaJabatan,
    daftar_jabatan: Sequence[int],
    tahun: int,
    dilihat: str,
) -> int:
    """Show the entries of the tree in a cell as the tree has them again; what was added by hand stays.

    Return how many were restored.
    """
    _, _, sel = _open(user, kinerja, daftar_jabatan, tahun, dilihat)
    changed = [
        isi.peran for entri in sel.entri for isi in entri.daftar if isi.is_changed and isi.peran
    ]
    count, _ = PeranHasil.objects.filter(pk__in=[*changed, *sel.disembunyikan]).delete()
    return count
