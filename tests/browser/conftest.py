"""What browser tests share: a running server with the fixed cast, signed-in pages, a folder for pictures.

    def test_a_planner_draws(cast, open_page, live_server):
        page = open_page(cast.perencana_a, "/pohon/")
        page.get_by_role("link", name="Pohon baru").click()

`open_page` may be called several times: each person has a browser context of their own. Contexts go from test to test,
emptied of all but the cache of our scripts (a cold one took two of the three seconds of a test); one that cannot be
emptied, such as one with a clock of its own, is asked for with `fresh=True`. A test fails on any uncaught error of our
scripts. Pictures go to $POKIN_GAMBAR (default: pytest's temporary folder).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage
from django.contrib.contenttypes.management import create_contenttypes
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_migrate

from tests.base import MODEL_BACKEND, fill

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from organisasi.models import Pengguna

LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each browser test a second try: a machine that stalls for ten seconds is no defect of ours.

    The summary names every second try (-ra), so that a race in the code does not hide behind it.
    """
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="module", autouse=True)
def _untraced() -> Iterator[None]:
    """Leave the measuring of coverage to the other tests: here it costs a fifth of the time."""
    measuring = Coverage.current()
    if measuring is None:
        yield
        return
    measuring.stop()
    yield
    measuring.start()


@pytest.fixture(scope="session", autouse=True)
def _no_permissions(django_db_setup: None) -> None:
    """Let nobody write Django's own permissions anew each time the tables are emptied: nothing here asks for them."""
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)


@pytest.fixture
def cast(transactional_db: None) -> SimpleNamespace:
    """The cast of tests.base as committed rows, which the server's threads see."""
    people = SimpleNamespace()
    fill(people)
    return people


def session_cookie(user: Pengguna) -> str:
    """Sign a person in and return the session's key."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend=MODEL_BACKEND)
    return str(client.cookies["sessionid"].value)


class Contexts:
    """The browser contexts of a run, by size and theme; each is one person's for the length of a test."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.idle: dict[tuple[bool, bool], list[BrowserContext]] = {}
        self.busy: list[tuple[tuple[bool, bool] | None, BrowserContext]] = []

    def take(self, *, phone: bool, dark: bool, fresh: bool) -> tuple[BrowserContext, Page]:
        """Return a context nobody uses, with an empty page in it."""
        kind = (phone, dark)
        idle = [] if fresh else self.idle.setdefault(kind, [])
        context = idle.pop() if idle else self._make(phone=phone, dark=dark)
        self.busy.append((None if fresh else kind, context))
        page = context.new_page()
        self._empty(context, page)
        return context, page

    def _make(self, *, phone: bool, dark: bool) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.url,
            viewport=PHONE if phone else LAPTOP,  # type: ignore[arg-type]
            has_touch=phone,
            is_mobile=phone,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(10_000)
        return context

    def _empty(self, context: BrowserContext, page: Page) -> None:
        """Forget what the last person left: sign-in, settings, waiting work, a lost network."""
        context.set_offline(False)
        context.clear_cookies()
        context.clear_permissions()
        session = context.new_cdp_session(page)
        kept = {"origin": self.url, "storageTypes": "local_storage,indexeddb,cache_storage"}
        session.send("Storage.clearDataForOrigin", kept)
        session.detach()

    def give_back(self) -> None:
        """End a test: close its pages and keep the contexts for the next."""
        for kind, context in self.busy:
            for page in context.pages:
                page.close()
            context.unroute_all()
            if kind is None:
                context.close()
            else:
                self.idle[kind].append(context)
        self.busy.clear()


class Underway:
    """Counts the requests the server is at; emptying tables under one that still reads deadlocks PostgreSQL."""

    def __init__(self) -> None:
        self.lock, self.count = Lock(), 0
        request_started.connect(self._begin, weak=False)
        request_finished.connect(self._end, weak=False)

    def _begin(self, **_: Any) -> None:
        with self.lock:
            self.count += 1

    def _end(self, **_: Any) -> None:
        with self.lock:
            self.count -= 1

    def wait(self) -> None:
        """Return when nothing has been asked of the server for a moment, after ten seconds at most."""
        quiet = 0
        for _ in range(500):
            quiet = quiet + 1 if self.count <= 0 else 0
            if quiet > 2:
                return
            time.sleep(0.02)


@pytest.fixture(scope="session")
def underway() -> Underway:
    """The requests of this run."""
    return Underway()


@pytest.fixture(scope="session")
def contexts(browser: Browser, live_server: Any) -> Contexts:
    """The contexts of this run; the browser closes them when it goes."""
    return Contexts(browser, live_server.url)


@pytest.fixture
def open_page(
    contexts: Contexts, live_server: Any, underway: Underway
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address as a person: `open_page(user, "/pohon/", phone=True, dark=True)`."""
    errors: list[str] = []

    def opener(
        user: Pengguna | None,
        path: str,
        *,
        phone: bool = False,
        dark: bool = False,
        fresh: bool = False,
    ) -> Page:
        context, page = contexts.take(phone=phone, dark=dark, fresh=fresh)
        if user is not None:
            cookie = {"name": "sessionid", "value": session_cookie(user), "url": live_server.url}
            context.add_cookies([cookie])  # type: ignore[list-item]
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield opener
    contexts.give_back()
    underway.wait()
    assert errors == []


@pytest.fixture
def picture(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., Path]:
    """Return a function that takes a picture of a page and says where it is."""
    folder = Path(os.environ.get("POKIN_GAMBAR", tmp_path))

    def take(page: Page, name: str, **options: Any) -> Path:
        path = folder / f"{request.node.name}-{name}.png"
        page.screenshot(path=path, **options)
        return path

    return take
