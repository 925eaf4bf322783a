"""What the tests of the nomenclature import share: files made in memory, read and checked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from perencanaan.importers import Isi, Pemeriksaan, Pilihan, Terbaca, check, parse

HEAD_A = [
    "URUSAN/UNSUR",
    "BIDANG URUSAN/BIDANG UNSUR",
    "PROGRAM",
    "KEGIATAN",
    "SUB KEGIATAN",
    "NOMENKLATUR URUSAN",
    "KINERJA",
    "INDIKATOR",
    "SATUAN",
    "KETERANGAN",
]
HEAD_B = [
    "JENIS PEMDA",
    "BIDANG",
    "PROGRAM",
    "KEGIATAN",
    "SUBKEGIATAN",
    "KINERJA",
    "INDIKATOR",
    "SATUAN",
    "TAG",
    "SUBKEGIATAN SEBELUMNYA",
]
HEAD_C = ["NO", "KODE", "NOMENKLATUR", "KINERJA", "INDIKATOR", "SATUAN"]
KABKOTA = Pilihan("Kepmendagri 900.1-861/2026", tingkat="kabkota")
CODES = ["2.15", "2.15.02", "2.15.02.2.02", "2.15.02.2.02.0001"]
SUB = ["Terbangunnya prasarana", "Jumlah prasarana", "Unit"]
ROWS_C: list[list[Any]] = [
    [1, "2.15", "URUSAN PERHUBUNGAN"],
    [2, "2.15.02", "PROGRAM LLAJ"],
    [3, "2.15.02.2.02", "Penyediaan Perlengkapan Jalan"],
    [4, "2.15.02.2.02.0001", "Pembangunan Prasarana Jalan", *SUB],
]
ROWS_A: list[list[Any]] = [
    [2, 15, None, None, None, "URUSAN PERHUBUNGAN"],
    [2, 15, 2, None, None, "PROGRAM LLAJ"],
    [2, 15, 2, "2.02", None, "Penyediaan  Perlengkapan\nJalan"],
    [2, 15, 2, "2.02", 1, "Pembangunan Prasarana Jalan", *SUB],
]
ROW_B: list[Any] = [
    "KABKOT",
    "2.15 URUSAN PERHUBUNGAN",
    "2.15.02 PROGRAM LLAJ",
    "2.15.02.2.02 Penyediaan Perlengkapan Jalan",
    "2.15.02.2.02.0001 Pembangunan Prasarana Jalan",
    *SUB,
    "[null]",
]


def workbook(rows: Sequence[Sequence[Any]], *, above: int = 0, merge: Sequence[str] = ()) -> bytes:
    """Return a workbook with these rows, `above` rows of a title over them, and merged areas."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for _ in range(above):
        sheet.append(["LAMPIRAN"])
    for row in rows:
        sheet.append(list(row))
    for area in merge:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, pilihan: Pilihan = KABKOTA) -> Terbaca:
    """Read a file."""
    return parse(io.BytesIO(content), pilihan)


def examine(
    rows: Sequence[Sequence[Any]],
    head: Sequence[str] = HEAD_C,
    pilihan: Pilihan = KABKOTA,
    isi: Isi | None = None,
) -> Pemeriksaan:
    """Read and check rows under a head."""
    return check(read(workbook([head, *rows]), pilihan), isi or Isi())


def sentences(hasil: Pemeriksaan, *, tolak: bool = True) -> list[str]:
    """Return the refusals, or the warnings, as the user reads them."""
    return [str(satu) for satu in hasil.temuan if satu.tolak == tolak]


def codes(hasil: Pemeriksaan) -> list[str]:
    """Return the codes that may be saved."""
    return [row.kode for row in hasil.baris]
