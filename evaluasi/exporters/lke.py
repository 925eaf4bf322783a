"""The LKE as a table: one definition for Excel, PDF and Word; and the list of sheets.

The layout follows practice, not an annex, and says which version of the wording it uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.text import Truncator

from evaluasi.lke.banding import Banding, BarisBanding, compare
from evaluasi.lke.isi import IsiKomponen, IsiKriteria, IsiLke, IsiSubkomponen, read_isi
from evaluasi.lke.nilai import PEMBULATAN, Jumlah, rounded
from evaluasi.models import BuktiLke, JawabanKriteria, Lke, PredikatLke
from lib.berkas import safe_name, write_tables
from lib.tabel import Baris, Format, Jenis, Kertas, Kolom, Nilai, Rata, Sel, Tabel

TERPENUHI = dict(JawabanKriteria.Terpenuhi.choices)
MANDIRI, EVALUATOR = ("Penilaian mandiri",), ("Penilaian evaluator",)
BELUM = "belum dinilai"
LONGEST_LINK = 120


def lke_tables(lke: Lke) -> list[Tabel]:
    """Return the sheet with all its answers, and its comparison with the year before."""
    isi = read_isi(lke)
    return [sheet_table(isi), banding_table(compare(isi))]


def sheet_table(isi: IsiLke) -> Tabel:
    """Return komponen, subkomponen and criteria with the answers of both sides, evidence and totals."""
    lke = isi.lke
    rows = [row for part in isi.komponen for row in _part_rows(part)]
    rows += [_total_row(isi), _predikat_row(isi)]
    return Tabel(
        judul=f"Lembar Kerja Evaluasi AKIP tahun {lke.tahun}",
        nama=f"LKE {lke.tahun}",
        subjudul=[lke.nama_pemilik, lke.versi.nama],
        rincian=[("Status", lke.get_status_display())],
        kolom=_columns(),
        baris=rows,
        catatan=[
            "* Kriteria yang menyangkut penyelarasan kinerja.",
            PEMBULATAN,
            *([lke.versi.catatan] if lke.versi.catatan else []),
        ],
        kertas=Kertas.F4,
        kaki=[f"LKE {lke.tahun}", lke.nama_pemilik, lke.versi.nama],
        huruf=8,
    )


def _columns() -> list[Kolom]:
    middle = {"rata": Rata.TENGAH}
    return [
        Kolom("Kode", 9),
        Kolom("Komponen, subkomponen, dan kriteria", 42),
        Kolom("Bobot", 8, Format.ANGKA),
        Kolom("Jawaban", 10, grup=MANDIRI, **middle),  # type: ignore[arg-type]
        Kolom("Nilai", 8, Format.ANGKA, grup=MANDIRI),
        Kolom("Alasan atau catatan", 30, grup=MANDIRI),
        Kolom("Bukti", 24),
        Kolom("Jawaban", 10, grup=EVALUATOR, **middle),  # type: ignore[arg-type]
        Kolom("Nilai", 8, Format.ANGKA, grup=EVALUATOR),
        Kolom("Catatan", 28, grup=EVALUATOR),
    ]


def _worth(value: Decimal | None) -> Nilai:
    return "" if value is None else rounded(value)


def _part_rows(part: IsiKomponen) -> Iterator[Baris]:
    k, own, theirs = part.komponen, part.mandiri, part.evaluator
    yield Baris(
        (
            k.kode,
            k.nama,
            k.bobot,
            "",
            own.bulat if own.terjawab else "",
            "",
            "",
            "",
            theirs.bulat if theirs.terjawab else "",
            "",
        ),
        jenis=Jenis.JUMLAH,
    )
    for sub in part.subkomponen:
        yield _sub_row(sub)
        yield from (_kriteria_row(one) for one in sub.kriteria)


def _sub_row(sub: IsiSubkomponen) -> Baris:
    row, answer = sub.subkomponen, sub.jawaban
    return Baris(
        (
            Sel(row.kode, tebal=True),
            Sel(row.nama, tebal=True),
            Sel(row.bobot, tebal=True),
            Sel(answer.huruf, tebal=True),
            Sel(_worth(sub.nilai_mandiri), tebal=True),
            answer.alasan,
            "",
            Sel(answer.huruf_evaluator, tebal=True),
            Sel(_worth(sub.nilai_evaluator), tebal=True),
            answer.catatan_evaluator,
        )
    )


def _kriteria_row(one: IsiKriteria) -> Baris:
    row, answer = one.kriteria, one.jawaban
    return Baris(
        (
            row.kode,
            Sel(f"{row.uraian}{' *' if row.menyangkut_pohon else ''}", inden=1),
            "",
            TERPENUHI.get(answer.terpenuhi, ""),
            "",
            answer.catatan,
            "\n".join(_evidence(bukti) for bukti in one.bukti),
            TERPENUHI.get(answer.terpenuhi_evaluator, ""),
            "",
            answer.catatan_evaluator,
        )
    )


def _evidence(bukti: BuktiLke) -> str:
    """Return evidence in words; a long address is cut, because Pokin opens it and paper does not."""
    if not bukti.tautan:
        return bukti.nama
    return f"{bukti.nama} ({Truncator(bukti.tautan).chars(LONGEST_LINK)})"


def _total_row(isi: IsiLke) -> Baris:
    own, theirs = isi.mandiri, isi.evaluator
    cells = ("", "Total", own.bobot, "", own.bulat, "", "", "", _total_of(theirs), "")
    return Baris(cells, jenis=Jenis.JUMLAH)


def _total_of(total: Jumlah) -> Nilai:
    return total.bulat if total.terjawab else ""


def _predikat_row(isi: IsiLke) -> Baris:
    own = _predikat(isi.predikat_mandiri)
    theirs = _predikat(isi.predikat_evaluator)
    if isi.predikat_evaluator and not isi.lke.is_settled:
        theirs += " (sementara)"
    return Baris(
        ("", "Predikat", "", Sel(own, rentang=3), "", Sel(theirs, rentang=3)), jenis=Jenis.JUMLAH
    )


def _predikat(found: PredikatLke | None) -> str:
    return f"{found.huruf} – {found.sebutan}" if found else "belum lengkap"


def banding_table(banding: Banding) -> Tabel:
    """Return the two years side by side; what cannot be compared says so."""
    lke, before = banding.kini.lke, banding.tahun_lalu
    missing = "" if banding.lalu else f"Tidak ada LKE tahun {before} untuk dibandingkan."
    return Tabel(
        judul=f"Perbandingan LKE tahun {before} dan {lke.tahun}",
        nama="Perbandingan",
        subjudul=[lke.nama_pemilik, f"Menurut penilaian {banding.sisi}"],
        kolom=_banding_columns(before, lke.tahun),
        baris=[*(_banding_row(row) for row in banding.baris), _banding_total(banding)],
        catatan=[text for text in (banding.versi_lain, missing) if text],
        kertas=Kertas.F4,
        kaki=[f"LKE {lke.tahun}", lke.nama_pemilik],
        huruf=9,
    )


def _banding_columns(before: int, now: int) -> list[Kolom]:
    years = [
        kolom
        for tahun in (before, now)
        for kolom in (
            Kolom("Jawaban", 10, rata=Rata.TENGAH, grup=(f"Tahun {tahun}",)),
            Kolom("Nilai", 10, Format.ANGKA, grup=(f"Tahun {tahun}",)),
        )
    ]
    return [
        Kolom("Kode", 7),
        Kolom("Subkomponen", 60),
        *years,
        Kolom("Selisih", 10, Format.ANGKA),
        Kolom("Arah", 22),
    ]


def _banding_row(row: BarisBanding) -> Baris:
    then = (row.huruf_lalu or "–", _worth(row.lalu))
    now = (row.huruf_kini or "–", _worth(row.kini))
    return Baris((row.kode, row.nama, *then, *now, _worth(row.selisih), row.arah[1]))


def _banding_total(banding: Banding) -> Baris:
    then, now = _worth(banding.total_lalu), _worth(banding.total_kini)
    cells = ("", "Total", "", then, "", now, _worth(banding.selisih), banding.arah[1])
    return Baris(cells, jenis=Jenis.JUMLAH)


def lke_file(lke: Lke, ext: str) -> bytes:
    """Return the sheet as Excel, PDF or Word."""
    return write_tables(lke_tables(lke), ext, penulis=lke.nama_pemilik)


def lke_name(lke: Lke, ext: str) -> str:
    """Return the name of the file."""
    return safe_name(f"LKE {lke.nama_pemilik} {lke.tahun}", ext)


def daftar_table(
    rows: Iterable[tuple[Lke, PredikatLke | None, PredikatLke | None]], nama: str
) -> Tabel:
    """Return the list of sheets as a table."""
    return Tabel(
        judul="Daftar LKE",
        nama="Daftar LKE",
        subjudul=[nama],
        kolom=[
            Kolom("No", 5, rata=Rata.TENGAH),
            Kolom("Unit", 44),
            Kolom("Tahun", 8, Format.TAHUN),
            Kolom("Status", 22),
            Kolom("Nilai mandiri", 12, Format.ANGKA),
            Kolom("Predikat mandiri", 22),
            Kolom("Nilai evaluator", 12, Format.ANGKA),
            Kolom("Predikat evaluator", 22),
        ],
        baris=[
            Baris(
                (
                    number,
                    lke.nama_pemilik,
                    lke.tahun,
                    lke.get_status_display(),
                    _number(lke.total_mandiri),
                    _predikat(own) if own else "",
                    _number(lke.total_evaluator if lke.is_settled else None),
                    _predikat(theirs) if theirs else BELUM,
                )
            )
            for number, (lke, own, theirs) in enumerate(rows, start=1)
        ],
        kaki=["Daftar LKE", nama],
        kosong="Tidak ada LKE yang cocok.",
    )


def _number(value: Decimal | None) -> Nilai:
    return "" if value is None else value
