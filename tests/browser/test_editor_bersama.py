"""Two people at the same simpul, and steps the server refuses: nobody's text is overwritten or dropped unseen."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from jabatan.models import Jabatan, KinerjaJabatan
from lib import tree
from pohon import actions
from pohon.models import Simpul
from tests.browser.editor_page import Editor, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)
LEAF = "Pelanggaran lalu lintas menurun"
TOP = "Kapasitas jalan meningkat"


@pytest.fixture
def editor(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    return Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))


def elsewhere(cast, jenis, text=LEAF, **operation):
    """Somebody else does one operation; `text` names the simpul, for additions the parent."""
    simpul = Simpul.objects.get(pohon=cast.pohon, pernyataan=text)
    about = (
        {"induk": simpul.pk} if jenis == "tambah" else {"simpul": simpul.pk, "versi": simpul.versi}
    )
    operasi = [{"jenis": jenis, **about, **operation}]
    return actions.apply(user=cast.admin, pohon_id=cast.pohon.pk, operasi=operasi)


def heard(editor, words):
    """Wait until the news with these words has come in."""
    with editor.page.expect_response(
        lambda answer: (
            "perubahan/" in answer.url and answer.status == 200 and words in answer.text()
        )
    ):
        pass
    editor.page.evaluate("() => new Promise((done) => setTimeout(done, 50))")


def test_what_was_answered_is_not_overwritten_by_older_news(cast, editor):
    page = editor.page
    page.route("**/perubahan/**", lambda route: route.abort())
    elsewhere(cast, "ubah", data={"pernyataan": "Versi admin"})
    editor.focus(LEAF)
    editor.press("F2")
    page.locator(".ed-title").fill("Versi saya")
    editor.press("Control+Enter")
    editor.answer("mine")
    editor.saved()
    page.unroute("**/perubahan/**")
    heard(editor, "Versi admin")
    expect(editor.focused()).to_contain_text("Versi saya")


def test_an_open_field_left_untouched_takes_nothing_back(cast, editor):
    editor.focus(LEAF)
    editor.press("F2")
    elsewhere(cast, "ubah", data={"pernyataan": "Versi admin"})
    heard(editor, "Versi admin")
    expect(editor.page.locator(".ed-title")).to_have_value(LEAF)
    editor.press("Control+Enter")
    expect(editor.focused()).to_contain_text("Versi admin")
    editor.saved_or_unchanged()
    assert statements(cast.pohon)[-1] == (1, "Versi admin")


def test_text_begun_before_somebody_else_changed_it_is_asked_about(cast, editor):
    editor.focus(LEAF)
    editor.press("F2")
    elsewhere(cast, "ubah", data={"pernyataan": "Versi admin"})
    heard(editor, "Versi admin")
    editor.type("Versi saya")
    editor.press("Control+Enter")
    expect(editor.dialog().locator(".ed-theirs")).to_have_text("Versi admin")
    editor.answer("mine")
    editor.saved()
    assert statements(cast.pohon)[-1] == (1, "Versi saya")


def test_a_field_of_the_panel_begun_before_somebody_else_changed_it_is_asked_about(cast, editor):
    page = editor.page
    editor.focus(LEAF)
    note = editor.field("keterangan").locator("textarea")
    note.press("c")
    elsewhere(cast, "ubah", data={"keterangan": "Catatan admin"})
    news: list[str] = []

    def listen(answer):
        if "sejak=" in answer.url:
            news.append(answer.text())

    page.on("response", listen)
    for _ in range(100):
        if any("Catatan admin" in text for text in news):
            break
        page.keyboard.press("c", delay=100)  # without a pause long enough to be saved
    page.remove_listener("response", listen)
    page.keyboard.press("Tab")
    expect(editor.dialog().locator(".ed-theirs")).to_have_text("Catatan admin")
    editor.answer("theirs")
    expect(note).to_have_value("Catatan admin")


def test_undo_leaves_a_simpul_that_holds_somebody_elses_work(cast, editor):
    editor.focus(LEAF)
    editor.press("Enter")
    editor.type("Parkir tertib")
    editor.press("Control+Enter")
    editor.saved()
    elsewhere(
        cast, "tambah", "Parkir tertib", data={"jenis": "antara", "pernyataan": "Milik admin"}
    )
    expect(editor.card("Milik admin")).to_be_visible()
    editor.press("Control+z")
    expect(editor.toast()).to_contain_text("Tidak dapat diurungkan: Tambah “Parkir tertib”")
    assert statements(cast.pohon)[-2:] == [(1, "Parkir tertib"), (2, "Milik admin")]


def test_undo_leaves_a_target_somebody_else_changed(cast, editor):
    page, years = editor.page, cast.pohon.periode.tahun
    editor.focus(LEAF)
    editor.tab("indikator")
    page.get_by_role("button", name="Tambah indikator").click()
    editor.field("nama").locator("textarea").fill("Jumlah pelanggaran")
    editor.press("Tab")
    editor.field(f"target.{years[0]}").locator("input").fill("1.200")
    editor.press("Tab")
    editor.saved()
    part = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF).daftar_indikator.get()
    data = {"indikator": [{"id": part.pk, "target": {str(years[0]): "900"}}]}
    elsewhere(cast, "ubah", data=data)
    expect(editor.field(f"target.{years[0]}").locator("input")).to_have_value("900")
    page.locator('[data-command="undo"]').click()
    expect(editor.toast()).to_contain_text("Tidak dapat diurungkan")
    assert part.daftar_target.get().nilai == 900


def test_undo_knows_its_number_as_the_server_writes_it(cast, editor):
    page, years = editor.page, cast.pohon.periode.tahun
    editor.focus(LEAF)
    editor.tab("indikator")
    page.get_by_role("button", name="Tambah indikator").click()
    editor.field("nama").locator("textarea").fill("Jumlah pelanggaran")
    editor.press("Tab")
    editor.field(f"target.{years[0]}").locator("input").fill("1.200,5")
    editor.press("Tab")
    editor.saved()
    page.locator('[data-command="undo"]').click()
    expect(editor.field(f"target.{years[0]}").locator("input")).to_have_value("")
    editor.saved()


def test_texts_below_a_refused_simpul_are_given_back_in_one_dialog(cast, editor):
    page = editor.page
    page.context.set_offline(True)
    editor.focus(LEAF)
    editor.press("Tab")
    editor.type("Anak satu")
    editor.press("Tab")
    editor.type("Cucu")
    editor.press("Enter")
    editor.type("Cucu dua")
    elsewhere(cast, "hapus")
    page.context.set_offline(False)
    dialog = editor.dialog()
    expect(dialog.locator("textarea")).to_have_value("Anak satu\nCucu\nCucu dua")
    expect(dialog.locator("textarea")).to_be_focused()
    page.keyboard.press("Enter")  # meant for the tree: closes nothing
    expect(dialog).to_contain_text("sudah dihapus oleh")
    editor.answer("ok")
    expect(editor.dialog()).to_have_count(0)
    editor.saved()
    assert statements(cast.pohon)[-1] == (3, "Rekayasa lalu lintas terlaksana")


def test_after_a_long_pause_others_are_heard_before_anything_is_sent(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    page = open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/", fresh=True)  # a clock of its own
    editor = Editor(page)
    editor.focus(LEAF)
    page.route("**/perubahan/**", lambda route: route.abort())
    page.clock.set_fixed_time(time.time() + 60)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("/pohon/")[1]))
    editor.press("Alt+Shift+ArrowUp")
    expect(page.locator("#ed-save")).to_have_attribute("data-waiting", "0")
    sent = next(at for at, url in enumerate(asked) if "operasi/" in url)
    assert any("perubahan/" in url for url in asked[:sent]), asked


def test_a_branch_in_which_somebody_has_just_written_is_not_deleted_unasked(cast, editor):
    page = editor.page
    page.route("**/perubahan/**", lambda route: route.abort())
    elsewhere(cast, "tambah", TOP, data={"pernyataan": "Lajur jalan bertambah"})
    editor.focus(TOP)
    editor.press("Delete")
    editor.answer("yes")
    expect(editor.dialog()).to_contain_text("baru saja diubah oleh Admin")
    editor.answer("theirs")
    expect(editor.card("Lajur jalan bertambah")).to_be_visible()
    assert (2, "Lajur jalan bertambah") in statements(cast.pohon)
    elsewhere(cast, "ubah", "Lajur jalan bertambah", data={"keterangan": "Catatan"})
    editor.focus(TOP)
    editor.press("Delete")
    editor.answer("yes")
    editor.answer("mine")
    editor.saved()
    assert [depth for depth, _ in statements(cast.pohon)] == [0, 1]


def test_what_is_linked_is_named_before_it_is_deleted(cast, open_page):
    cast.pohon = make_tree(cast, tahap=5)
    jabatan = Jabatan(instansi=cast.instansi, nama="Kepala Bidang", jenjang="administrator")
    tree.insert(jabatan, tree_id=cast.instansi.pk, parent=None)
    leaf = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)
    KinerjaJabatan.objects.create(simpul=leaf, jabatan=jabatan, pernyataan=LEAF)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    editor.focus(LEAF)
    editor.press("Delete")
    expect(editor.dialog()).to_contain_text("1 jabatan")
    editor.press("Escape")
    assert (1, LEAF) in statements(cast.pohon)
