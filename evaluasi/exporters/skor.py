"""Scores as tables: the parts of one tree with the list behind them, and the league of an instansi."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils import timezone

from evaluasi.skor import BAGIAN, Butir, Skor
from evaluasi.skor.liga import BarisPohon, BarisUnit, Liga
from lib.tabel import Baris, Format, Kolom, Rata, Sel, Tabel
from lib.teks import format_date
from pohon.models import Pohon


def _foot(*parts: str) -> list[str]:
    return [*parts, f"Dicetak {format_date(timezone.localdate())}"]


def skor(
    pohon: Pohon, hasil: Skor, daftar: Iterable[Butir], saringan: Sequence[tuple[str, str]]
) -> list[Tabel]:
    """Return the table of the parts of a tree and that of the things judged."""
    whose = str(pohon.unit or pohon.instansi)
    head = [str(getattr(pohon, "outcome", "")), whose, str(pohon.periode)]
    foot = _foot(whose, str(pohon.periode), f"Perubahan ke-{pohon.nomor}")
    return [_parts(hasil, head, foot), _things(hasil, daftar, head, foot, saringan)]


def _parts(hasil: Skor, head: Sequence[str], foot: Sequence[str]) -> Tabel:
    rows = [
        Baris(
            [
                part.jenis.judul,
                part.jenis.bobot,
                part.diperoleh if part.berlaku else None,
                len(part.butir) if part.berlaku else None,
                part.nilai,
                part.sebab or part.sebutan,
            ]
        )
        for part in hasil.bagian
    ]
    rows.append(
        Baris([Sel("Skor penyelarasan", rentang=4, tebal=True), hasil.total, hasil.sebutan])
    )
    return Tabel(
        "Skor penyelarasan pohon kinerja",
        (
            Kolom("Bagian", 40),
            Kolom("Bobot", 10, Format.ANGKA),
            Kolom("Diperoleh", 14, Format.ANGKA),
            Kolom("Butir", 12, Format.ANGKA),
            Kolom("Nilai", 12, Format.NILAI),
            Kolom("Keterangan", 36),
        ),
        rows,
        nama="Skor",
        subjudul=head,
        catatan=[
            "Nilai bagian = yang diperoleh dibagi banyaknya butir, kali 100; skor = rata-rata bagian yang dinilai "
            "menurut bobotnya. Temuan yang diakui dengan alasan dihitung selesai."
        ],
        kaki=foot,
    )


def _things(
    hasil: Skor,
    daftar: Iterable[Butir],
    head: Sequence[str],
    foot: Sequence[str],
    saringan: Sequence[tuple[str, str]],
) -> Tabel:
    return Tabel(
        "Daftar di balik skor",
        (
            Kolom("No", 6, rata=Rata.TENGAH),
            Kolom("Bagian", 22),
            Kolom("Jenis butir", 18),
            Kolom("Simpul, komponen, atau jabatan", 50),
            Kolom("Nilai", 13),
            Kolom("Sebab", 50),
            Kolom("Tambahan bagian", 14, Format.NILAI),
            Kolom("Tambahan skor", 14, Format.NILAI),
        ),
        [_thing(hasil, row, number) for number, row in enumerate(daftar, start=1)],
        nama="Daftar",
        subjudul=head,
        rincian=saringan,
        kosong="Tidak ada butir.",
        kaki=foot,
    )


def _thing(hasil: Skor, row: Butir, number: int) -> Baris:
    return Baris(
        [
            number,
            BAGIAN[row.rupa.bagian].judul,
            row.rupa.judul,
            row.nama,
            row.nilai,
            row.alasan,
            None if row.is_done else hasil.tambah_bagian(row),
            None if row.is_done else hasil.tambah([row]),
        ]
    )


def liga(
    data: Liga,
    unit: Sequence[BarisUnit],
    pohon: Sequence[BarisPohon],
    saringan: Sequence[tuple[str, str]] = (),
) -> list[Tabel]:
    """Return the league of units and the table of trees."""
    head = [data.instansi.nama, str(data.periode)]
    foot = _foot(*head)
    parts = [Kolom(row.pendek, 14.5, Format.NILAI) for row in BAGIAN.values()]
    tables = (_units(unit, parts), _trees(data, pohon, parts))
    return [
        replace(tabel, huruf=7.5, subjudul=head, rincian=saringan, kaki=foot) for tabel in tables
    ]


def _units(daftar: Sequence[BarisUnit], parts: Sequence[Kolom]) -> Tabel:
    return Tabel(
        "Peringkat penyelarasan kinerja unit",
        (
            Kolom("Peringkat", 13.5, Format.ANGKA, Rata.TENGAH),
            Kolom("Unit", 40),
            Kolom("Pohon", 9, Format.ANGKA),
            Kolom("Skor", 10, Format.NILAI),
            Kolom("Perubahan", 15, Format.NILAI),
            *parts,
            Kolom("Keterangan", 28),
        ),
        [
            Baris(
                [
                    row.peringkat or None,
                    row.nama,
                    len(row.daftar),
                    row.total,
                    row.perubahan,
                    *row.bagian.values(),
                    row.keterangan or row.sebutan,
                ]
            )
            for row in daftar
        ],
        nama="Peringkat",
        catatan=[
            "Skor unit = rata-rata skor pohonnya; perubahan dihitung terhadap versi beku terakhir. "
            "Unit diperingkat bila punya pohon Tahap 5; skor yang sama berbagi peringkat."
        ],
        kosong="Tidak ada unit.",
    )


def _trees(data: Liga, daftar: Sequence[BarisPohon], parts: Sequence[Kolom]) -> Tabel:
    return Tabel(
        "Skor pohon kinerja",
        (
            Kolom("No", 6, rata=Rata.TENGAH),
            Kolom("Outcome", 36),
            Kolom("Unit", 24),
            Kolom("Tahap", 9, Format.TAHUN),
            Kolom("Skor", 10, Format.NILAI),
            Kolom("Perubahan", 15, Format.NILAI),
            *parts,
            Kolom("Sumber angka", 22),
        ),
        [
            Baris(
                [
                    number,
                    row.outcome,
                    str(row.pohon.unit or data.instansi),
                    row.pohon.tahap,
                    row.total,
                    row.perubahan,
                    *(row.bagian.get(kunci) for kunci in BAGIAN),
                    row.asal,
                ]
            )
            for number, row in enumerate(daftar, start=1)
        ],
        nama="Pohon",
        kosong="Tidak ada pohon.",
    )
