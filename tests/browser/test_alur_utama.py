"""The main job from end to end: a planner draws Batumandi's tree from nothing and downloads Renstra and PK.

Only the keyboard drafts the tree; everything else goes through the pages a planner uses. The statements and
indicators are those of the sub-district's document; the numbers are examples.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from jabatan.models import Jabatan, Pejabat
from lib import tree
from organisasi.models import Unit
from perencanaan.models import Dokumen, Komponen, Pemetaan
from pohon.models import Pohon, Simpul
from tests.base import Peran, make_unit, make_user

if TYPE_CHECKING:
    from playwright.sync_api import Page

OUTCOME = "Meningkatnya Indeks Reformasi Birokrasi"
CSF = "Meningkatnya Kualitas Pelayanan Publik"
UTAMA = "Meningkatnya Penyelenggaraan Pemerintahan dan Pelayanan Publik"
ANTARA = "Terkoordinasinya Penyelenggaraan Kegiatan Pemerintahan di Tingkat Kecamatan"
OPERASIONAL = (
    "Terlaksananya Peningkatan Efektivitas Pelayanan kepada Masyarakat di Wilayah Kecamatan"
)
YEARS = range(2025, 2030)
# statement: indicator, unit, baseline, target of 2025 (then one more each year), holder
DATA = {
    OUTCOME: ("Indeks Kepuasan Masyarakat (IKM)", "indeks", "80,5", 81, "Camat Batumandi"),
    CSF: ("Indeks Kepuasan Masyarakat (IKM)", "indeks", "80,5", 81, "Camat Batumandi"),
    UTAMA: ("Persentase PATEN yang terlayani", "%", "90", 91, "Kasi Pelayanan"),
    ANTARA: ("Jumlah waktu koordinasi", "bulan", "6", 7, "Kasi Pelayanan"),
    OPERASIONAL: ("Jumlah laporan pelayanan", "laporan", "10", 11, "Staf Umum"),
}


@pytest.fixture
def batumandi(cast: SimpleNamespace) -> SimpleNamespace:
    """A sub-district with camat, kasi and staf, an empty Renstra, and its planner."""
    instansi = cast.instansi
    cast.camat_unit = make_unit(instansi, "Kecamatan Batumandi", profil=Unit.Profil.KECAMATAN)
    cast.planner = make_user("perencana_batumandi", Peran.PERENCANA, instansi, cast.camat_unit)
    upper: Jabatan | None = None
    for nama, jenjang, unit in (
        ("Bupati", "kepala_daerah", None),
        ("Camat Batumandi", "administrator", cast.camat_unit),
        ("Kasi Pelayanan", "pengawas", cast.camat_unit),
        ("Staf Umum", "pelaksana", cast.camat_unit),
    ):
        row = Jabatan(instansi=instansi, nama=nama, jenjang=jenjang, unit=unit)
        upper = tree.insert(
            row, tree_id=instansi.pk, parent=upper and Jabatan.objects.get(pk=upper.pk)
        )
        Pejabat.objects.create(
            jabatan=upper,
            nama=f"Contoh {nama}",
            nip="" if unit is None else "198001012005011001",
            pangkat="" if unit is None else "Penata (III/c)",
            mulai=datetime.date(2025, 1, 1),
        )
    cast.dokumen = Dokumen.objects.create(
        instansi=instansi,
        unit=cast.camat_unit,
        periode=cast.periode,
        jenis="renstra_pd",
        nama="Renstra Kecamatan Batumandi 2025-2029",
    )
    return cast


def saved(page: Page) -> None:
    """Wait until the editor says that everything is saved."""
    page.locator('#ed-save[data-waiting="0"]', has_text="Tersimpan").wait_for()


def open_stage(page: Page, number: int) -> None:
    """Open a stage by its step in the strip and wait until it is the current one."""
    page.locator(f'#ed-stages [data-tahap="{number}"] .ed-stage').click()
    page.locator(f'#ed-stages [data-tahap="{number}"][aria-current="step"]').wait_for()


def choose(page: Page, statement: str) -> None:
    """Go to a node by keyboard: to the top of the tree, then down as often as it lies deep."""
    page.locator('[role="tree"] [tabindex="0"]').focus()
    page.keyboard.press("Home")
    for _ in range(list(DATA).index(statement)):
        page.keyboard.press("ArrowDown")
    page.locator('[role="treeitem"][aria-selected="true"]', has_text=statement).wait_for()


def download(page: Page, link: Any) -> bytes:
    """Click a download and return the file."""
    with page.expect_download() as caught:
        link.click()
    return caught.value.path().read_bytes()


def create_tree(page: Page) -> Pohon:
    """Make the tree from its outcome and ground it (stage 1)."""
    page.get_by_role("link", name="Buat pohon").first.click()
    page.get_by_label("Unit pemilik").select_option(label="Kecamatan Batumandi")
    page.get_by_label("Outcome").fill(OUTCOME)
    page.get_by_role("button", name="Buat pohon").click()
    page.get_by_label("jenis").first.select_option("ekspektasi")
    page.get_by_label("uraian masalah").fill("Masyarakat mengekspektasi pelayanan yang berkualitas")
    page.get_by_role("button", name="Simpan dan buka pohon").click()
    page.locator(".ed-card").first.wait_for()
    return Pohon.objects.get(unit__nama="Kecamatan Batumandi")


def add_child(page: Page, text: str) -> None:
    """Add a condition below the selected one; the new one is selected then."""
    page.keyboard.press("Control+Enter")
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")  # saves and stays
    saved(page)


def draft(page: Page) -> None:
    """Draft the four conditions below the outcome by keyboard alone, opening the stages on the way."""
    open_stage(page, 2)
    choose(page, OUTCOME)
    add_child(page, CSF)
    open_stage(page, 3)
    choose(page, CSF)
    for text in (UTAMA, ANTARA, OPERASIONAL):
        add_child(page, text)
    page.get_by_label("Jenis", exact=True).select_option("operasional")
    saved(page)
    for text in (CSF, UTAMA, ANTARA, OPERASIONAL):
        choose(page, text)
        page.locator(".ed-radio-ya").click()
        saved(page)


def measure(page: Page) -> None:
    """Give every node its indicator with the card's basics and a target for each year (stage 4)."""
    open_stage(page, 4)
    for text, (nama, satuan, awal, first, _) in DATA.items():
        choose(page, text)
        page.get_by_role("tab", name="Indikator").click()
        page.get_by_role("button", name="Tambah indikator").click()
        page.get_by_label("Nama indikator").fill(nama)
        page.get_by_label("Satuan").fill(satuan)
        page.get_by_label("Frekuensi pelaporan").select_option("tahunan")
        page.get_by_label("Kondisi awal", exact=True).fill(awal)
        for number, year in enumerate(YEARS):
            page.get_by_label(str(year), exact=True).fill(f"{first + number},5")
        page.get_by_label("Akhir", exact=True).fill(f"{first + 4},5")
        page.get_by_label("Akhir", exact=True).press("Tab")
        saved(page)
        page.get_by_role("tab", name="Simpul").click()
    open_stage(page, 5)


