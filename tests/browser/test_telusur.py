"""Proposals, drawn shapes, changed nodes and telusur: no serious finding of axe, nothing wider than the screen."""

from __future__ import annotations

import pytest

from perencanaan import actions
from perencanaan.models import Komponen
from pohon import actions as pohon_actions
from pohon.models import Simpul
from tests.browser.test_axe import findings
from tests.browser.test_pemetaan import make_board

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def make_pages(cast) -> list[str]:
    """Map a tree, change a node of it afterwards, and return the addresses to look at."""
    pohon, dokumen = make_board(cast)
    actions.apply_usulan(user=cast.admin, pohon=pohon.pk, dokumen=dokumen.pk)
    node = Simpul.objects.get(pohon=pohon, pernyataan="Angkutan umum diminati")
    edit = {"jenis": "ubah", "simpul": node.pk, "versi": node.versi, "data": {"pernyataan": "Lain"}}
    new = {
        "jenis": "tambah",
        "induk": node.pk,
        "data": {"pernyataan": "Halte nyaman", "level_kinerja": "taktikal_intermediate"},
    }
    pohon_actions.apply(user=cast.admin, pohon_id=pohon.pk, operasi=[edit, new])
    komponen = Komponen.objects.get(dokumen=dokumen, jenis="sasaran")
    return [
        f"/pemetaan/{pohon.pk}/?saring=sesuai",
        f"/pemetaan/{pohon.pk}/usulan/?dokumen={dokumen.pk}",
        f"/pemetaan/{pohon.pk}/bentuk/?dokumen={dokumen.pk}",
        "/telusur/?q=angkutan",
        f"/telusur/simpul/{node.pk}/",
        f"/telusur/komponen/{komponen.pk}/",
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["terang", "gelap"])
@pytest.mark.parametrize("phone", [False, True], ids=["laptop", "ponsel"])
def test_no_page_has_a_serious_finding_or_runs_out_of_the_screen(cast, open_page, dark, phone):
    paths = make_pages(cast)
    page = open_page(cast.perencana_a, paths[0], dark=dark, phone=phone)
    faults = {}
    for path in paths:
        page.goto(path)
        found = findings(page)
        if page.evaluate(WIDER) > 0:
            found.append("wider than the screen")
        if found:
            faults[path] = found
    assert faults == {}


def test_a_reader_walks_from_a_node_to_its_komponen_and_back(cast, open_page):
    paths = make_pages(cast)
    page = open_page(cast.evaluator, paths[3])
    page.get_by_role("link", name="Angkutan umum diminati").click()
    page.get_by_role("heading", name="Telusur komponen").wait_for()
    page.get_by_role("link", name="Lain", exact=True).first.click()
    page.get_by_role("heading", name="Telusur simpul").wait_for()
    page.get_by_role("heading", name="Ke bawah: 1 simpul").wait_for()
    page.get_by_role("link", name="Halte nyaman").wait_for()
