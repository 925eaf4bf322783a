"""The view Matriks of the editor: linking and unlinking, what is empty, keys through the grid, and who may not."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from jabatan import actions as jabatan_actions
from jabatan.models import KinerjaJabatan
from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, Pemetaan
from pohon.models import Pohon, Simpul
from tests.browser.editor_page import Editor, make_tree

pytestmark = pytest.mark.django_db(transaction=True)
CSF = "Kapasitas jalan meningkat"
ANTARA = "Volume kendaraan berkurang"
LEAF = "Rekayasa lalu lintas terlaksana"
LINKS = "**/api/v1/pohon/*/komponen/"


def make_plan(cast):
    """A Renstra of unit A with a tujuan and a sasaran, and the head of the office with one below."""
    dokumen = Dokumen.objects.create(
        instansi=cast.instansi,
        unit=cast.unit_a,
        periode=cast.periode,
        jenis=Dokumen.Jenis.RENSTRA_PD,
        nama="Renstra Dishub",
    )
    induk = None
    for jenis in ("tujuan", "sasaran"):
        row = actions.create_komponen(
            user=cast.admin,
            dokumen=dokumen.pk,
            jenis=jenis,
            nama=f"{jenis.capitalize()} kota",
            induk=induk,
        )
        induk = row.pk
    return dokumen


def make_positions(cast):
    daftar = [
        {"kunci": "kadis", "nama": "Kepala Dinas Perhubungan", "jenjang": "jpt_pratama"},
        {"kunci": "kabid", "nama": "Kepala Bidang Lalu Lintas", "jenjang": "administrator"},
    ]
    daftar[1]["induk_kunci"] = "kadis"
    for row in daftar:
        row["unit"] = cast.unit_a
    jabatan_actions.build_jabatan(user=cast.admin, instansi=cast.instansi, daftar=daftar)


@pytest.fixture
def matrix(cast, open_page):
    """Open the matrix of a tree at a stage as a person."""

    def opener(user=None, *, tahap=5, plan=True, **options):
        cast.pohon = make_tree(cast, tahap=tahap)
        if plan:
            make_plan(cast)
        page = open_page(user or cast.perencana_a, f"/pohon/{cast.pohon.pk}/", **options)
        editor = Editor(page)
        page.get_by_role("tab", name="Matriks").click()
        return editor

    return opener


def region(editor):
    return editor.page.get_by_role("region", name="Matriks", exact=True)


def row(editor, text):
    """The row of a simpul."""
    return region(editor).locator(".mx-row", has=editor.page.locator(".mx-text", has_text=text))


def cell(editor, text, column):
    return row(editor, text).get_by_role("gridcell", name=re.compile(column))


def at_work(editor):
    """The cell that has the focus of the page."""
    return region(editor).locator(":focus")


def linked(cast):
    return list(Pemetaan.objects.values_list("simpul__pernyataan", "komponen__nama"))


def test_a_click_links_and_the_offered_action_undoes(cast, matrix):
    editor = matrix()
    one = cell(editor, CSF, "Sasaran kota")
    expect(row(editor, CSF)).to_contain_text("belum dipetakan")
    one.click()
    expect(one).to_have_accessible_name(re.compile("^Tertaut: Sasaran kota"))
    expect(editor.toast()).to_contain_text(f"“{CSF}” dipetakan ke Sasaran kota.")
    expect(row(editor, CSF)).to_contain_text("1 komponen")
    assert linked(cast) == [(CSF, "Sasaran kota")]
    editor.toast().get_by_role("button", name="Urungkan").click()
    expect(one).to_have_accessible_name(re.compile("^Belum tertaut"))
    expect(one).to_be_focused()
    expect(one).to_have_attribute("aria-busy", "false")
    assert linked(cast) == []


def test_a_double_click_links_once(cast, matrix):
    editor = matrix()
    cell(editor, CSF, "Tujuan kota").dblclick()
    expect(editor.toast()).to_contain_text("dipetakan ke Tujuan kota")
    expect(cell(editor, CSF, "Tujuan kota")).to_have_attribute("aria-busy", "false")
    assert linked(cast) == [(CSF, "Tujuan kota")]


def test_space_links_unlinks_and_control_z_takes_it_back_with_its_reason(cast, matrix):
    editor = matrix()
    simpul = Simpul.objects.get(pohon=cast.pohon, pernyataan=CSF)
    tujuan = Komponen.objects.get(nama="Tujuan kota")
    Pemetaan.objects.create(simpul=simpul, komponen=tujuan, alasan="Hasil sama")
    editor.page.reload()
    editor.page.wait_for_selector("html[data-editor=siap]")
    editor.page.get_by_role("tab", name="Matriks").click()
    one = cell(editor, CSF, "Tujuan kota")
    expect(row(editor, CSF)).to_contain_text("1 komponen")
    one.focus()
    editor.press("Space")
    expect(editor.toast()).to_contain_text("dilepas dari Tujuan kota")
    assert linked(cast) == []
    editor.press("Control+z")
    expect(one).to_have_accessible_name(re.compile("^Tertaut"))
    expect(one).to_have_attribute("aria-busy", "false")
    assert Pemetaan.objects.get().alasan == "Hasil sama"
    expect(one).to_be_focused()


def test_positions_are_linked_the_same_way(cast, matrix):
    make_positions(cast)
    editor = matrix()
    region(editor).get_by_role("button", name="Jabatan", exact=True).click()
    cell(editor, CSF, "Kepala Dinas Perhubungan").click()
    expect(editor.toast()).to_contain_text(f"“{CSF}” diampu Kepala Dinas Perhubungan.")
    kinerja = KinerjaJabatan.objects.get()
    assert (kinerja.simpul.pernyataan, kinerja.jenis) == (CSF, "direct")
    expect(region(editor).get_by_role("button", name=re.compile("jabatan belum"))).to_contain_text(
        "1 jabatan belum mengampu"
    )


def test_only_empty_rows_or_columns_are_shown_and_stay_once_linked(cast, matrix):
    editor = matrix()
    rows = region(editor).get_by_role("button", name=re.compile("simpul belum dipetakan"))
    columns = region(editor).get_by_role("button", name=re.compile("komponen belum bersimpul"))
    expect(rows).to_contain_text("5 simpul")
    cell(editor, CSF, "Tujuan kota").click()
    expect(rows).to_contain_text("4 simpul")
    expect(columns).to_contain_text("1 komponen")
    rows.click()
    expect(row(editor, CSF)).to_have_count(0)
    expect(row(editor, LEAF)).to_be_visible()  # also from a closed branch
    columns.click()
    expect(region(editor).get_by_role("columnheader", name=re.compile("kota"))).to_have_count(1)
    cell(editor, LEAF, "Sasaran kota").click()
    expect(row(editor, LEAF)).to_contain_text("1 komponen")
    expect(columns).to_contain_text("✓ 0 komponen")
    columns.click()
    expect(region(editor).get_by_role("columnheader", name=re.compile("kota"))).to_have_count(2)


def test_arrows_walk_the_grid_and_one_cell_is_a_stop_for_tab(cast, matrix):
    editor = matrix()
    expect(region(editor).locator(".mx-cell").first).to_be_visible()
    expect(at_work(editor)).to_contain_text("Kemacetan berkurang")
    editor.press("ArrowDown", "ArrowRight", "ArrowRight")
    expect(at_work(editor)).to_have_accessible_name(re.compile(f"Sasaran kota, {CSF}"))
    editor.press("ArrowRight")
    expect(at_work(editor)).to_have_accessible_name(re.compile(f"Sasaran kota, {CSF}"))
    editor.press("Home")
    expect(at_work(editor)).to_have_role("rowheader")
    editor.press("Control+End")
    expect(at_work(editor)).to_have_accessible_name(re.compile("Sasaran kota, Pelanggaran"))
    editor.press("Control+Home", ".")
    expect(region(editor).locator(".mx-row")).to_have_count(1)
    expect(region(editor).locator('[tabindex="0"]')).to_have_count(1)
    editor.press("Tab")
    expect(at_work(editor)).to_have_count(0)


def test_switching_between_views_keeps_focus_and_open_branches(cast, matrix):
    editor = matrix()
    expect(row(editor, LEAF)).to_have_count(0)
    row(editor, ANTARA).locator(".mx-text").click()
    row(editor, ANTARA).get_by_role("button", name="Buka cabang").click()
    for name in ("Bagan", "Matriks", "Baca", "Matriks"):
        editor.page.get_by_role("tab", name=name).click()
        shown = editor.page.get_by_role("region", name=name, exact=True)
        expect(shown.locator(":focus")).to_contain_text(re.compile(ANTARA, re.IGNORECASE))
    expect(row(editor, LEAF)).to_be_visible()


def test_what_another_person_links_is_seen_on_coming_back(cast, matrix):
    editor = matrix()
    expect(cell(editor, CSF, "Tujuan kota")).to_be_visible()
    simpul = Simpul.objects.get(pohon=cast.pohon, pernyataan=CSF)
    tujuan = Komponen.objects.get(nama="Tujuan kota")
    actions.map_simpul(user=cast.admin, simpul=simpul.pk, komponen=tujuan.pk)
    editor.page.get_by_role("tab", name="Bagan").click()
    editor.page.get_by_role("tab", name="Matriks").click()
    expect(cell(editor, CSF, "Tujuan kota")).to_have_accessible_name(re.compile("^Tertaut"))


def test_a_column_deleted_meanwhile_is_refused_and_goes(cast, matrix):
    editor = matrix()
    expect(cell(editor, CSF, "Sasaran kota")).to_be_visible()
    sasaran = Komponen.objects.get(nama="Sasaran kota")
    actions.delete_komponen(user=cast.admin, komponen=sasaran.pk)
    cell(editor, CSF, "Sasaran kota").click()
    expect(editor.toast()).to_contain_text("sudah dihapus")
    expect(region(editor).get_by_role("columnheader", name=re.compile("Sasaran"))).to_have_count(0)
    expect(at_work(editor)).to_have_role("rowheader")
    expect(row(editor, CSF)).to_contain_text("belum dipetakan")


def test_without_network_the_mark_is_taken_back(cast, matrix):
    editor = matrix()
    one = cell(editor, CSF, "Tujuan kota")
    expect(one).to_be_visible()
    editor.page.route(LINKS, lambda route: route.abort())
    one.click()
    expect(editor.toast()).to_contain_text("Server tidak menjawab.")
    expect(one).to_have_accessible_name(re.compile("^Belum tertaut"))
    assert linked(cast) == []
    editor.page.unroute(LINKS)
    one.click()
    expect(editor.toast()).to_contain_text("dipetakan ke Tujuan kota")


def test_a_matrix_that_does_not_come_is_asked_for_again(cast, open_page):
    cast.pohon = make_tree(cast, tahap=5)
    make_plan(cast)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{cast.pohon.pk}/"))
    editor.page.route(LINKS, lambda route: route.abort())
    editor.page.get_by_role("tab", name="Matriks").click()
    expect(region(editor)).to_contain_text("Server tidak menjawab.")
    editor.page.unroute(LINKS)
    region(editor).get_by_role("button", name="Coba lagi").click()
    expect(cell(editor, CSF, "Tujuan kota")).to_be_visible()


def test_a_reader_sees_the_links_and_is_told_why_not(cast, matrix):
    editor = matrix(cast.pembaca_a)
    one = cell(editor, CSF, "Tujuan kota")
    expect(one).to_have_attribute("aria-readonly", "true")
    expect(region(editor).get_by_role("status")).not_to_be_empty()
    one.click()
    expect(editor.toast()).to_have_class(re.compile("roti-galat"))
    assert linked(cast) == []


def test_a_submitted_tree_is_locked(cast, matrix):
    editor = matrix()
    expect(cell(editor, CSF, "Tujuan kota")).to_be_visible()
    Pohon.objects.filter(pk=cast.pohon.pk).update(status=Pohon.Status.DIAJUKAN)
    cell(editor, CSF, "Tujuan kota").click()
    expect(editor.toast()).to_have_class(re.compile("roti-galat"))
    expect(region(editor).get_by_role("status")).to_contain_text("diajukan")
    expect(cell(editor, CSF, "Tujuan kota")).to_have_attribute("aria-readonly", "true")
    assert linked(cast) == []


def test_an_early_stage_says_when_links_begin_and_leads_there(cast, matrix):
    editor = matrix(tahap=3)
    expect(region(editor)).to_contain_text("mulai tahap 5, sedangkan pohon ini masih tahap 3")
    region(editor).get_by_role("button", name="Ke baris tahapan").click()
    expect(editor.page.locator("#ed-stages :focus")).to_have_count(1)


def test_a_tree_without_plan_or_positions_says_what_to_do_first(cast, matrix):
    editor = matrix(plan=False)
    expect(region(editor)).to_contain_text("Belum ada komponen untuk unit dan periode pohon ini.")
    region(editor).get_by_role("button", name="Jabatan", exact=True).click()
    expect(region(editor)).to_contain_text("Belum ada jabatan untuk unit pohon ini.")


def test_in_a_low_window_rows_are_still_to_be_seen(cast, matrix):
    editor = matrix()
    editor.page.set_viewport_size({"width": 683, "height": 384})
    cell(editor, CSF, "Tujuan kota").focus()
    expect(cell(editor, CSF, "Tujuan kota")).to_be_in_viewport(ratio=0.9)
    editor.press("ArrowDown")
    expect(at_work(editor)).to_be_in_viewport(ratio=0.9)


def test_the_empty_ones_of_the_branch_looked_at_alone_are_counted(cast, matrix):
    editor = matrix()
    rows = region(editor).get_by_role("button", name=re.compile("simpul belum dipetakan"))
    expect(rows).to_contain_text("5 simpul")
    editor.page.get_by_role("tab", name="Bagan").click()
    editor.focus(CSF)
    editor.press("f")
    editor.page.get_by_role("tab", name="Matriks").click()
    expect(rows).to_contain_text("3 simpul")
    editor.page.get_by_role("button", name="Seluruh pohon").click()
    expect(rows).to_contain_text("5 simpul")


def test_what_another_person_links_comes_while_one_looks_on(cast, matrix):
    editor = matrix(fresh=True)  # for a clock of its own
    editor.page.clock.install()
    editor.page.get_by_role("tab", name="Bagan").click()
    editor.page.get_by_role("tab", name="Matriks").click()
    one = cell(editor, CSF, "Tujuan kota")
    one.focus()
    simpul = Simpul.objects.get(pohon=cast.pohon, pernyataan=CSF)
    tujuan = Komponen.objects.get(nama="Tujuan kota")
    actions.map_simpul(user=cast.admin, simpul=simpul.pk, komponen=tujuan.pk)
    editor.page.clock.fast_forward(31_000)
    expect(one).to_have_accessible_name(re.compile("^Tertaut"))
    expect(one).to_be_focused()


def test_after_the_session_ended_it_says_to_sign_in_and_goes_on_afterwards(cast, matrix):
    editor = matrix()
    one = cell(editor, CSF, "Tujuan kota")
    expect(one).to_be_visible()
    cookies = editor.page.context.cookies()
    editor.page.context.clear_cookies()
    one.click()
    expect(editor.toast()).to_contain_text("Sesi Anda berakhir. Masuk lagi di tab lain")
    expect(one).to_have_accessible_name(re.compile("^Belum tertaut"))
    editor.page.context.add_cookies(cookies)
    one.click()
    expect(editor.toast()).to_contain_text("dipetakan ke Tujuan kota")
