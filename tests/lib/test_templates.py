"""Every template: it parses, holds nothing the content security policy refuses, and names files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from scripts.check_files import INLINE, is_for_print

ROOT = Path(settings.BASE_DIR) / "templates"
ALL = sorted(p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if p.is_file())
SHOWN = [n for n in ALL if not is_for_print(Path(n), (ROOT / n).read_bytes())]
STATIC = re.compile(r"{%\s*static\s+['\"]([^'\"]+)['\"]")
ELSEWHERE = re.compile(r"\b(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE)


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_there_are_templates_to_look_at():
    assert "base.html" in SHOWN


@pytest.mark.parametrize("name", SHOWN)
def test_no_page_holds_inline_script_or_style(name):
    assert INLINE.findall((ROOT / name).read_bytes()) == []


@pytest.mark.parametrize("name", ALL)
def test_it_loads_nothing_from_elsewhere(name):
    assert ELSEWHERE.findall(text_of(name)) == []


@pytest.mark.parametrize("name", ALL)
def test_it_parses_and_its_static_files_exist(name):
    if name.endswith((".html", ".txt", ".svg")):
        get_template(name)
    assert [path for path in STATIC.findall(text_of(name)) if finders.find(path) is None] == []


@pytest.mark.parametrize("name", ALL)
def test_no_comment_of_one_line_runs_over_two(name):
    assert [
        line for line in text_of(name).splitlines() if line.count("{#") != line.count("#}")
    ] == []


def test_the_check_sees_what_it_should():
    for bad in (b'<p style="x">', b"<script>", b'<a onclick="x">', b"<STYLE>", b'<b hx-on:a="x">'):
        assert INLINE.search(bad), bad
    for good in (b'<script src="x">', b'<p data-style="x">', b'<script type="application/json">'):
        assert not INLINE.search(good), good
