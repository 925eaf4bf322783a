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
from jabatan.actions.kinerja import accept_usulan, assign, change_kinerja, unassign
from jabatan.actions.pejabat import add_pejabat, change_pejabat, delete_pejabat, end_pejabat
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
from jabatan.actions.tahun_anggaran import delete_tahun_anggaran, save_tahun_anggaran

__all__ = [
    "FROZEN",
    "DataSurat",
    "HasilTetap",
    "accept_usulan",
    "add_jabatan",
    "add_pejabat",
    "assign",
    "build_jabatan",
    "change_jabatan",
    "change_kinerja",
    "change_pejabat",
    "change_pk",
    "delete_jabatan",
    "delete_pejabat",
    "delete_pk",
    "delete_tahun_anggaran",
    "draft_pk",
    "draft_pk_of_unit",
    "drafts_of",
    "end_pejabat",
    "move_jabatan",
    "revise_pk",
    "save_tahun_anggaran",
    "tetapkan_pk",
    "tetapkan_semua",
    "unassign",
]
