"""T-C.25 and T-C.27 of Permendagri 86/2017, with their column numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lib.tabel import Baris, Format, Jenis, Kertas, Kolom, Rata, Sel, Tabel
from perencanaan.exporters.isi import EMPTY, Isi, Ukuran
from perencanaan.models import Komponen

TC25 = "Tabel T-C.25 Tujuan dan Sasaran Jangka Menengah Pelayanan Perangkat Daerah"
TC27 = "Tabel T-C.27 Rencana Program, Kegiatan, dan Pendanaan Perangkat Daerah"
FUNDED = ("program", "kegiatan", "subkegiatan")


def tc25(isi: Isi) -> Tabel:
    """Return T-C.25: tujuan and sasaran with the target of each year."""
    group = ("Target Kinerja Tujuan/Sasaran pada Tahun ke-",)
    kolom = (
        Kolom("No", 5, rata=Rata.TENGAH, gabung=1),
        Kolom("Tujuan", 30, gabung=1),
        Kolom("Sasaran", 30, gabung=2),
        Kolom("Indikator Tujuan/Sasaran", 36),
        *(
            Kolom(f"{number}\n({year})", 10, Format.ANGKA, grup=group)
            for number, year in enumerate(isi.tahun, start=1)
        ),
    )
    return Tabel(
        TC25,
        kolom,
        list(_tc25_rows(isi)),
        nama="T-C.25",
        subjudul=[isi.pemilik, isi.dokumen.periode.nama],
        nomor_kolom=True,
        catatan=isi.notes(),
        kaki=isi.footer(),
    )


def _tc25_rows(isi: Isi) -> Iterator[Baris]:
    for number, tujuan in enumerate(isi.of_kind("tujuan"), start=1):
        for sasaran in (None, *isi.children(tujuan, "sasaran")):
            komponen = sasaran or tujuan
            for ukuran in isi.ukuran.get(komponen.pk) or [EMPTY]:
                yield Baris(
                    [
                        number,
                        tujuan.nama,
                        sasaran.nama if sasaran else "",
                        ukuran.bersatuan,
                        *(ukuran.target.get(year) for year in isi.tahun),
                    ],
                    kunci=(tujuan.pk, komponen.pk),
                )


def tc27(isi: Isi) -> Tabel:
    """Return T-C.27: 20 columns for five years, two more or less for each year more or less."""
    years = tuple(
        kolom
        for number, year in enumerate(isi.tahun, start=1)
        for kolom in _pair(f"Tahun-{number}\n({year})", 9, 14.5)
    )
    kolom = (
        Kolom("Tujuan", 18, gabung=1),
        Kolom("Sasaran", 18, gabung=2),
        Kolom("Kode", 17, gabung=3),
        Kolom("Program dan Kegiatan", 26, gabung=3),
        Kolom("Indikator Kinerja Tujuan, Sasaran, Program (outcome) dan Kegiatan (output)", 26),
        Kolom("Data Capaian pada Tahun Awal Perencanaan", 12.5, Format.ANGKA),
        *years,
        *_pair("Kondisi Kinerja pada Akhir Periode Renstra Perangkat Daerah", 9, 16),
        Kolom("Unit Kerja Perangkat Daerah Penanggung Jawab", 16, gabung=3),
        Kolom("Lokasi", 13, gabung=3),
    )
    return Tabel(
        TC27,
        kolom,
        [*_tc27_rows(isi), _sum_row(isi)],
        nama="T-C.27",
        subjudul=[isi.pemilik, isi.dokumen.periode.nama],
        nomor_kolom=True,
        kertas=Kertas.A3,
        huruf=6.8,
        catatan=isi.notes(),
        kaki=isi.footer(),
    )


def _pair(head: str, target: float, rupiah: float) -> tuple[Kolom, Kolom]:
    """Return the columns Target and Rp under a head, all under the head of the funding frame."""
    group = ("Target Kinerja Program dan Kerangka Pendanaan", head)
    return (
        Kolom("Target", target, Format.ANGKA, grup=group),
        Kolom("Rp", rupiah, Format.UANG, grup=group, gabung=3),
    )


def _tc27_rows(isi: Isi) -> Iterator[Baris]:
    upper: dict[str, Komponen] = {}
    for komponen in isi.daftar:
        if komponen.induk_id is None:
            upper = {}
        if komponen.jenis in {"tujuan", "sasaran"}:
            upper[komponen.jenis] = komponen
            if komponen.jenis == "tujuan":
                upper.pop("sasaran", None)
        for ukuran in isi.ukuran.get(komponen.pk) or [EMPTY]:
            yield _tc27_row(isi, komponen, upper, ukuran)


def _tc27_row(isi: Isi, komponen: Komponen, upper: dict[str, Komponen], ukuran: Ukuran) -> Baris:
    tujuan, sasaran = upper.get("tujuan"), upper.get("sasaran")
    is_funded = komponen.jenis in FUNDED
    pagu = isi.pagu[komponen.pk] if is_funded else {}
    name = komponen.nama if is_funded else ""
    sel: list[Any] = [
        tujuan.nama if tujuan else "",
        sasaran.nama if sasaran else "",
        komponen.kode if is_funded else "",
        Sel(name, tebal=komponen.jenis == "program"),
        ukuran.bersatuan,
        ukuran.kondisi_awal,
    ]
    for year in isi.tahun:
        sel += [ukuran.target.get(year), pagu.get(year)]
    unit = komponen.penanggung_jawab
    sel += [
        ukuran.akhir,
        sum(pagu.values()) if pagu else None,
        unit.nama if unit else "",
        komponen.lokasi,
    ]
    key = (tujuan.pk if tujuan else 0, sasaran.pk if sasaran else 0, komponen.pk)
    return Baris(sel, kunci=key)


def _sum_row(isi: Isi) -> Baris:
    jumlah = isi.jumlah
    sel: list[Any] = [Sel("Jumlah", rentang=6, rata=Rata.TENGAH)]
    for year in isi.tahun:
        sel += [None, jumlah.get(year)]
    sel += [None, sum(jumlah.values()) if jumlah else None]
    return Baris(sel, Jenis.JUMLAH)
