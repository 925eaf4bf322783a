"""Every write of this room: positions, holders, the distribution of kinerja, and PK.

All functions take keyword arguments only, run in one transaction, check the user's right on fresh
rows under a lock and raise ValidationError or PermissionDenied with an Indonesian sentence.
"""

from jabatan.actions.jabatan import (
    add_jabatan,
    build_jabatan,
    change_jabatan,
    delete_jabatan,
    move_jabatan,
)
from jabatan.actions.kinerja import (
    accept_usulan,
    assign,
    change_kinerja,
    narrow,
    unassign,
)
from jabatan.actions.pejabat import add_pejabat, change_pejabat, delete_pejabat, end_pejabat
from jabatan.actions.peran import restore_peran, set_peran
from jabatan.actions.pk import (
    FROZEN,
    change_pk,
    delete_pk,
    draft_pk,
    draft_pk_of_unit,
    revise_pk,
    tetapkan_pk,
)
from jabatan.actions.pk_massal import DataSurat, HasilTetap, drafts_of, tetapkan_semua
from jabatan.actions.proses import append_langkah, save_langkah
from jabatan.actions.rencana_aksi import (
    add_rencana_aksi,
    add_rencana_aksi_of_unit,
    delete_rencana_aksi,
    locked_period,
    save_rencana_aksi,
)
from jabatan.actions.skp import (
    add_skp,
    add_skp_of_unit,
    change_skp,
    close_skp,
    continue_skp,
    delete_skp,
    next_terms,
    reopen_skp,
    tetapkan_skp,
)
from jabatan.actions.skp_isi import (
    delete_rhk,
    move_rhk,
    save_lampiran,
    save_perilaku,
    save_rhk,
    take_usulan,
)
from jabatan.actions.skp_kunci import FROZEN as SKP_FROZEN
from jabatan.actions.tahun_anggaran import delete_tahun_anggaran, save_tahun_anggaran
from jabatan.actions.teknik import (
    accept_detected,
    declare,
    set_layanan,
    set_milestone,
    set_pendekatan,
    set_targets,
    undeclare,
)

__all__ = [
    "FROZEN",
    "SKP_FROZEN",
    "DataSurat",
    "HasilTetap",
    "accept_detected",
    "accept_usulan",
    "add_jabatan",
    "add_pejabat",
    "add_rencana_aksi",
    "add_rencana_aksi_of_unit",
    "add_skp",
    "add_skp_of_unit",
    "append_langkah",
    "assign",
    "build_jabatan",
    "change_jabatan",
    "change_kinerja",
    "change_pejabat",
    "change_pk",
    "change_skp",
    "close_skp",
    "continue_skp",
    "declare",
    "delete_jabatan",
    "delete_pejabat",
    "delete_pk",
    "delete_rencana_aksi",
    "delete_rhk",
    "delete_skp",
    "delete_tahun_anggaran",
    "draft_pk",
    "draft_pk_of_unit",
    "drafts_of",
    "end_pejabat",
    "locked_period",
    "move_jabatan",
    "move_rhk",
    "narrow",
    "next_terms",
    "reopen_skp",
    "restore_peran",
    "revise_pk",
    "save_lampiran",
    "save_langkah",
    "save_perilaku",
    "save_rencana_aksi",
    "save_rhk",
    "save_tahun_anggaran",
    "set_layanan",
    "set_milestone",
    "set_pendekatan",
    "set_peran",
    "set_targets",
    "take_usulan",
    "tetapkan_pk",
    "tetapkan_semua",
    "tetapkan_skp",
    "unassign",
    "undeclare",
]
