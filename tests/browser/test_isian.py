"""The grid of a document in a real browser: keys, pasted blocks, reasons, refusals, two tabs, a thumb."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, Nspk, Pagu, Pemetaan, Penyimpangan
from perencanaan.ukuran import read_ukuran
from pohon.models import Indikator, Pohon, Simpul, Target
from tests.base import make_pohon
from tests.browser.test_aksesibel import CHECK
from tests.browser.test_axe import findings

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const how = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""
READ = """async ([texts, pagu]) => {
  const { readNumber, formatNumber, toCents, fromCents } = await import("/static/js/perencanaan/isian/angka.js");
  const read = texts.map((text) => readNumber(text, {pagu}));
  const cents = read.map(({ nilai }) => toCents(nilai)).reduce((a, b) => a + b, 0n);
  return {read, sum: formatNumber(fromCents(cents))};
}"""


class Grid:
    """The grid of one program with an indicator of the tree: 75 in 2026."""

    def __init__(self, cast: SimpleNamespace) -> None:
        self.dokumen = Dokumen.objects.create(
            instansi=cast.instansi,
            unit=cast.unit_a,
            periode=cast.periode,
            jenis="renstra_pd",
            nama="Renstra Dishub",
        )
        upper: Komponen | None = None
        for jenis in ("tujuan", "sasaran", "program"):
            upper = actions.create_komponen(
                user=cast.admin,
                dokumen=self.dokumen.pk,
                jenis=jenis,
                nama=f"{jenis} satu",
                induk=upper.pk if upper else None,
            )
        assert upper is not None
        self.program = upper
        pohon = make_pohon(
            user=cast.admin, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode, tahap=5
        )
        root = Simpul.objects.get(pohon=Pohon.objects.get(pk=pohon.pk))
        Pemetaan.objects.create(simpul=root, komponen=upper)
        self.indikator = Indikator.objects.create(simpul=root, nama="Kecepatan", satuan="km/jam")
        Target.objects.create(indikator=self.indikator, tahun=2026, nilai=75)
        self.path = f"/dokumen/{self.dokumen.pk}/isian/"

    def open(self, open_page: Callable[..., Page], user: object, **more: bool) -> Page:
        page = open_page(user, self.path, **more)
        page.locator("[data-siap]").wait_for()
        return page

    def cell(self, page: Page, kind: str, column: str) -> Locator:
        group = f'tbody[data-k="{self.program.pk}"] tr.baris-{kind}'
        return page.locator(group).first.locator(f'[data-c="{column}"]')


@pytest.fixture
def grid(cast: SimpleNamespace) -> Grid:
    """The grid of the cast's Renstra."""
    return Grid(cast)


def test_numbers_are_read_as_indonesians_and_excel_write_them(open_page, cast):
    page = open_page(None, "/masuk/")
    texts = ["1.234,5", "1,234.5", "Rp 1.000.000", "12", "0,25", "1,234", "-", "1.234"]
    found = page.evaluate(READ, [texts, True])
    values = [row["nilai"] for row in found["read"]]
    assert values == ["1234.5", "1234.5", "1000000", "12", "0.25", "1234", "", "1234"]
    assert found["sum"] == "1.004.949,25"
    target = page.evaluate(READ, [["1,234", "1.234", "0.125", "(500)", "75%", "1.234.567"], False])
    assert [row["nilai"] for row in target["read"]] == [
        "1.234",
        "1234",
        "0.125",
        "-500",
        "75",
        "1234567",
    ]
    assert "1.234 dibaca 1.234: titik memisahkan ribuan" in target["read"][1]["catatan"]
    wrong = page.evaluate(READ, [["abc", "1.23.4", "(500)", "0,123", "9" * 17, "1,2,3"], True])
    assert all(row["salah"] for row in wrong["read"])


def test_a_planner_types_gives_a_reason_and_saves(cast, open_page, grid):
    page = grid.open(open_page, cast.perencana_a)
    grid.cell(page, "p", "uraian").click()
    page.keyboard.type("APBD")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("1500000")
    expect(page.locator('[data-total="th:2026"]')).to_have_text("1.500.000")  # while typing
    page.keyboard.press("Enter")
    page.keyboard.type("80")  # the indicator below it
    page.keyboard.press("Enter")
    page.get_by_label("Alasan", exact=True).fill("Dana terbatas")
    page.get_by_role("button", name="Pakai nilai ini").click()
    expect(grid.cell(page, "i", "th:2026")).to_contain_text("pohon: 75")
    page.keyboard.press("Control+s")
    page.get_by_text("Isian tersimpan.").wait_for()
    pagu = Pagu.objects.get()
    assert (pagu.sumber_dana, pagu.tahun, pagu.nilai) == ("APBD", 2026, Decimal(1_500_000))
    ukuran = read_ukuran(grid.dokumen)[grid.program.pk][0]
    assert (ukuran.target[2026], ukuran.alasan) == (Decimal(80), "Dana terbatas")
    page.get_by_role("button", name="Ikuti pohon").click()
    page.get_by_role("button", name="Simpan (").click()
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_be_disabled()
    assert not Penyimpangan.objects.exists()


