"""The differences of two versions of the nomenclature as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from lib.tabel import Baris, Kolom, Tabel
from lib.teks import format_date
from perencanaan.banding.nomenklatur import Beda
from perencanaan.models import Nomenklatur, VersiNomenklatur

JUDUL = "Perbandingan nomenklatur"
JENJANG = dict(Nomenklatur.Jenjang.choices)


def banding(
    daftar: Iterable[Beda],
    *,
    dari: VersiNomenklatur,
    ke: VersiNomenklatur,
    tingkat: str,
    saringan: Sequence[tuple[str, str]] = (),
) -> Tabel:
    """Return one row per difference; `saringan` says by what the list was narrowed."""
    kolom = (
        Kolom("Perubahan", 16),
        Kolom("Jenjang", 15),
        Kolom("Kode lama", 20),
        Kolom("Nama lama", 48),
        Kolom("Kode baru", 20),
        Kolom("Nama baru", 48),
        Kolom("Catatan", 34),
    )
    return Tabel(
        JUDUL,
        kolom,
        [Baris(_cells(row)) for row in daftar],
        nama="Perbandingan",
        rincian=[("Dari", dari.nama), ("Ke", ke.nama), ("Tingkat", tingkat), *saringan],
        kosong="Tidak ada perbedaan.",
        kaki=[f"Dicetak {format_date(timezone.localdate())}"],
    )


def _cells(row: Beda) -> list[str]:
    lama, baru = row.lama, row.baru
    return [
        row.label,
        JENJANG[row.butir.jenjang],
        lama.kode if lama else "",
        lama.nama if lama else "",
        baru.kode if baru else "",
        baru.nama if baru else "",
        row.catatan,
    ]
