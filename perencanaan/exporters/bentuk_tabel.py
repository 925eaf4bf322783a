"""The shape of a table: one definition of heading, columns and rows for the screen, Excel and PDF.

The same shape gives the table of one document, and of many documents of an instansi: grouped per document, with a sum
under each and one under all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from lib.tabel import Baris, Jenis, Kertas, Kolom, Nilai, Rata, Sel, Tabel
from lib.teks import format_date
from perencanaan.exporters.isi import Isi

Sums = Sequence[Decimal | None]
Lines = Callable[[Isi], list[str]]


@dataclass(frozen=True)
class BentukTabel:
    """A table of a planning document.

    `nama` names the sheet, `label` stands in menus, `judul` above the table. `jumlah` gives the amounts of the sum row
    for one document, in the columns after the first `rentang_jumlah`; None stands for an empty cell.
    """

    nama: str
    label: str
    judul: str
    kolom: Callable[[Isi], Sequence[Kolom]]
    baris: Callable[[Isi], Iterable[Baris]]
    jumlah: Callable[[Isi], Sums] | None = None
    rentang_jumlah: int = 1
    rincian: Callable[[Isi], list[tuple[str, str]]] | None = None
    catatan: Lines = Isi.notes
    kosong: str = "Belum ada data."
    kertas: Kertas = Kertas.A4
    huruf: float = 8.5
    nomor_kolom: bool = False
    tanpa_kepala: bool = False


def table_of(bentuk: BentukTabel, isi: Isi) -> Tabel:
    """Return the table of one document."""
    rows = list(bentuk.baris(isi))
    if bentuk.jumlah and rows:
        rows.append(_sum_row(bentuk, bentuk.jumlah(isi), "Jumlah"))
    return _tabel(bentuk, isi, rows, isi.heading(), bentuk.catatan(isi), isi.footer())


def table_of_all(bentuk: BentukTabel, daftar: Sequence[Isi], *, is_whole: bool = True) -> Tabel:
    """Return one table of several documents of an instansi and a periode; at least one.

    `is_whole` says that these are all there are, so that the sum under them is that of the instansi.
    """
    rows: list[Baris] = []
    notes: dict[str, None] = {}
    totals: Sums = ()
    for isi in daftar:
        own = list(bentuk.baris(isi))
        title = [isi.pemilik, isi.dokumen.nama, *isi.perubahan]
        rows.append(Baris([" · ".join(title)], Jenis.KELOMPOK))
        rows += own or [_empty_row(bentuk, isi)]
        if bentuk.jumlah:
            sums = bentuk.jumlah(isi)
            totals = _add(totals, sums)
            if own:
                rows.append(_sum_row(bentuk, sums, f"Jumlah {isi.pemilik}"))
        notes |= dict.fromkeys(bentuk.catatan(isi))
    first = daftar[0]
    instansi = first.dokumen.instansi.nama
    if bentuk.jumlah and is_whole:
        rows.append(_sum_row(bentuk, totals, f"Jumlah {instansi}"))
    footer = [instansi, first.masa, f"Dicetak {format_date(timezone.localdate())}"]
    return _tabel(bentuk, first, rows, [instansi, first.masa], list(notes), footer)


def _tabel(
    bentuk: BentukTabel,
    isi: Isi,
    rows: list[Baris],
    heading: list[str],
    notes: list[str],
    footer: list[str],
) -> Tabel:
    return Tabel(
        bentuk.judul,
        bentuk.kolom(isi),
        rows,
        nama=bentuk.nama,
        subjudul=heading,
        rincian=bentuk.rincian(isi) if bentuk.rincian else (),
        catatan=notes,
        kertas=bentuk.kertas,
        kaki=footer,
        nomor_kolom=bentuk.nomor_kolom,
        tanpa_kepala=bentuk.tanpa_kepala,
        huruf=bentuk.huruf,
        kosong=bentuk.kosong,
    )


def _empty_row(bentuk: BentukTabel, isi: Isi) -> Baris:
    return Baris([Sel(bentuk.kosong, rentang=len(bentuk.kolom(isi)), rata=Rata.KIRI)])


def _sum_row(bentuk: BentukTabel, sums: Sums, label: str) -> Baris:
    cells: list[Nilai | Sel] = [Sel(label, rentang=bentuk.rentang_jumlah, rata=Rata.TENGAH)]
    return Baris([*cells, *sums], Jenis.JUMLAH)


def _add(totals: Sums, sums: Sums) -> Sums:
    """Add amounts column by column; an empty cell stays empty while nothing was added to it."""
    if not totals:
        return sums
    return [
        a if b is None else b if a is None else a + b for a, b in zip(totals, sums, strict=True)
    ]
