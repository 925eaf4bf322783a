"""IKU and IKK as tables of Inmendagri 2/2025: indicators by the category on their card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lib.tabel import Baris, Format, Kertas, Kolom, Rata
from perencanaan.exporters.bentuk_tabel import BentukTabel
from perencanaan.exporters.isi import Isi, Ukuran
from perencanaan.exporters.kolom import (
    base_year,
    baseline,
    each_indicator,
    remark,
    six_years,
    sixth_note,
    target_in,
)
from perencanaan.models import Komponen
from pohon.models import Indikator


def _values(isi: Isi) -> tuple[Kolom, ...]:
    return (
        Kolom("Satuan", 12),
        Kolom(f"Baseline {base_year(isi)}", 10, Format.ANGKA),
        *(Kolom(str(year), 10, Format.ANGKA, grup=("Target Tahun",)) for year in six_years(isi)),
        Kolom("Keterangan", 20),
    )


def _iku_columns(isi: Isi) -> Sequence[Kolom]:
    return (Kolom("No", 5, rata=Rata.TENGAH), Kolom("Indikator", 44), *_values(isi))


def _ikk_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("Indikator", 32),
        Kolom("Rumus", 32),
        Kolom("Definisi Operasional", 36),
        *_values(isi),
    )


def _of(isi: Isi, kategori: str) -> Iterator[tuple[Komponen, Ukuran]]:
    return each_indicator(isi, lambda ukuran: ukuran.kategori == kategori)


def _notes(kategori: str) -> Callable[[Isi], list[str]]:
    return lambda isi: sixth_note(isi, (ukuran for _, ukuran in _of(isi, kategori)))


def _rows(isi: Isi, kategori: str, *, is_explained: bool) -> Iterator[Baris]:
    for number, (komponen, ukuran) in enumerate(_of(isi, kategori), start=1):
        yield Baris(
            [
                number,
                ukuran.nama,
                *([ukuran.formula, ukuran.definisi] if is_explained else []),
                ukuran.satuan,
                baseline(isi, ukuran),
                *(target_in(isi, ukuran, year) for year in six_years(isi)),
                remark(komponen, ukuran),
            ]
        )


def _iku_rows(isi: Isi) -> Iterator[Baris]:
    return _rows(isi, Indikator.Kategori.IKU, is_explained=False)


def _ikk_rows(isi: Isi) -> Iterator[Baris]:
    return _rows(isi, Indikator.Kategori.IKK, is_explained=True)


IKU = BentukTabel(
    "IKU",
    "Indikator Kinerja Utama (IKU)",
    "Indikator Kinerja Utama (IKU)",
    _iku_columns,
    _iku_rows,
    catatan=_notes(Indikator.Kategori.IKU),
    kosong="Belum ada indikator berkategori IKU pada kartu indikator.",
)
IKK = BentukTabel(
    "IKK",
    "Indikator Kinerja Kunci (IKK)",
    "Indikator Kinerja Kunci (IKK)",
    _ikk_columns,
    _ikk_rows,
    catatan=_notes(Indikator.Kategori.IKK),
    kertas=Kertas.A3,
    kosong="Belum ada indikator berkategori IKK pada kartu indikator.",
)
