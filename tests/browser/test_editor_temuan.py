"""Findings while drafting: on the card, in the panel, and with the act that settles them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pohon import actions
from pohon.models import Indikator, Pohon, Simpul
from tests import base
from tests.browser.editor_page import Editor, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)
CSF = "Kapasitas jalan meningkat"
BRANCH = "Volume kendaraan berkurang"
LEAF = "Pelanggaran lalu lintas menurun"


@pytest.fixture
def editor(cast, open_page):
    """Return a function that opens a tree of a stage and waits for its findings."""

    def opener(tahap=3, user=None):
        cast.pohon = make_tree(cast, tahap=tahap)
        return start(cast, open_page, user or cast.perencana_a)

    return opener


def start(cast, open_page, user):
    editor = Editor(open_page(user, f"/pohon/{cast.pohon.pk}/"))
    editor.page.locator(".ed-sign").first.wait_for()
    return editor


def finding(editor, rule):
    """The card of a finding in the panel."""
    return editor.page.locator(".ed-panel .ed-finding", has_text=f"{rule} ·")


def settle(editor, rule, name):
    finding(editor, rule).get_by_role("button", name=name).click()


def test_the_sign_on_a_card_leads_to_its_findings(cast, editor):
    editor = editor()
    editor.page.get_by_role("button", name="Rincian", exact=True).click()
    editor.card(LEAF).get_by_role("button", name="1 galat").click()
    expect(finding(editor, "B-05")).to_be_visible()
    expect(editor.focused()).to_contain_text(LEAF)


def test_a_branch_without_an_end_gets_one(cast, editor):
    editor = editor()
    editor.focus(LEAF)
    settle(editor, "B-05", "Tambah kondisi operasional")
    editor.type("Rambu terpasang")
    editor.press("Control+Enter")
    editor.saved()
    made = Simpul.objects.get(pernyataan="Rambu terpasang")
    assert (made.jenis, made.induk.pernyataan) == ("operasional", LEAF)
    editor.focus(LEAF)
    expect(finding(editor, "B-05")).to_have_count(0)


def test_a_single_child_gets_a_sibling(cast, editor):
    editor = editor()
    editor.focus(CSF)
    settle(editor, "B-04", "Tambah kondisi antara")
    editor.type("Lajur jalan bertambah")
    editor.press("Control+Enter")
    editor.saved()
    expect(finding(editor, "B-04")).to_have_count(0)
    assert (2, "Lajur jalan bertambah") in statements(cast.pohon)


def test_a_skipped_condition_is_put_between_in_one_step(cast, editor, open_page):
    cast.pohon = make_tree(cast)
    leaf = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)
    base.make_simpul(
        cast.pohon, "Rambu terpasang", leaf, user=cast.perencana_a, jenis="operasional"
    )
    editor = start(cast, open_page, cast.perencana_a)
    editor.focus("Rambu terpasang")
    settle(editor, "B-06", "Sisipkan kondisi antara")
    editor.type("Kepatuhan pengendara meningkat")
    editor.press("Control+Enter")
    editor.saved()
    assert statements(cast.pohon)[-3:] == [
        (1, LEAF),
        (2, "Kepatuhan pengendara meningkat"),
        (3, "Rambu terpasang"),
    ]
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon)[-2:] == [(1, LEAF), (2, "Rambu terpasang")]


def test_an_activity_is_reworded_and_may_stay(cast, editor):
    editor = editor()
    editor.focus(LEAF)
    editor.press("F2")
    editor.page.locator(".ed-title").fill("Pelaksanaan sosialisasi rambu")
    editor.press("Control+Enter")
    card = finding(editor, "C-02")
    expect(card).to_contain_text("adalah kegiatan, bukan kondisi")
    card.locator("summary").click()
    expect(card).to_contain_text("dapat keliru")
    settle(editor, "C-02", "Sunting pernyataan")
    editor.page.locator(".ed-title").fill("Pengendara memahami rambu")
    editor.press("Control+Enter")
    expect(finding(editor, "C-02")).to_have_count(0)


def test_a_level_that_rises_takes_the_usual_one(cast, editor):
    editor = editor(tahap=4)
    editor.focus(BRANCH)
    level = editor.field("level_kinerja").locator("select")
    level.select_option("strategis_daerah")
    settle_csf = editor.card(CSF)
    editor.saved()
    expect(settle_csf).to_be_visible()
    editor.focus(CSF)
    editor.field("level_kinerja").locator("select").select_option("taktikal_intermediate")
    editor.saved()
    editor.focus(BRANCH)
    settle(editor, "D-02", "Jadikan taktikal intermediate")
    expect(level).to_have_value("taktikal_intermediate")
    expect(finding(editor, "D-02")).to_have_count(0)


def test_a_missing_indikator_is_begun(cast, editor):
    editor = editor(tahap=4)
    editor.focus(LEAF)
    settle(editor, "E-01", "Tambah indikator")
    name = editor.field("nama").locator("textarea, input")
    expect(name).to_be_focused()
    editor.type("Jumlah pelanggaran")
    editor.press("Tab")
    editor.saved()
    assert Indikator.objects.get(simpul__pernyataan=LEAF).nama == "Jumlah pelanggaran"


def test_an_unanswered_edge_leads_to_its_question(cast, editor):
    editor = editor()
    editor.focus(LEAF)
    settle(editor, "B-11", "Jawab hubungannya")
    radios = editor.field("hubungan").get_by_role("radio")
    expect(radios.first).to_be_focused()
    editor.press("Space")
    expect(finding(editor, "B-11")).to_have_count(0)
    editor.saved()
    assert Simpul.objects.get(pernyataan=LEAF).hubungan == "ya"


def test_the_stage_at_work_still_tells_what_earlier_ones_ask_of_the_whole_tree(cast, editor):
    editor = editor(tahap=4)
    editor.page.locator("[aria-current=step] .ed-stage").click()
    told = editor.dialog().locator(".ed-finding", has_text="A-13 ·")
    expect(told).to_have_count(2)
    expect(told.first.get_by_role("link", name="Buka tinjauan")).to_be_attached()


def test_the_list_of_a_stage_has_the_same_acts(cast, editor):
    editor = editor()
    editor.page.locator("[aria-current=step] .ed-stage").click()
    row = editor.dialog().locator(".ed-finding", has_text="B-05 ·").first
    row.get_by_role("button", name="Tambah kondisi operasional").click()
    expect(editor.dialog()).to_have_count(0)
    expect(editor.page.locator(".ed-title")).to_be_focused()


def test_a_reader_sees_findings_without_acts(cast, editor):
    editor = editor(user=cast.evaluator)
    editor.focus(LEAF)
    expect(finding(editor, "B-05")).to_be_visible()
    expect(editor.page.locator(".ed-settle")).to_have_count(0)


def test_a_tree_that_was_submitted_has_no_acts_either(cast, editor, open_page):
    cast.pohon = make_tree(cast)
    actions.set_status(user=cast.admin, pohon_id=cast.pohon.pk, status=Pohon.Status.DIAJUKAN)
    editor = start(cast, open_page, cast.perencana_a)
    editor.focus(LEAF)
    expect(finding(editor, "B-05")).to_be_visible()
    expect(editor.page.locator(".ed-settle")).to_have_count(0)
