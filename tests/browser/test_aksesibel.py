"""WCAG 2.2 AA as far as a machine can see it, in light and dark, on a laptop and a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from organisasi.models import Tugas
from pohon.models import Crosscutting, Simpul
from tests.base import make_pohon, make_simpul

CHECK = (Path(__file__).parent / "periksa.js").read_text(encoding="utf-8")


@pytest.fixture
def house(cast):
    """The cast with a tree, a request and a job, so that the pages have something to show."""
    pohon = make_pohon(
        user=cast.admin, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode, tahap=5
    )
    make_simpul(pohon, "Armada terawat", user=cast.admin)
    outcome = Simpul.objects.get(pohon=pohon, induk=None)
    Crosscutting.objects.create(simpul=outcome, mitra=cast.unit_a)
    for status in Tugas.Status.values:
        Tugas.objects.create(
            instansi=cast.instansi, pengguna=cast.admin, jenis="x", judul="PDF", status=status
        )
    cast.pohon = pohon
    return cast


def paths(house):
    """The pages of an admin that every office opens."""
    return [
        *("/", "/pohon/", "/pohon/baru/", "/dokumen/", "/pk/", "/crosscutting/", "/tugas/"),
        *("/nomenklatur/", "/unit/", "/unit/baru/", "/jabatan/", "/periode/", "/pengguna/"),
        *("/pengguna/baru/", "/profil/", "/sandi/", "/tidak-ada/"),
        *("/temuan/", "/ambang/", "/skor/grafik/", "/meja/", "/kertas-kerja/"),
        *(f"/{page}/{house.pohon.pk}/" for page in ("temuan", "komentar", "pemetaan", "pembagian")),
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["terang", "gelap"])
@pytest.mark.parametrize("phone", [False, True], ids=["laptop", "ponsel"])
def test_pages_are_readable_and_named(house, open_page, phone, dark):
    page = open_page(house.admin, "/", phone=phone, dark=dark)
    faults = {}
    for path in paths(house):
        page.goto(path)
        found = page.evaluate(CHECK)
        if page.evaluate("innerWidth") > page.viewport_size["width"]:
            found.append("the page scrolls sideways")
        if found:
            faults[path] = found
    assert faults == {}


def test_signing_in_is_readable_and_named(cast, open_page):
    for dark in (False, True):
        page = open_page(None, "/masuk/", dark=dark)
        page.locator("main button[type=submit]").click()
        assert page.evaluate(CHECK) == []
