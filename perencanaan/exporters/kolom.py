"""Columns, years and cells that several tables share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from lib.tabel import Format, Kolom, Nilai
from lib.teks import format_number
from perencanaan.exporters.isi import Isi, Ukuran
from perencanaan.models import Komponen
from perencanaan.pagu import PaguPerTahun

SIX, FIVE = 6, 5


def pair(head: str, group: str, target: float = 9, rupiah: float = 14.5) -> tuple[Kolom, Kolom]:
    """Return the columns Target and Rp under a head, all under the head of the funding frame."""
    heads = (group, head)
    return (
        Kolom("Target", target, Format.ANGKA, grup=heads),
        Kolom("Rp", rupiah, Format.UANG, grup=heads, gabung=3),
    )


def amounts(pagu: PaguPerTahun, years: Iterable[int]) -> Decimal | None:
    """Return the sum of some years; None where none has an amount."""
    found = [pagu[year] for year in years if year in pagu]
    return sum(found, Decimal(0)) if found else None


def six_years(isi: Isi) -> list[int]:
    """Return the six years of Inmendagri 2/2025: those of the periode and, where it has fewer, the years after it.

    For RPJMD 2025-2029 the instruction prints 2025 to 2030, with 2024 as baseline.
    """
    years = list(isi.dokumen.periode.tahun)
    return [*years, *range(years[-1] + 1, years[0] + SIX)]


def five_years(isi: Isi) -> list[int]:
    """Return the years with target and pagu of Inmendagri 2/2025: the last five of the periode.

    A periode 2025-2030 gives 2026 to 2030, as the instruction prints it (2025 still runs under the plan before). A
    periode 2025-2029 gives its own five years, so that none of its pagu is left out.
    """
    return list(isi.dokumen.periode.tahun)[-FIVE:]


def target_in(isi: Isi, ukuran: Ukuran, year: int) -> Decimal | None:
    """Return the target of a year; of a year after the periode without one, the value at the periode's end."""
    own = ukuran.target.get(year)
    if own is None and year > isi.dokumen.periode.tahun_akhir:
        return ukuran.kondisi_akhir
    return own


def sixth_note(isi: Isi, shown: Iterable[Ukuran]) -> list[str]:
    """Say where the column after the periode shows the value at its end, for the indicators a table shows."""
    years = [year for year in six_years(isi) if year > isi.dokumen.periode.tahun_akhir]
    used = any(
        year not in ukuran.target and ukuran.kondisi_akhir is not None
        for ukuran in shown
        for year in years
    )
    if not used:
        return []
    words = ", ".join(str(year) for year in years)
    return [f"Kolom {words} memuat kondisi akhir periode bagi indikator tanpa target tahun itu."]


def base_year(isi: Isi) -> int:
    """Return the year before the periode."""
    return int(isi.dokumen.periode.tahun_awal) - 1


def baseline(isi: Isi, ukuran: Ukuran) -> Nilai:
    """Return the starting value; with its year where that is not the one the column names."""
    year = ukuran.tahun_awal
    if ukuran.kondisi_awal is None or year in (None, base_year(isi)):
        return ukuran.kondisi_awal
    return f"{format_number(ukuran.kondisi_awal)} ({year})"


def remark(komponen: Komponen, ukuran: Ukuran) -> str:
    """Return what a column Keterangan says: the komponen's, the indicator's, and why it deviates from the tree."""
    apart = f"Berbeda dari pohon kinerja: {ukuran.alasan}" if ukuran.menyimpang else ""
    return "\n".join(filter(None, [komponen.keterangan, ukuran.keterangan, apart]))


def responsible(isi: Isi, komponen: Komponen) -> str:
    """Return the unit responsible for a komponen, else the unit of the document."""
    unit = komponen.penanggung_jawab or isi.dokumen.unit
    return unit.nama if unit else ""


def each_indicator(
    isi: Isi, take: Callable[[Ukuran], bool], daftar: Sequence[Komponen] | None = None
) -> Iterator[tuple[Komponen, Ukuran]]:
    """Yield the indicators of the document (or of some komponen) once each, with the first komponen that has it.

    A komponen that deviates from the tree gives the indicator a row of its own.
    """
    seen: set[tuple[int, int]] = set()
    for komponen in isi.daftar if daftar is None else daftar:
        for ukuran in isi.ukuran.get(komponen.pk, ()):
            key = (ukuran.indikator, komponen.pk if ukuran.menyimpang else 0)
            if key not in seen and take(ukuran):
                seen.add(key)
                yield komponen, ukuran
