"""The tree on paper: complete, readable, nothing overlaps, and cut branches point to their pages."""

from __future__ import annotations

import io
from itertools import combinations

from django.test import SimpleTestCase
from django.urls import reverse
from pypdf import PdfReader

from lib import pdf
from lib.huruf import width, wrap
from lib.tabel import Kertas
from pohon.exporters import bagan
from pohon.exporters.susun_bagan import CARD, SMALLEST, Halaman
from tests.base import Cast

LEVELS = ["strategis_urusan", "taktikal_intermediate", "taktikal_immediate", "operasional"]


def grow(*shape: int, text: str = "Kondisi {} tercapai di seluruh wilayah kecamatan") -> list[dict]:
    """Return the nodes of a tree with so many children at each depth."""
    nodes: list[dict] = [
        {"id": 1, "induk": None, "jenis": "outcome", "pernyataan": "Outcome tercapai"}
    ]

    def add(parent: int, depth: int) -> None:
        for _ in range(shape[depth] if depth < len(shape) else 0):
            number = len(nodes) + 1
            nodes.append(
                {
                    "id": number,
                    "induk": parent,
                    "jenis": "antara",
                    "pernyataan": text.format(number),
                    "level_kinerja": LEVELS[min(depth, 3)],
                    "indikator": [{"nama": f"Persentase indikator {number}"}],
                }
            )
            add(number, depth + 1)

    add(1, 0)
    return nodes


def batumandi() -> list[dict]:
    """A tree of the shape of Kecamatan Batumandi's: 26 nodes, long statements."""
    text = (
        "Terlaksananya Sinergitas {} dengan Kepolisian Negara Republik Indonesia, Tentara Nasional "
        "Indonesia dan Instansi Vertikal di wilayah Kecamatan"
    )
    nodes = grow(1, text=text)
    for main, branches in enumerate((3, 2, 1, 1, 1)):
        nodes.append(
            {"id": 100 + main, "induk": 2, "jenis": "antara", "pernyataan": text.format(main)}
        )
        for branch in range(branches):
            number = 200 + 10 * main + branch
            nodes.append(
                {
                    "id": number,
                    "induk": 100 + main,
                    "jenis": "antara",
                    "pernyataan": text.format(number),
                }
            )
            for leaf in range(4 if main == 4 else 1):
                nodes.append(
                    {
                        "id": 10 * number + leaf,
                        "induk": number,
                        "jenis": "operasional",
                        "pernyataan": text.format(10 * number + leaf),
                    }
                )
    return nodes


