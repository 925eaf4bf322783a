"""The view Baca of the editor: right sentences, the way through them, what others write meanwhile, and on paper."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from pohon import actions
from pohon.models import Crosscutting, Indikator, Pohon, Simpul
from tests.base import make_simpul
from tests.browser.editor_page import Editor, make_tree

pytestmark = pytest.mark.django_db(transaction=True)
OUTCOME = "Kemacetan berkurang"
CSF = "Kapasitas jalan meningkat"
ANTARA = "Volume kendaraan berkurang"
LEAF = "Rekayasa lalu lintas terlaksana"
OTHER = "Pelanggaran lalu lintas menurun"


@pytest.fixture
def reading(cast, open_page):
    """Open the sentences of a tree as a person; `more` is called with the tree before."""

    def opener(user=None, *, tahap=4, more=None, **options):
        cast.pohon = make_tree(cast, tahap=tahap)
        if more:
            more(cast.pohon)
        page = open_page(user or cast.perencana_a, f"/pohon/{cast.pohon.pk}/", **options)
        editor = Editor(page)
        page.get_by_role("tab", name="Baca").click()
        return editor

    return opener


def region(editor):
    return editor.page.get_by_role("region", name="Baca", exact=True)


def section(editor, text):
    """The heading of a simpul with what is said below it."""
    heading = editor.page.locator(".ed-read-title", has_text=text)
    return region(editor).locator(".ed-read-block", has=heading)


def current(editor):
    return region(editor).locator("[aria-current=true]")


def by_another(cast, *operasi):
    return actions.apply(user=cast.admin, pohon_id=cast.pohon.pk, operasi=list(operasi))


def test_one_two_and_more_conditions_are_joined_as_one_writes(cast, reading):
    def more(pohon):
        csf = Simpul.objects.get(pohon=pohon, pernyataan=CSF)
        for text in ("APILL berfungsi.", "Kota Contoh tertib"):
            make_simpul(pohon, text, csf, user=cast.admin)

    editor = reading(more=more)
    expect(section(editor, ANTARA)).to_contain_text(
        "Jika rekayasa lalu lintas terlaksana tercapai, maka volume kendaraan berkurang tercapai."
    )
    expect(section(editor, OUTCOME)).to_contain_text(
        "Jika kapasitas jalan meningkat dan pelanggaran lalu lintas menurun tercapai, "
        "maka kemacetan berkurang tercapai."
    )
    expect(section(editor, CSF)).to_contain_text(
        "Jika volume kendaraan berkurang, APILL berfungsi, dan Kota Contoh tertib tercapai, "
        "maka kapasitas jalan meningkat tercapai."
    )


@pytest.mark.parametrize(
    ("statement", "within"),
    [
        ("Menurunnya Kemacetan.", "menurunnya Kemacetan"),
        ("Kota Contoh tertib", "Kota Contoh tertib"),
        ("SPBE matang;", "SPBE matang"),
        ("  Jalan\n mantap ", "jalan mantap"),
        ("", "(belum ada pernyataan)"),
    ],
)
def test_a_statement_becomes_part_of_a_sentence(cast, open_page, statement, within):
    page = open_page(None, "/masuk/")
    script = "async (text) => (await import('/static/js/pohon/reading.js')).within(text)"
    assert page.evaluate(script, statement) == within


def test_measures_doubts_and_partners_are_told_where_they_belong(cast, reading):
    def more(pohon):
        leaf = Simpul.objects.get(pohon=pohon, pernyataan=OTHER)
        Indikator.objects.create(simpul=leaf, nama="Tingkat layanan", satuan="kategori (A=1)")
        Crosscutting.objects.create(simpul=leaf, mitra=cast.unit_b, kontribusi="Sekolah tertib")
        Simpul.objects.filter(pk=leaf.pk).update(
            hubungan="kurang", hubungan_alasan="datanya belum ada"
        )

    editor = reading(more=more)
    told = section(editor, OUTCOME)
    expect(told).to_contain_text("Diukur dengan Tingkat layanan, dalam kategori (A=1).")
    expect(told).to_contain_text(re.compile("Didukung bersama (Dinas Pendidikan|Disdik)"))
    expect(told).to_contain_text("hubungan 2 “pelanggaran lalu lintas menurun” dengan kondisi ini")
    expect(told).to_contain_text("kurang: datanya belum ada")


def test_before_stage_four_no_indicator_is_told(cast, reading):
    def more(pohon):
        root = Simpul.objects.get(pohon=pohon, induk=None)
        Indikator.objects.create(simpul=root, nama="Tingkat layanan")

    editor = reading(tahap=3, more=more)
    expect(section(editor, OUTCOME)).to_contain_text("Jika")
    expect(region(editor)).not_to_contain_text("Diukur dengan")


def test_a_tree_of_one_simpul_says_that_nothing_follows_yet(cast, reading):
    def more(pohon):
        root = Simpul.objects.get(pohon=pohon, induk=None)
        for csf in Simpul.objects.filter(induk=root):
            op = {"jenis": "hapus", "simpul": csf.pk, "versi": csf.versi}
            actions.apply(user=cast.admin, pohon_id=pohon.pk, operasi=[op])

    editor = reading(more=more)
    expect(region(editor)).to_contain_text("Belum ada kondisi yang diuraikan di bawahnya.")


def test_keys_lead_through_the_sentences_and_enter_opens_the_details(cast, reading):
    editor = reading()
    expect(current(editor)).to_be_focused()
    editor.press("ArrowDown", "ArrowDown", "ArrowDown")
    expect(current(editor)).to_have_text(LEAF.lower())
    editor.press("End")
    expect(current(editor)).to_have_text(OTHER.lower())
    expect(current(editor)).to_be_focused()
    editor.press("Home")
    expect(current(editor)).to_have_text(OUTCOME)
    expect(region(editor).locator('.ed-read-body [tabindex="0"]')).to_have_count(1)
    editor.page.get_by_role("button", name="Rincian", exact=True).click()
    region(editor).locator(".ed-read-phrase", has_text=OTHER.lower()).click()
    editor.press("Enter")
    expect(editor.page.get_by_role("complementary", name="Rincian simpul")).to_be_visible()
    expect(editor.field("pernyataan").locator("textarea")).to_have_value(OTHER)


def test_a_simpul_of_a_closed_branch_is_open_in_the_chart_afterwards(cast, reading):
    editor = reading()
    region(editor).get_by_role("button", name=LEAF.lower()).click()
    for name in ("Matriks", "Baca", "Bagan"):
        editor.page.get_by_role("tab", name=name).click()
    expect(editor.focused()).to_contain_text(LEAF)
    expect(editor.focused()).to_be_focused()


def test_what_another_person_writes_comes_and_the_reader_keeps_the_place(cast, reading):
    editor = reading()
    region(editor).get_by_role("button", name=LEAF.lower()).click()
    simpul = Simpul.objects.get(pohon=cast.pohon, pernyataan=LEAF)
    data = {"pernyataan": "Rekayasa tuntas"}
    by_another(cast, {"jenis": "ubah", "simpul": simpul.pk, "versi": simpul.versi, "data": data})
    expect(section(editor, ANTARA)).to_contain_text("Jika rekayasa tuntas tercapai")
    expect(current(editor)).to_have_text("rekayasa tuntas")
    expect(current(editor)).to_be_focused()


def test_a_section_that_tells_the_same_is_not_drawn_anew(cast, reading):
    editor = reading()
    section(editor, ANTARA).evaluate("(block) => { block.kept = true; }")
    root = Simpul.objects.get(pohon=cast.pohon, induk=None)
    by_another(
        cast, {"jenis": "tambah", "induk": root.pk, "data": {"pernyataan": "Parkir tertata"}}
    )
    expect(region(editor)).to_contain_text("parkir tertata tercapai")
    assert section(editor, ANTARA).evaluate("(block) => block.kept === true")


def test_one_branch_reads_alone_and_says_of_which_tree(cast, reading):
    editor = reading()
    editor.page.get_by_role("tab", name="Bagan").click()
    editor.focus(CSF)
    editor.press("f")
    editor.page.get_by_role("tab", name="Baca").click()
    expect(region(editor).get_by_role("heading", level=2)).to_have_text(CSF)
    expect(region(editor)).to_contain_text(f"Bagian dari “{OUTCOME}”")
    expect(section(editor, OUTCOME)).to_have_count(0)


def test_a_reader_and_a_locked_tree_read_the_same(cast, reading):
    def lock(pohon):
        Pohon.objects.filter(pk=pohon.pk).update(status=Pohon.Status.DIAJUKAN)

    editor = reading(cast.pembaca_a, more=lock)
    expect(section(editor, ANTARA)).to_contain_text("Jika rekayasa lalu lintas terlaksana tercapai")
    expect(region(editor)).to_contain_text("Dinas Perhubungan · RPJMD 2025-2029 · Diajukan · ")
    current(editor).press("Delete")
    expect(section(editor, OUTCOME)).to_be_visible()
    assert Simpul.objects.filter(pohon=cast.pohon).count() == 5


def test_offline_the_sentences_stay_to_be_read(cast, reading):
    editor = reading()
    expect(section(editor, ANTARA)).to_be_visible()
    editor.page.context.set_offline(True)
    editor.page.get_by_role("tab", name="Bagan").click()
    editor.page.get_by_role("tab", name="Baca").click()
    expect(section(editor, ANTARA)).to_contain_text("Jika rekayasa lalu lintas terlaksana")


@pytest.mark.parametrize("dark", [False, True], ids=["terang", "gelap"])
def test_paper_carries_the_head_every_sentence_and_the_page_numbers(cast, reading, dark):
    editor = reading(dark=dark)
    expect(section(editor, ANTARA)).to_be_visible()
    pdf = PdfReader(io.BytesIO(editor.page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for part in (
        "Dinas Perhubungan · RPJMD 2025-2029 · Draf · ",
        "Jika rekayasa lalu lintas terlaksana tercapai, maka volume kendaraan berkurang tercapai.",
        "Halaman 1 dari 1",
    ):
        assert part in text
    for part in ("Cetak", "Beranda", "Rincian", "Bagan"):
        assert part not in text
    editor.page.emulate_media(media="print")
    colour = "(one) => getComputedStyle(one).color"
    for name in ("h2", ".ed-read-title", ".ed-read-block p"):
        assert region(editor).locator(name).first.evaluate(colour) == "rgb(0, 0, 0)"
