"""The tables of Inmendagri 2/2025 for a Renstra of 2025 and later: results, programs, funding, priorities.

Columns as seen in practice; those of arah kebijakan and of the priorities less surely than the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from lib.tabel import Baris, Format, Jenis, Kertas, Kolom, Rata, Sel
from perencanaan import susunan
from perencanaan.exporters.bentuk_tabel import BentukTabel
from perencanaan.exporters.gugus import Gugus, by_bidang
from perencanaan.exporters.isi import Isi, Ukuran
from perencanaan.exporters.kolom import (
    base_year,
    baseline,
    five_years,
    remark,
    responsible,
    six_years,
    sixth_note,
    target_in,
)
from perencanaan.exporters.renstra import with_upper
from perencanaan.models import Komponen

RELEVAN = "NSPK dan Sasaran RPJMD yang Relevan"
LABEL_RESULT = {susunan.SUBKEGIATAN: "Output"}
DEPTH = {susunan.PROGRAM: 0, susunan.KEGIATAN: 1, susunan.SUBKEGIATAN: 2}


# --- Tujuan dan sasaran ----------------------------------------------------------------------------
def _goal_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("No", 5, rata=Rata.TENGAH, gabung=1),
        Kolom(RELEVAN, 24, gabung=2),
        Kolom("Tujuan", 20, gabung=1),
        Kolom("Sasaran", 20, gabung=2),
        Kolom("Indikator", 26),
        Kolom(f"Baseline {base_year(isi)}", 10, Format.ANGKA),
        *(Kolom(str(year), 9, Format.ANGKA, grup=("Target Tahun",)) for year in six_years(isi)),
        Kolom("Keterangan", 18),
    )


def _goal_rows(isi: Isi) -> Iterator[Baris]:
    for number, tujuan in enumerate(isi.of_kind(susunan.TUJUAN), start=1):
        for sasaran in (None, *isi.children(tujuan, susunan.SASARAN)):
            komponen = sasaran or tujuan
            for ukuran in isi.measures(komponen):
                cells = [
                    number,
                    isi.rujukan(komponen).teks,
                    tujuan.nama,
                    sasaran.nama if sasaran else "",
                    ukuran.bersatuan,
                    baseline(isi, ukuran),
                    *(target_in(isi, ukuran, year) for year in six_years(isi)),
                    remark(komponen, ukuran),
                ]
                yield Baris(cells, kunci=(tujuan.pk, komponen.pk))


def _goal_notes(isi: Isi) -> list[str]:
    goals = isi.of_kind(susunan.TUJUAN, susunan.SASARAN)
    return sixth_note(isi, (ukuran for goal in goals for ukuran in isi.measures(goal)))


TUJUAN_SASARAN = BentukTabel(
    "Tujuan dan Sasaran",
    "Tujuan dan Sasaran Renstra",
    "Teknik Merumuskan Tujuan dan Sasaran Renstra Perangkat Daerah",
    _goal_columns,
    _goal_rows,
    catatan=_goal_notes,
    huruf=7.8,
    kosong="Belum ada tujuan dan sasaran.",
)


# --- Program, kegiatan, subkegiatan ----------------------------------------------------------------
def _program_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("No", 5, rata=Rata.TENGAH, gabung=1),
        Kolom(RELEVAN, 22, gabung=2),
        Kolom("Tujuan", 18, gabung=1),
        Kolom("Sasaran", 18, gabung=2),
        Kolom("Outcome", 24, gabung=3),
        Kolom("Output", 24, gabung=3),
        Kolom("Indikator", 26),
        Kolom("Program/Kegiatan/Subkegiatan", 30, gabung=3),
        Kolom("Keterangan", 16),
    )


def _program_rows(isi: Isi) -> Iterator[Baris]:
    number = 0
    for komponen, upper in with_upper(isi):
        number += komponen.jenis == susunan.TUJUAN
        tujuan, sasaran = upper.get(susunan.TUJUAN), upper.get(susunan.SASARAN)
        holder = sasaran or tujuan
        result, is_output = isi.result(komponen), komponen.jenis == susunan.SUBKEGIATAN
        key = (tujuan.pk if tujuan else 0, sasaran.pk if sasaran else 0, komponen.pk)
        for ukuran in isi.measures(komponen):
            cells = [
                number,
                isi.rujukan(holder).teks if holder else "",
                tujuan.nama if tujuan else "",
                sasaran.nama if sasaran else "",
                "" if is_output else result,
                result if is_output else "",
                ukuran.bersatuan,
                "" if komponen.jenis in susunan.NAMED_BY_RESULT else str(komponen),
                remark(komponen, ukuran),
            ]
            yield Baris(cells, kunci=key)


PROGRAM = BentukTabel(
    "Program Kegiatan",
    "Program, Kegiatan, Subkegiatan (outcome, output)",
    "Teknik Merumuskan Program/Kegiatan/Subkegiatan Renstra Perangkat Daerah",
    _program_columns,
    _program_rows,
    catatan=Isi.mark_notes,
    huruf=7.8,
)


# --- Pendanaan -------------------------------------------------------------------------------------
def _funding_columns(isi: Isi) -> Sequence[Kolom]:
    group = "Target dan Pagu Indikatif Tahun"
    return (
        Kolom("Bidang Urusan/Program/Outcome/Kegiatan/Subkegiatan/Output", 44, gabung=1),
        Kolom("Indikator Outcome/Output", 30),
        Kolom("Satuan", 10),
        Kolom(f"Baseline {base_year(isi)}", 9, Format.ANGKA),
        *(
            kolom
            for year in five_years(isi)
            for kolom in (
                Kolom("Target", 9, Format.ANGKA, grup=(group, str(year))),
                Kolom("Pagu (Rp)", 14.5, Format.UANG, grup=(group, str(year)), gabung=1),
            )
        ),
        Kolom("Perangkat Daerah Penanggung Jawab/Keterangan", 20, gabung=1),
    )


def _funding_rows(isi: Isi) -> Iterator[Baris]:
    years = five_years(isi)
    for bidang in by_bidang(isi):
        pagu = bidang.pagu(isi.pagu)
        name = f"{bidang.kode} {bidang.nama}".strip() or "Program tanpa kode bidang urusan"
        yearly = [cell for year in years for cell in (None, pagu.get(year))]
        yield Baris([name, "", "", None, *yearly], Jenis.TEBAL)
        for gugus in bidang.daftar:
            yield from _funding_of(isi, gugus, years)


def _funding_of(isi: Isi, gugus: Gugus, years: Sequence[int]) -> Iterator[Baris]:
    pagu = gugus.pagu(isi.pagu)
    text = Sel(
        named_result(isi, gugus),
        tebal=gugus.jenis == susunan.PROGRAM,
        inden=DEPTH.get(gugus.jenis, 0),
    )
    holder = "\n".join(
        distinct(
            text
            for komponen in gugus.daftar
            for text in (responsible(isi, komponen), komponen.keterangan)
        )
    )
    for ukuran in indicators(isi, gugus):
        yearly = [cell for year in years for cell in (ukuran.target.get(year), pagu.get(year))]
        cells: list[Any] = [text, ukuran.nama, ukuran.satuan, baseline(isi, ukuran), *yearly]
        yield Baris([*cells, holder], kunci=(gugus.daftar[0].pk,))
    for below in gugus.anak:
        yield from _funding_of(isi, below, years)


def named_result(isi: Isi, gugus: Gugus) -> str:
    """Return code and name of a program, kegiatan or subkegiatan, and below them its outcomes or outputs."""
    label = LABEL_RESULT.get(gugus.jenis, "Outcome")
    results = distinct(isi.result(komponen) for komponen in gugus.daftar)
    return "\n".join([f"{gugus.kode} {gugus.nama}".strip(), *(f"{label}: {r}" for r in results)])


def indicators(isi: Isi, gugus: Gugus) -> list[Ukuran]:
    """Return the indicators of all komponen of a code, each once; the placeholder where there is none."""
    found: dict[object, Ukuran] = {}
    for komponen in gugus.daftar:
        for ukuran in isi.measures(komponen):
            key = (ukuran.indikator or ukuran.nama, komponen.pk if ukuran.menyimpang else 0)
            found.setdefault(key, ukuran)
    named = [ukuran for ukuran in found.values() if ukuran.nama]
    return named or list(found.values())[:1]


def distinct(texts: Iterator[str]) -> list[str]:
    """Return texts in order, each once, without empty ones."""
    return [text for text in dict.fromkeys(texts) if text]


def _funding_sums(isi: Isi) -> list[Decimal | None]:
    jumlah = isi.jumlah
    return [cell for year in five_years(isi) for cell in (None, jumlah.get(year))]


def _funding_notes(isi: Isi) -> list[str]:
    left = [year for year in isi.tahun if year not in five_years(isi) and isi.jumlah.get(year)]
    words = ", ".join(str(year) for year in left)
    note = (
        f"Pagu tahun {words} ada di dokumen, tetapi tabel ini memuat lima tahun terakhir periode."
    )
    return [*([note] if left else []), *isi.notes()]


PENDANAAN = BentukTabel(
    "Pendanaan",
    "Program, Kegiatan, Subkegiatan, dan Pendanaan",
    "Rencana Program/Kegiatan/Subkegiatan dan Pendanaan",
    _funding_columns,
    _funding_rows,
    jumlah=_funding_sums,
    rentang_jumlah=4,
    catatan=_funding_notes,
    kertas=Kertas.A3,
    huruf=7,
)


# --- Arah kebijakan --------------------------------------------------------------------------------
def _direction_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("No", 5, rata=Rata.TENGAH, gabung=1),
        Kolom("Operasionalisasi NSPK", 36, gabung=1),
        Kolom("Arah Kebijakan RPJMD", 40, gabung=1),
        Kolom("Arah Kebijakan Renstra Perangkat Daerah", 44),
        Kolom("Keterangan", 20, gabung=1),
    )


def _direction_rows(isi: Isi) -> Iterator[Baris]:
    """Yield the arah kebijakan of each sasaran beside those of the RPJMD's sasaran it refers to."""
    for number, sasaran in enumerate(isi.of_kind(susunan.SASARAN), start=1):
        rujukan = isi.rujukan(sasaran)
        upper = [row for k in rujukan.sasaran for row in isi.bacaan.strategi_rpjmd.get(k.pk, [])]
        own = _directions(isi.bacaan.strategi.get(sasaran.pk, []))
        nspk = "\n".join(str(row) for row in rujukan.nspk)
        for text in own or [""]:
            cells: list[Any] = [
                number,
                nspk,
                "\n".join(_directions(upper)),
                text,
                sasaran.keterangan,
            ]
            yield Baris(cells, kunci=(sasaran.pk,))


