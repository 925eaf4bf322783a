"""The outline as a treegrid: cells, blocks from a spreadsheet, refusals, columns, the level of a new simpul."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import expect

from pohon import actions
from pohon.models import Indikator, Simpul, Target
from tests.browser.editor_page import Editor, box_of, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)

VOLUME = "Volume kendaraan berkurang"
LEAF = "Rekayasa lalu lintas terlaksana"
LAST = "Pelanggaran lalu lintas menurun"
# A clipboard event of the browser with a text on it; answers what stands on the clipboard afterwards.
CLIPBOARD = """([name, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent(name, { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  return clipboardData.getData("text/plain");
}"""


def give_indikator(pohon, pernyataan, nama, **fields):
    """An indikator of a simpul, written without the editor."""
    simpul = Simpul.objects.get(pohon=pohon, pernyataan=pernyataan)
    return Indikator.objects.create(simpul=simpul, nama=nama, **fields)


@pytest.fixture
def outline(cast, open_page):
    """Return a function that opens the outline of a small tree with two indikator."""

    def opener(*, tahap=4, user=None, phone=False):
        cast.pohon = make_tree(cast, tahap=tahap)
        give_indikator(cast.pohon, VOLUME, "Kepadatan lalu lintas", satuan="smp/jam")
        give_indikator(cast.pohon, LEAF, "Jumlah rekayasa", satuan="kali")
        page = open_page(user or cast.perencana_a, f"/pohon/{cast.pohon.pk}/", phone=phone)
        editor = Editor(page)
        editor.show("kerangka")
        editor.press("6")  # every branch is open
        return editor

    return opener


def cell(editor, text, column):
    """The cell of a row, brought into the document by moving the cursor there."""
    return editor.card(text).locator(f'[data-column="{column}"]')


def enter(editor, text, column):
    """Put the cursor into a cell by keys alone."""
    editor.focus(text)
    editor.press("Control+ArrowRight")
    target = cell(editor, text, column)
    for _ in range(20):
        if target.count() and target.evaluate("(one) => one === document.activeElement"):
            break
        editor.press("ArrowRight")
    expect(target).to_be_focused()
    return target


def clipboard(editor, name, text=""):
    """Copy, cut or paste where the focus is; return what stands on the clipboard afterwards."""
    return editor.page.evaluate(CLIPBOARD, [name, text])


def targets(indikator):
    """The targets of an indikator by year."""
    rows = Target.objects.filter(indikator=indikator).values_list("tahun", "nilai")
    return {tahun: float(nilai) for tahun, nilai in rows}


def test_the_grid_says_where_everything_stands(cast, outline):
    editor = outline()
    grid = editor.page.get_by_role("treegrid")
    expect(grid).to_have_attribute("aria-rowcount", "6")
    expect(grid).to_have_attribute("aria-readonly", "false")
    row = editor.focus(VOLUME)
    for name, value in (("level", "3"), ("posinset", "1"), ("setsize", "1"), ("expanded", "true")):
        expect(row).to_have_attribute(f"aria-{name}", value)
    expect(row).to_have_attribute("aria-rowindex", "4")
    expect(cell(editor, VOLUME, "kode")).to_have_text("1.1.1")
    expect(cell(editor, VOLUME, "kode")).to_have_attribute("aria-readonly", "true")
    expect(cell(editor, VOLUME, "kode")).to_have_attribute("aria-colindex", "2")
    target = enter(editor, VOLUME, "target.2026")
    assert target.get_attribute("aria-readonly") is None
    assert editor.page.locator('#ed-kerangka [tabindex="0"]').count() == 1


def test_arrows_walk_through_the_cells_and_escape_returns_to_the_row(cast, outline):
    editor = outline()
    enter(editor, VOLUME, "kode")
    editor.press("ArrowDown")
    expect(cell(editor, LEAF, "kode")).to_be_focused()
    editor.press("End")
    expect(cell(editor, LEAF, "jenis")).to_be_focused()
    editor.press("Home")
    expect(cell(editor, LEAF, "pernyataan")).to_be_focused()
    editor.press("ArrowLeft")
    expect(editor.card(LEAF)).to_be_focused()
    enter(editor, LEAF, "satuan")
    editor.press("Escape")
    expect(editor.card(LEAF)).to_be_focused()
    editor.press("ArrowUp")
    expect(editor.card(VOLUME)).to_be_focused()


def test_numbers_are_typed_downward_and_to_the_right(cast, outline):
    editor = outline()
    enter(editor, VOLUME, "target.2025")
    editor.type("12.400")
    editor.press("Enter")
    expect(cell(editor, LEAF, "target.2025")).to_be_focused()
    editor.type("3")
    editor.press("Tab")
    expect(cell(editor, LEAF, "target.2026")).to_be_focused()
    editor.press("F2")
    editor.type("4,5")
    editor.press("Shift+Tab")
    expect(cell(editor, LEAF, "target.2025")).to_be_focused()
    editor.saved()
    expect(cell(editor, VOLUME, "target.2025")).to_have_text("12.400")
    assert targets(Indikator.objects.get(nama="Kepadatan lalu lintas")) == {2025: 12400.0}
    assert targets(Indikator.objects.get(nama="Jumlah rekayasa")) == {2025: 3.0, 2026: 4.5}
    editor.press("Control+z")
    expect(cell(editor, LEAF, "target.2026")).to_have_text("")
    editor.saved()
    assert targets(Indikator.objects.get(nama="Jumlah rekayasa")) == {2025: 3.0}


def test_text_that_is_no_number_stays_with_the_reason(cast, outline):
    editor = outline()
    target = enter(editor, VOLUME, "target.2025")
    editor.type("banyak")
    editor.press("Enter")
    expect(editor.page.locator("#ed-cell-why")).to_contain_text(
        "“banyak” bukan angka. Tulis misalnya 75,5."
    )
    expect(target.locator("input")).to_have_value("banyak")
    editor.focus(LEAF)  # a click elsewhere keeps it where it stands
    expect(target).to_have_attribute("aria-invalid", "true")
    expect(target).to_contain_text("banyak")
    target.click()
    expect(editor.page.locator("#ed-cell-why")).to_contain_text("bukan angka")
    editor.press("F2")
    expect(target.locator("input")).to_have_value("banyak")
    target.locator("input").fill("75")
    editor.press("Enter")
    editor.saved()
    expect(target).to_have_text("75")
    expect(target).not_to_have_attribute("aria-invalid", "true")
    assert targets(Indikator.objects.get(nama="Kepadatan lalu lintas")) == {2025: 75.0}


def test_escape_in_a_field_restores_the_cell(cast, outline):
    editor = outline()
    target = enter(editor, VOLUME, "satuan")
    editor.type("kendaraan")
    editor.press("Escape")
    expect(target).to_be_focused()
    expect(target).to_have_text("smp/jam")
    editor.press("Delete")
    expect(target).to_have_text("")
    editor.saved()
    assert Indikator.objects.get(nama="Kepadatan lalu lintas").satuan == ""


def test_level_jenis_and_pengampu_are_chosen_in_their_cells(cast, outline):
    editor = outline()
    level = enter(editor, VOLUME, "level_kinerja")
    editor.press("Enter")
    level.locator("select").select_option("taktikal_immediate")
    editor.press("Tab")
    expect(level).to_have_text("Taktikal immediate")
    pengampu = enter(editor, VOLUME, "pengampu")
    editor.press("F2")
    pengampu.locator("select").select_option(str(cast.unit_b.pk))
    editor.press("Enter")
    expect(pengampu).to_have_text("Disdik")
    jenis = enter(editor, LEAF, "jenis")
    editor.press("Enter")
    jenis.locator("select").select_option("antara")
    editor.press("Enter")
    editor.saved()
    volume = Simpul.objects.get(pernyataan=VOLUME)
    assert (volume.level_kinerja, volume.pengampu) == ("taktikal_immediate", cast.unit_b)
    assert Simpul.objects.get(pernyataan=LEAF).jenis == "antara"


def test_every_indikator_of_a_simpul_is_reached_and_a_new_one_begun(cast, outline):
    editor = outline()
    name = enter(editor, VOLUME, "indikator")
    editor.press("Control+Enter")
    editor.type("Waktu tempuh")
    editor.press("Tab")
    editor.type("menit")
    editor.press("Enter")
    editor.saved()
    expect(name).to_contain_text("Waktu tempuh")
    expect(name).to_contain_text("2 dari 2")
    assert Indikator.objects.get(nama="Waktu tempuh").satuan == "menit"
    enter(editor, VOLUME, "indikator")
    editor.press("Space")
    expect(name).to_contain_text("Kepadatan lalu lintas")
    expect(cell(editor, VOLUME, "satuan")).to_have_text("smp/jam")
    name.get_by_role("button", name=re.compile("Tampilkan berikutnya")).click()
    expect(cell(editor, VOLUME, "satuan")).to_have_text("menit")
    editor.press("Delete")
    expect(editor.toast()).to_contain_text("Indikator “Waktu tempuh” dihapus.")
    editor.saved()
    assert not Indikator.objects.filter(nama="Waktu tempuh").exists()
    editor.toast().get_by_role("button", name="Urungkan").click()
    editor.saved()
    assert Indikator.objects.get(nama="Waktu tempuh").satuan == "menit"


def test_a_target_waits_for_its_indikator(cast, outline):
    editor = outline()
    enter(editor, "Pelanggaran lalu lintas menurun", "target.2025")
    editor.type("7")
    expect(editor.toast()).to_contain_text("Isi nama indikatornya dahulu.")
    assert Target.objects.count() == 0


def test_a_block_of_a_spreadsheet_fills_cells_as_one_step(cast, outline):
    editor = outline()
    enter(editor, VOLUME, "satuan")
    clipboard(
        editor, "paste", "jam\t10\t11,5\t1.200\r\nkali\t1\tx\t3\r\n\t\t9\t\r\nlebih\t1\t1\t1\r\n"
    )
    expect(editor.toast()).to_contain_text("7 sel diisi. 1 baris tidak muat")
    expect(editor.toast()).to_contain_text("1 sel dilewati: Isi nama indikatornya dahulu.")
    expect(editor.toast()).to_contain_text("1 sel ditandai karena isinya tidak sesuai.")
    editor.saved()
    kepadatan = Indikator.objects.get(nama="Kepadatan lalu lintas")
    assert (kepadatan.satuan, kepadatan.baseline_nilai) == ("jam", Decimal(10))
    assert targets(kepadatan) == {2025: 11.5, 2026: 1200.0}
    assert targets(Indikator.objects.get(nama="Jumlah rekayasa")) == {2026: 3.0}
    expect(cell(editor, LEAF, "target.2025")).to_contain_text("x")
    expect(cell(editor, LEAF, "target.2025")).to_have_attribute("aria-invalid", "true")
    editor.press("Control+z")
    editor.saved()
    kepadatan.refresh_from_db()
    assert (kepadatan.satuan, kepadatan.baseline_nilai) == ("smp/jam", None)
    assert Target.objects.count() == 0


def test_a_dash_pasted_into_a_number_is_no_number(cast, outline):
    editor = outline()
    enter(editor, VOLUME, "satuan")
    clipboard(editor, "paste", "jam\t10\t–\t-")
    editor.saved()
    kepadatan = Indikator.objects.get(nama="Kepadatan lalu lintas")
    assert (kepadatan.satuan, kepadatan.baseline_nilai) == ("jam", Decimal(10))
    assert targets(kepadatan) == {}
    expect(editor.page.locator("[aria-invalid=true]")).to_have_count(0)


def test_names_pasted_with_their_numbers_make_indikator(cast, outline):
    editor = outline()
    enter(editor, "Pelanggaran lalu lintas menurun", "indikator")
    clipboard(editor, "paste", "Jumlah pelanggaran\tkasus\t120\t100")
    editor.saved()
    row = Indikator.objects.get(nama="Jumlah pelanggaran")
    assert (row.simpul.pernyataan, row.satuan, row.baseline_nilai) == (
        "Pelanggaran lalu lintas menurun",
        "kasus",
        Decimal(120),
    )
    assert targets(row) == {2025: 100.0}


def test_a_cell_is_copied_as_it_reads(cast, outline):
    editor = outline()
    enter(editor, VOLUME, "satuan")
    assert clipboard(editor, "copy") == "smp/jam"


def test_what_the_server_refuses_stays_in_its_cell_and_the_rest_is_kept(cast, outline):
    editor = outline()
    told: list[Any] = []

    def refuse_once(route):
        operasi = json.loads(route.request.post_data)["operasi"]
        if told or len(operasi) < 2:
            route.continue_()
            return
        told.append(operasi)
        medan = "operasi.1.indikator.0.target.2025"
        answer = {
            "pesan": "Ditolak.",
            "galat": [{"medan": medan, "pesan": "Target ini terlalu besar."}],
        }
        route.fulfill(status=400, json=answer)

    editor.page.route("**/operasi/", refuse_once)
    enter(editor, VOLUME, "target.2025")
    clipboard(editor, "paste", "5\t6\n7\t8")
    refused = cell(editor, LEAF, "target.2025")
    expect(refused).to_have_attribute("aria-invalid", "true")
    expect(refused).to_contain_text("7")
    refused.click()
    expect(editor.page.locator("#ed-cell-why")).to_have_text("Target ini terlalu besar.")
    assert editor.dialog().count() == 0
    editor.saved()
    assert targets(Indikator.objects.get(nama="Kepadatan lalu lintas")) == {2025: 5.0, 2026: 6.0}
    assert targets(Indikator.objects.get(nama="Jumlah rekayasa")) == {2026: 8.0}


def test_before_stage_4_there_are_no_indikator_columns(cast, outline):
    editor = outline(tahap=3)
    heads = editor.page.locator("#ed-kerangka [role=columnheader]")
    expect(heads).to_have_text(["Pernyataan", "Kode", "Temuan", "Level", "Jenis"])


def test_columns_are_chosen_and_remembered(cast, outline):
    editor = outline()
    editor.page.get_by_role("button", name="Kolom").click()
    editor.dialog().get_by_label("Target per tahun").uncheck()
    editor.dialog().get_by_label("Kode").uncheck()
    editor.answer("ok")
    heads = editor.page.locator("#ed-kerangka [role=columnheader]")
    expect(heads.filter(has_text="2025")).to_have_count(0)
    editor.page.reload()
    editor = Editor(editor.page)
    editor.show("kerangka")
    expect(heads).to_have_text(
        [
            "Pernyataan",
            "Temuan",
            "Level",
            "Indikator",
            "Satuan",
            "Kondisi awal",
            "Pengampu",
            "Jenis",
        ]
    )


def test_a_reader_walks_the_cells_and_changes_nothing(cast, outline):
    editor = outline(user=cast.pembaca_a)
    expect(editor.page.get_by_role("treegrid")).to_have_attribute("aria-readonly", "true")
    target = enter(editor, VOLUME, "satuan")
    expect(target).to_have_attribute("aria-readonly", "true")
    editor.type("x")
    expect(editor.toast()).to_contain_text("hanya dapat membaca")
    editor.press("Delete")
    expect(target).to_have_text("smp/jam")


def test_findings_lead_to_the_panel(cast, outline):
    editor = outline()
    enter(editor, "Pelanggaran lalu lintas menurun", "temuan")
    editor.press("Enter")
    expect(editor.page.locator('.ed-ptab[data-tab="simpul"]')).to_be_focused()


def test_a_new_simpul_indented_at_once_takes_the_level_of_its_new_place(cast, outline):
    editor = outline()
    editor.focus("Pelanggaran lalu lintas menurun")
    editor.press("Enter", "Tab")
    editor.type("Pemahaman rambu meningkat")
    editor.press("Control+Enter")
    editor.saved()
    assert statements(cast.pohon)[-1] == (2, "Pemahaman rambu meningkat")
    fresh = Simpul.objects.get(pernyataan="Pemahaman rambu meningkat")
    assert (fresh.jenis, fresh.level_kinerja) == ("antara", "taktikal_intermediate")


def test_a_finger_fills_a_cell_beside_the_statement(cast, outline):
    editor = outline(phone=True)
    title = cell(editor, VOLUME, "pernyataan").bounding_box()
    assert title["width"] < 200
    level = cell(editor, VOLUME, "level_kinerja")
    level.scroll_into_view_if_needed()
    level.tap()
    expect(level).to_be_focused()
    level.tap()
    expect(level.locator("select")).to_be_focused()
    level.locator("select").select_option("taktikal_immediate")
    editor.card(LEAF).locator(".ed-row-text").tap()
    editor.saved()
    assert Simpul.objects.get(pernyataan=VOLUME).level_kinerja == "taktikal_immediate"


def test_tab_keeps_what_was_typed_and_the_place_of_the_cursor(cast, outline):
    editor = outline()
    editor.focus(LAST)
    editor.press("Enter")
    editor.type("Parkir")
    editor.saved()  # saved while typing: the simpul is no new one any more
    editor.press("Tab")
    editor.type(" tertib")
    editor.press("Control+Enter")
    editor.saved()
    assert statements(cast.pohon)[-2:] == [(1, LAST), (2, "Parkir tertib")]
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon)[-1] == (2, "Parkir")


def test_escape_after_tab_takes_back_only_what_came_after(cast, outline):
    editor = outline()
    editor.focus(LAST)
    editor.press("Enter")
    editor.type("Parkir")
    editor.saved()
    editor.press("Tab")
    editor.type(" tertib")
    editor.press("Escape")
    editor.saved()
    assert statements(cast.pohon)[-2:] == [(1, LAST), (2, "Parkir")]


def test_f_shows_a_branch_and_at_once_the_whole_tree_again(cast, outline):
    editor = outline()
    editor.focus(LAST)
    editor.press("f")
    expect(editor.page.locator("#ed-scope")).to_be_visible()
    editor.press("f")
    expect(editor.page.locator("#ed-scope")).to_be_hidden()


def test_a_value_somebody_else_wrote_while_a_cell_was_open_is_asked_about(cast, outline):
    editor = outline()
    enter(editor, LEAF, "satuan")
    editor.press("Enter")
    leaf = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)
    data = {"indikator": [{"id": leaf.daftar_indikator.get().pk, "satuan": "kasus"}]}
    actions.apply(
        user=cast.admin,
        pohon_id=cast.pohon.pk,
        operasi=[{"jenis": "ubah", "simpul": leaf.pk, "versi": leaf.versi, "data": data}],
    )
    with editor.page.expect_response(lambda answer: "kasus" in answer.text()):
        pass  # the news has come
    editor.press("Control+a")
    editor.type("orang")
    editor.press("Enter")
    expect(editor.dialog()).to_contain_text("kasus")
    editor.answer("theirs")
    editor.saved()
    assert leaf.daftar_indikator.get().satuan == "kasus"


@pytest.mark.parametrize("phone", [False, True])
def test_a_long_statement_being_typed_moves_no_other_cell(cast, outline, phone):
    editor = outline(phone=phone)
    editor.focus(LEAF)
    other = editor.focused().locator("[data-column=kode]")
    before = box_of(other)
    editor.press("F2")
    editor.page.locator(".ed-title").fill("Kalimat yang panjang sekali " * 8)
    assert box_of(other) == before
    assert box_of(editor.page.locator(".ed-title"))["width"] >= 120
