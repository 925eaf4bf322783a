"""Measures of exports: every table at a thousand rows as Excel and PDF, against openpyxl and WeasyPrint alone."""

from __future__ import annotations

import html
import io
from functools import partial
from typing import Any

from openpyxl import Workbook, load_workbook
from weasyprint import HTML

from bench.data import House, make_goals, make_matrix, make_renja
from bench.timing import Measure, milliseconds, seconds
from perencanaan import exporters
from perencanaan.models import Dokumen
from pohon.models import Pohon

BUDGET_XLSX = 2.0
BUDGET_PDF = 10.0
OF_RENSTRA = ("pendanaan", "program", "tabel9", "tabel10")
OF_GOALS = ("tc25", "tc26", "tc28", "tujuan", "arah", "iku")


def measure_exports(house: House, dokumen: Dokumen, pohon: Pohon) -> list[Measure]:
    """Every table in both formats; the floor of T-C.27 writes the very same cells without any look."""
    found = list(_measure(house, dokumen, "tc27", floor=True))
    for table in OF_RENSTRA:
        found += _measure(house, dokumen, table)
    goals = make_goals(house, pohon)
    for table in OF_GOALS:
        found += _measure(house, goals, table)
    found += _measure(house, make_renja(house, dokumen), "renja41")
    ministry, matrix = make_matrix()
    for table in ("matriks2023", "matriks2019"):
        found += _measure(ministry, matrix, table)
    return [*found, *_screens(house, dokumen)]


def _measure(house: House, dokumen: Dokumen, table: str, *, floor: bool = False) -> list[Measure]:
    row = Dokumen.objects.select_related("unit", "instansi", "periode", "induk").get(pk=dokumen.pk)
    made: dict[str, bytes] = {}

    def make(ext: str) -> float:
        def work() -> None:
            made[ext] = exporters.make_file(house.user, row, table, ext)

        return seconds(work)

    xlsx, pdf = make("xlsx"), make("pdf")
    cells = read_cells(made["xlsx"])
    name = f"{table}, {len(cells):,} rows of {len(cells[0])} columns"
    plain = seconds(lambda: plain_pdf(cells)) if floor else None
    return [
        Measure(
            f"{name}: Excel",
            xlsx,
            "s",
            seconds(lambda: plain_xlsx(cells)),
            "openpyxl alone",
            BUDGET_XLSX,
        ),
        Measure(f"{name}: PDF", pdf, "s", plain, "WeasyPrint alone" if floor else "", BUDGET_PDF),
    ]


def _screens(house: House, dokumen: Dokumen) -> list[Measure]:
    """The pages of the largest table: 200 rows of one document, and the parts of the instansi."""
    client = house.client()
    pages = {
        "pendanaan on the screen": f"/dokumen/{dokumen.pk}/tabel/pendanaan/",
        "pendanaan of the instansi on the screen": "/tabel/?tabel=pendanaan",
    }
    return [
        Measure(name, milliseconds(partial(client.get, url), repeat=3), "ms")
        for name, url in pages.items()
    ]


def read_cells(content: bytes) -> list[tuple[Any, ...]]:
    """Return the values of the first sheet of a workbook."""
    sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def plain_xlsx(cells: list[tuple[Any, ...]]) -> bytes:
    """Write the cells with openpyxl and nothing else."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in cells:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain_pdf(cells: list[tuple[Any, ...]]) -> bytes:
    """Render the cells with WeasyPrint as one bare table on landscape paper."""

    def line(row: tuple[Any, ...]) -> str:
        return "".join(f"<td>{html.escape(str(c if c is not None else ''))}</td>" for c in row)

    rows = "".join(f"<tr>{line(row)}</tr>" for row in cells)
    style = "@page{size:A3 landscape} table{font-size:6pt;table-layout:fixed;width:100%}"
    return bytes(HTML(string=f"<style>{style}</style><table>{rows}</table>").write_pdf() or b"")
