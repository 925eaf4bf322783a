"""Rows of a spreadsheet and indented text pasted on a simpul: preview, faults by row, one step, a closed page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pohon.models import Indikator, Perubahan, Simpul, Target
from tests.browser.editor_page import Editor, make_tree, statements

pytestmark = pytest.mark.django_db(transaction=True)
LEAF = "Pelanggaran lalu lintas menurun"
TEXT = "Ketaatan pengendara naik\n  - Penindakan rutin\n  - Penyuluhan sekolah\nRambu lengkap"
NAMES = ["Ketaatan pengendara naik", "Penindakan rutin", "Penyuluhan sekolah", "Rambu lengkap"]


@pytest.fixture
def editor(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    return Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))


def paste(editor, text):
    """Paste plain text on the focused simpul as the browser would and return the dialog."""
    editor.page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )
    return editor.page.get_by_role("dialog", name="Tempel dari Excel atau teks")


def test_indented_text_becomes_a_branch_in_one_step(cast, editor):
    before = statements(cast.pohon)
    additions = Perubahan.objects.filter(pohon=cast.pohon, jenis="tambah")
    earlier = additions.count()
    editor.focus(LEAF)
    dialog = paste(editor, TEXT)
    expect(dialog).to_contain_text("4 simpul akan ditambahkan.")
    dialog.get_by_role("button", name="Tambahkan").click()
    editor.saved()
    assert statements(cast.pohon)[-5:] == [
        (1, LEAF),
        (2, "Ketaatan pengendara naik"),
        (3, "Penindakan rutin"),
        (3, "Penyuluhan sekolah"),
        (2, "Rambu lengkap"),
    ]
    expect(editor.focused()).to_contain_text("Ketaatan pengendara naik")
    assert additions.count() == earlier + 2  # two branches stand at the top of what was pasted
    editor.press("Control+z")
    editor.saved()
    assert statements(cast.pohon) == before
    editor.press("Control+y")
    editor.saved()
    assert len(statements(cast.pohon)) == len(before) + 4


def test_a_table_brings_indikator_and_targets_and_a_column_can_be_taken_for_something_else(
    cast, editor
):
    first = cast.pohon.periode.tahun[0]
    table = (
        f"Kode\tUraian\tIndikator\tSatuan\tCatatan\t{first}\n"
        "1\tKetaatan naik\tTingkat ketaatan\t%\tx\t75,5\n"
        "1.1\tPenindakan rutin\tJumlah penindakan\tkali\tx\t1.200\n"
        "\t\tJumlah petugas\torang\tx\t40\n"
    )
    editor.focus(LEAF)
    dialog = paste(editor, table)
    expect(dialog).to_contain_text("2 simpul dan 3 indikator akan ditambahkan.")
    expect(dialog.get_by_label("Catatan")).to_have_value("")
    dialog.get_by_label("Satuan", exact=True).select_option("")
    expect(dialog).not_to_contain_text("(orang)")
    dialog.get_by_label("Satuan", exact=True).select_option("satuan")
    dialog.get_by_role("button", name="Tambahkan").click()
    editor.saved()
    assert statements(cast.pohon)[-2:] == [(2, "Ketaatan naik"), (3, "Penindakan rutin")]
    rows = Indikator.objects.filter(simpul__pernyataan="Penindakan rutin").order_by("urutan")
    assert [(r.nama, r.satuan) for r in rows] == [
        ("Jumlah penindakan", "kali"),
        ("Jumlah petugas", "orang"),
    ]
    assert float(Target.objects.get(indikator=rows[0]).nilai) == 1200


def test_a_fault_is_named_by_its_row_and_blocks_the_paste(cast, editor):
    before = statements(cast.pohon)
    first = cast.pohon.periode.tahun[0]
    editor.focus(LEAF)
    dialog = paste(
        editor, f"Pernyataan\tIndikator\t{first}\nSatu\tUkuran\tbanyak\n{'x' * 1001}\t\t\n"
    )
    expect(dialog).to_contain_text(f"Kolom {first}: “banyak” bukan angka.")
    expect(dialog).to_contain_text("Pernyataan 1001 karakter, paling banyak 1000.")
    expect(dialog).to_contain_text("2 baris harus dibetulkan dahulu.")
    expect(dialog.get_by_role("button", name="Tambahkan")).to_be_disabled()
    field = dialog.get_by_label("Teks yang ditempel", exact=False)
    field.fill("Satu\nDua")
    expect(dialog).to_contain_text("2 simpul akan ditambahkan.")
    editor.press("Escape")
    expect(dialog).to_have_count(0)
    assert statements(cast.pohon) == before


def test_what_does_not_come_along_is_said_and_the_lowest_become_operational(cast, editor):
    table = (
        "Outcome\tKondisi antara\tKondisi yang diperlukan\tJabatan\n"
        "Kemacetan berkurang\tKetaatan naik\tPenindakan rutin\tKepala seksi\n"
        "\t\tPenyuluhan sekolah\t\n"
    )
    editor.focus(LEAF)
    dialog = paste(editor, table)
    expect(dialog).to_contain_text("3 simpul akan ditambahkan.")
    expect(dialog).to_contain_text("Kolom “Jabatan” (1 isi) belum ditempel; petakan di Penuangan")
    expect(dialog).to_contain_text("“Kemacetan berkurang”, sudah ada di atas tempat ini")
    dialog.get_by_label("menjadi kondisi operasional", exact=False).check()
    dialog.get_by_role("button", name="Tambahkan").click()
    editor.saved()
    names = ["Ketaatan naik", "Penindakan rutin", "Penyuluhan sekolah"]
    assert [text for _, text in statements(cast.pohon)][-3:] == names
    kinds = Simpul.objects.filter(pernyataan__in=names).order_by("lft")
    assert [simpul.jenis for simpul in kinds] == ["antara", "operasional", "operasional"]


def test_a_chosen_column_stays_while_the_text_is_mended(cast, editor):
    editor.focus(LEAF)
    dialog = paste(editor, "Uraian\tIndikator\tCatatan\nSatu\tUkuran\tkali\n")
    dialog.get_by_label("Catatan").select_option("satuan")
    expect(dialog).to_contain_text("Indikator: Ukuran (kali)")
    field = dialog.get_by_label("Teks yang ditempel", exact=False)
    field.fill("Uraian\tIndikator\tCatatan\nDua\tUkuran\tkali\n")
    expect(dialog).to_contain_text("Kondisi antara Dua")
    expect(dialog).to_contain_text("Indikator: Ukuran (kali)")


def test_the_menu_opens_the_same_dialog_without_a_clipboard(cast, editor):
    editor.focus(LEAF)
    editor.focused().get_by_role("button", name="Menu simpul").click()
    editor.page.get_by_role("menuitem", name="Tempel dari Excel atau teks").click()
    dialog = editor.page.get_by_role("dialog", name="Tempel dari Excel atau teks")
    dialog.get_by_label("Teks yang ditempel", exact=False).fill("1. Satu\n1.1. Dua")
    dialog.get_by_role("button", name="Tambahkan").click()
    editor.saved()
    assert statements(cast.pohon)[-2:] == [(2, "Satu"), (3, "Dua")]


def test_several_lines_pasted_into_a_statement_stay_text(cast, editor):
    count = len(statements(cast.pohon))
    editor.focus(LEAF)
    editor.press("F2", "End")
    editor.page.keyboard.insert_text("\nbaris kedua")
    editor.press("Control+Enter")
    editor.saved()
    assert len(statements(cast.pohon)) == count
    assert statements(cast.pohon)[-1][1] == f"{LEAF}\nbaris kedua"


def test_a_pasted_branch_survives_a_lost_connection_and_a_closed_page(cast, editor):
    editor.page.route("**/operasi/", lambda route: route.abort())
    editor.focus(LEAF)
    dialog = paste(editor, TEXT)
    dialog.get_by_role("button", name="Tambahkan").click()
    expect(editor.page.locator("#ed-save")).to_contain_text("Luring")
    editor.page.unroute("**/operasi/")
    editor.page.on("dialog", lambda asked: asked.accept())
    editor.page.reload()
    editor = Editor(editor.page)
    editor.saved()
    assert [text for _, text in statements(cast.pohon)][-4:] == NAMES
