"""Measures of exports: T-C.27 of 1,000 komponen as Excel and PDF, against openpyxl and WeasyPrint alone."""

from __future__ import annotations

import html
import io
from typing import Any

from openpyxl import Workbook, load_workbook
from weasyprint import HTML

from bench.data import House
from bench.timing import Measure, seconds
from perencanaan import exporters
from perencanaan.models import Dokumen

TABLE = "tc27"
BUDGET_XLSX = 2.0
BUDGET_PDF = 10.0


def measure_exports(house: House, dokumen: Dokumen) -> list[Measure]:
    """One table in both formats; the floor writes the very same cells without any look."""
    made: dict[str, bytes] = {}

    def make(ext: str) -> float:
        def work() -> None:
            made[ext] = exporters.make_file(house.user, dokumen, TABLE, ext)

        return seconds(work)

    xlsx, pdf = make("xlsx"), make("pdf")
    cells = read_cells(made["xlsx"])
    name = f"T-C.27, {len(cells):,} rows of {len(cells[0])} columns"
    return [
        Measure(
            f"{name}: Excel",
            xlsx,
            "s",
            seconds(lambda: plain_xlsx(cells)),
            "openpyxl alone",
            BUDGET_XLSX,
        ),
        Measure(
            f"{name}: PDF",
            pdf,
            "s",
            seconds(lambda: plain_pdf(cells)),
            "WeasyPrint alone",
            BUDGET_PDF,
        ),
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
