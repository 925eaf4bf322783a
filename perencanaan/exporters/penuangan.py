"""Tables 5 to 10 of PermenPANRB 89/2021 B.IV: the tree as tujuan, sasaran, program, kegiatan, output.

The regulation prints the lower ones as forms, label and content; the years stand side by side where
it prints one xxx.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lib.tabel import Baris, Format, Jenis, Kolom, Nilai, Rata, Sel
from perencanaan.exporters.bentuk_tabel import BentukTabel
from perencanaan.exporters.isi import Isi, Ukuran
from perencanaan.models import Komponen

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


# --- Tables 5 and 8: tujuan and sasaran ------------------------------------------------------------
def _goal_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("", 40, gabung=2),
        Kolom("", 44),
        *(Kolom("", 12, Format.ANGKA) for _ in isi.tahun),
    )


def _goal_rows(isi: Isi) -> Iterator[Baris]:
    """Yield each tujuan with its target at the end of the period, and its sasaran year by year."""
    count = len(isi.tahun)
    label = "Sasaran" if isi.dokumen.instansi.is_pemda else "Sasaran Strategis"
    for tujuan in isi.of_kind("tujuan"):
        key = (tujuan.pk,)
        heads: list[Any] = [
            "Tujuan",
            "Indikator Tujuan",
            Sel(f"Target {isi.tahun[-1]}", rentang=count),
        ]
        yield Baris(heads, Jenis.KEPALA, kunci=(*key, "kepala"))
        for ukuran in isi.measures(tujuan):
            end = Sel(ukuran.akhir, rentang=count, rata=Rata.TENGAH)
            yield Baris([tujuan.nama, ukuran.bersatuan, end], kunci=(*key, "tujuan"))
        daftar = isi.children(tujuan, "sasaran", "sasaran_strategis")
        if daftar:
            years = [f"n.{ROMAN[n]}\n({year})" for n, year in enumerate(isi.tahun)]
            yield Baris([label, "Indikator Sasaran", *years], Jenis.KEPALA, kunci=(*key, "judul"))
        for sasaran in daftar:
            for ukuran in isi.measures(sasaran):
                targets = [ukuran.target.get(year) for year in isi.tahun]
                yield Baris([sasaran.nama, ukuran.bersatuan, *targets], kunci=(*key, sasaran.pk))


# --- Tables 6, 7, 9 and 10: forms ------------------------------------------------------------------
Block = Iterator[Baris]


def _form_columns(isi: Isi) -> Sequence[Kolom]:
    return (
        Kolom("Uraian", 26),
        Kolom("", 3, rata=Rata.TENGAH),
        *(Kolom(str(year), 19, Format.ANGKA) for year in isi.tahun),
    )


def _program_kl(isi: Isi) -> Block:
    """Yield each program of a K/L with its sasaran, indicators, targets and budget."""
    return _blocks(isi, ["sasaran_program"], _with_budget("Program"))


def _kegiatan_kl(isi: Isi) -> Block:
    """Yield each kegiatan of a K/L with its sasaran, and its outputs with targets and budget."""
    return _blocks(isi, ["sasaran_kegiatan"], _kegiatan_block)


def _program_kegiatan(isi: Isi) -> Block:
    """Yield each program of a Pemda, followed by its kegiatan with budget."""
    makers = {"program": _part("Program"), "kegiatan": _with_budget("Kegiatan")}

    def make(isi: Isi, komponen: Komponen) -> Block:
        return makers[komponen.jenis](isi, komponen)

    return _blocks(isi, list(makers), make)


def _subkegiatan(isi: Isi) -> Block:
    """Yield each subkegiatan of a Pemda with its sasaran, indicators, targets and budget."""
    return _blocks(isi, ["subkegiatan"], _with_budget("Subkegiatan"))


def _blocks(
    isi: Isi, jenis: Sequence[str], make: Callable[[Isi, Komponen], Block]
) -> Iterator[Baris]:
    for komponen in isi.of_kind(*jenis):
        yield from make(isi, komponen)


def _part(label: str) -> Callable[[Isi, Komponen], Block]:
    def make(isi: Isi, komponen: Komponen) -> Block:
        yield _text(isi, komponen, f"Nama {label}", str(komponen), Jenis.JUMLAH)
        yield _text(isi, komponen, f"Sasaran {label}", isi.result(komponen))
        for ukuran in isi.measures(komponen):
            yield from _measure(isi, komponen, f"Indikator {label}", f"Target {label}", ukuran)

    return make


def _with_budget(label: str) -> Callable[[Isi, Komponen], Block]:
    part = _part(label)

    def make(isi: Isi, komponen: Komponen) -> Block:
        yield from part(isi, komponen)
        yield _budget(isi, komponen, komponen)

    return make


def _kegiatan_block(isi: Isi, komponen: Komponen) -> Block:
    yield from _part("Kegiatan")(isi, komponen)
    for output in _outputs(isi, komponen):
        yield _text(isi, komponen, f"Output ({output.get_jenis_display()})", str(output))
        for ukuran in isi.measures(output):
            yield from _measure(isi, komponen, "Indikator Output", "Target Output", ukuran)
        yield _budget(isi, komponen, output, "Anggaran Output")
    yield _budget(isi, komponen, komponen)


def _outputs(isi: Isi, komponen: Komponen) -> Iterator[Komponen]:
    """Yield the KRO and RO below a kegiatan, in tree order."""
    for child in isi.children(komponen):
        yield child
        yield from _outputs(isi, child)


def _text(isi: Isi, owner: Komponen, label: str, text: str, jenis: Jenis = Jenis.ISI) -> Baris:
    content = Sel(text, rentang=len(isi.tahun), rata=Rata.KIRI)
    return Baris([label, ":", content], jenis, kunci=(owner.pk,))


def _measure(
    isi: Isi, owner: Komponen, label: str, target_label: str, ukuran: Ukuran
) -> Iterator[Baris]:
    yield _text(isi, owner, label, ukuran.nama)
    unit = f" ({ukuran.satuan})" if ukuran.satuan else ""
    targets: list[Nilai] = [ukuran.target.get(year) for year in isi.tahun]
    yield Baris([f"{target_label}{unit}", ":", *targets], kunci=(owner.pk,))


def _budget(isi: Isi, owner: Komponen, komponen: Komponen, label: str = "Anggaran") -> Baris:
    pagu = isi.pagu[komponen.pk]
    amounts: list[Any] = [Sel(pagu.get(year), format=Format.RUPIAH) for year in isi.tahun]
    return Baris([label, ":", *amounts], kunci=(owner.pk,))


# --- The tables ------------------------------------------------------------------------------------
def _numbered(
    number: int,
    title: str,
    kolom: Callable[[Isi], Sequence[Kolom]],
    baris: Callable[[Isi], Block],
    **more: Any,
) -> BentukTabel:
    name = f"Tabel {number}"
    return BentukTabel(name, f"{name} {title}", f"{name}. {title}", kolom, baris, **more)


def _goals(number: int, title: str) -> BentukTabel:
    return _numbered(
        number, title, _goal_columns, _goal_rows, tanpa_kepala=True, catatan=Isi.goal_notes
    )


TABEL_5 = _goals(5, "Tujuan dan Sasaran Kementerian/Lembaga")
TABEL_6 = _numbered(
    6,
    "Sasaran Program",
    _form_columns,
    _program_kl,
    catatan=lambda isi: isi.notes("sasaran_program"),
)
TABEL_7 = _numbered(
    7,
    "Sasaran Kegiatan dan Output Kegiatan",
    _form_columns,
    _kegiatan_kl,
    catatan=lambda isi: isi.notes("sasaran_kegiatan", "kro", "ro"),
)
TABEL_8 = _goals(8, "Tujuan dan Sasaran RPJMD")
TABEL_9 = _numbered(
    9,
    "Sasaran Program dan Kegiatan",
    _form_columns,
    _program_kegiatan,
    catatan=lambda isi: isi.notes("program", "kegiatan"),
)
TABEL_10 = _numbered(
    10,
    "Sasaran Subkegiatan",
    _form_columns,
    _subkegiatan,
    catatan=lambda isi: isi.notes("subkegiatan"),
)
