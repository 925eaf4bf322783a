"""The table of a Renja, 17 columns: the year planned between what was reached before and the year after.

Permendagri 14/2026 numbers it Tabel 4.1. Renja of earlier years use the same columns: the older form was not at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lib.tabel import Baris, Format, Jenis, Kertas, Kolom, Rata, Sel
from perencanaan import susunan
from perencanaan.exporters.bentuk_tabel import BentukTabel
from perencanaan.exporters.gugus import Bidang, Gugus, by_bidang
from perencanaan.exporters.inmendagri import DEPTH, distinct, indicators, named_result
from perencanaan.exporters.isi import Isi, Ukuran
from perencanaan.exporters.kolom import responsible
from perencanaan.models import Komponen

BEFORE_PAGU = 8  # columns left of the pagu
BETWEEN = 6  # columns between the two amounts


def _year(isi: Isi) -> int:
    """Return the year planned; that of another document than a Renja is the first of its periode."""
    return isi.tahun[0]


def _columns(isi: Isi) -> Sequence[Kolom]:
    year = _year(isi)
    plan = (f"Capaian Kinerja dan Kerangka Pendanaan Tahun {year}",)
    after = (f"Prakiraan Maju Rencana Tahun {year + 1}",)
    return (
        Kolom("No", 7, rata=Rata.TENGAH, gabung=1),
        Kolom("Kode", 15, gabung=1),
        Kolom("Urusan/Bidang Urusan/Program/Outcome/Kegiatan/Subkegiatan/Output", 38, gabung=1),
        Kolom("Indikator", 28),
        Kolom("Target Akhir Renstra", 10, Format.ANGKA),
        Kolom(f"Realisasi Tahun {year - 2}", 10, Format.ANGKA),
        Kolom(f"Prakiraan Capaian Tahun {year - 1}", 10, Format.ANGKA),
        Kolom("Target", 10, Format.ANGKA, grup=plan),
        Kolom("Pagu Indikatif (Rp)", 15, Format.UANG, grup=plan, gabung=1),
        Kolom("Lokasi", 13, grup=plan, gabung=1),
        Kolom("Sumber Dana", 11, grup=plan, gabung=1),
        Kolom("Prioritas Nasional", 14, grup=plan, gabung=1),
        Kolom("Prioritas Daerah", 14, grup=plan, gabung=1),
        Kolom("Kelompok Sasaran", 14, gabung=1),
        Kolom("Target", 10, Format.ANGKA, grup=after),
        Kolom("Pagu Indikatif (Rp)", 15, Format.UANG, grup=after, gabung=1),
        Kolom("Perangkat Daerah Penanggung Jawab", 16, gabung=1),
    )


@dataclass(frozen=True)
class _Pagu:
    """The pagu of the year planned and of the year after it, for each komponen."""

    isi: Isi
    maju: dict[int, Decimal | None]

    def cells(self, daftar: Sequence[Komponen]) -> tuple[Decimal | None, Decimal | None]:
        """Return both amounts of komponen of which none lies below another."""
        year = _year(self.isi)
        now = [self.isi.pagu[komponen.pk].get(year) for komponen in daftar]
        return _sum(now), _sum([self.maju[komponen.pk] for komponen in daftar])


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    found = [value for value in values if value is not None]
    return sum(found, Decimal(0)) if found else None


def forward_pagu(isi: Isi) -> dict[int, Decimal | None]:
    """Return each komponen's pagu of the year after: of a lowest one its own, else the Renstra's; sums above."""
    year = _year(isi) + 1
    found: dict[int, Decimal | None] = {}
    for komponen in reversed(isi.daftar):
        below = isi.children(komponen)
        if below:
            found[komponen.pk] = _sum([found[child.pk] for child in below])
            continue
        own = isi.pagu[komponen.pk].get(year)
        found[komponen.pk] = isi.bacaan.asal.pagu_of(komponen, year) if own is None else own
    return found


def _rows(isi: Isi) -> Iterator[Baris]:
    pagu = _Pagu(isi, forward_pagu(isi))
    urusan = ""
    for number, bidang in enumerate(_numbered(isi), start=1):
        programs, start = bidang
        if programs.urusan and programs.urusan != urusan:
            urusan = programs.urusan
            yield Baris(["", programs.kode[:1], Sel(urusan, tebal=True)], Jenis.TEBAL)
        yield _bidang_row(programs, pagu, number)
        for place, gugus in enumerate(programs.daftar, start=start):
            yield from _gugus_rows(isi, gugus, pagu, str(place))


def _numbered(isi: Isi) -> Iterator[tuple[Bidang, int]]:
    """Yield each bidang urusan with the number of its first program; programs are numbered through."""
    start = 1
    for bidang in by_bidang(isi):
        yield bidang, start
        start += len(bidang.daftar)


def _bidang_row(bidang: Bidang, pagu: _Pagu, number: int) -> Baris:
    now, after = pagu.cells([k for gugus in bidang.daftar for k in gugus.daftar])
    name = bidang.nama or ("" if bidang.kode else "Program tanpa kode bidang urusan")
    cells: list[Any] = ["", bidang.kode, name, *[""] * (BEFORE_PAGU - 3), now]
    return Baris([*cells, *[""] * BETWEEN, after], Jenis.TEBAL)


def _gugus_rows(isi: Isi, gugus: Gugus, pagu: _Pagu, number: str) -> Iterator[Baris]:
    now, after = pagu.cells(gugus.daftar)
    name = named_result(isi, replace(gugus, kode=""))
    text = Sel(name, tebal=gugus.jenis == susunan.PROGRAM, inden=DEPTH.get(gugus.jenis, 0))
    for ukuran in indicators(isi, gugus):
        cells: list[Any] = [
            number,
            gugus.kode,
            text,
            ukuran.bersatuan,
            *_values(isi, gugus, ukuran),
            now,
            _texts(gugus, lambda k: [k.lokasi]),
            _texts(gugus, lambda k: _sources(isi, k)),
            _texts(gugus, lambda k: [k.prioritas_nasional]),
            _texts(gugus, lambda k: [k.prioritas_daerah]),
            _texts(gugus, lambda k: [k.kelompok_sasaran]),
            ukuran.target.get(_year(isi) + 1),
            after,
            _texts(gugus, lambda k: [responsible(isi, k)]),
        ]
        yield Baris(cells, kunci=(gugus.daftar[0].pk,))
    for place, below in enumerate(gugus.anak, start=1):
        yield from _gugus_rows(isi, below, pagu, f"{number}.{place}")


def _values(isi: Isi, gugus: Gugus, ukuran: Ukuran) -> list[Decimal | None]:
    """Return the end of the Renstra, what was realised, what is expected, and the target."""
    year, asal = _year(isi), isi.bacaan.asal
    upper = (asal.ukuran_of(komponen, ukuran) for komponen in gugus.daftar)
    renstra = next((one for one in upper if one is not None), ukuran)
    return [
        renstra.akhir,
        ukuran.realisasi.get(year - 2),
        ukuran.prakiraan.get(year - 1),
        ukuran.target.get(year),
    ]


def _sources(isi: Isi, komponen: Komponen) -> list[str]:
    """Return where the money of the year comes from; of lowest komponen only, which alone carry pagu."""
    if not komponen.is_lowest:
        return []
    rows = isi.bacaan.pagu.get(komponen.pk, [])
    return [row.sumber_dana for row in rows if row.tahun == _year(isi)]


def _texts(gugus: Gugus, take: Callable[[Komponen], list[str]]) -> str:
    return "\n".join(distinct(text for komponen in gugus.daftar for text in take(komponen)))


def _sums(isi: Isi) -> list[Decimal | None]:
    programs = list(isi.of_kind(susunan.PROGRAM))
    now, after = _Pagu(isi, forward_pagu(isi)).cells(programs)
    return [now, *[None] * BETWEEN, after]


RENJA = BentukTabel(
    "Tabel 4.1",
    "Tabel 4.1 Program, Kegiatan, Subkegiatan, Pendanaan",
    "Tabel 4.1 Program, Kegiatan, Subkegiatan, dan Pendanaan Renja Perangkat Daerah",
    _columns,
    _rows,
    jumlah=_sums,
    rentang_jumlah=BEFORE_PAGU,
    nomor_kolom=True,
    kertas=Kertas.A3,
    huruf=6.8,
)
RENJA_LAMA = replace(
    RENJA,
    nama="Renja",
    label="Program, Kegiatan, Subkegiatan, Pendanaan",
    judul="Rencana Program, Kegiatan, Subkegiatan, dan Pendanaan Renja Perangkat Daerah",
)
