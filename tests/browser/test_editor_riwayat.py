"""The tab Riwayat of the editor's panel."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pohon.models import Simpul
from tests.browser.editor_page import Editor, make_tree

pytestmark = pytest.mark.django_db(transaction=True)
LEAF = "Pelanggaran lalu lintas menurun"


def test_the_history_follows_a_change_and_brings_a_former_text_back(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    key = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF).pk
    editor.focus(LEAF)
    panel = editor.page.locator("#ed-panel")
    panel.get_by_role("tab", name="Riwayat").click()
    expect(panel.get_by_role("listitem").first).to_contain_text("Ditambahkan oleh")
    editor.focused().click()
    editor.press("Alt+Shift+ArrowUp")
    moved = panel.get_by_role("listitem").first
    expect(moved).to_contain_text("dipindah di antara saudaranya")
    expect(moved).not_to_contain_text("kosong")
    editor.focused().click()
    editor.press("F2")
    editor.type("Pelanggaran jauh menurun")
    editor.press("Control+Enter")
    editor.saved()
    newest = panel.get_by_role("listitem").first
    expect(newest).to_contain_text(f"Diubah oleh {cast.perencana_a.nama}")
    expect(newest).to_contain_text("Pelanggaran jauh menurun")
    newest.get_by_role("button", name="Pakai lagi teks semula").click()
    expect(editor.focused()).to_contain_text(LEAF)
    editor.saved()
    assert Simpul.objects.get(pk=key).pernyataan == LEAF
