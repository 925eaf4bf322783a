"""PDF by WeasyPrint: a template of ours, or tables; nothing is fetched but the project's own static files.

`render` turns a template into PDF. `table` writes tables (`lib.tabel`); past `DRAWN` rows reportlab draws them
(`lib.pdf_tabel`), ten times faster. What that cannot draw is, past `ONE_PIECE` rows, cut into chunks at group
boundaries, rendered side by side by processes of their own (`lib.pdf_worker`: memory goes back with each, and it works
from a queue's worker, which may not fork), and joined with page numbers right across all of them.

Styles live in static/css/cetak/: every template links `dasar.css` (letter) and its own sheet.
"""

from __future__ import annotations

import functools
import io
import json
import mimetypes
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from lib import pdf_tabel
from lib.tabel import Tabel

HOST = "pokin.invalid"
BASE_URL = f"https://{HOST}/"
DRAWN, ONE_PIECE, CHUNK = 50, 200, 200  # rows
MANY = 30  # documents one worker renders: what it costs to begin is shared, and what stops it is felt soon
WORKERS = min(os.cpu_count() or 1, 4)
ROW_ID = re.compile(r"b(\d+)-(\d+)")
LONGEST_WAIT = 600  # seconds for one chunk
Progress = Callable[[int, int], None]


class PdfUnavailable(ValidationError):
    """This machine cannot make PDF now; the message says what to do."""


class Limits:
    """Where the fetcher may look: the address of the static files and the directories that hold them."""

    def __init__(self, static_url: str, roots: Sequence[str]) -> None:
        self.prefix = "/" + static_url.strip("/") + "/"
        self.roots = [Path(root).resolve() for root in roots]

    @classmethod
    def of_project(cls) -> Limits:
        """The project's own static directories, source and collected."""
        url = urlsplit(str(settings.STATIC_URL)).path
        return cls(url, [str(root) for root in [*settings.STATICFILES_DIRS, settings.STATIC_ROOT]])

    def find(self, url: str) -> Path | None:
        """Return the static file an address names, or None when it names anything else."""
        parts = urlsplit(url)
        path = unquote(parts.path)
        if (parts.scheme, parts.netloc) != ("https", HOST) or not path.startswith(self.prefix):
            return None
        for root in self.roots:
            found = (root / path[len(self.prefix) :]).resolve()
            if found.is_relative_to(root) and found.is_file():
                return found
        return None

    def as_dict(self) -> dict[str, Any]:
        """The limits as JSON carries them to a worker."""
        return {"static_url": self.prefix, "roots": [str(root) for root in self.roots]}


def render(template: str, context: Mapping[str, Any]) -> bytes:
    """Return the PDF of a template; raises PdfUnavailable where a system library is missing."""
    return render_html(render_to_string(template, dict(context)))


def render_html(html: str, limits: Limits | None = None) -> bytes:
    """Return the PDF of a finished HTML document."""
    return bytes(_document(html, limits or Limits.of_project()).write_pdf())


def table(daftar_tabel: Sequence[Tabel], *, progress: Progress | None = None) -> bytes:
    """Return the PDF of tables, one after another. `progress` hears (done, in all) for long ones."""
    rows = sum(len(tabel.baris) for tabel in daftar_tabel)
    if rows > DRAWN:
        with suppress(pdf_tabel.TidakMuat):
            return pdf_tabel.write(daftar_tabel, progress)
    if rows <= ONE_PIECE:
        return _in_one_piece(daftar_tabel)
    chunks = [_chunk_html(part) for part in _chunks(daftar_tabel)]
    return _number(_join(_run_all(chunks, progress)))


def _in_one_piece(daftar_tabel: Sequence[Tabel]) -> bytes:
    """Render tables as one document; a second time where pages cut merged cells, which then begin anew."""
    limits = Limits.of_project()
    document = _document(_tables_html(daftar_tabel), limits)
    if any(tabel.has_long_group for tabel in daftar_tabel):
        starts = _page_starts(document)
        if starts:
            daftar_tabel = [
                replace(tabel, putus=frozenset(starts.get(number, ())))
                for number, tabel in enumerate(daftar_tabel, start=1)
            ]
            document = _document(_tables_html(daftar_tabel), limits)
    return bytes(document.write_pdf())


def _page_starts(document: Any) -> dict[int, set[int]]:
    """Return which row begins each page but the first of a table: {table number: {row number}}."""
    starts: dict[int, set[int]] = defaultdict(set)
    for page in document.pages:
        rows = [match for name in page.anchors if (match := ROW_ID.fullmatch(name))]
        if rows:
            table, row = min((int(match[1]), int(match[2])) for match in rows)
            if row > 0:
                starts[table].add(row)
    return starts


def _tables_html(daftar_tabel: Sequence[Tabel]) -> str:
    return render_to_string("lib/tabel_cetak.html", _context(daftar_tabel, numbered=True))


def render_pieces(daftar_html: Sequence[str], *, progress: Progress | None = None) -> bytes:
    """Return one PDF of several finished documents, each rendered by a process of its own."""
    if len(daftar_html) == 1:
        return render_html(daftar_html[0])
    return _written(_join(_run_all(daftar_html, progress)))


def _run_all(daftar_html: Sequence[str | list[str]], progress: Progress | None) -> list[bytes]:
    """Render documents side by side and return them in order; stops early when `progress` raises."""
    limits = Limits.of_project()
    parts: list[bytes] = [b""] * len(daftar_html)
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = {pool.submit(_run_worker, html, limits): n for n, html in enumerate(daftar_html)}
        try:
            for done, future in enumerate(as_completed(waiting), start=1):
                parts[waiting[future]] = future.result()
                if progress:
                    progress(done, len(daftar_html))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return parts


