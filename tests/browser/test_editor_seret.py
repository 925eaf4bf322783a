"""Dragging beyond the plain move: copies, references, another level, a finger, the edge, the way out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from pohon import actions
from pohon.models import Crosscutting, Simpul
from tests import base
from tests.browser.editor_page import Editor, make_tree, middle_of, statements

pytestmark = pytest.mark.django_db(transaction=True)
BRANCH = "Volume kendaraan berkurang"
BELOW = "Rekayasa lalu lintas terlaksana"
CSF = "Kapasitas jalan meningkat"
LEAF = "Pelanggaran lalu lintas menurun"


def open_editor(cast, open_page, *, tahap=4, user=None, **options):
    cast.pohon = make_tree(cast, tahap=tahap)
    return Editor(open_page(user or cast.perencana_a, f"/pohon/{cast.pohon.pk}/", **options))


@pytest.fixture
def editor(cast, open_page):
    return open_editor(cast, open_page)


def ghost(editor):
    return editor.page.locator(".ed-ghost")


def open_all(editor):
    editor.focus("Kemacetan berkurang")
    editor.press("4")
    editor.card(BELOW).wait_for()


def level_of(cast, pernyataan):
    simpul = Simpul.objects.get(pohon=cast.pohon, pernyataan=pernyataan)
    return simpul.jenis, simpul.level_kinerja


def test_alt_copies_and_letting_the_key_go_moves(cast, editor):
    editor.drag(BRANCH, LEAF, zone="inside")
    expect(ghost(editor)).to_contain_text("Pindahkan ke sini")
    editor.page.keyboard.down("Alt")
    expect(ghost(editor)).to_contain_text("Salin ke sini")
    editor.page.keyboard.up("Alt")
    expect(ghost(editor)).to_contain_text("Pindahkan ke sini")
    editor.page.keyboard.down("Alt")
    editor.page.mouse.up()
    editor.page.keyboard.up("Alt")
    editor.saved()
    copied = [(1, CSF), (2, BRANCH), (3, BELOW), (1, LEAF), (2, BRANCH), (3, BELOW)]
    assert statements(cast.pohon)[1:] == copied
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, LEAF)


def test_a_reference_marks_crosscutting_with_the_unit_of_the_dragged_one(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    Simpul.objects.filter(pohon=cast.pohon, pernyataan=LEAF).update(pengampu=cast.unit_b)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    before = statements(cast.pohon)
    editor.drag(LEAF, BRANCH, zone="before")
    editor.page.keyboard.down("Control")
    editor.page.keyboard.down("Shift")
    expect(ghost(editor)).to_contain_text("Tandai crosscutting")
    expect(editor.page.locator(".ed-drop-inside")).to_be_visible()
    editor.page.mouse.up()
    editor.page.keyboard.up("Shift")
    editor.page.keyboard.up("Control")
    expect(editor.card(BRANCH)).to_contain_text("◇ Disdik · menunggu jawaban")
    editor.saved()
    mark = Crosscutting.objects.get()
    assert (mark.simpul.pernyataan, mark.mitra, mark.kontribusi) == (BRANCH, cast.unit_b, LEAF)
    assert (mark.status, mark.simpul_mitra) == ("menunggu", None)
    assert statements(cast.pohon) == before
    editor.toast().get_by_role("button", name="Urungkan").click()
    editor.saved()
    assert not Crosscutting.objects.exists()


def test_a_reference_to_the_same_unit_is_refused_at_the_pointer(cast, editor):
    editor.drag(LEAF, BRANCH, zone="inside")
    editor.page.keyboard.down("Control")
    editor.page.keyboard.down("Shift")
    expect(editor.page.locator(".ed-ghost-why")).to_contain_text("unit yang sama (Dishub)")
    editor.page.mouse.up()
    expect(editor.toast()).to_contain_text("unit yang sama")
    assert not Crosscutting.objects.exists()


def test_another_level_is_asked_for_and_undo_brings_the_old_one_back(cast, editor):
    open_all(editor)
    editor.drag(BELOW, CSF, zone="inside")
    before = statements(cast.pohon)
    editor.page.mouse.up()
    expect(editor.dialog()).to_contain_text("Jadikan kondisi antara?")
    editor.answer("no")
    assert statements(cast.pohon) == before
    editor.drag(BELOW, CSF, zone="inside")
    editor.page.mouse.up()
    editor.dialog().get_by_label("Jadikan kondisi antara, seperti saudaranya di sana").check()
    expect(editor.dialog().get_by_label("Level kinerja")).to_have_value("taktikal_intermediate")
    editor.dialog().get_by_label("Level kinerja").select_option("taktikal_immediate")
    editor.answer("yes")
    editor.saved()
    assert statements(cast.pohon)[3] == (2, BELOW)
    assert level_of(cast, BELOW) == ("antara", "taktikal_immediate")
    expect(editor.card(BELOW)).to_be_focused()
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon) == before
    assert level_of(cast, BELOW) == ("operasional", "operasional")


def test_the_kind_is_kept_where_it_is_legal(cast, editor):
    open_all(editor)
    editor.drag(BELOW, CSF, zone="inside")
    editor.page.mouse.up()
    expect(editor.dialog().get_by_label("Tetap kondisi operasional")).to_be_checked()
    editor.answer("yes")
    editor.saved()
    assert level_of(cast, BELOW) == ("operasional", "operasional")


def test_a_kind_that_may_not_stay_is_named_in_the_question(cast, editor):
    editor.drag(LEAF, BRANCH, zone="inside")
    editor.page.mouse.up()
    expect(editor.dialog()).to_contain_text("Jadikan kondisi operasional?")
    editor.answer("yes")
    editor.saved()
    assert level_of(cast, LEAF) == ("operasional", "operasional")
    assert (3, LEAF) in statements(cast.pohon)


def test_a_copy_takes_the_level_of_its_place_too(cast, editor):
    editor.drag(LEAF, BRANCH, zone="inside")
    editor.page.keyboard.down("Alt")
    editor.page.mouse.up()
    editor.page.keyboard.up("Alt")
    expect(editor.dialog()).to_contain_text("Jadikan kondisi operasional?")
    editor.answer("yes")
    editor.saved()
    copy = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF, kedalaman=3)
    assert (copy.jenis, copy.level_kinerja) == ("operasional", "operasional")
    assert level_of_first(cast, LEAF) == ("csf", "strategis_urusan")
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon).count((3, LEAF)) == 0


def level_of_first(cast, pernyataan):
    simpul = Simpul.objects.filter(pohon=cast.pohon, pernyataan=pernyataan).order_by("pk")[0]
    return simpul.jenis, simpul.level_kinerja


def test_several_selected_are_dragged_in_one_step_and_stay_in_order(cast, open_page):
    cast.pohon = make_tree(cast)
    for text in ("Parkir tertib", "Angkutan umum diminati"):
        base.make_simpul(cast.pohon, text, user=cast.perencana_a)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    editor.page.get_by_role("button", name="Rincian", exact=True).click()  # no card near the edge
    editor.focus("Angkutan umum diminati")
    editor.card("Parkir tertib").locator(".ed-card-text").click(modifiers=["Control"])
    expect(editor.page.locator(".ed-card.ed-selected")).to_have_count(2)
    editor.drag("Parkir tertib", CSF, zone="before")
    expect(ghost(editor)).to_contain_text("2 simpul")
    editor.page.mouse.up()
    editor.saved()
    tops = [text for depth, text in statements(cast.pohon) if depth == 1]
    assert tops == ["Parkir tertib", "Angkutan umum diminati", CSF, LEAF]
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon)[1] == (1, CSF)


def test_a_drag_let_go_outside_the_window_leaves_no_ghost(cast, editor):
    before = statements(cast.pohon)
    editor.drag(BRANCH, LEAF, zone="inside")
    editor.page.mouse.move(-60, 300)
    editor.page.mouse.up()
    expect(ghost(editor)).to_have_count(0)
    editor.drag(BRANCH, LEAF, zone="inside")
    # The button was let go where the page heard nothing: the pointer comes back without it.
    editor.page.evaluate(
        "() => dispatchEvent(new PointerEvent('pointermove', {pointerId: 1, clientX: 500}))"
    )
    expect(ghost(editor)).to_have_count(0)
    editor.page.mouse.up()
    editor.drag(BRANCH, LEAF, zone="inside")
    editor.page.evaluate("() => dispatchEvent(new Event('blur'))")
    expect(ghost(editor)).to_have_count(0)
    expect(editor.page.locator("body")).not_to_have_class(re.compile("ed-dragging"))
    editor.page.mouse.up()
    assert statements(cast.pohon) == before


def test_near_the_edge_the_chart_scrolls(cast, editor):
    editor.drag(LEAF, CSF, zone="inside")
    world = editor.page.locator("#ed-world")
    start = world.get_attribute("style")
    chart = box_of_now(editor.page.locator("#ed-bagan"))
    editor.page.mouse.move(chart["x"] + chart["width"] / 2, chart["y"] + chart["height"] - 8)
    expect(world).not_to_have_attribute("style", start)
    editor.press("Escape")
    expect(ghost(editor)).to_have_count(0)
    editor.page.mouse.up()


def box_of_now(locator):
    box = locator.bounding_box()
    assert box
    return box


def test_a_finger_drags_by_the_grip_of_the_focused_card(cast, open_page):
    editor = open_editor(cast, open_page, phone=True)
    editor.settle()
    editor.card(LEAF).locator(".ed-card-text").tap()
    expect(editor.card(LEAF)).to_have_class(re.compile("ed-focus"))
    touch = editor.page.context.new_cdp_session(editor.page)

    def send(kind, *point):
        points = [{"x": point[0], "y": point[1], "id": 1}] if point else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = middle_of(editor.card(LEAF).locator(".ed-grip"))
    to = middle_of(editor.card(CSF))
    send("touchStart", x, y)
    for step in (0.1, 0.4, 0.8, 1):
        send("touchMove", x + (to[0] - x) * step, y + (to[1] - y) * step)
    expect(ghost(editor)).to_be_visible()
    expect(editor.page.locator(".ed-drop-inside")).to_be_visible()
    send("touchEnd")
    expect(editor.dialog()).to_contain_text("Jadikan kondisi antara?")
    editor.answer("yes")
    editor.saved()
    assert (2, LEAF) in statements(cast.pohon)


def test_who_may_only_read_is_told_so_at_the_pointer(cast, open_page):
    editor = open_editor(cast, open_page, user=cast.perencana_b)
    editor.drag(BRANCH, LEAF, zone="inside")
    expect(editor.page.locator(".ed-ghost-why")).to_contain_text("hanya dapat membaca")
    editor.page.mouse.up()
    expect(editor.toast()).to_contain_text("hanya dapat membaca")


def tree_of_unit_b(cast):
    pohon = base.make_pohon(
        user=cast.perencana_b,
        unit=cast.unit_b,
        instansi=cast.instansi,
        periode=cast.periode,
        pernyataan="Mutu sekolah meningkat",
        tahap=3,
    )
    base.make_simpul(pohon, "Siswa paham rambu", user=cast.perencana_b)
    return pohon


def copy_from_unit_b(cast, editor):
    page = editor.page.context.new_page()
    page.goto(f"/pohon/{tree_of_unit_b(cast).pk}/")
    there = Editor(page)
    there.focus("Siswa paham rambu")
    there.press("Control+c")
    expect(page.locator("#ed-live")).to_have_text("1 simpul disalin.")
    page.close()


def test_what_was_copied_in_another_tree_is_pasted_as_a_reference(cast, editor):
    copy_from_unit_b(cast, editor)
    editor.focus(LEAF)
    editor.press("Control+Shift+V")
    expect(editor.card(LEAF)).to_contain_text("◇ Disdik · menunggu jawaban")
    editor.saved()
    mark = Crosscutting.objects.get()
    assert (mark.mitra, mark.kontribusi) == (cast.unit_b, "Siswa paham rambu")
    editor.press("Control+Shift+V")
    expect(editor.toast()).to_contain_text("sudah ditandai crosscutting dengan Disdik")
    assert Crosscutting.objects.count() == 1


def test_the_menu_pastes_a_reference_too(cast, editor):
    copy_from_unit_b(cast, editor)
    editor.focus(LEAF)
    editor.focused().get_by_role("button", name="Menu simpul").click()
    editor.page.get_by_role("menuitem", name="Tempel sebagai acuan (crosscutting)").click()
    editor.saved()
    assert Crosscutting.objects.get().simpul.pernyataan == LEAF


def test_a_reference_says_what_is_missing(cast, editor):
    editor.focus(LEAF)
    editor.press("Control+Shift+V")
    expect(editor.toast()).to_contain_text("Belum ada simpul yang disalin")
    editor.press("Control+c")
    editor.press("Control+Shift+V")
    expect(editor.toast()).to_contain_text("acuan bagi dirinya sendiri")
    editor.focus(BRANCH)
    editor.press("Control+Shift+V")
    expect(editor.toast()).to_contain_text("diampu unit yang sama")


def test_a_reference_waits_for_its_stage(cast, open_page):
    editor = open_editor(cast, open_page, tahap=2)
    copy_from_unit_b(cast, editor)
    editor.focus(LEAF)
    editor.press("Control+Shift+V")
    expect(editor.toast()).to_contain_text("Crosscutting ditandai mulai tahap 3.")


def test_what_somebody_deletes_while_it_is_dragged_goes_nowhere(cast, editor):
    open_all(editor)
    editor.drag(BELOW, LEAF, zone="inside")
    below = Simpul.objects.get(pohon=cast.pohon, pernyataan=BELOW)
    operasi = [{"jenis": "hapus", "simpul": below.pk, "versi": below.versi}]
    actions.apply(user=cast.admin, pohon_id=cast.pohon.pk, operasi=operasi)
    expect(editor.page.locator(f'[data-key="{below.pk}"]')).to_have_count(0)
    editor.page.mouse.up()
    expect(editor.toast()).to_contain_text("baru saja dihapus orang lain")
    expect(ghost(editor)).to_have_count(0)
    assert statements(cast.pohon)[1:] == [(1, CSF), (2, BRANCH), (1, LEAF)]
