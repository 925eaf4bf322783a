"""Copy, cut, paste and duplicate in the editor: keys, menu, another tab with another tree, undo, refusals."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from pohon.models import Indikator, Simpul
from tests import base
from tests.browser.editor_page import Editor, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)
BRANCH = "Volume kendaraan berkurang"
BELOW = "Rekayasa lalu lintas terlaksana"
LEAF = "Pelanggaran lalu lintas menurun"


@pytest.fixture
def editor(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    simpul = Simpul.objects.get(pohon=cast.pohon, pernyataan=BRANCH)
    Indikator.objects.create(simpul=simpul, nama="Volume kendaraan per jam", satuan="unit")
    return Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))


def test_a_branch_is_copied_pasted_changed_and_undone(cast, editor):
    editor.focus(BRANCH)
    editor.press("Control+c")
    expect(editor.page.locator("#ed-live")).to_have_text("2 simpul disalin.")
    editor.focus(LEAF)
    editor.press("Control+v")
    editor.saved()
    assert statements(cast.pohon)[-3:] == [(1, LEAF), (2, BRANCH), (3, BELOW)]
    assert Indikator.objects.filter(simpul__pohon=cast.pohon).count() == 2
    editor.press("F2")
    editor.type("Volume truk berkurang")
    editor.press("Control+Enter")
    editor.saved()
    assert statements(cast.pohon)[-2:] == [(2, "Volume truk berkurang"), (3, BELOW)]
    editor.press("Control+z", "Control+z")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, LEAF)
    editor.press("Control+y")
    editor.saved()
    assert statements(cast.pohon)[-2:] == [(2, BRANCH), (3, BELOW)]


def test_what_was_cut_moves_when_it_is_pasted_and_escape_lets_it_be(cast, editor):
    card = editor.focus(BRANCH)
    editor.press("Control+x")
    expect(card).to_have_class(re.compile(r"\bed-cut\b"))
    editor.press("Escape")
    expect(card).not_to_have_class(re.compile(r"\bed-cut\b"))
    key = Simpul.objects.get(pohon=cast.pohon, pernyataan=BRANCH).pk
    editor.press("Control+x")
    editor.focus(LEAF)
    editor.press("Control+v")
    editor.saved()
    assert statements(cast.pohon)[-3:] == [(1, LEAF), (2, BRANCH), (3, BELOW)]
    assert Simpul.objects.get(pohon=cast.pohon, pernyataan=BRANCH).pk == key


def test_what_was_cut_moves_once_and_is_copied_when_pasted_again(cast, editor):
    editor.focus(BRANCH)
    editor.press("Control+x")
    editor.focus(LEAF)
    editor.press("Control+v")
    editor.saved()
    editor.focus("Kapasitas jalan meningkat")
    editor.press("Control+v")
    expect(editor.toast()).to_contain_text("kali ini cabangnya disalin")
    editor.saved()
    assert statements(cast.pohon)[1:] == [
        (1, "Kapasitas jalan meningkat"),
        (2, BRANCH),
        (3, BELOW),
        (1, LEAF),
        (2, BRANCH),
        (3, BELOW),
    ]


def test_several_are_duplicated_in_one_step_and_by_the_menu(cast, editor):
    before = statements(cast.pohon)
    editor.focus(LEAF)
    editor.press("Shift+ArrowLeft", "Control+d")
    editor.saved()
    assert [text for depth, text in statements(cast.pohon) if depth == 1] == [
        *("Kapasitas jalan meningkat", LEAF) * 2
    ]
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon) == before
    editor.focus(BRANCH)
    for item in ("Salin", "Tempel di sini"):
        editor.focused().get_by_role("button", name="Menu simpul").click()
        editor.page.get_by_role("menuitem", name=item, exact=False).first.click()
    editor.saved()
    assert statements(cast.pohon).count((3, BRANCH)) == 1


def test_a_branch_goes_to_another_tree_in_another_tab(cast, editor):
    other = base.make_pohon(
        user=cast.perencana_a,
        unit=cast.unit_a,
        instansi=cast.instansi,
        periode=cast.periode,
        pernyataan="Udara bersih",
        tahap=3,
    )
    base.make_simpul(other, "Emisi kendaraan menurun", user=cast.perencana_a)
    editor.focus(BRANCH)
    editor.press("Control+c")
    page = editor.page.context.new_page()
    page.goto(f"/pohon/{other.pk}/")
    there = Editor(page)
    there.focus("Emisi kendaraan menurun")
    there.press("Control+v")
    there.saved()
    assert statements(other)[1:] == [(1, "Emisi kendaraan menurun"), (2, BRANCH), (3, BELOW)]
    assert not Indikator.objects.filter(simpul__pohon=other).exists()  # still at stage 3


def test_what_may_not_stand_there_is_refused_with_a_sentence(cast, editor):
    before = statements(cast.pohon)
    editor.focus("Kemacetan berkurang")
    editor.press("Control+c")
    editor.focus(LEAF)
    editor.press("Control+v")
    expect(editor.toast()).to_contain_text("Outcome tidak dapat disalin ke dalam pohon")
    editor.focus("Kemacetan berkurang")
    editor.press("Control+d")
    expect(editor.toast()).to_contain_text("Outcome tidak dapat digandakan")
    assert statements(cast.pohon) == before


def test_a_copy_made_without_a_connection_survives_a_closed_page(cast, editor):
    page = editor.page
    page.route("**/operasi/", lambda route: route.abort())
    editor.focus(BRANCH)
    editor.press("Control+c")
    editor.focus(LEAF)
    editor.press("Control+v")
    expect(page.locator("#ed-save")).to_contain_text("1 perubahan menunggu")
    page.unroute("**/operasi/")
    page.reload()
    again = Editor(page)
    again.saved_or_unchanged()
    expect(again.page.locator(".ed-card", has_text=BRANCH)).to_have_count(2)
    assert statements(cast.pohon)[-3:] == [(1, LEAF), (2, BRANCH), (3, BELOW)]
