"""The workload as a workbook: every position with its load, and the nodes nobody carries."""

from __future__ import annotations

from jabatan.sebaran.beban_kerja import MOST_HOURS, BarisBeban, BebanKerja
from lib import xlsx
from lib.tabel import Baris, Format, Kolom, Rata, Tabel
from lib.teks import format_number


def workload_file(beban: BebanKerja) -> bytes:
    """Return the workbook."""
    return xlsx.write([_positions(beban), _nodes(beban)])


def _head(beban: BebanKerja) -> list[str]:
    return [beban.unit.nama if beban.unit else beban.instansi.nama, str(beban.periode)]


def _positions(beban: BebanKerja) -> Tabel:
    return Tabel(
        judul="Beban kerja jabatan",
        nama="Beban jabatan",
        subjudul=_head(beban),
        kolom=[
            Kolom("No", 6, Format.ANGKA, Rata.TENGAH),
            Kolom("Jabatan", 44),
            Kolom("Jenjang", 24),
            Kolom("Unit", 34),
            Kolom("Atasan", 40),
            Kolom("Kinerja", 10, Format.ANGKA),
            Kolom("Jam langkah", 12, Format.ANGKA),
            Kolom("Keterangan", 26),
        ],
        baris=[Baris(_cells(number, row)) for number, row in enumerate(beban.daftar, start=1)],
        catatan=[
            f"Batas: {format_number(beban.batas)} kinerja, {format_number(MOST_HOURS)} jam per tahun."
        ],
        kaki=_head(beban),
        kosong="Belum ada jabatan.",
    )


def _cells(number: int, row: BarisBeban) -> list[str | int | float]:
    jabatan = row.jabatan
    state = "Belum mengampu kinerja" if row.is_empty else ""
    return [
        number,
        jabatan.nama,
        str(jabatan.get_jenjang_display()),
        jabatan.unit.nama if jabatan.unit else "",
        jabatan.induk.nama if jabatan.induk else "",
        row.kinerja,
        float(round(row.jam, 2)),
        "Melebihi batas" if row.is_heavy else state,
    ]


def _nodes(beban: BebanKerja) -> Tabel:
    rows = [
        Baris([number, node.pernyataan, str(node.pohon.unit or node.pohon.instansi)])
        for number, node in enumerate(beban.simpul_lepas, start=1)
    ]
    return Tabel(
        judul="Simpul tanpa pengampu",
        nama="Simpul tanpa pengampu",
        subjudul=_head(beban),
        kolom=[
            Kolom("No", 6, Format.ANGKA, Rata.TENGAH),
            Kolom("Simpul", 80),
            Kolom("Pohon", 40),
        ],
        baris=rows,
        kaki=_head(beban),
        kosong="Setiap simpul sudah ada pengampunya.",
    )
