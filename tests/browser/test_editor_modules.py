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


@pytest.mark.parametrize("jumlah", [1, 26, 300, 1000])
def test_from_left_to_right_no_two_cards_overlap_and_arrows_follow_the_screen(run, jumlah):
    assert run("layoutRight", count=jumlah) is True


def test_a_filter_shows_matches_with_what_stands_above_and_closes_the_structure(run):
    answer = run("filter")
    assert answer["found"]["level"] == [
        {"value": "operasional", "text": "Operasional", "count": 20},
        {"value": "kosong", "text": "Belum ada level", "count": 20},
    ]
    assert [one["text"] for one in answer["found"]["unit"]] == ["Dinas", "Belum ada pengampu"]
    assert [one["value"] for one in answer["found"]["crosscutting"]] == ["luar"]
    assert answer["found"]["temuan"] == []
    assert all("Selama disaring" in why for why in answer["refusals"])
    for name in ("right", "all", "stays", "both", "back", "revealed"):
        assert answer[name] is True, name


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "joined"),
    [
        ("a b c", "a x b c", "a b c y", "a x b c y"),
        ("a b c", "a c", "a b c d", "a c d"),
        ("a b c", "a m c", "a t c", "a t m c"),
        ("a b c", "a b c", "z", "z"),
        ("", "satu dua", "tiga", "tiga satu dua"),
        ("a b", "a b", "a b", "a b"),
        ("sama berubah", "sama baru", "sama baru", "sama baru"),
    ],
)
def test_two_changes_of_one_text_are_joined_word_by_word(run, base, mine, theirs, joined):
    assert run("mergeText", texts=[base, mine, theirs]) == joined


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


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A\n\tB\n\t\tC\nD", [(0, "A"), (1, "B"), (2, "C"), (0, "D")]),
        ("A\r\n    B\r\n\r\n        C", [(0, "A"), (1, "B"), (2, "C")]),
        ("A\n  - B\n  • C", [(0, "A"), (1, "B"), (1, "C")]),
        ("1. A\n1.1 B\n1.1.1 C\n2. D", [(0, "A"), (1, "B"), (2, "C"), (0, "D")]),
        ("1. A\n2. B\na. C", [(0, "A"), (0, "B"), (1, "C")]),
        ("    A\n      B", [(0, "A"), (1, "B")]),
        ("A\n\t\t\tB", [(0, "A"), (1, "B")]),
        (
            "2.000 orang terlatih\n\t30 hari kerja",
            [(0, "2.000 orang terlatih"), (1, "30 hari kerja")],
        ),
    ],
)
def test_indented_text_is_read_as_a_tree(run, text, rows):
    assert [(row["depth"], row["text"]) for row in run("indented", text=text)] == rows


YEARS = [2025, 2026]


@pytest.mark.parametrize(
    ("text", "kinds", "rows"),
    [
        (
            "Kode\tPernyataan\n1\tA\n1.1\tB\n1.1.1\tC\n2\tD",
            ["kode", "pernyataan"],
            [(0, "A"), (1, "B"), (2, "C"), (0, "D")],
        ),
        (
            "CSF\tKondisi antara\tKondisi operasional\nA\tB\tC\n\t\tD\nA\tE\t",
            ["pernyataan"] * 3,
            [(0, "A"), (1, "B"), (2, "C"), (2, "D"), (1, "E")],
        ),
        (
            "Induk\tSimpul\n\tA\nA\tB\nB\tC\nA\tD",
            ["induk", "pernyataan"],
            [(0, "A"), (1, "B"), (2, "C"), (1, "D")],
        ),
        (
            "Level\tUraian\nCSF\tA\nKondisi antara\tB\nKondisi operasional\tC\nCSF\tD",
            ["jenis", "pernyataan"],
            [(0, "A"), (1, "B"), (2, "C"), (0, "D")],
        ),
        (
            "A\tUkuran A\t%\t10\t20,5\nB\tUkuran B\t%\t30\t40",
            ["pernyataan", "indikator", "satuan", "target:2025", "target:2026"],
            [(0, "A"), (0, "B")],
        ),
        (
            '"baris satu\nbaris ""dua"""\tUkuran\t5\nB\tUkuran\t6',
            ["pernyataan", "indikator", ""],  # of which year, only the person knows
            [(0, 'baris satu baris "dua"'), (0, "B")],
        ),
    ],
)
def test_a_pasted_table_is_read_as_a_tree(run, text, kinds, rows):
    answer = run("table", text=text, years=YEARS)
    assert answer["kinds"] == kinds
    assert [(row["depth"], row["text"]) for row in answer["rows"]] == rows