@functools.lru_cache(maxsize=64)
def _content(path: Path, changed: int) -> bytes:
    """Return a static file, a WOFF2 font unpacked: WeasyPrint would unpack it for every document, most of its time."""
    content = path.read_bytes()
    if path.suffix != ".woff2":
        return content
    from fontTools.ttLib import woff2  # type: ignore[import-untyped]

    out = io.BytesIO()
    woff2.decompress(io.BytesIO(content), out)
    return out.getvalue()


def _document(html: str, limits: Limits) -> Any:
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:
        raise PdfUnavailable(
            "PDF belum dapat dibuat: pustaka Pango belum terpasang di server. Minta pengelola memasang "
            "libpango-1.0-0, libpangoft2-1.0-0, dan libharfbuzz-subset0; unduhan Excel tetap dapat dipakai."
        ) from error

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Serves our static files and data: addresses; refuses every other one."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            found = limits.find(url)
            if found is None:
                raise ValueError(f"not one of the project's own static files: {url}")
            type_ = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            content = _content(found, found.stat().st_mtime_ns)
            return URLFetcherResponse(url, content, {"Content-Type": type_})

    fetcher = OwnFiles(allowed_protocols=["data"], allow_redirects=False)
    return HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher).render(
        font_config=FontConfiguration()
    )


def _context(daftar_tabel: Sequence[Tabel], *, numbered: bool) -> dict[str, Any]:
    return {"daftar_tabel": daftar_tabel, "bernomor": numbered}


def _chunk_html(tabel: Tabel) -> str:
    return render_to_string("lib/tabel_cetak.html", _context([tabel], numbered=False))


def _chunks(daftar_tabel: Sequence[Tabel]) -> Iterator[Tabel]:
    """Yield tables of at most CHUNK rows; the heading stands on the first, notes and signatures on the last."""
    for tabel in daftar_tabel:
        parts = list(tabel.potong(CHUNK)) or [[]]
        for number, baris in enumerate(parts):
            part = replace(tabel, baris=baris)
            if number > 0:
                part = replace(part, judul="", subjudul=(), rincian=())
            if number < len(parts) - 1:
                part = replace(part, catatan=(), tanda_tangan=())
            yield part


def render_many(daftar_html: Sequence[str], *, progress: Progress | None = None) -> list[bytes]:
    """Return a PDF for each finished document, in order; a worker renders MANY of them one after another.

    `progress` hears (documents done, documents in all) and may raise to stop.
    """
    total = len(daftar_html)
    chunks = [list(daftar_html[start : start + MANY]) for start in range(0, total, MANY)]

    def tell(done: int, _: int) -> None:
        if progress:
            progress(min(done * MANY, total), total)

    return [one for part in _run_all(chunks, tell) for one in _split(part)]


def join(parts: Sequence[bytes]) -> bytes:
    """Return one PDF of several, in order; what they have in common is kept once."""
    return _written(_join(parts))


def _split(part: bytes) -> Iterator[bytes]:
    """Take apart what a worker wrote for several documents: the length of each in 8 bytes, then its PDF."""
    place = 0
    while place < len(part):
        size = int.from_bytes(part[place : place + 8], "big")
        yield part[place + 8 : place + 8 + size]
        place += 8 + size


def _run_worker(html: str | list[str], limits: Limits) -> bytes:
    """Render one chunk in a process of its own, which imports neither settings nor the database."""
    job = json.dumps({"html": html, **limits.as_dict()}).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own module, input on stdin
            [sys.executable, "-m", "lib.pdf_worker"],
            input=job,
            capture_output=True,
            timeout=LONGEST_WAIT,
            cwd=settings.BASE_DIR,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise PdfUnavailable(
            "PDF gagal disusun. Coba lagi; bila berulang, unduh bentuk Excel."
        ) from error
    return done.stdout


def _join(parts: Sequence[bytes]) -> PdfWriter:
    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    return writer


def _written(writer: PdfWriter) -> bytes:
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _number(writer: PdfWriter) -> bytes:
    """Lay "Halaman n dari m" over the foot of each page and return the file."""
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in writer.pages]
    numbers = PdfReader(io.BytesIO(render("lib/nomor_halaman.html", {"daftar_ukuran": sizes})))
    for page, number in zip(writer.pages, numbers.pages, strict=True):
        _lay_over(writer, page, number)
    return _written(writer)


def _lay_over(writer: PdfWriter, page: PageObject, over: PageObject) -> None:
    """Draw one page over another as a form of its own; pypdf's merge_page parses both, 10 times slower."""
    content = over.get_contents()
    form = StreamObject()
    form.set_data(b"" if content is None else content.get_data())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = over.mediabox.clone(writer)
    form[NameObject("/Resources")] = over["/Resources"].clone(writer)
    resources = _own_dict(page, "/Resources")
    _own_dict(resources, "/XObject")[NameObject("/PokinNomor")] = writer._add_object(
        form.flate_encode()
    )
    before, after = StreamObject(), StreamObject()
    before.set_data(b"q\n")
    after.set_data(b"\nQ\nq /PokinNomor Do Q\n")
    own = page.raw_get("/Contents")
    page[NameObject("/Contents")] = ArrayObject(
        [writer._add_object(before), own, writer._add_object(after)]
    )


def _own_dict(holder: DictionaryObject, name: str) -> DictionaryObject:
    """Give `holder` a dictionary of its own under `name`, with what it shared with other pages in it."""
    own = DictionaryObject()
    if name in holder:
        own.update(cast("DictionaryObject", holder[name].get_object()))
    holder[NameObject(name)] = own
    return own
