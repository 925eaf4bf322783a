"""The matriks peran hasil as a table: one definition of columns for Excel and paper.

The layout (positions or people down, results of the superior across, outcome antara / output / layanan in the cells) is
practice after BKN's guide, not the annex of a regulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jabatan.peran.hasil import Sel
from jabatan.peran.matriks import Baris, Matriks
from jabatan.pk.isi import format_nip
from lib import tabel
from lib.tabel import Kertas, Kolom, Nilai, Rata, Tabel

FIXED = 2  # columns that stand on every page: number, position
RESULTS_PER_PAGE = 6
NO_ROLE = "belum punya peran"


def matriks_peran(matriks: Matriks, kertas: Kertas | None = None) -> Tabel:
    """Return the matrix as one table, as wide as the superior has results."""
    pimpinan, pilihan = matriks.pimpinan, matriks.pilihan
    many = len(matriks.kolom) > RESULTS_PER_PAGE // 2
    kosong = [nama(row, pegawai=pilihan.pegawai) for row in matriks.kosong]
    return Tabel(
        judul="MATRIKS PEMBAGIAN PERAN DAN HASIL",
        nama="Matriks peran hasil",
        subjudul=[pimpinan.nama.upper(), f"TAHUN {pilihan.tahun}"],
        kolom=[
            Kolom("No", 5, rata=Rata.TENGAH),
            Kolom("Pegawai/jabatan" if pilihan.pegawai else "Jabatan", 28),
            *(
                Kolom(f"{number}. {row.rumusan}", 30, grup=("Hasil pimpinan",))
                for number, row in enumerate(matriks.kolom, start=1)
            ),
        ],
        baris=[
            tabel.Baris([number, nama(row, pegawai=pilihan.pegawai), *_cells(row)])
            for number, row in enumerate(matriks.baris, start=1)
        ],
        catatan=[f"Belum punya peran: {'; '.join(kosong)}."] if kosong else [],
        kertas=kertas or (Kertas.A3 if many else Kertas.A4),
        lanskap=True,
        kaki=[
            "Matriks pembagian peran dan hasil",
            pimpinan.nama,
            pimpinan.unit.nama if pimpinan.unit else pimpinan.instansi.nama,
            str(pilihan.tahun),
        ],
        huruf=8.5,
        kosong="Belum ada jabatan di bawah pimpinan ini.",
    )


def nama(row: Baris, *, pegawai: bool) -> str:
    """Write who a row stands for: the position (and how many), or the person with NIP and position."""
    if pegawai:
        holder = row.pejabat
        if holder is None:
            return f"(lowong)\n{row.jabatan.nama}"
        nip = f"\nNIP {format_nip(holder.nip)}" if holder.nip else ""
        return f"{holder.nama}{nip}\n{row.jabatan.nama}"
    return f"{row.jabatan.nama} ({row.jumlah} jabatan)" if row.jumlah > 1 else row.jabatan.nama


def _cells(row: Baris) -> Sequence[Nilai]:
    if row.is_empty:
        return [NO_ROLE, *[""] * (len(row.sel) - 1)] if row.sel else []
    return [_words(sel, row.jumlah) for sel in row.sel]


def _words(sel: Sel, size: int) -> str:
    lines = []
    for entri in sel.entri:
        part = f" ({entri.jumlah} dari {size} jabatan)" if entri.jumlah < size else ""
        lines.append(f"{entri.label}: {entri.hasil}{part}")
    return "\n".join(lines)


def pages(whole: Tabel) -> list[Tabel]:
    """Return the table cut for paper: at most six results side by side, number and position on each part."""
    results = len(whole.kolom) - FIXED
    if results <= RESULTS_PER_PAGE:
        return [whole]
    parts = []
    for start in range(0, results, RESULTS_PER_PAGE):
        end = min(start + RESULTS_PER_PAGE, results)
        first, last = FIXED + start, FIXED + end
        parts.append(
            replace(
                whole,
                subjudul=[*whole.subjudul, f"HASIL {start + 1} SAMPAI {end} DARI {results}"],
                kolom=[*whole.kolom[:FIXED], *whole.kolom[first:last]],
                baris=[
                    replace(row, sel=[*row.sel[:FIXED], *row.sel[first:last]])
                    for row in whole.baris
                ],
                catatan=whole.catatan if last == len(whole.kolom) else (),
            )
        )
    return parts
