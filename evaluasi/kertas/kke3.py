"""KKE-3: the kegiatan of the year's budget against the targets of Renstra and Renja, reckoned from the plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evaluasi.kertas import anggaran, bingkai
from evaluasi.kertas.anggaran import UPPER, Butir, Rencana
from evaluasi.kertas.lembar import Berkas
from lib.tabel import Baris, Format, Jenis, Kolom, Rata, Sel, Tabel
from lib.teks import format_rupiah

WIDTH = 8
MISSING = "Direncanakan Renstra, tidak ada di Renja"
SOURCE = (
    "Renja yang berlaku, atau Renstra bila Renja belum ada. Pokin tidak menyimpan DPA: "
    "kertas kerja ini tidak membandingkan dengan DPA."
)


def tabel(berkas: Berkas) -> Tabel:
    """Return the paper: the kegiatan of each unit's Renja of the year, each with what differs."""
    plans = anggaran.read(berkas)
    rows: list[Baris] = []
    for one in plans:
        if len(plans) > 1 or not berkas.satu:
            rows.append(Baris([Sel(one.pemilik, rentang=WIDTH, rata=Rata.KIRI)], Jenis.KEPALA))
        rows += _rows(one)
    return bingkai.tabel(
        berkas,
        judul="KKE-3 Kesesuaian Anggaran dengan Rencana Kinerja",
        nama="KKE-3 Anggaran",
        kolom=_columns(),
        baris=rows,
        catatan=_notes(plans, berkas.tahun),
        rincian=[("Sumber baris", SOURCE)],
        kosong=f"Belum ada Renstra atau Renja yang memuat kegiatan tahun {berkas.tahun}.",
    )


def _columns() -> list[Kolom]:
    group = ("Kegiatan Renja (pengganti DPA)",)
    return [
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("Uraian", 44, grup=group),
        Kolom("Target", 40, grup=group),
        Kolom("Rp", 17, Format.UANG, grup=group),
        Kolom("Sesuai Target Renstra", 13, Format.ANGKA, Rata.TENGAH),
        Kolom("Sesuai Target Renja", 13, Format.ANGKA, Rata.TENGAH),
        Kolom("Jumlah", 11, Format.ANGKA, Rata.TENGAH),
        Kolom("Keterangan", 40),
    ]


def _rows(one: Rencana) -> Iterator[Baris]:
    number = 0
    for row in one.daftar:
        if row.is_title:
            title = Sel(str(row.komponen), rentang=3, rata=Rata.KIRI)
            yield Baris([title, row.rupiah, None, None, None, None], Jenis.KELOMPOK)
            continue
        number += row.komponen.jenis in UPPER
        yield _row(row, number if row.komponen.jenis in UPPER else None)
    if one.hilang:
        yield Baris((MISSING,), Jenis.KELOMPOK)
        yield from (_row(row, None) for row in one.hilang)
    if one.daftar:
        yield _sum(one)


def _row(row: Butir, number: int | None) -> Baris:
    upper = row.komponen.jenis in UPPER
    return Baris(
        [
            number,
            Sel(str(row.komponen), inden=0 if upper else 1),
            row.target,
            row.rupiah,
            row.renstra,
            row.renja,
            row.jumlah,
            row.keterangan,
        ]
    )


def _sum(one: Rencana) -> Baris:
    rows = [*one.daftar, *one.hilang]
    renstra, renja = _of(rows, "renstra"), _of(rows, "renja")
    known = [*renstra, *renja]
    words = f"Sesuai {sum(known)} dari {len(known)} perbandingan." if known else ""
    label = Sel("Jumlah", rentang=3, rata=Rata.TENGAH)
    return Baris(
        [
            label,
            one.jumlah,
            sum(renstra) if renstra else None,
            sum(renja) if renja else None,
            sum(known) if known else None,
            words,
        ],
        Jenis.JUMLAH,
    )


def _of(rows: Sequence[Butir], name: str) -> list[int]:
    return [value for row in rows if (value := getattr(row, name)) is not None]


def _notes(plans: Sequence[Rencana], tahun: int) -> list[str]:
    notes = [
        "1 = semua target kegiatan tahun itu sama, 0 = ada yang berbeda atau tidak ada, "
        "kosong = belum dapat dibandingkan.",
    ]
    for one in plans:
        if one.sumber is not None:
            notes.append(f"{one.pemilik}: {_about(one, tahun)}")
    return notes


def _about(one: Rencana, tahun: int) -> str:
    """Return what was compared with what, in a sentence."""
    if one.renja is None:
        assert one.renstra is not None
        return f"belum ada Renja {tahun}; baris menurut {one.renstra} dan belum dapat dibandingkan."
    parts = [f"baris menurut {one.renja}"]
    if one.renstra is None:
        parts.append("Renstra belum ada")
    else:
        difference = one.jumlah - (one.jumlah_renstra or 0)
        parts.append(
            f"dibandingkan dengan {one.renstra} (jumlah pagu {format_rupiah(one.jumlah_renstra)}, "
            f"selisih {format_rupiah(difference)})"
        )
    if one.murni is None:
        parts.append("Renja belum pernah diubah, sehingga kolom Renja kosong")
    else:
        parts.append(f"Renja murni: {one.murni}")
    return "; ".join(parts) + "."
