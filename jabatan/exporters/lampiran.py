"""The lampiran of a PK as tables: one definition for the screen, the letter and Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jabatan.pk.isi import IsiPk, Pihak
from lib.tabel import Baris, Format, Jenis, Kertas, Kolom, Nilai, Rata, Sel, Tabel, TandaTangan
from lib.teks import format_date

NO_INDIKATOR = "belum ada indikator"
NO_TARGET = "belum ada target"
BLANK = "………………"


def lampiran(isi: IsiPk, *, kertas: Kertas = Kertas.A4, dengan_tanda: bool = True) -> list[Tabel]:
    """Return the tables of a PK: the performance (A) and, where there is any, the budget (B).

    The signatures stand under the last one.
    """
    tables = [table_a(isi, kertas)]
    if isi.daftar_anggaran:
        tables.append(table_b(isi, kertas))
    if dengan_tanda:
        tables[-1].tanda_tangan = signatures(isi, as_parties=False)
    return tables


def table_a(isi: IsiPk, kertas: Kertas = Kertas.A4) -> Tabel:
    """Table A: No, sasaran, indikator, satuan, target of the year."""
    return Tabel(
        judul=isi.judul,
        nama="Kinerja",
        subjudul=[isi.jabatan.upper()],
        kolom=[
            Kolom("No", 5, rata=Rata.TENGAH, gabung=1),
            Kolom(isi.susunan.judul_sasaran, 30, gabung=1),
            Kolom("Indikator Kinerja", 32),
            Kolom("Satuan", 12, rata=Rata.TENGAH),
            Kolom("Target", 13, Format.ANGKA, Rata.TENGAH),
        ],
        baris=list(_rows_a(isi)),
        kertas=kertas,
        lanskap=False,
        kaki=_footer(isi),
        nomor_kolom=True,
        huruf=9.5,
        kosong="Jabatan ini belum mengampu kinerja pada tahun ini.",
    )


def _rows_a(isi: IsiPk) -> Iterator[Baris]:
    for number, sasaran in enumerate(isi.daftar_sasaran, start=1):
        if not sasaran.ukuran:
            yield Baris((number, sasaran.pernyataan, NO_INDIKATOR), kunci=(number,))
        for ukuran in sasaran.ukuran:
            target = NO_TARGET if ukuran.target is None else ukuran.target
            yield Baris(
                (number, sasaran.pernyataan, ukuran.indikator, ukuran.satuan, target),
                kunci=(number,),
            )


def table_b(isi: IsiPk, kertas: Kertas = Kertas.A4) -> Tabel:
    """Table B: No, programme (or kegiatan, subkegiatan), budget in rupiah, source where it belongs."""
    susunan = isi.susunan
    kolom = [
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom(susunan.judul_anggaran, 52 if susunan.dengan_sumber else 56),
        Kolom("Anggaran (Rp)", 20 if susunan.dengan_sumber else 26, Format.UANG),
    ]
    if susunan.dengan_sumber:
        kolom.append(Kolom("Keterangan", 15))
    return Tabel(
        judul=isi.judul,
        nama="Anggaran",
        subjudul=[isi.jabatan.upper()],
        kolom=kolom,
        baris=list(_rows_b(isi)),
        kertas=kertas,
        lanskap=False,
        kaki=_footer(isi),
        huruf=9.5,
    )


def _rows_b(isi: IsiPk) -> Iterator[Baris]:
    group = ""
    for number, row in enumerate(isi.daftar_anggaran, start=1):
        if isi.susunan.judul_kelompok and row.kelompok != group:
            group = row.kelompok
            yield Baris((f"{isi.susunan.judul_kelompok}: {group}",), jenis=Jenis.KELOMPOK)
        cells: list[Nilai | Sel] = [number, f"{row.kode} {row.nama}".strip(), row.nilai]
        yield Baris([*cells, row.sumber] if isi.susunan.dengan_sumber else cells)
    total: Sequence[Nilai | Sel] = [Sel("Jumlah", rentang=2, rata=Rata.TENGAH), isi.jumlah]
    yield Baris(total, jenis=Jenis.JUMLAH)


def _footer(isi: IsiPk) -> list[str]:
    return [isi.judul, isi.jabatan, isi.unit]


def signatures(isi: IsiPk, *, as_parties: bool) -> list[TandaTangan]:
    """Return the signatures: the second party at the left, the first with place and date above.

    They are headed "Pihak Pertama" and "Pihak Kedua" (`as_parties`), or by the positions.
    """
    first = isi.pertama or Pihak(BLANK, isi.jabatan)
    place = f"{isi.tempat or BLANK}, {format_date(isi.tanggal) or f'{BLANK} {isi.tahun}'}"
    if isi.is_one_party:
        return [_signature(first, first.jabatan, place)]
    second = isi.kedua or Pihak(BLANK, "Atasan")
    heads = ("Pihak Kedua", "Pihak Pertama") if as_parties else (second.jabatan, first.jabatan)
    return [_signature(second, heads[0]), _signature(first, heads[1], place)]


def _signature(pihak: Pihak, head: str, *above: str) -> TandaTangan:
    return TandaTangan([*above, f"{head},"], pihak.nama, pihak.baris_bawah)
