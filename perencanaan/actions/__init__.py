"""Writes of this room, one function per operation: atomic, under the lock of the tree's owner."""

from perencanaan.actions.acuan import delete_nspk, save_nspk, set_acuan
from perencanaan.actions.arah import BarisStrategi, save_misi, save_strategi
from perencanaan.actions.cabang import copy_branch
from perencanaan.actions.dokumen import delete_dokumen, save_dokumen
from perencanaan.actions.isian import IsianIndikator, IsianKomponen, save_isian
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
    apply_chosen,
    apply_usulan,
    create_from_simpul,
    give_reason,
    load_offers,
    load_planner,
    map_simpul,
    unmap,
)
from perencanaan.actions.penetapan import create_perubahan, establish, withdraw
from perencanaan.actions.penyesuaian import adjust, mark_checked
from perencanaan.actions.renja import create_renja, update_renja
from perencanaan.actions.salin import SudahAda, copy_dokumen
from perencanaan.actions.salin_semua import copy_documents

__all__ = [
    "BarisNomenklatur",
    "SudahAda",
    "BarisStrategi",
    "IsianIndikator",
    "IsianKomponen",
    "adjust",
    "apply_chosen",
    "apply_usulan",
    "copy_branch",
    "copy_documents",
    "copy_dokumen",
    "count_below",
    "create_from_simpul",
    "create_komponen",
    "create_perubahan",
    "create_renja",
    "delete_dokumen",
    "delete_komponen",
    "delete_nspk",
    "give_reason",
    "establish",
    "load_offers",
    "load_planner",
    "map_simpul",
    "mark_checked",
    "move_komponen",
    "refuse_pagu",
    "save_dokumen",
    "save_isian",
    "save_misi",
    "save_nspk",
    "save_strategi",
    "set_acuan",
    "set_pagu",
    "simpan_nomenklatur",
    "unmap",
    "update_komponen",
    "update_renja",
    "withdraw",
]
