"""Matriks kinerja dan pendanaan of a ministry or agency: Permen PPN 5/2019 and 10/2023, columns as seen in practice.

Money counts as APBN when its source is one of the state budget's (or is not named); any other source is non-APBN.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from lib.tabel import Baris, Format, Kertas, Kolom, Rata, Sel
from perencanaan import susunan
from perencanaan.exporters.bentuk_tabel import BentukTabel
from perencanaan.exporters.isi import Isi, Ukuran
from perencanaan.exporters.kolom import responsible
from perencanaan.models import Komponen, Pagu
from perencanaan.pagu import PaguPerTahun, sum_up, total

ROWS = (susunan.SASARAN_PROGRAM, susunan.SASARAN_KEGIATAN, susunan.KRO, susunan.RO)
DEPTH = {susunan.SASARAN_KEGIATAN: 1, susunan.KRO: 2, susunan.RO: 3}
APBN = frozenset({"APBN", "RM", "PNBP", "BLU", "PHLN", "PLN", "SBSN", "HIBAH"})
MILLION = Decimal(1_000_000)
Money = dict[int, PaguPerTahun]


def is_apbn(pagu: Pagu) -> bool:
    """Whether an amount comes out of the state budget, by the first word of its source."""
    words = pagu.sumber_dana.upper().split()
    return not words or words[0].strip(",;()") in APBN


def by_source(isi: Isi) -> tuple[Money, Money]:
    """Return the summed pagu out of the state budget, and out of anything else."""
    parts: dict[bool, list[Pagu]] = defaultdict(list)
    for komponen in isi.daftar:
        for pagu in isi.bacaan.pagu.get(komponen.pk, ()):
            parts[is_apbn(pagu)].append(pagu)
    return sum_up(isi.daftar, parts[True]), sum_up(isi.daftar, parts[False])


def _named(isi: Isi, komponen: Komponen) -> list[tuple[str, Ukuran | None]]:
    """Return the lines beside a row of the matrix: its sasaran, then its indicators."""
    lines: list[tuple[str, Ukuran | None]] = [(komponen.sasaran, None)] if komponen.sasaran else []
    lines += [(u.nama, u) for u in isi.measures(komponen) if u.nama]
    return lines or [("", None)]


def _years(isi: Isi, group: str, width: float, *, is_money: bool = True) -> Iterator[Kolom]:
    for year in isi.tahun:
        if is_money:
            yield Kolom(str(year), width, Format.UANG, grup=(group,), gabung=1)
        else:
            yield Kolom(str(year), width, Format.ANGKA, grup=(group,))


# --- Permen PPN 10/2023 ----------------------------------------------------------------------------
def _columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("No", 7.5, rata=Rata.TENGAH, gabung=1),
        Kolom("Program/Kegiatan/Rincian Output", 24, gabung=1),
        Kolom("Sasaran/Indikator", 28),
        Kolom("Lokasi", 11, gabung=1),
        *_years(isi, "Target", 10, is_money=False),
        *_years(isi, "APBN (Rp)", 21.5),
        *_years(isi, "Non-APBN (Rp)", 21.5),
        *_years(isi, "Total (Rp)", 21.5),
        Kolom("Satuan", 11),
        Kolom("Unit Organisasi", 17, gabung=1),
    )


def _rows(isi: Isi) -> Iterator[Baris]:
    apbn, other = by_source(isi)
    for number, komponen in _numbered(isi):
        money = [
            pagu[komponen.pk].get(year) for pagu in (apbn, other, isi.pagu) for year in isi.tahun
        ]
        for text, ukuran in _named(isi, komponen):
            cells: list[Any] = [
                number,
                _name(komponen),
                Sel(text, tebal=ukuran is None, inden=int(ukuran is not None)),
                komponen.lokasi,
                *((ukuran.target.get(year) if ukuran else None) for year in isi.tahun),
                *money,
                ukuran.satuan if ukuran else "",
                responsible(isi, komponen),
            ]
            yield Baris(cells, kunci=(komponen.pk,))


def _numbered(isi: Isi) -> Iterator[tuple[str, Komponen]]:
    """Yield the rows of the matrix, numbered 1, 1.1, 1.1.1 below their program."""
    counts: list[int] = []
    depth: dict[int, int] = {}
    for komponen in isi.of_kind(*ROWS):
        level = depth.get(komponen.induk_id or 0, -1) + 1
        depth[komponen.pk] = level
        counts = [*counts[: level + 1], *[0] * (level + 1 - len(counts))]
        counts[level] += 1
        yield ".".join(str(count) for count in counts), komponen


def _name(komponen: Komponen) -> Sel:
    is_program = komponen.jenis == susunan.SASARAN_PROGRAM
    return Sel(str(komponen), tebal=is_program, inden=DEPTH.get(komponen.jenis, 0))


def _sums(isi: Isi) -> list[Decimal | None]:
    apbn, other = by_source(isi)
    sums = [total(pagu, isi.daftar) for pagu in (apbn, other, isi.pagu)]
    return [*(None for _ in isi.tahun), *(pagu.get(year) for pagu in sums for year in isi.tahun)]


MATRIKS_2023 = BentukTabel(
    "Matriks",
    "Matriks Kinerja dan Pendanaan",
    "Matriks Kinerja dan Pendanaan Kementerian/Lembaga",
    _columns,
    _rows,
    jumlah=_sums,
    rentang_jumlah=4,
    kertas=Kertas.A3,
    huruf=5.2,
)


# --- Permen PPN 5/2019 -----------------------------------------------------------------------------
def _old_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("Program/Kegiatan", 28, gabung=1),
        Kolom("Sasaran Program (Outcome)/Sasaran Kegiatan (Output)/Indikator", 40),
        Kolom("Lokasi", 14, gabung=1),
        *_years(isi, "Target", 10, is_money=False),
        *_years(isi, "Alokasi (juta Rupiah)", 13),
        Kolom("Unit Organisasi Pelaksana", 22, gabung=1),
        Kolom("K/L-N-B-NS-BS", 12, gabung=1),
    )


def _old_rows(isi: Isi) -> Iterator[Baris]:
    for komponen in isi.of_kind(*ROWS):
        money = [_millions(isi.pagu[komponen.pk].get(year)) for year in isi.tahun]
        for text, ukuran in _named(isi, komponen):
            name = ukuran.bersatuan if ukuran else text
            cells: list[Any] = [
                _name(komponen),
                Sel(name, tebal=ukuran is None, inden=int(ukuran is not None)),
                komponen.lokasi,
                *((ukuran.target.get(year) if ukuran else None) for year in isi.tahun),
                *money,
                responsible(isi, komponen),
                "N" if komponen.prioritas_nasional else "",
            ]
            yield Baris(cells, kunci=(komponen.pk,))


def _millions(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount / MILLION


def _old_sums(isi: Isi) -> list[Decimal | None]:
    jumlah = isi.jumlah
    return [*(None for _ in isi.tahun), *(_millions(jumlah.get(year)) for year in isi.tahun)]


MATRIKS_2019 = BentukTabel(
    "Matriks",
    "Matriks Kinerja dan Pendanaan (juta Rp)",
    "Matriks Kinerja dan Pendanaan Kementerian/Lembaga",
    _old_columns,
    _old_rows,
    jumlah=_old_sums,
    rentang_jumlah=3,
    kertas=Kertas.A3,
    huruf=7.2,
)
