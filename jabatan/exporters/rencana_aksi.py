"""The action plan as a table: one definition for the screen, PDF and Excel.

No layout is prescribed; the columns are those in use (format of the action plan: target and steps by quarter,
programme and budget, person in charge).
"""

from __future__ import annotations

from collections.abc import Iterator

from jabatan.models import Aksi, Pejabat
from jabatan.renaksi.isi import BarisUkuran, Kelompok, Renaksi
from jabatan.renaksi.triwulan import TRIWULAN
from lib import pdf, xlsx
from lib.berkas import safe_name
from lib.tabel import Baris, Format, Jenis, Kertas, Kolom, Nilai, Rata, Sel, Tabel

TARGET, STEPS = ("Target Triwulan",), ("Kegiatan per Triwulan",)
EMPTY_MEASURE: tuple[Nilai, ...] = ("",) * 7
EMPTY_AKSI: tuple[Nilai, ...] = ("",) * 8


def renaksi_table(renaksi: Renaksi, pejabat: Pejabat | None) -> Tabel:
    """Return the plan as a table on A3, landscape."""
    rencana = renaksi.rencana
    jabatan = rencana.jabatan
    unit = jabatan.unit.nama if jabatan.unit else jabatan.instansi.nama
    rows = list(_rows(renaksi))
    if rows:
        total = Sel(
            "Jumlah anggaran (tiap komponen dihitung satu kali)", rentang=15, rata=Rata.KANAN
        )
        rows.append(Baris((total, renaksi.jumlah, ""), jenis=Jenis.JUMLAH))
    return Tabel(
        judul=f"Rencana aksi tahun {rencana.tahun}",
        nama="Rencana aksi",
        subjudul=[jabatan.nama, unit],
        rincian=[("Pejabat", pejabat.nama)] if pejabat else (),
        kolom=_columns(rencana.tahun),
        baris=rows,
        kertas=Kertas.A3,
        kaki=[f"Rencana aksi {rencana.tahun}", jabatan.nama, unit],
        nomor_kolom=True,
        huruf=8,
        kosong="Jabatan ini belum mengampu kinerja pada tahun ini.",
    )


def _columns(tahun: int) -> list[Kolom]:
    number = {"format": Format.ANGKA, "rata": Rata.TENGAH}
    return [
        Kolom("No", 5, rata=Rata.TENGAH, gabung=1),
        Kolom("Sasaran", 24, gabung=1),
        Kolom("Indikator", 24),
        Kolom("Satuan", 10, rata=Rata.TENGAH),
        Kolom(f"Target {tahun}", 10, Format.ANGKA, Rata.TENGAH),
        *(Kolom(tw, 8, grup=TARGET, **number) for tw in TRIWULAN.values()),  # type: ignore[arg-type]
        Kolom("Rencana Aksi", 28),
        *(Kolom(tw, 14, grup=STEPS) for tw in TRIWULAN.values()),
        Kolom("Program/Kegiatan/Subkegiatan", 28),
        Kolom("Anggaran (Rp)", 16, Format.UANG),
        Kolom("Penanggung Jawab", 20),
    ]


def _rows(renaksi: Renaksi) -> Iterator[Baris]:
    counted: set[int] = set()
    for number, group in enumerate(renaksi.kelompok, start=1):
        for place in range(max(len(group.ukuran), len(group.aksi), 1)):
            yield _row(renaksi, group, number, place, counted)


def _row(renaksi: Renaksi, group: Kelompok, number: int, place: int, counted: set[int]) -> Baris:
    measure = group.ukuran[place] if place < len(group.ukuran) else None
    aksi = group.aksi[place] if place < len(group.aksi) else None
    cells = (
        number,
        group.kinerja.rumusan,
        *(_measure(measure) if measure else EMPTY_MEASURE),
        *(_aksi(renaksi, aksi, counted) if aksi else EMPTY_AKSI),
    )
    return Baris(cells, kunci=(number,))


def _measure(row: BarisUkuran) -> tuple[Nilai, ...]:
    quarters = ("–" if nilai is None else nilai for nilai in row.nilai)
    target = "belum ada target" if row.ukuran.target is None else row.ukuran.target
    return (row.ukuran.indikator, row.ukuran.satuan, target, *quarters)


def _aksi(renaksi: Renaksi, aksi: Aksi, counted: set[int]) -> tuple[Nilai, ...]:
    """Return the cells of an aksi; the budget of a komponen stands where it is named first."""
    komponen = aksi.komponen
    amount: Nilai = ""
    if komponen is not None and komponen.pk not in counted:
        counted.add(komponen.pk)
        amount = renaksi.pagu.get(komponen.pk, 0)
    return (
        aksi.uraian,
        aksi.tw1,
        aksi.tw2,
        aksi.tw3,
        aksi.tw4,
        f"{komponen.kode} {komponen.nama}".strip() if komponen else "",
        amount,
        aksi.penanggung_jawab.nama if aksi.penanggung_jawab else "",
    )


def renaksi_file(tabel: Tabel, ext: str) -> bytes:
    """Return the table as Excel or PDF."""
    return xlsx.write([tabel]) if ext == "xlsx" else pdf.table([tabel])


def renaksi_name(renaksi: Renaksi, ext: str) -> str:
    """Return the name of the file."""
    rencana = renaksi.rencana
    return safe_name(f"Rencana aksi {rencana.jabatan.nama} {rencana.tahun}", ext)
