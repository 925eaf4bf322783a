"""The SKP as tables: one definition for the screen, PDF, Word and Excel (form of PermenPANRB 6/2022)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.template.loader import render_to_string

from jabatan.pk.isi import format_nip
from jabatan.skp.isi import PERSPEKTIF, IsiSkp, PihakSkp, Rhk
from lib import pdf, xlsx
from lib.berkas import safe_name
from lib.tabel import Baris, Jenis, Kertas, Kolom, Nilai, Rata, Sel, Tabel, TandaTangan
from lib.teks import format_date
from lib.word import Dokumen

JUDUL = "SASARAN KINERJA PEGAWAI"
BLANK = "………………"
NO_INDIKATOR = "belum ada indikator"
NO_TARGET = "belum ada target"
BENTUK = ("pdf", "xlsx", "docx")


def tables(isi: IsiSkp, *, kertas: Kertas = Kertas.A4) -> list[Tabel]:
    """Return the parts of an SKP: who, results, behaviours with the signatures, attachments."""
    behaviours = behaviour_table(isi)
    behaviours.tanda_tangan = signatures(isi)
    found = [party_table(isi), result_table(isi), behaviours, attachment_table(isi)]
    return [replace(tabel, kertas=kertas) for tabel in found]


def heading(isi: IsiSkp) -> list[str]:
    """Return the lines above an SKP: for whom, whose, and its days."""
    days = f"{format_date(isi.mulai)} sampai {format_date(isi.selesai)}"
    return [isi.bagi, isi.instansi.upper(), f"PERIODE PENILAIAN: {days.upper()}"]


def _tabel(isi: IsiSkp, nama: str, kolom: Sequence[Kolom], baris: Sequence[Baris]) -> Tabel:
    return Tabel(
        judul=JUDUL,
        nama=nama,
        subjudul=heading(isi),
        kolom=kolom,
        baris=baris,
        huruf=9.5,
        kaki=[f"SKP {isi.tahun}", isi.pegawai.nama, isi.pegawai.jabatan],
    )


# --- who -----------------------------------------------------------------------------------------------------
def party_table(isi: IsiSkp) -> Tabel:
    """Who is rated at the left, who rates at the right."""
    head = Baris(
        (
            "No",
            Sel("Pegawai yang Dinilai", rentang=2),
            "No",
            Sel("Pejabat Penilai Kinerja", rentang=2),
        ),
        jenis=Jenis.KEPALA,
    )
    blank = PihakSkp(BLANK, BLANK, BLANK)
    pairs = zip(_lines(isi.pegawai), _lines(isi.penilai or blank), strict=True)
    rows = [
        Baris((number, label, one, number, label, other))
        for number, ((label, one), (_, other)) in enumerate(pairs, start=1)
    ]
    number, label, text = Kolom("No", 5, rata=Rata.TENGAH), Kolom("", 16), Kolom("", 46)
    tabel = _tabel(isi, "Pegawai", [number, label, text, number, label, text], [head, *rows])
    tabel.tanpa_kepala = True
    return tabel


def _lines(pihak: PihakSkp) -> list[tuple[str, str]]:
    return [
        ("Nama", pihak.nama),
        ("NIP", format_nip(pihak.nip) or "–"),
        ("Pangkat/Gol. Ruang", pihak.pangkat or "–"),
        ("Jabatan", pihak.jabatan),
        ("Unit Kerja", pihak.unit),
    ]


# --- results -------------------------------------------------------------------------------------------------
def result_table(isi: IsiSkp) -> Tabel:
    """Return the results in two blocks: with perspektif for JPT, with the superior's result and aspect for others."""
    rows = [
        *_block(isi, "A. Utama", "A", isi.utama),
        *_block(isi, "B. Tambahan", "B", isi.tambahan),
    ]
    tabel = _tabel(isi, "Hasil kerja", _columns(isi.is_jpt), rows)
    tabel.nomor_kolom = True
    return tabel


def _columns(is_jpt: bool) -> list[Kolom]:
    number = Kolom("No", 5, rata=Rata.TENGAH, gabung=1)
    target = Kolom("Target", 18)
    indikator = Kolom("Indikator Kinerja Individu", 36)
    if is_jpt:
        return [
            number,
            Kolom("Rencana Hasil Kerja", 42, gabung=1),
            indikator,
            target,
            Kolom("Perspektif", 20, gabung=1),
        ]
    return [
        number,
        Kolom("Rencana Hasil Kerja Pimpinan yang Diintervensi", 32, gabung=1),
        Kolom("Rencana Hasil Kerja", 32, gabung=1),
        Kolom("Aspek", 12, rata=Rata.TENGAH),
        indikator,
        target,
    ]


def _block(isi: IsiSkp, title: str, key: str, daftar: Sequence[Rhk]) -> Iterator[Baris]:
    yield Baris((title,), jenis=Jenis.KELOMPOK)
    if not daftar:
        yield Baris(("–", *[""] * (len(_columns(isi.is_jpt)) - 1)))
    for number, rhk in enumerate(daftar, start=1):
        for row in _measures(rhk):
            yield Baris(_cells(isi.is_jpt, number, rhk, row), kunci=((key, number),))