def _directions(daftar: Sequence[Any]) -> list[str]:
    return [row.nama for strategi in daftar for row in strategi.daftar_arah_kebijakan.all()]


ARAH = BentukTabel(
    "Arah Kebijakan",
    "Arah Kebijakan Renstra",
    "Teknik Merumuskan Arah Kebijakan Renstra Perangkat Daerah",
    _direction_columns,
    _direction_rows,
    catatan=lambda isi: [],
    kosong="Belum ada sasaran.",
)


# --- Subkegiatan prioritas -------------------------------------------------------------------------
def _priority_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("Program Prioritas", 36),
        Kolom("Outcome", 40),
        Kolom("Kegiatan/Subkegiatan", 48),
        Kolom("Keterangan", 20),
    )


def _priority_rows(isi: Isi) -> Iterator[Baris]:
    """Yield the subkegiatan that serve a priority of the region, with the outcome of their program."""
    program: Komponen | None = None
    number = 0
    for komponen in isi.daftar:
        program = komponen if komponen.jenis == susunan.PROGRAM else program
        if komponen.jenis != susunan.SUBKEGIATAN or not komponen.prioritas_daerah:
            continue
        number += 1
        outcome = isi.result(program) if program else ""
        cells: list[Any] = [
            number,
            komponen.prioritas_daerah,
            outcome,
            str(komponen),
            komponen.keterangan,
        ]
        yield Baris(cells)


PRIORITAS = BentukTabel(
    "Prioritas",
    "Subkegiatan Prioritas",
    "Subkegiatan Prioritas dalam Mendukung Program Prioritas Pembangunan Daerah",
    _priority_columns,
    _priority_rows,
    catatan=lambda isi: [],
    kosong="Belum ada subkegiatan yang ditandai mendukung prioritas daerah.",
)
