"""What the rules of this room share: their sources, and the part of the editor that settles them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lib.aturan import Found
from lib.teks import join_words

Temuan = Iterator[Found]
HAND_OUT = "bagian:jabatan"  # the part of the editor where a node is handed out
LAMPIRAN = "PermenPANRB 89/2021, Lampiran"
MOST_NAMES = 5


def name_some(names: Sequence[str], noun: str = "jabatan") -> str:
    """Write the first names of a list, and how many more there are."""
    rest = len(names) - MOST_NAMES
    return join_words([*names[:MOST_NAMES], *([f"{rest} {noun} lain"] if rest > 0 else [])])
