"""Writing in the editor: drafting by keyboard, editing in place, deleting and taking it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pohon import actions
from pohon.models import Indikator, Simpul
from tests import base
from tests.browser.editor_page import Editor, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(cast, open_page):
    cast.pohon = make_tree(cast)
    return Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))


def test_a_chain_is_drafted_without_the_mouse(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Tab")
    editor.type("Pemahaman rambu meningkat")
    editor.press("Enter")
    editor.type("Sarana rambu memadai")
    editor.press("Tab")
    editor.type("Rambu baru terpasang")
    editor.press("Enter", "Enter")  # an empty one goes away, and the parent has the focus
    expect(editor.focused()).to_contain_text("Sarana rambu memadai")
    editor.saved()
    assert statements(cast.pohon)[-4:] == [
        (1, "Pelanggaran lalu lintas menurun"),
        (2, "Pemahaman rambu meningkat"),
        (2, "Sarana rambu memadai"),
        (3, "Rambu baru terpasang"),
    ]


def test_fast_typing_loses_no_letter(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.page.keyboard.press("Shift+Enter")
    editor.page.keyboard.type("Ketertiban parkir meningkat")
    editor.press("Control+Enter")
    editor.saved()
    assert (1, "Ketertiban parkir meningkat") in statements(cast.pohon)
    assert statements(cast.pohon)[-1] == (1, "Pelanggaran lalu lintas menurun")


def test_typed_text_is_saved_without_leaving_the_field(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Enter")
    editor.type("Angkutan umum diminati")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Angkutan umum diminati")
    expect(editor.page.locator(".ed-title")).to_have_value("Angkutan umum diminati")


def test_f2_edits_and_escape_restores(cast, editor):
    editor.focus("Volume kendaraan berkurang")
    editor.press("F2")
    editor.page.locator(".ed-title").fill("Volume kendaraan pribadi berkurang")
    editor.press("Enter")
    editor.press("Enter")  # the empty sibling that chain drafting has begun
    editor.saved()
    assert (2, "Volume kendaraan pribadi berkurang") in statements(cast.pohon)
    editor.focus("Kapasitas jalan meningkat")
    editor.press("F2")
    editor.type("salah")
    editor.press("Escape")
    expect(editor.card("Kapasitas jalan meningkat")).to_be_focused()
    assert (1, "Kapasitas jalan meningkat") in statements(cast.pohon)


def test_an_emptied_statement_comes_back(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("F2")
    editor.page.locator(".ed-title").fill("  ")
    editor.press("Control+Enter")
    expect(editor.toast()).to_contain_text("tidak boleh kosong")
    expect(editor.card("Pelanggaran lalu lintas menurun")).to_be_visible()


def test_a_statement_of_5000_letters_stays_in_the_field(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("F2")
    editor.page.locator(".ed-title").fill("a" * 5000)
    editor.press("Control+Enter")
    expect(editor.toast()).to_contain_text("paling banyak 1000")
    expect(editor.page.locator(".ed-title")).to_have_value("a" * 5000)


def test_markup_stays_text(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("F2")
    editor.page.locator(".ed-title").fill("<script>alert(1)</script><b>tebal</b>")
    editor.press("Control+Enter")
    editor.saved()
    expect(editor.card("<b>tebal</b>")).to_be_visible()
    assert editor.page.locator(".ed-card b").count() == 0


def test_deleting_a_branch_asks_and_can_be_undone(cast, editor):
    before = statements(cast.pohon)
    editor.focus("Kapasitas jalan meningkat")
    editor.press("Delete")
    expect(editor.dialog()).to_contain_text("2 turunan")
    editor.answer("no")
    assert statements(cast.pohon) == before
    editor.press("Delete")
    editor.answer("yes")
    expect(editor.toast()).to_contain_text("1 simpul dan 2 turunannya dihapus.")
    editor.saved()
    assert [text for _, text in statements(cast.pohon)] == [
        "Kemacetan berkurang",
        "Pelanggaran lalu lintas menurun",
    ]
    editor.toast().get_by_role("button", name="Urungkan").click()
    expect(editor.card("Volume kendaraan berkurang")).to_be_visible()
    editor.saved()
    assert statements(cast.pohon) == before


def test_a_leaf_goes_without_a_question(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Delete")
    expect(editor.page.locator("[data-key]", has_text="Pelanggaran")).to_have_count(0)
    editor.saved()
    assert not Simpul.objects.filter(pernyataan__startswith="Pelanggaran").exists()


def test_an_indicator_is_a_reason_to_ask(cast, open_page):
    pohon = make_tree(cast, tahap=4)
    leaf = Simpul.objects.get(pohon=pohon, pernyataan="Pelanggaran lalu lintas menurun")
    Indikator.objects.create(simpul=leaf, nama="Jumlah pelanggaran")
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/"))
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Delete")
    expect(editor.dialog()).to_contain_text("1 indikator")


def test_backspace_and_deleting_the_outcome_do_nothing(cast, editor):
    before = statements(cast.pohon)
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Backspace")
    editor.focus("Kemacetan berkurang")
    editor.press("Delete")
    expect(editor.toast()).to_contain_text("Outcome tidak dapat dihapus")
    assert statements(cast.pohon) == before


def test_undo_and_redo_walk_through_the_steps(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Enter")
    editor.type("Parkir tertib")
    editor.press("Control+Enter")
    editor.press("Alt+Shift+ArrowUp")
    editor.press("Alt+Shift+ArrowUp")
    editor.saved()
    assert statements(cast.pohon)[1] == (1, "Parkir tertib")
    editor.press("Control+z", "Control+z", "Control+z")
    expect(editor.page.locator("[data-key]", has_text="Parkir tertib")).to_have_count(0)
    editor.press("Control+y", "Control+y")
    expect(editor.card("Parkir tertib")).to_be_visible()
    editor.saved()
    assert [t for d, t in statements(cast.pohon) if d == 1] == [
        "Kapasitas jalan meningkat",
        "Parkir tertib",
        "Pelanggaran lalu lintas menurun",
    ]


def test_the_outline_indents_with_tab(cast, editor):
    editor.show("kerangka")
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Tab")
    editor.saved()
    assert (2, "Pelanggaran lalu lintas menurun") in statements(cast.pohon)
    editor.press("Shift+Tab")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Pelanggaran lalu lintas menurun")
    row = editor.focused()
    expect(row).to_be_focused()
    expect(row).to_have_attribute("aria-level", "2")
    expect(row).to_have_attribute("aria-posinset", "2")
    expect(row).to_have_attribute("aria-setsize", "2")


def test_the_outline_follows_the_arrows_of_a_treegrid(cast, editor):
    editor.show("kerangka")
    editor.focus("Kapasitas jalan meningkat")
    editor.press("ArrowLeft")
    expect(editor.focused()).to_have_attribute("aria-expanded", "false")
    editor.press("ArrowRight", "ArrowRight")
    expect(editor.focused()).to_contain_text("Volume kendaraan berkurang")
    editor.press("ArrowLeft", "ArrowLeft")
    expect(editor.focused()).to_contain_text("Kapasitas jalan meningkat")
    editor.press("End")
    expect(editor.focused()).to_contain_text("Pelanggaran")
    editor.press("Home")
    expect(editor.focused()).to_contain_text("Kemacetan berkurang")


def test_a_letter_is_no_command_while_composing(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("F2")
    editor.page.evaluate(
        """() => document.querySelector(".ed-title").dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true}))"""
    )
    expect(editor.page.locator(".ed-title")).to_be_visible()
    assert len(statements(cast.pohon)) == 5


def test_one_tab_stop_and_escape_leaves_the_tree(cast, editor):
    assert editor.page.locator(".ed-world [tabindex='0']").count() == 1
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Escape", "Tab")
    assert len(statements(cast.pohon)) == 5
    assert not editor.page.evaluate("document.activeElement.closest('.ed-world') !== null")


def test_several_are_selected_and_deleted_in_one_step(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Enter")
    editor.type("Parkir tertib")
    editor.press("Control+Enter")
    editor.card("Pelanggaran").locator(".ed-card-text").click(modifiers=["Control"])
    expect(editor.page.locator(".ed-card.ed-selected")).to_have_count(2)
    editor.press("Delete")
    expect(editor.toast()).to_contain_text("2 simpul dihapus.")
    editor.press("Control+z")
    expect(editor.card("Parkir tertib")).to_be_visible()


def test_a_planner_of_another_unit_reads_only(cast, open_page):
    pohon = make_tree(cast)
    editor = Editor(open_page(cast.perencana_b, f"/pohon/{pohon.pk}/"))
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("F2")
    expect(editor.toast()).to_contain_text("hanya dapat membaca")
    assert base.client_for(cast.asing).get(f"/pohon/{pohon.pk}/").status_code == 404


def test_a_branch_deleted_by_somebody_else_comes_back_from_the_list(cast, editor):
    csf = Simpul.objects.get(pohon=cast.pohon, pernyataan="Kapasitas jalan meningkat")
    operasi = [{"jenis": "hapus", "simpul": csf.pk, "versi": csf.versi}]
    actions.apply(user=cast.admin, pohon_id=cast.pohon.pk, operasi=operasi)
    editor.page.reload()
    again = Editor(editor.page)
    expect(again.page.locator(".ed-card")).to_have_count(2)
    again.page.get_by_role("button", name="Baru dihapus").click()
    again.type("kapasitas")
    expect(again.dialog().get_by_role("option")).to_contain_text("3 simpul · ")
    again.answer("chosen")
    expect(again.focused()).to_contain_text("Kapasitas jalan meningkat")
    expect(again.page.locator(".ed-card")).to_have_count(5)
    assert Simpul.objects.get(pohon=cast.pohon, pernyataan=csf.pernyataan).pk == csf.pk
    again.page.get_by_role("button", name="Baru dihapus").click()
    expect(again.dialog()).to_contain_text("Tidak ada cabang yang dihapus.")


def test_tab_while_typing_is_refused_without_leaving_the_field(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("F2", "End")
    editor.type(" terus")
    editor.press("Shift+Tab")
    expect(editor.toast()).to_contain_text("sudah langsung di bawah outcome")
    editor.type(" menerus")
    expect(editor.page.locator(".ed-title")).to_have_value(
        "Pelanggaran lalu lintas menurun terus menerus"
    )


def test_an_enter_held_down_while_typing_makes_one_simpul(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("F2")
    for _ in range(4):  # without going up: the browser repeats
        editor.page.keyboard.down("Enter")
    editor.page.keyboard.up("Enter")
    editor.type("Parkir tertib")
    editor.press("Control+Enter")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Parkir tertib")


def test_keys_of_an_input_method_change_nothing_in_select_mode(cast, editor):
    card = editor.focus("Pelanggaran lalu lintas menurun")
    card.evaluate(
        """(card) => ["Enter", "Delete", "Tab"].forEach((key) => card.dispatchEvent(
          new KeyboardEvent("keydown", { key, keyCode: 229, bubbles: true, cancelable: true })))"""
    )
    expect(editor.page.locator(".ed-title")).to_have_count(0)
    expect(editor.focused()).to_contain_text("Pelanggaran lalu lintas menurun")


def test_a_double_click_on_the_trash_asks_once(cast, editor):
    editor.page.get_by_role("button", name="Baru dihapus").dblclick()
    expect(editor.dialog()).to_have_count(1)
