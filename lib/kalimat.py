"""Whether a reason says anything: a letter or a dash in a field that asks for one is no reason."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

LETTERS = 10
WORDS = 2
WORD = re.compile(r"[^\W\d_]+")
TOO_SHORT = (
    "Terlalu singkat. Jelaskan dalam kalimat, sekurang-kurangnya dua kata dan sepuluh huruf."
)


def is_sentence(text: str) -> bool:
    """Whether a text has two different words and ten letters; numbers and signs count for nothing."""
    words = WORD.findall(text.casefold())
    return len(set(words)) >= WORDS and sum(map(len, words)) >= LETTERS


def require_sentence(text: str, field: str, empty: str) -> None:
    """Raise ValidationError on the field: with `empty` where nothing is written, else where it is too short."""
    if not text.strip():
        raise ValidationError({field: empty})
    if not is_sentence(text):
        raise ValidationError({field: TOO_SHORT})