def map_all(page: Page, pohon: Pohon) -> None:
    """Accept the proposals of the mapping page and give the subkegiatan its pagu."""
    page.goto(f"/pemetaan/{pohon.pk}/")
    page.get_by_role("link", name="Usulan…").click()
    page.get_by_role("button", name="Terima semua yang siap (5)").click()
    page.get_by_role("link", name="Semua 5/5").wait_for()
    sub = Komponen.objects.get(jenis="subkegiatan")
    page.goto(f"/komponen/{sub.pk}/pagu/")
    for year in YEARS:
        page.locator(f'input[name*="{year}"]').first.fill("150.000.000")
    page.get_by_role("button", name="Simpan pagu").click()


def distribute(page: Page, pohon: Pohon) -> None:
    """Give each node the position that is proposed for it."""
    page.goto(f"/pembagian/{pohon.pk}/")
    for text, (*_, holder) in DATA.items():
        row = page.locator(f"#simpul-{Simpul.objects.get(pernyataan=text).pk}")
        row.get_by_role("button", name=f"+ {holder}").click()
        row.get_by_role("button", name=f"+ {holder}").wait_for(state="detached")


def read_renstra(page: Page, dokumen: Dokumen) -> None:
    """Download T-C.25 and T-C.27 as Excel and read their cells."""
    page.goto(f"/dokumen/{dokumen.pk}/")
    page.get_by_role("button", name="Tabel dan unduhan").click()
    goals = cells(download(page, page.locator('a[href$="/tc25.xlsx"]')))
    assert row_with(goals, OUTCOME)[4:] == (81.5, 82.5, 83.5, 84.5, 85.5)
    assert row_with(goals, CSF)[3] == "Indeks Kepuasan Masyarakat (IKM) (indeks)"
    page.get_by_role("button", name="Tabel dan unduhan").click()
    plans = cells(download(page, page.locator('a[href$="/tc27.xlsx"]')))
    for text in (UTAMA, ANTARA, OPERASIONAL):
        row = row_with(plans, DATA[text][0])
        assert row[6::2][:5] == tuple(DATA[text][3] + number + 0.5 for number in range(5))
        assert row[7::2][:6] == (150_000_000,) * 5 + (750_000_000,)


