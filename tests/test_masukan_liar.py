"""Wild input at every address: NUL bytes, control characters, huge numbers, text beyond every limit. Never a 500.

The addresses and their data come from the tables of the URL x role test; the fields of a form from its page, and what
else a view reads from a request by watching it read. Each request is undone. On a defect the test names the address,
the field and the value.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from unittest import mock

from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.base import Cast
from tests.izin import Alamat
from tests.test_izin_url import TABEL

HUGE = 10**30
ALONE = 2  # of these, how many are tried in each field by itself; the rest in all fields at once
WILD = ("\x00", "9" * 5000, "\x01", "a" * 4000, str(HUGE), "-1", "[]")
WILD_JSON: tuple[Any, ...] = (
    *WILD[:3],
    "\ud800",
    None,
    True,
    -1,
    HUGE,
    1e300,
    [],
    {},
    [[]],
    {"id": []},
)
WHO = {"perencana": "perencana_a", "admin": "admin", "pengelola": "pengelola", "anonim": None}
JSON = "application/json"


class Fields(HTMLParser):
    """The names of a page's form fields, with what stands in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._select = ""
        self.feed(html)
        self.found.pop("csrfmiddlewaretoken", None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field, or the chosen option of the list it stands in."""
        given = dict(attrs)
        name = given.get("name")
        if tag == "option" and "selected" in given and self._select:
            self.found[self._select] = given.get("value") or ""
        elif tag in {"input", "select", "textarea"} and name:
            if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
                return
            self.found[name] = given.get("value") or ""
            self._select = name if tag == "select" else ""


@contextmanager
def watched() -> Iterator[set[str]]:
    """Collect the names that are read from requests meanwhile."""
    names: set[str] = set()

    def watch(method: str) -> Any:
        original = getattr(QueryDict, method)

        def read(self: QueryDict, key: str, *args: Any) -> Any:
            names.add(key)
            return original(self, key, *args)

        return mock.patch.object(QueryDict, method, read)

    with watch("get"), watch("getlist"), watch("__getitem__"):
        yield names


class TestMasukanLiar(Cast):
    maxDiff = None

    def setUp(self) -> None:
        super().setUp()
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def ask(self, client: Client, method: str, url: str, body: Any, *, as_json: bool) -> int:
        """Send a request, undo it, and return its status (500 for an exception)."""
        client.raise_request_exception = False
        with transaction.atomic():
            if method == "GET":
                status = client.get(url, body).status_code
            elif as_json:
                status = client.generic(method, url, json.dumps(body), JSON).status_code
            else:
                status = client.post(url, body).status_code
            transaction.set_rollback(True)
        return int(status)

    def who_may(self, row: Alamat, method: str) -> Client:
        """Return the browser of the first of the cast whom the table lets in."""
        table = (row.get if method == "GET" else row.post) or {}
        for role, name in WHO.items():
            if table.get(role, 404) not in {403, 404, 405}:
                return self.client_for(getattr(self, name) if name else None)
        return self.client_for(self.admin)

    def test_no_form_and_no_field_breaks(self):
        broken = []
        for row in TABEL:
            if row.post is None:
                continue
            as_json = row.json or row.metode != "POST"
            with transaction.atomic():
                url, data = reverse(row.nama, kwargs=row.args(self)), row.data(self)
                client = self.who_may(row, "POST")
                if not as_json:
                    data = self.whole(client, url, data)
                for name, wild, body in bodies(data, WILD_JSON if as_json else WILD):
                    if self.ask(client, row.metode, url, body, as_json=as_json) >= 500:
                        broken.append(f"{row.nama} {name}={str(wild)[:30]!r}")
                transaction.set_rollback(True)
        self.assertEqual(broken, [])

    def whole(self, client: Client, url: str, data: dict[str, Any]) -> dict[str, Any]:
        """Return the data with all that the form of the page holds and that a POST reads."""
        page = client.get(url)
        held = Fields(page.content.decode()).found if page.status_code == 200 else {}
        with watched() as names:
            self.ask(client, "POST", url, {**held, **data}, as_json=False)
        return {**dict.fromkeys(names - {"csrfmiddlewaretoken"}, ""), **held, **data}

    def test_no_address_and_no_parameter_breaks(self):
        broken = []
        for row in TABEL:
            if row.get is None:
                continue
            with transaction.atomic():
                args, client = row.args(self), self.who_may(row, "GET")
                url = reverse(row.nama, kwargs=args)
                with watched() as names:
                    self.ask(client, "GET", url, {}, as_json=False)
                values = WILD[:2] if ":unduh" in row.nama else WILD  # a file takes its time
                for name, wild, query in bodies(dict.fromkeys(names, ""), values):
                    if self.ask(client, "GET", url, query, as_json=False) >= 500:
                        broken.append(f"{row.nama} ?{name}={wild[:30]!r}")
                for name in args:
                    far = far_away(row.nama, {**args, name: HUGE})
                    if far and self.ask(client, "GET", far, {}, as_json=False) >= 500:
                        broken.append(f"{row.nama} {name}={HUGE}")
                transaction.set_rollback(True)
        self.assertEqual(broken, [])


def bodies(data: dict[str, Any], daftar: tuple[Any, ...]) -> Iterator[tuple[str, Any, Any]]:
    """Yield (field, wild value, data with it), field by field, and once with every field wild.

    Of fields that differ in a number only (the years of a row) the first stands for all.
    """
    alike = {re.sub(r"\d+", "0", name): name for name in reversed(data)}
    for place, wild in enumerate(daftar):
        if len(data) > 1:
            yield "*", wild, dict.fromkeys(data, wild)
        if len(data) == 1 or place < ALONE or daftar is WILD_JSON:
            for name in alike.values():
                yield name, wild, {**data, name: wild}


def far_away(nama: str, args: dict[str, Any]) -> str:
    """Return the address of a row that cannot exist; empty where the address takes no number."""
    try:
        return reverse(nama, kwargs=args)
    except NoReverseMatch:
        return ""
