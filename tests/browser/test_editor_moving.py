"""Moving in the editor: by drag, by dialog, by menu and by key; what is refused and why."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.editor_page import Editor, box_of, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)
BRANCH = "Volume kendaraan berkurang"


@pytest.fixture
def editor(cast, open_page):
    cast.pohon = make_tree(cast)
    return Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))


def test_a_card_dropped_inside_becomes_a_child(cast, editor):
    editor.drag("Volume kendaraan berkurang", "Pelanggaran lalu lintas menurun", zone="inside")
    expect(editor.page.locator(".ed-drop-inside")).to_be_visible()
    editor.page.mouse.up()
    editor.saved()
    assert statements(cast.pohon)[-3:] == [
        (1, "Pelanggaran lalu lintas menurun"),
        (2, "Volume kendaraan berkurang"),
        (3, "Rekayasa lalu lintas terlaksana"),
    ]
    expect(editor.card("Volume kendaraan berkurang")).to_be_focused()
    expect(editor.page.locator("#ed-live")).to_contain_text("urutan 1 dari 1")


def test_a_card_is_taken_by_its_text_too(cast, editor):
    editor.settle()
    text = box_of(editor.card("Volume kendaraan berkurang").locator(".ed-card-text"))
    target = box_of(editor.card("Pelanggaran lalu lintas menurun"))
    mouse = editor.page.mouse
    mouse.move(text["x"] + 20, text["y"] + 8)
    mouse.down()
    mouse.move(text["x"] + 40, text["y"] + 20, steps=3)
    mouse.move(target["x"] + target["width"] / 2, target["y"] + target["height"] / 2, steps=6)
    expect(editor.page.locator(".ed-drop-inside")).to_be_visible()
    mouse.up()
    editor.saved()
    assert statements(cast.pohon)[-2] == (2, "Volume kendaraan berkurang")


def test_a_card_dropped_before_stands_first(cast, editor):
    editor.drag("Pelanggaran lalu lintas menurun", "Kapasitas jalan meningkat", zone="before")
    expect(editor.page.locator(".ed-drop-before")).to_be_visible()
    editor.page.mouse.up()
    editor.saved()
    assert statements(cast.pohon)[1] == (1, "Pelanggaran lalu lintas menurun")
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Pelanggaran lalu lintas menurun")


def test_a_drag_says_why_a_place_is_illegal(cast, editor):
    before = statements(cast.pohon)
    editor.drag("Kapasitas jalan meningkat", "Volume kendaraan berkurang", zone="inside")
    expect(editor.page.locator(".ed-ghost-why")).to_contain_text("bawah dirinya sendiri")
    editor.page.mouse.up()
    expect(editor.toast()).to_contain_text("bawah dirinya sendiri")
    assert statements(cast.pohon) == before


def test_escape_cancels_a_drag(cast, editor):
    before = statements(cast.pohon)
    editor.drag("Volume kendaraan berkurang", "Pelanggaran lalu lintas menurun", zone="inside")
    editor.press("Escape")
    expect(editor.page.locator(".ed-ghost")).to_have_count(0)
    editor.page.mouse.up()
    assert statements(cast.pohon) == before


def test_a_row_is_dragged_in_the_outline(cast, editor):
    editor.show("kerangka")
    editor.settle()
    handle = box_of(editor.card("Volume kendaraan berkurang").locator(".ed-handle"))
    target = box_of(editor.card("Pelanggaran lalu lintas menurun"))
    mouse = editor.page.mouse
    mouse.move(handle["x"] + 5, handle["y"] + 5)
    mouse.down()
    mouse.move(handle["x"] + 20, handle["y"] + 20, steps=3)
    mouse.move(target["x"] + 200, target["y"] + target["height"] / 2, steps=5)
    mouse.up()
    editor.saved()
    assert statements(cast.pohon)[-2] == (2, "Volume kendaraan berkurang")


def test_the_dialog_shows_every_parent_and_why_some_may_not_be(cast, editor):
    editor.focus(BRANCH)
    editor.press("m")
    options = editor.dialog().get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(5)
    chosen = editor.dialog().get_by_role("listbox").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("induk sekarang")
    itself = options.filter(has_text="Volume kendaraan berkurang").first
    expect(itself).to_have_attribute("aria-disabled", "true")
    expect(itself).to_contain_text("bawah dirinya sendiri")
    itself.click(force=True)
    button = editor.dialog().get_by_role("button", name="Pindahkan ke sini")
    expect(button).to_be_disabled()
    editor.type("rekayasa")
    editor.press("Enter")
    expect(editor.dialog()).to_contain_text("bawah dirinya sendiri")
    editor.page.keyboard.press("Control+a")
    editor.type("csf pelanggaran")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("Kemacetan berkurang")  # its path
    editor.press("Enter")
    editor.saved()
    assert statements(cast.pohon)[-2] == (2, BRANCH)
    expect(editor.card(BRANCH)).to_be_focused()


def test_the_dialog_asks_for_the_place_too(cast, editor):
    editor.focus(BRANCH)
    for text in ("Parkir tertib", "Angkutan diminati"):
        editor.press("Enter")
        editor.type(text)
        editor.press("Control+Enter")
    editor.press("m")
    place = editor.dialog().get_by_label("Letak di antara turunannya")
    assert place.locator("option").all_inner_texts() == [
        "Terakhir",
        "Pertama",
        f"Setelah “{BRANCH}”",
    ]
    place.select_option("Pertama")
    editor.answer("chosen")
    editor.saved()
    below = [text for depth, text in statements(cast.pohon) if depth == 2]
    assert below == ["Angkutan diminati", BRANCH, "Parkir tertib"]
    editor.press("m")
    place.select_option(f"Setelah “{BRANCH}”")
    editor.press("Escape")
    assert [text for depth, text in statements(cast.pohon) if depth == 2] == below
    editor.press("m", "ArrowUp", "Enter")  # below the outcome it is a CSF
    expect(editor.dialog()).to_contain_text("Jadikan CSF?")
    editor.answer("yes")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Angkutan diminati")


def test_every_move_has_a_click(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.focused().get_by_role("button", name="Menu simpul").click()
    editor.page.get_by_role("menuitem", name="Naikkan").click()
    editor.saved()
    assert statements(cast.pohon)[1] == (1, "Pelanggaran lalu lintas menurun")
    editor.focused().click(button="right")
    editor.page.get_by_role("menuitem", name="Naikkan").click(force=True)
    expect(editor.toast()).to_contain_text("Sudah yang pertama.")


def test_keys_move_in_and_out(cast, editor):
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Alt+Shift+ArrowRight")
    editor.saved()
    assert (2, "Pelanggaran lalu lintas menurun") in statements(cast.pohon)
    editor.press("Alt+Shift+ArrowLeft")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Pelanggaran lalu lintas menurun")


def test_arrows_follow_the_screen(cast, editor):
    editor.focus("Kemacetan berkurang")
    editor.press("4", "ArrowDown")
    expect(editor.focused()).not_to_contain_text("Kemacetan")
    first = editor.focused().inner_text()
    editor.press("ArrowRight" if "Kapasitas" in first else "ArrowLeft")
    expect(editor.focused()).to_contain_text("Pelanggaran" if "Kapasitas" in first else "Kapasitas")
    editor.focus("Volume kendaraan berkurang")
    editor.press("ArrowDown")
    expect(editor.focused()).to_contain_text("Rekayasa")
    editor.press("ArrowUp", "ArrowUp")
    expect(editor.focused()).to_contain_text("Kapasitas")


def test_levels_open_and_fold(cast, editor):
    card = editor.focus("Kapasitas jalan meningkat")
    editor.press("Space")
    expect(card).to_have_attribute("aria-expanded", "false")
    expect(card.locator(".ed-fold")).to_have_text("2 ▾")
    editor.press(".")
    expect(card).to_have_attribute("aria-expanded", "true")
    editor.press("1")
    expect(editor.page.locator(".ed-card")).to_have_count(1)
    editor.press("4")
    expect(editor.page.locator(".ed-card")).to_have_count(5)


def test_letters_can_be_switched_off(cast, editor):
    editor.focus("Kapasitas jalan meningkat")
    editor.press("?")
    editor.page.get_by_label("Pintasan satu huruf aktif").uncheck()
    editor.press("Escape")
    editor.focus("Kapasitas jalan meningkat")
    editor.press("m")
    expect(editor.dialog()).to_have_count(0)


def test_search_leads_to_a_folded_node(cast, editor):
    editor.focus("Kemacetan berkurang")
    editor.press("/")
    expect(editor.dialog()).to_be_visible()
    editor.press("Escape")
    expect(editor.dialog()).to_have_count(0)
    editor.press("1", "Control+f")
    editor.type("rekayasa")
    editor.press("Enter")
    expect(editor.focused()).to_contain_text("Rekayasa lalu lintas terlaksana")


def test_one_branch_is_looked_at_alone(cast, editor):
    page, trail = editor.page, editor.page.get_by_role("navigation", name="Cabang yang dilihat")
    editor.focus("Volume kendaraan berkurang")
    editor.press("f")
    expect(page.locator(".ed-card")).to_have_count(2)
    expect(trail.get_by_role("listitem")).to_have_count(3)
    editor.press("ArrowUp")  # the branch ends at its own top
    expect(editor.focused()).to_contain_text("Volume kendaraan berkurang")
    editor.press("Control+Enter")
    editor.type("Parkir ditertibkan")
    editor.press("Control+Enter")
    editor.saved()
    assert (3, "Parkir ditertibkan") in statements(cast.pohon)
    editor.show("kerangka")
    expect(page.get_by_role("treegrid").locator("[data-key]")).to_have_count(3)
    trail.get_by_role("button", name="Kapasitas jalan meningkat").click()
    expect(page.get_by_role("treegrid").locator("[data-key]")).to_have_count(4)
    trail.get_by_role("button", name="Seluruh pohon").click()
    expect(trail).to_be_hidden()
    expect(editor.focused()).to_contain_text("Parkir ditertibkan")


def test_search_and_undo_leave_the_branch_when_they_lead_elsewhere(cast, editor):
    page = editor.page
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Alt+Shift+ArrowUp")
    editor.saved()
    editor.focus("Volume kendaraan berkurang")
    editor.press("f")
    expect(page.locator("#ed-scope")).to_be_visible()
    editor.press("Control+z")
    expect(page.locator("#ed-scope")).to_be_hidden()
    expect(editor.focused()).to_contain_text("Pelanggaran lalu lintas menurun")
