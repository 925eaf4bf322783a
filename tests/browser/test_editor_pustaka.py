"""The library in the panel: a card is taken over, differs, is made the same again, and is let go."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pohon.models import Indikator, PustakaIndikator
from tests.browser.editor_page import Editor, make_tree

pytestmark = pytest.mark.django_db(transaction=True)
LEAF = "Pelanggaran lalu lintas menurun"


def test_a_card_is_taken_followed_and_let_go(cast, open_page):
    card = PustakaIndikator.objects.create(
        instansi=cast.instansi,
        nama="Angka pelanggaran",
        satuan="kasus",
        polaritas="minimize",
        formula="jumlah pelanggaran setahun",
    )
    PustakaIndikator.objects.create(instansi=cast.instansi, nama="Waktu tempuh", satuan="menit")
    pohon = make_tree(cast, tahap=4)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/"))
    editor.focus(LEAF)
    editor.tab("indikator")
    editor.page.get_by_role("button", name="Ambil dari pustaka").click()
    editor.page.get_by_label("Cari kartu indikator").first.fill("pelanggaran")
    editor.page.get_by_role("button", name="Ambil", exact=True).click()
    editor.saved()
    row = Indikator.objects.get()
    assert (row.pustaka, row.formula, row.polaritas) == (card, card.formula, "minimize")
    line = editor.page.locator(".ed-card-link")
    expect(line).to_contain_text("Dari pustaka, isinya sama.")

    editor.field("satuan").locator("input").fill("perkara")
    editor.press("Tab")
    expect(line).to_contain_text("Berbeda dari pustaka: satuan.")
    editor.page.get_by_role("button", name="Samakan").click()
    expect(line).to_contain_text("isinya sama")
    editor.saved()
    assert Indikator.objects.get().satuan == "kasus"

    editor.page.get_by_role("button", name="Lepas tautan").click()
    expect(line).not_to_contain_text("pustaka")
    editor.saved()
    assert Indikator.objects.get().pustaka is None
    editor.page.keyboard.press("Escape")
    editor.focus(LEAF)
    editor.press("Control+z")
    editor.saved()
    assert Indikator.objects.get().pustaka == card


def test_a_reader_sees_the_link_but_cannot_take(cast, open_page):
    pohon = make_tree(cast, tahap=4)
    leaf = pohon.daftar_simpul.get(pernyataan=LEAF)
    card = PustakaIndikator.objects.create(instansi=cast.instansi, nama="Angka pelanggaran")
    Indikator.objects.create(simpul=leaf, nama="Angka pelanggaran", pustaka=card, satuan="kasus")
    editor = Editor(open_page(cast.pembaca_a, f"/pohon/{pohon.pk}/"))
    editor.focus(LEAF)
    editor.tab("indikator")
    line = editor.page.locator(".ed-card-link")
    expect(line).to_contain_text("Berbeda dari pustaka: satuan")
    expect(line.get_by_role("button")).to_have_count(0)
    expect(line.get_by_role("link", name="Kartu indikator")).to_have_attribute(
        "href", f"/indikator/{Indikator.objects.get().pk}/kartu/"
    )
    expect(editor.page.get_by_role("button", name="Ambil dari pustaka")).to_have_count(0)
