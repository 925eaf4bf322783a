"""Writes of the room, split by noun."""

from evaluasi.actions.reviu import approve, drafted, reopen, send_back, submit

__all__ = ["approve", "drafted", "reopen", "send_back", "submit"]
