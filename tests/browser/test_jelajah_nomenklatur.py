"""The nomenclature by keyboard alone: search, down to a row, into its branch and up again."""

from __future__ import annotations

import re

from perencanaan import actions
from perencanaan.actions import BarisNomenklatur
from perencanaan.models import VersiNomenklatur

ROWS = [
    ("1.01", "PENDIDIKAN"),
    ("1.01.02", "PROGRAM PENGELOLAAN PENDIDIKAN"),
    ("2.15", "PERHUBUNGAN"),
    ("2.15.02", "PROGRAM LLAJ"),
    ("2.15.02.2.02", "Penyediaan Perlengkapan Jalan"),
]


def test_a_branch_is_opened_and_left_without_a_mouse(cast, open_page):
    versi = VersiNomenklatur.objects.create(nama="Kepmen", regulasi="Kepmen")
    actions.simpan_nomenklatur(
        versi=versi, rows=[BarisNomenklatur("kabkota", kode, nama) for kode, nama in ROWS]
    )
    page = open_page(cast.perencana_a, "/nomenklatur/")
    page.keyboard.press("/")
    page.keyboard.type("2.15")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=2\.15"))
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "2.15.02" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"di=2\.15\.02"))
    page.get_by_text("Penyediaan Perlengkapan Jalan").wait_for()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(r"di=2\.15(&|$)"))
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"
