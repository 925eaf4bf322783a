"""What a view reads from a request: text, sent by anybody."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


def number_of(text: str | None) -> int:
    """Return a primary key from the address or a form; 0, which no row has, for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def submitted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even when it is empty; None when the form is only opened."""
    return request.POST if request.method == "POST" else None
