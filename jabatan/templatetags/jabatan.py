"""Filters for positions and their holders."""

from __future__ import annotations

from django import template

from jabatan.pk.isi import format_nip

register = template.Library()


@register.filter
def nip(value: str) -> str:
    """Write a NIP as 19800101 200501 1 001."""
    return format_nip(value or "")


@register.filter
def berulang(count: int) -> range:
    """Return a range to loop over `count` times."""
    return range(count)
