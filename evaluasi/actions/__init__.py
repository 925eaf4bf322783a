"""Writes of the room, split by noun."""

from evaluasi.actions.pengecualian import answer_reason, give_reason, stamp, withdraw_reason
from evaluasi.actions.reviu import approve, drafted, reopen, send_back, submit

__all__ = [
    "answer_reason",
    "approve",
    "drafted",
    "give_reason",
    "reopen",
    "send_back",
    "stamp",
    "submit",
    "withdraw_reason",
]
