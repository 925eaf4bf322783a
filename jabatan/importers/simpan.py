"""Writing a previewed workbook: its rows travel sealed with the page and are checked again under the lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction

from jabatan.actions.jabatan import count_up, lock_instansi, touch
from jabatan.importers.baca import Baris, MasalahLembar, Terbaca
from jabatan.importers.kolom import LEMBAR
from jabatan.importers.periksa import check
from jabatan.importers.rencana import Butir, Rencana
from jabatan.models import Jabatan, Pejabat
from lib import tree
from lib.segel import Segel
from organisasi.izin import forget
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import Pengguna

T = TypeVar("T", Unit, Jabatan)
SEGEL = Segel("jabatan.importers", "instansi", "berkas")
BATCH = 200
STALE = "Struktur sudah berubah sejak pratinjau dibuat. Unggah berkasnya lagi untuk melihat pratinjau yang baru."
UNIT_FIELDS = ("kode", "nama", "singkatan", "jenis", "profil", "bidang_urusan", "alamat")
JABATAN_FIELDS = ("nama", "unit", "jenjang", "level_jf", "supervisi")
PEJABAT_FIELDS = ("jabatan", "nama", "nip", "pangkat", "status", "mulai", "selesai")


class Basi(Exception):
    """Nothing was written: the structure changed since the preview. `masalah` says what is in the way."""

    def __init__(self, masalah: list[MasalahLembar]) -> None:
        super().__init__(STALE)
        self.masalah = masalah


def seal(user: Pengguna, instansi: Instansi, terbaca: Terbaca) -> str:
    """Return the rows as text only this server can write, for this user and this state; raises ValidationError."""
    rows = [[LEMBAR.index(b.lembar), b.nomor, b.id, b.isi] for b in terbaca.baris]
    return SEGEL.seal(user.pk, instansi.pk, {"n": instansi.nomor, "b": rows})


def unseal(user: Pengguna, instansi: Instansi, text: str) -> tuple[Terbaca, int]:
    """Return the rows and the state they were previewed against; raises ValidationError when they are not ours."""
    data = SEGEL.open(user.pk, instansi.pk, text)
    rows = [Baris(LEMBAR[sheet], nomor, key, isi) for sheet, nomor, key, isi in data["b"]]
    return Terbaca(rows), data["n"]


@transaction.atomic
def save(user: Pengguna, instansi_id: int, terbaca: Terbaca, nomor: int) -> Rencana:
    """Write what the preview showed, all or nothing; raises Basi when the structure is another by now."""
    instansi = lock_instansi(user, instansi_id)
    if instansi.nomor != nomor:
        raise Basi([])
    rencana = check(terbaca, instansi, user)
    if rencana.masalah:
        raise Basi(rencana.sorted_problems())
    if rencana.is_empty:
        return rencana
    write_nodes(rencana.unit, instansi.pk, UNIT_FIELDS)
    forget(user)
    for butir in rencana.jabatan:
        if butir.is_new:
            butir.obj.pk = None
        if butir.obj.unit is not None:
            butir.obj.unit = butir.obj.unit  # its key is known only now
    write_nodes(rencana.jabatan, instansi.pk, JABATAN_FIELDS)
    for term in [*rencana.pejabat_baru, *rencana.pejabat_ubah]:
        term.jabatan = term.jabatan
    Pejabat.objects.bulk_create(rencana.pejabat_baru, batch_size=BATCH)
    Pejabat.objects.bulk_update(rencana.pejabat_ubah, PEJABAT_FIELDS, batch_size=BATCH)
    touch(
        *(butir.obj.pk for butir in rencana.jabatan),
        *(term.jabatan_id for term in (*rencana.pejabat_baru, *rencana.pejabat_ubah)),
    )
    count_up(instansi.pk)
    return rencana


def write_nodes(daftar: Sequence[Butir[T]], owner: int, fields: Sequence[str]) -> None:
    """Write the new, changed and moved nodes of one tree: new branches under what is there, then moves from the top."""
    if not daftar:
        return
    model = type(daftar[0].obj)
    branches: dict[int | None, list[T]] = defaultdict(list)
    for butir in _in_order([b for b in daftar if b.is_new]):
        upper = butir.induk
        if upper is not None and upper.is_new:
            branches[_anchor(butir)].append(tree.under(butir.obj, upper.obj))
        else:
            branches[_anchor(butir)].append(tree.under(butir.obj, None))
    for key, nodes in branches.items():
        parent = model._base_manager.get(pk=key) if key else None
        tree.build(nodes, tree_id=owner, parent=parent)
    changed = [b.obj for b in daftar if not b.is_new and b.ubah - {"induk"}]
    model._base_manager.bulk_update(changed, fields, batch_size=BATCH)
    for butir in _in_order([b for b in daftar if not b.is_new and "induk" in b.ubah]):
        parent = model._base_manager.get(pk=butir.induk.obj.pk) if butir.induk else None
        tree.move(model._base_manager.get(pk=butir.obj.pk), parent=parent)


def _anchor(butir: Butir[T]) -> int | None:
    """Return the key of the nearest node above that is there already."""
    upper = butir.induk
    while upper is not None and upper.is_new:
        upper = upper.induk
    return upper.obj.pk if upper else None


def _depth(butir: Butir[T]) -> int:
    depth, upper = 0, butir.induk
    while upper is not None:
        depth, upper = depth + 1, upper.induk
    return depth


def _in_order(daftar: Sequence[Butir[T]]) -> list[Butir[T]]:
    """Return nodes with those above before those below, otherwise as they come."""
    return sorted(daftar, key=_depth)