def _measures(rhk: Rhk) -> list[tuple[str, str, str]]:
    """Return aspect, indicator and target of each indicator; one row that says so where there is none."""
    return [(one.aspek, one.nama, one.target or NO_TARGET) for one in rhk.indikator] or [
        ("–", NO_INDIKATOR, "–")
    ]


def _cells(is_jpt: bool, number: int, rhk: Rhk, row: tuple[str, str, str]) -> tuple[Nilai, ...]:
    aspek, nama, target = row
    if is_jpt:
        return number, rhk.rumusan, nama, target, PERSPEKTIF.get(rhk.perspektif, "belum dipilih")
    return number, rhk.rhk_atasan or "belum diisi", rhk.rumusan, aspek, nama, target


# --- behaviours and attachments ------------------------------------------------------------------------------
def behaviour_table(isi: IsiSkp) -> Tabel:
    """Return the seven behaviours, each with what it means and what the superior expects."""
    rows = [
        Baris(
            (number, "\n".join([row.nama, *(f"• {u}" for u in row.uraian)]), row.ekspektasi or "–")
        )
        for number, row in enumerate(isi.perilaku, start=1)
    ]
    kolom = [
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("Perilaku Kerja", 70),
        Kolom("Ekspektasi Khusus Pimpinan", 60),
    ]
    tabel = _tabel(isi, "Perilaku kerja", kolom, rows)
    tabel.huruf = 8.5  # so that it stays on one page with the signatures
    return tabel


def attachment_table(isi: IsiSkp) -> Tabel:
    """Return the three attachments, one below the other."""
    rows: list[Baris] = []
    for label, lines in isi.daftar_lampiran:
        rows.append(Baris((label,), jenis=Jenis.KELOMPOK))
        rows += [Baris((number, text)) for number, text in enumerate(lines, start=1)]
        if not lines:
            rows.append(Baris(("", "–")))
    kolom = [Kolom("No", 5, rata=Rata.TENGAH), Kolom("Uraian", 130)]
    return _tabel(isi, "Lampiran", kolom, rows)


def signatures(isi: IsiSkp) -> list[TandaTangan]:
    """Return the signatures: who is rated at the left, who rates at the right, below place and date."""
    place = f"{isi.tempat or BLANK}, {format_date(isi.tanggal) or f'{BLANK} {isi.tahun}'}"
    return [
        _signature("Pegawai yang Dinilai", isi.pegawai),
        _signature("Pejabat Penilai Kinerja", isi.penilai, place),
    ]


def _signature(head: str, pihak: PihakSkp | None, *above: str) -> TandaTangan:
    if pihak is None:
        return TandaTangan([*above, f"{head},"], BLANK)
    below = [f"NIP {format_nip(pihak.nip)}"] if pihak.nip else []
    return TandaTangan([*above, f"{head},"], pihak.nama, below)


# --- files ---------------------------------------------------------------------------------------------------
def skp_html(isi: IsiSkp, *, draf: bool, kertas: Kertas = Kertas.A4) -> str:
    """Return the SKP as the document that becomes PDF."""
    *parts, attached = tables(isi, kertas=kertas)
    context = {
        "isi": isi,
        "judul": JUDUL,
        "kepala": heading(isi),
        "draf": draf,
        "kertas": kertas,
        "daftar_tabel": [replace(tabel, judul="", subjudul=()) for tabel in (*parts, attached)],
    }
    return render_to_string("jabatan/cetak/skp.html", context)


def skp_docx(isi: IsiSkp, *, draf: bool, kertas: Kertas = Kertas.A4) -> bytes:
    """Return the SKP as one .docx, landscape, to go on editing."""
    dokumen = Dokumen(
        judul=f"SKP {isi.pegawai.nama} {isi.tahun}",
        penulis=isi.instansi,
        kertas=kertas,
        kaki=f"SKP {isi.pegawai.nama} {isi.tahun}",
        draf=draf,
        lanskap=True,
    )
    dokumen.paragraph(JUDUL, rata="center", tebal=True, ukuran=13)
    for line in heading(isi):
        dokumen.paragraph(line, rata="center")
    *parts, attached = tables(isi, kertas=kertas)
    for title, tabel in zip(("", "HASIL KERJA", "PERILAKU KERJA"), parts, strict=True):
        dokumen.paragraph(title, tebal=True, atas=10, lekat=True)
        dokumen.table(replace(tabel, judul="", subjudul=()))
    title = f"LAMPIRAN {JUDUL}"
    dokumen.paragraph(title, rata="center", tebal=True, ukuran=13, halaman_baru=True)
    dokumen.paragraph(isi.pegawai.nama, rata="center", lekat=True)
    dokumen.paragraph("", ukuran=8, lekat=True)
    dokumen.table(replace(attached, judul="", subjudul=()))
    return dokumen.save()


def skp_file(isi: IsiSkp, ext: str, *, draf: bool, kertas: Kertas = Kertas.A4) -> bytes:
    """Return the SKP as PDF, Word or Excel."""
    if ext == "xlsx":
        return xlsx.write(tables(isi, kertas=kertas))
    if ext == "docx":
        return skp_docx(isi, draf=draf, kertas=kertas)
    return pdf.render_html(skp_html(isi, draf=draf, kertas=kertas))


def skp_name(isi: IsiSkp, ext: str) -> str:
    """Return the name of the file."""
    return safe_name(f"SKP {isi.pegawai.nama} {isi.tahun}", ext)
