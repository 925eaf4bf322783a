"""The PK as a letter in Word: the same words, tables and signatures as the PDF, to go on editing."""

from __future__ import annotations

from dataclasses import replace

from jabatan.exporters.lampiran import BLANK, lampiran, signatures
from jabatan.pk.isi import IsiPk, Pihak
from lib.gambar import Gambar
from lib.tabel import Kertas
from lib.word import Dokumen


def letter_docx(
    isi: IsiPk, *, draf: bool, kertas: Kertas = Kertas.A4, logo: Gambar | None = None
) -> bytes:
    """Return statement and lampiran as one .docx; a draft is marked so on every page."""
    dokumen = Dokumen(
        judul=f"{isi.judul} {isi.jabatan}",
        penulis=isi.unit,
        kertas=kertas,
        kaki=f"PK {isi.jabatan} {isi.tahun}",
        draf=draf,
    )
    _kop(dokumen, isi, logo)
    dokumen.paragraph(isi.judul, rata="center", tebal=True, ukuran=13, atas=14)
    if isi.nomor:
        dokumen.paragraph(f"NOMOR {isi.nomor}", rata="center")
    _statement(dokumen, isi)
    dokumen.signatures(signatures(isi, as_parties=True), atas=24)
    _appendix(dokumen, isi, kertas)
    return dokumen.save()


def _kop(dokumen: Dokumen, isi: IsiPk, logo: Gambar | None) -> None:
    if isi.is_one_party:
        if logo:
            picture = dokumen.paragraph("", rata="center")
            dokumen.picture(picture, logo)
        dokumen.paragraph(isi.jabatan.upper(), rata="center", tebal=True, ukuran=15, atas=8)
        return
    lines = [(text, 15.0 if number else 13.0, True) for number, text in enumerate(isi.kop)]
    if isi.alamat:
        lines.append((isi.alamat, 9.0, False))
    dokumen.letterhead(lines, logo)


def _statement(dokumen: Dokumen, isi: IsiPk) -> None:
    dokumen.paragraph(isi.pembuka, rata="justify", atas=14)
    _party(dokumen, isi.pertama, isi.jabatan)
    if not isi.is_one_party:
        dokumen.mixed(["Selanjutnya disebut ", ("PIHAK PERTAMA",)])
        _party(dokumen, isi.kedua, "")
        dokumen.mixed(["Selaku atasan pihak pertama, selanjutnya disebut ", ("PIHAK KEDUA",)])
    for alinea in isi.alinea:
        dokumen.paragraph(alinea, rata="justify", atas=10)


def _party(dokumen: Dokumen, pihak: Pihak | None, jabatan: str) -> None:
    dokumen.paragraph("", ukuran=6)
    nama = pihak.nama if pihak else BLANK
    dokumen.pairs([("Nama", nama), ("Jabatan", (pihak.jabatan if pihak else jabatan) or BLANK)])


def _appendix(dokumen: Dokumen, isi: IsiPk, kertas: Kertas) -> None:
    dokumen.paragraph(
        f"LAMPIRAN {isi.judul}", rata="center", tebal=True, ukuran=13, halaman_baru=True
    )
    dokumen.paragraph(isi.jabatan.upper(), rata="center", tebal=True)
    if isi.unit.upper() != isi.jabatan.upper():
        dokumen.paragraph(isi.unit, rata="center")
    for tabel in lampiran(isi, kertas=kertas):
        dokumen.paragraph("", ukuran=8, lekat=True)
        dokumen.table(replace(tabel, judul="", subjudul=()))