def render(nodes: list[dict], kertas: Kertas) -> list[str]:
    """Return the text of each page, with single spaces."""
    daftar = bagan.pages(nodes, kertas)
    content = pdf.render_pieces(
        bagan.documents(daftar, kertas, {"judul": "Pohon", "keterangan": []})
    )
    reader = PdfReader(io.BytesIO(content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def overlaps(page: Halaman) -> list[tuple[int, int]]:
    """Return the pairs of cards that lie over each other."""
    return [
        (a.kartu.id, b.kartu.id)
        for a, b in combinations(page.susunan.tempat, 2)
        if a.x < b.x + CARD and b.x < a.x + CARD and a.y < b.y + b.tinggi and b.y < a.y + a.tinggi
    ]


class TestLayout(SimpleTestCase):
    def check(
        self, nodes: list[dict], kertas: Kertas, *, smallest: float = SMALLEST
    ) -> list[Halaman]:
        """Assert what holds for every tree; return its pages."""
        pages = bagan.pages(nodes, kertas)
        room = bagan.ROOM[kertas]
        shown: set[int] = set()
        for page in pages:
            self.assertEqual(overlaps(page), [])
            self.assertGreaterEqual(page.skala, smallest)
            self.assertLessEqual(page.susunan.lebar * page.skala, room[0] + 0.1)
            self.assertLessEqual(page.susunan.tinggi * page.skala, room[1] + 0.1)
            for tempat in page.susunan.tempat:
                self.assertGreaterEqual(tempat.x, 0)
                self.assertLessEqual(tempat.x + CARD, page.susunan.lebar + 0.1)
            shown |= {tempat.kartu.id for tempat in page.susunan.tempat}
        self.assertEqual(shown, {node["id"] for node in nodes})
        roots = {page.akar.id for page in pages}
        cut = {t.kartu.id for page in pages for t in page.susunan.tempat if t.is_cut}
        self.assertEqual(cut, roots - {pages[0].akar.id})
        return pages

    def test_26_nodes_fit_one_a3_page(self):
        nodes = batumandi()
        self.assertEqual(len(nodes), 26)
        self.assertEqual(len(self.check(nodes, Kertas.A3)), 1)

    def test_26_nodes_take_few_a4_pages(self):
        self.assertLessEqual(len(self.check(batumandi(), Kertas.A4)), 6)

    def test_300_nodes_are_readable_on_a4_and_a3(self):
        nodes = grow(5, 4, 3, 4)
        self.assertEqual(len(nodes), 326)
        self.check(nodes, Kertas.A4)
        self.check(nodes, Kertas.A3)

    def test_one_node_alone_takes_one_page(self):
        self.assertEqual(len(self.check(grow(), Kertas.A4)), 1)

    def test_a_long_chain_is_readable(self):
        self.check(grow(*[1] * 14), Kertas.A4)

    def test_more_children_than_a_page_holds_take_several_pages(self):
        pages = self.check(grow(150), Kertas.A4)
        self.assertGreater(len(pages), 1)
        self.assertEqual([page.bagian for page in pages], list(range(1, len(pages) + 1)))

    def test_statements_of_1000_characters_stay_in_their_cards(self):
        self.check(grow(3, 2, text="{} " + "kondisi panjang " * 62), Kertas.A4, smallest=0.3)

    def test_a_word_wider_than_the_card_is_broken(self):
        lines = wrap("x" * 200, 100, 13)
        self.assertEqual("".join(lines), "x" * 200)
        self.assertTrue(all(width(line, 13) <= 100 for line in lines))


class TestDrawing(SimpleTestCase):
    def test_every_statement_of_26_nodes_is_in_the_text(self):
        for kertas in (Kertas.A4, Kertas.A3):
            text = " ".join(render(batumandi(), kertas))
            for node in batumandi():
                self.assertIn(node["pernyataan"], text)

    def test_every_statement_of_300_nodes_is_in_the_text(self):
        nodes = grow(5, 4, 3, 4)
        pages = render(nodes, Kertas.A4)
        text = " ".join(pages)
        for node in nodes:
            self.assertIn(node["pernyataan"], text)
        for number, page in enumerate(pages, start=1):
            self.assertIn(f"Halaman {number} dari {len(pages)}", page)

    def test_a_cut_card_names_the_page_of_its_branch(self):
        nodes = grow(5, 4, 3, 4)
        pages = render(nodes, Kertas.A4)
        self.assertIn("ke halaman 2", pages[0])
        self.assertIn("Lanjutan dari halaman 1", pages[1])
        self.assertNotIn("Lanjutan", pages[0])

    def test_user_text_is_not_html(self):
        nodes = grow()
        nodes[0]["pernyataan"] = '<img src="file:///etc/hostname"> & <b>tebal</b>'
        self.assertIn(
            '<img src="file:///etc/hostname"> & <b>tebal</b>', render(nodes, Kertas.A4)[0]
        )

    def test_level_and_crosscutting_are_words(self):
        nodes = grow(1)
        nodes[1]["crosscutting"] = [{"nama_mitra": "Satpol PP", "status": "menunggu"}]
        text = render(nodes, Kertas.A4)[0]
        self.assertIn("Strategis urusan/bidang urusan", text)
        self.assertIn("Crosscutting: Satpol PP (menunggu jawaban)", text)


class TestUnduhBagan(Cast):
    def get(self, user, query=""):
        pohon = self.make_pohon(unit=self.unit_a, tahap=3)
        return self.client_for(user).get(reverse("pohon:unduh_bagan", args=[pohon.pk]) + query)

    def test_it_draws_on_a4_unless_a3_is_asked(self):
        for query, wide in (("", 842), ("?kertas=A3", 1191), ("?kertas=A99", 842)):
            answer = self.get(self.pembaca_a, query)
            page = PdfReader(io.BytesIO(answer.content)).pages[0]
            self.assertEqual(round(page.mediabox.width), wide)
            self.assertIn("Kemacetan berkurang", page.extract_text())
            self.assertIn("RPJMD 2025-2029", page.extract_text())

    def test_it_hides_the_tree_from_other_instansi(self):
        self.assertEqual(self.get(self.asing).status_code, 404)
