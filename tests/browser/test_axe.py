"""axe-core on the pages people work in: no serious finding of WCAG 2.2 A and AA, light and dark, laptop and phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from pohon.actions import apply, freeze_version
from pohon.models import Simpul
from tests.browser.editor_page import Editor, make_tree

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
