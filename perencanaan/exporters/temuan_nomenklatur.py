"""The findings of a nomenclature import as a table."""

from __future__ import annotations

from collections.abc import Sequence

from lib.tabel import Baris, Format, Kolom, Tabel
from perencanaan.importers import Temuan

KOLOM = (
    Kolom("Baris", 8, Format.TAHUN),
    Kolom("Kolom", 26),
    Kolom("Kode", 20),
    Kolom("Jenis", 14),
    Kolom("Keterangan", 80),
)


def findings_table(judul: str, daftar: Sequence[Temuan]) -> Tabel:
    """Return every refused row and warning of an import."""
    rows = [
        Baris([satu.baris, satu.kolom, satu.kode, kind_of(satu), satu.kalimat]) for satu in daftar
    ]
    return Tabel(judul, KOLOM, rows, nama="Temuan", kosong="Tidak ada temuan.")


def kind_of(satu: Temuan) -> str:
    """Return the word for a finding."""
    return "Ditolak" if satu.tolak else "Peringatan"
