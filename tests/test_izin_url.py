"""Every address of Pokin x every role: the expected status.

An address that stands in no table fails `test_every_address_is_in_a_table`. A room adds its rows in
`tests/<room>/izin_tabel.py`, a list named TABEL:

    from tests.izin import Alamat, untuk

    TABEL = [
        Alamat("pohon:daftar_pohon", get=untuk(200, pengelola=403)),
        Alamat(
            "pohon:hapus_pohon",
            args=lambda cast: {"pk": cast.make_pohon(unit=cast.unit_a).pk},
            get=untuk(403, perencana=200, admin=200, pengelola=404, asing=404),
            post=untuk(403, perencana=302, admin=302, pengelola=404, asing=404),
        ),
    ]

`untuk(status, role=status, …)` says what everyone gets; the roles stand in tests/izin.py. The same
address may have several rows (different data, or another `metode`). Django's own admin is left out:
it is for superusers and keeps its own table.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.base import Cast, client_for
from tests.izin import ROLES, Alamat

HERE = Path(__file__).parent
LEFT_OUT = ("admin",)


def read_tables() -> list[Alamat]:
    """Return the rows of every room."""
    rows: list[Alamat] = []
    for file in sorted(HERE.glob("*/izin_tabel.py")):
        module = importlib.import_module(f"tests.{file.parent.name}.izin_tabel")
        rows += module.TABEL
    return rows


def all_names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield the full name of every address; one without a name is given as its path."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or f"(tanpa nama: {pattern.pattern})")
        elif pattern.namespace not in LEFT_OUT:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from all_names(pattern, inner)


TABEL = read_tables()


class TestIzinUrl(Cast):
    maxDiff = None
    session: dict[str, str]

    @classmethod
    def setUpTestData(cls) -> None:
        """Sign everybody in once: it takes longer than most of the answers asked for."""
        super().setUpTestData()
        signed_in = {role: name for role, name in ROLES.items() if name}
        cls.session = {
            role: client_for(getattr(cls, name)).cookies[settings.SESSION_COOKIE_NAME].value
            for role, name in signed_in.items()
        }

    def client_of(self, role: str) -> Client:
        """Return a new browser in which somebody of this role is signed in, or nobody."""
        client = Client()
        if role in self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session[role]
        return client

    def test_every_address_is_in_a_table(self):
        self.assertEqual(set(all_names(get_resolver())) - {row.nama for row in TABEL}, set())

    def test_every_row_is_an_address(self):
        self.assertEqual({row.nama for row in TABEL} - set(all_names(get_resolver())), set())

    def check(self, row: Alamat) -> None:
        """Ask as everyone, undoing each request, and compare all answers at once."""
        url = reverse(row.nama, kwargs=row.args(self))
        data = row.data(self)
        for method, expected in (("GET", row.get), (row.metode, row.post)):
            if expected is None:
                continue
            found = {}
            for role in ROLES:
                client = self.client_of(role)
                with transaction.atomic():
                    answer = ask(client, method, url, data, json=row.json)
                    found[role] = answer.status_code
                    transaction.set_rollback(True)
            self.assertEqual(found, dict(expected), f"{method} {row.nama}")


def ask(client: Client, method: str, url: str, data: dict, *, json: bool) -> Any:
    """Send one request; a defect of the application raises."""
    if method == "GET":
        return client.get(url)
    if json or method != "POST":
        return client.generic(method, url, _json(data), content_type="application/json")
    return client.post(url, data)


def _json(data: dict) -> str:
    from django.core.serializers.json import DjangoJSONEncoder

    return DjangoJSONEncoder().encode(data)


def _add_tests() -> None:
    """Give every row a test of its own, named after its address."""
    for number, row in enumerate(TABEL):
        name = f"test_{number:03d}_{row.nama.replace(':', '_')}"
        setattr(TestIzinUrl, name, lambda self, row=row: self.check(row))


_add_tests()
