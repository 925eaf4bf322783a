"""Fixtures every test may use: a real Chromium and a page in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The files that take longest begin first, so that no worker is left alone with one at the end. The others alternate
# between those in a browser, which mostly wait, and those that mostly reckon.
LONGEST = (
    "test_masukan_liar.py",
    "test_penulis_serentak.py",
    "test_ekspor_bagan.py",
    "test_izin_url.py",
    "test_editor_matriks.py",
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first and spread the browser's evenly among the rest; tests of a file keep their order."""
    files = list(dict.fromkeys(item.path for item in items))
    place: dict[Path, float] = {
        path: LONGEST.index(path.name) for path in files if path.name in LONGEST
    }
    rest = [path for path in files if path not in place]
    for group in (
        [path for path in rest if "browser" in path.parts],
        [path for path in rest if "browser" not in path.parts],
    ):
        for number, path in enumerate(group):
            place[path] = len(LONGEST) + (number + 0.5) / len(group)
    items.sort(key=lambda item: place[item.path])


@pytest.fixture(scope="session", autouse=True)
def _emptied_by_delete() -> Iterator[None]:
    """Let PostgreSQL empty its tables by DELETE where a test leaves rows: TRUNCATE of them all takes two seconds.

    Their foreign keys are checked at the end of the transaction, so that the order does not matter.
    """
    if connection.vendor != "postgresql":
        yield
        return

    def delete(
        operations: BaseDatabaseOperations, style: Any, tables: Iterable[str], **_: bool
    ) -> list[str]:
        named = [style.SQL_TABLE(operations.quote_name(table)) for table in tables]
        return [f"{style.SQL_KEYWORD('DELETE FROM')} {table};" for table in named]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", delete)  # for every connection
        yield


def chromium_path() -> str | None:
    """The browser to test with: $CHROMIUM, one on the PATH, or (None) Playwright's own."""
    named = os.environ.get("CHROMIUM")
    return named or next((p for name in CHROMIUM_NAMES if (p := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; its absence is a failure, never a skip."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of an office laptop; the test fails on any uncaught error of our scripts."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="id-ID", accept_downloads=True
    )
    context.set_default_timeout(10_000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []
