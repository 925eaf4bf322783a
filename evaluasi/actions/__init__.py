"""Writes of the room, split by noun."""

from evaluasi.actions.lke_usulan import JOB as USULAN_LKE
from evaluasi.actions.pemeriksaan import JOB as PERIKSA_TEMUAN
from evaluasi.actions.pemeriksaan import keep
from evaluasi.actions.pengecualian import answer_reason, give_reason, stamp, withdraw_reason
from evaluasi.actions.reviu import approve, drafted, reopen, send_back, submit

__all__ = [
    "PERIKSA_TEMUAN",
    "USULAN_LKE",
    "answer_reason",
    "approve",
    "drafted",
    "give_reason",
    "keep",
    "reopen",
    "send_back",
    "stamp",
    "submit",
    "withdraw_reason",
]
