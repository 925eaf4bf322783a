"""What a job over many documents did with each of them, as a table to download."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib import xlsx
from lib.berkas import TIPE, safe_name
from lib.tabel import Baris, Format, Kolom, Rata, Tabel
from organisasi.tugas import HasilBerkas

DONE_BEFORE = "Sudah dikerjakan pada percobaan sebelumnya."


@dataclass(frozen=True)
class HasilSatu:
    """What became of one document: how much was made and was there already, or why nothing was done."""

    unit: str
    dokumen: str
    status: str
    baru: int = 0
    ada: int = 0
    keterangan: str = ""


def file_of(
    judul: str, rincian: Sequence[tuple[str, str]], daftar: Iterable[HasilSatu]
) -> HasilBerkas:
    """Return the table of results as Excel."""
    tabel = Tabel(
        judul,
        (
            Kolom("No", 6, rata=Rata.TENGAH),
            Kolom("Unit", 36),
            Kolom("Dokumen", 40),
            Kolom("Hasil", 16),
            Kolom("Komponen baru", 12, Format.ANGKA),
            Kolom("Sudah ada", 12, Format.ANGKA),
            Kolom("Keterangan", 60),
        ),
        [
            Baris(
                [
                    number,
                    row.unit,
                    row.dokumen,
                    row.status,
                    row.baru,
                    row.ada,
                    row.keterangan,
                ]
            )
            for number, row in enumerate(daftar, start=1)
        ],
        nama="Hasil",
        rincian=rincian,
    )
    return HasilBerkas(safe_name(judul, "xlsx"), TIPE["xlsx"], xlsx.write([tabel]))
