"""From a finding on a card to an accepted submission: a reason in the editor, the gate, the evaluator's answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from evaluasi.models import Pengecualian
from evaluasi.temuan import check
from pohon import actions
from pohon.models import Pohon, Simpul
from tests import base
from tests.browser.editor_page import Editor, make_tree

pytestmark = pytest.mark.django_db(transaction=True)
CSF = "Kapasitas jalan meningkat"
LEAF = "Pelanggaran lalu lintas menurun"
REASON = "Hanya satu faktor yang menentukan menurut kajian 2025."


@pytest.fixture
def pohon(cast):
    """A tree of stage 3 without a galat: every branch ends in an operational condition, the outcome has its basis."""
    made = make_tree(cast)
    leaf = Simpul.objects.get(pohon=made, pernyataan=LEAF)
    middle = base.make_simpul(made, "Kepatuhan pengendara meningkat", leaf, user=cast.perencana_a)
    base.make_simpul(made, "Rambu terpasang", middle, user=cast.perencana_a, jenis="operasional")
    actions.update_pohon(
        user=cast.perencana_a,
        pohon_id=made.pk,
        data={"dasar": [{"jenis": "mandat", "masalah": "Tugas perhubungan"}]},
    )
    made = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=made.pk)
    assert check(made).blocking == []
    return made


def finding(editor, rule):
    return editor.page.locator(".ed-panel .ed-finding", has_text=f"{rule} ·")


def warnings_on(editor, text):
    """How many warnings the sign on a card counts."""
    sign = editor.card(text).locator(".ed-sign-peringatan")
    return int(sign.inner_text().split()[1]) if sign.count() else 0


def test_a_reason_given_on_the_card_mutes_the_finding_and_opens_the_gate(cast, pohon, open_page):
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/"))
    editor.page.locator(".ed-sign").first.wait_for()
    editor.focus(CSF)
    before = warnings_on(editor, CSF)
    assert before >= 1
    finding(editor, "B-04").get_by_role("button", name="Beri alasan").click()
    dialog = editor.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Simpan alasan").click()
    expect(dialog.locator(".galat-medan")).to_contain_text("Alasan belum diisi")
    dialog.get_by_role("textbox").fill(REASON)
    dialog.get_by_role("button", name="Simpan alasan").click()
    expect(finding(editor, "B-04")).to_contain_text(f"Diberi alasan: {REASON}")
    assert "ed-finding-excused" in (finding(editor, "B-04").get_attribute("class") or "")
    expect(editor.page.locator("dialog[open]")).to_have_count(0)
    assert warnings_on(editor, CSF) == before - 1

    page = editor.page
    page.goto(f"/temuan/{pohon.pk}/")
    page.get_by_role("button", name="Ajukan reviu").click()
    expect(page).to_have_url(f"{page.url.split('/temuan/')[0]}/temuan/{pohon.pk}/?alasan=tanpa")
    expect(page.locator(".alert-danger")).to_contain_text("belum diberi alasan")
    assert Pohon.objects.get(pk=pohon.pk).status == "draf"

    base.excuse_all(cast.perencana_a, pohon)
    page.get_by_role("button", name="Ajukan reviu").click()
    expect(page.locator(".alert-success")).to_contain_text("Pohon diajukan")
    assert Pohon.objects.get(pk=pohon.pk).status == "diajukan"


def test_what_was_typed_stays_when_someone_else_was_first(cast, pohon, open_page):
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/"))
    editor.page.locator(".ed-sign").first.wait_for()
    editor.focus(CSF)
    finding(editor, "B-04").get_by_role("button", name="Beri alasan").click()
    base.excuse_all(cast.admin, pohon, "Sudah dibahas di rapat.")
    dialog = editor.page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(REASON)
    dialog.get_by_role("button", name="Simpan alasan").click()
    expect(dialog.locator(".galat-medan")).to_contain_text("Sudah dibahas di rapat.")
    expect(dialog.get_by_role("textbox")).to_have_value(REASON)
    dialog.get_by_role("button", name="Batal").click()
    assert not Pengecualian.objects.filter(alasan=REASON).exists()


def test_a_rejected_reason_stands_out_on_the_card_with_the_sentence(cast, pohon, open_page):
    base.excuse_all(cast.perencana_a, pohon)
    Pohon.objects.filter(pk=pohon.pk).update(status="diajukan")
    row = Pengecualian.objects.filter(pohon=pohon, aturan="B-04").first()
    page = open_page(cast.evaluator, f"/temuan/{pohon.pk}/?susunan=aturan")
    page.locator(f'a[href$="/alasan/{row.sidik}/tanggapan/"]').click()
    page.get_by_label("Tanggapan").fill("Kajian itu menyebut tiga faktor.")
    page.get_by_role("button", name="Tolak alasan").click()
    expect(page.locator(".alasan-ditolak")).to_contain_text("Kajian itu menyebut tiga faktor.")
    Pohon.objects.filter(pk=pohon.pk).update(status="dikembalikan")

    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/#simpul-{row.simpul}"))
    expect(finding(editor, "B-04")).to_contain_text("Evaluator: Kajian itu menyebut tiga faktor.")
    expect(finding(editor, "B-04").get_by_role("button", name="Beri alasan lain")).to_be_visible()


def test_a_reader_is_offered_no_reason(cast, pohon, open_page):
    editor = Editor(open_page(cast.pembaca_a, f"/pohon/{pohon.pk}/"))
    editor.page.locator(".ed-sign").first.wait_for()
    editor.focus(CSF)
    expect(finding(editor, "B-04")).to_be_visible()
    expect(editor.page.get_by_role("button", name="Beri alasan")).to_have_count(0)


def test_only_what_changed_is_asked_for_while_drafting(cast, pohon, open_page):
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/"))
    editor.page.locator(".ed-sign").first.wait_for()
    editor.focus(LEAF)
    with editor.page.expect_response(lambda answer: "temuan/?sejak=" in answer.url) as caught:
        editor.press("F2")
        editor.page.locator(".ed-title").fill("Pelaksanaan sosialisasi rambu")
        editor.press("Control+Enter")
    assert caught.value.status == 200
    expect(finding(editor, "C-02")).to_be_visible()


def test_back_shows_the_filter_the_address_asks_for(cast, pohon, open_page):
    page = open_page(cast.perencana_a, f"/temuan/{pohon.pk}/")
    page.get_by_label("Kelompok aturan").select_option("B")
    page.get_by_role("button", name="Terapkan").click()
    expect(page.get_by_label("Kelompok aturan")).to_have_value("B")
    page.go_back()
    expect(page.get_by_label("Kelompok aturan")).to_have_value("")
