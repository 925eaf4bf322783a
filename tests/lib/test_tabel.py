"""The one definition of a table: heads, merged groups, chunks, and text in Indonesian form."""

from __future__ import annotations

from decimal import Decimal

from django.template.loader import render_to_string
from django.test import SimpleTestCase

from lib.tabel import Baris, Format, Jenis, Kolom, Rata, Sel, Tabel

TARGET = ("Target", "Tahun ke-")


def make_tabel(baris: list[Baris], **fields) -> Tabel:
    kolom = [
        Kolom("Tujuan", 30, gabung=1),
        Kolom("Sasaran", 30, gabung=2),
        Kolom("2025", 10, Format.ANGKA, grup=TARGET),
        Kolom("2026", 10, Format.ANGKA, grup=TARGET),
        Kolom("Rp", 20, Format.RUPIAH, grup=("Pendanaan",)),
    ]
    return Tabel("Tabel uji", kolom, baris, **fields)


class TestTabel(SimpleTestCase):
    def test_it_lays_the_head_out_with_spans(self):
        rows = [
            [(c.judul, c.rentang_kolom, c.rentang_baris) for c in row]
            for row in make_tabel([]).kepala
        ]
        self.assertEqual(
            rows,
            [
                [("Tujuan", 1, 3), ("Sasaran", 1, 3), ("Target", 2, 1), ("Pendanaan", 1, 1)],
                [("Tahun ke-", 2, 1), ("Rp", 1, 2)],
                [("2025", 1, 1), ("2026", 1, 1)],
            ],
        )

    def test_it_numbers_the_columns(self):
        tabel = make_tabel([], nomor_kolom=True)
        self.assertEqual(tabel.baris_nomor, ["(1)", "(2)", "(3)", "(4)", "(5)"])

    def test_it_merges_only_inside_the_same_group(self):
        tabel = make_tabel(
            [
                Baris(["A", "a"], kunci=(1, 1)),
                Baris(["A", "a"], kunci=(1, 1)),
                Baris(["A", "b"], kunci=(1, 2)),
                Baris(["A", "b"], kunci=(2, 2)),
                Baris(["A", "b"]),
            ]
        )
        spans = [[(sel.kolom, sel.rentang_baris) for sel in b.tampak][:2] for b in tabel.isi]
        self.assertEqual(
            spans,
            [
                [(0, 3), (1, 2)],
                [(2, 1), (3, 1)],
                [(1, 1), (2, 1)],
                [(0, 1), (1, 1)],
                [(0, 1), (1, 1)],
            ],
        )

    def test_it_writes_numbers_as_indonesians_do(self):
        row = make_tabel([Baris(["", "", Decimal("1234.50"), "n/a", 2500000])]).isi[0]
        self.assertEqual([sel.teks for sel in row.sel[2:]], ["1.234,5", "n/a", "Rp 2.500.000"])
        self.assertEqual([sel.rata for sel in row.sel[2:]], [Rata.KANAN, Rata.KIRI, Rata.KANAN])

    def test_a_group_title_covers_the_whole_table(self):
        (sel,) = make_tabel([Baris(["Bagian satu"], Jenis.KELOMPOK)]).isi[0].tampak
        self.assertEqual((sel.rentang_kolom, sel.tebal), (5, True))

    def test_it_cuts_where_a_group_ends(self):
        tabel = make_tabel([Baris(["x"], kunci=(n // 7, n)) for n in range(50)])
        parts = list(tabel.potong(20))
        self.assertEqual([len(part) for part in parts], [14, 14, 14, 8])
        self.assertEqual([row for part in parts for row in part], tabel.baris)

    def test_it_cuts_a_group_longer_than_a_chunk(self):
        tabel = make_tabel([Baris(["x"], kunci=(1, 1)) for _ in range(50)])
        self.assertEqual([len(part) for part in tabel.potong(20)], [20, 20, 10])

    def test_it_escapes_what_users_wrote(self):
        tabel = make_tabel([Baris(["<script>alert(1)</script>", Sel("b", rentang=2)])])
        html = render_to_string("lib/_tabel.html", {"tabel": tabel})
        self.assertNotIn("<script>", html)
        self.assertIn("&lt;script&gt;", html)
        self.assertNotIn("style=", html)

    def test_an_empty_table_says_so(self):
        html = render_to_string(
            "lib/_tabel.html", {"tabel": make_tabel([], kosong="Belum ada baris.")}
        )
        self.assertIn("Belum ada baris.", html)
