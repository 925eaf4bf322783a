"""Writes of this room, one function per operation: atomic, under the lock of the tree's owner."""

from perencanaan.actions.dokumen import delete_dokumen, save_dokumen
from perencanaan.actions.komponen import (
    count_below,
    create_komponen,
    delete_komponen,
    move_komponen,
    refuse_pagu,
    set_pagu,
    update_komponen,
)
from perencanaan.actions.nomenklatur import BarisNomenklatur, simpan_nomenklatur
from perencanaan.actions.pemetaan import (
    apply_usulan,
    create_from_simpul,
    load_planner,
    map_simpul,
    unmap,
)

__all__ = [
    "BarisNomenklatur",
    "apply_usulan",
    "count_below",
    "create_from_simpul",
    "create_komponen",
    "delete_dokumen",
    "delete_komponen",
    "load_planner",
    "map_simpul",
    "move_komponen",
    "refuse_pagu",
    "save_dokumen",
    "set_pagu",
    "simpan_nomenklatur",
    "unmap",
    "update_komponen",
]
