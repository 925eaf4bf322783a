"""What keeps a PK from being signed, and what its planner should know: sentences about a composed content."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from jabatan.models import Jabatan, PerjanjianKinerja
from jabatan.pk.isi import IsiPk
from lib.teks import format_date, format_number

OPTIONAL_BUDGET = (Jabatan.Jenjang.JF, Jabatan.Jenjang.PELAKSANA)


def obstacles(isi: IsiPk, pk: PerjanjianKinerja, date: datetime.date) -> Iterator[str]:
    """Yield what forbids signing."""
    yield from _missing_parties(isi, pk.jabatan, date)
    yield from _missing_rows(isi, pk.jabatan)
    if not pk.tempat:
        yield "Tempat penandatanganan belum diisi."
    if not pk.tanggal:
        yield "Tanggal penandatanganan belum diisi."
    if isi.selisih and not pk.alasan_target.strip():
        yield (
            f"{len(isi.selisih)} target berbeda dari rencana; isi alasan target berbeda pada data surat."
        )


def remarks(isi: IsiPk, jabatan: Jabatan) -> Iterator[str]:
    """Yield what does not forbid it."""
    if isi.daftar_sasaran and not isi.daftar_anggaran and jabatan.jenjang not in OPTIONAL_BUDGET:
        yield (
            f"Belum ada {isi.susunan.judul_anggaran.lower()} dengan anggaran: petakan kinerja "
            "jabatan ini ke komponen perencanaan."
        )
    for ukuran in isi.selisih:
        yield (
            f"Target “{ukuran.indikator}” {format_number(ukuran.target)} berbeda dari "
            f"{ukuran.asal_rencana}: {format_number(ukuran.target_rencana)}."
        )


def _missing_parties(isi: IsiPk, jabatan: Jabatan, date: datetime.date) -> Iterator[str]:
    hint = f"lowong pada {format_date(date)}; catat pejabatnya (Plt., Plh., atau Pj. pun dapat)."
    if isi.pertama is None:
        yield f"Jabatan {jabatan.nama} {hint}"
    if isi.is_one_party:
        return
    if jabatan.induk is None:
        yield f"{jabatan.nama} belum memiliki jabatan atasan; tempatkan dahulu di struktur."
    elif isi.kedua is None:
        yield f"Jabatan atasan, {jabatan.induk.nama}, {hint}"


def _missing_rows(isi: IsiPk, jabatan: Jabatan) -> Iterator[str]:
    if not isi.daftar_sasaran:
        yield (
            f"{jabatan.nama} belum mengampu kinerja tahun {isi.tahun}; bagikan dahulu dari pohon."
        )
    for sasaran in isi.daftar_sasaran:
        if not sasaran.ukuran:
            yield f"Sasaran “{sasaran.pernyataan}” belum memiliki indikator."
        for ukuran in sasaran.ukuran:
            if ukuran.target is None:
                yield f"Indikator “{ukuran.indikator}” belum ada target tahun {isi.tahun}."
