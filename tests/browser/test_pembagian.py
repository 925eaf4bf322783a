"""The distribution page and the editor's tab Jabatan in a real browser: htmx does what a reload would."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from jabatan import actions
from jabatan.models import KinerjaJabatan
from organisasi.models import Unit
from pohon.models import Pohon, Simpul
from tests.base import make_pohon, make_simpul
from tests.browser.editor_page import READY

if TYPE_CHECKING:
    from playwright.sync_api import Page

POSITIONS = [
    ("kadis", None, "Kepala Dinas", "jpt_pratama"),
    ("kabid", "kadis", "Kepala Bidang SD", "administrator"),
    ("kabid2", "kadis", "Kepala Bidang SMP", "administrator"),
]


@pytest.fixture
def pohon(cast: SimpleNamespace) -> Pohon:
    """A tree of unit A at stage 5 with two nodes, and three positions, each held by somebody."""
    unit = Unit.objects.get(pk=cast.unit_a.pk)
    actions.build_jabatan(
        user=cast.admin,
        instansi=cast.instansi,
        daftar=[
            {
                "kunci": kunci,
                "induk_kunci": induk,
                "nama": nama,
                "jenjang": jenjang,
                "unit": unit,
                "pejabat": [{"nama": f"Pejabat {kunci}", "mulai": datetime.date(2025, 1, 2)}],
            }
            for kunci, induk, nama, jenjang in POSITIONS
        ],
    )
    tree = make_pohon(
        user=cast.perencana_a,
        unit=unit,
        instansi=cast.instansi,
        periode=cast.periode,
        pernyataan="Akses pendidikan merata",
        tahap=3,
    )
    make_simpul(
        tree,
        "Penduduk putus sekolah menurun",
        user=cast.perencana_a,
        level_kinerja="taktikal_intermediate",
    )
    Simpul.objects.filter(pohon=tree, induk=None).update(level_kinerja="strategis_urusan")
    Pohon.objects.filter(pk=tree.pk).update(tahap=5)
    return tree


def share(page: Page, where: str, name: str) -> None:
    """Give the node also to another position, through the part that `where` selects."""
    part = page.locator(where)
    part.locator("details").wait_for()
    if part.locator("details:not([open]) > summary").count():
        part.locator("summary").click()
    label = part.locator("option", has_text=name).first.text_content() or ""
    part.locator("details select").first.select_option(label=label.strip())
    part.get_by_role("button", name="Bagikan").click()


def test_a_node_is_distributed_shared_narrowed_and_taken_off_without_a_reload(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    page = open_page(cast.perencana_a, f"/pembagian/{pohon.pk}/")
    page.get_by_role("button", name="+ Kepala Dinas").click()
    expect(page.locator("#hitungan")).to_contain_text("1 dari 2 simpul diampu")
    node = Simpul.objects.get(pernyataan="Penduduk putus sekolah menurun")
    row = f"#simpul-{node.pk}"
    expect(page.locator(row).get_by_role("button", name="+ Kepala Bidang")).to_have_count(2)
    page.locator(row).get_by_role("link", name="Atur").click()
    for count, name in enumerate(("Kepala Bidang SD", "Kepala Bidang SMP"), start=1):
        share(page, row, name)
        expect(page.locator(f"{row} .pengampu")).to_have_count(count)
    expect(page.locator(row)).to_contain_text("Kinerja ini dibagi ke 2 jabatan")
    carriers = page.locator(f"{row} .pengampu")
    for number, level in enumerate(("SD", "SMP")):
        carriers.nth(number).get_by_role("textbox").fill(f"Penduduk putus sekolah {level} menurun")
    for number in range(2):  # saving one keeps what is typed in the other
        carriers.nth(number).get_by_role("button", name="Simpan").click()
        expect(carriers.nth(number)).to_contain_text("Tersimpan")
    expect(page.locator(f"{row} .alert-warning")).to_have_count(0)
    page.locator(row).get_by_role("link", name="Tutup").click()
    expect(page.locator(row)).to_contain_text("Penduduk putus sekolah SMP menurun")
    expect(page.locator(f"{row} .ingat")).to_have_count(0)
    page.locator(row).get_by_role("link", name="Atur").click()
    page.locator(row).get_by_role("button", name="Lepas").last.click()
    expect(page.locator(f"{row} .pengampu")).to_have_count(1)
    assert KinerjaJabatan.objects.filter(simpul=node).count() == 1


def test_the_panel_of_the_editor_distributes_too(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    page = open_page(cast.perencana_a, f"/pohon/{pohon.pk}/")
    page.wait_for_selector(READY)
    page.get_by_role("treeitem", name="Akses pendidikan merata").first.click()
    page.get_by_role("tab", name="Jabatan").click()
    page.get_by_role("button", name="+ Kepala Dinas").click()
    expect(page.locator("[data-bagian-jabatan] .pengampu")).to_have_count(1)
    assert KinerjaJabatan.objects.get().jabatan.nama == "Kepala Dinas"


def test_the_pages_fit_a_phone(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    for path in (f"/pembagian/{pohon.pk}/", "/jabatan/", "/pk/", "/pk/baru/"):
        page = open_page(cast.perencana_a, path, phone=True)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, path
