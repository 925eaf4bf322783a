"""The one door for writing a tree: every change is locked, checked, logged and counted here.

`apply` takes the small operations of the editor and the API; the other functions create, build, stage and freeze trees.
"""

from pohon.actions.bangun import build_pohon
from pohon.actions.contoh import create_example
from pohon.actions.operasi import apply
from pohon.actions.pohon import (
    answer_crosscutting,
    create_pohon,
    create_pohon_once,
    delete_pohon,
    freeze_version,
    restore_pohon,
    set_status,
    set_tahap,
    update_pohon,
)
from pohon.actions.pustaka import align, delete_pustaka, keep_indikator, save_pustaka
from pohon.actions.sesi import lock_pohon, require_open_period
from pohon.actions.tinjauan import sign_tinjauan, superior_simpul, withdraw_tinjauan

__all__ = [
    "align",
    "answer_crosscutting",
    "apply",
    "build_pohon",
    "create_example",
    "create_pohon",
    "create_pohon_once",
    "delete_pohon",
    "delete_pustaka",
    "freeze_version",
    "keep_indikator",
    "lock_pohon",
    "require_open_period",
    "restore_pohon",
    "save_pustaka",
    "set_status",
    "set_tahap",
    "sign_tinjauan",
    "superior_simpul",
    "update_pohon",
    "withdraw_tinjauan",
]
