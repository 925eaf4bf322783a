"""The report of an evaluation as PDF and Word, its findings as Excel, and the job for a whole unit or instansi."""

from __future__ import annotations

from collections.abc import Sequence

from django.template.loader import render_to_string

from evaluasi.exporters.kertas import Cakupan
from evaluasi.kertas import pantau
from evaluasi.kertas.bingkai import today
from evaluasi.kertas.laporan import Laporan, Naskah, read_reports
from lib import pdf, xlsx
from lib.berkas import BENTUK_TABEL, safe_name
from lib.gambar import Gambar
from lib.tabel import Kertas, Tabel
from lib.word import Dokumen
from organisasi.logo import logo_of
from organisasi.models import Periode, Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan

JOB = "laporan_evaluasi"
TITLES = ("A. Ringkasan", "B. Temuan dan Rekomendasi", "C. Tindak Lanjut")
NO_FINDING = "Tidak ada temuan."


def write(naskah: Naskah, ext: str) -> bytes:
    """Return a report as .pdf or .docx, or its findings as .xlsx; raises PdfUnavailable."""
    if ext == "xlsx":
        return xlsx.write(findings_tables(naskah))
    logo = logo_of(naskah.instansi.pk)
    return as_pdf(naskah, logo) if ext == "pdf" else as_word(naskah, logo)


def as_pdf(naskah: Naskah, logo: Gambar | None) -> bytes:
    """Return the report as PDF; text of any length runs on over pages."""
    tables: list[Tabel] = []
    parts = []
    for report in naskah.daftar:
        pair = (report.tabel_hasil(), report.tabel_tindak_lanjut())
        parts.append((report, len(tables) + 1, pair[0], len(tables) + 2, pair[1]))
        tables += pair
    context = {
        "naskah": naskah,
        "bagian": parts,
        "banyak": len(parts) > 1,
        "judul_bagian": TITLES,
        "kosong": NO_FINDING,
        "logo": logo,
        "kertas": Kertas.A4,
        "draf": False,
        "daftar_tabel": tables,
        "daftar_tanda": naskah.tanda,
    }
    return pdf.render_html(render_to_string("evaluasi/laporan_cetak.html", context))


def as_word(naskah: Naskah, logo: Gambar | None) -> bytes:
    """Return the report as a Word document, to go on editing."""
    dokumen = Dokumen(
        judul=" ".join(naskah.judul),
        penulis=naskah.instansi.nama,
        kertas=Kertas.A4,
        kaki=naskah.kaki,
        draf=False,
    )
    lines = [(text, 14.0, True) for text in naskah.kop]
    if naskah.instansi.alamat:
        lines.append((naskah.instansi.alamat, 9.0, False))
    dokumen.letterhead(lines, logo)
    for number, line in enumerate(naskah.judul):
        dokumen.paragraph(line, rata="center", tebal=True, ukuran=13, atas=0 if number else 14)
    for number, report in enumerate(naskah.daftar):
        if len(naskah.daftar) > 1:
            dokumen.paragraph(
                report.lembar.judul, tebal=True, ukuran=12, atas=12, halaman_baru=number > 0
            )
        _write_report(dokumen, report)
    dokumen.signatures(naskah.tanda)
    return dokumen.save()


def _write_report(dokumen: Dokumen, report: Laporan) -> None:
    dokumen.paragraph(TITLES[0], tebal=True, atas=12, lekat=True)
    dokumen.pairs(report.rincian, inden=0, label=50)
    dokumen.paragraph("", ukuran=6)
    dokumen.table(report.tabel_hasil())
    dokumen.paragraph(TITLES[1], tebal=True, atas=14, lekat=True)
    if not report.daftar:
        dokumen.paragraph(NO_FINDING, atas=4)
    for nomor, status, parts in report.blok:
        dokumen.paragraph(f"Temuan {nomor} – {status}", tebal=True, atas=8, lekat=True)
        dokumen.pairs(parts, inden=4, label=34)
    dokumen.paragraph(TITLES[2], tebal=True, atas=14, lekat=True)
    dokumen.table(report.tabel_tindak_lanjut(), lekat=True)


def findings_tables(naskah: Naskah) -> Sequence[Tabel]:
    """Return the findings with all their parts, and their follow-up, as two sheets."""
    rows = [row for report in naskah.daftar for row in report.daftar]
    footer = [naskah.kaki, f"Dicetak {today()}"]
    below = list(naskah.judul[1:])
    return [
        pantau.tabel_lengkap(rows, judul=naskah.judul[0], subjudul=below, kaki=footer),
        pantau.tabel(
            rows,
            judul="Tindak Lanjut Temuan",
            subjudul=below,
            kaki=footer,
            longest=pantau.LONGEST,
        ),
    ]


def file_name(nama: str, tahun: int, ext: str) -> str:
    """Return the name of the file."""
    return safe_name(f"Laporan hasil evaluasi {nama} {tahun}", ext)


@pekerjaan(JOB)
def write_reports(
    job: Kemajuan, *, periode: int, unit: int | None, tahun: int, ext: str
) -> HasilBerkas:
    """Make the report of a unit or instansi in the background, of what the one who asked may still see."""
    row = Periode.objects.visible_to(job.pengguna).select_related("instansi").get(pk=periode)
    own = Unit.objects.visible_to(job.pengguna).filter(instansi=row.instansi)
    cakupan = Cakupan(row.instansi, row, own.get(pk=unit) if unit else None)
    job.report(5, "Membaca temuan")
    daftar = read_reports(job.pengguna, list(cakupan.versions(job.pengguna)), tahun)
    job.report(40, "Menyusun laporan")
    naskah = Naskah(row.instansi, cakupan.nama, tahun, daftar)
    return HasilBerkas(file_name(cakupan.nama, tahun, ext), BENTUK_TABEL[ext], write(naskah, ext))