# As the app exports Tahap 4: a title, a head of two rows, merged cells, several indikator of one kinerja.
TAHAP_4 = """Tahap 4 Merumuskan indikator kinerja\t\t\t\t\t\t\t
Rujukan Tahapan\tKinerja\tIndikator Kinerja\tKeterangan\tSatuan\tKondisi awal\tTarget\t
\t\t\t\t\t\t2025\t2026
Tahap 1\tO\tI1\tKinerja strategis urusan\t%\t1.000\t10,5\t20
\t\tI2\t\tindeks\t-\t1\t2
Tahap 2\tA\tI3\tKinerja strategis urusan\torang\t5\t6\t7
Tahap 3\tB\tI4\tKinerja taktikal intermediate\torang\t5\t6\t7
Tahap 3\tB\tI5\tKinerja taktikal intermediate\torang\t5\t6\t7
\tC\tI6\tKinerja operasional\torang\t5\t6\t7
Tahap 2\tD\t\tKinerja strategis urusan\t\t\t\t"""
TAHAP_3 = """CSF yang sudah diubah ke bahasa kondisi pada Tahap 2\tKondisi yang diperlukan\tKeterangan
A\tB\tkondisi antara utama
\tC\tkondisi operasional
D\tE\tkondisi antara utama"""
OFFICIAL = """No\tSasaran\tIndikator\tSatuan\t2025\tSub Kegiatan\tJabatan\tCatatan
(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\t(8)
1\tA\t"1. X\n2. Y"\t"%\norang"\t"1\n2"\t1.02\tKabid\tz
2\tB\t\t\t\t\t\t"""


def test_the_tables_of_the_app_come_back_with_level_and_indikator(run):
    answer = run("table", text=TAHAP_4, years=YEARS)
    shown = [(r["depth"], r["text"], [i["nama"] for i in r["indikator"]]) for r in answer["rows"]]
    assert shown == [
        (0, "O", ["I1", "I2"]),
        (1, "A", ["I3"]),
        (2, "B", ["I4", "I5"]),
        (3, "C", ["I6"]),
        (1, "D", []),
    ]
    first = answer["rows"][0]["indikator"][0]
    assert (first["baseline_nilai"], first["target"]) == ("1.000", {"2025": "10,5", "2026": "20"})
    rows = run("table", text=TAHAP_3, years=YEARS)["rows"]
    assert [(r["depth"], r["text"], r["jenis"]) for r in rows] == [
        (0, "A", "csf"),
        (1, "B", "antara"),
        (2, "C", "operasional"),
        (0, "D", "csf"),
        (1, "E", "antara"),
    ]


def test_an_official_form_says_what_does_not_come_along(run):
    answer = run("table", text=OFFICIAL, years=YEARS)
    assert [(r["line"], r["text"]) for r in answer["rows"]] == [(3, "A"), (4, "B")]
    assert answer["rows"][0]["indikator"] == [
        {"nama": "X", "satuan": "%", "target": {"2025": "1"}},
        {"nama": "Y", "satuan": "orang", "target": {"2025": "2"}},
    ]
    notes = " ".join(answer["notes"])
    assert "Kolom “Sub Kegiatan” (1 isi) belum ditempel; petakan di Penuangan" in notes
    assert "Kolom “Jabatan” (1 isi) belum ditempel" in notes
    assert "Kolom “Catatan” (1 isi) tidak dipakai" in notes


def test_numbers_that_cannot_be_kept_are_named(run):
    head = "Uraian\tIndikator\t2025\t2031\n"
    text = head + "A\tX\t0,12345\t1\nB\tY\t1,234.5\t\nC\tZ\tRp 1.234,5\t"
    answer = run("table", text=text, years=YEARS)
    said = [[problem["text"] for problem in row["problems"]] for row in answer["rows"]]
    assert "lebih dari 4 angka di belakang koma" in said[0][0]
    assert "Kolom 2025: “1,234.5” bukan angka" in said[1][0]
    assert said[2] == []
    assert "tahun 2031 di luar periode" in " ".join(answer["notes"])


def test_quotes_that_belong_to_the_text_stay(run):
    rows = run("table", text='"Kota Cerdas" maju\tB\n\t"C\nlanjut"', years=YEARS)["rows"]
    assert [(r["depth"], r["text"]) for r in rows] == [
        (0, '"Kota Cerdas" maju'),
        (1, "B"),
        (1, "C lanjut"),
    ]


def test_rows_that_stand_above_the_place_already_are_left_out(run):
    plan = run("plan", rows=[[0, "Outcome", "outcome"], [1, "Simpul 2", ""], [2, "Baru", ""]])
    assert plan["rows"] == [[0, "Baru", "antara"]]
    assert "sudah ada di atas tempat ini" in plan["notes"][0]


def test_the_lowest_conditions_become_operational_when_asked(run):
    rows = [[0, "A", ""], [1, "B", ""], [0, "C", "csf"]]
    assert run("plan", rows=rows, leaves=True)["rows"] == [
        [0, "A", "antara"],
        [1, "B", "operasional"],
        [0, "C", "antara"],
    ]
    assert "CSF tidak dapat berada di bawah CSF" in run("plan", rows=rows)["problems"][0]


def test_text_that_is_kept_loses_no_number(run):
    rows = run("indented", text="A. Yani\n\t1. Tetap\n\t2. Lepas", kept=["A. Yani", "1. Tetap"])
    assert [(row["depth"], row["text"]) for row in rows] == [
        (0, "A. Yani"),
        (1, "1. Tetap"),
        (1, "Lepas"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("A\n\tB\n    C", 3, "memakai spasi, sedangkan yang lain memakai tab"),
        ("A\n    B\n  C", 3, "tidak sejajar"),
        ("A\n\t\t\tB\nC", 2, "terlalu dalam"),
        ("1. A\n1.1 B\n2.1.1 C", 3, "kode 2.1, tidak ada"),
    ],
)
def test_what_is_hard_to_read_is_said_with_its_line(run, text, line, words):
    (row,) = [row for row in run("indented", text=text) if row["line"] == line]
    assert words in row["note"]
