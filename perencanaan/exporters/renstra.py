"""T-C.25 to T-C.28 of Permendagri 86/2017, with their column numbers where the form has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from lib.tabel import Baris, Format, Kertas, Kolom, Rata, Sel
from perencanaan import susunan
from perencanaan.exporters.bentuk_tabel import BentukTabel
from perencanaan.exporters.isi import Isi, Ukuran
from perencanaan.exporters.kolom import amounts, each_indicator, pair
from perencanaan.models import Komponen

FRAME = "Target Kinerja Program dan Kerangka Pendanaan"
FUNDED = (susunan.PROGRAM, susunan.KEGIATAN, susunan.SUBKEGIATAN)


# --- T-C.25 ----------------------------------------------------------------------------------------
def _tc25_columns(isi: Isi) -> Sequence[Kolom]:
    group = ("Target Kinerja Tujuan/Sasaran pada Tahun ke-",)
    return (
        Kolom("No", 5, rata=Rata.TENGAH, gabung=1),
        Kolom("Tujuan", 30, gabung=1),
        Kolom("Sasaran", 30, gabung=2),
        Kolom("Indikator Tujuan/Sasaran", 36),
        *(
            Kolom(f"{number}\n({year})", 10, Format.ANGKA, grup=group)
            for number, year in enumerate(isi.tahun, start=1)
        ),
    )


def _tc25_rows(isi: Isi) -> Iterator[Baris]:
    for number, tujuan in enumerate(isi.of_kind(susunan.TUJUAN), start=1):
        for sasaran in (None, *isi.children(tujuan, susunan.SASARAN)):
            komponen = sasaran or tujuan
            for ukuran in isi.measures(komponen):
                name = sasaran.nama if sasaran else ""
                targets = [ukuran.target.get(year) for year in isi.tahun]
                cells = [number, tujuan.nama, name, ukuran.bersatuan, *targets]
                yield Baris(cells, kunci=(tujuan.pk, komponen.pk))


TC25 = BentukTabel(
    "T-C.25",
    "T-C.25 Tujuan dan Sasaran",
    "Tabel T-C.25 Tujuan dan Sasaran Jangka Menengah Pelayanan Perangkat Daerah",
    _tc25_columns,
    _tc25_rows,
    catatan=Isi.goal_notes,
    nomor_kolom=True,
)


# --- T-C.26 ----------------------------------------------------------------------------------------
def _tc26_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("Tujuan", 34, gabung=1),
        Kolom("Sasaran", 34, gabung=2),
        Kolom("Strategi", 38, gabung=3),
        Kolom("Arah Kebijakan", 44),
    )


def _tc26_rows(isi: Isi) -> Iterator[Baris]:
    for tujuan in isi.of_kind(susunan.TUJUAN):
        daftar = isi.children(tujuan, susunan.SASARAN, susunan.SASARAN_STRATEGIS)
        if not daftar:
            yield Baris([tujuan.nama], kunci=(tujuan.pk, 0))
        for sasaran in daftar:
            yield from _directions(isi, tujuan, sasaran)


def _directions(isi: Isi, tujuan: Komponen, sasaran: Komponen) -> Iterator[Baris]:
    key = (tujuan.pk, sasaran.pk)
    daftar = isi.bacaan.strategi.get(sasaran.pk, [])
    if not daftar:
        yield Baris([tujuan.nama, sasaran.nama], kunci=key)
    for strategi in daftar:
        texts = [row.nama for row in strategi.daftar_arah_kebijakan.all()] or [""]
        for text in texts:
            cells = [tujuan.nama, sasaran.nama, strategi.nama, text]
            yield Baris(cells, kunci=(*key, strategi.pk))


TC26 = BentukTabel(
    "T-C.26",
    "T-C.26 Strategi dan Arah Kebijakan",
    "Tabel T-C.26 Tujuan, Sasaran, Strategi, dan Arah Kebijakan",
    _tc26_columns,
    _tc26_rows,
    rincian=Isi.vision,
    catatan=lambda isi: [],
    kosong="Belum ada tujuan dan sasaran.",
)


# --- T-C.27 ----------------------------------------------------------------------------------------
def _tc27_columns(isi: Isi) -> Sequence[Kolom]:
    """Return 20 columns for five years, two more or less for each year more or less."""
    years = tuple(
        kolom
        for number, year in enumerate(isi.tahun, start=1)
        for kolom in pair(f"Tahun-{number}\n({year})", FRAME)
    )
    return (
        Kolom("Tujuan", 18, gabung=1),
        Kolom("Sasaran", 18, gabung=2),
        Kolom("Kode", 17, gabung=3),
        Kolom("Program dan Kegiatan", 26, gabung=3),
        Kolom("Indikator Kinerja Tujuan, Sasaran, Program (outcome) dan Kegiatan (output)", 26),
        Kolom("Data Capaian pada Tahun Awal Perencanaan", 12.5, Format.ANGKA),
        *years,
        *pair("Kondisi Kinerja pada Akhir Periode Renstra Perangkat Daerah", FRAME, rupiah=16),
        Kolom("Unit Kerja Perangkat Daerah Penanggung Jawab", 16, gabung=3),
        Kolom("Lokasi", 13, gabung=3),
    )


def _tc27_rows(isi: Isi) -> Iterator[Baris]:
    for komponen, upper in with_upper(isi):
        for ukuran in isi.measures(komponen):
            yield _tc27_row(isi, komponen, upper, ukuran)


def with_upper(isi: Isi) -> Iterator[tuple[Komponen, dict[str, Komponen]]]:
    """Yield each komponen of a Pemda with the tujuan and sasaran it stands under (itself, where it is one)."""
    upper: dict[str, Komponen] = {}
    for komponen in isi.daftar:
        if komponen.jenis == susunan.TUJUAN:
            upper = {}
        if komponen.jenis in susunan.NAMED_BY_RESULT:
            upper = {**upper, komponen.jenis: komponen}
        yield komponen, upper


def _tc27_row(isi: Isi, komponen: Komponen, upper: dict[str, Komponen], ukuran: Ukuran) -> Baris:
    tujuan, sasaran = upper.get(susunan.TUJUAN), upper.get(susunan.SASARAN)
    is_funded = komponen.jenis in FUNDED
    pagu = isi.pagu[komponen.pk] if is_funded else {}
    name = komponen.nama if is_funded else ""
    sel: list[Any] = [
        tujuan.nama if tujuan else "",
        sasaran.nama if sasaran else "",
        komponen.kode if is_funded else "",
        Sel(name, tebal=komponen.jenis == susunan.PROGRAM),
        ukuran.bersatuan,
        ukuran.kondisi_awal,
    ]
    for year in isi.tahun:
        sel += [ukuran.target.get(year), pagu.get(year)]
    unit = komponen.penanggung_jawab
    sel += [ukuran.akhir, amounts(pagu, isi.tahun), unit.nama if unit else "", komponen.lokasi]
    key = (tujuan.pk if tujuan else 0, sasaran.pk if sasaran else 0, komponen.pk)
    return Baris(sel, kunci=key)


def _tc27_sums(isi: Isi) -> list[Decimal | None]:
    jumlah = isi.jumlah
    yearly = [cell for year in isi.tahun for cell in (None, jumlah.get(year))]
    return [*yearly, None, amounts(jumlah, isi.tahun)]


TC27 = BentukTabel(
    "T-C.27",
    "T-C.27 Program, Kegiatan, Pendanaan",
    "Tabel T-C.27 Rencana Program, Kegiatan, dan Pendanaan Perangkat Daerah",
    _tc27_columns,
    _tc27_rows,
    jumlah=_tc27_sums,
    rentang_jumlah=6,
    nomor_kolom=True,
    kertas=Kertas.A3,
    huruf=6.8,
)


# --- T-C.28 ----------------------------------------------------------------------------------------
def _tc28_columns(isi: Isi) -> Sequence[Kolom]:
    group = ("Target Capaian Setiap Tahun",)
    return (
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("Indikator", 46),
        Kolom("Kondisi Kinerja pada Awal Periode RPJMD\n(Tahun 0)", 16, Format.ANGKA),
        *(
            Kolom(f"Tahun {number}\n({year})", 11, Format.ANGKA, grup=group)
            for number, year in enumerate(isi.tahun, start=1)
        ),
        Kolom("Kondisi Kinerja pada Akhir Periode RPJMD", 16, Format.ANGKA),
    )


def _tc28_rows(isi: Isi) -> Iterator[Baris]:
    """Yield the indicators of tujuan and sasaran that refer to the RPJMD, each once."""
    referring = [
        komponen
        for komponen in isi.of_kind(*susunan.NAMED_BY_RESULT)
        if isi.rujukan(komponen).sasaran
    ]
    rows = each_indicator(isi, lambda ukuran: True, referring)
    for number, (_, ukuran) in enumerate(rows, start=1):
        targets = [ukuran.target.get(year) for year in isi.tahun]
        yield Baris([number, ukuran.bersatuan, ukuran.kondisi_awal, *targets, ukuran.akhir])


TC28 = BentukTabel(
    "T-C.28",
    "T-C.28 Indikator yang Mengacu pada RPJMD",
    "Tabel T-C.28 Indikator Kinerja Perangkat Daerah yang Mengacu pada Tujuan dan Sasaran RPJMD",
    _tc28_columns,
    _tc28_rows,
    catatan=Isi.goal_notes,
    nomor_kolom=True,
    kosong="Belum ada tujuan atau sasaran yang mengacu pada RPJMD.",
)
