"""Rows of the URL x role table (tests/test_izin_url.py): who gets which status at an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.base import Cast

# Who asks. "perencana" is of the unit that owns the content asked for, "perencana_lain" of another
# unit of the same instansi, "asing" a perencana of another instansi.
ROLES: dict[str, str | None] = {
    "anonim": None,
    "pembaca": "pembaca_a",
    "perencana": "perencana_a",
    "perencana_lain": "perencana_b",
    "evaluator": "evaluator",
    "pimpinan": "pimpinan",
    "admin": "admin",
    "pengelola": "pengelola",
    "asing": "asing",
}
Statuses = Mapping[str, int]


def untuk(biasa: int, **lain: int) -> dict[str, int]:
    """Return the status per role: `biasa`, except for the roles named.

    Nobody signed in is sent to the sign-in page (302) unless `anonim` says otherwise.
    """
    unknown = set(lain) - set(ROLES)
    if unknown:
        raise ValueError(f"unknown roles: {unknown}")
    return {role: lain.get(role, 302 if role == "anonim" else biasa) for role in ROLES}


@dataclass(frozen=True)
class Alamat:
    """One address and what everybody gets there.

    `nama` is the URL's full name. `get` and `post` are statuses per role (`untuk`); None: the method
    is not tried. `args` and `data` are made from the cast once per row, before anyone asks, so they
    may create what the address needs; every request is undone afterwards. `json` sends `data` as a
    JSON body. `metode` replaces POST (PATCH, DELETE).
    """

    nama: str
    get: Statuses | None = None
    post: Statuses | None = None
    args: Callable[[Cast], dict[str, Any]] = lambda cast: {}
    data: Callable[[Cast], dict[str, Any]] = lambda cast: {}
    json: bool = False
    metode: str = "POST"
