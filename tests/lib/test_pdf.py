"""PDF: nothing is fetched but our own static files, user text is text, and pages count across chunks."""

from __future__ import annotations

import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.test import SimpleTestCase
from pypdf import PdfReader

from lib import pdf
from lib.tabel import Baris, Kertas, Kolom, Tabel


def make_tabel(count: int, **fields) -> Tabel:
    kolom = [Kolom("No", 6, gabung=1), Kolom("Uraian", 60)]
    rows = [Baris([n // 3, f"Baris nomor {n} selesai"], kunci=(n // 3,)) for n in range(count)]
    return Tabel("Tabel panjang", kolom, rows, **fields)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


class Listener:
    """A web server that counts who calls."""

    def __enter__(self) -> Listener:
        calls: list[str] = []
        self.calls = calls

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                calls.append(self.path)
                self.send_response(404)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/x"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args):
        self.server.shutdown()
        self.server.server_close()


class TestFetching(SimpleTestCase):
    def test_user_text_is_printed_and_fetches_nothing(self):
        with Listener() as listener:
            text = f'<img src="{listener.url}"><img src="file:///etc/hostname">'
            content = pdf.table([Tabel("Uji", [Kolom("K", 90)], [Baris([text])], kaki=[text])])
            self.assertEqual(listener.calls, [])
        self.assertIn('<img src="file:///etc/hostname">', text_of(content).replace("\n", ""))

    def test_even_unescaped_html_reaches_neither_network_nor_disk(self):
        name = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "?"
        with Listener() as listener:
            html = (
                f'<link rel="stylesheet" href="{listener.url}.css">'
                f'<link rel="attachment" href="file:///etc/hostname">'
                f'<style>@import "{listener.url}"; body {{ background: url({listener.url}) }}</style>'
                f'<img src="{listener.url}"><img src="file:///etc/hostname">'
                f'<object data="{listener.url}"></object><embed src="file:///etc/passwd">'
                f'<svg><image href="{listener.url}"/></svg><p>isi</p>'
            )
            content = pdf.render_html(html)
            self.assertEqual(listener.calls, [])
        self.assertEqual(text_of(content).strip(), "isi")
        self.assertFalse(PdfReader(io.BytesIO(content)).attachments)
        self.assertNotIn(f"{name}\n".encode() if name != "?" else b"root:x", content)

    def test_only_the_projects_own_static_files_are_served(self):
        limits = pdf.Limits.of_project()
        found = limits.find(f"{pdf.BASE_URL}static/css/cetak/dasar.css")
        self.assertEqual(found, Path(settings.BASE_DIR) / "static/css/cetak/dasar.css")
        for address in (
            f"{pdf.BASE_URL}static/../manage.py",
            f"{pdf.BASE_URL}static/%2e%2e/manage.py",
            f"{pdf.BASE_URL}static//etc/hostname",
            f"{pdf.BASE_URL}manage.py",
            "https://example.invalid/static/css/cetak/dasar.css",
            "http://pokin.invalid/static/css/cetak/dasar.css",
            "file:///etc/hostname",
            f"file://{found}",
        ):
            with self.subTest(address):
                self.assertIsNone(limits.find(address))

    def test_the_letter_is_embedded(self):
        content = pdf.table([make_tabel(1)])
        fonts = set()
        for page in PdfReader(io.BytesIO(content)).pages:
            resources: Any = page["/Resources"]
            fonts |= {font.get_object()["/BaseFont"] for font in resources["/Font"].values()}
        self.assertTrue(
            any("Pokin-Cetak" in name or "Source-Sans" in name for name in fonts), fonts
        )


class TestTable(SimpleTestCase):
    def test_control_characters_do_not_spoil_the_text(self):
        tabel = make_tabel(1)
        tabel.baris = [Baris([1, "bunyi\x07 dan \x00 nol"])]
        self.assertIn("bunyi dan nol", " ".join(text_of(pdf.table([tabel])).split()))

    def test_a_row_taller_than_a_page_is_whole(self):
        tabel = make_tabel(1)
        tabel.baris = [Baris([1, " ".join(f"kata{n}" for n in range(3000))])]
        text = " ".join(text_of(pdf.table([tabel])).split())
        self.assertTrue(all(f"kata{n} " in f"{text} " for n in range(3000)))

    def test_pages_are_numbered(self):
        content = pdf.table([make_tabel(90)])
        pages = PdfReader(io.BytesIO(content)).pages
        for number, page in enumerate(pages, start=1):
            self.assertIn(f"Halaman {number} dari {len(pages)}", page.extract_text())
            self.assertIn("Uraian", page.extract_text())

    def test_the_paper_is_as_asked(self):
        for kertas, lanskap, size in (
            (Kertas.A3, True, (1191, 842)),
            (Kertas.A4, False, (595, 842)),
            (Kertas.F4, False, (609, 935)),
        ):
            content = pdf.table([make_tabel(1, kertas=kertas, lanskap=lanskap)])
            box = PdfReader(io.BytesIO(content)).pages[0].mediabox
            self.assertEqual((round(box.width), round(box.height)), size)

    def test_a_long_table_is_whole_and_numbered_across_its_chunks(self):
        heard: list[tuple[int, int]] = []
        tabel = make_tabel(620, catatan=["Catatan akhir"], kaki=["Dinas Uji"])
        content = pdf.table([tabel], progress=lambda done, total: heard.append((done, total)))
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
        text = "\n".join(pages)
        for n in range(620):
            self.assertIn(f"Baris nomor {n} selesai", text)
        for number, page in enumerate(pages, start=1):
            self.assertIn(f"Halaman {number} dari {len(pages)}", page)
            self.assertIn("Dinas Uji", page)
        self.assertEqual(text.count("Tabel panjang"), 1)
        self.assertEqual(text.count("Catatan akhir"), 1)
        self.assertEqual(heard[-1][0], heard[-1][1])

    def test_a_merged_cell_is_repeated_on_the_next_page(self):
        kolom = [Kolom("Tujuan", 30, gabung=1), Kolom("Uraian", 60)]
        rows = [Baris(["Tujuan bersama", f"Baris {n}"], kunci=(1,)) for n in range(90)]
        pages = PdfReader(io.BytesIO(pdf.table([Tabel("Uji", kolom, rows)]))).pages
        self.assertGreater(len(pages), 1)
        for page in pages:
            self.assertEqual(page.extract_text().count("Tujuan bersama"), 1)

    def test_a_cancelled_long_table_stops(self):
        def cancel(done: int, total: int) -> None:
            raise InterruptedError

        with self.assertRaises(InterruptedError):
            pdf.table([make_tabel(620)], progress=cancel)

    def test_a_failed_chunk_is_a_sentence(self):
        with (
            mock.patch("lib.pdf.sys.executable", "/bin/false"),
            self.assertRaisesMessage(pdf.PdfUnavailable, "PDF gagal disusun"),
        ):
            pdf.table([make_tabel(620, catatan=["≥ bukan huruf kami"])])

    def test_what_is_not_drawn_straight_takes_the_slow_way(self):
        tabel = make_tabel(210, catatan=["≥ bukan huruf kami"], kaki=["Dinas Uji"])
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.table([tabel]))).pages]
        self.assertIn("Baris nomor 209 selesai", "".join(pages))
        self.assertIn(f"Halaman {len(pages)} dari {len(pages)}", pages[-1])
        self.assertIn("≥", pages[-1])


class TestMissingLibrary(SimpleTestCase):
    def test_without_pango_it_says_what_to_install(self):
        real = __import__

        def without_pango(name, *args, **kwargs):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")
            return real(name, *args, **kwargs)

        with (
            mock.patch("builtins.__import__", without_pango),
            self.assertRaisesMessage(pdf.PdfUnavailable, "libpango-1.0-0"),
        ):
            pdf.table([make_tabel(1)])
