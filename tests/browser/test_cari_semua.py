"""The search of everything (Ctrl+K): what it finds and where it leads, keys, and what it does not show."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from jabatan import actions as jabatan_actions
from perencanaan.actions import BarisNomenklatur, simpan_nomenklatur
from perencanaan.models import VersiNomenklatur
from pohon import actions
from pohon.models import Indikator, Simpul
from tests.base import make_pohon, make_simpul
from tests.browser.editor_page import Editor, make_tree

pytestmark = pytest.mark.django_db(transaction=True)
LEAF = "Rekayasa lalu lintas terlaksana"
ANSWERS = "**/api/v1/cari/**"


class Search:
    """The search as a person sees it on an open page."""

    def __init__(self, page):
        self.page = page
        self.dialog = page.get_by_role("dialog", name="Cari di Pokin")
        self.field = self.dialog.get_by_role("combobox")
        self.options = self.dialog.get_by_role("option")
        self.chosen = self.dialog.get_by_role("option", selected=True)

    def open(self):
        self.page.keyboard.press("Control+k")
        expect(self.field).to_be_focused()

    def ask(self, text):
        self.open()
        self.field.fill(text)
        expect(self.dialog).not_to_have_attribute("aria-busy", "true")

    def group(self, name):
        return self.dialog.get_by_role("group", name=name)


@pytest.fixture
def trees(cast):
    """The tree of unit A and one of unit B, whose sole CSF speaks of buses."""
    cast.pohon = make_tree(cast, tahap=5)
    cast.lain = make_pohon(
        user=cast.admin,
        unit=cast.unit_b,
        instansi=cast.instansi,
        periode=cast.periode,
        pernyataan="Siswa tiba tepat waktu",
        tahap=4,
    )
    cast.bus = make_simpul(cast.lain, "Bus sekolah andal", user=cast.admin)
    return cast


@pytest.fixture
def search(trees, open_page):
    def opener(user=None, path="/", **options):
        return Search(open_page(user or trees.perencana_a, path, **options))

    return opener


def test_a_simpul_of_another_tree_is_found_from_any_page_and_opens_with_the_focus(cast, search):
    leaf = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)
    found = search(path="/unit/")
    found.ask("rekayasa lintas")
    expect(found.chosen).to_contain_text(LEAF)
    found.page.keyboard.press("Enter")
    editor = Editor(found.page)
    expect(found.page).to_have_url(re.compile(f"/pohon/{cast.pohon.pk}/#simpul-{leaf.pk}$"))
    expect(editor.focused()).to_contain_text(LEAF)
    expect(editor.focused()).to_be_focused()


def test_within_the_open_tree_it_goes_there_without_a_reload(cast, search):
    found = search(path=f"/pohon/{cast.pohon.pk}/")
    editor = Editor(found.page)
    found.page.evaluate("window.kept = true")
    editor.focus("Kapasitas jalan meningkat")
    found.ask("rekayasa")
    found.page.keyboard.press("Enter")
    expect(editor.focused()).to_contain_text(LEAF)
    expect(editor.focused()).to_be_focused()
    assert found.page.evaluate("window.kept")


def test_back_leads_to_the_simpul_one_came_from(cast, search):
    found = search(path=f"/pohon/{cast.pohon.pk}/")
    editor = Editor(found.page)
    found.ask("rekayasa")
    found.page.keyboard.press("Enter")
    expect(editor.focused()).to_contain_text(LEAF)
    found.ask("bus sekolah")
    found.page.keyboard.press("Enter")
    expect(found.page).to_have_url(re.compile(f"/pohon/{cast.lain.pk}/#simpul-{cast.bus.pk}$"))
    expect(Editor(found.page).focused()).to_contain_text("Bus sekolah andal")
    found.page.go_back()
    expect(Editor(found.page).focused()).to_contain_text(LEAF)


def test_an_address_of_a_deleted_simpul_says_so(cast, search):
    op = {"jenis": "hapus", "simpul": cast.bus.pk, "versi": cast.bus.versi}
    actions.apply(user=cast.admin, pohon_id=cast.lain.pk, operasi=[op])
    found = search(path=f"/pohon/{cast.lain.pk}/#simpul-{cast.bus.pk}")
    editor = Editor(found.page)
    expect(editor.toast()).to_contain_text("Simpul itu tidak ada lagi di pohon ini")
    expect(editor.focused()).to_contain_text("Siswa tiba tepat waktu")


def test_a_changed_address_leads_on(cast, search):
    found = search(path=f"/pohon/{cast.lain.pk}/")
    editor = Editor(found.page)
    found.page.evaluate("(id) => { location.hash = `simpul-${id}`; }", cast.bus.pk)
    expect(editor.focused()).to_contain_text("Bus sekolah andal")


def test_an_indicator_leads_to_its_simpul(cast, search):
    Indikator.objects.create(simpul=cast.bus, nama="Ketepatan jadwal", kode="IKU-7")
    found = search()
    found.ask("iku-7")
    expect(found.group("Indikator")).to_contain_text("IKU-7 Ketepatan jadwal")
    found.group("Indikator").get_by_role("option").click()
    expect(Editor(found.page).focused()).to_contain_text("Bus sekolah andal")


def test_a_code_of_the_nomenclature_leads_to_its_row(cast, search):
    versi = VersiNomenklatur.objects.create(
        nama="Kepmendagri", regulasi="Kepmendagri", tanggal="2026-01-01"
    )
    rows = [BarisNomenklatur("kabkota", "2.15", "URUSAN PERHUBUNGAN")]
    simpan_nomenklatur(versi=versi, rows=rows)
    found = search()
    found.ask("2.15")
    found.group("Nomenklatur").get_by_role("option").click()
    expect(found.page).to_have_url(re.compile("/nomenklatur/.*di=2.15"))
    expect(found.page.get_by_role("main")).to_contain_text("URUSAN PERHUBUNGAN")


def test_a_position_leads_to_its_page(cast, search):
    daftar = [{"kunci": "a", "nama": "Kepala Dinas Perhubungan", "jenjang": "jpt_pratama"}]
    jabatan_actions.build_jabatan(user=cast.admin, instansi=cast.instansi, daftar=daftar)
    found = search()
    found.ask("kepala dinas")
    found.group("Jabatan").get_by_role("option").click()
    expect(found.page.get_by_role("heading", level=1)).to_contain_text("Kepala Dinas Perhubungan")


def test_a_page_is_found_by_its_name_and_only_where_it_may_be_opened(cast, search):
    found = search(cast.admin)
    found.ask("pengguna")
    found.group("Halaman").get_by_role("option").click()
    expect(found.page).to_have_url(re.compile("/pengguna/$"))
    reader = search(cast.pembaca_a)
    reader.ask("pengguna")
    expect(reader.group("Halaman")).to_have_count(0)


def test_arrows_go_round_and_the_field_keeps_the_cursor(cast, search):
    found = search()
    found.ask("lalu lintas")
    count = found.options.count()
    assert count > 1
    expect(found.chosen).to_have_id(found.options.first.get_attribute("id"))
    found.page.keyboard.press("ArrowUp")
    expect(found.chosen).to_have_id(found.options.last.get_attribute("id"))
    found.page.keyboard.press("ArrowDown")
    expect(found.chosen).to_have_id(found.options.first.get_attribute("id"))
    expect(found.field).to_have_attribute(
        "aria-activedescendant", found.options.first.get_attribute("id")
    )
    expect(found.field).to_be_focused()
    expect(found.chosen).to_have_count(1)


def test_escape_closes_and_gives_the_focus_back(cast, search):
    found = search(path=f"/pohon/{cast.pohon.pk}/")
    editor = Editor(found.page)
    editor.focus("Kapasitas jalan meningkat")
    found.ask("bus")
    found.page.keyboard.press("Escape")
    expect(found.dialog).to_be_hidden()
    expect(editor.focused()).to_be_focused()
    expect(editor.focused()).to_contain_text("Kapasitas jalan meningkat")


def test_two_letters_are_the_least(cast, search):
    found = search()
    asked: list[str] = []
    found.page.on("request", lambda request: asked.append(request.url))
    found.open()
    found.field.fill("b")
    found.page.wait_for_timeout(400)
    expect(found.dialog).to_contain_text("Ketik paling sedikit dua huruf.")
    assert [url for url in asked if "/cari/" in url] == []
    found.field.fill("bu")
    expect(found.options).not_to_have_count(0)
    found.field.fill("b")
    expect(found.options).to_have_count(0)


def test_nothing_found_is_said_with_what_to_try(cast, search):
    found = search()
    found.ask("zeppelin")
    expect(found.dialog).to_contain_text("Tidak ada yang cocok dengan “zeppelin”.")
    expect(found.options).to_have_count(0)
    found.page.keyboard.press("Enter")
    expect(found.dialog).to_be_visible()


def test_what_belongs_to_another_instansi_never_appears(cast, search):
    strange = make_pohon(
        user=cast.asing,
        unit=cast.unit_asing,
        instansi=cast.instansi_asing,
        periode=cast.periode_asing,
        pernyataan="Bus sehat",
        tahap=2,
    )
    make_simpul(strange, "Bus keliling tersedia", user=cast.asing)
    found = search()
    found.ask("bus")
    expect(found.options).to_have_count(1)
    expect(found.options).to_contain_text("Bus sekolah andal")
    theirs = search(cast.asing)
    theirs.ask("bus")
    expect(theirs.options).to_have_count(2)
    expect(theirs.dialog).not_to_contain_text("Bus sekolah")


def test_all_of_a_kind_are_shown_when_asked(cast, search):
    for number in range(10):
        make_simpul(cast.lain, f"Halte {number} teduh", user=cast.admin)
    found = search()
    found.ask("halte")
    expect(found.options).to_have_count(9)
    found.page.keyboard.press("ArrowUp")
    expect(found.chosen).to_have_text("Tampilkan semua (10)")
    found.page.keyboard.press("Enter")
    expect(found.options).to_have_count(10)


def test_enter_before_the_answer_opens_the_first_hit(cast, search):
    found = search()
    found.open()
    found.page.keyboard.type("bus sekolah")
    found.page.keyboard.press("Enter")
    expect(Editor(found.page).focused()).to_contain_text("Bus sekolah andal")


def test_offline_it_says_so_and_enter_tries_again(cast, search):
    found = search()
    found.page.route(ANSWERS, lambda route: route.abort())
    found.ask("bus")
    expect(found.dialog.get_by_role("alert")).to_contain_text("Tidak tersambung ke server.")
    found.page.unroute(ANSWERS)
    found.page.keyboard.press("Enter")
    expect(found.dialog.get_by_role("alert")).to_be_hidden()
    expect(found.options).to_contain_text("Bus sekolah andal")


def test_a_slow_answer_is_announced_and_an_older_one_never_replaces_a_newer(cast, search):
    found = search()
    held = []
    found.page.route(
        ANSWERS,
        lambda route: held.append(route) if "q=bus" in route.request.url else route.continue_(),
    )
    found.open()
    found.field.fill("bus")
    expect(found.dialog.locator("[data-sibuk]")).to_be_visible()
    expect(found.dialog.get_by_role("status")).to_have_text("Mencari…")
    found.field.fill("rekayasa")
    expect(found.options).to_contain_text(LEAF)
    expect(found.dialog.locator("[data-sibuk]")).to_be_hidden()
    assert len(held) == 1


def test_nobody_signed_in_has_no_search(open_page):
    page = open_page(None, "/masuk/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_finger_opens_and_closes_it(cast, search):
    found = search(phone=True)
    found.page.get_by_role("button", name=re.compile("^Cari")).tap()
    expect(found.field).to_be_focused()
    found.field.fill("bus sekolah")
    expect(found.options).to_have_count(1)
    found.dialog.get_by_role("button", name="Tutup pencarian").tap()
    expect(found.dialog).to_be_hidden()
