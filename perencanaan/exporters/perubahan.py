"""What changed between two documents, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from lib.tabel import Baris, Format, Jenis, Kolom, Rata, Tabel
from lib.teks import format_date
from perencanaan.banding.dokumen import Beda, Perbandingan

JUDUL = "Apa yang berubah"


def perubahan(
    hasil: Perbandingan, daftar: Iterable[Beda], saringan: Sequence[tuple[str, str]] = ()
) -> list[Tabel]:
    """Return the list of changes and the sums of pagu; `saringan` says by what the list was narrowed."""
    dokumen = hasil.baru
    kaki = [
        *([dokumen.unit.nama] if dokumen.unit else []),
        dokumen.instansi.nama,
        f"Dicetak {format_date(timezone.localdate())}",
    ]
    subjudul = [hasil.baru.nama, f"dibandingkan dengan {hasil.lama.nama}"]
    changes = Tabel(
        JUDUL,
        (
            Kolom("No", 6, rata=Rata.TENGAH),
            Kolom("Jenis perubahan", 22),
            Kolom("Jenis komponen", 18),
            Kolom("Kode", 18),
            Kolom("Nama komponen", 50),
            Kolom("Yang berubah", 36),
            Kolom("Semula", 36),
            Kolom("Menjadi", 36),
            Kolom("Selisih", 18, Format.ANGKA),
        ),
        [
            Baris(
                [
                    number,
                    row.label,
                    row.komponen.get_jenis_display(),
                    row.komponen.kode,
                    row.komponen.nama,
                    row.apa,
                    row.lama,
                    row.baru,
                    row.selisih,
                ]
            )
            for number, row in enumerate(daftar, start=1)
        ],
        nama="Perubahan",
        subjudul=subjudul,
        rincian=saringan,
        kosong="Tidak ada yang berubah.",
        kaki=kaki,
    )
    return [changes, _sums(hasil, subjudul, kaki)]


def _sums(hasil: Perbandingan, subjudul: list[str], kaki: list[str]) -> Tabel:
    return Tabel(
        "Jumlah pagu",
        (
            Kolom("Tahun", 14, rata=Rata.TENGAH),
            Kolom("Semula (Rp)", 24, Format.UANG),
            Kolom("Menjadi (Rp)", 24, Format.UANG),
            Kolom("Selisih (Rp)", 24, Format.UANG),
        ),
        [
            Baris(
                [str(row.tahun or "Jumlah"), row.lama, row.baru, row.selisih],
                Jenis.ISI if row.tahun else Jenis.JUMLAH,
            )
            for row in hasil.jumlah
        ],
        nama="Jumlah pagu",
        subjudul=subjudul,
        kaki=kaki,
    )
