"""The chart of positions in a real browser: folding, searching, size, arrow keys; and no serious finding of axe."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from jabatan import actions
from organisasi.models import Unit
from tests.browser.test_axe import findings

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/struktur/bagan/"


@pytest.fixture
def structure(cast: SimpleNamespace) -> None:
    """A head with three kabid of 22 staff each: enough to begin folded."""
    unit = Unit.objects.get(pk=cast.unit_a.pk)
    daftar = [{"kunci": "kadis", "nama": "Kepala Dinas", "jenjang": "jpt_pratama", "unit": unit}]
    for bidang in "ABC":
        daftar.append(
            {
                "kunci": bidang,
                "induk_kunci": "kadis",
                "nama": f"Kepala Bidang {bidang}",
                "jenjang": "administrator",
                "unit": unit,
            }
        )
        daftar += [
            {
                "kunci": f"{bidang}{number}",
                "induk_kunci": bidang,
                "nama": f"Pengelola {bidang} {number}",
                "jenjang": "pelaksana",
                "unit": unit,
            }
            for number in range(22)
        ]
    actions.build_jabatan(user=cast.admin, instansi=cast.instansi, daftar=daftar)


def test_branches_fold_and_a_search_opens_what_it_finds(cast, open_page, structure):
    page = open_page(cast.pembaca_a, URL)
    staff = page.get_by_text("Pengelola B 21", exact=True)
    expect(staff).to_be_hidden()
    page.get_by_label("Bawahan Kepala Bidang B").click()
    expect(staff).to_be_visible()
    page.get_by_role("button", name="Lipat semua").click()
    expect(staff).to_be_hidden()
    page.get_by_label("Cari jabatan atau pejabat di bagan").fill("pengelola b 21")
    expect(staff).to_be_visible()
    expect(page.locator("[data-hasil]")).to_contain_text("1 dari 1")
    page.get_by_label("Cari jabatan atau pejabat di bagan").fill("tidak ada ini")
    expect(page.locator("[data-hasil]")).to_have_text("Tidak ditemukan")


def test_it_fits_the_screen(cast, open_page, structure):
    page = open_page(cast.pembaca_a, URL)
    page.get_by_role("button", name="Buka semua").click()
    page.get_by_role("button", name="Pas layar").click()
    wide = page.evaluate(
        "(() => { const f = document.querySelector('[data-bidang]'); return f.scrollWidth - f.clientWidth; })()"
    )
    assert wide <= 1


def test_the_arrow_keys_move_and_fold(cast, open_page, structure):
    page = open_page(cast.pembaca_a, URL)
    page.locator("[data-bidang]").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.get_by_role("link", name="Kepala Bidang B")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Pengelola B 0", exact=True)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="Pengelola B 0")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Pengelola B 0", exact=True)).to_be_hidden()


@pytest.mark.parametrize("phone", [False, True], ids=["laptop", "ponsel"])
@pytest.mark.parametrize("dark", [False, True], ids=["terang", "gelap"])
def test_the_pages_of_the_structure_have_no_serious_finding(
    cast, open_page, structure, dark, phone
):
    page = open_page(cast.admin, URL, dark=dark, phone=phone)
    faults = {}
    for path in (URL, "/jabatan/lowong/", "/struktur/impor/", "/pembagian/beban/"):
        page.goto(path)
        if found := findings(page):
            faults[path] = found
    assert faults == {}
