"""The panel and the stages: what may be written when, what a reader sees, and the phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pohon.models import Crosscutting, Pohon, Simpul
from tests import base
from tests.browser.editor_page import Editor, make_tree, middle_of, statements

pytestmark = pytest.mark.django_db(transaction=True)
LEAF = "Pelanggaran lalu lintas menurun"


def open_editor(cast, open_page, *, tahap=3, user=None, **options):
    cast.pohon = make_tree(cast, tahap=tahap)
    return Editor(open_page(user or cast.perencana_a, f"/pohon/{cast.pohon.pk}/", **options))


def leaf_of(cast):
    return Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)


def test_fields_save_themselves(cast, open_page):
    editor = open_editor(cast, open_page)
    editor.focus(LEAF)
    editor.field("faktor_penyebab").locator("textarea").fill("Rendahnya disiplin")
    editor.field("metode").locator("select").select_option("empat_m")
    editor.field("unsur_4m").locator("select").select_option("man")
    editor.field("hubungan").get_by_text("Kurang", exact=True).click()
    editor.field("hubungan_alasan").locator("textarea").fill("Masih ada sebab lain")
    editor.field("bobot").locator("select").select_option("tinggi")
    editor.press("Tab")
    editor.saved()
    leaf = leaf_of(cast)
    assert (leaf.faktor_penyebab, leaf.metode, leaf.unsur_4m) == (
        "Rendahnya disiplin",
        "empat_m",
        "man",
    )
    assert (leaf.hubungan, leaf.hubungan_alasan, leaf.bobot) == (
        "kurang",
        "Masih ada sebab lain",
        "tinggi",
    )


def test_fields_of_later_stages_are_absent(cast, open_page):
    editor = open_editor(cast, open_page)
    editor.focus(LEAF)
    panel = editor.page.locator(".ed-panel")
    expect(panel).to_contain_text("Indikator dan pengampu diisi mulai tahap 4.")
    expect(panel.locator('[data-path="pengampu"]')).to_have_count(0)
    expect(panel.locator('[data-tab="indikator"]')).to_have_count(0)


def test_an_indicator_gets_its_card_and_targets(cast, open_page):
    editor = open_editor(cast, open_page, tahap=4)
    editor.focus(LEAF)
    editor.tab("indikator")
    editor.page.get_by_role("button", name="Tambah indikator").click()
    editor.type("Jumlah pelanggaran")
    editor.press("Tab")
    editor.type("kasus")
    editor.press("Tab")
    editor.field("polaritas").locator("select").select_option("minimize")
    editor.field("baseline_tahun").locator("input").fill("2024")
    editor.field("baseline_nilai").locator("input").fill("12.400")
    for tahun in range(2025, 2030):
        editor.field(f"target.{tahun}").locator("input").fill(str(12000 - tahun + 2025))
    editor.page.get_by_text("Kartu indikator lengkap").click()
    editor.field("definisi_operasional").locator("textarea").fill("Pelanggaran yang ditindak")
    editor.press("Tab")
    editor.saved()
    indikator = leaf_of(cast).daftar_indikator.get()
    assert (indikator.satuan, indikator.polaritas, indikator.baseline_nilai) == (
        "kasus",
        "minimize",
        12400,
    )
    assert indikator.definisi_operasional == "Pelanggaran yang ditindak"
    assert indikator.daftar_target.count() == 5
    expect(editor.card(LEAF)).to_contain_text("1 indikator")


def test_a_deleted_indicator_comes_back_with_its_targets(cast, open_page):
    cast.pohon = make_tree(cast, tahap=4)
    leaf = leaf_of(cast)
    indikator = {"nama": "Jumlah pelanggaran", "satuan": "kasus", "target": {"2026": "75,5"}}
    operasi = {"jenis": "ubah", "simpul": leaf.pk, "versi": 1, "data": {"indikator": [indikator]}}
    answer = base.client_for(cast.perencana_a).post(
        f"/api/v1/pohon/{cast.pohon.pk}/operasi/",
        {"operasi": [operasi]},
        content_type="application/json",
    )
    assert answer.status_code == 200
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    editor.focus(LEAF)
    editor.tab("indikator")
    editor.page.get_by_role("button", name="Hapus indikator").click()
    editor.saved()
    assert not leaf.daftar_indikator.exists()
    editor.toast().get_by_role("button", name="Urungkan").click()
    editor.saved()
    row = leaf.daftar_indikator.get()
    assert (row.nama, row.satuan) == ("Jumlah pelanggaran", "kasus")
    assert [str(t) for t in row.daftar_target.all()] == ["2026: 75.5000"]


def test_crosscutting_names_its_partner(cast, open_page):
    editor = open_editor(cast, open_page)
    editor.focus(LEAF)
    editor.page.get_by_role("button", name="Tandai crosscutting").click()
    editor.field("mitra").locator("select").select_option(str(cast.unit_b.pk))
    editor.saved()
    expect(editor.card(LEAF)).to_contain_text("◇ Disdik · menunggu jawaban")
    editor.field("kontribusi").locator("textarea").fill("Pendidikan lalu lintas di sekolah")
    editor.press("Tab")
    editor.saved()
    mark = Crosscutting.objects.get(simpul=leaf_of(cast))
    assert (mark.mitra, mark.kontribusi) == (cast.unit_b, "Pendidikan lalu lintas di sekolah")


def test_the_next_stage_says_what_is_missing(cast, open_page):
    cast.pohon = base.make_pohon(
        user=cast.perencana_a, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode
    )
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    editor.page.locator("[data-tahap='3'] button").click()
    expect(editor.toast()).to_contain_text("Tahapan tidak boleh dilompati")
    editor.page.locator("[data-tahap='2'] button").click()
    dialog = editor.dialog()
    expect(dialog).to_contain_text("Tahap 2 belum dapat dibuka")
    assert len(dialog.locator(".ed-dialog-body").inner_text()) > 40
    cast.pohon.refresh_from_db()
    assert cast.pohon.tahap == 1


def test_a_child_of_a_later_stage_is_refused_with_the_stage(cast, open_page):
    cast.pohon = base.make_pohon(
        user=cast.perencana_a, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode
    )
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    editor.focus("Kemacetan berkurang")
    editor.press("Tab")
    expect(editor.toast()).to_contain_text("CSF ditambahkan mulai tahap 2")
    assert len(statements(cast.pohon)) == 1


def test_going_back_asks_and_tells_what_stays(cast, open_page):
    editor = open_editor(cast, open_page)
    editor.page.locator("[data-tahap='2'] button").click()
    expect(editor.dialog()).to_contain_text("Kembali ke tahap 2")
    editor.answer("yes")
    expect(editor.dialog()).to_contain_text("kondisi antara dan operasional tetap tersimpan")
    editor.answer("ok")
    expect(editor.page.locator("[data-tahap='2']")).to_have_attribute("aria-current", "step")
    assert Pohon.objects.get(pk=cast.pohon.pk).tahap == 2


def test_a_reader_reads(cast, open_page):
    editor = open_editor(cast, open_page, user=cast.pembaca_a)
    expect(editor.page.get_by_text("Hanya baca")).to_be_visible()
    editor.focus(LEAF)
    expect(editor.page.locator(".ed-panel")).to_contain_text(LEAF)
    expect(editor.page.locator(".ed-panel :is(input, select, textarea)")).to_have_count(0)
    expect(editor.page.locator('[data-command="undo"], [data-act="child"]')).to_have_count(0)
    editor.press("Delete")
    expect(editor.toast()).to_contain_text("hanya dapat membaca")
    editor.press("Enter")
    expect(editor.page.locator(".ed-title")).to_have_count(0)
    assert len(statements(cast.pohon)) == 5


def test_a_locked_tree_says_why(cast, open_page):
    cast.pohon = make_tree(cast)
    Pohon.objects.filter(pk=cast.pohon.pk).update(status=Pohon.Status.DIAJUKAN)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    editor.focus(LEAF)
    editor.press("F2")
    expect(editor.toast()).to_contain_text("Pohon sedang diajukan")


def test_a_phone_draws_and_reads_by_touch(cast, open_page, picture):
    editor = open_editor(cast, open_page, phone=True)
    page = editor.page
    page.locator(".ed-card", has_text="Kapasitas").tap()
    page.get_by_role("button", name="Tambah turunan").last.tap()
    page.locator(".ed-title").fill("Panjang jalan bertambah")
    page.locator(".ed-chart").tap(position={"x": 10, "y": 400})
    editor.saved()
    assert (2, "Panjang jalan bertambah") in statements(cast.pohon)
    page.get_by_role("button", name="Buka rincian").tap()
    expect(page.locator(".ed-panel")).to_be_visible()
    picture(page, "panel")
    page.get_by_role("button", name="Tutup rincian").tap()
    expect(page.locator(".ed-panel")).to_be_hidden()
    expect(page.locator(".ed-touchbar")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


class Fingers:
    """Real touches, as the browser's own protocol sends them."""

    def __init__(self, page):
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def send(self, kind, *points):
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def slide(self, start, end, steps=8):
        self.send("touchStart", start)
        for step in range(1, steps + 1):
            part = step / steps
            x, y = (start[i] + (end[i] - start[i]) * part for i in (0, 1))
            self.send("touchMove", (x, y))
        self.send("touchEnd")


