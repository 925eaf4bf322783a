"""BKN's approaches of cascading: what each asks for, and what it does to the score (Pedoman Cascading, BKN 2022).

Direct: aspek, wilayah, beban target. Non-direct: layanan, output milestone. The words follow the guideline's
"hal-hal yang harus diperhatikan" and its steps, in its order.
"""

from __future__ import annotations

from dataclasses import dataclass

from jabatan.models import KinerjaJabatan, Layanan
from jabatan.teknik.deteksi import SUMBER

P = KinerjaJabatan.Pendekatan
LANGSUNG = (P.ASPEK, P.WILAYAH, P.BEBAN_TARGET)
TIDAK_LANGSUNG = (P.LAYANAN, P.MILESTONE)


@dataclass(frozen=True)
class Akibat:
    """What an approach does to the score of the superior and the team, in sentences, with the source."""

    judul: str
    nilai_atasan_dihitung: bool
    kalimat: tuple[str, ...]
    sumber: str


AKIBAT_LANGSUNG = Akibat(
    "Cascading langsung",
    nilai_atasan_dihitung=False,
    kalimat=(
        "Hasil tim adalah outcome antara; outcome akhir tetap pada atasan langsung.",
        "Capaian tim mewakili capaian atasan langsung dan menyumbang langsung pada keberhasilannya.",
        "Nilai capaian atasan langsung tidak ikut dihitung dalam nilai koordinator atau ketua tim.",
    ),
    sumber=f"{SUMBER}, hal yang harus diperhatikan dalam direct cascading",
)
AKIBAT_TIDAK_LANGSUNG = Akibat(
    "Cascading tidak langsung",
    nilai_atasan_dihitung=True,
    kalimat=(
        "Hasil tim belum menyumbang langsung pada keberhasilan atasan langsung.",
        "Capaian tim belum mutlak mewakili capaian atasan langsung.",
        "Nilai capaian atasan langsung ikut dihitung dalam nilai koordinator atau ketua tim.",
    ),
    sumber=f"{SUMBER}, hal yang harus diperhatikan dalam non-direct cascading",
)


def consequence(pendekatan: str) -> Akibat | None:
    """Return what an approach does to the score; None while none is chosen."""
    if pendekatan in LANGSUNG:
        return AKIBAT_LANGSUNG
    return AKIBAT_TIDAK_LANGSUNG if pendekatan in TIDAK_LANGSUNG else None


PENJELASAN: dict[str, str] = {
    P.ASPEK: "Semua anggota tim memakai sasaran yang sama dengan atasan; tiap anggota memegang aspek, komponen, "
    "kriteria, atau tahapan kunci yang berbeda.",
    P.WILAYAH: "Semua anggota memakai indikator yang sama, masing-masing untuk wilayah tugas yang berbeda.",
    P.BEBAN_TARGET: "Semua anggota memakai indikator yang sama, dan target atasan dibagi habis kepada mereka.",
    P.LAYANAN: "Untuk tim pendukung, misalnya sekretariat: rencana kinerja disusun dari layanan yang diberikan, "
    "melalui tujuh langkah.",
    P.MILESTONE: "Output utama tim dicapai melalui rangkaian pekerjaan; tiap rangkaian (milestone) memiliki output "
    "dan ekspektasi.",
}


@dataclass(frozen=True)
class Langkah:
    """A step of the service approach: its field, its title and what to write."""

    medan: str
    judul: str
    penjelasan: str


# In the order of the guideline; the fifth is written from what the others find.
LANGKAH_LAYANAN = (
    Langkah(
        "korespondensi",
        "Korespondensi dan advokasi",
        "Bentuk surat-menyurat, koordinasi, dan advokasi yang perlu dilakukan agar layanan dapat diberikan.",
    ),
    Langkah("layanan", "Layanan tim", "Layanan yang dihasilkan tim kerja ini."),
    Langkah("penerima", "Penerima layanan", "Siapa yang dituju: pegawai, unit, atau masyarakat."),
    Langkah(
        "masalah",
        "Permasalahan layanan",
        "Masalah yang selama ini dihadapi dalam pemberian layanan tersebut.",
    ),
    Langkah(
        "rencana",
        "Rencana kinerja tim",
        "Ditentukan dari permasalahan (4), ekspektasi penerima (7), penguatan internal (6), serta korespondensi "
        "dan advokasi (1). Boleh diisi paling akhir.",
    ),
    Langkah(
        "penguatan",
        "Penguatan internal",
        "Pengembangan kapasitas pemberi layanan dan dukungan sumber daya yang diperlukan.",
    ),
    Langkah(
        "ekspektasi",
        "Ekspektasi penerima layanan",
        "Apa yang diharapkan penerima dari layanan yang akan dihasilkan.",
    ),
)
MEDAN_LAYANAN = tuple(langkah.medan for langkah in LANGKAH_LAYANAN)


def missing_steps(layanan: Layanan | None) -> list[str]:
    """Return the titles of the steps not filled in, in the order of the guideline."""
    return [
        langkah.judul
        for langkah in LANGKAH_LAYANAN
        if layanan is None or not getattr(layanan, langkah.medan).strip()
    ]
