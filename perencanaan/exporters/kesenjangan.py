"""The gaps between trees and a document as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from lib.tabel import Baris, Kolom, Rata, Tabel
from lib.teks import format_date
from perencanaan.kesenjangan import Celah
from perencanaan.models import Dokumen

JUDUL = "Kesenjangan pohon kinerja dan dokumen perencanaan"


def kesenjangan(
    daftar: Iterable[Celah], dokumen: Dokumen, saringan: Sequence[tuple[str, str]] = ()
) -> Tabel:
    """Return one row per gap; `saringan` says by what the list was narrowed."""
    kolom = (
        Kolom("No", 6, rata=Rata.TENGAH),
        Kolom("Kesenjangan", 26),
        Kolom("Jenis", 22),
        Kolom("Simpul atau komponen", 60),
        Kolom("Keterangan", 50),
    )
    rows = [
        Baris([number, row.label, row.jenis, row.objek, row.pesan])
        for number, row in enumerate(daftar, start=1)
    ]
    return Tabel(
        JUDUL,
        kolom,
        rows,
        nama="Kesenjangan",
        subjudul=[dokumen.nama, dokumen.periode.nama],
        rincian=saringan,
        kosong="Tidak ada kesenjangan.",
        kaki=[
            *([dokumen.unit.nama] if dokumen.unit else []),
            dokumen.instansi.nama,
            f"Suntingan {dokumen.nomor}",
            f"Dicetak {format_date(timezone.localdate())}",
        ],
    )
