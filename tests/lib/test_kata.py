"""The same word spelt differently, stems, and likeness."""

from __future__ import annotations

import time

import pytest

from lib import kata
from lib.kata import alike, near_pairs, normal, same, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Terseleenggaranya  Urusan", "terselenggaranya urusan"),
        ("Peraturan Perundang- Undangan", "Peraturan Perundang-Undangan"),
        ("Ketentraman dan Ketertiban", "Ketenteraman & Ketertiban"),
        ("Terlayaninya perijinan.", "Terlayaninya perizinan"),
        ("Meningkatnya efektifitas kerja sama", "Meningkatnya efektivitas kerjasama"),
        ("Jalan kabupaten / kota", "Jalan kabupaten/kota"),
        ("Jalan “mantab”", "Jalan mantap"),
    ],
)
def test_slips_of_spelling_make_no_other_text(one: str, other: str) -> None:
    assert same(one, other)
    assert alike(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pelabuhan kelas II", "Pelabuhan kelas I"),
        ("Pelabuhan kelas III", "Pelabuhan kelas II"),
        ("Target tahun 2200", "Target tahun 200"),
        ("Meningkatnya kemacetan", "Menurunnya kemacetan"),
    ],
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert not same(one, other)


def test_words_keep_what_a_hyphen_joins() -> None:
    assert words("Laki - laki dan (perempuan)!") == ("laki-laki", "dan", "perempuan")
    assert normal("  — ") == ""


@pytest.mark.parametrize(
    "group",
    [
        "meningkatnya peningkatan meningkat",
        "pengujian uji",
        "penyediaan tersedia",
        "pemerataan merata",
        "terselenggaranya penyelenggaraan terseleenggaranya",
        "optimalisasi optimalnya mengoptimalkan",
        "ketentraman ketenteraman tenteram",
        "berkurangnya pengurangan penurunan",
    ],
)
def test_affixes_and_slips_do_not_tell_stems_apart(group: str) -> None:
    assert len({stem(word) for word in group.split()}) == 1


def test_stems_leave_out_what_says_nothing_unless_there_is_nothing_else() -> None:
    assert stems("Pelayanan yang dilayani oleh warga") == ("layan", "layan", "warga")
    assert stems("yang dan") == ("yang", "dan")
    assert stems("—") == ()


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Menurunnya kemacetan", "Kemacetan berkurang", 1),
        ("Meningkatnya mutu pendidikan", "Kualitas pendidikan meningkat", 1),
        (
            "Meningkatnya Kualitas Pelayanan Publik",
            "Meningkatnya Penyelenggaraan Pemerintahan dan Pelayanan Publik",
            0.75,
        ),
        (
            "Meningkatnya Koordinasi Ketentraman dan Ketertiban Umum",
            "Terkoordinasinya Upaya Penyelenggaraan Ketenteraman dan Ketertiban Umum",
            0.85,
        ),
        ("Terbangunnya infrastrktur demokrasi", "Terbangunnya infrastruktur demokrsi", 0.85),
    ],
)
def test_what_says_the_same_is_alike(one: str, other: str, least: float) -> None:
    assert alike(one, other) >= least
    assert alike(one, other) == alike(other, one)


@pytest.mark.parametrize(
    ("one", "other", "below"),
    [
        ("Menurunnya angka kematian ibu", "Menurunnya angka kematian bayi", 0.75),
        ("Meningkatnya kualitas guru", "Meningkatnya kualitas pendidikan", 0.75),
        ("Meningkatnya kemacetan", "Menurunnya kemacetan", 0.75),
        (
            "Terlaksananya pelatihan pemuda di kecamatan",
            "Terlaksananya pelatihan petani di kecamatan",
            0.85,
        ),
        ("Jalan mantap", "Air bersih", 0.01),
    ],
)
def test_another_thing_is_not_alike(one: str, other: str, below: float) -> None:
    assert alike(one, other) < below


def test_near_pairs_are_those_that_comparing_all_would_find() -> None:
    heads = ("Meningkatnya", "Menurunnya", "Terlaksananya", "Terwujudnya pelayanan")
    things = ("air bersih", "jalan desa", "irigasi sawah tani", "sekolah dasar negeri", "pasar")
    ends = ("", " yang baik", " di kecamatan", " bagi warga miskin")
    texts = tuple(f"{head} {thing}{end}" for head in heads for thing in things for end in ends)
    every = [(i, j, alike(texts[i], texts[j])) for j in range(len(texts)) for i in range(j)]
    for least in (0.5, 0.75, 0.85, 1):
        assert near_pairs(texts, least) == tuple(row for row in every if row[2] >= least)


def test_a_thousand_texts_are_compared_in_a_moment() -> None:
    kinds = ("akses", "mutu", "cakupan")
    texts = tuple(
        f"Meningkatnya {kinds[i % 3]} layanan urusan{i % 97} wilayah{i % 89}" for i in range(1000)
    )
    near_pairs(texts[1:], 0.85)  # stems are remembered
    start = time.process_time()
    near_pairs(texts, 0.85)
    assert time.process_time() - start < 0.5  # usually a tenth of that


def test_of_very_many_candidates_only_the_first_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = tuple(f"Meningkatnya mutu air desa{i % 2} dusun{i % 3}" for i in range(12))
    whole = near_pairs(texts, 0.85)
    near_pairs.cache_clear()
    monkeypatch.setattr(kata, "MOST_CANDIDATES", 5)
    part = near_pairs(texts, 0.85)
    near_pairs.cache_clear()
    assert part
    assert part == whole[: len(part)]
    assert len(part) < len(whole)
