"""The page to try the API works under the content policy: it names our operations and reports no refusal."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_api_can_be_tried_in_the_browser(
    cast: SimpleNamespace, open_page: Callable[..., Page]
) -> None:
    page = open_page(cast.perencana_a, "/")
    refused: list[str] = []
    page.on(
        "console", lambda message: refused.append(message.text) if message.type == "error" else None
    )
    page.goto("/api/v1/docs/")
    page.get_by_text("/api/v1/pohon/{pohon_id}/operasi/").first.wait_for()
    assert refused == []
