"""The view Banding: the comparison itself (pure modules), then what a person sees and does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from pohon import actions
from pohon.models import Pohon, Simpul
from tests.browser.editor_page import Editor, make_tree

pytestmark = pytest.mark.django_db(transaction=True)
CHECKS = (Path(__file__).parent / "editor_banding.js").read_text().strip().removesuffix(";")


# --- the comparison itself -------------------------------------------------------------------------


@pytest.fixture
def run(cast, open_page):
    """Return a function that runs one check of editor_banding.js in the browser."""
    page = open_page(None, "/masuk/")
    return lambda check, **arguments: page.evaluate(CHECKS, {"check": check, **arguments})


def tree(*rows: tuple[int, int | None] | dict[str, Any], **pohon: Any) -> dict[str, Any]:
    """A tree as the API answers it: rows are (id, induk), or whole nodes."""
    simpul = [
        {"jenis": "csf", "pernyataan": f"Simpul {row[0]}", "id": row[0], "induk": row[1]}
        if isinstance(row, tuple)
        else row
        for row in rows
    ]
    return {"tahap": 5, **pohon, "simpul": simpul}


def node(pk: int, induk: int | None, **fields: Any) -> dict[str, Any]:
    return {"id": pk, "induk": induk, "jenis": "csf", "pernyataan": f"Simpul {pk}", **fields}


def kinds(marks: dict[str, Any]) -> dict[str, list[str]]:
    return {pk: mark["what"] for pk, mark in marks.items()}


def test_what_came_went_and_moved_is_told_by_id(run):
    before = tree((1, None), (2, 1), (3, 2), (4, 1), (5, 4), (6, 4))
    after = tree((1, None), (2, 1), (4, 1), (3, 4), (6, 4), (7, 4))
    marks = run("marks", before=before, after=after)
    assert kinds(marks) == {"5": ["hapus"], "3": ["pindah"], "7": ["tambah"]}
    assert marks["3"]["from"] == {"induk": "2", "code": "1.1.1", "reordered": False}


def test_a_tree_like_itself_has_no_difference(run):
    same = tree((1, None), (2, 1), (3, 2), (4, 1))
    assert run("marks", before=same, after=same) == {}


def test_only_what_was_really_put_elsewhere_counts_as_moved(run):
    before = tree((1, None), (2, 1), (3, 1), (4, 1), (5, 1))
    to_the_end = tree((1, None), (3, 1), (4, 1), (5, 1), (2, 1))
    marks = run("marks", before=before, after=to_the_end)
    assert kinds(marks) == {"2": ["pindah"]}
    assert marks["2"]["from"]["reordered"] is True
    with_others = tree((1, None), (9, 1), (2, 1), (4, 1), (5, 1))  # 3 went, 9 came in front
    assert kinds(run("marks", before=before, after=with_others)) == {
        "3": ["hapus"],
        "9": ["tambah"],
    }


def test_of_two_that_changed_places_the_one_with_a_new_version_moved(run):
    before = tree(node(1, None), node(2, 1, versi=1), node(3, 1, versi=1))
    for mover, versi in (("2", (2, 1)), ("3", (1, 2))):
        after = tree(node(1, None), node(3, 1, versi=versi[1]), node(2, 1, versi=versi[0]))
        assert kinds(run("marks", before=before, after=after)) == {mover: ["pindah"]}


def test_the_longest_common_order_stays(run):
    order = [
        [list("abcdef"), list("bcdefa")],
        [list("abcdef"), list("fabcde")],
        [list("abcdef"), list("adbecf")],
        [list("abc"), list("cba")],
        [list("abcd"), list("abcd")],
    ]
    kept = run("staying", order=order)
    assert [len(items) for items in kept] == [5, 5, 4, 1, 4]
    assert kept[0] == list("bcdef")


def test_each_field_tells_old_and_new_as_the_screen_shows_them(run):
    was = node(
        2,
        1,
        pengampu=3,
        pengampu_nama="Dinas A",
        hubungan="ya",
        indikator=[
            {"id": 5, "nama": "Volume", "satuan": "unit", "target": {"2025": 10, "2026": 1234.5}},
            {"id": 6, "nama": "Lama"},
        ],
        crosscutting=[{"id": 8, "mitra": 4, "nama_mitra": "Disdik", "status": "menunggu"}],
    )
    now = node(
        2,
        1,
        pernyataan="Simpul dua",
        keterangan="Catatan",
        pengampu=4,
        pengampu_nama="Dinas B",
        indikator=[
            {"id": 5, "nama": "Volume", "satuan": "smp", "target": {"2026": 2000}},
            {"id": 7, "nama": "Baru", "satuan": "%", "target": {"2026": 7.5}},
        ],
        crosscutting=[{"id": 8, "mitra": 4, "nama_mitra": "Disdik", "status": "disetujui"}],
    )
    mark = run("marks", before=tree((1, None), was), after=tree((1, None), now))["2"]
    assert mark["what"] == ["ubah"]
    assert [(f["label"], f["from"], f["to"]) for f in mark["fields"]] == [
        ("Pernyataan", "Simpul 2", "Simpul dua"),
        ("Pengampu", "Dinas A", "Dinas B"),
        ("Hubungan dengan induk", "hubungan=ya", ""),
        ("Keterangan", "", "Catatan"),
    ]
    volume, gone, new, partner = mark["parts"]
    assert volume["title"] == "Indikator “Volume”"
    assert [(f["label"], f["from"], f["to"]) for f in volume["changes"]] == [
        ("Satuan", "unit", "smp"),
        ("Target 2025", "10", ""),
        ("Target 2026", "1.234,5", "2.000"),
    ]
    assert (gone["what"], gone["line"]) == ("hapus", "Lama")
    assert (new["what"], new["line"]) == ("tambah", "Baru (%); target 2026: 7,5")
    assert [(f["from"], f["to"]) for f in partner["changes"]] == [
        ("status=menunggu", "status=disetujui")
    ]


def test_the_basis_of_the_outcome_is_compared_too(run):
    before = tree((1, None), dasar=[{"id": 1, "jenis": "mandat", "masalah": "Tugas"}])
    after = tree((1, None), tahap=4, dasar=[])
    mark = run("marks", before=before, after=after)["pohon"]
    assert [(f["label"], f["from"], f["to"]) for f in mark["fields"]] == [("Tahap", "5", "4")]
    assert [(p["what"], p["line"]) for p in mark["parts"]] == [("hapus", "Tugas")]


@pytest.mark.parametrize(
    ("texts", "pieces"),
    [
        (
            ["Volume kendaraan berkurang", "Volume truk berkurang"],
            [
                ("sama", "Volume "),
                ("hapus", "kendaraan "),
                ("tambah", "truk "),
                ("sama", "berkurang"),
            ],
        ),
        (["A B", "A B C"], [("sama", "A B "), ("tambah", "C")]),
        (["A B C", "A B"], [("sama", "A B "), ("hapus", "C")]),
        (
            ["Satu dua tiga", "Lain sekali"],
            [("hapus", "Satu dua tiga "), ("tambah", "Lain sekali")],
        ),
        (["Satu", "Satu"], [("sama", "Satu")]),
    ],
)
def test_texts_are_marked_word_by_word(run, texts, pieces):
    assert run("words", texts=texts) == [list(piece) for piece in pieces]


SIX = tree((1, None), (2, 1), (3, 2), (4, 1), (5, 4), (6, 1))


def test_what_is_the_same_is_folded_and_what_went_stands_where_it_was(run):
    after = tree((1, None), (2, 1), (3, 2), (6, 1), node(9, 6))
    seen = run("lines", before=SIX, after=after, filter="semua")
    assert seen["lines"] == [[0, "1"], [1, 2], [1, "4"], [2, "5"], [1, "6"], [2, "9"]]
    assert seen["counts"] == {"semua": 3, "tambah": 1, "ubah": 0, "pindah": 0, "hapus": 2}


def test_a_filter_shows_one_kind_and_an_open_fold_its_simpul(run):
    after = tree((1, None), (2, 1), (3, 2), (6, 1), node(9, 6))
    seen = run("lines", before=SIX, after=after, filter="tambah", opened=["sama-2"])
    assert seen["lines"] == [
        [0, "1"],
        [1, 4],
        [1, "2"],
        [2, "3"],
        [1, "4"],
        [2, "5"],
        [1, "6"],
        [2, "9"],
    ]


def test_a_branch_looked_at_alone_is_compared_alone(run):
    after = tree((1, None), (2, 1), (3, 2), (6, 1), node(9, 6))
    seen = run("lines", before=SIX, after=after, filter="semua", top="6")
    assert (seen["lines"], seen["counts"]["semua"]) == ([[0, "6"], [1, "9"]], 1)


def test_the_tree_of_now_counts_what_is_not_yet_saved(run):
    before = tree(
        (1, None),
        node(2, 1, indikator=[{"id": 5, "nama": "Volume", "target": {"2026": 1234.5}}]),
        boleh_ubah=True,
    )
    seen = run("now", before=before)
    assert seen["fresh"] == 0
    assert seen["marks"] == [["b1", ["tambah"]], ["2", ["ubah"]]]
    assert seen["parts"] == ["tambah"]  # the same number, typed or saved, is no change
    assert seen["saved"] == ["77", "2"]


# --- what a person sees ----------------------------------------------------------------------------


def freeze(cast: Any, pohon: Pohon) -> None:
    frozen = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=pohon.pk)
    actions.freeze_version(user=cast.perencana_a, pohon=frozen)


def write(cast: Any, pohon: Pohon, jenis: str, pernyataan: str, **more: Any) -> None:
    simpul = Simpul.objects.get(pohon=pohon, pernyataan=pernyataan)
    operasi = {"jenis": jenis, "simpul": simpul.pk, "versi": simpul.versi, **more}
    actions.apply(user=cast.perencana_a, pohon_id=pohon.pk, operasi=[operasi])


def add(cast: Any, pohon: Pohon, induk: str, **data: Any) -> None:
    parent = Simpul.objects.get(pohon=pohon, pernyataan=induk)
    operasi = {"jenis": "tambah", "induk": parent.pk, "data": data}
    actions.apply(user=cast.perencana_a, pohon_id=pohon.pk, operasi=[operasi])


@pytest.fixture
def changed(cast):
    """A tree with one version, changed since in each of the four ways."""
    pohon = make_tree(cast, tahap=5)
    freeze(cast, pohon)
    write(
        cast,
        pohon,
        "ubah",
        "Volume kendaraan berkurang",
        data={"pernyataan": "Volume truk berkurang", "keterangan": "Hasil survei"},
    )
    write(cast, pohon, "hapus", "Rekayasa lalu lintas terlaksana")
    csf = Simpul.objects.get(pohon=pohon, pernyataan="Pelanggaran lalu lintas menurun")
    root = Simpul.objects.get(pohon=pohon, induk=None)
    write(cast, pohon, "pindah", csf.pernyataan, induk=root.pk, setelah=None)
    add(cast, pohon, csf.pernyataan, pernyataan="Rambu terpasang", jenis="antara")
    return pohon


class Comparison:
    """The open view Banding."""

    def __init__(self, editor: Editor) -> None:
        self.page = editor.page
        self.page.locator('[data-show="banding"]').click()
        self.view = self.page.locator("#ed-banding")

    def entry(self, text: str) -> Any:
        return self.view.get_by_role("treeitem").filter(has_text=text)

    def filter(self, name: str) -> Any:
        return self.view.get_by_role("group", name="Saring perbedaan").get_by_role(
            "button", name=name
        )


@pytest.fixture
def comparison(cast, changed, open_page):
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{changed.pk}/"))
    return Comparison(editor)


def test_it_marks_every_change_by_word_and_text(comparison):
    edited = comparison.entry("Diubah")
    expect(edited.locator(".bd-text del")).to_have_text("semula: kendaraan")
    expect(edited.locator(".bd-text ins")).to_contain_text("truk")
    expect(edited).to_contain_text("Keterangan: (kosong) → menjadi: Hasil survei")
    expect(comparison.entry("− Dihapus").locator(".bd-text del")).to_have_text(
        "Rekayasa lalu lintas terlaksana"
    )
    expect(comparison.entry("+ Ditambah").locator(".bd-text ins")).to_have_text("Rambu terpasang")
    expect(comparison.entry("↷ Dipindah")).to_contain_text("semula 1.2, kini 1.1")


def test_the_counts_filter_the_list(comparison):
    expect(comparison.filter("Semua")).to_have_text("Semua 4")
    comparison.filter("Dihapus").click()
    expect(comparison.filter("Dihapus")).to_have_attribute("aria-pressed", "true")
    expect(comparison.entry("Dihapus")).to_have_count(1)
    expect(comparison.entry("Ditambah")).to_have_count(0)
    expect(comparison.entry("2 simpul lain")).to_be_visible()


def test_swapping_turns_the_comparison_round(comparison):
    comparison.view.get_by_role("button", name="Tukar").click()
    expect(comparison.view.get_by_label("Dari")).to_have_value("kini")
    expect(comparison.entry("+ Ditambah")).to_contain_text("Rekayasa lalu lintas terlaksana")
    expect(comparison.entry("− Dihapus")).to_contain_text("Rambu terpasang")


def test_arrows_lead_through_it_and_enter_goes_to_the_simpul(comparison):
    page = comparison.page
    expect(comparison.view.locator('[role=treeitem][tabindex="0"]')).to_be_focused()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(comparison.entry("Diubah")).to_be_focused()
    assert comparison.view.locator('[role=treeitem][tabindex="0"]').count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")  # it is gone, so there is nowhere to go
    expect(page.locator("#ed-live")).to_contain_text("sudah tidak ada di pohon sekarang")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#ed-bagan .ed-focus")).to_contain_text("Volume truk berkurang")
    expect(page.locator("#ed-bagan .ed-focus")).to_be_focused()
    page.locator('[data-show="banding"]').click()
    expect(comparison.entry("Diubah")).to_be_focused()


def test_a_fold_opens_and_closes(cast, open_page):
    pohon = make_tree(cast, tahap=5)
    freeze(cast, pohon)
    write(cast, pohon, "ubah", "Pelanggaran lalu lintas menurun", data={"keterangan": "Baru"})
    editor = Editor(open_page(cast.pembaca_a, f"/pohon/{pohon.pk}/"))
    comparison = Comparison(editor)
    fold = comparison.entry("3 simpul sama")
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(comparison.entry("Volume kendaraan berkurang")).to_be_visible()
    editor.press("ArrowLeft")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(fold).to_be_focused()
    expect(comparison.entry("Volume kendaraan berkurang")).to_have_count(0)


def test_now_follows_what_others_do(cast, changed, comparison):
    write(cast, changed, "ubah", "Kapasitas jalan meningkat", data={"keterangan": "Dari rekan"})
    expect(comparison.entry("Dari rekan")).to_be_visible()
    expect(comparison.filter("Semua")).to_have_text("Semua 5")


def test_a_new_version_can_be_chosen_but_does_not_take_the_one_being_read(
    cast, changed, comparison
):
    expect(comparison.filter("Semua")).to_have_text("Semua 4")
    with transaction.atomic():
        actions.set_status(user=cast.perencana_a, pohon_id=changed.pk, status="diajukan")
        freeze(cast, changed)
    sides = comparison.view.get_by_label("Dari")
    expect(sides.locator("option")).to_have_count(3)
    expect(sides).to_have_value("1")


def test_where_nothing_changed_it_offers_the_version_before(cast, changed, open_page):
    freeze(cast, changed)
    comparison = Comparison(Editor(open_page(cast.pembaca_a, f"/pohon/{changed.pk}/")))
    expect(comparison.view).to_contain_text("Tidak ada perbedaan di antara kedua versi ini.")
    comparison.view.get_by_role("button", name="Bandingkan Versi 1 dengan Versi 2").click()
    expect(comparison.filter("Semua")).to_have_text("Semua 4")


def test_without_versions_it_leads_to_where_they_are_made(cast, open_page):
    pohon = make_tree(cast)
    comparison = Comparison(Editor(open_page(cast.perencana_a, f"/pohon/{pohon.pk}/")))
    expect(comparison.view).to_contain_text("Belum ada versi untuk dibandingkan")
    link = comparison.view.get_by_role("link", name="Ajukan reviu")
    expect(link).to_be_focused()
    link.click()
    expect(comparison.page.get_by_role("heading", name="Reviu", exact=True)).to_be_visible()


@pytest.mark.parametrize("address", ["**/versi/", "**/versi/1/"])
def test_what_does_not_come_can_be_asked_for_again(cast, changed, open_page, address):
    editor = Editor(open_page(cast.perencana_a, f"/pohon/{changed.pk}/"))
    editor.page.route(address, lambda route: route.abort())
    comparison = Comparison(editor)
    expect(comparison.view).to_contain_text("Periksa jaringan")
    editor.page.unroute(address)
    comparison.view.get_by_role("button", name="Coba lagi").click()
    expect(comparison.filter("Semua")).to_have_text("Semua 4")
    expect(comparison.view.locator('[role=treeitem][tabindex="0"]')).to_be_focused()


def test_it_fits_a_phone(cast, changed, open_page):
    comparison = Comparison(Editor(open_page(cast.pembaca_a, f"/pohon/{changed.pk}/", phone=True)))
    expect(comparison.entry("Diubah")).to_be_visible()
    for part in (".bd-bar", ".bd-page"):
        wider = "(e) => e.scrollWidth - e.clientWidth"
        assert comparison.view.locator(part).evaluate(wider) <= 0
    comparison.entry("Rambu terpasang").get_by_role("button", name="Ke bagan").tap()
    expect(comparison.page.locator("#ed-bagan .ed-focus")).to_contain_text("Rambu terpasang")


def test_paper_shows_the_comparison_and_which_versions_it_is_of(comparison):
    page = comparison.page
    expect(comparison.entry("Diubah")).to_be_visible()
    page.emulate_media(media="print")
    expect(
        comparison.view.get_by_role("heading", name="Perbandingan: Kemacetan berkurang")
    ).to_be_visible()
    expect(comparison.view).to_contain_text("ke Sekarang")
    expect(comparison.view.get_by_label("Dari")).to_be_hidden()
    expect(page.locator(".ed-bar")).to_be_hidden()
