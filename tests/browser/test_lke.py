"""The LKE in a real browser: lines that save themselves, two people on one line, a lost connection, readable pages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from evaluasi.models import JawabanKriteria, JawabanLke, KriteriaLke, Lke, SubkomponenLke
from tests.browser.test_aksesibel import CHECK
from tests.browser.test_axe import findings
from tests.evaluasi.dasar_lke import make_lke

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


@pytest.fixture
def lke(cast: SimpleNamespace) -> Lke:
    return make_lke(cast)


def line(page: Page, kode: str) -> Locator:
    return page.get_by_role("group", name=f"Kriteria {kode}", exact=True)


def answer(lke: Lke, kode: str) -> JawabanKriteria | None:
    found = KriteriaLke.objects.get(kode=kode, subkomponen__komponen__versi=lke.versi_id)
    return JawabanKriteria.objects.filter(lke=lke, kriteria=found).first()


def test_a_line_saves_itself_and_the_totals_follow(cast, open_page, lke):
    page = open_page(cast.perencana_a, f"/lke/{lke.pk}/isi/2/")
    for kode in ("2.a.1", "2.a.2", "2.a.3"):
        line(page, kode).get_by_text("Ya", exact=True).click()
        expect(line(page, kode).get_by_role("status")).to_contain_text("Tersimpan")
    expect(page.get_by_text("setara dengan BB").first).to_be_visible()
    group = page.get_by_role("group", name="Jawaban subkomponen 2.a")
    group.get_by_label("Jawaban 2.a").select_option("A")
    group.get_by_label("Alasan").fill("Semua ada\ndan berlaku")
    expect(group.get_by_role("status")).to_contain_text("Tersimpan")
    expect(page.locator("[data-ringkas]")).to_contain_text("5,4")
    sub = SubkomponenLke.objects.get(kode="2.a", komponen__versi=lke.versi_id)
    row = JawabanLke.objects.get(lke=lke, subkomponen=sub)
    assert (row.huruf, row.alasan) == ("A", "Semua ada\ndan berlaku")
    page.reload()
    expect(line(page, "2.a.1").get_by_label("Ya", exact=True)).to_be_checked()


def test_the_second_of_two_on_one_line_is_told_and_may_insist(cast, open_page, lke):
    mine = open_page(cast.perencana_a, f"/lke/{lke.pk}/isi/1/")
    theirs = open_page(cast.admin, f"/lke/{lke.pk}/isi/1/")
    line(theirs, "1.a.1").get_by_text("Tidak", exact=True).click()
    expect(line(theirs, "1.a.1").get_by_role("status")).to_contain_text("Tersimpan")
    line(mine, "1.a.1").get_by_text("Sebagian", exact=True).click()
    said = line(mine, "1.a.1").get_by_role("status")
    expect(said).to_contain_text("Admin: Tidak")
    row = answer(lke, "1.a.1")
    assert row is not None
    assert row.terpenuhi == "tidak"
    note = line(mine, "1.a.1").get_by_label("Catatan kriteria 1.a.1")
    note.fill("Sudah dibahas bersama")
    expect(said).to_contain_text("Tersimpan")
    row.refresh_from_db()
    assert row.terpenuhi == "sebagian"
    # Leaving a line that was refused does not mean it: only changing it once more, or the button, does.
    line(theirs, "1.a.1").get_by_text("Ya", exact=True).click()
    expect(line(theirs, "1.a.1").get_by_role("status")).to_contain_text("Sebagian")
    line(theirs, "1.a.1").get_by_text("Tidak", exact=True).click()
    expect(line(theirs, "1.a.1").get_by_role("status")).to_contain_text("Tersimpan")
    note.fill("Dibahas lagi")
    expect(said).to_contain_text("Admin: Tidak")
    mine.get_by_role("link", name="Lanjut ke 2").click()
    expect(mine.get_by_role("heading", name="1 Perencanaan Kinerja")).to_be_visible()
    row.refresh_from_db()
    assert (row.terpenuhi, row.catatan) == ("tidak", "")


def test_a_link_waits_for_what_was_typed_and_back_finds_it_saved(cast, open_page, lke):
    page = open_page(cast.perencana_a, f"/lke/{lke.pk}/isi/1/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())  # type: ignore[func-returns-value]
    note = line(page, "1.a.1").get_by_label("Catatan kriteria 1.a.1")
    note.fill("Pedoman 2024")
    page.get_by_role("link", name="Lanjut ke 2").click()
    page.wait_for_url(f"**/lke/{lke.pk}/isi/2/")
    assert asked == []
    row = answer(lke, "1.a.1")
    assert row is not None
    assert row.catatan == "Pedoman 2024"
    page.go_back()
    expect(note).to_have_value("Pedoman 2024")
    note.fill("Pedoman 2025")
    expect(line(page, "1.a.1").get_by_role("status")).to_contain_text("Tersimpan")
    row.refresh_from_db()
    assert row.catatan == "Pedoman 2025"


def test_the_button_waits_for_a_line_on_its_way(cast, open_page, lke):
    page = open_page(cast.perencana_a, f"/lke/{lke.pk}/isi/1/")
    held = []

    def hold_first(route):
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.route("**/lke/**", hold_first)
    note = line(page, "1.a.1").get_by_label("Catatan kriteria 1.a.1")
    note.fill("Pedoman 2024")
    expect(line(page, "1.a.1").get_by_role("status")).to_contain_text("Menyimpan")
    note.fill("Pedoman 2025")
    page.get_by_role("button", name="Simpan komponen 1").click()
    page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_text("Komponen 1 disimpan.")).to_be_visible()
    row = answer(lke, "1.a.1")
    assert row is not None
    assert row.catatan == "Pedoman 2025"


def test_a_lost_connection_is_said_and_the_text_stays(cast, open_page, lke):
    page = open_page(cast.perencana_a, f"/lke/{lke.pk}/isi/1/")
    page.route("**/lke/**", lambda route: route.abort())
    note = line(page, "1.a.1").get_by_label("Catatan kriteria 1.a.1")
    note.fill("Pedoman 2024")
    expect(line(page, "1.a.1").get_by_role("status")).to_contain_text("Belum tersimpan")
    page.unroute("**/lke/**")
    expect(note).to_have_value("Pedoman 2024")
    page.get_by_role("button", name="Simpan komponen 1").click()
    expect(page.get_by_text("Komponen 1 disimpan.")).to_be_visible()
    row = answer(lke, "1.a.1")
    assert row is not None
    assert row.catatan == "Pedoman 2024"


@pytest.mark.parametrize(("dark", "phone"), [(False, False), (True, True)])
def test_the_pages_are_readable(cast, open_page, lke, dark, phone):
    for url in ("/lke/", f"/lke/{lke.pk}/", f"/lke/{lke.pk}/isi/1/"):
        page = open_page(cast.perencana_a, url, dark=dark, phone=phone)
        assert page.evaluate(CHECK) == [], url
        assert findings(page) == [], url