def row_with(rows: list[tuple[Any, ...]], text: str) -> tuple[Any, ...]:
    """Return the first row in which a cell contains the text."""
    return next(row for row in rows if any(text in str(value) for value in row))


def cells(content: bytes) -> list[tuple[Any, ...]]:
    """Return all rows of the first sheet."""
    return list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def sign_pk(page: Page) -> None:
    """Draft, set and download the camat's PK of 2026; read the letter and its lampiran."""
    page.goto("/pk/baru/")
    page.locator("select[name=jabatan]").select_option(label=option_with(page, "Camat Batumandi"))
    page.get_by_label("tahun").fill("2026")
    page.get_by_role("button", name="Buat draf").click()
    page.get_by_label("Tanggal", exact=True).fill("2026-01-15")
    page.get_by_role("button", name="Simpan data surat").click()
    page.get_by_role("button", name="Tetapkan").first.click()
    page.locator("dialog").get_by_role("button", name="Tetapkan").click()
    page.get_by_text("ditetapkan oleh").wait_for()
    page.get_by_role("button", name="Unduh").click()
    letter = download(page, page.get_by_role("link", name="Surat (PDF, A4)"))
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(letter)).pages).split())
    for part in (
        "PERJANJIAN KINERJA TAHUN 2026",
        "Contoh Camat Batumandi",
        "Contoh Bupati",
        CSF,
        "82,5",
    ):
        assert part in text, part
    assert "DRAF" not in text
    page.get_by_role("button", name="Unduh").click()
    rows = cells(download(page, page.get_by_role("link", name="Lampiran (Excel)")))
    assert any(CSF in row and 82.5 in row for row in rows)


def option_with(page: Page, text: str) -> str:
    """Return the label of the option that names a position (its line is indented and carries the unit)."""
    return str(page.locator("option", has_text=text).first.text_content()).strip()


def test_a_planner_goes_from_an_empty_page_to_renstra_and_pk(
    batumandi: SimpleNamespace, open_page: Callable[..., Page]
) -> None:
    page = open_page(batumandi.planner, "/pohon/")
    pohon = create_tree(page)
    draft(page)
    assert list(
        Simpul.objects.filter(pohon=pohon).order_by("lft").values_list("jenis", "kedalaman")
    ) == [("outcome", 0), ("csf", 1), ("antara", 2), ("antara", 3), ("operasional", 4)]
    measure(page)
    map_all(page, pohon)
    chain = Pemetaan.objects.filter(simpul__pohon=pohon).order_by("simpul__lft")
    assert [row.komponen.jenis for row in chain] == [
        "tujuan",
        "sasaran",
        "program",
        "kegiatan",
        "subkegiatan",
    ]
    distribute(page, pohon)
    read_renstra(page, batumandi.dokumen)
    sign_pk(page)
