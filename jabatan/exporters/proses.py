"""The steps of a kegiatan as a table: one definition for the screen, PDF and Excel."""

from __future__ import annotations

from collections.abc import Sequence

from jabatan.models import LangkahProses
from jabatan.proses.langkah import JAM_KERJA, per_person, write
from lib import pdf, xlsx
from lib.berkas import safe_name
from lib.tabel import Baris, Kolom, Rata, Tabel
from perencanaan.models import Komponen


def proses_table(komponen: Komponen, daftar: Sequence[LangkahProses]) -> Tabel:
    """Return the steps with who does them, output, quantity and time; the sums per person stand below."""
    dokumen = komponen.dokumen
    sums = [
        f"{orang.nama}: {orang.langkah} langkah, {orang.waktu}"
        + (f" ({orang.tanpa_waktu} langkah belum berwaktu)" if orang.tanpa_waktu else "")
        for orang in per_person(daftar)
    ]
    return Tabel(
        judul="Langkah proses",
        nama="Langkah proses",
        subjudul=[f"{komponen.get_jenis_display()} {komponen}"],
        kolom=[
            Kolom("No", 5, rata=Rata.TENGAH),
            Kolom("Langkah", 44),
            Kolom("Pelaksana", 32),
            Kolom("Output", 28),
            Kolom("Jumlah", 16),
            Kolom("Waktu", 14),
        ],
        baris=[
            Baris(
                (
                    number,
                    row.nama,
                    row.jabatan.nama if row.jabatan else "belum ditentukan",
                    row.output,
                    write(row.jumlah, row.satuan),
                    write(row.waktu, row.get_satuan_waktu_display()),
                )
            )
            for number, row in enumerate(daftar, start=1)
        ],
        catatan=[*(["Jumlah waktu tiap pelaksana:", *sums, JAM_KERJA] if daftar else [])],
        kaki=["Langkah proses", str(dokumen), str(dokumen.unit or dokumen.instansi)],
        nomor_kolom=True,
        huruf=9.5,
        kosong="Belum ada langkah proses.",
    )


def proses_file(tabel: Tabel, ext: str) -> bytes:
    """Return the table as Excel or PDF."""
    return xlsx.write([tabel]) if ext == "xlsx" else pdf.table([tabel])


def proses_name(komponen: Komponen, ext: str) -> str:
    """Return the name of the file."""
    return safe_name(f"Langkah proses {komponen.kode} {komponen.nama}"[:90], ext)