def test_a_finger_pans_pinches_and_asks_for_the_menu(cast, open_page):
    editor = open_editor(cast, open_page, phone=True)
    page, fingers = editor.page, Fingers(editor.page)
    card = page.locator(".ed-card", has_text="Kapasitas")
    editor.settle()
    x, y = middle_of(card)
    fingers.slide((x, y), (x + 60, y + 40))
    assert abs(middle_of(card)[0] - x) > 30
    before = page.locator("#ed-zoom-text").text_content()
    fingers.send("touchStart", (150, 420), (240, 420))
    fingers.send("touchMove", (120, 420), (270, 420))
    fingers.send("touchMove", (90, 420), (300, 420))
    fingers.send("touchEnd")
    expect(page.locator("#ed-zoom-text")).not_to_have_text(before)
    fingers.send("touchStart", middle_of(card))
    expect(page.get_by_role("menuitem", name="Sunting pernyataan")).to_be_visible()
    fingers.send("touchEnd")
    assert len(statements(cast.pohon)) == 5


def test_a_finger_moves_a_card_by_its_grip(cast, open_page):
    editor = open_editor(cast, open_page, phone=True)
    page, fingers = editor.page, Fingers(editor.page)
    editor.settle()
    page.locator(".ed-card", has_text="Volume kendaraan").tap()
    grip = page.locator(".ed-card.ed-focus .ed-grip")
    outcome = page.locator(".ed-card", has_text="Kemacetan berkurang")
    fingers.slide(middle_of(grip), middle_of(outcome))
    editor.answer("yes")  # below the outcome it becomes a CSF
    editor.saved()
    assert (1, "Volume kendaraan berkurang") in statements(cast.pohon)
