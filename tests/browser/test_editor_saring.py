"""What one looks at: the legend that filters, the chart from left to right, one branch on the screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.editor_page import Editor, box_of, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)
BRANCH = "Volume kendaraan berkurang"
LEAF = "Rekayasa lalu lintas terlaksana"
OTHER = "Pelanggaran lalu lintas menurun"


@pytest.fixture
def editor(cast, open_page):
    cast.pohon = make_tree(cast)
    return Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))


def tick(editor, *names):
    """Tick choices of the legend and close it."""
    editor.page.get_by_role("button", name="Legenda dan saringan").click()
    for name in names:
        editor.page.get_by_role("dialog").get_by_label(name).check()
    editor.press("Escape")


def shown(editor):
    return editor.page.locator(".ed-chart .ed-card")


def test_the_legend_counts_and_filters(cast, editor):
    editor.focus(OTHER)
    editor.page.get_by_role("button", name="Legenda dan saringan").click()
    legend = editor.page.get_by_role("dialog", name="Legenda dan saringan")
    expect(legend.get_by_text("Operasional")).to_be_visible()
    legend.get_by_label("Operasional").check()
    expect(shown(editor)).to_have_count(4)  # the match and the three above it
    editor.press("Escape")
    expect(legend).to_be_hidden()
    line = editor.page.locator("#ed-filter-line")
    expect(line).to_contain_text("1 dari 5 simpul: Operasional.")
    expect(line).to_contain_text("susunan pohon tidak dapat diubah")
    expect(editor.card(BRANCH)).to_have_class(re.compile("ed-context"))
    expect(editor.card(LEAF)).not_to_have_class(re.compile("ed-context"))
    line.get_by_role("button", name="Hapus saringan").click()
    expect(line).to_be_hidden()
    expect(editor.card(OTHER)).to_be_visible()


def test_a_filtered_tree_keeps_its_structure_but_takes_texts(cast, editor):
    before = statements(cast.pohon)
    tick(editor, "Operasional")
    editor.focus(LEAF)
    for key in ("Enter", "Tab", "Delete", "Alt+Shift+ArrowLeft", "m", "Control+d"):
        editor.press(key)
        expect(editor.toast()).to_contain_text("Hapus saringan dahulu")
        expect(editor.dialog()).to_have_count(0)
    assert statements(cast.pohon) == before
    editor.press("F2")
    editor.page.locator(".ed-title").fill("Rekayasa lalu lintas merata")
    editor.press("Control+Enter")
    editor.saved()
    assert (3, "Rekayasa lalu lintas merata") in statements(cast.pohon)


def test_the_filter_holds_in_the_outline_and_goes_when_something_else_is_looked_for(cast, editor):
    tick(editor, "Operasional")
    editor.show("kerangka")
    expect(editor.page.locator(".ed-outline [data-key]")).to_have_count(4)
    editor.focus(LEAF)
    editor.press("Control+f")
    editor.type("pelanggaran")
    editor.press("Enter")
    expect(editor.focused()).to_contain_text(OTHER)
    expect(editor.page.locator("#ed-filter-line")).to_be_hidden()


def test_findings_and_levels_narrow_together(cast, editor):
    editor.page.locator(".ed-sign").first.wait_for()
    tick(editor, "Galat")
    expect(editor.page.locator("#ed-filter-line")).to_contain_text("1 dari 5 simpul: Galat.")
    tick(editor, "Operasional")
    expect(editor.page.locator("#ed-filter-line")).to_contain_text("0 dari 5 simpul")


def test_the_chart_turns_and_stays_turned(cast, editor):
    editor.focus(BRANCH)
    editor.page.get_by_role("button", name="Bagan dari kiri ke kanan").click()
    expect(editor.card(BRANCH)).to_be_focused()
    editor.press("ArrowLeft")
    expect(editor.focused()).to_contain_text("Kapasitas jalan meningkat")
    editor.press("ArrowDown")
    expect(editor.focused()).to_contain_text(OTHER)
    editor.press("ArrowUp", "ArrowRight")
    expect(editor.focused()).to_contain_text(BRANCH)
    parent, child = box_of(editor.card("Kapasitas jalan meningkat")), box_of(editor.card(BRANCH))
    assert child["x"] > parent["x"] + parent["width"]
    editor.drag(OTHER, "Kapasitas jalan meningkat", zone="inside")
    editor.page.mouse.up()
    editor.answer("yes")
    editor.saved()
    assert statements(cast.pohon)[-1] == (2, OTHER)
    editor.page.reload()
    editor.page.wait_for_selector("html[data-editor=siap]")
    expect(editor.page.locator("#ed-turn")).to_have_attribute("aria-pressed", "true")


def test_one_branch_fills_the_screen(cast, editor):
    editor.press("6")
    editor.focus("Kapasitas jalan meningkat")
    editor.page.keyboard.press("ContextMenu")
    editor.page.get_by_role("menuitem", name="Paskan cabang ini di layar").click()
    expect(editor.page.locator("#ed-zoom-text")).to_have_text("125%")
    view = box_of(editor.page.locator("#ed-bagan"))
    for text in ("Kapasitas jalan meningkat", BRANCH):
        box = box_of(editor.card(text))
        assert view["x"] <= box["x"]
        assert box["x"] + box["width"] <= view["x"] + view["width"]


def test_a_reader_filters_too(cast, open_page):
    cast.pohon = make_tree(cast)
    editor = Editor(open_page(cast.pembaca_a, f"/pohon/{cast.pohon.pk}/", phone=True))
    tick(editor, "Operasional")
    expect(editor.page.locator("#ed-filter-line")).to_contain_text("1 dari 5 simpul")
