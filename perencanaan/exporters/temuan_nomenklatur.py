"""The findings of a nomenclature import, and what it changes, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from lib.tabel import Baris, Format, Kolom, Tabel
from perencanaan.importers import Temuan, Ubahan
from perencanaan.models import Nomenklatur

KOLOM = (
    Kolom("Baris", 8, Format.TAHUN),
    Kolom("Kolom", 26),
    Kolom("Kode", 20),
    Kolom("Jenis", 14),
    Kolom("Keterangan", 80),
)


KOLOM_UBAHAN = (
    Kolom("Tingkat", 16),
    Kolom("Kode", 20),
    Kolom("Yang berubah", 16),
    Kolom("Lama", 60),
    Kolom("Baru", 60),
)
TINGKAT = dict(Nomenklatur.Tingkat.choices)


def findings_table(judul: str, daftar: Sequence[Temuan]) -> Tabel:
    """Return every refused row and warning of an import."""
    rows = [
        Baris([satu.baris, satu.kolom, satu.kode, kind_of(satu), satu.kalimat]) for satu in daftar
    ]
    return Tabel(judul, KOLOM, rows, nama="Temuan", kosong="Tidak ada temuan.")


def changes_table(judul: str, daftar: Sequence[Ubahan]) -> Tabel:
    """Return every cell an import rewrites, old and new, and the rows it deletes."""
    rows = [
        Baris([TINGKAT[satu.tingkat], satu.kode, satu.hal, satu.lama, satu.baru]) for satu in daftar
    ]
    return Tabel(judul, KOLOM_UBAHAN, rows, nama="Perubahan", kosong="Tidak ada baris berubah.")


def kind_of(satu: Temuan) -> str:
    """Return the word for a finding."""
    return "Ditolak" if satu.tolak else "Peringatan"
