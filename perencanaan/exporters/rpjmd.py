"""The RPJMD: tujuan, sasaran and program with target, pagu and the OPD responsible; strategi and arah kebijakan.

No form of the regulation was at hand: the columns are those usual in practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lib.tabel import Baris, Format, Kertas, Kolom, Rata
from perencanaan import susunan
from perencanaan.exporters.bentuk_tabel import BentukTabel
from perencanaan.exporters.isi import Isi
from perencanaan.exporters.kolom import amounts, pair
from perencanaan.exporters.renstra import TC26, with_upper

FRAME = "Target dan Pagu Indikatif"


def _columns(isi: Isi) -> Sequence[Kolom]:
    years = tuple(kolom for year in isi.tahun for kolom in pair(str(year), FRAME))
    return (
        Kolom("No", 5, rata=Rata.TENGAH, gabung=1),
        Kolom("Tujuan", 22, gabung=1),
        Kolom("Sasaran", 22, gabung=2),
        Kolom("Program", 28, gabung=3),
        Kolom("Indikator", 28),
        Kolom("Kondisi Awal", 11, Format.ANGKA),
        *years,
        *pair("Akhir Periode", FRAME, rupiah=16),
        Kolom("Perangkat Daerah Penanggung Jawab", 20, gabung=3),
    )


def _rows(isi: Isi) -> Iterator[Baris]:
    number = 0
    for komponen, upper in with_upper(isi):
        number += komponen.jenis == susunan.TUJUAN
        tujuan, sasaran = upper.get(susunan.TUJUAN), upper.get(susunan.SASARAN)
        is_program = komponen.jenis == susunan.PROGRAM
        pagu = isi.pagu[komponen.pk] if is_program else {}
        unit = komponen.penanggung_jawab
        key = (tujuan.pk if tujuan else 0, sasaran.pk if sasaran else 0, komponen.pk)
        for ukuran in isi.measures(komponen):
            cells: list[Any] = [
                number,
                tujuan.nama if tujuan else "",
                sasaran.nama if sasaran else "",
                str(komponen) if is_program else "",
                ukuran.bersatuan,
                ukuran.kondisi_awal,
            ]
            for year in isi.tahun:
                cells += [ukuran.target.get(year), pagu.get(year)]
            cells += [ukuran.akhir, amounts(pagu, isi.tahun), unit.nama if unit else ""]
            yield Baris(cells, kunci=key)


def _sums(isi: Isi) -> list[Decimal | None]:
    jumlah = isi.jumlah
    yearly = [cell for year in isi.tahun for cell in (None, jumlah.get(year))]
    return [*yearly, None, amounts(jumlah, isi.tahun)]


RPJMD = BentukTabel(
    "RPJMD",
    "Tujuan, Sasaran, dan Program",
    "Tujuan, Sasaran, dan Program RPJMD beserta Pagu Indikatif",
    _columns,
    _rows,
    jumlah=_sums,
    rentang_jumlah=6,
    rincian=Isi.vision,
    kertas=Kertas.A3,
    huruf=7.2,
    kosong="Belum ada tujuan dan sasaran.",
)
ARAH = replace(
    TC26,
    nama="Arah Kebijakan",
    label="Strategi dan Arah Kebijakan",
    judul="Tujuan, Sasaran, Strategi, dan Arah Kebijakan",
)
