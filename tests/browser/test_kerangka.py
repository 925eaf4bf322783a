"""The frame of every page in a real browser: theme, menu, account, confirmation, one submit, print."""

from __future__ import annotations

from playwright.sync_api import expect

from organisasi.models import Periode, Unit
from tests.base import PASSWORD, make_pohon


def expect_theme(page, theme):
    """The theme of the page becomes this one."""
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)


def refused_by_policy(page):
    """Return a function that lists what the content security policy refused from now on."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    return lambda: [text for text in said if "Content Security Policy" in text]


def test_signing_in_by_keyboard_and_out_again(cast, open_page):
    page = open_page(None, "/masuk/")
    page.keyboard.type("perencana_a")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")
    page.get_by_label("Menu akun").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk ke Pokin")


def test_the_theme_follows_the_system_until_one_chooses(cast, open_page):
    page = open_page(cast.perencana_a, "/", dark=True)
    expect_theme(page, "dark")
    page.emulate_media(color_scheme="light")
    expect_theme(page, "light")
    page.get_by_label("Menu akun").click()
    page.get_by_role("button", name="Gelap").click()
    expect_theme(page, "dark")
    page.reload()
    expect_theme(page, "dark")
    page.get_by_label("Menu akun").click()
    expect(page.get_by_role("button", name="Gelap")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Sistem").click()
    expect_theme(page, "light")


def test_the_policy_refuses_nothing_of_ours(cast, open_page):
    page = open_page(cast.admin, "/")
    refused = refused_by_policy(page)
    for path in ("/", "/unit/", "/unit/baru/", "/pohon/", "/tidak-ada/"):
        page.goto(path)
    assert refused() == []


def test_on_a_phone_the_menu_waits_behind_a_button_and_nothing_scrolls_sideways(cast, open_page):
    page = open_page(cast.admin, "/", phone=True)
    link = page.get_by_role("link", name="Unit", exact=True)
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Buka menu").click()
    link.click()
    page.wait_for_url("**/unit/")
    for path in ("/", "/unit/", "/unit/baru/", "/pengguna/", "/pohon/", "/masuk/"):
        page.goto(path)
        assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [390, 390]


def test_the_account_menu_closes_on_escape_and_gives_the_focus_back(cast, open_page):
    page = open_page(cast.admin, "/")
    avatar = page.get_by_label("Menu akun")
    avatar.click()
    expect(page.get_by_role("link", name="Profil")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Profil")).to_be_hidden()
    expect(avatar).to_be_focused()


def test_the_first_tab_leads_past_the_menu(cast, open_page):
    page = open_page(cast.admin, "/unit/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_deleting_asks_in_a_dialog_and_cancelling_keeps(cast, open_page):
    page = open_page(cast.admin, "/periode/")
    remove = page.get_by_role("link", name="Hapus").first
    remove.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Hapus periode")
    dialog.get_by_role("link", name="Batal").click()
    expect(dialog).to_have_count(0)
    expect(remove).to_be_focused()
    assert Periode.objects.filter(pk=cast.periode.pk).exists()
    remove.click()
    page.get_by_role("dialog").get_by_role("button", name="Hapus").click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert not Periode.objects.filter(pk=cast.periode.pk).exists()


def test_two_quick_clicks_save_once(cast, open_page):
    page = open_page(cast.admin, "/unit/baru/")
    page.get_by_label("Nama", exact=False).first.fill("Dinas Sosial")
    page.evaluate(
        """() => { const b = document.querySelector('main button[type=submit]');
                   b.click(); b.click(); b.click(); }"""
    )
    page.wait_for_url("**/unit/**")
    expect(page.locator("main")).to_contain_text("Dinas Sosial")
    assert Unit.objects.filter(nama="Dinas Sosial").count() == 1


def test_a_form_with_errors_takes_the_focus_and_leads_to_the_field(cast, open_page):
    page = open_page(cast.admin, "/unit/baru/")
    page.locator("main button[type=submit]").click()
    summary = page.locator(".ringkasan-galat")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.locator("#id_nama")).to_be_focused()


def test_on_paper_there_is_no_menu(cast, open_page):
    page = open_page(cast.admin, "/unit/")
    page.emulate_media(media="print")
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator("header.kepala")).to_be_hidden()
    expect(page.get_by_text("Dinas Pendidikan")).to_be_visible()


def test_a_file_field_speaks_indonesian_and_names_what_was_chosen(cast, open_page):
    pohon = make_pohon(
        user=cast.admin, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode, tahap=1
    )
    page = open_page(cast.admin, f"/pohon/{pohon.pk}/impor/")
    box = page.locator(".berkas")
    expect(box).to_contain_text("Pilih berkas")
    expect(box).to_contain_text("Belum ada berkas dipilih")
    field = page.get_by_label("Lembar isian")
    field.set_input_files({"name": "isian.xlsx", "mimeType": "", "buffer": b"bukan Excel"})
    expect(box).to_contain_text("isian.xlsx")
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.locator("main")).to_contain_text("bukan buku kerja Excel")
