"""axe-core on the pages people work in: no serious finding of WCAG 2.2 A and AA, light and dark, laptop and phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from perencanaan.models import Komponen, Pemetaan
from pohon.actions import apply, freeze_version
from pohon.models import Simpul
from tests.browser.editor_page import Editor, make_tree
from tests.browser.test_editor_matriks import make_plan, make_positions

pytestmark = pytest.mark.django_db(transaction=True)
(AXE,) = (Path(__file__).parent / "vendor").glob("axe-core-*/axe.min.js")
RUN = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame().then(frame); // what was asked for is drawn within a frame
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}"""


def findings(page):
    """Serious and critical findings on what the page shows now."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN)


@pytest.fixture(params=[False, True], ids=["terang", "gelap"])
def dark(request):
    return request.param


@pytest.fixture(params=[False, True], ids=["laptop", "ponsel"])
def phone(request):
    return request.param


def test_signing_in_has_no_serious_finding(cast, open_page, dark, phone):
    assert findings(open_page(None, "/masuk/", dark=dark, phone=phone)) == []


def test_the_pages_of_work_have_no_serious_finding(cast, open_page, dark, phone):
    pohon = make_tree(cast, tahap=5)
    page = open_page(cast.admin, "/", dark=dark, phone=phone)
    faults = {}
    for path in (
        "/",
        "/pohon/",
        *(f"/{name}/{pohon.pk}/" for name in ("pemetaan", "pembagian", "temuan")),
    ):
        page.goto(path)
        if found := findings(page):
            faults[path] = found
    assert faults == {}


def test_every_view_of_the_editor_has_no_serious_finding(cast, open_page, dark, phone):
    pohon = make_tree(cast, tahap=5)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/", dark=dark, phone=phone))
    faults = {}
    for tab in editor.page.locator("[data-show]").all():
        tab.click()
        if found := findings(editor.page):
            faults[tab.text_content()] = found
    assert faults == {}


def test_matrix_and_sentences_of_a_linked_tree_have_no_serious_finding(
    cast, open_page, dark, phone
):
    pohon = make_tree(cast, tahap=5)
    make_plan(cast)
    make_positions(cast)
    simpul = Simpul.objects.get(pohon=pohon, induk=None)
    Pemetaan.objects.create(simpul=simpul, komponen=Komponen.objects.get(jenis="tujuan"))
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/", dark=dark, phone=phone))
    page, faults = editor.page, {}
    page.get_by_role("tab", name="Matriks").click()
    for part in ("Komponen", "Jabatan"):
        page.get_by_role("button", name=part, exact=True).click()
        expect(page.get_by_role("gridcell").first).to_be_visible()
        if found := findings(page):
            faults[part] = found
    page.get_by_role("button", name=re.compile("jabatan belum mengampu")).click()
    page.get_by_role("gridcell").first.click()
    expect(editor.toast()).to_contain_text("diampu")
    if found := findings(page):
        faults["hanya yang kosong"] = found
    page.get_by_role("tab", name="Baca").click()
    page.keyboard.press("ArrowDown")
    if found := findings(page):
        faults["Baca"] = found
    assert faults == {}


def test_the_open_search_has_no_serious_finding(cast, open_page, dark, phone):
    make_tree(cast, tahap=5)
    page, faults = open_page(cast.perencana_a, "/", dark=dark, phone=phone), {}
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Cari di Pokin")
    if found := findings(page):
        faults["kosong"] = found
    for text, shown in (("lalu lintas", "Rekayasa"), ("zeppelin", "Tidak ada yang cocok")):
        dialog.get_by_role("combobox").fill(text)
        expect(dialog).to_contain_text(shown)
        if found := findings(page):
            faults[text] = found
    page.route("**/api/v1/cari/**", lambda route: route.abort())
    dialog.get_by_role("combobox").fill("luring")
    expect(dialog.get_by_role("alert")).to_be_visible()
    if found := findings(page):
        faults["luring"] = found
    assert faults == {}


def test_a_comparison_of_versions_has_no_serious_finding(cast, open_page, dark, phone):
    pohon = make_tree(cast, tahap=5)
    freeze_version(user=cast.perencana_a, pohon=pohon)
    for simpul in Simpul.objects.filter(pohon=pohon, jenis="csf"):
        edit = {"jenis": "ubah", "simpul": simpul.pk, "versi": simpul.versi}
        data = {"pernyataan": f"{simpul.pernyataan} cepat", "keterangan": "Baru"}
        apply(user=cast.perencana_a, pohon_id=pohon.pk, operasi=[{**edit, "data": data}])
    page = open_page(cast.perencana_a, f"/pohon/{pohon.pk}/", dark=dark, phone=phone)
    Editor(page).show("banding")
    assert findings(page) == []


def test_a_filtered_tree_and_its_legend_have_no_serious_finding(cast, open_page, dark, phone):
    pohon = make_tree(cast, tahap=5)
    page = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/", dark=dark, phone=phone)).page
    page.get_by_role("button", name="Legenda dan saringan").click()
    page.get_by_role("dialog").get_by_label("Operasional").check()
    assert findings(page) == []


def test_the_panel_and_the_dialogs_of_the_editor_have_no_serious_finding(cast, open_page, dark):
    pohon = make_tree(cast, tahap=5)
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/", dark=dark))
    page, faults = editor.page, {}
    for tab in page.locator("#ed-panel [role=tab]").all():
        tab.click()
        expect(page.locator("#ed-panel")).not_to_contain_text("Memuat…")
        if found := findings(page):
            faults[tab.text_content()] = found
    editor.focus("Volume kendaraan berkurang")
    for keys in ("?", "/", "m", "Shift+F10"):
        editor.press(keys)
        if found := findings(page):
            faults[keys] = found
        editor.press("Escape")
    assert faults == {}
