"""A mark of what somebody saw on a page, so that a write over something newer is refused."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError


def mark(*parts: object) -> str:
    """Return a short mark of values; the same values give the same mark."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def require_same(seen: str, now: str, what: str) -> None:
    """Refuse with a sentence when what the user saw is no longer what there is."""
    if seen != now:
        raise ValidationError(
            f"{what} sudah diubah orang lain sejak halaman ini dibuka. "
            "Periksa isinya yang terbaru di bawah, lalu simpan lagi."
        )