def test_a_pasted_block_tells_what_it_refused_and_is_undone(cast, open_page, grid):
    page = grid.open(open_page, cast.perencana_a)
    grid.cell(page, "p", "th:2025").click()
    page.evaluate(PASTE, "Rp 1.000\t2,500.5\tabc\t-\t(3)\t9\n1\t75\t\t\t")
    result = page.locator("[data-hasil]")
    page.get_by_role("button", name="Nanti").click()  # the reason for 1 in 2025
    expect(result).to_contain_text("kolom 2027: “abc” bukan angka.")
    expect(result).to_contain_text("kolom 2029: “(3)”: pagu tidak boleh negatif.")
    expect(grid.cell(page, "p", "th:2026")).to_have_text("2.500,5")
    expect(grid.cell(page, "i", "th:2026")).not_to_contain_text("pohon")  # 75 is the tree's
    page.keyboard.press("Control+s")
    expect(result).to_contain_text("Belum disimpan: 3 sel perlu dibetulkan.")
    result.get_by_role("button", name="Tutup").click()
    page.get_by_role("button", name="Urungkan").click()
    expect(grid.cell(page, "p", "th:2026")).to_have_text("")
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_be_disabled()


def test_two_tabs_lose_nothing(cast, open_page, grid):
    one = grid.open(open_page, cast.perencana_a)
    two = grid.open(open_page, cast.admin)
    for page, amount in ((one, "100"), (two, "200")):
        grid.cell(page, "p", "th:2026").click()
        page.keyboard.type(amount)
        page.keyboard.press("Enter")
        page.keyboard.press("Control+s")
    one.get_by_text("Isian tersimpan.").wait_for()
    expect(two.locator("[data-hasil]")).to_contain_text("“program satu” sudah diubah orang lain")
    expect(grid.cell(two, "p", "th:2026")).to_have_text("200")
    two.get_by_role("button", name="Ambil nilai terbaru").click()
    expect(two.locator("[data-hasil]")).to_contain_text("orang lain mengisi “100”, Anda “200”")
    two.get_by_role("button", name="Simpan (").click()
    two.get_by_text("Isian tersimpan.").wait_for()
    assert Pagu.objects.get().nilai == 200


def test_a_lost_network_and_a_second_press_lose_and_repeat_nothing(cast, open_page, grid):
    page = grid.open(open_page, cast.perencana_a)
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    grid.cell(page, "p", "th:2026").click()
    page.keyboard.type("100")
    page.keyboard.press("Enter")
    page.context.set_offline(True)
    page.keyboard.press("Control+s")
    expect(page.locator("[data-hasil]")).to_contain_text("Tidak tersambung ke server.")
    page.context.set_offline(False)
    sent.clear()
    page.route(grid.path, lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.evaluate("""() => {
      const press = () => document.dispatchEvent(new KeyboardEvent("keydown", {key: "s", ctrlKey: true}));
      press();
      press();
      document.querySelector("[data-simpan]").click();
    }""")
    page.get_by_text("Isian tersimpan.").wait_for()
    assert sent.count("POST") == 1
    assert Pagu.objects.get().nilai == 100


def test_a_thumb_fills_it_and_a_reader_only_looks(cast, open_page, grid):
    phone = grid.open(open_page, cast.perencana_a, phone=True)
    grid.cell(phone, "p", "th:2026").tap()
    phone.get_by_label("2026, program satu").fill("5.000")
    phone.get_by_label("2026, program satu").press("Enter")
    phone.get_by_role("button", name="Simpan (1 sel)").tap()
    phone.get_by_text("Isian tersimpan.").wait_for()
    assert Pagu.objects.get().nilai == 5000
    reader = grid.open(open_page, cast.pembaca_a)
    grid.cell(reader, "p", "th:2026").dblclick()
    reader.keyboard.type("7")
    expect(reader.locator("[data-lembar] input")).to_have_count(0)
    expect(reader.get_by_text("Anda melihat isian dokumen ini.")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["terang", "gelap"])
@pytest.mark.parametrize("phone", [False, True], ids=["laptop", "ponsel"])
def test_the_pages_of_a_plan_are_readable_and_named(cast, open_page, grid, dark, phone):
    part = actions.IsianIndikator(
        grid.indikator.pk, tahunan={"target": {2026: Decimal(80)}}, alasan="Dana terbatas"
    )
    actions.save_isian(
        user=cast.admin,
        dokumen=grid.dokumen.pk,
        daftar=[actions.IsianKomponen(grid.program.pk, indikator=[part])],
    )
    nspk = actions.save_nspk(user=cast.admin, nspk=Nspk(instansi=cast.instansi, nama="SPM"))
    sasaran = Komponen.objects.get(dokumen=grid.dokumen, jenis="sasaran")
    actions.set_acuan(user=cast.admin, komponen=sasaran.pk, nspk=[nspk.pk])
    strategi = actions.BarisStrategi("Menata jalan", ["Ruas padat dahulu"])
    actions.save_strategi(user=cast.admin, komponen=sasaran.pk, daftar=[strategi])
    rpjmd = Dokumen.objects.create(
        instansi=cast.instansi, periode=cast.periode, jenis="rpjmd", nama="RPJMD"
    )
    actions.save_misi(user=cast.admin, dokumen=rpjmd.pk, visi="Lancar", daftar=[(None, "Satu")])
    page = grid.open(open_page, cast.admin, dark=dark, phone=phone)
    grid.cell(page, "p", "th:2026").click()
    page.evaluate(PASTE, "abc")
    faults = {grid.path: faults_of(page)}
    below = [f"/komponen/{sasaran.pk}/{name}" for name in ("", "acuan/", "strategi/")]
    page.on("dialog", lambda dialog: dialog.accept())  # leaving what is not saved asks
    for path in (*below, f"/dokumen/{rpjmd.pk}/visi-misi/", "/nspk/", "/nspk/baru/"):
        page.goto(path)
        faults[path] = faults_of(page)
    assert {path: found for path, found in faults.items() if found} == {}


def faults_of(page: Page) -> list[str]:
    """What a machine finds hard to read or unnamed on the page."""
    found = [*page.evaluate(CHECK), *findings(page)]
    size = page.viewport_size
    if size is not None and page.evaluate("innerWidth") > size["width"]:
        found.append("the page scrolls sideways")
    return found
