"""The views Teks and Baca of the editor: a branch rewritten as text, and the tree as sentences."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pohon import actions
from pohon.models import Indikator, Simpul
from tests.browser.editor_page import Editor, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)
TOP = "Kapasitas jalan meningkat"
BRANCH = "Volume kendaraan berkurang"
BELOW = "Rekayasa lalu lintas terlaksana"
LEAF = "Pelanggaran lalu lintas menurun"


@pytest.fixture
def editor(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    simpul = Simpul.objects.get(pohon=cast.pohon, pernyataan=BRANCH)
    Indikator.objects.create(simpul=simpul, nama="Volume kendaraan per jam", satuan="unit")
    return Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))


def show(editor, name):
    editor.page.get_by_role("tab", name=name).click()
    return editor.page.get_by_role("region", name=name, exact=True)


def lines(cast):
    return ["\t" * depth + text for depth, text in statements(cast.pohon)]


def rewrite(editor, region, text):
    region.get_by_role("textbox").fill("\n".join(text))
    region.get_by_role("button", name="Lihat perubahan").click()


def test_a_rewritten_text_becomes_operations_in_one_step(cast, editor):
    before = lines(cast)
    key = Simpul.objects.get(pohon=cast.pohon, pernyataan=BRANCH).pk
    region = show(editor, "Teks")
    expect(region.get_by_role("textbox")).to_have_value("\n".join(before))
    wanted = [text for text in before if BRANCH not in text and BELOW not in text]
    wanted += ["\t\tVolume truk berkurang", f"\t\t\t{BELOW}", "\t\tRambu lengkap"]
    rewrite(editor, region, wanted)
    dialog = editor.page.get_by_role("dialog", name="Perubahan yang akan diterapkan")
    expect(dialog).to_contain_text("1 tambah, 1 ubah, 1 pindah")
    dialog.get_by_role("button", name="Terapkan").click()
    editor.saved()
    assert lines(cast) == wanted
    moved = Simpul.objects.get(pohon=cast.pohon, pk=key)
    assert moved.pernyataan == "Volume truk berkurang"
    assert moved.daftar_indikator.count() == 1
    show(editor, "Bagan")
    editor.press("Control+z")
    editor.saved()
    assert lines(cast) == before


def test_a_line_left_out_is_not_the_one_written_elsewhere(cast, editor):
    region = show(editor, "Teks")
    wanted = [text for text in lines(cast) if BELOW not in text]
    wanted[-1] = "\tPelanggaran rambu lalu lintas menurun"
    wanted.append("\t\tPenyuluhan rutin")
    rewrite(editor, region, wanted)
    dialog = editor.page.get_by_role("dialog", name="Perubahan yang akan diterapkan")
    expect(dialog).to_contain_text("1 tambah, 1 ubah, 1 hapus")
    dialog.get_by_role("button", name="Terapkan").click()
    editor.saved()
    assert lines(cast) == wanted


def test_a_line_left_out_is_deleted_after_a_warning_and_what_others_added_stays(cast, editor):
    region = show(editor, "Teks")
    field = region.get_by_role("textbox")
    wanted = [text for text in lines(cast) if BRANCH not in text and BELOW not in text]
    field.fill("\n".join(wanted))
    other = Simpul.objects.get(pohon=cast.pohon, pernyataan=TOP)
    actions.apply(
        user=cast.admin,
        pohon_id=cast.pohon.pk,
        operasi=[{"jenis": "tambah", "induk": other.pk, "data": {"pernyataan": "Dari orang lain"}}],
    )
    expect(region).to_contain_text("Pohon sudah berubah sejak teks ini dibuka.")
    expect(field).to_have_value("\n".join(wanted))
    region.get_by_role("button", name="Lihat perubahan").click()
    dialog = editor.page.get_by_role("dialog", name="Perubahan yang akan diterapkan")
    expect(dialog).to_contain_text("1 indikator atau crosscutting")
    dialog.get_by_role("button", name="Terapkan").click()
    editor.saved()
    left = [text for _, text in statements(cast.pohon)]
    assert BRANCH not in left
    assert "Dari orang lain" in left


def test_a_text_that_fits_no_tree_is_refused_by_its_line_and_kept(cast, editor):
    region = show(editor, "Teks")
    text = [*lines(cast), "Sejajar dengan outcome"]
    rewrite(editor, region, text)
    dialog = editor.page.get_by_role("dialog", name="Teks belum dapat diterapkan")
    expect(dialog).to_contain_text(f"Baris {len(text)} sejajar dengan baris pertama.")
    dialog.get_by_role("button", name="Kembali ke teks").click()
    show(editor, "Bagan")
    region = show(editor, "Teks")
    expect(region.get_by_role("textbox")).to_have_value("\n".join(text))
    region.get_by_role("button", name="Muat ulang teks").click()
    expect(region.get_by_role("textbox")).to_have_value("\n".join(lines(cast)))


def test_tab_indents_lines_and_escape_lets_tab_leave(cast, editor):
    region = show(editor, "Teks")
    field = region.get_by_role("textbox")
    field.press("Control+End")
    field.press("Tab")
    expect(field).to_have_value("\n".join([*lines(cast)[:-1], f"\t{lines(cast)[-1]}"]))
    field.press("Shift+Tab")
    expect(field).to_have_value("\n".join(lines(cast)))
    field.press("Escape")
    field.press("Tab")
    expect(field).not_to_be_focused()


def test_a_reader_copies_but_does_not_write(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    editor = Editor(open_page(cast.pembaca_a, f"/pohon/{cast.pohon.pk}/"))
    region = show(editor, "Teks")
    expect(region.get_by_role("textbox")).not_to_be_editable()
    expect(region.get_by_role("button", name="Lihat perubahan")).to_have_count(0)


def test_the_tree_reads_as_sentences_and_keeps_the_focus(cast, editor):
    editor.focus(BRANCH)
    region = show(editor, "Baca")
    expect(region.locator("[aria-current=true]")).to_have_text(BRANCH)
    expect(region).to_contain_text(
        "Jika kapasitas jalan meningkat dan pelanggaran lalu lintas menurun tercapai, maka"
    )
    expect(region).to_contain_text("Diukur dengan Volume kendaraan per jam (unit).")
    region.locator("[aria-current=true]").press("ArrowDown")
    expect(region.locator("[aria-current=true]")).to_contain_text("rekayasa lalu lintas terlaksana")
    show(editor, "Bagan")
    expect(editor.focused()).to_contain_text(BELOW)


def test_only_the_sentences_are_printed(cast, editor):
    region = show(editor, "Baca")
    editor.page.emulate_media(media="print")
    expect(region.get_by_role("heading", level=2)).to_be_visible()
    for hidden in (".kepala", ".ed-bar", ".ed-panel", ".ed-head", "#menu"):
        expect(editor.page.locator(hidden)).to_be_hidden()
    assert (
        editor.page.evaluate("getComputedStyle(document.querySelector('#ed-baca')).overflow")
        == "visible"
    )
