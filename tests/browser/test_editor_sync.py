"""Several people, a lost network, a stale version: nothing typed is lost, nothing overwritten unseen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from pohon import actions
from pohon.models import Simpul
from tests.base import PASSWORD
from tests.browser.editor_page import Editor, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)
LEAF = "Pelanggaran lalu lintas menurun"


@pytest.fixture
def editor(cast, open_page):
    cast.pohon = make_tree(cast)
    return Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))


def change_elsewhere(cast, **data):
    """Somebody else changes the last CSF."""
    leaf = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)
    operasi = [{"jenis": "ubah", "simpul": leaf.pk, "versi": leaf.versi, "data": data}]
    actions.apply(user=cast.admin, pohon_id=cast.pohon.pk, operasi=operasi)


def edit_while_hearing_nothing(cast, editor, mine, **theirs):
    """Edit the leaf here while somebody has just changed it and no news has come in yet."""
    editor.page.route("**/perubahan/**", lambda route: route.abort())
    change_elsewhere(cast, **theirs)
    editor.focus(LEAF)
    editor.press("F2")
    editor.page.locator(".ed-title").fill(mine)
    editor.press("Control+Enter")


def test_others_changes_come_in_by_themselves(cast, editor):
    change_elsewhere(cast, pernyataan="Pelanggaran rambu menurun")
    expect(editor.card("Pelanggaran rambu menurun")).to_be_visible()


def test_two_people_see_each_other_by_their_initials_until_one_leaves(cast, editor, open_page):
    editor.focus(LEAF)
    other = open_page(cast.admin, f"/pohon/{cast.pohon.pk}/")
    here = other.locator("[data-key]", has_text=LEAF).locator(".ed-person-here")
    expect(here).to_have_text(cast.perencana_a.inisial, timeout=10_000)
    expect(here).to_have_attribute("title", f"Sedang dibuka {cast.perencana_a.nama}")
    expect(editor.page.locator("#ed-people")).to_contain_text(cast.admin.nama, timeout=10_000)
    other.close()
    expect(editor.page.locator("#ed-people")).to_be_hidden(timeout=10_000)


def test_two_browsers_that_change_one_text_meet_in_a_question(cast, editor, open_page):
    other = Editor(open_page(cast.admin, f"/pohon/{cast.pohon.pk}/"))
    other.page.route("**/perubahan/**", lambda route: route.abort())  # has not heard yet
    for one, text in ((editor, "Pelanggaran rambu menurun"), (other, "Pelanggaran parkir menurun")):
        one.focus(LEAF)
        one.press("F2")
        one.page.locator(".ed-title").fill(text)
        one.press("Control+Enter")
        if one is editor:
            one.saved()
    expect(other.dialog()).to_contain_text(cast.perencana_a.nama)
    expect(other.dialog().locator(".ed-theirs")).to_have_text("Pelanggaran rambu menurun")
    other.answer("mine")
    other.saved()
    assert statements(cast.pohon)[-1] == (1, "Pelanggaran parkir menurun")
    expect(editor.card("Pelanggaran parkir menurun")).to_be_visible(timeout=10_000)


def test_a_stale_text_asks_and_mine_wins(cast, editor):
    edit_while_hearing_nothing(cast, editor, "Versi saya", pernyataan="Versi admin")
    dialog = editor.dialog()
    expect(dialog).to_contain_text("Admin")
    expect(dialog.locator(".ed-mine")).to_have_text("Versi saya")
    expect(dialog.locator(".ed-theirs")).to_have_text("Versi admin")
    expect(editor.page.locator("#ed-save")).to_have_text("Bentrok")
    editor.answer("mine")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Versi saya")


def test_a_stale_text_asks_and_theirs_stays(cast, editor):
    edit_while_hearing_nothing(cast, editor, "Versi saya", pernyataan="Versi admin")
    editor.answer("theirs")
    expect(editor.card("Versi admin")).to_be_visible()
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Versi admin")


def test_a_stale_text_may_be_joined_and_still_be_undone(cast, editor):
    mine = "Pelanggaran berat lalu lintas menurun"
    edit_while_hearing_nothing(cast, editor, mine, pernyataan=f"{LEAF} tajam")
    editor.answer("merge")
    joined = "Pelanggaran berat lalu lintas menurun tajam"
    area = editor.dialog().get_by_label("Pernyataan gabungan")
    expect(area).to_have_value(joined)
    editor.answer("back")
    expect(editor.dialog()).to_contain_text("Bentrok perubahan")
    editor.answer("merge")
    area.fill(f"{joined} sekali")
    editor.answer("joined")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, f"{joined} sekali")
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, LEAF)


def test_one_stale_operation_does_not_take_the_rest_of_its_step_along(cast, editor):
    editor.page.route("**/perubahan/**", lambda route: route.abort())
    change_elsewhere(cast, pernyataan="Versi admin")
    editor.focus(LEAF)
    editor.press("6")
    editor.focus("Rekayasa lalu lintas terlaksana")
    editor.card(LEAF).locator(".ed-card-text").click(modifiers=["Control"])
    editor.press("Delete")
    expect(editor.dialog()).to_contain_text("Simpul yang hendak Anda hapus baru saja diubah")
    editor.answer("theirs")
    editor.saved()
    expect(editor.card("Versi admin")).to_be_visible()
    assert [text for _, text in statements(cast.pohon)][1:] == [
        "Kapasitas jalan meningkat",
        "Volume kendaraan berkurang",
        "Versi admin",
    ]


def test_another_field_is_no_conflict(cast, editor):
    edit_while_hearing_nothing(cast, editor, "Versi saya", keterangan="Catatan admin")
    editor.saved()
    expect(editor.dialog()).to_have_count(0)
    leaf = Simpul.objects.get(pohon=cast.pohon, pernyataan="Versi saya")
    assert leaf.keterangan == "Catatan admin"


def test_a_node_deleted_elsewhere_gives_the_text_back(cast, editor):
    leaf = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)
    editor.page.route("**/perubahan/**", lambda route: route.abort())
    operasi = [{"jenis": "hapus", "simpul": leaf.pk, "versi": leaf.versi}]
    actions.apply(user=cast.admin, pohon_id=cast.pohon.pk, operasi=operasi)
    editor.focus(LEAF)
    editor.press("F2")
    editor.page.locator(".ed-title").fill("Teks yang mahal")
    editor.press("Control+Enter")
    expect(editor.dialog()).to_contain_text("sudah dihapus oleh")
    expect(editor.dialog()).to_contain_text("Teks yang mahal")
    editor.answer("ok")
    expect(editor.page.locator("[data-key]", has_text=LEAF)).to_have_count(0)


def test_work_waits_while_the_network_is_away(cast, editor):
    editor.page.context.set_offline(True)
    editor.focus(LEAF)
    editor.press("Enter")
    editor.type("Parkir tertib")
    editor.press("Enter")
    editor.type("Angkutan umum diminati")
    editor.press("Control+Enter")
    expect(editor.page.locator("#ed-save")).to_have_text(
        re.compile("Luring – 2 perubahan menunggu")
    )
    editor.page.context.set_offline(False)
    editor.saved()
    assert [t for _, t in statements(cast.pohon)][-2:] == [
        "Parkir tertib",
        "Angkutan umum diminati",
    ]


def test_a_lost_answer_makes_nothing_twice(cast, editor):
    lost: list[object] = []

    def lose_the_first(route):
        if not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    editor.page.route("**/operasi/", lose_the_first)
    editor.focus(LEAF)
    editor.press("Enter")
    editor.type("Parkir tertib")
    editor.press("Control+Enter")
    editor.saved()
    assert [t for _, t in statements(cast.pohon)].count("Parkir tertib") == 1


def test_what_waited_survives_a_closed_tab(cast, editor):
    page = editor.page
    page.route("**/operasi/", lambda route: route.abort())
    editor.focus(LEAF)
    editor.press("Enter")
    editor.type("Parkir tertib")
    editor.press("Enter")
    editor.type("Angkutan umum diminati")
    editor.press("Control+Enter")
    expect(page.locator("#ed-save")).to_have_attribute("data-waiting", "2")
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/operasi/")
    page.reload()
    again = Editor(page)
    expect(again.card("Angkutan umum diminati")).to_be_visible()
    assert [t for _, t in statements(cast.pohon)][-2:] == [
        "Parkir tertib",
        "Angkutan umum diminati",
    ]


def test_what_was_being_typed_survives_leaving_at_once(cast, editor):
    page = editor.page
    editor.focus(LEAF)
    editor.press("Enter")
    editor.type("Parkir tertib")
    page.goto("about:blank")
    page.go_back()
    again = Editor(page)
    expect(again.card("Parkir tertib")).to_be_visible()
    again.saved_or_unchanged()
    assert [t for _, t in statements(cast.pohon)].count("Parkir tertib") == 1


def test_a_page_that_left_in_the_middle_repeats_its_request_word_for_word(cast, editor):
    page = editor.page
    editor.focus(LEAF)
    page.locator('.ed-panel [data-path="keterangan"] :is(input, textarea)').fill("Catatan penting")
    page.reload()
    again = Editor(page)
    again.saved_or_unchanged()
    expect(again.dialog()).to_have_count(0)
    assert Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF).keterangan == "Catatan penting"


def test_text_being_typed_is_shown_when_somebody_deletes_its_node(cast, editor):
    editor.page.route("**/operasi/", lambda route: route.abort())
    editor.focus(LEAF)
    editor.press("F2")
    leaf = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)
    operasi = [{"jenis": "hapus", "simpul": leaf.pk, "versi": leaf.versi}]
    actions.apply(user=cast.admin, pohon_id=cast.pohon.pk, operasi=operasi)
    while not editor.dialog().count():  # what is typed waits less than 800 ms before it is sent
        editor.page.keyboard.press("x", delay=100)
    expect(editor.dialog()).to_contain_text("dihapus orang lain")
    expect(editor.dialog()).to_contain_text("xxx")


def test_an_ended_session_keeps_the_work_until_one_signs_in_again(cast, editor):
    page = editor.page
    page.context.clear_cookies()
    editor.focus(LEAF)
    editor.press("Enter")
    editor.type("Parkir tertib")
    editor.press("Control+Enter")
    state = page.locator("#ed-save")
    expect(state).to_contain_text("Sesi berakhir – 1 perubahan menunggu")
    expect(state.get_by_role("link", name="Masuk lagi")).to_have_attribute("href", "/masuk/")
    with page.context.expect_page() as opened:
        state.get_by_role("link", name="Masuk lagi").click()
    other = opened.value
    other.locator("input[name=username]").fill("perencana_a")
    other.locator("input[name=password]").fill(PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_selector("#menu")
    other.close()
    page.evaluate("dispatchEvent(new Event('focus'))")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Parkir tertib")


def test_a_refused_value_stays_beside_its_sentence(cast, open_page):
    pohon = make_tree(cast, tahap=4)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/"))
    editor.focus(LEAF)
    editor.tab("indikator")
    editor.page.get_by_role("button", name="Tambah indikator").click()
    editor.field("nama").locator("textarea").fill("Jumlah pelanggaran")
    editor.press("Tab")
    editor.saved()
    target = editor.field("target.2026")
    target.locator("input").fill("abc")
    editor.press("Tab")
    expect(target.locator(".galat-medan")).to_contain_text("harus berupa angka, misalnya 75,5")
    expect(target.locator("input")).to_have_value("abc")
    target.locator("input").fill("1.234,5")
    editor.press("Tab")
    editor.saved()
    expect(target.locator(".galat-medan")).to_be_hidden()
    expect(target.locator("input")).to_have_value("1.234,5")
    leaf = Simpul.objects.get(pohon=pohon, pernyataan=LEAF)
    assert [t.nilai for t in leaf.daftar_indikator.get().daftar_target.all()] == [1234.5]
