"""What the six parts of a score look at: as data, with their weights, their stages and where a thing is mended."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

# From which value a score is called what.
SEBUTAN = ((90, "Selaras"), (75, "Hampir selaras"), (50, "Sebagian selaras"), (0, "Belum selaras"))


def name_of(nilai: Decimal | float | None) -> str:
    """Return what a value is called; "belum dinilai" for none."""
    if nilai is None:
        return "Belum dinilai"
    return next(text for least, text in SEBUTAN if nilai >= least)


@dataclass(frozen=True)
class JenisBagian:
    """A part of the score: from which stage it is judged, its weight, and what it holds in a sentence."""

    kunci: str
    judul: str
    pendek: str
    tahap: int
    bobot: int
    keterangan: str


@dataclass(frozen=True)
class JenisButir:
    """A kind of thing judged: in which part, what it is called, and the act that mends it."""

    kunci: str
    bagian: str
    judul: str
    tindakan: str


# The parts weigh the same: the regulation puts none of the six before another.
BAGIAN = {
    row.kunci: row
    for row in (
        JenisBagian(
            "logika",
            "Logika lengkap",
            "Logika",
            3,
            1,
            "Tiap hubungan dikonfirmasi, tiap cabang sampai kondisi operasional, dan susunannya tanpa temuan B.",
        ),
        JenisBagian(
            "indikator",
            "Indikator baik",
            "Indikator",
            4,
            1,
            "Tiap simpul punya indikator, kartunya lengkap, dan tidak ada temuan E pada indikatornya.",
        ),
        JenisBagian(
            "target",
            "Target lengkap",
            "Target",
            4,
            1,
            "Tiap indikator punya kondisi awal, target tiap tahun, dan kondisi akhir.",
        ),
        JenisBagian(
            "pemetaan",
            "Terpetakan",
            "Pemetaan",
            5,
            1,
            "Tiap simpul milik sendiri dituangkan ke jenis komponen yang sesuai levelnya.",
        ),
        JenisBagian(
            "pembagian",
            "Terbagi",
            "Pembagian",
            5,
            1,
            "Tiap simpul milik sendiri diampu jabatan yang ada pejabatnya, tanpa temuan H.",
        ),
        JenisBagian(
            "cakupan",
            "Tercakup dari sisi lain",
            "Cakupan",
            5,
            1,
            "Tiap komponen rencana punya simpul, tiap jabatan punya kinerja, tiap crosscutting dijawab.",
        ),
    )
}
JENIS = {
    kunci: JenisButir(kunci, bagian, judul, tindakan)
    for kunci, bagian, judul, tindakan in (
        ("hubungan", "logika", "Hubungan", "Konfirmasi hubungan sebab-akibat"),
        ("ujung", "logika", "Ujung cabang", "Urai cabang sampai kondisi operasional"),
        ("susunan", "logika", "Susunan", "Selesaikan temuan susunan (B)"),
        ("ada", "indikator", "Indikator", "Tambah indikator"),
        ("kartu", "indikator", "Kartu indikator", "Lengkapi kartu indikator"),
        ("smart", "indikator", "Mutu SMART", "Selesaikan temuan indikator (E)"),
        ("awal", "target", "Kondisi awal", "Isi kondisi awal dan tahunnya"),
        ("tahunan", "target", "Target tahunan", "Isi target tiap tahun"),
        ("akhir", "target", "Kondisi akhir", "Isi kondisi akhir periode"),
        ("pemetaan", "pemetaan", "Pemetaan", "Tuangkan ke komponen yang sesuai"),
        ("pembagian", "pembagian", "Pembagian", "Bagikan ke jabatan yang ada pejabatnya"),
        ("komponen", "cakupan", "Komponen rencana", "Tautkan simpul ke komponen"),
        ("jabatan", "cakupan", "Jabatan", "Bagikan kinerja ke jabatan"),
        ("crosscutting", "cakupan", "Crosscutting", "Selesaikan jawaban mitra"),
    )
}
# Where a thing is mended: url name and the anchor of the page.
ALAMAT = {
    "simpul": ("pohon:editor", "simpul"),
    "pemetaan": ("perencanaan:pemetaan", "simpul"),
    "pembagian": ("jabatan:pembagian", "simpul"),
    "komponen": ("perencanaan:dokumen", "komponen"),
    "jabatan": ("jabatan:jabatan", ""),
}
