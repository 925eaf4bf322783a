"""Findings as a table: one definition for Excel, PDF and Word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from evaluasi.daftar_temuan import Pilihan, by_id, choose, name_nodes
from evaluasi.models import TemuanTersimpan
from evaluasi.saringan import ALASAN
from lib.aturan import KELOMPOK
from lib.berkas import BENTUK_TABEL, safe_name, write_tables
from lib.masukan import number_of
from lib.tabel import Baris, Jenis, Kolom, Tabel
from lib.teks import format_date
from organisasi.models import Instansi, Periode, Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from pohon.models import Pohon

JOB = "temuan_unduh"
MOST = 50_000
JUDUL = "TEMUAN ATURAN PENYELARASAN"
KOLOM = [
    Kolom("Aturan", 12),
    Kolom("Tingkat", 17),
    Kolom("Simpul", 36),
    Kolom("Temuan", 50),
    Kolom("Saran", 34),
    Kolom("Sumber", 30),
    Kolom("Alasan", 34),
    Kolom("Tanggapan evaluator", 26),
]


def file_name(instansi: Instansi, ext: str) -> str:
    """Return the name of the file."""
    return safe_name(f"Temuan {instansi.nama} {timezone.localdate():%Y-%m-%d}", ext)


def table(pilihan: Pilihan, instansi: Instansi) -> Tabel:
    """Return the chosen findings, a group of rows per tree; checked when, stands in the head of each."""
    totals = pilihan.totals()
    return Tabel(
        judul=JUDUL,
        nama="Temuan",
        subjudul=[instansi.nama.upper()],
        rincian=[
            *narrowed(pilihan, instansi),
            ("Galat", str(totals["galat"])),
            ("Peringatan", str(totals["peringatan"])),
            ("Saran", str(totals["saran"])),
            ("Perlu alasan, belum ada", str(totals["tanpa"])),
        ],
        kolom=KOLOM,
        baris=list(_rows(pilihan)),
        huruf=8,
        kosong="Tidak ada temuan yang cocok.",
        kaki=["Temuan", instansi.nama, format_date(timezone.localdate())],
    )


def narrowed(pilihan: Pilihan, instansi: Instansi) -> list[tuple[str, str]]:
    """Return in words which trees and findings were asked for; two queries at most."""
    asked = pilihan.query
    unit = Unit.objects.filter(instansi=instansi, pk=number_of(asked.get("unit")))
    periode = Periode.objects.filter(instansi=instansi, pk=number_of(asked.get("periode")))
    kelompok, tahap = asked.get("huruf", ""), asked.get("tahap", "")
    given = {
        "Unit": str(unit.first() or "") if asked.get("unit") else "",
        "Periode": str(periode.first() or "") if asked.get("periode") else "",
        "Aturan": asked.get("aturan", "") if asked.get("aturan") in by_id() else "",
        "Kelompok aturan": f"{kelompok}. {KELOMPOK[kelompok]}" if kelompok in KELOMPOK else "",
        "Tahap": tahap if tahap in {str(n) for n in Pohon.Tahap.values} else "",
        "Tingkat": dict(TemuanTersimpan.TINGKAT).get(asked.get("tingkat", ""), ""),
        "Keadaan alasan": dict(ALASAN).get(asked.get("alasan", ""), ""),
        "Status pohon": str(dict(Pohon.Status.choices).get(asked.get("status", ""), "")),
        "Pohon": "yang saya susun" if asked.get("saya") == "1" else "",
        "Pencarian": asked.get("q", ""),
    }
    return [(name, text) for name, text in given.items() if text]


def _rows(pilihan: Pilihan) -> Iterator[Baris]:
    daftar = list(pilihan.one_by_one().order_by("pohon__unit__lft", "pohon", "urutan")[:MOST])
    name_nodes(daftar)
    here = 0
    for one in daftar:
        if one.pohon_id != here:
            here = one.pohon_id
            yield Baris((_head(one),), jenis=Jenis.KELOMPOK)
        yield Baris(_cells(one))


def _head(one: Any) -> str:
    pohon = one.pohon
    when = timezone.localtime(pohon.pemeriksaan.diperiksa)
    return (
        f"{one.outcome} · {pohon.unit or pohon.instansi} · Tahap {pohon.tahap} · "
        f"diperiksa {format_date(when.date())} {when:%H.%M}"
    )


def _cells(one: Any) -> tuple[str, ...]:
    rule = one.oleh_aturan
    reason = one.alasan or ""
    if reason and one.alasan_ditolak:
        reason = f"Ditolak: {reason}"
    return (
        one.aturan,
        one.get_tingkat_display(),
        one.nama_simpul or "Seluruh pohon",
        one.pesan,
        one.saran,
        rule.source if rule else "",
        reason if one.perlu_alasan else "",
        (one.tanggapan or "") if one.perlu_alasan else "",
    )


def write(pilihan: Pilihan, instansi: Instansi, ext: str) -> bytes:
    """Return the table as a file."""
    return write_tables([table(pilihan, instansi)], ext, penulis=instansi.nama)


@pekerjaan(JOB)
def write_findings(
    job: Kemajuan, *, instansi: int, saringan: dict[str, str], ext: str
) -> HasilBerkas:
    """Write many findings to a file in the background."""
    if job.instansi is None or job.instansi.pk != instansi or ext not in BENTUK_TABEL:
        raise ValueError("a job of findings names its instansi and a form of file")
    job.report(10, "Mengumpulkan temuan")
    pilihan = choose(job.pengguna, job.instansi, saringan)
    job.report(30, "Menyusun berkas")
    content = write(pilihan, job.instansi, ext)
    return HasilBerkas(file_name(job.instansi, ext), BENTUK_TABEL[ext], content)
