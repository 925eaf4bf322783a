"""The editor's pure modules without its page: store, operations with their inverse, rules, layout, merging."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
HERE = Path(__file__).parent
CHECKS = (HERE / "editor_modules.js").read_text().strip().removesuffix(";")


@pytest.fixture
def run(cast, open_page):
    """Return a function that runs one check of editor_modules.js in the browser."""
    page = open_page(None, "/masuk/")
    return lambda check, **arguments: page.evaluate(CHECKS, {"check": check, **arguments})


def test_every_operation_is_undone_by_its_inverse(run):
    assert run("inverse") is True


def test_parts_change_and_come_back(run):
    assert run("parts") is True


def test_operations_speak_the_words_of_the_api(run):
    new = {"jenis": "antara", "pernyataan": "Baru"}
    parts = {"indikator": [{"id": 5, "nama": "Lama"}, {"nama": "Baru"}]}
    moved = {"simpul": 3, "versi": 3, "induk": "b1", "setelah": 2, "data": {"jenis": "csf"}}
    assert run("wire") == [
        {"jenis": "tambah", "ref": "b1", "induk": 2, "setelah": None, "data": new},
        {"jenis": "pindah", **moved},
        {"jenis": "ubah", "simpul": 2, "versi": 3, "data": parts},
        {"jenis": "pulihkan", "perubahan": 12},
    ]


def test_the_rules_name_the_reason(run):
    found = run("rules")
    assert "mulai tahap 3" in found["stage"]
    assert "puncak pohon" in found["root"]
    assert "bawah dirinya sendiri" in found["self"]
    assert found["children"] != ""
    assert found["open"] == ""
    assert found["parents"] == ["1", "2", "3", "4"]
    assert found["kinds"] == ["antara", "operasional"]


@pytest.mark.parametrize("jumlah", [1, 26, 300, 1000])
def test_no_two_cards_overlap(run, jumlah):
    assert run("layout", count=jumlah) is True


def test_what_others_do_leaves_what_waits(run):
    assert run("merging") is True


def test_a_waiting_queue_is_kept_by_ids(run):
    assert run("outbox") is True


def test_the_page_asks_for_every_module_at_once():
    root = HERE.parent.parent
    listed = (root / "templates/pohon/_editor_modul.html").read_text()
    folder = root / "static/js/pohon"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.js")} - {"main.js"}
    assert {name for name in names if f"'js/pohon/{name}'" not in listed} == set()
    assert listed.count("modulepreload") == len(names) + 2
