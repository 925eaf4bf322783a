"""The evaluator's desk in a real browser: the round by keyboard, a lost network, the mention list, the phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from evaluasi.actions import komentar, penilaian, penugasan, usulan
from evaluasi.models import Komentar, PenilaianHubungan, PenilaianIndikator
from evaluasi.temuan import check
from pohon.models import Pohon, Simpul, VersiPohon
from tests import base
from tests.evaluasi.meja_uji import edge, submit

if TYPE_CHECKING:
    from playwright.sync_api import Page

READY = "html[data-meja=siap]"
# Judgements that wait stand in the browser's storage until they are sent.
NOTHING_WAITS = "() => !Object.keys(localStorage).some((key) => /^pokin:meja:[0-9]/.test(key))"


@pytest.fixture
def pohon(cast: SimpleNamespace) -> Pohon:
    """A submitted tree of unit A: outcome, two CSF, under the first an antara; the first CSF has an indicator."""
    planner = cast.perencana_a
    tree = base.make_pohon(
        user=planner, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode, tahap=4
    )
    csf = base.make_simpul(
        tree,
        "Kapasitas jalan cukup",
        user=planner,
        indikator=[{"nama": "Kecepatan rata-rata", "satuan": "km/jam"}],
    )
    base.make_simpul(tree, "Volume kendaraan berkurang", csf, user=planner)
    base.make_simpul(tree, "Pelanggaran menurun", user=planner)
    submit(tree, planner)
    tree.refresh_from_db()
    return tree


def desk(open_page: Callable[..., Page], user: object, pohon: Pohon, **options: bool) -> Page:
    """Open the desk and wait until its script is there."""
    page = open_page(user, f"/meja/{pohon.pk}/", **options)
    page.wait_for_selector(READY)
    return page


def saved(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("Tersimpan")


def row(page: Page, text: str):
    return page.get_by_role("option", name=re.compile(f"^{text}"))


def values(pohon: Pohon) -> dict[str, str]:
    names = dict(Simpul.objects.filter(pohon=pohon).values_list("pk", "pernyataan"))
    rows = PenilaianHubungan.objects.filter(versi__pohon=pohon)
    return {names[one.simpul]: one.nilai for one in rows}


def test_a_tree_is_taken_judged_by_keys_returned_mended_and_approved(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    page = open_page(cast.evaluator, "/meja/")
    page.get_by_role("button", name="Ambil").click()
    page.wait_for_selector(READY)
    for key in ("Enter", "2", "Enter", "s", "m", "a", "r", "t", "t", "Enter", "3"):
        page.keyboard.press(key)
    expect(page.get_by_text("Belum tersimpan: tulis keterangan").first).to_be_visible()
    expect(page.locator("#keterangan")).to_be_focused()
    page.keyboard.type("Volume tidak menambah kapasitas")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    saved(page)
    expect(page.locator("#kemajuan")).to_have_text("3/3 hubungan, 1/1 indikator")
    expect(page.locator("#skor-hubungan")).to_have_text("50,00 %")
    expect(page.locator("#skor-indikator")).to_have_text("80,00 %")
    page.get_by_role("link", name="Putuskan").click()
    notes = page.get_by_label("Catatan untuk penyusun")
    expect(notes).to_have_value(re.compile("Volume tidak menambah kapasitas"))
    page.get_by_role("button", name="Kembalikan untuk diperbaiki").click()
    expect(page.get_by_text("Pohon dikembalikan kepada perencana.")).to_be_visible()

    lower = Simpul.objects.get(pohon=pohon, pernyataan="Volume kendaraan berkurang")
    Simpul.objects.filter(pk=lower.pk).update(pernyataan="Lajur jalan bertambah")
    submit(pohon, cast.perencana_a)

    page = desk(open_page, cast.evaluator, pohon)
    expect(page.locator("#kemajuan")).to_have_text("0/3 hubungan, 0/1 indikator")
    row(page, "Kapasitas jalan cukup").click()
    expect(page.get_by_text("Isinya tidak berubah sejak itu").first).to_be_visible()
    page.keyboard.press("y")
    row(page, "Lajur jalan bertambah").click()
    expect(page.get_by_text("Isinya tidak berubah sejak itu")).to_have_count(0)
    page.keyboard.press("l")
    saved(page)
    expect(page.locator("#kemajuan")).to_have_text("2/3 hubungan, 0/1 indikator")

    page = open_page(cast.pimpinan, f"/meja/{pohon.pk}/putuskan/")
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("Pohon disetujui")).to_be_visible()
    pohon.refresh_from_db()
    assert pohon.status == "disetujui"


def test_nothing_is_lost_while_the_network_is_gone(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    penugasan.take(user=cast.evaluator, pohon_id=pohon.pk)
    page = desk(open_page, cast.evaluator, pohon)
    page.context.set_offline(True)
    row(page, "Kapasitas jalan cukup").click()
    page.keyboard.press("1")
    row(page, "Pelanggaran menurun").click()
    page.keyboard.press("2")
    expect(page.locator("#status")).to_contain_text("2 penilaian menunggu dikirim")
    expect(page.locator(".meja-t-menunggu")).to_have_count(2)
    assert values(pohon) == {}
    page.context.set_offline(False)
    saved(page)
    expect(page.locator(".meja-t-menunggu")).to_have_count(0)
    assert values(pohon) == {"Kapasitas jalan cukup": "1", "Pelanggaran menurun": "0.5"}


def test_a_branch_is_judged_at_once_and_the_act_taken_back(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    penugasan.take(user=cast.evaluator, pohon_id=pohon.pk)
    page = desk(open_page, cast.evaluator, pohon)
    row(page, "Kapasitas jalan cukup").click()
    page.get_by_role("button", name="Semua hubungan di cabang ini logis").dblclick()
    saved(page)
    assert values(pohon) == {"Kapasitas jalan cukup": "1", "Volume kendaraan berkurang": "1"}
    page.locator(".roti").get_by_role("button", name="Urungkan").first.click()
    expect(page.locator("#kemajuan")).to_have_text("0/3 hubungan, 0/1 indikator")
    saved(page)
    page.wait_for_function(NOTHING_WAITS)
    assert values(pohon) == {}


def test_two_evaluators_see_where_they_differ(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    second = base.make_user("evaluator_b", "evaluator", cast.instansi)
    for user in (cast.evaluator, second, cast.pimpinan):
        penugasan.take(user=user, pohon_id=pohon.pk)
    csf = Simpul.objects.get(pohon=pohon, pernyataan="Kapasitas jalan cukup")
    versi = VersiPohon.objects.get(pohon=pohon)
    penilaian.judge(user=second, versi_id=versi.pk, daftar=[edge(csf, "1")])
    penilaian.judge(user=cast.pimpinan, versi_id=versi.pk, daftar=[edge(csf, "0", "Jauh")])
    page = desk(open_page, cast.evaluator, pohon)
    page.get_by_label("Tampilkan").select_option("beda")
    expect(page.get_by_text("Tim berbeda; ketua yang menetapkan")).to_be_visible()
    expect(page.locator(".meja-tim")).to_contain_text("Pimpinan: Tidak logis — Jauh")
    page.locator("#daftar").focus()
    page.keyboard.press("k")
    saved(page)
    expect(page.get_by_text("Tim berbeda; ketua yang menetapkan")).to_have_count(0)
    expect(page.locator("#skor-hubungan")).to_have_text("50,00 %")


def test_an_answer_is_not_given_over_that_of_somebody_else(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    second = base.make_user("evaluator_b", "evaluator", cast.instansi)
    for user in (cast.evaluator, second):
        penugasan.take(user=user, pohon_id=pohon.pk)
    versi = VersiPohon.objects.get(pohon=pohon)
    whole = next(one for one in check(pohon).daftar if one.finding.simpul is None)
    page = desk(open_page, cast.evaluator, pohon)
    box = page.locator(".meja-usul", has_text=whole.finding.message)
    box.get_by_role("button", name="Tolak", exact=True).click()
    box.get_by_role("textbox").fill("x")
    usulan.answer_suggestion(
        user=second, versi_id=versi.pk, sidik=whole.sidik, keputusan="dibenarkan"
    )
    send = box.get_by_role("button", name="Tolak", exact=True)
    send.click()
    expect(box.get_by_role("alert")).to_contain_text("baru saja dibenarkan Evaluator B")
    expect(box.get_by_role("textbox")).to_have_value("x")
    box.get_by_role("button", name="Batal").click()
    expect(box).to_contain_text("Dibenarkan menjadi temuan 1 oleh Evaluator B")
    box.get_by_role("button", name="Batalkan").dblclick()
    expect(box.get_by_role("button", name="Benarkan")).to_be_visible()


def test_the_next_version_tells_what_was_answered_in_the_last(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    penugasan.take(user=cast.evaluator, pohon_id=pohon.pk)
    versi = VersiPohon.objects.get(pohon=pohon)
    whole = next(one for one in check(pohon).daftar if one.finding.simpul is None)
    about = next(one for one in check(pohon).daftar if "Pelanggaran" in one.finding.message)
    for sidik, keputusan, catatan in (
        (whole.sidik, "ditolak", "Sudah sesuai Renstra"),
        (about.sidik, "dibenarkan", ""),
    ):
        usulan.answer_suggestion(
            user=cast.evaluator,
            versi_id=versi.pk,
            sidik=sidik,
            keputusan=keputusan,
            catatan=catatan,
        )
    Simpul.objects.filter(pk=about.finding.simpul).update(pernyataan="Rambu terpasang")
    submit(pohon, cast.perencana_a)
    page = desk(open_page, cast.evaluator, pohon)
    box = page.locator(".meja-usul", has_text=whole.finding.message)
    expect(box).to_contain_text("Versi 1: Ditolak oleh Evaluator: Sudah sesuai Renstra")
    expect(box.get_by_role("button", name="Benarkan")).to_be_visible()
    row(page, "Rambu terpasang").click()
    page.get_by_text("kini tidak ditemukan lagi (1)").click()
    expect(page.locator(".meja-hilang")).to_contain_text("Dibenarkan menjadi temuan 1 oleh")
    page.get_by_role("link", name="lihat versi 1").click()
    page.wait_for_selector(READY)
    expect(page.locator(".meja-usul")).to_contain_text("Ditolak oleh Evaluator")


def test_letters_can_be_switched_off_and_typing_in_a_field_judges_nothing(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    penugasan.take(user=cast.evaluator, pohon_id=pohon.pk)
    page = desk(open_page, cast.evaluator, pohon)
    row(page, "Kecepatan rata-rata").click()
    page.keyboard.press("n")
    page.keyboard.type("smart")
    page.keyboard.press("Escape")
    saved(page)
    assert PenilaianIndikator.objects.get().catatan == "smart"
    assert PenilaianIndikator.objects.get().spesifik is None
    page.keyboard.press("?")
    page.get_by_label("Pakai pintasan huruf dan angka").uncheck()
    page.get_by_role("button", name="Tutup", exact=True).click()
    page.locator("#daftar").focus()
    page.keyboard.press("s")
    page.get_by_role("button", name="Spesifik: belum").click()
    expect(page.get_by_role("button", name="Spesifik: ya")).to_be_visible()


def test_people_are_mentioned_from_a_list_and_the_thread_is_answered_in_place(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    penugasan.take(user=cast.evaluator, pohon_id=pohon.pk)
    page = desk(open_page, cast.evaluator, pohon)
    row(page, "Kapasitas jalan cukup").click()
    box = page.get_by_label("Tulis komentar")
    box.press_sequentially("Mohon data, @peren")
    page.get_by_role("option", name="Perencana A").click()
    expect(box).to_have_value("Mohon data, @perencana_a ")
    page.get_by_role("button", name="Kirim").click()
    expect(page.locator(".utas")).to_contain_text("@Perencana A")
    assert list(Komentar.objects.get().sebutan.all()) == [cast.perencana_a]
    page.get_by_role("button", name="Selesaikan").click()
    expect(page.get_by_text("Selesai (1)")).to_be_visible()


def test_the_desk_works_with_a_thumb(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    penugasan.take(user=cast.evaluator, pohon_id=pohon.pk)
    page = desk(open_page, cast.evaluator, pohon, phone=True)
    row(page, "Kapasitas jalan cukup").tap()
    expect(page.locator("#daftar")).to_be_hidden()
    page.get_by_role("button", name="Kurang logis").tap()
    saved(page)
    page.get_by_role("button", name="‹ Daftar").tap()
    expect(row(page, "Kapasitas jalan cukup")).to_contain_text("½")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_planner_answers_in_the_panel_of_the_editor(
    cast: SimpleNamespace, pohon: Pohon, open_page: Callable[..., Page]
) -> None:
    csf = Simpul.objects.get(pohon=pohon, pernyataan="Kapasitas jalan cukup")
    komentar.begin_thread(
        user=cast.evaluator,
        pohon_id=pohon.pk,
        isi="Mana datanya?",
        tentang="simpul",
        simpul=csf.pk,
    )
    page = open_page(cast.perencana_a, f"/pohon/{pohon.pk}/")
    page.wait_for_selector("html[data-editor=siap]")
    page.get_by_role("treeitem", name="Kapasitas jalan cukup").first.click()
    page.get_by_role("tab", name="Komentar").click()
    thread = page.locator("[data-komentar] .utas")
    expect(thread).to_contain_text("Mana datanya?")
    thread.get_by_label("Balas").fill("Ada @entah")
    thread.get_by_role("button", name="Balas").click()
    expect(page.get_by_role("alert").filter(has_text="tidak punya peran")).to_be_visible()
    expect(thread.get_by_label("Balas")).to_have_value("Ada @entah")
    thread.get_by_label("Balas").fill("Ada di lampiran")
    thread.get_by_role("button", name="Balas").click()
    expect(thread.locator(".utas-balasan")).to_contain_text("Ada di lampiran")
    expect(thread.get_by_role("button", name="Selesaikan")).to_have_count(0)
