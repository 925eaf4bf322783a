"""The card of an indikator, the kamus of many, and the list of their quality: one table for screen, Excel and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jabatan.mutu.daftar import kamus_cards
from jabatan.mutu.kartu import DASH, ISI, KartuIndikator
from jabatan.mutu.penilaian import LIMA, SEPULUH
from lib import pdf, xlsx
from lib.berkas import TIPE, safe_name
from lib.tabel import Baris, Format, Jenis, Kertas, Kolom, Nilai, Rata, Tabel
from lib.teks import format_number
from organisasi.models import Instansi, Periode, Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from pohon.models import Indikator


def card_table(kartu: KartuIndikator) -> Tabel:
    """Return the card with every field; what is empty is a dash."""
    row = kartu.indikator
    pohon = row.simpul.pohon
    owner = pohon.unit.nama if pohon.unit else pohon.instansi.nama

    def line(label: str, text: str) -> Baris:
        return Baris([label[:1].upper() + label[1:], text or DASH])

    values = [
        line("kondisi awal", kartu.kondisi_awal),
        *(line(f"target {year}", _number(kartu.target.get(year))) for year in kartu.periode.tahun),
        line("kondisi akhir periode", _number(row.kondisi_akhir)),
    ]
    fields = {name: str(Indikator._meta.get_field(name).verbose_name) for name in ISI}  # type: ignore[union-attr]
    return Tabel(
        judul="Kartu indikator kinerja",
        nama="Kartu indikator",
        subjudul=[owner, str(kartu.periode)],
        kolom=[Kolom("Isian", 26), Kolom("Isi", 74)],
        tanpa_kepala=True,
        lanskap=False,
        huruf=10,
        baris=[
            Baris(["Kinerja yang diukur"], Jenis.KELOMPOK),
            line("simpul", row.simpul.pernyataan),
            line("outcome pohon", kartu.outcome),
            line("komponen perencanaan", "\n".join(kartu.komponen)),
            line("pemilik", "\n".join(kartu.pemilik)),
            Baris(["Indikator"], Jenis.KELOMPOK),
            *(line(label, kartu.teks(name)) for name, label in fields.items()),
            line("pustaka indikator", row.pustaka.nama if row.pustaka else ""),
            Baris(["Kondisi awal dan target"], Jenis.KELOMPOK),
            *values,
        ],
        kaki=[owner, str(kartu.periode), str(pohon.get_status_display())],
    )


def card_file(kartu: KartuIndikator) -> bytes:
    """Return the card as PDF."""
    return pdf.table([card_table(kartu)])


def card_name(kartu: KartuIndikator) -> str:
    """Return the name of its file."""
    return safe_name(f"Kartu indikator {kartu.indikator.nama}", "pdf")


def _number(value: Any) -> str:
    return "" if value is None else format_number(value)


def kamus_table(
    daftar: Sequence[KartuIndikator],
    instansi: Instansi,
    unit: Unit | None,
    periode: Periode,
    *,
    mulai: int = 1,
) -> Tabel:
    """Return the kamus of the indikator of a unit or the instansi in one period, numbered from `mulai`."""
    owner = unit.nama if unit else instansi.nama
    return Tabel(
        judul="Kamus indikator kinerja",
        nama="Kamus indikator",
        subjudul=[owner, str(periode)],
        kertas=Kertas.A3,
        huruf=8,
        kolom=[
            Kolom("No", 5, Format.ANGKA, Rata.TENGAH),
            Kolom("Kinerja", 30),
            Kolom("Indikator", 30),
            Kolom("Kategori", 9),
            Kolom("Definisi operasional", 36),
            Kolom("Formula", 28),
            Kolom("Sumber data", 20),
            Kolom("Satuan", 10),
            Kolom("Polaritas", 13),
            Kolom("Frekuensi", 11),
            Kolom("Penanggung jawab", 20),
            Kolom("Kondisi awal", 11, rata=Rata.KANAN),
            *(Kolom(str(year), 9, Format.ANGKA, grup=("Target",)) for year in periode.tahun),
            Kolom("Kondisi akhir", 9, Format.ANGKA),
        ],
        baris=[
            Baris(_kamus_cells(number, kartu, periode))
            for number, kartu in enumerate(daftar, mulai)
        ],
        kaki=[owner, str(periode)],
        kosong="Belum ada indikator.",
    )


def _kamus_cells(number: int, kartu: KartuIndikator, periode: Periode) -> list[Nilai]:
    row = kartu.indikator
    names = ("kategori", "definisi_operasional", "formula", "sumber_data", "satuan", "polaritas")
    return [
        number,
        row.simpul.pernyataan,
        row.nama,
        *(kartu.teks(name) for name in names),
        kartu.teks("frekuensi"),
        row.penanggung_jawab,
        kartu.kondisi_awal,
        *(kartu.target.get(year) for year in periode.tahun),
        row.kondisi_akhir,
    ]


def kamus_file(tabel: Tabel, ext: str) -> bytes:
    """Return the kamus as Excel or PDF."""
    return xlsx.write([tabel]) if ext == "xlsx" else pdf.table([tabel])


def kamus_name(owner: str, periode: Periode, ext: str) -> str:
    """Return the name of its file."""
    return safe_name(f"Kamus indikator {owner} {periode.nama}", ext)


@pekerjaan("kamus_indikator_pdf")
def write_kamus(
    job: Kemajuan, *, instansi: int, periode: int, unit: int, saring: dict[str, str]
) -> HasilBerkas:
    """Make the PDF of a long kamus in the background, as far as the one who asked may see it."""
    home = Instansi.objects.visible_to(job.pengguna).get(pk=instansi)
    when = Periode.objects.visible_to(job.pengguna).get(pk=periode, instansi=home)
    branch = Unit.objects.visible_to(job.pengguna).get(pk=unit, instansi=home) if unit else None
    job.report(5, "Mengumpulkan indikator")
    daftar = kamus_cards(job.pengguna, home, when, branch, saring)
    tabel = kamus_table(daftar, home, branch, when)
    content = pdf.table([tabel], progress=job.report_part)
    owner = branch.nama if branch else home.nama
    return HasilBerkas(kamus_name(owner, when, "pdf"), TIPE["pdf"], content)


def quality_file(rows: Sequence[Any], owner: str) -> bytes:
    """Return the list of indikator with their scores as Excel; rows carry `skor`, `skor_smart`, `dinilai`."""
    tabel = Tabel(
        judul="Mutu indikator",
        nama="Mutu indikator",
        subjudul=[owner],
        kolom=[
            Kolom("No", 6, Format.ANGKA, Rata.TENGAH),
            Kolom("Indikator", 44),
            Kolom("Kinerja", 44),
            Kolom("Unit", 30),
            Kolom("Kategori", 10),
            Kolom("Satuan", 12),
            Kolom(f"Skor BKN (dari {len(SEPULUH)})", 12, Format.ANGKA),
            Kolom(f"SMART (dari {len(LIMA)})", 12, Format.ANGKA),
            Kolom("Dinilai oleh", 24),
            Kolom("Catatan", 40),
        ],
        baris=[Baris(_quality_cells(number, row)) for number, row in enumerate(rows, 1)],
        kaki=[owner],
        kosong="Belum ada indikator.",
    )
    return xlsx.write([tabel])


def _quality_cells(number: int, row: Any) -> list[Nilai]:
    pohon = row.simpul.pohon
    mutu = getattr(row, "mutu", None)
    return [
        number,
        row.nama,
        row.simpul.pernyataan,
        pohon.unit.nama if pohon.unit else "Instansi",
        str(row.get_kategori_display()),
        row.satuan,
        row.skor,
        row.skor_smart,
        mutu.oleh.nama if mutu and mutu.oleh else "",
        mutu.catatan if mutu else "",
    ]
